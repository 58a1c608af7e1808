// Five hundred sends whose answers get lost, to the real server, through the outbox.
#include "core/compose/outbox.h"
#include "core/store/post_store.h"
#include "tests/e2e/bluesky/rig.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/fake_clock.h"

#include <QTemporaryDir>

#include <iostream>
#include <random>

namespace staffroom::bluesky {
namespace {

using State = Delivery::State;
using test::CuttingProxy;

/// The sanitizers look at the same code several times slower; the count is for the released build.
#if defined(__SANITIZE_ADDRESS__)
constexpr int kSends = 100;
#else
constexpr int kSends = 500;
#endif
constexpr int kBatch = 20;

class RigSends : public RigTest {
protected:
    void SetUp() override
    {
        RigTest::SetUp();
        if (IsSkipped())
            return;
        proxy = std::make_unique<CuttingProxy>(QUrl(rig->pds()));
        sender = newcomer(u"sender"_s, proxy->base());
        proxy->setDecide([this](const QByteArray& first) { return nextCut(first); });
        hurriedService = std::make_unique<BlueskyService>(
            ServiceContext{&hurried, &hurriedHttp, &pool, {}, &secrets});
        lock.setLocked(false);
        start();
    }
    void TearDown() override
    {
        outbox.reset();
        store.reset();
        client.reset();
    }
    /// Every second write is lost somehow, and some of the reads in between.
    CuttingProxy::Cut nextCut(const QByteArray& first)
    {
        using Cut = CuttingProxy::Cut;
        const bool isWrite = first.contains("putRecord");
        const int dice = std::uniform_int_distribution<int>(0, isWrite ? 7 : 39)(random);
        const Cut cut = dice == 0 ? Cut::Before
            : dice == 1           ? Cut::Within
            : dice < 4 && isWrite ? Cut::After
                                  : Cut::None;
        lostWrites += isWrite && cut != Cut::None ? 1 : 0;
        return cut;
    }
    void start()
    {
        client = hurriedService->client(sender.who.source, sender.session);
        store = std::make_unique<PostStore>(
            PostStore::Files{folder.filePath(u"cache.db"_s), folder.filePath(u"user.db"_s)});
        Outbox::Context context;
        context.clock = &hurried;
        context.store = store.get();
        context.lock = &lock;
        context.client = [this](const Source&) { return client.get(); };
        outbox = std::make_unique<Outbox>(context);
        QObject::connect(outbox.get(), &Outbox::changed, outbox.get(), [this](const QString& id) {
            const auto& delivery = outbox->find(id)->delivery;
            if (delivery.state == State::Failed) {
                ++failures;
                failed << id;
            }
        });
    }
    /// In the middle of things, the program is ended and started again.
    void restart()
    {
        TearDown();
        start();
        ASSERT_TRUE(await(outbox->load()));
        ++restarts;
    }
    /// Events, then some made-up time: waits of minutes pass in moments.
    void turn()
    {
        QDeadlineTimer quiet(4);
        while (!quiet.hasExpired())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
        hurried.advance(Millis(100));
        for (const auto& id : std::exchange(failed, {}))
            outbox->sendNow(id); // the person presses "Send"
    }
    void submitBatch(int from)
    {
        hurried.setNow(clock.now());
        for (int i = from; i < from + kBatch; ++i) {
            Draft draft;
            draft.id = u"draft%1"_s.arg(i);
            draft.account = sender.who.source;
            draft.chat.hashtag = u"EdChat"_s;
            draft.parts.front().text = u"Answer number %1"_s.arg(i);
            draft.language = u"en"_s;
            ASSERT_TRUE(await(outbox->submit(draft)));
        }
    }

    QTemporaryDir folder;
    test::FakeClock hurried;
    RateLimiter hurriedLimiter{hurried, [] { return 0.0; }};
    HttpClient hurriedHttp{hurried, hurriedLimiter, {"Staffroom-Test/1", true}};
    std::unique_ptr<CuttingProxy> proxy;
    Person sender;
    std::unique_ptr<BlueskyService> hurriedService;
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<PostStore> store;
    WriteLock lock;
    std::unique_ptr<Outbox> outbox;
    std::mt19937 random{20261128};
    QStringList failed;
    int failures = 0;
    int lostWrites = 0;
    int restarts = 0;
};

TEST_F(RigSends, FiveHundredArriveOnce)
{
    for (int from = 0; from < kSends; from += kBatch) {
        submitBatch(from);
        const int fatal = std::uniform_int_distribution<int>(1, 300)(random);
        const QDeadlineTimer limit(std::chrono::seconds(120));
        for (int turns = 1; !outbox->items().empty(); ++turns) {
            // Now and then the server itself is gone for a while.
            if (from % (5 * kBatch) == 0 && turns == 20)
                proxy->startOutage();
            if (turns == 120)
                proxy->endOutage();
            turn();
            if (turns == fatal)
                restart();
            ASSERT_FALSE(limit.hasExpired())
                << outbox->items().size() << " items hang, the first as "
                << int(outbox->items().front().delivery.state);
        }
    }
    const QStringList there = posted(sender.did());
    for (int i = 0; i < kSends; ++i)
        EXPECT_EQ(there.count(u"Answer number %1 #EdChat"_s.arg(i)), 1) << i;
    EXPECT_EQ(there.size(), kSends);
    EXPECT_GT(lostWrites, kSends / 3);
    std::cout << there.size() << " posts, " << lostWrites << " writes with a lost answer, "
              << proxy->requests() << " requests, " << restarts << " restarts, " << failures
              << " given up and sent again\n";
}

} // namespace
} // namespace staffroom::bluesky
