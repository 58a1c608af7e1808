// The same chat on Mastodon and on Bluesky, read as one room over real HTTP; what is answered goes
// to the network that the question was read on.
#include "core/accounts/account_book.h"
#include "core/compose/outbox.h"
#include "core/feeds/feed_hub.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/room/room.h"
#include "core/services/builtin_services.h"
#include "core/store/post_store.h"
#include "tests/support/fake_bluesky.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/wait_for.h"
#include "ui/room/room_accounts.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThreadPool>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;

class RoomOfNetworks : public testing::Test {
protected:
    RoomOfNetworks()
    {
        ServiceContext context{&m_clock, &m_http, &m_pool, {}};
        context.options
            = {{u"bluesky.view"_s, m_bluesky.base()}, {u"bluesky.directory"_s, m_bluesky.base()}};
        registerBuiltinServices(m_services, context);
        m_lock.setLocked(false);
    }
    ~RoomOfNetworks() override { m_room.reset(); }

    void SetUp() override
    {
        ASSERT_TRUE(await(m_store.ready()));
        SignedIn toot;
        toot.source = {{u"mastodon"_s}, m_mastodon.base(), m_mastodon.handle()};
        toot.credentials.secrets[u"access"_s] = Secret(m_mastodon.token());
        SignedIn skeet;
        skeet.source = {{u"bluesky"_s}, m_bluesky.base(), m_bluesky.handle()};
        skeet.credentials.secrets[u"access"_s] = Secret(m_bluesky.access());
        skeet.credentials.secrets[u"refresh"_s] = Secret(m_bluesky.refresh());
        skeet.credentials.values = {{u"did"_s, m_bluesky.did()}, {u"server"_s, m_bluesky.base()},
            {u"auth"_s, u"password"_s}};
        for (const SignedIn& who : {toot, skeet})
            ASSERT_TRUE(await(m_accounts.add(who, Keeping::ThisSession)));
        m_setup.id = u"room"_s;
        m_setup.hashtag = u"alpha"_s;
        m_setup.sources = {toot.source, skeet.source};
    }
    Room& open()
    {
        RoomRecord record;
        record.setup = m_setup;
        m_room = std::make_unique<Room>(
            Room::Context{&m_clock, &m_hub, &m_store, {m_mastodon.handle(), m_bluesky.handle()}},
            record);
        return *m_room;
    }
    QString handleOf(const test::FakeAuthor& author) const
    {
        return author.username + u'@'
            + (author.domain.isEmpty() ? m_mastodon.settings().domain : author.domain);
    }
    /// Lets time and the network go on until it holds. Time goes a few times as fast as on the wall
    /// and no faster, for the network has the machine's own pace: its deadlines must not come
    /// first.
    template <class F>
    bool goesOnUntil(F condition)
    {
        constexpr int kFaster = 5;
        QElapsedTimer real;
        real.start();
        qint64 passed = 0; // of the fake clock, in all: a round of the loop is less than a millisecond
        return test::waitFor(
            [&] {
                const qint64 due = kFaster * real.elapsed();
                m_clock.advance(Millis(due - std::exchange(passed, due)));
                return condition();
            },
            30s);
    }
    const RoomPost* postWith(const QString& words) const
    {
        for (const RoomPost* post : m_room->posts()) {
            if (post->entry.post->text.text.contains(words))
                return post;
        }
        return nullptr;
    }
    /// As the room's foot does it: who answers is chosen by where the post was read.
    void answer(const RoomPost& post, const QString& words)
    {
        const Post& asked = *post.entry.post;
        const auto as = answeringAccount(m_setup, m_accounts, asked.id.service);
        ASSERT_TRUE(as);
        Draft draft;
        draft.id = words;
        draft.account = *as;
        draft.chat.hashtag = m_setup.hashtag;
        draft.parts.front().text = words;
        draft.inReplyTo = asked.id;
        draft.inReplyToHandle = asked.author.handle;
        ASSERT_TRUE(await(m_outbox.submit(draft)));
        ASSERT_TRUE(goesOnUntil([this] { return m_outbox.items().empty(); }));
    }

    test::FakeClock m_clock;
    RateLimiter m_limiter{m_clock, [] { return 0.0; }};
    HttpClient m_http{m_clock, m_limiter, {"Staffroom-Test/1", true}};
    QThreadPool m_pool;
    test::FakeMastodon m_mastodon{test::FakeMastodon::Settings()};
    test::FakeBluesky m_bluesky{test::FakeBluesky::Settings()};
    ServiceRegistry m_services;
    AccountBook m_accounts{AccountBook::Context{&m_clock, &m_services, nullptr, {}}};
    QTemporaryDir m_folder;
    PostStore m_store{
        PostStore::Files{m_folder.filePath(u"cache.db"_s), m_folder.filePath(u"user.db"_s)}};
    FeedHub m_hub{FeedHub::Context{&m_clock, &m_services, &m_store,
        [this](const Source& source) { return m_accounts.session(source); }}};
    WriteLock m_lock;
    Outbox m_outbox{Outbox::Context{&m_clock, &m_store, &m_lock,
        [this](const Source& source) { return m_hub.client(source); }}};
    RoomSetup m_setup;
    std::unique_ptr<Room> m_room;
};

TEST_F(RoomOfNetworks, ShowsOneChatOnceWithItsAnswersUnderOneQuestion)
{
    const qint64 start = toMs(m_clock.now()) - 600'000;
    // The host is one person on both networks and asks on both; on each somebody answers.
    const test::FakeAuthor& host = m_mastodon.store().authors()[1];
    m_bluesky.store().people()[1].name = host.displayName;
    m_bluesky.store().people()[1].handle = host.username.toLower() + u".school.example"_s;
    test::FakeDraft toot;
    toot.author = 1;
    toot.createdMs = start;
    toot.text = u"Q1: How do you begin a lesson that nobody is ready for?"_s;
    const QString asked = m_mastodon.addPost(toot);
    test::FakeSkeet skeet;
    skeet.author = 1;
    skeet.createdMs = start + 5'000;
    skeet.text = toot.text;
    const QString askedThere = m_bluesky.addPost(skeet);
    toot.author = 2;
    toot.createdMs = start + 60'000;
    toot.text = u"A1: With a riddle on the board, and silence."_s;
    m_mastodon.addPost(toot);
    skeet.author = 2;
    skeet.createdMs = start + 70'000;
    skeet.text = u"A1: With a photograph of something odd."_s;
    m_bluesky.addPost(skeet);
    m_setup.hosts = {handleOf(m_mastodon.store().authors()[1]), m_bluesky.store().person(1).handle};

    Room& room = open();
    ASSERT_TRUE(goesOnUntil([&] { return postWith(u"riddle"_s) && postWith(u"photograph"_s); }));
    ASSERT_TRUE(goesOnUntil([&] { return room.questions().size() == 1; }));
    QStringList texts;
    for (const RoomPost* post : room.posts())
        texts << post->entry.post->text.text;
    EXPECT_EQ(texts.removeDuplicates(), 0) << "each once: " << texts.join(u" / "_s).toStdString();
    for (const auto& words : {u"riddle"_s, u"photograph"_s})
        EXPECT_EQ(postWith(words)->placement.question, 1) << words.toStdString();
    const RoomPost* question = postWith(u"begin a lesson"_s);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->copies.size(), 2U) << "read on both networks";
    for (const RoomSource& source : room.sources())
        EXPECT_GT(source.posts, 0) << source.source.text().toStdString();

    // Answers go where the post was read.
    const size_t toots = m_mastodon.writes().size();
    answer(*postWith(u"riddle"_s), u"Silence works here, too."_s);
    ASSERT_EQ(m_mastodon.writes().size(), toots + 1);
    EXPECT_TRUE(m_bluesky.writes().empty());
    answer(*postWith(u"photograph"_s), u"Which photograph was the best?"_s);
    EXPECT_EQ(m_mastodon.writes().size(), toots + 1);
    ASSERT_EQ(m_bluesky.writes().size(), 1U);
    const QJsonObject record = m_bluesky.writes().front().body["record"_L1].toObject();
    EXPECT_TRUE(record["text"_L1].toString().contains(u"#alpha"_s)) << "the tag is kept";
    EXPECT_FALSE(record["reply"_L1].toObject().isEmpty());
    ASSERT_TRUE(goesOnUntil([&] { return postWith(u"Which photograph"_s) != nullptr; }));
    EXPECT_EQ(postWith(u"Which photograph"_s)->entry.post->id.service.value, u"bluesky"_s);
    EXPECT_EQ(postWith(u"Which photograph"_s)->placement.question, 1);
    EXPECT_EQ(postWith(u"Silence works"_s)->entry.post->id.service.value, u"mastodon"_s);
}

TEST_F(RoomOfNetworks, GoesOnWithOneWhenTheOtherIsGone)
{
    test::FakeSkeet skeet;
    skeet.createdMs = toMs(m_clock.now()) - 60'000;
    skeet.text = u"Still here on this side"_s;
    m_bluesky.addPost(skeet);
    m_mastodon.startOutage();
    Room& room = open();
    ASSERT_TRUE(goesOnUntil([&] { return postWith(u"Still here"_s) != nullptr; }));
    ASSERT_TRUE(goesOnUntil([&] { return room.sources().size() == 2; }));
    m_mastodon.endOutage();
    test::FakeDraft toot;
    toot.createdMs = toMs(m_clock.now());
    toot.text = u"Back again on that side"_s;
    m_mastodon.addPost(toot);
    EXPECT_TRUE(goesOnUntil([&] { return postWith(u"Back again"_s) != nullptr; }));
}

} // namespace
} // namespace staffroom
