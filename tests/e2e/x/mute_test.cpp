// Whom the reader does not want to hear of for a while.
#include "tests/e2e/x/program.h"

namespace staffroom::x {
namespace {

class XMute : public XProgramAt { };

TEST_P(XMute, TakesAPersonOutOfTheColumnsAndLetsThemBackIn)
{
    comeIn();
    const auto home = column(FeedSpec::Kind::Home);
    ASSERT_TRUE(goesOnUntil([&] { return isPolling(*home) && home->entries().size() > 10; }));
    Act act;
    act.kind = Act::Kind::Mute;
    act.person = {serviceId(), {}, Rig::stranger()};
    const auto posts = [&] {
        return std::count_if(home->entries().begin(), home->entries().end(),
            [&](const FeedEntry& entry) { return entry.post->author.id == act.person; });
    };
    ASSERT_GT(posts(), 0);
    EXPECT_TRUE(answerOf(actions->run(act, source, {})));
    EXPECT_EQ(posts(), 0);
    act.kind = Act::Kind::Unmute;
    EXPECT_TRUE(answerOf(actions->run(act, source, {})));
    expectCostIsMetered();
}

INSTANTIATE_TEST_SUITE_P(X, XMute, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
