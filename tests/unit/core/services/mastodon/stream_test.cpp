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
using test::FakeMastodon;
using test::Flavour;
using StreamState = LiveStream::State;

class MastodonStreamTest : public testing::Test {
protected:
    void start(Flavour flavour, bool isSignedIn = true)
    {
        FakeMastodon::Settings settings;
        settings.flavour = flavour;
        fake = std::make_unique<FakeMastodon>(settings);
        const Source source{serviceId(), fake->base(), {}};
        account = std::make_unique<test::SignedInSession>(source, fake->token());
        client = service.client(source, isSignedIn ? account->session() : nullptr);
    }
    std::unique_ptr<LiveStream> listen(const FeedSpec& feed)
    {
        auto stream = client->stream(feed);
        if (!stream)
            return stream;
        QObject::connect(stream.get(), &LiveStream::happened, stream.get(),
            [this](const LiveEvent& event) { events.push_back(event); });
        stream->start();
        return stream;
    }
    static FeedSpec spec(FeedSpec::Kind kind, const QStringList& tags = {})
    {
        FeedSpec feed;
        feed.kind = kind;
        feed.tags = tags;
        feed.target = u"1"_s;
        return feed;
    }
    static bool reaches(const LiveStream& stream, StreamState state)
    {
        return test::waitFor([&] { return stream.state() == state; });
    }

    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    MastodonService service{ServiceContext{&clock, &http, &pool, {}}};
    std::unique_ptr<FakeMastodon> fake;
    std::unique_ptr<test::SignedInSession> account;
    std::unique_ptr<ServiceClient> client;
    std::vector<LiveEvent> events;
};

TEST_F(MastodonStreamTest, TellsArrivalsEditsAndDeletionsInOrder)
{
    start(Flavour::Mastodon);
    const auto stream = listen(spec(FeedSpec::Kind::Hashtag, {u"Alpha"_s}));
    ASSERT_TRUE(reaches(*stream, StreamState::Open));
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"hashtag"_s) == 1; }));
    const QString id = fake->addPost();
    fake->editPost(id, u"better"_s);
    fake->deletePost(id);
    ASSERT_TRUE(test::waitFor([&] { return events.size() == 3; }));
    EXPECT_EQ(std::get<Arrived>(events[0]).item.post->id.remote, id);
    EXPECT_TRUE(std::get<Edited>(events[1]).post->text.text.contains(u"better"_s));
    EXPECT_EQ(std::get<Deleted>(events[2]).id, (PostId{serviceId(), fake->base(), id}));
}

TEST_F(MastodonStreamTest, SharesOneSocketAndEndsItAfterTheLast)
{
    start(Flavour::Mastodon);
    auto first = listen(spec(FeedSpec::Kind::Hashtag, {u"alpha"_s}));
    auto second = listen(spec(FeedSpec::Kind::Hashtag, {u"alpha"_s, u"beta"_s}));
    auto home = listen(spec(FeedSpec::Kind::Home));
    ASSERT_TRUE(reaches(*home, StreamState::Open));
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"user"_s) == 1; }));
    EXPECT_EQ(fake->streamCount(), 1);
    EXPECT_EQ(fake->subscriptionCount(u"hashtag"_s), 2);
    first.reset();
    second.reset();
    home.reset();
    EXPECT_TRUE(test::waitFor([&] { return fake->streamCount() == 0; }));
}

TEST_F(MastodonStreamTest, ComesBackAfterAnOutage)
{
    start(Flavour::Mastodon);
    const auto stream = listen(spec(FeedSpec::Kind::Hashtag, {u"alpha"_s}));
    ASSERT_TRUE(reaches(*stream, StreamState::Open));
    fake->startOutage();
    ASSERT_TRUE(reaches(*stream, StreamState::Connecting));
    fake->endOutage();
    clock.advance(1s);
    ASSERT_TRUE(reaches(*stream, StreamState::Open));
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"hashtag"_s) == 2; }));
    fake->addPost();
    EXPECT_TRUE(test::waitFor([&] { return events.size() == 1; }));
}

TEST_F(MastodonStreamTest, KnowsWhereThereIsNone)
{
    start(Flavour::Mastodon, false);
    auto stream = listen(spec(FeedSpec::Kind::Hashtag, {u"a"_s}));
    EXPECT_TRUE(reaches(*stream, StreamState::Unavailable));
    start(Flavour::Akkoma, false);
    stream = listen(spec(FeedSpec::Kind::Public));
    EXPECT_TRUE(reaches(*stream, StreamState::Unavailable));
    start(Flavour::Snac);
    stream = listen(spec(FeedSpec::Kind::Home));
    EXPECT_TRUE(reaches(*stream, StreamState::Unavailable));
    start(Flavour::GoToSocial);
    stream = listen(spec(FeedSpec::Kind::Hashtag, {u"a"_s}));
    EXPECT_TRUE(reaches(*stream, StreamState::Unavailable));
    EXPECT_FALSE(client->stream(spec(FeedSpec::Kind::User)));
}

TEST_F(MastodonStreamTest, HearsListsOfGoToSocial)
{
    start(Flavour::GoToSocial);
    const auto stream = listen(spec(FeedSpec::Kind::List));
    ASSERT_TRUE(reaches(*stream, StreamState::Open));
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"list"_s) == 1; }));
    test::FakeDraft draft;
    draft.author = 0;
    fake->addPost(draft);
    EXPECT_TRUE(test::waitFor([&] { return events.size() == 1; }));
}

TEST_F(MastodonStreamTest, TellsBoostsInHome)
{
    start(Flavour::Mastodon);
    const auto stream = listen(spec(FeedSpec::Kind::Home));
    ASSERT_TRUE(reaches(*stream, StreamState::Open));
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"user"_s) == 1; }));
    test::FakeDraft draft;
    draft.author = 1;
    fake->boost(fake->addPost(draft), 0);
    ASSERT_TRUE(test::waitFor([&] { return !events.empty(); }));
    EXPECT_TRUE(std::get<Arrived>(events[0]).item.reason);
}

} // namespace
} // namespace staffroom::mastodon
