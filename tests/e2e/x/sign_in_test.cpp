// Coming and going: the browser, the life of tokens, the sign-out.
#include "core/services/x/oauth.h"
#include "tests/e2e/x/program.h"

namespace staffroom::x {
namespace {

using Kind = FeedSpec::Kind;

class XSignIn : public XProgramAt { };

TEST_P(XSignIn, GoesThroughTheBrowserAndBack)
{
    const auto who = signIn(loginRequest(u"2.50"_s));
    ASSERT_TRUE(who) << qPrintable(who.error().detail);
    EXPECT_EQ(who->source.account, Rig::handle());
    EXPECT_EQ(who->author.id.remote, Rig::userId());
    EXPECT_EQ(who->credentials.values.value(kUserIdValue), Rig::userId());
    EXPECT_FALSE(who->credentials.secret(u"refresh"_s).isEmpty());
    EXPECT_TRUE(mayWrite(who->credentials));
    source = who->source;
    ASSERT_TRUE(await(accounts->add(*who, Keeping::ThisSession)));
    const auto home = column(Kind::Home);
    ASSERT_TRUE(goesOnUntil([&] { return isPolling(*home) && !home->entries().empty(); }));
    EXPECT_EQ(home->state().cost->dailyLimit, 2'500'000);
    settle();

    const auto gone = answerOf(accounts->remove(source));
    EXPECT_TRUE(gone) << qPrintable(gone.error().detail);
    EXPECT_EQ(asked("/2/oauth2/revoke", 200), 2) << "both tokens";
    EXPECT_TRUE(accounts->accounts().empty());
    hub->renewClient(source);
    const auto before = exchanges.size();
    pass(5min);
    EXPECT_EQ(exchanges.size(), before);
    EXPECT_EQ(home->state().kind, FeedState::Kind::NeedsLogin);
}

TEST_P(XSignIn, WhoMayOnlyReadIsToldSo)
{
    LoginRequest request = loginRequest(u"1"_s);
    request.access = LoginRequest::Access::Read;
    const auto who = signIn(request);
    ASSERT_TRUE(who) << qPrintable(who.error().detail);
    EXPECT_FALSE(mayWrite(who->credentials));
}

INSTANTIATE_TEST_SUITE_P(X, XSignIn, testing::ValuesIn(kFaces), nameOfFace);

class XTokens : public XProgram {
protected:
    std::unique_ptr<Rig> server;
};

TEST_F(XTokens, ShortLivedOnesAreRenewedInTimeEachRefreshTokenOnce)
{
    if (!Rig::isInstalled())
        GTEST_SKIP() << "no folder with the server is named (STAFFROOM_X_RIG)";
    constexpr int kLife = 100;
    const Face kind = kFaces[2];
    server = Rig::withTokens(kind, kLife);
    ASSERT_TRUE(server);
    begin(server.get(), kind);
    comeIn();
    const auto chat = tagColumn(u"edchat"_s);
    const auto home = column(Kind::Home);
    QStringList written;
    for (int i = 1; i <= 10; ++i) {
        written << rig->post(u"Idea %1 #edchat"_s.arg(i));
        pass(60s);
    }
    EXPECT_TRUE(goesOnUntil([&] { return hasAll(*chat, written) && hasAll(*home, written); }));
    const int renewals = asked("/2/oauth2/token", 200) - 1;
    EXPECT_GE(renewals, 5);
    EXPECT_EQ(asked("/2/oauth2/token"), renewals + 1);
    EXPECT_EQ(asked("/2/", 401), 0) << "in time";
    expectWhole(*chat, "chat");
    expectWhole(*home, "home");
    expectCostIsMetered();
    print(std::to_string(renewals) + " renewals");
}

} // namespace
} // namespace staffroom::x
