// What goes wrong between the program and X, and what becomes of it.
#include "tests/e2e/x/program.h"

#include <QJsonObject>

namespace staffroom::x {
namespace {

using Kind = FeedSpec::Kind;
using FeedKind = FeedState::Kind;
using Cut = CuttingProxy::Cut;

class XTrouble : public XProgramAt {
protected:
    void SetUp() override
    {
        XProgramAt::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        comeIn();
        if (HasFatalFailure())
            return;
        columns = {tagColumn(u"edchat"_s), tagColumn(u"ukedchat"_s), column(Kind::Home),
            column(Kind::List, Rig::list())};
        ASSERT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Polling); }));
    }
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
    bool isAllRead() const
    {
        return std::all_of(columns.begin(), columns.end(),
            [this](const auto& feed) { return hasAll(*feed, written); });
    }
    /// Posts that belong into every column.
    void write(int count)
    {
        for (int i = 0; i < count; ++i)
            written << rig->post(u"Idea %1 #edchat #ukedchat"_s.arg(written.size() + 1));
    }
    void expectNothingLost()
    {
        EXPECT_TRUE(goesOnUntil([this] { return isAllRead(); }));
        EXPECT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Polling); }));
        for (const auto& feed : columns)
            expectWhole(*feed, feed->spec().key().toStdString());
    }
    static QJsonObject limitHeaders(Timestamp reset)
    {
        return {{u"x-rate-limit-limit"_s, u"300"_s}, {u"x-rate-limit-remaining"_s, u"0"_s},
            {u"x-rate-limit-reset"_s, QString::number(toMs(reset) / 1000)}};
    }

    std::vector<std::shared_ptr<Feed>> columns;
    QStringList written;
};

TEST_P(XTrouble, ServerErrorsCutAnswersAndOutagesLoseNothing)
{
    rig->failNext(u"/2/tweets/search/recent"_s, 503, 3);
    rig->failNext(u"/2/lists"_s, 500, 2);
    rig->failNext(u"/2/users"_s, 502, 2);
    write(3);
    pass(60s);
    expectNothingLost();

    int number = 0;
    proxy->setDecide([&number](const QByteArray&) {
        const Cut cuts[] = {Cut::Within, Cut::After, Cut::None, Cut::Before, Cut::None};
        return cuts[number++ % 5];
    });
    for (int i = 0; i < 4; ++i) {
        write(4);
        pass(60s);
    }
    proxy->setDecide({});
    expectNothingLost();
    EXPECT_GT(number, 10);

    proxy->startOutage();
    write(5);
    ASSERT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Offline); }));
    write(3);
    EXPECT_EQ(session().state(), AccountSession::State::Ready) << "nobody is signed out";
    proxy->endOutage();
    expectNothingLost();
    expectCostIsMetered(); // what got lost was read again
    print("trouble");
}

TEST_P(XTrouble, ALimitIsKeptToTheMomentThatXNames)
{
    // The server names the moment by its own clock.
    setClockRight();
    const Timestamp reset = clock.now() + 3min;
    rig->failNext(u"/2/users"_s, 429, 1, limitHeaders(realTime() + 3min));
    columns[2]->refresh();
    ASSERT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Limited); }));
    EXPECT_EQ(asked("/2/users", 429), 1);
    const FeedState state = columns[2]->state();
    EXPECT_GE(state.until, reset - 2s);
    EXPECT_LE(state.until, reset + 30s); // time is quicker here
    EXPECT_EQ(state.error.kind, Error::Kind::RateLimited);
    EXPECT_NE(state.error.path, kSpendingLimit);
    settle();
    const auto before = exchanges.size();
    write(3);
    EXPECT_TRUE(goesOnUntil([&] { return clock.now() > state.until - 1s; }));
    EXPECT_EQ(exchanges.size(), before) << "nothing is asked meanwhile";
    expectNothingLost();
    EXPECT_EQ(asked("/2/", 429), 1);
}

TEST_P(XTrouble, WithoutCreditEachColumnAsksOnceAndStops)
{
    settle();
    const int count = int(columns.size());
    rig->failNext(u"/2/"_s, 402, count);
    ASSERT_TRUE(goesOnUntil([this] { return areAll(FeedKind::Failed); }));
    for (const auto& feed : columns) {
        EXPECT_EQ(feed->state().error.kind, Error::Kind::Forbidden);
        EXPECT_EQ(feed->state().error.path, kNoCredit);
    }
    EXPECT_EQ(asked("/2/", 402), count);
    settle();
    const auto before = exchanges.size();
    write(3);
    pass(10min);
    settle();
    EXPECT_EQ(exchanges.size(), before) << "a column without credit is not asked for again";
    // The person has paid.
    for (const auto& feed : columns)
        feed->refresh();
    expectNothingLost();
}

TEST_P(XTrouble, AnExpiredTokenIsRenewedOnceForAll)
{
    for (int time = 1; time <= 2; ++time) {
        settle();
        const int before = asked("/2/oauth2/token");
        const QByteArray refresh = session().credentials().secret(u"refresh"_s).reveal();
        useToken("expired");
        for (const auto& feed : columns)
            feed->refresh();
        const PostPtr said = send(draft(u"In the middle of it, %1"_s.arg(time)));
        EXPECT_TRUE(said);
        write(2);
        expectNothingLost();
        EXPECT_EQ(asked("/2/oauth2/token") - before, 1);
        EXPECT_GT(asked("/2/", 401), 0);
        EXPECT_EQ(session().state(), AccountSession::State::Ready);
        EXPECT_NE(session().credentials().secret(u"refresh"_s).reveal(), refresh);
        EXPECT_NE(session().credentials().secret(u"access"_s).reveal(), QByteArray("expired"));
    }
    expectCostIsMetered();
    EXPECT_EQ(rig->ownTexts().count(u"In the middle of it, 1"_s), 1);
}

INSTANTIATE_TEST_SUITE_P(X, XTrouble, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
