// Taking part in the practice chat: everything that can be done with a network, without one.
#include "core/services/practice/practice_login.h"
#include "core/services/practice/register.h"
#include "core/services/service_registry.h"

#include "tests/support/fake_clock.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QThreadPool>

namespace staffroom::practice {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using Kind = FeedSpec::Kind;

struct Participant {
    MemorySecretStore store;
    std::shared_ptr<AccountSession> session;
    std::unique_ptr<ServiceClient> client;
};

struct PracticeAccount : testing::Test {
    test::FakeClock clock;
    QThreadPool pool;
    ServiceRegistry registry;
    test::OpenLock open;
    std::unique_ptr<Participant> bea;

    void SetUp() override
    {
        ServiceContext context;
        context.clock = &clock;
        context.decodePool = &pool;
        context.options = {{u"practice.speed"_s, u"4"_s}, {u"practice.from"_s, u"420"_s}};
        registerService(registry, context);
        bea = join(u"Bea Lind"_s);
    }
    Service& service() { return *registry.find({u"practice"_s}); }

    Result<SignedIn> signIn(const QString& name)
    {
        LoginRequest request;
        request.way = LoginRequest::Way::Form;
        request.fields[service().loginSpec().fields.front().id] = Secret(name.toUtf8());
        const auto login = service().login(request);
        std::optional<Result<SignedIn>> answer;
        QObject::connect(login.get(), &Login::signedIn,
            [&](const SignedIn& who) { answer = Result<SignedIn>(who); });
        QObject::connect(login.get(), &Login::failed,
            [&](const Error& error) { answer = Result<SignedIn>(fail(error)); });
        login->start();
        EXPECT_FALSE(answer); // later, never inside the call
        EXPECT_TRUE(test::waitFor([&] { return answer.has_value(); }));
        return *answer;
    }
    std::unique_ptr<Participant> join(const QString& name)
    {
        const auto who = signIn(name);
        EXPECT_TRUE(who);
        auto out = std::make_unique<Participant>();
        out->session = std::make_shared<AccountSession>(who->source, u"p"_s, out->store);
        EXPECT_TRUE(await(out->session->replace(who->credentials)));
        out->client = service().client(who->source, out->session);
        return out;
    }
    static FeedSpec feed(const Participant& who, Kind kind)
    {
        FeedSpec spec;
        spec.kind = kind;
        spec.source = who.client->source();
        if (kind == Kind::Hashtag)
            spec.tags = {u"SproutChat"_s};
        return spec;
    }
    std::vector<FeedItem> items(const Participant& who, Kind kind)
    {
        PageRequest request;
        request.feed = feed(who, kind);
        request.limit = 1000;
        const auto page = await(who.client->page(request));
        EXPECT_TRUE(page);
        return page ? page->items : std::vector<FeedItem>();
    }
    Result<ActOutcome> act(Participant& who, Act::Kind kind, const PostPtr& post)
    {
        Act out;
        out.kind = kind;
        out.post = post->id;
        out.person = post->author.id;
        return await(who.client->act(out, open.pass()));
    }
    PostPtr post(Participant& who, const QString& text, std::optional<PostId> to = std::nullopt)
    {
        Submission submission;
        submission.text = text;
        submission.inReplyTo = std::move(to);
        submission.key = text.toUtf8();
        const auto published = await(who.client->publish(submission, open.pass()));
        EXPECT_TRUE(published);
        return published ? published->post : nullptr;
    }
    PostPtr newest(const Participant& who) { return items(who, Kind::Hashtag).front().post; }
};

TEST_F(PracticeAccount, ANameIsEnoughToTakePart)
{
    EXPECT_FALSE(service().loginSpec().fields.front().isSecret);
    EXPECT_EQ(bea->client->source().account, u"bea_lind@practice.example"_s);
    for (const auto& name : {u""_s, u"  "_s, u"!?"_s, QString(31, u'x')})
        EXPECT_EQ(signIn(name).error().kind, Error::Kind::Invalid) << name.toStdString();
    EXPECT_EQ(signIn(u"Bea@elsewhere.example"_s)->source.account, u"bea@practice.example"_s);
}

TEST_F(PracticeAccount, PostsAreByTheirAuthorAndOnlyOnceForOneKey)
{
    const auto own = post(*bea, u"A1 A jam jar. #SproutChat"_s);
    ASSERT_TRUE(own);
    EXPECT_EQ(own->author.handle, bea->client->source().account);
    EXPECT_EQ(own->author.name.text, u"Bea Lind"_s);
    EXPECT_TRUE(own->isOwn);
    EXPECT_EQ(post(*bea, u"A1 A jam jar. #SproutChat"_s)->id, own->id);
    Submission again;
    again.key = "A1 A jam jar. #SproutChat";
    EXPECT_EQ(await(bea->client->findOwn(again))->state, Sighting::State::Found);
    EXPECT_EQ(await(bea->client->postSource(own->id))->text, u"A1 A jam jar. #SproutChat"_s);
    const auto cy = join(u"Cy"_s);
    EXPECT_FALSE(newest(*cy)->isOwn);
}

TEST_F(PracticeAccount, OnlyPublicPostsAreFoundByTheirTag)
{
    Submission quiet;
    quiet.text = u"not for all #SproutChat"_s;
    quiet.visibility = Visibility::Unlisted;
    const auto published = await(bea->client->publish(quiet, open.pass()));
    ASSERT_TRUE(published);
    EXPECT_NE(newest(*bea)->id, published->post->id);
}

TEST_F(PracticeAccount, MarksAreOnesOwnAndCanBeTakenBack)
{
    const auto cy = join(u"Cy"_s);
    const auto target = newest(*bea);
    const auto before = target->counts.favourites;
    auto outcome = act(*bea, Act::Kind::Favourite, target);
    ASSERT_TRUE(outcome);
    EXPECT_TRUE(outcome->post->viewer->isFavourited);
    EXPECT_EQ(outcome->post->counts.favourites, before + 1);
    EXPECT_EQ(act(*bea, Act::Kind::Favourite, target)->post->counts.favourites, before + 1);
    EXPECT_FALSE(newest(*cy)->viewer->isFavourited);
    EXPECT_EQ(items(*bea, Kind::Favourites).size(), 1U);
    EXPECT_TRUE(items(*cy, Kind::Favourites).empty());
    EXPECT_EQ(act(*bea, Act::Kind::Unfavourite, target)->post->counts.favourites, before);
    EXPECT_TRUE(items(*bea, Kind::Favourites).empty());

    ASSERT_TRUE(act(*bea, Act::Kind::Bookmark, target));
    EXPECT_EQ(items(*bea, Kind::Bookmarks).front().post->id, target->id);
    ASSERT_TRUE(act(*bea, Act::Kind::Unbookmark, target));
    EXPECT_TRUE(items(*bea, Kind::Bookmarks).empty());
}

TEST_F(PracticeAccount, ABoostIsToldAndTakenBack)
{
    const auto target = newest(*bea);
    auto stream = bea->client->stream(feed(*bea, Kind::Home));
    QStringList wrappers;
    QObject::connect(stream.get(), &LiveStream::happened, [&](const LiveEvent& event) {
        if (const auto* arrived = std::get_if<Arrived>(&event); arrived && arrived->item.reason)
            wrappers << arrived->item.reason->wrapper.remote;
        else if (const auto* gone = std::get_if<Deleted>(&event))
            wrappers.removeAll(gone->id.remote);
    });
    stream->start();
    ASSERT_TRUE(test::waitFor([&] { return stream->state() == LiveStream::State::Open; }));
    const auto size = items(*bea, Kind::Home).size();
    EXPECT_TRUE(act(*bea, Act::Kind::Boost, target)->post->viewer->isBoosted);
    EXPECT_EQ(wrappers.size(), 1);
    EXPECT_EQ(items(*bea, Kind::Home).size(), size + 1);
    EXPECT_FALSE(act(*bea, Act::Kind::Unboost, target)->post->viewer->isBoosted);
    EXPECT_TRUE(wrappers.isEmpty());
    EXPECT_EQ(items(*bea, Kind::Home).size(), size);
}

TEST_F(PracticeAccount, OnlyOwnPostsCanBeDeletedAndTheirWordsComeBack)
{
    EXPECT_EQ(act(*bea, Act::Kind::Delete, newest(*bea)).error().kind, Error::Kind::Forbidden);
    const auto own = post(*bea, u"A1 with a tpyo #SproutChat"_s);
    const auto gone = act(*bea, Act::Kind::Delete, own);
    ASSERT_TRUE(gone);
    EXPECT_EQ(gone->text, u"A1 with a tpyo #SproutChat"_s);
    EXPECT_EQ(await(bea->client->post(own->id, Lane::User)).error().kind, Error::Kind::NotFound);
}

TEST_F(PracticeAccount, OwnPostsCanBeChanged)
{
    const auto own = post(*bea, u"A1 with a tpyo #SproutChat"_s);
    Submission change;
    change.text = u"A1 with a typo #SproutChat"_s;
    change.key = "change";
    change.edits = own->id;
    const auto changed = await(bea->client->publish(change, open.pass()));
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->post->id, own->id);
    EXPECT_EQ(changed->post->text.text, change.text);
    EXPECT_TRUE(changed->post->edited);
    change.edits = items(*bea, Kind::Hashtag).back().post->id;
    change.key = "other";
    EXPECT_EQ(
        await(bea->client->publish(change, open.pass())).error().kind, Error::Kind::Forbidden);
}

TEST_F(PracticeAccount, AVoteCountsOnce)
{
    Submission asked;
    asked.text = u"Which one? #SproutChat"_s;
    asked.key = "poll";
    asked.poll = DraftPoll{{u"Jar"_s, u"Bag"_s}, 300s, false};
    const auto poll = await(bea->client->publish(asked, open.pass()))->post;
    const auto cy = join(u"Cy"_s);
    Act vote;
    vote.kind = Act::Kind::Vote;
    vote.post = poll->id;
    for (const auto& wrong : {std::vector<int>{}, {2}, {-1}, {0, 1}}) {
        vote.choices = wrong;
        EXPECT_EQ(await(cy->client->act(vote, open.pass())).error().kind, Error::Kind::Invalid);
    }
    vote.choices = {1};
    const auto voted = await(cy->client->act(vote, open.pass()));
    ASSERT_TRUE(voted);
    EXPECT_TRUE(voted->post->poll->hasVoted);
    EXPECT_EQ(voted->post->poll->ownVotes, std::vector<int>{1});
    EXPECT_FALSE(await(cy->client->act(vote, open.pass())));
    clock.advance(301s);
    const auto closed = await(bea->client->post(poll->id, Lane::User));
    ASSERT_TRUE((*closed)->poll->isClosed);
    EXPECT_EQ((*closed)->poll->options.at(1).votes, 1);
    EXPECT_EQ((*closed)->poll->votes, 1);
}

TEST_F(PracticeAccount, MutedAndBlockedPeopleAreNotSeen)
{
    const auto target = newest(*bea);
    const auto cy = join(u"Cy"_s);
    for (const auto& [on, off] : {std::pair{Act::Kind::Mute, Act::Kind::Unmute},
             std::pair{Act::Kind::Block, Act::Kind::Unblock}}) {
        const auto before = items(*bea, Kind::Hashtag).size();
        ASSERT_TRUE(act(*bea, on, target));
        for (const auto& item : items(*bea, Kind::Hashtag))
            EXPECT_NE(item.post->author.handle, target->author.handle);
        EXPECT_EQ(items(*cy, Kind::Hashtag).size(), before);
        ASSERT_TRUE(act(*bea, off, target));
        EXPECT_EQ(items(*bea, Kind::Hashtag).size(), before);
    }
    EXPECT_TRUE(act(*bea, Act::Kind::Follow, target)->relationship->isFollowing);
    EXPECT_TRUE(await(bea->client->relationship(target->author.id))->isFollowing);
    EXPECT_FALSE(await(cy->client->relationship(target->author.id))->isFollowing);
}

TEST_F(PracticeAccount, TakingPartIsNoticed)
{
    auto stream = bea->client->stream(feed(*bea, Kind::Notifications));
    std::vector<Reason::Kind> told;
    QObject::connect(stream.get(), &LiveStream::happened, [&](const LiveEvent& event) {
        if (const auto* arrived = std::get_if<Arrived>(&event))
            told.push_back(arrived->item.reason->kind);
    });
    stream->start();
    ASSERT_TRUE(test::waitFor([&] { return stream->state() == LiveStream::State::Open; }));
    const auto own = post(*bea, u"A1 A jam jar. #SproutChat"_s);
    clock.advance(15s); // a minute of the chat
    EXPECT_EQ(told, (std::vector{Reason::Kind::Favourite, Reason::Kind::Mention}));
    EXPECT_EQ(items(*bea, Kind::Notifications).size(), 2U);
    const auto mentions = items(*bea, Kind::Mentions);
    ASSERT_EQ(mentions.size(), 1U);
    EXPECT_EQ(mentions.front().post->inReplyTo->remote, own->id.remote);
    EXPECT_EQ(items(*bea, Kind::Received).size(), 1U);
    const auto cy = join(u"Cy"_s);
    EXPECT_TRUE(items(*cy, Kind::Notifications).empty());
}

TEST_F(PracticeAccount, TellsItsLimitsAndFindsPeopleAndTags)
{
    const auto limits = await(bea->client->limits());
    EXPECT_EQ(limits->maxCharacters, 500);
    EXPECT_EQ(limits->resend, PostLimits::Resend::Safe);
    EXPECT_EQ(service().lengthOf(u"👩‍🏫 héllo"_s, u"cw"_s, *limits), 9);
    const auto somebody = newest(*bea)->author;
    const auto found = await(bea->client->findPeople(u'@' + somebody.handle.left(4).toUpper(), 5));
    ASSERT_FALSE(found->empty());
    EXPECT_LE(found->size(), 5U);
    EXPECT_EQ(await(bea->client->findTags(u"sprout"_s, 5))->front().name, u"SproutChat"_s);
    EXPECT_EQ(await(bea->client->lists())->front().id, u"hosts"_s);
}

TEST_F(PracticeAccount, NothingIsDoneWhileLocked)
{
    open.lock.setLocked(true);
    const auto target = newest(*bea);
    for (const auto kind : kActKinds)
        EXPECT_EQ(act(*bea, kind, target).error().kind, Error::Kind::Locked);
    EXPECT_FALSE(newest(*bea)->viewer->isFavourited);
}

} // namespace
} // namespace staffroom::practice
