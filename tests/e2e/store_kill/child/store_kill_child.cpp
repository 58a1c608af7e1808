// Writes posts, read markers and decks as fast as it can and tells on stdout what was
// acknowledged, one line each, until it is killed: store_kill_child FOLDER FIRST_NUMBER

#include "core/deck/deck_file.h"
#include "core/store/post_store.h"

#include "tests/support/fake_service.h"

#include <QCoreApplication>

#include <unistd.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

void say(const QString& line)
{
    // Past all buffers: what was said must not be lost with the process.
    const QByteArray bytes = line.toUtf8() + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), size_t(bytes.size())) != bytes.size())
        ::_exit(2);
}

class Child : public QObject {
public:
    Child(const QString& folder, int first)
        : m_store({folder + u"/cache.db"_s, folder + u"/user.db"_s})
        , m_deck(folder + u"/deck.json"_s)
        , m_next(first)
    {
        m_store.ready()
            .then(this,
                [this](const Result<Done>& done) {
                    if (!done)
                        ::_exit(3);
                    say(u"ready"_s);
                    // Several on their way, so that some share a transaction.
                    for (int i = 0; i < 4; ++i)
                        writePosts();
                })
            .detach();
    }

private:
    void writePosts()
    {
        FeedWrite write;
        write.feedKey = u"feed%1"_s.arg(m_next % 3);
        QStringList ids;
        for (int i = 0; i <= m_next % 7; ++i) {
            const QString id = QString::number(m_next++);
            const auto text = u"words of post %1 "_s.arg(id).repeated(1 + m_next % 20);
            const auto post
                = test::makePost(id, timestampFromMs(1'763'838'000'000 + m_next), {.text = text});
            write.entries.push_back({post, {}, post->created, post->id});
            ids << id;
        }
        write.olderCursor = ids.last();
        write.gaps = std::vector<StoredGap>{{timestampFromMs(2), timestampFromMs(1), ids.last()}};
        const QString feed = write.feedKey;
        m_store.write(std::move(write))
            .then(this,
                [this, ids, feed](const Result<Done>& done) {
                    if (!done)
                        ::_exit(4);
                    say(u"posts "_s + feed + u' ' + ids.join(u' '));
                    if (m_next % 5 == 0)
                        mark(ids.last());
                    if (m_next % 3 == 0)
                        saveDeck();
                    writePosts();
                })
            .detach();
    }
    void mark(const QString& id)
    {
        m_store.setReadMarker(u"feed0"_s, test::fakeId(id))
            .then(this,
                [id](const Result<Done>& done) {
                    if (!done)
                        ::_exit(5);
                    say(u"mark "_s + id);
                })
            .detach();
    }
    void saveDeck()
    {
        Deck deck;
        deck.name = QString::number(m_next++);
        ColumnConfig column;
        column.id = {u"c1"_s};
        column.spec = test::fakeSpec();
        column.title = deck.name;
        deck.columns.assign(size_t(1 + m_next % 9), column);
        for (size_t i = 0; i < deck.columns.size(); ++i)
            deck.columns[i].id = {u"c%1"_s.arg(i)};
        if (!m_deck.save(deck, 1'763'838'000'000LL + qint64(m_next) * 1000))
            ::_exit(6);
        say(u"deck "_s + deck.name);
    }

    PostStore m_store;
    DeckFile m_deck;
    int m_next;
};

} // namespace
} // namespace staffroom

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 3)
        return 1;
    const staffroom::Child child(arguments.at(1), arguments.at(2).toInt());
    return QCoreApplication::exec();
}
