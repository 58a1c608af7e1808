// Types into a draft, or sends posts, until it is killed; tells on stdout what was done, one line
// each: outbox_kill_child FOLDER type FIRST
//       outbox_kill_child FOLDER send FIRST SERVER HANDLE TOKEN
//       outbox_kill_child FOLDER drain 0 SERVER HANDLE TOKEN

#include "core/compose/draft_store.h"
#include "core/compose/outbox.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"
#include "core/store/post_store.h"

#include "tests/support/signed_in.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <QTimer>

#include <unistd.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

void say(const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), size_t(bytes.size())) != bytes.size())
        ::_exit(2);
}

qint64 nowMs()
{
    return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// A key every 10 ms; each is told with its moment.
class Typist : public QObject {
public:
    Typist(const QString& folder, int first)
        : m_store({folder + u"/cache.db"_s, folder + u"/user.db"_s})
        , m_drafts(m_clock, m_store)
        , m_count(first)
    {
        m_drafts.load()
            .then(this,
                [this](const Result<Done>& done) {
                    if (!done)
                        ::_exit(3);
                    const auto* draft = m_drafts.find(u"typed"_s);
                    say(u"restored %1"_s.arg(draft ? draft->parts.front().text.size() : 0));
                    m_draft.id = u"typed"_s;
                    connect(&m_keys, &QTimer::timeout, this, [this] { key(); });
                    m_keys.start(10ms);
                })
            .detach();
    }

private:
    void key()
    {
        ++m_count;
        m_draft.parts.front().text = QString(m_count, u'x');
        m_draft.changed = m_clock.now();
        m_drafts.save(m_draft);
        say(u"key %1 %2"_s.arg(m_count).arg(nowMs()));
    }

    SystemClock m_clock;
    PostStore m_store;
    DraftStore m_drafts;
    Draft m_draft;
    QTimer m_keys;
    int m_count;
};

/// Sends numbered posts one after the other; "sent off N" once it is the outbox's.
class Sender : public QObject {
public:
    Sender(const QString& folder, int next, const QStringList& server)
        : m_source{m_service.id(), server.at(0), server.at(1)}
        , m_account(m_source, server.at(2).toLatin1())
        , m_client(m_service.client(m_source, m_account.session()))
        , m_store({folder + u"/cache.db"_s, folder + u"/user.db"_s})
        , m_next(next)
    {
        m_lock.setLocked(false);
        Outbox::Context context;
        context.clock = &m_clock;
        context.store = &m_store;
        context.lock = &m_lock;
        context.client = [this](const Source&) { return m_client.get(); };
        m_outbox = std::make_unique<Outbox>(context);
        m_outbox->load()
            .then(this,
                [this](const Result<Done>& done) {
                    if (!done)
                        ::_exit(3);
                    say(u"loaded"_s);
                    if (m_next > 0)
                        submit();
                    else
                        drain();
                })
            .detach();
    }

private:
    void submit()
    {
        Draft draft;
        draft.id = u"draft%1"_s.arg(m_next);
        draft.account = m_source;
        draft.language = u"en"_s;
        draft.parts.front().text = u"Answer number %1"_s.arg(m_next);
        m_outbox->submit(draft)
            .then(this,
                [this](const Result<QStringList>& ids) {
                    if (!ids)
                        ::_exit(4);
                    say(u"off %1"_s.arg(m_next));
                    ++m_next;
                    submit();
                })
            .detach();
    }
    void drain()
    {
        connect(&m_look, &QTimer::timeout, this, [this] {
            if (m_outbox->items().empty())
                QCoreApplication::quit();
        });
        m_look.start(20ms);
    }

    SystemClock m_clock;
    RateLimiter m_limiter{m_clock, [] { return 0.0; }};
    HttpClient m_http{m_clock, m_limiter, {"Staffroom-Test/1", true}};
    QThreadPool m_pool;
    mastodon::MastodonService m_service{ServiceContext{&m_clock, &m_http, &m_pool, {}}};
    Source m_source;
    test::SignedInSession m_account;
    std::unique_ptr<ServiceClient> m_client;
    PostStore m_store;
    WriteLock m_lock;
    std::unique_ptr<Outbox> m_outbox;
    QTimer m_look;
    int m_next;
};

} // namespace
} // namespace staffroom

using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() < 4)
        return 1;
    const int first = arguments.at(3).toInt();
    if (arguments.at(2) == u"type"_s) {
        const staffroom::Typist typist(arguments.at(1), first);
        return QCoreApplication::exec();
    }
    if (arguments.size() != 7)
        return 1;
    const staffroom::Sender sender(arguments.at(1), first, arguments.mid(4));
    return QCoreApplication::exec();
}
