#include "core/secrets/split_secret_store.h"

#include "tests/support/fake_secret_store.h"
#include "tests/support/wait_for.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

struct SplitTest : testing::Test {
    test::FakeSecretStore entries;
    SplitSecretStore store{entries};

    QByteArray read()
    {
        const auto secret = await(store.read(u"key"_s));
        return secret ? secret->reveal() : QByteArray("none");
    }
};

TEST_F(SplitTest, WhatIsShortIsOneEntryAndWhatIsLongIsSeveral)
{
    for (const int length : {0, 1, 1198, 1199, 1200, 1201, 2400, 8192}) {
        const QByteArray value = QByteArray(length, 'a') + QByteArray("\0z", 2);
        ASSERT_TRUE(await(store.write(u"key"_s, Secret(value))));
        EXPECT_EQ(read(), value) << length;
        EXPECT_LE(entries.longestEntry(), SplitSecretStore::kLongestEntry);
        EXPECT_EQ(entries.entries().size() > 1, length + 3 > SplitSecretStore::kLongestEntry);
    }
}

TEST_F(SplitTest, NothingOfAnOlderValueIsLeft)
{
    ASSERT_TRUE(await(store.write(u"key"_s, Secret(QByteArray(8000, 'a')))));
    ASSERT_TRUE(await(store.write(u"key"_s, Secret(QByteArray(5000, 'b')))));
    for (const auto& [key, value] : entries.entries())
        // Longer than chance would put into the parts' own random mark.
        EXPECT_FALSE(value.contains(QByteArray(40, 'a'))) << key.toStdString();
    ASSERT_TRUE(await(store.write(u"key"_s, Secret("c"))));
    EXPECT_EQ(entries.entries().size(), 1U);
    ASSERT_TRUE(await(store.write(u"key"_s, Secret(QByteArray(5000, 'd')))));
    ASSERT_TRUE(await(store.remove(u"key"_s)));
    EXPECT_TRUE(entries.entries().empty());
    EXPECT_EQ(await(store.read(u"key"_s)).error().kind, Error::Kind::NotFound);
}

TEST_F(SplitTest, AWriteThatStopsAnywhereLeavesTheOldValueWhole)
{
    const QByteArray old(5000, 'a');
    ASSERT_TRUE(await(store.write(u"key"_s, Secret(old))));
    const auto before = entries.entries();
    entries.refuseWrites(true);
    EXPECT_FALSE(await(store.write(u"key"_s, Secret(QByteArray(5000, 'b')))));
    entries.refuseWrites(false);
    EXPECT_EQ(entries.entries(), before);
    EXPECT_EQ(read(), old);
}

TEST_F(SplitTest, AMissingPartIsNotAShorterSecret)
{
    ASSERT_TRUE(await(store.write(u"key"_s, Secret(QByteArray(5000, 'a')))));
    entries.entries().erase(std::prev(entries.entries().end()));
    EXPECT_EQ(read(), "none");
}

TEST_F(SplitTest, TheStoresTroubleIsPassedOn)
{
    ASSERT_TRUE(await(store.write(u"key"_s, Secret("a"))));
    entries.setAvailability(SecretStore::Availability::Locked);
    EXPECT_EQ(await(store.read(u"key"_s)).error().path, u"locked"_s);
    EXPECT_EQ(await(store.remove(u"key"_s)).error().kind, Error::Kind::Secrets);
    EXPECT_EQ(*await(store.availability()), SecretStore::Availability::Locked);
    int times = 0;
    QObject::connect(&store, &SecretStore::becameAvailable, [&] { ++times; });
    entries.setAvailability(SecretStore::Availability::Unlocked);
    EXPECT_EQ(times, 1);
    EXPECT_EQ(read(), "a");
}

} // namespace
} // namespace staffroom
