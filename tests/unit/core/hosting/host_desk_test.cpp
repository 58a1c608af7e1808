#include "core/hosting/host_desk.h"

#include "tests/unit/core/compose/compose_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using Kind = ScriptLine::Kind;
using State = ScriptLine::State;

ScriptLine line(Kind kind, const QString& text)
{
    ScriptLine out;
    out.kind = kind;
    out.text = text;
    return out;
}

class HostDeskTest : public ComposeFixture {
protected:
    HostDeskTest() { open(); }
    ~HostDeskTest() override { m_desk.reset(); }

    void open()
    {
        m_desk = std::make_unique<HostDesk>(
            HostDesk::Context{&m_clock, m_store.get(), m_outbox.get()});
        QObject::connect(m_desk.get(), &HostDesk::refused,
            [this](const QString&, const QString&, const Error& error) { m_refused = error; });
    }
    /// The program ends and starts again.
    void restartDesk()
    {
        settle();
        m_desk.reset();
        restart();
        open();
        ASSERT_TRUE(await(m_desk->load()));
    }
    /// Welcome at the start, then three questions eight minutes apart.
    QString script()
    {
        HostScript script;
        script.title = u"Tonight"_s;
        script.hashtag = u"EdChat"_s;
        script.account = bea();
        script.begin = m_clock.now() + 5min;
        script.spacing = 8min;
        script.lines = {line(Kind::Welcome, u"Welcome"_s), line(Kind::Question, u"First?"_s),
            line(Kind::Question, u"Second?"_s), line(Kind::Question, u"Third?"_s)};
        return m_desk->put(script);
    }
    const HostScript& at(const QString& id) const { return *m_desk->find(id); }
    QString lineId(const QString& id, size_t index) const { return at(id).lines[index].id; }
    Timestamp planned(const QString& id, size_t index) const
    {
        return plannedTime(at(id), index, m_clock.now());
    }
    void pass(Millis time)
    {
        for (Millis passed{0}; passed < time; passed += Millis(5000)) {
            m_clock.advance(Millis(5000));
            settle();
        }
    }

    std::unique_ptr<HostDesk> m_desk;
    std::optional<Error> m_refused;
};

TEST_F(HostDeskTest, NumbersQuestionsAndKeepsTheSpacing)
{
    const QString id = script();
    EXPECT_EQ(at(id).lines[3].number, 3);
    EXPECT_EQ(scheduledTime(at(id), 0), at(id).begin);
    EXPECT_EQ(scheduledTime(at(id), 3), at(id).begin + 24min);
}

TEST_F(HostDeskTest, QuestionsMayBeginAtZero)
{
    HostScript script;
    script.beginsAtZero = true;
    script.lines = {line(Kind::Question, u"Who are you?"_s), line(Kind::Question, u"Next?"_s)};
    const QString id = m_desk->put(script);
    EXPECT_EQ(at(id).lines[0].number, 0);
    EXPECT_EQ(at(id).lines[1].number, 1);
}

TEST_F(HostDeskTest, PostsOnTimeWithLabelAndTag)
{
    const QString id = script();
    m_desk->start(id, true);
    pass(5min - 10s);
    EXPECT_TRUE(posted().isEmpty());
    pass(20s);
    EXPECT_EQ(posted(), QStringList{u"Welcome #EdChat"_s});
    pass(8min);
    ASSERT_EQ(posted().size(), 2);
    EXPECT_EQ(posted().back(), u"Q1 First? #EdChat"_s);
    EXPECT_EQ(at(id).lines[1].state, State::HandedOver);
}

TEST_F(HostDeskTest, ByHandNothingGoesByItself)
{
    const QString id = script();
    m_desk->start(id, false);
    pass(30min);
    EXPECT_TRUE(posted().isEmpty());
    ASSERT_TRUE(await(m_desk->post(id, lineId(id, 1))));
    pass(10s);
    EXPECT_EQ(posted(), QStringList{u"Q1 First? #EdChat"_s});
}

TEST_F(HostDeskTest, AHoldOfThreeMinutesShiftsWhatComesLaterByThree)
{
    const QString id = script();
    m_desk->start(id, true);
    pass(6min);
    const Timestamp before = planned(id, 2);
    m_desk->hold(id);
    pass(3min);
    EXPECT_EQ(m_desk->drift(id), 3min);
    m_desk->resume(id);
    EXPECT_EQ(planned(id, 2), before + 3min);
    EXPECT_EQ(planned(id, 3), before + 11min);
    EXPECT_EQ(m_desk->drift(id), 3min);
    pass(11min); // 20 minutes have passed: Q1 came at 16
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(HostDeskTest, OnHoldNothingGoes)
{
    const QString id = script();
    m_desk->start(id, true);
    m_desk->hold(id);
    pass(20min);
    EXPECT_TRUE(posted().isEmpty());
}

TEST_F(HostDeskTest, ASkippedLineIsPassedAndMayComeBack)
{
    const QString id = script();
    m_desk->skip(id, lineId(id, 0));
    m_desk->start(id, true);
    pass(14min);
    EXPECT_EQ(posted(), QStringList{u"Q1 First? #EdChat"_s});
    m_desk->unskip(id, lineId(id, 0));
    EXPECT_EQ(nextLine(at(id)), 0U);
}

TEST_F(HostDeskTest, MirrorsGetTheSamePostUnderTheirOwnNames)
{
    const QString id = script();
    HostScript changed = at(id);
    changed.mirrors = {ann()};
    m_desk->put(changed);
    ASSERT_TRUE(await(m_desk->post(id, lineId(id, 1))));
    pass(10s);
    ASSERT_EQ(m_sent.size(), 2U);
    EXPECT_EQ(posted(), (QStringList{u"Q1 First? #EdChat"_s, u"Q1 First? #EdChat"_s}));
}

TEST_F(HostDeskTest, ALineGoesOnce)
{
    const QString id = script();
    m_desk->start(id, true);
    auto first = m_desk->post(id, lineId(id, 0));
    const auto second = await(m_desk->post(id, lineId(id, 0)));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Error::Kind::Conflict);
    EXPECT_TRUE(await(std::move(first)));
    pass(7min);
    EXPECT_EQ(posted(), QStringList{u"Welcome #EdChat"_s});
}

TEST_F(HostDeskTest, AfterSleepNothingLateIsPostedByItself)
{
    const QString id = script();
    m_desk->start(id, true);
    pass(10s);
    m_clock.setNow(m_clock.now() + 20min); // the machine slept over the welcome and Q1
    pass(1min);
    EXPECT_TRUE(posted().isEmpty());
    ASSERT_TRUE(at(id).heldSince);
    m_desk->resume(id); // the run goes on as if it had been on hold since then
    pass(30s);
    EXPECT_EQ(posted(), QStringList{u"Welcome #EdChat"_s});
    pass(7min);
    EXPECT_EQ(posted().size(), 1);
    pass(2min);
    EXPECT_EQ(posted().size(), 2);
}

TEST_F(HostDeskTest, ARestartHoldsTheRunAndRepeatsNothing)
{
    const QString id = script();
    m_desk->start(id, true);
    pass(6min);
    ASSERT_EQ(posted().size(), 1);
    restartDesk();
    ASSERT_TRUE(at(id).isRunning);
    EXPECT_TRUE(at(id).heldSince);
    EXPECT_EQ(at(id).lines[0].state, State::HandedOver);
    EXPECT_EQ(nextLine(at(id)), 1U);
    pass(20min);
    EXPECT_EQ(posted().size(), 1);
}

TEST_F(HostDeskTest, ALineBeingHandedOverAtTheEndIsAskedAbout)
{
    const QString id = script();
    m_desk->post(id, lineId(id, 1)).then(m_desk.get(), [](const Result<Done>&) {}).detach();
    std::ignore = await(m_store->flush()); // the intention is on the disk, the outbox not asked
    m_desk.reset();
    restart();
    open();
    ASSERT_TRUE(await(m_desk->load()));
    EXPECT_EQ(at(id).lines[1].state, State::HandingOver);
    EXPECT_FALSE(await(m_desk->post(id, lineId(id, 1))));
    m_desk->settle(id, lineId(id, 1), false);
    EXPECT_EQ(at(id).lines[1].state, State::Waiting);
    m_desk->settle(id, lineId(id, 1), true); // only what is in doubt can be settled
    EXPECT_EQ(at(id).lines[1].state, State::Waiting);
}

TEST_F(HostDeskTest, EditingARunningScriptLeavesWhatWentOut)
{
    const QString id = script();
    m_desk->start(id, true);
    pass(6min);
    HostScript edited = at(id);
    edited.lines[0].text = u"Changed"_s;
    edited.lines.erase(edited.lines.begin() + 2);
    m_desk->put(edited);
    EXPECT_EQ(at(id).lines[0].text, u"Welcome"_s);
    ASSERT_EQ(at(id).lines.size(), 3U);
    EXPECT_EQ(at(id).lines[2].text, u"Third?"_s);
    EXPECT_EQ(at(id).lines[2].number, 2);
    EXPECT_TRUE(at(id).isRunning);
}

TEST_F(HostDeskTest, AClosedLockHoldsThePosts)
{
    m_lock.setLocked(true);
    const QString id = script();
    ASSERT_TRUE(await(m_desk->post(id, lineId(id, 1))));
    pass(30s);
    EXPECT_TRUE(posted().isEmpty());
    ASSERT_EQ(m_outbox->items().size(), 1U);
    EXPECT_EQ(m_outbox->items().front().delivery.state, Delivery::State::Held);
}

TEST_F(HostDeskTest, ScriptsAreKeptAndRemoved)
{
    const QString id = script();
    const HostScript before = at(id);
    restartDesk();
    ASSERT_NE(m_desk->find(id), nullptr);
    EXPECT_EQ(at(id), before);
    m_desk->remove(id);
    restartDesk();
    EXPECT_EQ(m_desk->find(id), nullptr);
}

TEST(HostScriptBytes, RefuseWhatIsNone)
{
    EXPECT_FALSE(decodeScript("{}"));
    EXPECT_FALSE(decodeScript("\xff\x00garbage"));
}

} // namespace
} // namespace staffroom
