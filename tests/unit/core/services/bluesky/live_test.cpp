#include "tests/unit/core/services/bluesky/bluesky_client_fixture.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketServer>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using StreamState = LiveStream::State;
using test::FaultRequest;

/// A Jetstream beside the view that knows who wrote what.
class BlueskyLiveTest : public BlueskyClientTest {
protected:
    void SetUp() override
    {
        QObject::connect(&sockets, &QWebSocketServer::newConnection, &sockets, [this] {
            while (QWebSocket* socket = sockets.nextPendingConnection()) {
                connections.push_back(socket);
                QObject::connect(socket, &QWebSocket::disconnected, &sockets, [this, socket] {
                    std::erase(connections, socket);
                    socket->deleteLater();
                });
            }
        });
        server.setUpgrade([this](const FaultRequest& request, QTcpSocket* socket) {
            if (request.path() != "/subscribe"_L1)
                return false;
            subscriptions.push_back(request.query());
            QObject::disconnect(socket, &QTcpSocket::disconnected, socket, nullptr);
            sockets.handleConnection(socket);
            return true;
        });
        readAnonymously(base());
    }
    void TearDown() override { client.reset(); }

    struct Column {
        std::unique_ptr<LiveStream> stream;
        std::vector<LiveEvent> events;
    };
    std::unique_ptr<Column> listen(const QStringList& tags)
    {
        auto column = std::make_unique<Column>();
        column->stream = client->stream(hashtag(tags));
        QObject::connect(column->stream.get(), &LiveStream::happened, column->stream.get(),
            [all = &column->events](const LiveEvent& event) { all->push_back(event); });
        column->stream->start();
        return column;
    }
    bool isOpen(const Column& column) const
    {
        return test::waitFor(
            [&] { return column.stream->state() == StreamState::Open && connections.size() == 1; });
    }
    void tell(const QString& key, const QStringList& tags, const QString& operation = u"create"_s)
    {
        const QJsonObject message{{u"did"_s, QString(kOtherDid)}, {u"time_us"_s, ++time},
            {u"kind"_s, u"commit"_s},
            {u"commit"_s,
                QJsonObject{{u"operation"_s, operation}, {u"rkey"_s, key},
                    {u"collection"_s, u"app.bsky.feed.post"_s},
                    {u"record"_s, QJsonObject{{u"tags"_s, QJsonArray::fromStringList(tags)}}}}}};
        const QString text = QString::fromUtf8(QJsonDocument(message).toJson());
        for (auto* connection : connections)
            connection->sendTextMessage(text);
    }
    /// Time goes on until something is so. Slowly: what is on its way through the machine's own
    /// network must not run into deadlines of this clock.
    template <class F>
    [[nodiscard]] bool passUntil(F condition)
    {
        QElapsedTimer sinceStep;
        sinceStep.start();
        return test::waitFor([&] {
            if (condition())
                return true;
            if (sinceStep.elapsed() >= 3) {
                clock.advance(100ms);
                sinceStep.start();
            }
            return condition();
        });
    }
    bool hears(const Column& column, size_t count)
    {
        return passUntil([&] { return column.events.size() >= count; });
    }
    static QString keyOf(const LiveEvent& event)
    {
        return std::get<Arrived>(event).item.post->uri.section(u'/', -1);
    }

    std::vector<QWebSocket*> connections; ///< outlives what tells it of their end
    QWebSocketServer sockets{u"jetstream"_s, QWebSocketServer::NonSecureMode};
    std::vector<QUrlQuery> subscriptions;
    qint64 time = 1'795'850'000'000'000;
};

TEST_F(BlueskyLiveTest, ColumnsShareOneSocketThatClosesWithTheLast)
{
    EXPECT_FALSE(client->stream(feed(FeedSpec::Kind::User)));
    offerPosts({view(u"a"_s, 3, {u"EdChat"_s}), view(u"b"_s, 2, {u"maths"_s, u"ads"_s}),
        view(u"c"_s, 1, {u"edchat"_s, u"maths"_s})});
    auto first = listen({u"edchat"_s});
    auto second = listen({u"Maths"_s, u"other"_s});
    ASSERT_TRUE(isOpen(*first));
    EXPECT_EQ(subscriptions[0].queryItemValue(u"wantedCollections"_s), u"app.bsky.feed.post"_s);
    tell(u"a"_s, {u"EdChat"_s});
    tell(u"noise"_s, {u"lunch"_s});
    tell(u"b"_s, {u"maths"_s, u"ads"_s});
    tell(u"c"_s, {u"edchat"_s, u"maths"_s});
    ASSERT_TRUE(hears(*first, 2));
    ASSERT_TRUE(hears(*second, 2));
    EXPECT_EQ(keyOf(first->events[0]), u"a"_s);
    EXPECT_EQ(keyOf(first->events[1]), u"c"_s);
    EXPECT_EQ(keyOf(second->events[0]), u"b"_s);
    EXPECT_EQ(subscriptions.size(), 1U);
    // What came can be read again, newest first.
    EXPECT_EQ(walked(hashtag({u"edchat"_s}), 1), (QStringList{u"c"_s, u"a"_s}));
    second.reset();
    EXPECT_EQ(connections.size(), 1U);
    first.reset();
    EXPECT_TRUE(test::waitFor([&] { return connections.empty(); }));
}

TEST_F(BlueskyLiveTest, APageIsEmptyAtFirst)
{
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    const auto first = page(hashtag({u"edchat"_s}));
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->items.empty());
    EXPECT_TRUE(first->older.isEmpty());
}

TEST_F(BlueskyLiveTest, LooksPostsUpTogetherAndNotTooOften)
{
    std::vector<QJsonObject> views;
    for (int i = 0; i < 60; ++i)
        views.push_back(view(u"k%1"_s.arg(i), 60 - i, {u"edchat"_s}));
    offerPosts(views);
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    for (int i = 0; i < 60; ++i)
        tell(u"k%1"_s.arg(i), {u"edchat"_s});
    const Millis begun = clock.monotonic();
    ASSERT_TRUE(hears(*column, 60));
    const auto asked = calls("app.bsky.feed.getPosts");
    EXPECT_GE(asked, 3);
    EXPECT_LE(asked, 1 + (clock.monotonic() - begun) / 500ms);
}

TEST_F(BlueskyLiveTest, WaitsForPostsThatAreNotIndexedYet)
{
    offerPosts({});
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    tell(u"slow"_s, {u"edchat"_s});
    ASSERT_TRUE(passUntil([&] { return calls("app.bsky.feed.getPosts") == 1; }));
    answer("app.bsky.feed.getPosts", [](const auto&) { return refusal(502, "UpstreamFailure"); });
    ASSERT_TRUE(passUntil([&] { return calls("app.bsky.feed.getPosts") == 2; }));
    offerPosts({view(u"slow"_s, 3, {u"edchat"_s})});
    ASSERT_TRUE(hears(*column, 1));
    EXPECT_EQ(keyOf(column->events[0]), u"slow"_s);
}

TEST_F(BlueskyLiveTest, TellsDeletionsOfWhatItTold)
{
    offerPosts({view(u"a"_s, 3, {u"edchat"_s})});
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    tell(u"a"_s, {u"edchat"_s});
    ASSERT_TRUE(hears(*column, 1));
    tell(u"other"_s, {}, u"delete"_s);
    tell(u"a"_s, {}, u"delete"_s);
    ASSERT_TRUE(hears(*column, 2));
    EXPECT_EQ(std::get<Deleted>(column->events[1]).id, idOf(u"a"_s));
    EXPECT_TRUE(page(hashtag({u"edchat"_s}))->items.empty());
}

TEST_F(BlueskyLiveTest, SaysNothingOfWhatIsDeletedWhileItIsLookedUp)
{
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    answer("app.bsky.feed.getPosts", [this](const FaultRequest&) {
        tell(u"a"_s, {}, u"delete"_s);
        test::FaultReply late = reply({{u"posts"_s, QJsonArray{view(u"a"_s, 3, {u"edchat"_s})}}});
        late.delay = 100ms;
        return late;
    });
    tell(u"a"_s, {u"edchat"_s});
    ASSERT_TRUE(passUntil([&] { return calls("app.bsky.feed.getPosts") == 1; }));
    offerPosts({view(u"b"_s, 2, {u"edchat"_s})});
    tell(u"b"_s, {u"edchat"_s});
    ASSERT_TRUE(hears(*column, 1));
    EXPECT_EQ(keyOf(column->events[0]), u"b"_s);
}

TEST_F(BlueskyLiveTest, TakesUpWhereItWasCutAndTellsNothingTwice)
{
    offerPosts({view(u"a"_s, 3, {u"edchat"_s}), view(u"b"_s, 2, {u"edchat"_s})});
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    EXPECT_FALSE(subscriptions[0].hasQueryItem(u"cursor"_s));
    tell(u"a"_s, {u"edchat"_s});
    ASSERT_TRUE(hears(*column, 1));
    connections.front()->abort();
    ASSERT_TRUE(test::waitFor([&] { return column->stream->state() == StreamState::Connecting; }));
    ASSERT_TRUE(passUntil(
        [&] { return column->stream->state() == StreamState::Open && connections.size() == 1; }));
    ASSERT_EQ(subscriptions.size(), 2U);
    EXPECT_EQ(subscriptions[1].queryItemValue(u"cursor"_s), QString::number(time - 5'000'000));
    --time;
    tell(u"a"_s, {u"edchat"_s}); // once more
    tell(u"b"_s, {u"edchat"_s});
    ASSERT_TRUE(hears(*column, 2));
    EXPECT_EQ(keyOf(column->events[1]), u"b"_s);
}

TEST_F(BlueskyLiveTest, DoesNotFetchHoursThatWereMissed)
{
    offerPosts({view(u"a"_s, 3, {u"edchat"_s})});
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    tell(u"a"_s, {u"edchat"_s});
    ASSERT_TRUE(hears(*column, 1));
    server.startOutage();
    connections.front()->abort();
    ASSERT_TRUE(test::waitFor([&] { return column->stream->state() == StreamState::Connecting; }));
    clock.advance(25s);
    EXPECT_EQ(page(hashtag({u"edchat"_s})).error().kind, Error::Kind::Offline);
    clock.advance(11min);
    server.endOutage();
    ASSERT_TRUE(passUntil(
        [&] { return column->stream->state() == StreamState::Open && !connections.empty(); }));
    EXPECT_FALSE(subscriptions.back().hasQueryItem(u"cursor"_s));
    EXPECT_TRUE(page(hashtag({u"edchat"_s})));
}

TEST_F(BlueskyLiveTest, RestsWhenTooMuchCameWithinTheHour)
{
    liveMegabytes = 1;
    readAnonymously(base());
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(isOpen(*column));
    for (int i = 0; i < 3; ++i)
        connections.front()->sendTextMessage(QString(400'000, u'x'));
    ASSERT_TRUE(test::waitFor([&] { return connections.empty(); }));
    EXPECT_EQ(column->stream->state(), StreamState::Connecting);
    const auto answer = page(hashtag({u"edchat"_s}));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::RateLimited);
    ASSERT_TRUE(answer.error().retryAfter);
    EXPECT_LE(*answer.error().retryAfter, 1h);
    clock.advance(Millis(*answer.error().retryAfter));
    EXPECT_TRUE(isOpen(*column));
    EXPECT_TRUE(page(hashtag({u"edchat"_s})));
}

TEST_F(BlueskyLiveTest, SaysWhereThereIsNoSuchStream)
{
    server.setUpgrade({});
    answer("subscribe", [](const auto&) { return test::errorReply(401); });
    const auto column = listen({u"edchat"_s});
    ASSERT_TRUE(test::waitFor([&] { return column->stream->state() == StreamState::Unavailable; }));
    const auto answer = page(hashtag({u"edchat"_s}));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Forbidden); // nothing to sign in to
}

} // namespace
} // namespace staffroom::bluesky
