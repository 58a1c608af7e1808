#include "core/services/bluesky/bluesky_service.h"

#include "core/services/bluesky/login.h"
#include "core/services/bluesky/register.h"
#include "core/services/service_registry.h"
#include "tests/unit/core/services/bluesky/account_fixture.h"

namespace staffroom::bluesky {
namespace {

class BlueskyServiceTest : public AccountTest {
protected:
    BlueskyService service{context};
};

TEST(BlueskySourceText, KnowsTheNetworkByItsNamesAndAddresses)
{
    const PublicHosts hosts = publicHosts({});
    for (const auto& typed : {u"bluesky"_s, u" Bluesky "_s, u"bsky"_s, u"bsky.app"_s,
             u"https://bsky.app/"_s, u"public.api.bsky.app"_s, u"https://public.api.bsky.app"_s,
             u"bsky.social"_s, u"https://bsky.app/search?q=x"_s}) {
        const auto source = sourceOfText(typed, hosts);
        ASSERT_TRUE(source && *source) << typed.toStdString();
        EXPECT_EQ(**source, publicSource());
    }
    const Source live{serviceId(), u"https://jetstream2.us-east.bsky.network"_s, {}};
    EXPECT_EQ(sourceOfText(u"bluesky-live"_s, hosts)->value(), live);
    EXPECT_EQ(sourceOfText(u"jetstream2.us-east.bsky.network"_s, hosts)->value(), live);
    EXPECT_EQ(sourceOfText(u"https://jetstream1.us-west.bsky.network"_s, hosts)->value().server,
        u"https://jetstream1.us-west.bsky.network"_s);
    EXPECT_TRUE(isLiveSource(live));
    EXPECT_FALSE(isLiveSource(publicSource()));
    EXPECT_FALSE(isLiveSource({serviceId(), u"https://pds.example"_s, u"bea.bsky.social"_s}));
}

TEST(BlueskySourceText, SaysThatSomebodyIsNotSignedIn)
{
    for (const auto& typed :
        {u"@bea.bsky.social"_s, u"bea.bsky.social"_s, u"@bea.school.example"_s,
            u"did:plc:ewvi7nxzyoun6zhxrhs64oiz"_s, u"https://bsky.app/profile/bea.school.example"_s,
            u"https://bea.bsky.social"_s, u"https://morel.us-east.host.bsky.network"_s}) {
        const auto source = sourceOfText(typed, publicHosts({}));
        ASSERT_TRUE(source) << typed.toStdString();
        ASSERT_FALSE(*source) << typed.toStdString();
        EXPECT_EQ(source->error().kind, Error::Kind::Invalid);
        EXPECT_TRUE(source->error().detail.contains(u"sign"_s));
        EXPECT_EQ(source->error().path, typed);
    }
}

TEST(BlueskySourceText, LeavesAloneWhatMayBeOfAnotherNetwork)
{
    for (const auto& typed : {u"mastodon.social"_s, u"https://mastodon.social"_s,
             u"bea.school.example"_s, u"@bea@mastodon.social"_s, u"bea@bsky.social"_s,
             u"practice"_s, u""_s, u"bsky.example"_s, u"https://notbsky.app"_s,
             u"https://bsky.app.evil.example"_s, u"localhost:3000"_s})
        EXPECT_FALSE(sourceOfText(typed, publicHosts({}))) << typed.toStdString();
}

TEST_F(BlueskyServiceTest, ServersThatWereSetAreItsOwnToo)
{
    EXPECT_EQ(service.sourceFromText(fake.base())->value().service, serviceId());
    EXPECT_FALSE(service.sourceFromText(u"http://127.0.0.1:1"_s));
}

TEST_F(BlueskyServiceTest, IsRegisteredUnderItsName)
{
    ServiceRegistry registry;
    registerService(registry, context);
    const auto* found = registry.find(serviceId());
    ASSERT_TRUE(found);
    EXPECT_EQ(found->name(), u"Bluesky"_s);
    EXPECT_EQ(found->lengthOf(u"Grüße 👩🏽‍🏫"_s, {}, {}), 7);
}

TEST_F(BlueskyServiceTest, SaysWhatNeedsAnAccount)
{
    const auto& can = service.capabilities();
    EXPECT_FALSE(can.needsServer);
    EXPECT_TRUE(can.canReadAnonymously);
    for (const auto kind : {FeedSpec::Kind::List, FeedSpec::Kind::User, FeedSpec::Kind::Hashtag})
        EXPECT_FALSE(can.needsAccount.contains(kind));
    for (const auto kind : can.needsAccount)
        EXPECT_NE(std::find(can.feeds.begin(), can.feeds.end(), kind), can.feeds.end());
    EXPECT_FALSE(can.acts.contains(Act::Kind::Vote));
    EXPECT_TRUE(can.acts.contains(Act::Kind::Follow));
}

TEST_F(BlueskyServiceTest, TheBrowserAsksOnlyForWhatItNeeds)
{
    const auto spec = service.loginSpec();
    EXPECT_TRUE(spec.usesBrowser);
    QStringList forBrowser;
    QStringList secret;
    QStringList optional;
    for (const auto& field : spec.fields) {
        EXPECT_FALSE(field.label.isEmpty());
        EXPECT_FALSE(field.placeholder.isEmpty());
        if (field.isForBrowser)
            forBrowser << field.id;
        if (field.isSecret)
            secret << field.id;
        if (field.isOptional)
            optional << field.id;
    }
    EXPECT_EQ(forBrowser, (QStringList{kIdentifierField, kServerField}));
    EXPECT_EQ(secret, QStringList{kPasswordField});
    EXPECT_EQ(optional, (QStringList{kCodeField, kServerField}));
}

TEST_F(BlueskyServiceTest, DiscoversThePublicViewAndSaysWhatItShows)
{
    const auto info = test::await(service.discover(publicSource()));
    ASSERT_TRUE(info);
    EXPECT_EQ(info->server, fake.base());
    EXPECT_EQ(info->hashtagAccess, ServerInfo::Access::NeedsLogin);
    EXPECT_EQ(info->maxCharacters, 300);
    EXPECT_TRUE(info->note.contains(u"lists"_s));
    fake.server.enqueue(u"/xrpc/app.bsky.actor.getProfiles"_s, test::jsonReply("<html>"));
    EXPECT_EQ(test::await(service.discover(publicSource())).error().kind, Error::Kind::Unsupported);
    fake.server.enqueue(u"/xrpc/app.bsky.actor.getProfiles"_s, test::errorReply(404));
    EXPECT_EQ(test::await(service.discover(publicSource())).error().kind, Error::Kind::Unsupported);
    fake.server.enqueue(u"/xrpc/app.bsky.actor.getProfiles"_s, test::errorReply(502));
    EXPECT_EQ(test::await(service.discover(publicSource())).error().kind, Error::Kind::Server);
}

TEST_F(BlueskyServiceTest, DiscoversTheLiveStreamAndSaysWhatItCosts)
{
    const Source live{serviceId(), fake.base(), {}};
    const auto info = test::await(service.discover(live)); // it has no such page, but it is there
    ASSERT_TRUE(info);
    EXPECT_EQ(info->hashtagAccess, ServerInfo::Access::Open);
    EXPECT_TRUE(info->note.contains(u"MB"_s));
    fake.server.startOutage();
    EXPECT_EQ(test::await(service.discover(live)).error().kind, Error::Kind::Offline);
}

TEST_F(BlueskyServiceTest, DiscoversAnAccountsServer)
{
    const auto info = test::await(service.discover(source()));
    ASSERT_TRUE(info);
    EXPECT_EQ(info->hashtagAccess, ServerInfo::Access::Open);
    EXPECT_TRUE(info->note.isEmpty());
    EXPECT_EQ(fake.asked(u"/xrpc/com.atproto.server.describeServer"_s), 1);
}

TEST_F(BlueskyServiceTest, RevokesWhatWasGiven)
{
    const auto credentials = passwordCredentials();
    EXPECT_TRUE(test::await(service.revoke(source(), credentials)));
    EXPECT_FALSE(fake.isSignedIn());
}

} // namespace
} // namespace staffroom::bluesky
