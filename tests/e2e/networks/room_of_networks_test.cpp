// The same chat on Mastodon, on Bluesky and on X, read as one room over real HTTP; what is answered
// goes to the network that the question was read on.
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
#include "tests/support/fake_x.h"
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
        context.options = {{u"bluesky.view"_s, m_bluesky.base()},
            {u"bluesky.directory"_s, m_bluesky.base()}, {u"x.api"_s, m_x.base()}};
        m_x.setClock([this] { return toMs(m_clock.now()); });
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
        m_onX.source = {{u"x"_s}, m_x.base(), m_x.handle()};
        m_onX.credentials.secrets[u"access"_s] = Secret(m_x.access());
        m_onX.credentials.secrets[u"refresh"_s] = Secret(m_x.refresh());
        m_onX.credentials.values = {{u"client_id"_s, u"client"_s}, {u"user_id"_s, m_x.userId()},
            {u"daily_limit"_s, u"2.00"_s}};
        for (const SignedIn& who : {toot, skeet, m_onX})
            ASSERT_TRUE(await(m_accounts.add(who, Keeping::ThisSession)));
        m_setup.id = u"room"_s;
        m_setup.hashtag = u"alpha"_s;
        m_setup.sources = {toot.source, skeet.source};
    }
    Room& open()
    {
        RoomRecord record;
        record.setup = m_setup;
        m_room
            = std::make_unique<Room>(Room::Context{&m_clock, &m_hub, &m_store,
                                         {m_mastodon.handle(), m_bluesky.handle(), m_x.handle()}},
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
        qint64 passed
            = 0; // of the fake clock, in all: a round of the loop is less than a millisecond
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
    test::FakeX m_x;
    SignedIn m_onX;
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

TEST_F(RoomOfNetworks, TakesInXAndSaysWhatItCosts)
{
    const qint64 start = toMs(m_clock.now()) - 600'000;
    const test::FakeAuthor& host = m_mastodon.store().authors()[1];
    test::FakeDraft toot;
    toot.author = 1;
    toot.createdMs = start;
    toot.text = u"Q1: How do you begin a lesson that nobody is ready for?"_s;
    m_mastodon.addPost(toot);
    m_bluesky.store().people()[1].name = host.displayName;
    m_bluesky.store().people()[1].handle = host.username.toLower() + u".school.example"_s;
    test::FakeSkeet skeet;
    skeet.author = 1;
    skeet.createdMs = start + 5'000;
    skeet.text = toot.text;
    m_bluesky.addPost(skeet);
    m_x.setName(1, host.displayName);
    test::FakeXPost post;
    post.author = 1;
    post.createdMs = start + 6'000;
    post.text = toot.text;
    m_x.addPost(post);
    toot.author = 2;
    toot.createdMs = start + 60'000;
    toot.text = u"A1: With a riddle on the board."_s;
    m_mastodon.addPost(toot);
    skeet.author = 2;
    skeet.createdMs = start + 70'000;
    skeet.text = u"A1: With a photograph of something odd."_s;
    m_bluesky.addPost(skeet);
    post.author = 2;
    post.createdMs = start + 80'000;
    post.text = u"A1 with a song & a clap, @bea_teaches"_s;
    m_x.addPost(post);
    m_setup.sources.push_back(m_onX.source);
    m_setup.hosts = {handleOf(host), m_bluesky.store().person(1).handle, m_x.handleOf(1)};

    Room& room = open();
    ASSERT_TRUE(goesOnUntil([&] {
        return postWith(u"riddle"_s) && postWith(u"photograph"_s) && postWith(u"a song"_s);
    }));
    ASSERT_TRUE(goesOnUntil([&] { return room.questions().size() == 1; }));
    const RoomPost* question = postWith(u"begin a lesson"_s);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->copies.size(), 3U) << "read on all three";
    EXPECT_EQ(postWith(u"a song"_s)->placement.question, 1);
    ASSERT_EQ(room.sources().size(), 3U);
    for (const RoomSource& source : room.sources()) {
        EXPECT_GT(source.posts, 0) << source.source.text().toStdString();
        EXPECT_EQ(source.state.cost.has_value(), source.source.service == m_onX.source.service);
    }
    // X goes on being read, and an answer to X's post goes to X.
    const size_t before = m_x.writes().size();
    answer(*postWith(u"a song"_s), u"Which song was it?"_s);
    ASSERT_EQ(m_x.writes().size(), before + 1);
    EXPECT_TRUE(m_mastodon.writes().empty());
    EXPECT_TRUE(m_x.writes().back().body["text"_L1].toString().contains(u"#alpha"_s));
    ASSERT_TRUE(goesOnUntil([&] { return postWith(u"Which song"_s) != nullptr; }));
    EXPECT_EQ(postWith(u"Which song"_s)->placement.question, 1);
    QStringList texts;
    for (const RoomPost* one : room.posts())
        texts << one->entry.post->text.text;
    EXPECT_EQ(texts.removeDuplicates(), 0) << "each once: " << texts.join(u" / "_s).toStdString();
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
