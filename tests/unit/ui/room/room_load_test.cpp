// A busy chat in the page of a room, read with the keyboard: nothing is lost, doubled or moved, and
// the work of each arrival stays small however full the room is.
#include "core/services/practice/register.h"

#include "tests/unit/ui/room/room_fixture.h"

#include <QElapsedTimer>
#include <QFile>
#include <QThreadPool>

#include <unistd.h>

#include <algorithm>
#include <functional>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Counts the paints of a widget.
class PaintCounter : public QObject {
public:
    explicit PaintCounter(QWidget* widget) { widget->installEventFilter(this); }
    int paints = 0;

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        paints += event->type() == QEvent::Paint;
        return false;
    }
};

struct Spread {
    std::vector<double> values;
    void print(const char* name)
    {
        if (values.empty())
            return;
        std::sort(values.begin(), values.end());
        const auto at
            = [&](double share) { return values[size_t(share * double(values.size() - 1))]; };
        std::printf("%-28s p50 %.1f p99 %.1f max %.1f ms (%zu)\n", name, at(0.5), at(0.99),
            values.back(), values.size());
    }
};

/// Resident memory of this process, in MB; 0 where the system does not tell, and under the address
/// sanitizer, which holds back what was freed.
double residentMb()
{
#ifdef __SANITIZE_ADDRESS__
    return 0;
#else
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * double(sysconf(_SC_PAGESIZE)) / 1e6;
#endif
}

/// Words of nobody else, so that nothing is taken for a repetition.
QString wordsOf(int number)
{
    QStringList out;
    for (int i = 0; i < 12; ++i) {
        auto bits = qHashMulti(7, number, i);
        QString word;
        for (int letter = 0; letter < 6; ++letter, bits /= 26)
            word += QChar(u'a' + char16_t(bits % 26));
        out << word;
    }
    return out.join(u' ');
}

struct RoomLoad : test::RoomFixture, ::testing::Test {
    RoomLoad() { before = residentMb(); }
    /// What is deleted later goes while the clock is still there.
    ~RoomLoad() override
    {
        page.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    /// A post of this moment.
    void arrive(const QString& handle, const QString& text, const QString& answers = QString())
    {
        ids << say(handle, text, 0, answers);
        ++said;
    }
    /// An hour's chat of `count` posts: a question every 500, most posts are labelled answers.
    void arriveNext(int number)
    {
        constexpr int kPerQuestion = 500;
        const int question = number / kPerQuestion + 1;
        if (number % kPerQuestion == 0) {
            arrive(host, u"Q%1: What about %2? #edchat"_s.arg(question).arg(wordsOf(number)));
            return;
        }
        const QString handle = u"person%1@fake.example"_s.arg(number * 7 % 211);
        const QString text = number % 3 != 0
            ? u"A%1 %2 #edchat"_s.arg(question).arg(wordsOf(number))
            : u"%1 #edchat"_s.arg(wordsOf(number));
        arrive(handle, text, number % 5 == 4 ? ids.at(ids.size() - 2) : QString());
    }
    /// The clock goes on; the work of each part of it is measured.
    void pass(Millis by)
    {
        constexpr Millis kStep{120};
        for (Millis at{0}; at < by; at += kStep) {
            QElapsedTimer part;
            part.start();
            clock.advance(std::min(kStep, by - at));
            parts.values.push_back(double(part.nsecsElapsed()) / 1e6);
        }
    }
    /// The same, while somebody reads: false if the post that is read has moved in the view.
    bool staysDuring(const std::function<void()>& arrivals, Millis time)
    {
        const FeedView& view = *page->posts();
        const PostPtr reading = view.currentPost();
        const auto key = reading ? page->room().find(reading->id)->key : quint64(0);
        const auto top = view.rowTop(key);
        arrivals();
        pass(time);
        const bool isGone = reading && !page->room().find(reading->id);
        const auto now = view.rowTop(key);
        readings += top.has_value();
        const bool stays = !top || isGone || (now && std::abs(*now - *top) <= 1);
        EXPECT_TRUE(stays) << "with " << said << " posts from " << *top << " to "
                           << now.value_or(-1) << " of " << view.viewport()->height();
        return stays;
    }
    /// A key as a person presses it, until what it does is painted.
    void press(Qt::Key key, PaintCounter& painted)
    {
        const int paints = painted.paints;
        QElapsedTimer time;
        time.start();
        QTest::keyClick(page->posts(), key);
        for (int i = 0; i < 50 && painted.paints == paints; ++i)
            QCoreApplication::processEvents();
        keys.values.push_back(double(time.nsecsElapsed()) / 1e6);
    }
    void print(const char* name)
    {
        std::printf("%s: %lld judgements, %lld layouts, %+.0f MB\n", name,
            qlonglong(page->room().sorter().judgements()), qlonglong(page->posts()->layoutsMade()),
            residentMb() - before);
        parts.print("120 ms of it");
        keys.print("key until painted");
    }
    void expectEachOnce() const
    {
        const RoomModel* model = qobject_cast<RoomModel*>(page->posts()->feedModel());
        ASSERT_NE(model, nullptr);
        QSet<QString> shown;
        for (int row = 0; row < model->rowCount(); ++row) {
            const FeedRow& one = model->row(row);
            if (one.kind != FeedRow::Kind::Post)
                continue;
            const QString id = one.entry->post->id.remote;
            EXPECT_FALSE(shown.contains(id)) << "twice: " << qPrintable(id);
            shown.insert(id);
        }
        EXPECT_EQ(shown, QSet<QString>(ids.begin(), ids.end()));
    }

    QStringList ids;
    int said = 0;
    int readings = 0; ///< times when something was read while something arrived
    double before = 0;
    Spread parts;
    Spread keys;
};

TEST_F(RoomLoad, FiveThousandPostsAnHourAreReadWithTheKeyboard)
{
    constexpr int kPosts = 5000;
    constexpr int kChunk = 5;
    arriveNext(0);
    RoomPage& shown = open();
    ASSERT_TRUE(soon([&] { return shown.room().figures().posts == 1; }));
    FeedView* posts = shown.posts();
    PaintCounter painted(posts->viewport());
    int resets = 0;
    QObject::connect(posts->feedModel(), &QAbstractItemModel::modelReset, posts, [&] { ++resets; });
    posts->setFocus(Qt::TabFocusReason);
    int moves = 0;
    for (int number = 1; number < kPosts; number += kChunk) {
        const auto arrivals = [&] {
            for (int i = number; i < std::min(kPosts, number + kChunk); ++i)
                arriveNext(i);
        };
        moves += !staysDuring(arrivals, 720ms * kChunk);
        constexpr std::array kKeys{
            Qt::Key_J, Qt::Key_J, Qt::Key_K, Qt::Key_PageDown, Qt::Key_PageUp, Qt::Key_J};
        const int chunk = number / kChunk;
        if (chunk % 2 == 0)
            press(kKeys[size_t(chunk / 2) % kKeys.size()], painted);
        if (chunk % 50 == 0)
            shown.run("room-question-1"_L1);
    }
    ASSERT_TRUE(soon([&] { return shown.room().figures().posts == said; }));
    expectEachOnce();
    EXPECT_EQ(said, kPosts);
    EXPECT_GT(readings, 900);
    EXPECT_EQ(moves, 0);
    EXPECT_EQ(resets, 0);
    // Only what comes into view is laid out, and what was judged stays so.
    EXPECT_LT(posts->layoutsMade(), qint64(keys.values.size()));
    EXPECT_LT(shown.room().sorter().judgements(), 2 * kPosts);
    EXPECT_LT(residentMb() - before, 300);
    print("5,000 posts");
}

TEST_F(RoomLoad, WhoeverIsAtTheNewestSeesEachArrival)
{
    arriveNext(0);
    RoomPage& shown = open();
    ASSERT_TRUE(soon([&] { return shown.room().figures().posts == 1; }));
    const FeedView* posts = shown.posts();
    for (int number = 1; number < 400; ++number) {
        arriveNext(number);
        pass(720ms);
        EXPECT_EQ(posts->newCount(), 0);
    }
    EXPECT_TRUE(posts->isAtNewest());
    expectEachOnce();
    // Once each, and once more where a reply or a question changed what is known.
    EXPECT_LT(posts->layoutsMade(), 2 * said);
    print("400 posts, followed");
}

TEST_F(RoomLoad, AStormOfTwoHundredBecomesOneRow)
{
    sayChat();
    RoomPage& shown = open();
    FeedView* posts = shown.posts();
    // The room knows its posts a moment before the view shows them.
    ASSERT_TRUE(soon([&] { return posts->feedModel()->rowCount() == 11; }));
    PaintCounter painted(posts->viewport());
    posts->setFocus(Qt::TabFocusReason);
    const int rows = posts->feedModel()->rowCount();
    int moves = 0;
    for (int i = 0; i < 200; ++i) {
        const auto arrival = [&] {
            arrive(u"storm%1@fake.example"_s.arg(i),
                u"Everybody look at this wonderful offer for teachers, number %1 today #edchat"_s
                    .arg(i));
        };
        moves += !staysDuring(arrival, 240ms);
        if (i % 5 == 0)
            press(i % 2 == 0 ? Qt::Key_J : Qt::Key_K, painted);
    }
    ASSERT_TRUE(soon([&] { return shown.room().figures().posts == 11 + said; }));
    ASSERT_EQ(shown.room().sorter().storms().size(), 1U);
    EXPECT_EQ(shown.room().sorter().storms().front().posts.size(), 200U);
    EXPECT_EQ(posts->feedModel()->rowCount(), rows + 1);
    EXPECT_EQ(readings, 200);
    EXPECT_EQ(moves, 0);
    EXPECT_LT(residentMb() - before, 300);
    print("storm of 200");
}

TEST_F(RoomLoad, ThePracticeChatAtTwentyTimesIsReadWithTheKeyboard)
{
    QThreadPool pool;
    ServiceContext practice;
    practice.clock = &clock;
    practice.decodePool = &pool;
    practice.options = {{u"practice.speed"_s, u"20"_s}, {u"practice.from"_s, u"0"_s}};
    practice::registerService(services, practice);
    setup.hashtag = u"SproutChat"_s;
    setup.sources = {{{u"practice"_s}, {}, {}}};
    setup.hosts = {u"fern@meadow.example"_s, u"theo@pond.example"_s};
    RoomPage& shown = open();
    ASSERT_TRUE(test::waitFor([&] { // the transcript is read on a pool
        pass(1ms);
        return shown.room().sources().front().state.kind == FeedState::Kind::Live;
    }));
    FeedView* posts = shown.posts();
    PaintCounter painted(posts->viewport());
    ASSERT_TRUE(soon([&] { return posts->feedModel()->rowCount() > 10; }));
    posts->setFocus(Qt::TabFocusReason);
    int moves = 0;
    for (int second = 0; second < 200; ++second) {
        moves += !staysDuring([] {}, 1s);
        press(second % 3 == 2 ? Qt::Key_K : Qt::Key_J, painted);
    }
    EXPECT_GT(readings, 150);
    EXPECT_EQ(moves, 0);
    EXPECT_EQ(shown.room().questions().size(), 6U);
    // What has come bit by bit is what a list that is opened now shows.
    const RoomModel fresh(shown.room(), {}, FeedOrder::ChatOrder, {});
    EXPECT_GT(fresh.rowCount(), 200);
    for (int row = 0; row < fresh.rowCount(); ++row)
        ids << fresh.row(row).entry->post->id.remote;
    expectEachOnce();
    EXPECT_LT(residentMb() - before, 300);
    print("practice chat, 20 times");
}

} // namespace
} // namespace staffroom
