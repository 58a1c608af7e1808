// What becomes of accounts when the key store is open, locked, gone, empty or silent.
#include "tests/e2e/accounts/key_ring.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::KeyRingHome;
using Ring = KeyRingHome::Ring;

const QByteArray kAccess = "canary-Access-7f3a91c2e4d85b60";
const QByteArray kRefresh = "canary-Refresh-" + QByteArray(8192, 'r') + "-end";
const QByteArray kTokens = kAccess + '\n' + kRefresh + '\n';
const QByteArray kChild = "\"$BIN/vault_child\" ";

struct VaultTest : testing::Test {
    KeyRingHome home;

    void SetUp() override
    {
        if (const auto program = KeyRingHome::missing(); !program.isEmpty())
            GTEST_SKIP() << program.toStdString() << " is not installed";
    }
    void TearDown() override
    {
        // Whatever happened, no file of this home holds a secret that can be read.
        EXPECT_EQ(home.filesWith(kAccess), QStringList());
        EXPECT_EQ(home.filesWith(QByteArray(300, 'r')), QStringList());
    }
    static QByteArray ready()
    {
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(kAccess);
        hash.addData(kRefresh);
        return "session ready " + hash.result().toHex();
    }
    void signIn()
    {
        const auto run = home.run(Ring::Unlocked, kChild + "add", kTokens);
        ASSERT_TRUE(run.has("probe done")) << run.out.toStdString() << run.err.toStdString();
        ASSERT_TRUE(run.has("add done")) << run.out.toStdString() << run.err.toStdString();
    }
    /// The account must be there as before once the key ring is open again.
    void expectSafe()
    {
        const auto run = home.run(Ring::Unlocked, kChild + "state");
        EXPECT_TRUE(run.has("availability unlocked")) << run.out.toStdString();
        EXPECT_TRUE(run.has(ready())) << run.out.toStdString();
        EXPECT_TRUE(run.has("accounts 1"));
    }
    void expectLocked(const KeyRingHome::Run& run, const QByteArray& why)
    {
        EXPECT_TRUE(run.has("session locked " + why)) << run.out.toStdString();
        EXPECT_TRUE(run.has("accounts 1")) << run.out.toStdString();
        EXPECT_TRUE(run.has("quick yes")) << run.out.toStdString();
    }
    void expectRefused(const KeyRingHome::Run& run, const QByteArray& why)
    {
        EXPECT_TRUE(run.has("add secrets " + why)) << run.out.toStdString();
    }
};

TEST_F(VaultTest, CaseA_WithoutABusTheAccountStaysAndNothingIsKeptInTheOpen)
{
    signIn();
    expectLocked(home.run(Ring::NoBus, kChild + "state"), "absent");
    expectRefused(home.run(Ring::NoBus, kChild + "add", kTokens), "absent");
    expectSafe();
}

TEST_F(VaultTest, CaseB_UnlockedItKeepsReadsAndRemoves)
{
    signIn();
    const auto same
        = home.run(Ring::Unlocked, kChild + "state && " + kChild + "remove && " + kChild + "state");
    EXPECT_TRUE(same.has(ready())) << same.out.toStdString();
    // There is no service here that could tell a server; the account goes all the same.
    EXPECT_TRUE(same.has("remove unsupported ")) << same.out.toStdString();
    EXPECT_TRUE(same.out.endsWith("accounts 0\n")) << same.out.toStdString();
}

TEST_F(VaultTest, CaseC_ANewSessionWithTheSamePasswordFindsAll)
{
    signIn();
    expectSafe();
    expectSafe();
}

TEST_F(VaultTest, CaseD_AWrongPasswordSignsNobodyOutAndNothingIsSaidToBeDeleted)
{
    signIn();
    expectLocked(home.run(Ring::Unlocked, kChild + "state", {}, "other-password"), "locked");
    const auto removed = home.run(Ring::Unlocked, kChild + "remove", {}, "other-password");
    EXPECT_TRUE(removed.has("remove secrets locked")) << removed.out.toStdString();
    EXPECT_TRUE(removed.has("accounts 1"));
    expectRefused(home.run(Ring::Unlocked, kChild + "add", kTokens, "other-password"), "locked");
    expectSafe();
}

TEST_F(VaultTest, CaseE_AKeyRingThatNobodyUnlockedSignsNobodyOut)
{
    signIn();
    expectLocked(home.run(Ring::Activated, kChild + "state"), "locked");
    expectSafe();
}

TEST_F(VaultTest, CaseF_WithoutAnyKeyRingNothingIsKeptAndTheAccountStays)
{
    signIn();
    home.forgetRings();
    const auto run = home.run(Ring::Activated, kChild + "state");
    EXPECT_TRUE(run.has("availability empty")) << run.out.toStdString();
    expectLocked(run, "lost");
    expectRefused(home.run(Ring::Activated, kChild + "add", kTokens), "empty");
    signIn(); // again, into a new one
    expectSafe();
}

TEST_F(VaultTest, CaseG_ABusWithoutAKeyStoreIsToldApart)
{
    signIn();
    expectLocked(home.run(Ring::NoProvider, kChild + "state"), "absent");
    expectRefused(home.run(Ring::NoProvider, kChild + "add", kTokens), "absent");
    expectSafe();
}

TEST_F(VaultTest, CaseH_ADesktopOfKdeWithoutAWalletKeepsNothingInTheOpen)
{
    signIn();
    for (const auto& [name, value] :
        {std::pair{u"XDG_CURRENT_DESKTOP"_s, u"KDE"_s}, std::pair{u"KDE_FULL_SESSION"_s, u"true"_s},
            std::pair{u"DESKTOP_SESSION"_s, u"kde4"_s}})
        home.environment().insert(name, value);
    const auto run = home.run(Ring::NoProvider, kChild + "state; " + kChild + "add", kTokens);
    EXPECT_TRUE(run.out.contains("session locked ")) << run.out.toStdString();
    EXPECT_TRUE(run.out.contains("add secrets ")) << run.out.toStdString();
    EXPECT_TRUE(run.has("accounts 1"));
    for (const auto& name : {u"XDG_CURRENT_DESKTOP"_s, u"KDE_FULL_SESSION"_s, u"DESKTOP_SESSION"_s})
        home.environment().remove(name);
    expectSafe();
}

TEST_F(VaultTest, CaseJ_ASilentKeyStoreIsWaitedForFiveSecondsAndThenComesBackByItself)
{
    signIn();
    const auto run = home.run(Ring::Unlocked, kChild + "silent $RING");
    EXPECT_TRUE(run.has("availability silent")) << run.out.toStdString();
    expectLocked(run, "silent");
    EXPECT_TRUE(run.has("later ready")) << run.out.toStdString();
}

TEST(InsecureFallback, IsSwitchedOnNowhere)
{
    // Told in two halves, so that this file is not what is found.
    const QByteArray name = QByteArray("setInsecure") + "Fallback";
    int files = 0;
    for (const auto& top : {u"app"_s, u"core"_s, u"ui"_s}) {
        QDirIterator it(QStringLiteral(STAFFROOM_SOURCE_DIR "/") + top,
            {u"*.cpp"_s, u"*.h"_s, u"*.inc"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            ASSERT_TRUE(file.open(QIODevice::ReadOnly));
            EXPECT_FALSE(file.readAll().contains(name)) << file.fileName().toStdString();
            ++files;
        }
    }
    EXPECT_GT(files, 100);
}

} // namespace
} // namespace staffroom
