#include "tests/e2e/bluesky/rig.h"
#include "tests/support/cutting_proxy.h"

#include "core/services/bluesky/api_calls.h"

namespace staffroom::bluesky {
namespace {

using test::CuttingProxy;

class RigSignIn : public RigTest { };

TEST_F(RigSignIn, TakesAnAppPasswordAndGivesItBack)
{
    Person alice = seeded("alice"_L1);
    EXPECT_EQ(alice.who.source.account, u"alice.test"_s);
    EXPECT_EQ(alice.did(), rig->text("alice"_L1, "did"_L1));
    EXPECT_EQ(alice.who.author.name.text, u"Alice Moreau"_s);
    EXPECT_EQ(alice.who.source.server, rig->pds());
    const auto home = page(*alice.client, FeedSpec::Kind::Home);
    ASSERT_TRUE(home) << qPrintable(home.error().detail);
    EXPECT_FALSE(home->items.empty());
    EXPECT_TRUE(await(service->revoke(alice.who.source, alice.session->credentials())));
}

TEST_F(RigSignIn, RefusesAWrongPasswordAndAnUnknownHandle)
{
    const auto wrong = signIn(passwordRequest(u"alice.test"_s, u"abcd-efgh-ijkl-mnop"_s));
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, Error::Kind::Unauthorised);
    const auto nobody = signIn(passwordRequest(u"nobody-at-all.test"_s, u"abcd-efgh-ijkl-mnop"_s));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().kind, Error::Kind::NotFound);
}

TEST_F(RigSignIn, GoesThroughTheBrowserReadsWritesRenewsAndLeaves)
{
    LoginRequest request;
    request.way = LoginRequest::Way::Browser;
    request.access = LoginRequest::Access::ReadAndWrite;
    request.source.service = service->id();
    request.fields["identifier"_L1] = Secret("alice.test");
    request.fields["server"_L1] = Secret(rig->pds().toUtf8());
    const auto who = signIn(request,
        [this](const QUrl& page) { rig->agree(page, u"alice.test"_s, u"alice-password"_s); });
    ASSERT_TRUE(who) << errorName(who.error().kind).data() << ' ' << qPrintable(who.error().detail);
    EXPECT_EQ(who->source.account, u"alice.test"_s);
    EXPECT_FALSE(who->credentials.secret(kDpopKey).isEmpty());
    Person alice;
    alice.who = *who;
    alice.session = std::make_shared<AccountSession>(who->source, u"oauth"_s, secrets);
    ASSERT_TRUE(await(alice.session->replace(who->credentials)));
    alice.client = service->client(who->source, alice.session);

    const QString tag = freshTag();
    const PostPtr post = say(alice, words(u"Signed in with a browser #%1"_s.arg(tag)));
    EXPECT_TRUE(eventually([&] {
        const auto found = page(*alice.client, FeedSpec::Kind::Hashtag, tag);
        return found && found->items.size() == 1;
    }));

    // A token the server no longer takes is renewed once for all who ask at the same time.
    Credentials worn = alice.session->credentials();
    QByteArray spoilt = worn.secret(kAccess).reveal();
    spoilt.replace(spoilt.size() - 6, 6, "AAAAAA");
    worn.secrets[kAccess] = Secret(spoilt);
    const Secret before = worn.secret(kRefresh);
    ASSERT_TRUE(await(alice.session->replace(worn)));
    std::vector<Task<Page>> pages;
    for (const auto kind : {FeedSpec::Kind::Home, FeedSpec::Kind::Notifications,
             FeedSpec::Kind::Bookmarks, FeedSpec::Kind::Mentions}) {
        PageRequest one;
        one.feed = spec(*alice.client, kind, {});
        pages.push_back(alice.client->page(one));
    }
    for (auto& task : pages) {
        const auto answer = await(std::move(task), std::chrono::seconds(30));
        EXPECT_TRUE(answer) << qPrintable(answer ? QString() : answer.error().detail);
    }
    EXPECT_EQ(alice.session->state(), AccountSession::State::Ready);
    EXPECT_NE(alice.session->credentials().secret(kRefresh).reveal(), before.reveal());

    act(alice, Act::Kind::Delete, post);
    EXPECT_TRUE(await(service->revoke(who->source, alice.session->credentials())));
    const auto after = page(*alice.client, FeedSpec::Kind::Home);
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().kind, Error::Kind::Unauthorised);
}

TEST_F(RigSignIn, RenewsAnExpiredPasswordSessionOnceForAllColumns)
{
    CuttingProxy proxy{QUrl(rig->pds())};
    int renewals = 0;
    proxy.setDecide([&renewals](const QByteArray& first) {
        renewals += first.contains("refreshSession") ? 1 : 0;
        return CuttingProxy::Cut::None;
    });
    Person alice = seeded("alice"_L1, proxy.base());
    Credentials worn = alice.session->credentials();
    const QByteArray refresh = worn.secret(kRefresh).reveal();
    worn.secrets[kAccess] = Secret(rig->text("alice"_L1, "expiredAccessJwt"_L1).toUtf8());
    ASSERT_TRUE(await(alice.session->replace(worn)));
    std::vector<Task<Page>> pages;
    for (int i = 0; i < 3; ++i) {
        for (const auto kind : {FeedSpec::Kind::Home, FeedSpec::Kind::Notifications,
                 FeedSpec::Kind::Bookmarks, FeedSpec::Kind::Mentions}) {
            PageRequest one;
            one.feed = spec(*alice.client, kind, {});
            pages.push_back(alice.client->page(one));
        }
    }
    // Somebody writes while it has expired, too.
    auto written = alice.client->publish(words(u"In the middle of it"_s), open.pass());
    for (auto& task : pages) {
        const auto answer = await(std::move(task), std::chrono::seconds(30));
        EXPECT_TRUE(answer) << qPrintable(answer ? QString() : answer.error().detail);
    }
    const auto said = await(std::move(written), std::chrono::seconds(30));
    EXPECT_TRUE(said) << qPrintable(said ? QString() : said.error().detail);
    EXPECT_EQ(renewals, 1);
    EXPECT_NE(alice.session->credentials().secret(kRefresh).reveal(), refresh);
    EXPECT_EQ(posted(alice.did()).count(u"In the middle of it"_s), 1);
}

TEST_F(RigSignIn, ReadsWithoutAnAccountWhatIsOpenToEverybody)
{
    const auto nobody = service->client({service->id(), {}, {}}, nullptr);
    const auto list = page(*nobody, FeedSpec::Kind::List, rig->list("chatPeople"_L1));
    ASSERT_TRUE(list) << qPrintable(list.error().detail);
    EXPECT_GT(list->items.size(), 20u);
    const auto feed = page(*nobody, FeedSpec::Kind::List, rig->feed());
    ASSERT_TRUE(feed) << qPrintable(feed.error().detail);
    EXPECT_GT(feed->items.size(), 20u);
    const auto bob = page(*nobody, FeedSpec::Kind::User, u"bob.test"_s);
    ASSERT_TRUE(bob) << qPrintable(bob.error().detail);
    EXPECT_FALSE(bob->items.empty());
    const auto thread = await(nobody->thread({service->id(), {}, rig->question(0)}));
    ASSERT_TRUE(thread) << qPrintable(thread.error().detail);
    EXPECT_GE(thread->descendants.size(), 2u);
    // Who asked not to be shown to strangers is not.
    for (const auto* one : {&*list, &*feed}) {
        for (const auto& item : one->items)
            EXPECT_NE(item.post->author.handle, u"erin.test"_s);
    }
    const auto tag = page(*nobody, FeedSpec::Kind::Hashtag, rig->tag());
    ASSERT_FALSE(tag);
    EXPECT_EQ(tag.error().kind, Error::Kind::Unauthorised);
}

} // namespace
} // namespace staffroom::bluesky
