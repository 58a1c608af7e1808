#include "core/secrets/secret_store.h"

#include "tests/support/wait_for.h"

#include <QUuid>

#include <type_traits>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

template <class T>
concept Printable = requires(T t, QDebug d)
{
    d << t;
}
|| requires(T t, std::ostream& o)
{
    o << t;
};
static_assert(!Printable<Secret>);
static_assert(!std::is_convertible_v<Secret, QByteArray>);
static_assert(!std::is_convertible_v<Secret, QString>);

void keepsReadsAndRemoves(SecretStore& store)
{
    const QString key = u"test-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray value = QByteArray("tok\0en", 6) + QByteArray(8192, 'x');

    EXPECT_EQ(await(store.read(key)).error().kind, Error::Kind::NotFound);
    ASSERT_TRUE(await(store.write(key, Secret(value))));
    const auto read = await(store.read(key));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->reveal(), value);
    ASSERT_TRUE(await(store.remove(key)));
    EXPECT_EQ(await(store.read(key)).error().kind, Error::Kind::NotFound);
}

TEST(MemorySecretStore, KeepsReadsAndRemoves)
{
    MemorySecretStore store;
    keepsReadsAndRemoves(store);
}

TEST(KeychainSecretStore, KeepsReadsAndRemovesInTheDesktopsKeyStore)
{
    if (qEnvironmentVariableIsEmpty("STAFFROOM_TEST_KEYRING"))
        GTEST_SKIP() << "no key ring of its own: packaging/test starts one";
    SystemClock clock;
    KeychainSecretStore store(clock, u"staffroom-test"_s);
    keepsReadsAndRemoves(store);
}

TEST(KeychainSecretStore, WithoutAKeyStoreItSaysSoAndKeepsNothing)
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    if (!bus.isEmpty())
        GTEST_SKIP() << "a session bus is there";
    SystemClock clock;
    KeychainSecretStore store(clock, u"staffroom-test"_s);
    const auto written = await(store.write(u"key"_s, Secret("token")));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().kind, Error::Kind::Secrets);
}

} // namespace
} // namespace staffroom
