// A thousand sends whose answers get lost, over real HTTP, to a server that honours the key and to
// one that ignores it.
#include "core/compose/outbox.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"
#include "core/store/post_store.h"

#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QDeadlineTimer>
#include <QTemporaryDir>
#include <QThreadPool>

#include <iostream>
#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;
using test::Flavour;
using State = Delivery::State;

/// The sanitizers look at the same code several times slower; the count is for the released build.
#if defined(__SANITIZE_ADDRESS__)
constexpr int kSends = 200;
#else
constexpr int kSends = 1000;
#endif
constexpr int kBatch = 20;

class AmbiguousSends : public testing::TestWithParam<Flavour> {
protected:
    AmbiguousSends()
        : m_fake(settingsOf(GetParam()))
        , m_source{m_service.id(), m_fake.base(), m_fake.handle()}
        , m_account(m_source, m_fake.token())
    {
        m_lock.setLocked(false);
        m_fake.setWriteFaults([this](int, const test::FaultRequest&) { return nextFault(); });
        start();
    }
    static test::FakeMastodon::Settings settingsOf(Flavour flavour)
    {
        test::FakeMastodon::Settings settings;
        settings.flavour = flavour;
        return settings;
    }
    test::WriteFault nextFault()
    {
        using Fault = test::WriteFault;
        const Fault kinds[] = {Fault::None, Fault::None, Fault::None, Fault::None,
            Fault::DropBefore, Fault::DropAfter, Fault::DropAfter, Fault::GatewayTimeoutBefore,
            Fault::GatewayTimeoutAfter};
        const auto fault = kinds[std::uniform_int_distribution<size_t>(0, 8)(m_random)];
        m_faults += fault == Fault::None ? 0 : 1;
        return fault;
    }
    void start()
    {
        m_client = m_service.client(m_source, m_account.session());
        m_store = std::make_unique<PostStore>(
            PostStore::Files{m_folder.filePath(u"cache.db"_s), m_folder.filePath(u"user.db"_s)});
        Outbox::Context context;
        context.clock = &m_clock;
        context.store = m_store.get();
        context.lock = &m_lock;
        context.client = [this](const Source&) { return m_client.get(); };
        m_outbox = std::make_unique<Outbox>(context);
        // What was refused for good after many tries is sent by the person.
        QObject::connect(
            m_outbox.get(), &Outbox::changed, m_outbox.get(), [this](const QString& id) {
                if (m_outbox->find(id)->delivery.state == State::Failed)
                    m_failed << id;
            });
    }
    void restart()
    {
        m_outbox.reset();
        m_store.reset();
        m_client.reset();
        start();
        ASSERT_TRUE(await(m_outbox->load()));
        ++m_restarts;
    }
    /// Events, then half a second of made-up time.
    void turn()
    {
        QDeadlineTimer quiet(4);
        while (!quiet.hasExpired())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 2);
        m_clock.advance(Millis(500));
        for (const auto& id : std::exchange(m_failed, {}))
            m_outbox->sendNow(id);
    }
    bool isSettled() const
    {
        const auto& items = m_outbox->items();
        return std::all_of(items.begin(), items.end(),
            [](const OutboxItem& item) { return item.delivery.state == State::Unsure; });
    }
    void submitBatch(int from)
    {
        // The server's clock is the machine's; a look goes back only as far as it must.
        const auto real = std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now());
        m_clock.setNow(real + std::chrono::seconds(57));
        for (int i = from; i < from + kBatch; ++i) {
            Draft draft;
            draft.id = u"draft%1"_s.arg(i);
            draft.account = m_source;
            draft.chat.hashtag = u"EdChat"_s;
            draft.parts.front().text = u"Answer number %1"_s.arg(i);
            draft.language = u"en"_s;
            auto once = m_outbox->submit(draft);
            auto twice = m_outbox->submit(draft); // Enter again
            EXPECT_FALSE(await(std::move(twice)));
            ASSERT_TRUE(await(std::move(once)));
        }
    }
    QStringList posted() const
    {
        QStringList out;
        for (const auto* post : m_fake.ownPosts())
            out << post->draft.text;
        return out;
    }

    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    RateLimiter m_limiter{m_clock, [] { return 0.0; }};
    HttpClient m_http{m_clock, m_limiter, {"Staffroom-Test/1", true}};
    QThreadPool m_pool;
    mastodon::MastodonService m_service{ServiceContext{&m_clock, &m_http, &m_pool, {}}};
    test::FakeMastodon m_fake;
    Source m_source;
    test::SignedInSession m_account;
    WriteLock m_lock;
    std::unique_ptr<ServiceClient> m_client;
    std::unique_ptr<PostStore> m_store;
    std::unique_ptr<Outbox> m_outbox;
    std::mt19937 m_random{20261122};
    QStringList m_failed;
    int m_faults = 0;
    int m_restarts = 0;
};

INSTANTIATE_TEST_SUITE_P(Servers, AmbiguousSends,
    testing::Values(Flavour::Mastodon, Flavour::GoToSocial),
    [](const auto& one) { return test::flavourName(one.param).toStdString(); });

TEST_P(AmbiguousSends, AThousandArriveOnceAndInOrder)
{
    for (int from = 0; from < kSends; from += kBatch) {
        submitBatch(from);
        const int fatal = std::uniform_int_distribution<int>(1, 60)(m_random);
        const QDeadlineTimer limit(std::chrono::seconds(60));
        for (int turns = 1; !isSettled(); ++turns) {
            turn();
            if (turns == fatal)
                restart();
            ASSERT_FALSE(limit.hasExpired()) << m_outbox->items().size() << " items hang";
        }
    }
    QStringList expected;
    QStringList unsure;
    for (const auto& item : m_outbox->items())
        unsure << item.submission.text;
    const QStringList there = posted();
    for (int i = 0; i < kSends; ++i) {
        const QString text = u"Answer number %1 #EdChat"_s.arg(i);
        const auto count = there.count(text);
        EXPECT_LE(count, 1) << "twice: " << i;
        EXPECT_TRUE(count == 1 || unsure.contains(text)) << "lost: " << i;
        if (count == 1)
            expected << text;
    }
    EXPECT_EQ(there, expected) << "in order, and nothing else";
    if (GetParam() == Flavour::Mastodon) {
        EXPECT_EQ(there.size(), kSends);
        EXPECT_TRUE(unsure.isEmpty());
    }
    EXPECT_GT(m_faults, kSends / 3);
    std::cout << there.size() << " posts, " << unsure.size() << " unsure, " << m_faults
              << " answers lost, " << m_restarts << " restarts\n";
}

} // namespace
} // namespace staffroom
