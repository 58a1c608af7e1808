// The reader's own limit of what a day may cost.
#include "core/services/x/login.h"
#include "core/services/x/money_text.h"
#include "tests/e2e/x/program.h"

namespace staffroom::x {
namespace {

using Kind = FeedSpec::Kind;
using FeedKind = FeedState::Kind;

constexpr qint64 kLimit = 400'000;

class XSpending : public XProgramAt {
protected:
    void TearDown() override
    {
        columns.clear();
        XProgramAt::TearDown();
    }
    bool areAll(FeedKind kind) const
    {
        return std::all_of(columns.begin(), columns.end(),
            [kind](const auto& feed) { return feed->state().kind == kind; });
    }
    void write(int count)
    {
        for (int i = 0; i < count; ++i)
            written << rig->post(u"Idea %1 #edchat #ukedchat"_s.arg(written.size() + 1));
    }

    std::vector<std::shared_ptr<Feed>> columns;
    QStringList written;
};

TEST_P(XSpending, ReadingStopsAtTheLimitAndGoesOnWhenItIsRaised)
{
    comeIn(dollars(kLimit));
    columns = {tagColumn(u"edchat"_s), tagColumn(u"ukedchat"_s), column(Kind::Home)};
    ASSERT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Polling); }));
    for (int i = 0; i < 40 && !areAll(FeedKind::Limited); ++i) {
        write(3);
        pass(20s);
    }
    ASSERT_TRUE(areAll(FeedKind::Limited));
    const auto day = std::chrono::floor<std::chrono::days>(clock.now()) + std::chrono::days(1);
    for (const auto& feed : columns) {
        const FeedState& state = feed->state();
        EXPECT_EQ(state.error.kind, Error::Kind::RateLimited);
        EXPECT_EQ(state.error.path, kSpendingLimit);
        EXPECT_GE(state.until, day) << "until the accounts begin anew";
        ASSERT_TRUE(state.cost);
        EXPECT_EQ(state.cost->dailyLimit, kLimit);
        EXPECT_GE(state.cost->accountToday, kLimit);
        // What refers to others brings those along, which nobody can know before.
        EXPECT_LT(state.cost->accountToday, kLimit * 5 / 4);
    }
    settle();
    const auto before = exchanges.size();
    write(5);
    pass(20min);
    columns.front()->refresh();
    pass(10s);
    settle();
    EXPECT_EQ(exchanges.size(), before) << "neither a poll nor the person gets past it";
    EXPECT_TRUE(areAll(FeedKind::Limited));
    print("at the limit");
    // Writing is not reading.
    EXPECT_TRUE(send(draft(u"Still here"_s)));

    const auto fields = service->loginSpec().fields;
    const auto field = std::find_if(fields.begin(), fields.end(),
        [](const LoginField& one) { return one.id == kDailyLimitField; });
    ASSERT_TRUE(field != fields.end() && field->isAdjustable);
    const auto more = service->adjusted(*field, u"20"_s);
    ASSERT_TRUE(more);
    Credentials changed = session().credentials();
    changed.values.insert(field->id, *more);
    ASSERT_TRUE(await(session().replace(changed)));
    hub->renewClient(source);
    EXPECT_TRUE(goesOnUntil([this] {
        return areAll(FeedKind::Polling)
            && std::all_of(columns.begin(), columns.end(),
                [this](const auto& feed) { return hasAll(*feed, written); });
    }));
    // Where the money ran out in the middle of a page, a hole waits for the person.
    EXPECT_TRUE(goesOnUntil([this] {
        bool isWhole = true;
        for (const auto& feed : columns) {
            const auto& gaps = feed->gaps();
            isWhole = isWhole && gaps.empty();
            if (std::none_of(
                    gaps.begin(), gaps.end(), [](const auto& gap) { return gap.isLoading; })
                && !gaps.empty())
                feed->fillGap(gaps.front().id);
        }
        return isWhole;
    }));
    for (const auto& feed : columns) {
        expectWhole(*feed, feed->spec().key().toStdString());
        EXPECT_EQ(feed->state().cost->dailyLimit, 20'000'000);
    }
    expectCostIsMetered();
    print("beyond it");
}

INSTANTIATE_TEST_SUITE_P(X, XSpending, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
