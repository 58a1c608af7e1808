#include "core/services/account_session.h"

#include "core/base/log.h"

#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using State = AccountSession::State;
using Availability = SecretStore::Availability;

Credentials credentials(const QByteArray& access, const QByteArray& refresh = "refresh-1")
{
    Credentials out;
    out.secrets[u"access"_s] = Secret(access);
    if (!refresh.isEmpty())
        out.secrets[u"refresh"_s] = Secret(refresh);
    out.values.insert(u"client_id"_s, u"app"_s);
    out.expires = timestampFromMs(1'763'838'000'123);
    out.scopes = {u"read"_s, u"write"_s};
    return out;
}

struct SessionTest : testing::Test {
    test::FakeSecretStore store;
    Source source{{u"mastodon"_s}, u"https://labcoat.example"_s, u"bea@labcoat.example"_s};
    std::unique_ptr<AccountSession> made = make();

    std::unique_ptr<AccountSession> make()
    {
        return std::make_unique<AccountSession>(source, u"account|bea"_s, store);
    }
    void signIn(const Credentials& with = credentials("access-1"))
    {
        ASSERT_TRUE(await(made->replace(with)));
    }
    QByteArray access(const Result<Credentials>& answer)
    {
        return answer ? answer->secret(u"access"_s).reveal() : QByteArray("none");
    }
};

TEST_F(SessionTest, KeepsEverySecretInAnEntryOfItsOwnAndFindsAllAgain)
{
    signIn();
    EXPECT_EQ(store.entries().at(u"account|bea/access"_s), "access-1");
    EXPECT_EQ(store.entries().at(u"account|bea/refresh"_s), "refresh-1");
    EXPECT_FALSE(store.entries().at(u"account|bea/about"_s).contains("access-1"));
    EXPECT_EQ(store.entries().size(), 3U);

    made = make();
    EXPECT_EQ(made->state(), State::Opening);
    ASSERT_TRUE(await(made->open()));
    EXPECT_EQ(made->state(), State::Ready);
    const auto& found = made->credentials();
    EXPECT_EQ(found.secret(u"access"_s).reveal(), "access-1");
    EXPECT_EQ(found.secret(u"refresh"_s).reveal(), "refresh-1");
    EXPECT_EQ(found.values.value(u"client_id"_s), u"app"_s);
    EXPECT_EQ(found.expires, timestampFromMs(1'763'838'000'123));
    EXPECT_EQ(found.scopes, QStringList({u"read"_s, u"write"_s}));
}

TEST_F(SessionTest, WhoAsksBeforeTheStoreAnswersWaits)
{
    signIn();
    made = make();
    store.setAvailability(Availability::Silent);
    std::optional<Result<Credentials>> answer;
    QObject context;
    const auto handle
        = made->ready().then(&context, [&](Result<Credentials> r) { answer = std::move(r); });
    made->open().then(&context, [](const Result<Done>&) {}).detach();
    QCoreApplication::processEvents();
    EXPECT_FALSE(answer);
    store.setAvailability(Availability::Unlocked);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_EQ(access(*answer), "access-1");
}

TEST_F(SessionTest, WhoHasGoneIsNotCalledAndTheSessionDyingAnswersCancelled)
{
    made = make();
    auto gone = std::make_unique<QObject>();
    bool isCalled = false;
    auto dead
        = made->ready().then(gone.get(), [&](const Result<Credentials>&) { isCalled = true; });
    gone.reset();
    auto waiting = made->ready();
    made.reset();
    EXPECT_EQ(await(std::move(waiting)).error().kind, Error::Kind::Cancelled);
    EXPECT_FALSE(isCalled);
}

TEST_F(SessionTest, LockedOrLostSignsNobodyOut)
{
    signIn();
    for (const auto state : {Availability::Locked, Availability::Absent}) {
        made = make();
        store.setAvailability(state);
        EXPECT_EQ(await(made->open()).error().kind, Error::Kind::Secrets);
        EXPECT_EQ(made->state(), State::Locked);
        EXPECT_EQ(made->trouble()->path, QString(availabilityName(state)));
        EXPECT_EQ(await(made->ready()).error().path, QString(availabilityName(state)));
        store.setAvailability(Availability::Unlocked);
        ASSERT_TRUE(await(made->open()));
        EXPECT_EQ(made->state(), State::Ready);
        EXPECT_FALSE(made->trouble());
    }
    for (const auto& entry : {u"account|bea/about"_s, u"account|bea/access"_s}) {
        auto kept = store.entries();
        store.entries().erase(entry);
        made = make();
        EXPECT_EQ(await(made->open()).error().kind, Error::Kind::Secrets);
        EXPECT_EQ(made->state(), State::Locked);
        EXPECT_EQ(made->trouble()->path, u"lost"_s);
        store.entries() = kept;
    }
}

TEST_F(SessionTest, WhatIsInUseStaysInUseWhenTheStoreIsLockedLater)
{
    signIn();
    store.setAvailability(Availability::Locked);
    EXPECT_FALSE(await(made->open()));
    EXPECT_EQ(made->state(), State::Ready);
    EXPECT_EQ(access(await(made->ready())), "access-1");
}

TEST_F(SessionTest, NewCredentialsAreStoredBeforeTheyAreUsed)
{
    signIn();
    bool wasStored = false;
    store.setAvailability(Availability::Silent);
    auto replacing = made->replace(credentials("access-2", "refresh-2"));
    QCoreApplication::processEvents();
    EXPECT_EQ(made->credentials().secret(u"access"_s).reveal(), "access-1");
    store.setAvailability(Availability::Unlocked);
    ASSERT_TRUE(await(std::move(replacing)));
    wasStored = store.entries().at(u"account|bea/access"_s) == "access-2";
    EXPECT_TRUE(wasStored);
    EXPECT_EQ(made->credentials().secret(u"access"_s).reveal(), "access-2");
    // A server that changes refresh tokens knows the old one no longer.
    const auto& written = store.written();
    EXPECT_LT(written.lastIndexOf(u"account|bea/refresh"_s),
        written.lastIndexOf(u"account|bea/access"_s));
}

TEST_F(SessionTest, WhatCannotBeStoredIsUsedForThisRun)
{
    store.refuseWrites(true);
    EXPECT_EQ(await(made->replace(credentials("access-1"))).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(made->state(), State::Ready);
    EXPECT_TRUE(store.entries().empty());
}

TEST_F(SessionTest, EntriesThatAreNoLongerNeededGo)
{
    signIn();
    signIn(credentials("access-2", {}));
    EXPECT_FALSE(store.entries().contains(u"account|bea/refresh"_s));
}

TEST_F(SessionTest, AllWhoAreRefusedShareOneRenewal)
{
    signIn();
    int renewals = 0;
    Promise<Credentials> renewed;
    auto answerLater = renewed.task();
    const auto renew = [&] {
        ++renewals;
        return std::move(answerLater);
    };
    std::vector<QByteArray> got;
    QObject context;
    std::vector<TaskHandle> handles;
    for (int i = 0; i < 8; ++i) {
        handles.push_back(made->refresh(renew, Secret("access-1"))
                              .then(&context, [&](const Result<Credentials>& answer) {
                                  got.push_back(access(answer));
                              }));
    }
    renewed.finish(credentials("access-2", "refresh-2"));
    ASSERT_TRUE(test::waitFor([&] { return got.size() == 8; }));
    EXPECT_EQ(renewals, 1);
    for (const auto& token : got)
        EXPECT_EQ(token, "access-2");
    EXPECT_EQ(store.entries().at(u"account|bea/refresh"_s), "refresh-2");
    // Somebody whose call with the old token comes back only now does not renew again.
    EXPECT_EQ(access(await(made->refresh(renew, Secret("access-1")))), "access-2");
    EXPECT_EQ(renewals, 1);
}

TEST_F(SessionTest, OnlyTheServersNoToARenewalMeansSignInAgain)
{
    signIn();
    for (const auto kind : {Error::Kind::Offline, Error::Kind::Server, Error::Kind::RateLimited}) {
        EXPECT_EQ(await(made->refresh([kind] { return readyTask<Credentials>(fail(kind)); }))
                      .error()
                      .kind,
            kind);
        EXPECT_EQ(made->state(), State::Ready);
    }
    for (const auto kind : {Error::Kind::Invalid, Error::Kind::Unauthorised}) {
        signIn();
        EXPECT_EQ(await(made->refresh([kind] { return readyTask<Credentials>(fail(kind)); }))
                      .error()
                      .kind,
            Error::Kind::Unauthorised);
        EXPECT_EQ(made->state(), State::Refused);
        EXPECT_EQ(await(made->ready()).error().kind, Error::Kind::Unauthorised);
        EXPECT_FALSE(store.entries().empty()); // nobody is signed out
    }
    signIn(credentials("access-9"));
    EXPECT_EQ(made->state(), State::Ready);
}

TEST_F(SessionTest, EraseLeavesNoEntryAndSaysWhenTheStoreKeepsThem)
{
    signIn();
    store.setAvailability(Availability::Locked);
    EXPECT_EQ(await(made->erase()).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(store.entries().size(), 3U);
    store.setAvailability(Availability::Unlocked);
    ASSERT_TRUE(await(made->erase()));
    EXPECT_TRUE(store.entries().empty());
    EXPECT_TRUE(made->credentials().isEmpty());
    EXPECT_EQ(await(made->ready()).error().kind, Error::Kind::Unauthorised);
}

TEST_F(SessionTest, ARenewalThatComesBackAfterEraseBringsNothingBack)
{
    signIn();
    Promise<Credentials> renewed;
    auto answerLater = renewed.task();
    auto refreshing = made->refresh([&] { return std::move(answerLater); });
    auto erasing = made->erase();
    renewed.finish(credentials("access-2"));
    EXPECT_EQ(await(std::move(refreshing)).error().kind, Error::Kind::Unauthorised);
    ASSERT_TRUE(await(std::move(erasing)));
    EXPECT_TRUE(store.entries().empty());
}

TEST_F(SessionTest, ItsSecretsAreCutFromTheLog)
{
    signIn(credentials("no-digits-here"));
    EXPECT_FALSE(redact(u"odd no-digits-here end"_s).contains(u"digits"_s));
}

} // namespace
} // namespace staffroom
