// The program ends at the 1st, 2nd, ... Nth step of sending, until a run passes without an end.
#include "tests/unit/core/compose/compose_fixture.h"

#include <iostream>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using DeliveryState = Delivery::State;
using WriteFault = test::FakeServer::WriteFault;

struct SweptServer {
    const char* name;
    PostLimits::Resend resend;
    bool honoursKeys;
    bool canLookBack;
};

void PrintTo(const SweptServer& kind, std::ostream* out)
{
    *out << kind.name;
}

/// One run over a server and a disk of its own.
class Life : public ComposeFixture {
public:
    explicit Life(const SweptServer& kind)
        : m_kind(kind)
    {
        server().limits.resend = kind.resend;
        server().honoursKeys = kind.honoursKeys;
        server().canLookBack = kind.canLookBack;
    }
    void TestBody() override { }

    /// Ends the program at step `fatal` of its life (0: never) and starts it again. Answers whether
    /// it came to that.
    bool live(int fatal)
    {
        int steps = 0;
        bool isOver = false;
        server().atStep = [&](const char*) {
            isOver = isOver || ++steps == fatal;
            return !isOver;
        };
        // What is meant to be sent: a picture, a thread, two plain ones, and lost answers between.
        auto picture = draft(u"picture"_s);
        picture.parts.front().media.push_back({});
        auto thread = draft(u"first"_s);
        thread.parts.push_back({u"second"_s, {}, {}});
        server().writeFaults = {std::nullopt, WriteFault{true, error(Error::Kind::Timeout)},
            std::nullopt, WriteFault{false, error(Error::Kind::Server)}};
        for (const auto& one : {picture, thread, draft(u"third"_s), draft(u"fourth"_s)})
            std::ignore = submit(one);
        const auto done = [&] { return isOver || isSettled(); };
        EXPECT_TRUE(passUntil(done));
        if (!isOver)
            return false;
        end();
        server().atStep = nullptr;
        server().answerAgain();
        m_clients.clear();
        start();
        EXPECT_TRUE(await(m_outbox->load()));
        EXPECT_TRUE(passUntil([&] { return isSettled(); }));
        return true;
    }
    bool isSettled() const
    {
        const auto& items = m_outbox->items();
        return std::all_of(items.begin(), items.end(), [](const OutboxItem& item) {
            return item.delivery.state == DeliveryState::Unsure || !item.follows.isEmpty();
        });
    }
    void expectNothingLostOrDoubled(int fatal)
    {
        QStringList texts{u"picture #EdChat"_s, u"1/2 first #EdChat"_s, u"2/2 second #EdChat"_s,
            u"third #EdChat"_s, u"fourth #EdChat"_s};
        const QStringList there = posted();
        QStringList waiting;
        for (const auto& item : m_outbox->items())
            waiting << item.submission.text;
        QStringList expected;
        for (const auto& text : std::as_const(texts)) {
            const auto count = there.count(text);
            EXPECT_LE(count, 1) << "twice, killed at " << fatal << ": " << qPrintable(text);
            EXPECT_TRUE(count == 1 || waiting.contains(text))
                << "lost, killed at " << fatal << ": " << qPrintable(text);
            if (count == 1)
                expected << text;
        }
        if (m_kind.resend != PostLimits::Resend::Ask) {
            EXPECT_EQ(there, texts) << "killed at " << fatal;
        }
        for (const auto& one : server().ledger) {
            if (one.text.startsWith(u"2/2"_s)) {
                EXPECT_TRUE(one.inReplyTo) << "killed at " << fatal;
            }
            if (one.text.startsWith(u"picture"_s)) {
                EXPECT_FALSE(one.media.front().remoteId.isEmpty());
            }
        }
    }

private:
    SweptServer m_kind;
};

class OutboxSweep : public testing::TestWithParam<SweptServer> { };

INSTANTIATE_TEST_SUITE_P(Servers, OutboxSweep,
    testing::Values(SweptServer{"honours_the_key", PostLimits::Resend::Safe, true, true},
        SweptServer{"ignores_the_key", PostLimits::Resend::LookFirst, false, true},
        SweptServer{"tells_nothing", PostLimits::Resend::Ask, false, false}),
    [](const auto& one) { return std::string(one.param.name); });

TEST_P(OutboxSweep, AnEndAtAnyStepLosesAndDoublesNothing)
{
    int fatal = 1;
    for (; fatal < 100; ++fatal) {
        Life run(GetParam());
        const bool hasEnded = run.live(fatal);
        run.expectNothingLostOrDoubled(fatal);
        if (!hasEnded || HasFailure())
            break;
    }
    EXPECT_GT(fatal, 10) << "steps";
    EXPECT_LT(fatal, 100);
    std::cout << fatal - 1 << " steps\n";
}

} // namespace
} // namespace staffroom
