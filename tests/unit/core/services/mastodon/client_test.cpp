#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"
#include "core/services/mastodon/server_address.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FakeDraft;
using test::FakeMastodon;
using test::Flavour;

class MastodonClientTest : public testing::Test {
protected:
    std::unique_ptr<test::SignedInSession> account;
    test::OpenLock open;

    void start(FakeMastodon::Settings settings = {}, bool isSignedIn = false)
    {
        fake = std::make_unique<FakeMastodon>(settings);
        source = Source{serviceId(), fake->base(), {}};
        account = std::make_unique<test::SignedInSession>(source, fake->token());
        client = service.client(source, isSignedIn ? account->session() : nullptr);
    }
    FeedSpec tag(const QStringList& tags)
    {
        FeedSpec spec;
        spec.source = source;
        spec.tags = tags;
        return spec;
    }
    Result<Page> page(const FeedSpec& feed, const QString& cursor = {})
    {
        PageRequest request;
        request.feed = feed;
        request.cursor = cursor;
        if (!cursor.isEmpty())
            request.direction = PageRequest::Direction::Older;
        return test::await(client->page(request));
    }
    /// Texts of a whole feed; fails on doubles and on walks that do not end.
    QStringList walk(const FeedSpec& feed)
    {
        QStringList uris;
        QString cursor;
        for (int i = 0; i < 100; ++i) {
            const auto part = page(feed, cursor);
            EXPECT_TRUE(part);
            if (!part)
                return uris;
            for (const auto& item : part->items)
                uris << item.post->uri;
            cursor = part->older;
            if (cursor.isEmpty())
                break;
        }
        EXPECT_TRUE(cursor.isEmpty());
        EXPECT_EQ(QSet<QString>(uris.begin(), uris.end()).size(), uris.size());
        return uris;
    }
    static FakeMastodon::Settings flavour(Flavour which)
    {
        FakeMastodon::Settings settings;
        settings.flavour = which;
        return settings;
    }

    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    MastodonService service{ServiceContext{&clock, &http, &pool, {}}};
    std::unique_ptr<FakeMastodon> fake;
    Source source;
    std::unique_ptr<ServiceClient> client;
};

TEST_F(MastodonClientTest, DiscoversEveryFlavour)
{
    for (const auto which :
        {Flavour::Mastodon, Flavour::GoToSocial, Flavour::Snac, Flavour::Akkoma}) {
        start(flavour(which));
        const auto info = test::await(service.discover(source));
        ASSERT_TRUE(info) << info.error().detail.toStdString();
        EXPECT_EQ(info->software, test::flavourName(which));
        EXPECT_EQ(info->server, fake->base());
        EXPECT_EQ(info->title, u"A small school server"_s);
    }
}

TEST_F(MastodonClientTest, FollowsToTheRealHost)
{
    start();
    test::FaultServer front;
    front.setHandler([&](const test::FaultRequest& request) {
        return test::redirectReply(301, fake->base().toLatin1() + request.target);
    });
    const auto info = test::await(service.discover({serviceId(), front.url().toString(), {}}));
    ASSERT_TRUE(info);
    EXPECT_EQ(info->server, fake->base());

    // Or nodeinfo alone says where it is.
    front.setHandler([&](const test::FaultRequest& request) {
        if (request.path() == u"/.well-known/nodeinfo"_s)
            return test::redirectReply(301, fake->base().toLatin1() + request.target);
        return test::errorReply(404);
    });
    const auto again = test::await(service.discover({serviceId(), front.url().toString(), {}}));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->server, fake->base());
}

TEST_F(MastodonClientTest, TellsWhatAnswersInstead)
{
    test::FaultServer other;
    const Source there{serviceId(), other.url().toString(), {}};
    auto answer = test::await(service.discover(there));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unsupported);
    EXPECT_EQ(answer.error().path, u"/api/v1/instance"_s);

    other.setHandler([](const test::FaultRequest&) { return test::captivePortalReply(); });
    answer = test::await(service.discover(there));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Unsupported);
    EXPECT_TRUE(answer.error().detail.contains(u"HTML"_s));

    other.setHandler([](const test::FaultRequest&) { return test::errorReply(503); });
    EXPECT_EQ(test::await(service.discover(there)).error().kind, Error::Kind::Server);
    other.startOutage();
    EXPECT_EQ(test::await(service.discover(there)).error().kind, Error::Kind::Offline);
}

TEST_F(MastodonClientTest, ReadsManyTagsInSeveralCalls)
{
    start();
    QStringList tags;
    for (int i = 0; i < 6; ++i)
        tags << u't' + QString::number(i);
    for (int i = 0; i < 300; ++i) {
        FakeDraft draft;
        // Tags of very different pace, some posts with two of them.
        draft.tags = {tags.at(i % 17 == 0 ? 5 : i % 4)};
        if (i % 10 == 0)
            draft.tags << tags.at(5);
        draft.createdMs = 1'763'000'000'000 + i * 1'000;
        fake->addPost(draft);
    }
    EXPECT_EQ(walk(tag(tags)).size(), 300);
}

TEST_F(MastodonClientTest, AppliesTagRulesWhereTheServerDoesNot)
{
    for (const auto which : {Flavour::Mastodon, Flavour::Snac, Flavour::Akkoma}) {
        start(flavour(which));
        for (int i = 0; i < 100; ++i) {
            FakeDraft draft;
            draft.tags = {i % 2 ? u"alpha"_s : u"beta"_s};
            if (i % 3 == 0)
                draft.tags << u"must"_s;
            if (i % 5 == 0)
                draft.tags << u"not"_s;
            fake->addPost(draft);
        }
        FeedSpec feed = tag({u"alpha"_s, u"beta"_s});
        feed.allTags = {u"Must"_s};
        feed.noneTags = {u"NOT"_s};
        EXPECT_EQ(walk(feed).size(), 27) << static_cast<int>(which);
    }
}

TEST_F(MastodonClientTest, AsksForTheOpenPartOnly)
{
    FakeMastodon::Settings settings;
    settings.hashtags.remote = u"authenticated"_s;
    start(settings);
    for (int i = 0; i < 10; ++i)
        fake->addPost();
    const auto info = test::await(client->serverInfo());
    ASSERT_TRUE(info);
    EXPECT_TRUE(info->anonymousLocalOnly);
    const auto part = page(tag({u"alpha"_s}));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->items.size(), 4U);
}

TEST_F(MastodonClientTest, SaysSignInBeforeItAsks)
{
    FakeMastodon::Settings settings;
    settings.hashtags = {u"authenticated"_s, u"authenticated"_s};
    settings.live = {u"disabled"_s, u"disabled"_s};
    start(settings);
    const auto closed = page(tag({u"alpha"_s}));
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(fake->server().requestCount(u"/api/v1/timelines/tag/alpha"_s), 0);
    FeedSpec all = tag({});
    all.kind = FeedSpec::Kind::Public;
    EXPECT_EQ(page(all).error().kind, Error::Kind::Forbidden);
    for (const auto kind : {FeedSpec::Kind::Home, FeedSpec::Kind::List}) {
        all.kind = kind;
        EXPECT_EQ(page(all).error().kind, Error::Kind::Unauthorised);
    }
    EXPECT_EQ(
        test::await(client->publish({}, open.pass())).error().kind, Error::Kind::Unauthorised);
}

TEST_F(MastodonClientTest, KnowsEveryWayToSaySignIn)
{
    for (const auto which : {Flavour::GoToSocial, Flavour::Snac}) {
        start(flavour(which));
        const PostId id{serviceId(), source.server, fake->addPost()};
        EXPECT_EQ(
            test::await(client->post(id, Lane::User)).error().kind, Error::Kind::Unauthorised);
    }
    start();
    fake->server().enqueue(u"/api/v1/timelines/tag/alpha"_s,
        test::errorReply(422, "This method requires an authenticated user"));
    EXPECT_EQ(page(tag({u"alpha"_s})).error().kind, Error::Kind::Unauthorised);
}

TEST_F(MastodonClientTest, ReadsHomeListPublicAndOnePerson)
{
    for (const auto which :
        {Flavour::Mastodon, Flavour::GoToSocial, Flavour::Snac, Flavour::Akkoma}) {
        start(flavour(which), true);
        QString last;
        for (int i = 0; i < 100; ++i)
            last = fake->addPost();
        FeedSpec feed = tag({});
        feed.kind = FeedSpec::Kind::Public;
        EXPECT_EQ(walk(feed).size(), 100);
        feed.kind = FeedSpec::Kind::List;
        feed.target = u"1"_s;
        EXPECT_GE(walk(feed).size(), 40);
        feed.kind = FeedSpec::Kind::User;
        feed.target = u"omar@labcoat.example"_s;
        EXPECT_EQ(walk(feed).size(), 20);
        feed.target = u"bea@fake.example"_s;
        EXPECT_GE(walk(feed).size(), 20);
        feed.target = u"nobody@fake.example"_s;
        EXPECT_EQ(page(feed).error().kind, Error::Kind::NotFound);
        feed.kind = FeedSpec::Kind::Home;
        fake->boost(last, 0);
        const auto home = page(feed);
        ASSERT_TRUE(home);
        EXPECT_TRUE(home->items.front().reason);
    }
}

TEST_F(MastodonClientTest, SaysThatAHomeFeedIsStillBeingBuilt)
{
    start({}, true);
    fake->server().enqueue(u"/api/v1/timelines/home"_s, test::jsonReply("[]", 206));
    FeedSpec home = tag({});
    home.kind = FeedSpec::Kind::Home;
    const auto part = page(home);
    ASSERT_TRUE(part);
    EXPECT_TRUE(part->isPartial);
}

TEST_F(MastodonClientTest, EndsAWalkThatGoesInCircles)
{
    auto settings = flavour(Flavour::GoToSocial);
    settings.deniesOldCursors = true;
    start(settings, true);
    for (int i = 0; i < 100; ++i)
        fake->addPost();
    QString cursor;
    int pages = 0;
    do {
        const auto part = page(tag({u"alpha"_s}), cursor);
        ASSERT_TRUE(part);
        cursor = part->older;
        fake->addPost();
        ++pages;
    } while (!cursor.isEmpty() && pages < 20);
    EXPECT_LE(pages, 3);
}

TEST_F(MastodonClientTest, SkipsUnreadableEntries)
{
    start();
    fake->server().enqueue(u"/api/v1/timelines/tag/alpha"_s,
        test::jsonReply("[{\"id\":\"5\"},null,7,{\"id\":\"4\",\"uri\":\"u\",\"created_at\":"
                        "\"2025-01-01\",\"account\":{\"id\":\"1\",\"acct\":\"x\"}}]"));
    const auto part = page(tag({u"alpha"_s}));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->items.size(), 1U);
    EXPECT_EQ(part->skipped, 3);
}

TEST_F(MastodonClientTest, ReadsAnUndescribedServerAnyway)
{
    start();
    fake->addPost();
    fake->server().enqueue(u"/api/v2/instance"_s, test::errorReply(404));
    fake->server().enqueue(u"/api/v1/instance"_s, test::errorReply(404));
    const auto part = page(tag({u"alpha"_s}));
    ASSERT_TRUE(part);
    EXPECT_EQ(part->items.size(), 1U);
}

TEST_F(MastodonClientTest, AsksForTheInstanceOnceForAllFeeds)
{
    start();
    fake->addPost();
    int answers = 0;
    QObject context;
    std::vector<TaskHandle> handles;
    for (int i = 0; i < 8; ++i) {
        PageRequest request;
        request.feed = tag({u"alpha"_s});
        handles.push_back(
            client->page(request).then(&context, [&](const Result<Page>&) { ++answers; }));
    }
    ASSERT_TRUE(test::waitFor([&] { return answers == 8; }));
    EXPECT_EQ(fake->server().requestCount(u"/api/v2/instance"_s), 1);
}

TEST_F(MastodonClientTest, PublishesWithAKey)
{
    start({}, true);
    Submission draft;
    draft.key = "key-1";
    draft.text = u"A1: light & water #alpha"_s;
    const auto post = test::await(client->publish(draft, open.pass()));
    ASSERT_TRUE(post);
    EXPECT_TRUE(post->post->text.text.contains(u"light & water"_s));
    EXPECT_FALSE(fake->server().requests().back().header("idempotency-key").isEmpty());
}

TEST_F(MastodonClientTest, ClientMayGoWhileItsCallsRun)
{
    start();
    fake->addPost();
    bool isAnswered = false;
    QObject context;
    PageRequest request;
    request.feed = tag({u"alpha"_s});
    const auto handle
        = client->page(request).then(&context, [&](const Result<Page>&) { isAnswered = true; });
    client.reset();
    ASSERT_TRUE(test::waitFor([&] { return isAnswered; }));
}

} // namespace
} // namespace staffroom::mastodon
