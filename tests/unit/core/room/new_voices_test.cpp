#include "core/room/new_voices.h"

#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"
#include "core/services/service_registry.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <map>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

const ServiceId kNet{QStringLiteral("net")};
const QString kHome = QStringLiteral("https://home.example");
const QString kOther = QStringLiteral("https://other.example");

/// What the server of the reader knows of people, and what was done there.
struct People {
    std::map<QString, Relationship> relationships; ///< by the id of the person here
    std::map<QString, QString> known; ///< id here by handle, of people of other servers
    std::vector<Act> acts;
    QStringList asked;
    std::optional<Error> refusal;
};

class PeopleClient final : public ServiceClient {
public:
    PeopleClient(People& people, Source source)
        : m_people(people)
        , m_source(std::move(source))
    {
    }
    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override { return readyTask<ServerInfo>(ServerInfo()); }
    Task<Page> page(const PageRequest&) override { return readyTask<Page>(Page()); }
    Task<PostPtr> post(const PostId&, Lane) override
    {
        return readyTask<PostPtr>(fail(Error::Kind::NotFound));
    }
    Task<Thread> thread(const PostId&) override
    {
        return readyTask<Thread>(fail(Error::Kind::NotFound));
    }
    std::unique_ptr<LiveStream> stream(const FeedSpec&) override { return nullptr; }
    Task<Relationship> relationship(const AccountId& person) override
    {
        m_people.asked << person.remote;
        return readyTask<Relationship>(m_people.relationships[person.remote]);
    }
    Task<std::vector<Author>> findPeople(const QString& typed, int) override
    {
        std::vector<Author> out;
        for (const auto& [handle, id] : m_people.known) {
            if (handle.startsWith(typed.section(u'@', 0, 0)))
                out.push_back({{kNet, kHome, id}, handle, {}, {}, {}, false, false});
        }
        return readyTask<std::vector<Author>>(out);
    }

protected:
    Task<ActOutcome> doAct(const Act& act) override
    {
        if (m_people.refusal)
            return readyTask<ActOutcome>(fail(*m_people.refusal));
        m_people.acts.push_back(act);
        ActOutcome outcome;
        Relationship& now = m_people.relationships[act.person.remote];
        if (act.kind == Act::Kind::Follow || act.kind == Act::Kind::Unfollow) {
            now.isFollowing = act.kind == Act::Kind::Follow;
            outcome.relationship = now;
        }
        return readyTask<ActOutcome>(outcome);
    }

private:
    People& m_people;
    Source m_source;
};

class PeopleService final : public Service {
public:
    explicit PeopleService(People& people)
        : m_people(people)
    {
        m_can.acts = {Act::Kind::Follow, Act::Kind::Unfollow, Act::Kind::AddToList,
            Act::Kind::RemoveFromList};
    }
    ServiceId id() const override { return kNet; }
    QString name() const override { return u"Net"_s; }
    const Capabilities& capabilities() const override { return m_can; }
    std::optional<Result<Source>> sourceFromText(const QString&) const override
    {
        return std::nullopt;
    }
    Task<ServerInfo> discover(const Source&) override
    {
        return readyTask<ServerInfo>(ServerInfo());
    }
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession>) override
    {
        return std::make_unique<PeopleClient>(m_people, source);
    }

private:
    People& m_people;
    Capabilities m_can;
};

class NewVoicesTest : public testing::Test {
protected:
    NewVoicesTest()
        : m_me{kNet, kHome, u"me@home.example"_s}
    {
        m_registry.add(std::make_unique<PeopleService>(m_people));
        m_hub = std::make_unique<FeedHub>(FeedHub::Context{&m_clock, &m_registry, nullptr, {}});
        m_lock.setLocked(false);
        m_actions = std::make_unique<PostActions>(PostActions::Context{m_hub.get(), &m_lock});
    }

    static RoomPerson person(const QString& id, const QString& handle,
        const QString& server = kHome, const ServiceId& service = kNet)
    {
        RoomPerson out;
        out.author.id = {service, server, id};
        out.author.handle = handle;
        out.posts = 1;
        return out;
    }
    NewVoices& open(const std::vector<RoomPerson>& people)
    {
        m_voices = std::make_unique<NewVoices>(
            NewVoices::Context{&m_clock, m_hub.get(), m_actions.get()}, people, m_me);
        run();
        return *m_voices;
    }
    /// Long enough for every question and act, each in turns of its own.
    void run()
    {
        for (int i = 0; i < 40; ++i)
            m_clock.advance(Millis(500));
    }
    NewVoice::State state(size_t voice) const { return m_voices->voices()[voice].state; }
    std::vector<Act::Kind> done() const
    {
        std::vector<Act::Kind> out;
        for (const Act& act : m_people.acts)
            out.push_back(act.kind);
        return out;
    }

    People m_people;
    test::FakeClock m_clock;
    ServiceRegistry m_registry;
    Source m_me;
    std::unique_ptr<FeedHub> m_hub;
    WriteLock m_lock;
    std::unique_ptr<PostActions> m_actions;
    std::unique_ptr<NewVoices> m_voices;
};

using State = NewVoice::State;
using Kind = Act::Kind;

TEST_F(NewVoicesTest, OffersWhoIsNotFollowedAndNeverOneself)
{
    m_people.relationships[u"1"_s].isFollowing = true;
    RoomPerson self = person(u"9"_s, u"me@home.example"_s);
    self.isOwn = true;
    open({person(u"1"_s, u"ann@home.example"_s), person(u"2"_s, u"bob@home.example"_s), self});
    ASSERT_EQ(m_voices->voices().size(), 2U);
    EXPECT_EQ(state(0), State::Known);
    EXPECT_EQ(state(1), State::Open);
    EXPECT_FALSE(m_voices->isAsking());
}

TEST_F(NewVoicesTest, LooksUpPeopleOfOtherServersAndLeavesOtherNetworksAlone)
{
    m_people.known = {{u"cat@other.example"_s, u"33"_s}, {u"catherine@other.example"_s, u"34"_s}};
    open({person(u"x"_s, u"cat@other.example"_s, kOther),
        person(u"y"_s, u"dan@other.example"_s, kOther),
        person(u"z"_s, u"eve.example"_s, u"https://else.example"_s, {u"other"_s})});
    EXPECT_EQ(state(0), State::Open);
    EXPECT_EQ(m_voices->voices()[0].id.remote, u"33"_s);
    EXPECT_EQ(state(1), State::Elsewhere);
    EXPECT_EQ(state(2), State::Elsewhere);
    EXPECT_EQ(m_people.asked, QStringList{u"33"_s});
    m_voices->follow({0, 1, 2});
    run();
    ASSERT_EQ(m_people.acts.size(), 1U);
    EXPECT_EQ(m_people.acts[0].person.remote, u"33"_s);
}

TEST_F(NewVoicesTest, FollowsSeveralOneAfterTheOtherAndTakesThemBack)
{
    open({person(u"1"_s, u"ann@home.example"_s), person(u"2"_s, u"bob@home.example"_s)});
    m_voices->follow({0, 1});
    EXPECT_TRUE(m_voices->isWorking());
    run();
    EXPECT_EQ(done(), (std::vector{Kind::Follow, Kind::Follow}));
    EXPECT_EQ(state(0), State::Done);
    ASSERT_TRUE(m_voices->canUndo());
    m_voices->undo();
    run();
    EXPECT_EQ(done(), (std::vector{Kind::Follow, Kind::Follow, Kind::Unfollow, Kind::Unfollow}));
    EXPECT_EQ(state(0), State::Open);
    EXPECT_FALSE(m_voices->canUndo());
}

TEST_F(NewVoicesTest, APersonIsFollowedBeforeTheListTakesThem)
{
    m_people.relationships[u"1"_s].isFollowing = true;
    open({person(u"1"_s, u"ann@home.example"_s), person(u"2"_s, u"bob@home.example"_s)});
    m_voices->addToList({0, 1}, u"list7"_s);
    run();
    EXPECT_EQ(done(), (std::vector{Kind::AddToList, Kind::Follow, Kind::AddToList}));
    EXPECT_EQ(m_people.acts[2].list, u"list7"_s);
}

TEST_F(NewVoicesTest, ARefusalIsToldAndMayBeTriedAgain)
{
    open({person(u"1"_s, u"ann@home.example"_s)});
    m_people.refusal = Error{Error::Kind::Forbidden, 403, std::nullopt, {}, {}};
    m_voices->follow({0});
    run();
    EXPECT_EQ(state(0), State::Failed);
    ASSERT_TRUE(m_voices->voices()[0].error);
    m_people.refusal.reset();
    m_voices->follow({0});
    run();
    EXPECT_EQ(state(0), State::Done);
}

TEST_F(NewVoicesTest, UnderReadingOnlyNobodyIsFollowed)
{
    m_lock.setLocked(true);
    open({person(u"1"_s, u"ann@home.example"_s)});
    m_voices->follow({0});
    run();
    EXPECT_TRUE(m_people.acts.empty());
    EXPECT_EQ(state(0), State::Failed);
}

} // namespace
} // namespace staffroom
