#include "ui/base/count_text.h"
#include "ui/base/delivery_text.h"
#include "ui/base/error_text.h"
#include "ui/base/spoken_text.h"
#include "ui/base/state_text.h"
#include "ui/base/time_text.h"

#include <QSet>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kNow = timestampFromMs(1'763'838'000'000); // 2025-11-22 19:00 UTC

TEST(TimeText, GrowsFromNowToADate)
{
    EXPECT_EQ(relativeTime(kNow, kNow), u"now"_s);
    EXPECT_EQ(relativeTime(kNow - 59s, kNow), u"now"_s);
    EXPECT_EQ(relativeTime(kNow - 2min, kNow), u"2 min"_s);
    EXPECT_EQ(relativeTime(kNow - 59min, kNow), u"59 min"_s);
    EXPECT_EQ(relativeTime(kNow - 3h, kNow), u"3 h"_s);
    EXPECT_EQ(relativeTime(kNow - 26h, kNow), u"yesterday"_s);
    EXPECT_EQ(relativeTime(kNow - 24h * 10, kNow), u"12 Nov"_s);
    EXPECT_EQ(relativeTime(kNow - 24h * 400, kNow), u"18 Oct 2024"_s);
}

TEST(TimeText, AServerWithAFastClockSaysNow)
{
    EXPECT_EQ(relativeTime(kNow + 2min, kNow), u"now"_s);
    EXPECT_EQ(relativeTime(kNow + 2h, kNow), u"21:00"_s);
    EXPECT_NE(relativeTime(timestampFromMs(0), kNow), QString());
}

TEST(CountText, IsShortAndNeverClaimsMore)
{
    EXPECT_EQ(countText(0), QString());
    EXPECT_EQ(countText(-3), QString());
    EXPECT_EQ(countText(7), u"7"_s);
    EXPECT_EQ(countText(999), u"999"_s);
    EXPECT_EQ(countText(1299), u"1.2k"_s);
    EXPECT_EQ(countText(2000), u"2k"_s);
    EXPECT_EQ(countText(34'999), u"34k"_s);
    EXPECT_EQ(countText(1'250'000), u"1.2M"_s);
}

TEST(StateText, SaysEveryStateInWords)
{
    FeedState s;
    EXPECT_EQ(stateText(s, kNow), u"loading"_s);
    s.kind = FeedState::Kind::Live;
    EXPECT_EQ(stateText(s, kNow), u"live"_s);
    s.kind = FeedState::Kind::Polling;
    s.interval = 30s;
    EXPECT_EQ(stateText(s, kNow), u"every 30 s"_s);
    s.kind = FeedState::Kind::Limited;
    s.until = kNow + 42min;
    EXPECT_EQ(stateText(s, kNow), u"limited until 19:42"_s);
    s.kind = FeedState::Kind::NeedsLogin;
    EXPECT_EQ(stateText(s, kNow), u"sign in to read"_s);
    s.kind = FeedState::Kind::Offline;
    s.since = kNow - 9min;
    EXPECT_EQ(stateText(s, kNow), u"offline since 18:51"_s);
    s.kind = FeedState::Kind::Paused;
    EXPECT_EQ(stateText(s, kNow), u"paused"_s);
    s.kind = FeedState::Kind::Failed;
    s.error.kind = Error::Kind::NotFound;
    EXPECT_EQ(stateText(s, kNow), u"not found"_s);
    s.kind = FeedState::Kind::Ended;
    EXPECT_EQ(stateText(s, kNow), u"ended"_s);
}

TEST(StateText, HasASentenceForEveryState)
{
    QSet<QString> seen;
    for (int kind = 0; kind <= int(FeedState::Kind::Ended); ++kind) {
        FeedState s;
        s.kind = FeedState::Kind(kind);
        EXPECT_FALSE(stateText(s, kNow).isEmpty());
        const QString sentence = stateSentence(s, kNow);
        EXPECT_TRUE(sentence.endsWith(u'.')) << sentence.toStdString();
        seen.insert(sentence);
    }
    EXPECT_EQ(seen.size(), int(FeedState::Kind::Ended) + 1);
}

TEST(StateText, SaysWhatReadingCosts)
{
    FeedState s;
    s.kind = FeedState::Kind::Polling;
    s.interval = Millis(30'000);
    s.cost = FeedCost{350'000, std::nullopt, 500'000, std::nullopt};
    EXPECT_EQ(stateText(s, kNow), u"every 30 s"_s);
    EXPECT_EQ(costText(*s.cost), u"about $0.35 today"_s);
    s.cost->hour = 3'400'000;
    EXPECT_EQ(costText(*s.cost), u"about $0.35 today, $3.40 in a busy hour"_s);
    EXPECT_TRUE(stateSentence(s, kNow).contains(u"$0.50 today"_s));
    s.cost->dailyLimit = 1'000'000;
    EXPECT_TRUE(stateSentence(s, kNow).contains(u"$0.50 of $1.00 a day"_s));
}

TEST(StateText, AReachedLimitOfOnesOwnIsNoPauseOfTheServer)
{
    FeedState s;
    s.kind = FeedState::Kind::Limited;
    s.until = kNow + std::chrono::hours(5);
    s.error = Error{Error::Kind::RateLimited, 0, {}, kSpendingLimit, {}};
    EXPECT_EQ(stateText(s, kNow), u"daily limit reached"_s);
    EXPECT_TRUE(stateSentence(s, kNow).contains(u"raise the limit"_s));
    EXPECT_TRUE(stateIsTrouble(s));
}

TEST(MoneyText, ShowsTenthsOfACentOnlyWhereTheyMatter)
{
    EXPECT_EQ(moneyText(0), u"$0.00"_s);
    EXPECT_EQ(moneyText(5'000), u"$0.005"_s);
    EXPECT_EQ(moneyText(10'000), u"$0.01"_s);
    EXPECT_EQ(moneyText(1'235'000), u"$1.24"_s);
    EXPECT_EQ(moneyText(999'999), u"$1.00"_s);
}

TEST(DeliveryText, WhatGoesOnTheWebOnlyIsOfferedThere)
{
    Delivery delivery;
    delivery.state = Delivery::State::Failed;
    delivery.error = Error{Error::Kind::Forbidden, 403, {}, kOnlyOnWeb, u"Reply is not allowed"_s};
    EXPECT_EQ(deliverySteps(delivery),
        (std::vector{DeliveryStep::OpenOnWeb, DeliveryStep::Edit, DeliveryStep::Discard}));
    EXPECT_TRUE(deliveryText(delivery, kNow).contains(u"Your words are kept"_s));
    delivery.error->path.clear();
    EXPECT_EQ(deliverySteps(delivery).front(), DeliveryStep::SendNow);
}

TEST(ErrorText, TellsWhatIsPaidForFromWhatIsNotAllowed)
{
    const Error spent{Error::Kind::Forbidden, 402, {}, kNoCredit, {}};
    const Error web{Error::Kind::Forbidden, 403, {}, kOnlyOnWeb, {}};
    EXPECT_TRUE(errorText(spent).contains(u"used up"_s));
    EXPECT_TRUE(errorText(web).contains(u"its own page"_s));
    EXPECT_NE(errorWords(spent), errorWords(web));
}

TEST(ErrorText, HasASentenceForEveryKind)
{
    QSet<QString> seen;
    for (int kind = 0; kind <= int(Error::Kind::Unsupported); ++kind) {
        Error e;
        e.kind = Error::Kind(kind);
        const QString text = errorText(e);
        EXPECT_TRUE(text.endsWith(u'.')) << text.toStdString();
        EXPECT_FALSE(errorWords(e).isEmpty());
        seen.insert(text);
    }
    EXPECT_EQ(seen.size(), int(Error::Kind::Unsupported) + 1);
}

TEST(ErrorText, SaysHowTheKeyStoreStandsAndWhatToDo)
{
    const auto textOf = [](const QString& path) {
        return errorText({Error::Kind::Secrets, 0, std::nullopt, path, {}});
    };
    for (const auto& path : {u"locked"_s, u"silent"_s})
        EXPECT_TRUE(textOf(path).contains("Unlock it"_L1)) << qPrintable(path);
    for (const auto& path : {u"absent"_s, u"empty"_s})
        EXPECT_TRUE(textOf(path).contains("until the program is closed"_L1)) << qPrintable(path);
    EXPECT_TRUE(textOf(u"lost"_s).contains("Sign in again"_L1));
    EXPECT_TRUE(textOf({}).contains("accounts stay"_L1));
}

TEST(ErrorText, TellsAClosedAccountFromWhatIsNotAllowed)
{
    Error e;
    e.kind = Error::Kind::Forbidden;
    EXPECT_TRUE(errorText(e).contains("not allow this"_L1));
    e.path = kAccountClosed;
    EXPECT_TRUE(errorText(e).contains("this account"_L1));
}

TEST(ErrorText, DoesNotRepeatTheServersWords)
{
    Error e;
    e.kind = Error::Kind::Server;
    e.detail = u"<b>pay here</b>"_s;
    EXPECT_FALSE(errorText(e).contains(u"pay"_s));
}

FeedEntry entryOf(const QString& text)
{
    auto post = std::make_shared<Post>();
    post->author.handle = u"bea@labcoat.example"_s;
    post->author.name.text = u"Bea Lindqvist"_s;
    post->text.text = text;
    post->created = kNow - 90s;
    FeedEntry entry;
    entry.post = post;
    return entry;
}

TEST(SpokenText, SaysWhoWhenWhat)
{
    const FeedEntry entry = entryOf(u"We weigh everything"_s);
    FeedRow row;
    row.entry = &entry;
    const QString text = spokenText(row, kNow);
    EXPECT_TRUE(text.startsWith(u"Bea Lindqvist, 1 minute"_s)) << text.toStdString();
    EXPECT_TRUE(text.endsWith(u"We weigh everything."_s)) << text.toStdString();
}

TEST(SpokenText, SaysTheWarningInsteadOfTheText)
{
    FeedEntry entry = entryOf(u"the end of the film"_s);
    auto post = std::make_shared<Post>(*entry.post);
    post->contentWarning = u"Spoilers"_s;
    entry.post = post;
    FeedRow row;
    row.entry = &entry;
    const QString text = spokenText(row, kNow);
    EXPECT_TRUE(text.contains(u"Content warning: Spoilers."_s)) << text.toStdString();
    EXPECT_FALSE(text.contains(u"film"_s));
}

TEST(SpokenText, SpeaksGapAndEndRows)
{
    FeedGap gap;
    gap.newer = kNow;
    gap.older = kNow - 9min;
    FeedRow row;
    row.kind = FeedRow::Kind::Gap;
    row.gap = &gap;
    EXPECT_EQ(spokenText(row, kNow), u"Gap: 9 min not loaded. Press Enter to load."_s);
    row.kind = FeedRow::Kind::End;
    row.gap = nullptr;
    for (const auto end :
        {FeedEnd::MayHaveMore, FeedEnd::Loading, FeedEnd::Reached, FeedEnd::Failed}) {
        row.end = end;
        EXPECT_FALSE(spokenText(row, kNow).isEmpty());
    }
}

} // namespace
} // namespace staffroom
