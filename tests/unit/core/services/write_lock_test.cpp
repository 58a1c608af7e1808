#include "core/services/write_lock.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(WriteLock, StartsLocked)
{
    const WriteLock lock;
    EXPECT_TRUE(lock.isLocked());
    EXPECT_FALSE(lock.pass().allows());
}

TEST(WriteLock, APassFromBeforeTheLockWasClosedIsWorthNothing)
{
    WriteLock lock;
    lock.setLocked(false);
    const auto pass = lock.pass();
    EXPECT_TRUE(pass.allows());
    lock.setLocked(true);
    EXPECT_FALSE(pass.allows());
}

TEST(WriteLock, AColumnCanBeLockedAlone)
{
    WriteLock lock;
    lock.setLocked(false);
    const ColumnId one{u"one"_s};
    const auto pass = lock.pass(one);
    lock.setColumnLocked(one, true);
    EXPECT_FALSE(pass.allows());
    EXPECT_TRUE(lock.pass({u"two"_s}).allows());
    EXPECT_TRUE(lock.pass().allows());
    lock.setColumnLocked(one, false);
    EXPECT_TRUE(pass.allows());
    lock.setLocked(true);
    EXPECT_FALSE(pass.allows());
}

TEST(WriteLock, APassOfALockThatIsGoneAllowsNothing)
{
    auto lock = std::make_unique<WriteLock>();
    lock->setLocked(false);
    const auto pass = lock->pass();
    lock.reset();
    EXPECT_FALSE(pass.allows());
}

} // namespace
} // namespace staffroom
