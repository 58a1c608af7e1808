#include "core/accounts/account_book.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"

#include <QDirIterator>
#include <QTemporaryDir>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using Availability = SecretStore::Availability;

/// Only what the book asks of a service.
class SignOutService final : public Service {
public:
    ServiceId id() const override { return {u"mastodon"_s}; }
    QString name() const override { return u"Test"_s; }
    const Capabilities& capabilities() const override { return m_capabilities; }
    std::optional<Result<Source>> sourceFromText(const QString&) const override { return {}; }
    Task<ServerInfo> discover(const Source&) override
    {
        return readyTask<ServerInfo>(fail(Error::Kind::Unsupported));
    }
    std::unique_ptr<ServiceClient> client(const Source&, std::shared_ptr<AccountSession>) override
    {
        return nullptr;
    }
    Task<Done> revoke(const Source&, const Credentials& credentials) override
    {
        revoked << credentials.secret(u"access"_s).reveal();
        return readyTask<Done>(answer);
    }

    QList<QByteArray> revoked;
    Result<Done> answer = Done{};

private:
    Capabilities m_capabilities;
};

SignedIn somebody(const QString& name, const QByteArray& token = "top-secret-token")
{
    SignedIn out;
    out.source = {{u"mastodon"_s}, u"https://labcoat.example"_s, name + u"@labcoat.example"_s};
    out.author.name.text = name.toUpper();
    out.author.avatar = QUrl(u"https://labcoat.example/a.png"_s);
    out.credentials.secrets[u"access"_s] = Secret(token);
    return out;
}

struct BookTest : testing::Test {
    QTemporaryDir folder;
    test::FakeClock clock;
    test::FakeSecretStore store;
    ServiceRegistry registry;
    SignOutService* service = nullptr;
    std::unique_ptr<AccountBook> book;

    BookTest()
    {
        auto made = std::make_unique<SignOutService>();
        service = made.get();
        registry.add(std::move(made));
        restart();
    }
    QString file() const { return folder.filePath(u"accounts.json"_s); }
    void make(SecretStore* keyStore, const QString& path)
    {
        book = std::make_unique<AccountBook>(
            AccountBook::Context{&clock, &registry, keyStore, path});
    }
    void restart()
    {
        make(&store, file());
        ASSERT_TRUE(book->load());
    }
    QByteArray listText() const
    {
        QFile list(file());
        return list.open(QIODevice::ReadOnly) ? list.readAll() : QByteArray();
    }
    bool isReady(const Source& source) const
    {
        const auto session = book->session(source);
        return session && session->state() == AccountSession::State::Ready;
    }
};

TEST_F(BookTest, AccountsAreThereAgainInTheirOrderAndTheListHoldsNoSecret)
{
    for (const auto& name : {u"bea"_s, u"ann"_s, u"cy"_s})
        ASSERT_TRUE(await(book->add(somebody(name), Keeping::KeyStore)));
    EXPECT_FALSE(listText().contains("top-secret-token"));
    EXPECT_EQ(QFile::permissions(file()) & (QFile::ReadOther | QFile::ReadGroup), 0);
    const auto before = book->accounts();
    restart();
    EXPECT_EQ(book->accounts(), before);
    ASSERT_EQ(before.size(), 3U);
    EXPECT_EQ(before.at(1).name, u"ANN"_s);
    const auto session = book->session(somebody(u"cy"_s).source);
    EXPECT_EQ(await(session->ready())->secret(u"access"_s).reveal(), "top-secret-token");
}

TEST_F(BookTest, HandlesAreFoundAsPeopleTypeThem)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    EXPECT_TRUE(book->findHandle(u"@Bea@Labcoat.example"_s));
    EXPECT_TRUE(book->findHandle(u"bea@labcoat.example"_s));
    EXPECT_FALSE(book->findHandle(u"bea"_s));
    auto twin = somebody(u"bea"_s);
    twin.source.server = u"https://elsewhere.example"_s;
    ASSERT_TRUE(await(book->add(twin, Keeping::KeyStore)));
    EXPECT_FALSE(book->findHandle(u"bea@labcoat.example"_s)); // which one is meant?
    EXPECT_TRUE(book->find(twin.source));
}

TEST_F(BookTest, SigningInAgainRenewsTheSessionThatColumnsHold)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    const auto session = book->session(somebody(u"bea"_s).source);
    session->refuse();
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s, "newer-token"), Keeping::KeyStore)));
    EXPECT_EQ(book->accounts().size(), 1U);
    EXPECT_EQ(session->state(), AccountSession::State::Ready);
    EXPECT_EQ(session->credentials().secret(u"access"_s).reveal(), "newer-token");
}

TEST_F(BookTest, AKeyStoreThatRefusesAddsNobody)
{
    for (const auto state : {Availability::Locked, Availability::Absent}) {
        store.setAvailability(state);
        const auto added = await(book->add(somebody(u"bea"_s), Keeping::KeyStore));
        EXPECT_EQ(added.error().kind, Error::Kind::Secrets);
        EXPECT_EQ(added.error().path, QString(availabilityName(state)));
        EXPECT_TRUE(book->accounts().empty());
    }
    EXPECT_TRUE(listText().isEmpty());
    EXPECT_EQ(await(book->probeKeyStore()).error().kind, Error::Kind::Secrets);
    store.setAvailability(Availability::Unlocked);
    EXPECT_TRUE(await(book->probeKeyStore()));
    EXPECT_TRUE(store.entries().empty());
}

TEST_F(BookTest, WhoStaysForThisSessionIsWrittenNowhere)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    ASSERT_TRUE(await(book->add(somebody(u"cy"_s, "only-now"), Keeping::ThisSession)));
    EXPECT_TRUE(isReady(somebody(u"cy"_s).source));
    EXPECT_FALSE(listText().contains("cy@"));
    for (const auto& [key, value] : store.entries())
        EXPECT_FALSE(key.contains(u"cy@"_s) || value.contains("only-now"));
    restart();
    EXPECT_EQ(book->accounts().size(), 1U);
}

TEST_F(BookTest, ASharedComputerKeepsNothingAtAll)
{
    make(nullptr, {});
    ASSERT_TRUE(book->load());
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    EXPECT_EQ(book->accounts().front().keeping, Keeping::ThisSession);
    EXPECT_TRUE(isReady(somebody(u"bea"_s).source));
    EXPECT_TRUE(store.entries().empty());
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    EXPECT_FALSE(files.hasNext());
}

TEST_F(BookTest, ChangingToThisSessionTakesTheSecretOutOfTheKeyStore)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s, "only-now"), Keeping::ThisSession)));
    ASSERT_TRUE(test::waitFor([&] { return store.entries().empty(); }));
    EXPECT_FALSE(listText().contains("bea@"));
    EXPECT_TRUE(isReady(somebody(u"bea"_s).source));
}

TEST_F(BookTest, ALockedKeyStoreLeavesAccountsInTheListAndUnlockingBringsThemBack)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    store.setAvailability(Availability::Locked);
    restart();
    const auto source = somebody(u"bea"_s).source;
    ASSERT_TRUE(test::waitFor(
        [&] { return book->session(source)->state() == AccountSession::State::Locked; }));
    ASSERT_EQ(book->accounts().size(), 1U);
    int changes = 0;
    QObject::connect(book.get(), &AccountBook::changed, [&](const Source&) { ++changes; });
    store.setAvailability(Availability::Unlocked); // tells by itself
    ASSERT_TRUE(test::waitFor([&] { return isReady(source); }));
    EXPECT_EQ(changes, 1);
    EXPECT_TRUE(listText().contains("bea@"));
}

TEST_F(BookTest, RemovingTellsTheServerDeletesAndForgets)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    int removals = 0;
    QObject::connect(book.get(), &AccountBook::removed, [&](const Source&) { ++removals; });
    ASSERT_TRUE(await(book->remove(somebody(u"bea"_s).source)));
    EXPECT_EQ(service->revoked, QList<QByteArray>{"top-secret-token"});
    EXPECT_TRUE(store.entries().empty());
    EXPECT_TRUE(book->accounts().empty());
    EXPECT_EQ(removals, 1);
    EXPECT_FALSE(listText().contains("bea@"));
    EXPECT_EQ(await(book->remove(somebody(u"bea"_s).source)).error().kind, Error::Kind::NotFound);
}

TEST_F(BookTest, AServerThatCannotBeReachedKeepsNobodySignedIn)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    service->answer = fail(Error::Kind::Offline);
    EXPECT_EQ(await(book->remove(somebody(u"bea"_s).source)).error().kind, Error::Kind::Offline);
    EXPECT_TRUE(book->accounts().empty());
    EXPECT_TRUE(store.entries().empty());
}

TEST_F(BookTest, AKeyStoreThatKeepsTheSecretKeepsTheAccount)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    store.setAvailability(Availability::Locked);
    EXPECT_EQ(await(book->remove(somebody(u"bea"_s).source)).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(book->accounts().size(), 1U);
    store.setAvailability(Availability::Unlocked);
    EXPECT_TRUE(await(book->remove(somebody(u"bea"_s).source)));
    EXPECT_TRUE(book->accounts().empty());
}

TEST_F(BookTest, ADamagedListIsKeptAside)
{
    QFile list(file());
    ASSERT_TRUE(list.open(QIODevice::WriteOnly));
    list.write("{\"accounts\": [");
    list.close();
    make(&store, file());
    const auto loaded = book->load();
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, Error::Kind::Storage);
    QFile bad(file() + u".bad"_s);
    ASSERT_TRUE(bad.open(QIODevice::ReadOnly));
    EXPECT_EQ(bad.readAll(), "{\"accounts\": [");
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    restart();
    EXPECT_EQ(book->accounts().size(), 1U);
}

TEST_F(BookTest, OneUnreadableEntryCostsOnlyItself)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    auto text = listText();
    text.replace("\"accounts\": [", "\"accounts\": [ {\"service\": 7},");
    QFile list(file());
    ASSERT_TRUE(list.open(QIODevice::WriteOnly));
    list.write(text);
    list.close();
    make(&store, file());
    EXPECT_FALSE(book->load());
    EXPECT_EQ(book->accounts().size(), 1U);
    EXPECT_TRUE(QFile::exists(file() + u".bad"_s));
}

TEST_F(BookTest, WhomAnotherProgramAddedMeanwhileStaysInTheList)
{
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    auto window = std::move(book);
    restart();
    ASSERT_TRUE(await(book->add(somebody(u"ann"_s), Keeping::KeyStore)));
    ASSERT_TRUE(await(window->remove(somebody(u"bea"_s).source)));
    ASSERT_TRUE(await(window->add(somebody(u"cy"_s), Keeping::KeyStore)));
    restart();
    QStringList names;
    for (const auto& account : book->accounts())
        names << account.name;
    names.sort();
    EXPECT_EQ(names, QStringList({u"ANN"_s, u"CY"_s}));
}

TEST_F(BookTest, AListThatCannotBeWrittenIsTold)
{
    QFile blocker(folder.filePath(u"file"_s));
    ASSERT_TRUE(blocker.open(QIODevice::WriteOnly));
    make(&store, folder.filePath(u"file/accounts.json"_s));
    std::optional<Error> told;
    QObject::connect(book.get(), &AccountBook::failed, [&](const Error& error) { told = error; });
    ASSERT_TRUE(await(book->add(somebody(u"bea"_s), Keeping::KeyStore)));
    ASSERT_TRUE(told);
    EXPECT_EQ(told->kind, Error::Kind::Storage);
    EXPECT_TRUE(isReady(somebody(u"bea"_s).source)); // for this run
}

} // namespace
} // namespace staffroom
