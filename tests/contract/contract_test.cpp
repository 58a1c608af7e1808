#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/builtin_services.h"
#include "core/services/service_registry.h"
#include "tests/contract/service_rig.h"
#include "tests/support/fake_clock.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QSet>
#include <QTemporaryFile>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::contract {

// Readable in the list of tests.
void PrintTo(const RigMaker& maker, std::ostream* out)
{
    *out << maker.name.toStdString();
}

namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class ServiceContract : public testing::TestWithParam<RigMaker> {
protected:
    Result<Page> page(const QString& cursor = {}) { return page(rig->feed(), cursor); }
    Result<Page> page(const FeedSpec& feed, const QString& cursor = {})
    {
        return test::await(rig->client().page(request(feed, cursor)));
    }
    static PageRequest request(const FeedSpec& feed, const QString& cursor = {})
    {
        PageRequest request;
        request.feed = feed;
        request.cursor = cursor;
        request.direction
            = cursor.isEmpty() ? PageRequest::Direction::Newest : PageRequest::Direction::Older;
        return request;
    }
    static QStringList uris(const Page& page)
    {
        QStringList all;
        for (const auto& item : page.items)
            all << item.post->uri;
        return all;
    }
    /// The newest post of the feed whose text has this in it.
    PostPtr find(const QString& text)
    {
        const auto newest = page();
        if (newest) {
            for (const auto& item : newest->items) {
                if (item.post->text.text.contains(text))
                    return item.post;
            }
        }
        return nullptr;
    }
    void expectError(Fault fault, Error::Kind kind)
    {
        rig->add(u"still there"_s);
        rig->breakNext(fault);
        const auto broken = page();
        ASSERT_FALSE(broken);
        EXPECT_EQ(errorName(broken.error().kind), errorName(kind));
        rig->passTime(31s);
        rig->signInAgain();
        EXPECT_TRUE(find(u"still there"_s));
    }
    Submission submission(const QString& text) const
    {
        Submission made;
        made.key = "key of " + text.toUtf8();
        made.text = text + u' ' + rig->tag();
        made.language = u"en"_s;
        made.written = fromDateTime(QDateTime::currentDateTimeUtc());
        return made;
    }
    Result<Published> publish(const Submission& made)
    {
        return test::await(rig->client().publish(made, open.pass()));
    }
    /// All posts of the feed's first page with this in them.
    int countOf(const QString& text)
    {
        int count = 0;
        const auto newest = page();
        for (const auto& item : newest ? newest->items : std::vector<FeedItem>())
            count += item.post->text.text.contains(text) ? 1 : 0;
        return count;
    }
    DraftMedia picture()
    {
        EXPECT_TRUE(file.open());
        file.write(QByteArray(100'000, 'p'));
        file.close();
        DraftMedia media;
        media.file = file.fileName();
        media.mimeType = u"image/png"_s;
        media.alt = u"A pot with a bean"_s;
        return media;
    }

    test::OpenLock open;
    QTemporaryFile file;

    std::unique_ptr<ServiceRig> rig = GetParam().make();
};

#define NEEDS(ability)                                                                             \
    if (const auto no = rig->cannot(); no.contains(ability))                                       \
    GTEST_SKIP() << no.at(ability).toStdString()

TEST_P(ServiceContract, EmptyFeedIsAnEmptyPage)
{
    const auto first = page();
    ASSERT_TRUE(first);
    EXPECT_TRUE(first->items.empty());
    EXPECT_TRUE(first->older.isEmpty());
}

TEST_P(ServiceContract, PagesToTheEndWithoutLossOrDouble)
{
    NEEDS(Ability::Backlog);
    for (int i = 0; i < 205; ++i)
        rig->add(u"post "_s + QString::number(i));
    QStringList seen;
    QString cursor;
    int pages = 0;
    do {
        const auto part = page(cursor);
        ASSERT_TRUE(part);
        seen << uris(*part);
        cursor = part->older;
    } while (!cursor.isEmpty() && ++pages < 50);
    EXPECT_LT(pages, 50);
    EXPECT_EQ(seen.size(), 205);
    EXPECT_EQ(QSet<QString>(seen.begin(), seen.end()).size(), 205);
}

TEST_P(ServiceContract, PagesOnFromTheSamePlaceWhileNewPostsArrive)
{
    NEEDS(Ability::Backlog);
    for (int i = 0; i < 90; ++i)
        rig->add(u"old"_s);
    const auto first = page();
    ASSERT_TRUE(first);
    for (int i = 0; i < 10; ++i)
        rig->add(u"new"_s);
    QStringList seen = uris(*first);
    for (QString cursor = first->older; !cursor.isEmpty();) {
        const auto part = page(cursor);
        ASSERT_TRUE(part);
        seen << uris(*part);
        cursor = part->older;
    }
    EXPECT_EQ(seen.size(), 90);
    const auto newest = page();
    ASSERT_TRUE(newest);
    EXPECT_FALSE(seen.contains(newest->items.front().post->uri));
}

TEST_P(ServiceContract, SameCursorGivesTheSamePage)
{
    NEEDS(Ability::Backlog);
    for (int i = 0; i < 90; ++i)
        rig->add(u"post"_s);
    const auto first = page();
    ASSERT_TRUE(first);
    const auto once = page(first->older);
    const auto again = page(first->older);
    ASSERT_TRUE(once && again);
    EXPECT_EQ(uris(*once), uris(*again));
    EXPECT_EQ(once->older, again->older);
}

TEST_P(ServiceContract, PostsAreComplete)
{
    NEEDS(Ability::Backlog);
    rig->add(u"Q1: what grew?"_s);
    const PostPtr post = find(u"Q1: what grew?"_s);
    ASSERT_TRUE(post);
    EXPECT_FALSE(post->id.isEmpty());
    EXPECT_EQ(post->id, rig->idOf(post->id.remote));
    EXPECT_FALSE(post->uri.isEmpty());
    EXPECT_EQ(post->author.handle.contains(u'.'), rig->handlesNameHosts());
    EXPECT_FALSE(post->author.handle.isEmpty());
    EXPECT_FALSE(post->author.handle.startsWith(u'@'));
    EXPECT_FALSE(post->author.name.isEmpty());
    EXPECT_GT(toMs(post->created), 0);
    EXPECT_FALSE(post->tags.isEmpty());
}

TEST_P(ServiceContract, EditReplacesTheTextUnderTheSameUri)
{
    NEEDS(Ability::Edits);
    const QString id = rig->add(u"before"_s);
    const PostPtr before = find(u"before"_s);
    ASSERT_TRUE(before);
    rig->edit(id, u"after"_s);
    const PostPtr after = find(u"after"_s);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->uri, before->uri);
    EXPECT_TRUE(after->edited);
    EXPECT_FALSE(find(u"before"_s));
}

TEST_P(ServiceContract, DeletedPostIsGone)
{
    NEEDS(Ability::Deletions);
    const QString id = rig->add(u"gone soon"_s);
    const PostPtr post = find(u"gone soon"_s);
    ASSERT_TRUE(post);
    rig->remove(id);
    EXPECT_FALSE(find(u"gone soon"_s));
    NEEDS(Ability::SinglePosts);
    const auto answer = test::await(rig->client().post(post->id, Lane::Visible));
    ASSERT_FALSE(answer);
    EXPECT_EQ(errorName(answer.error().kind), errorName(Error::Kind::NotFound));
}

TEST_P(ServiceContract, CursorOfADeletedPostStillWorks)
{
    NEEDS(Ability::Deletions);
    std::vector<QString> ids;
    for (int i = 0; i < 90; ++i)
        ids.push_back(rig->add(u"post"_s));
    const auto first = page();
    ASSERT_TRUE(first);
    rig->remove(first->items.back().post->id.remote);
    const auto second = page(first->older);
    ASSERT_TRUE(second);
    EXPECT_FALSE(second->items.empty());
    for (const auto& uri : uris(*second))
        EXPECT_FALSE(uris(*first).contains(uri));
}

TEST_P(ServiceContract, SinglePostEqualsTheOneInTheFeed)
{
    NEEDS(Ability::SinglePosts);
    rig->add(u"the same"_s);
    const PostPtr inFeed = find(u"the same"_s);
    ASSERT_TRUE(inFeed);
    const auto alone = test::await(rig->client().post(inFeed->id, Lane::User));
    ASSERT_TRUE(alone);
    EXPECT_EQ(**alone, *inFeed);
}

TEST_P(ServiceContract, ThreadHasWhatIsAboveAndBelow)
{
    NEEDS(Ability::Threads);
    const QString question = rig->add(u"Q1"_s);
    const QString answer = rig->addReply(u"A1"_s, question);
    rig->addReply(u"thanks"_s, answer);
    const PostId id = rig->idOf(answer);
    const auto thread = test::await(rig->client().thread(id));
    ASSERT_TRUE(thread);
    ASSERT_EQ(thread->ancestors.size(), 1U);
    EXPECT_EQ(thread->ancestors[0]->id.remote, question);
    EXPECT_EQ(thread->post->id, id);
    ASSERT_TRUE(thread->post->inReplyTo);
    EXPECT_EQ(thread->post->inReplyTo->remote, question);
    ASSERT_EQ(thread->descendants.size(), 1U);
    EXPECT_TRUE(thread->descendants[0]->text.text.contains(u"thanks"_s));
}

TEST_P(ServiceContract, UnknownTagIsAnEmptyPage)
{
    NEEDS(Ability::UnknownTags);
    const auto nothing = page(rig->feedOfUnknownTag());
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->items.empty());
    EXPECT_TRUE(nothing->older.isEmpty());
}

TEST_P(ServiceContract, RepeatedEntryIsGivenOnce)
{
    NEEDS(Ability::RepeatedEntries);
    rig->add(u"first"_s);
    rig->add(u"second"_s);
    rig->repeatEntryNext();
    const auto part = page();
    ASSERT_TRUE(part);
    EXPECT_EQ(part->items.size(), 2U);
}

TEST_P(ServiceContract, SaysWhenSignInIsNeeded)
{
    NEEDS(Ability::NetworkFaults);
    expectError(Fault::Unauthorised, Error::Kind::Unauthorised);
}

TEST_P(ServiceContract, SaysHowLongItIsLimited)
{
    NEEDS(Ability::NetworkFaults);
    rig->add(u"there"_s);
    ASSERT_TRUE(page());
    rig->breakNext(Fault::RateLimited);
    const auto limited = page();
    ASSERT_FALSE(limited);
    EXPECT_EQ(errorName(limited.error().kind), errorName(Error::Kind::RateLimited));
    ASSERT_TRUE(limited.error().retryAfter);
    EXPECT_EQ(*limited.error().retryAfter, 30s);
    rig->passTime(31s);
    EXPECT_TRUE(page());
}

TEST_P(ServiceContract, SurvivesAServerError)
{
    NEEDS(Ability::NetworkFaults);
    expectError(Fault::ServerError, Error::Kind::Server);
}

TEST_P(ServiceContract, GivesNothingOfATruncatedBody)
{
    NEEDS(Ability::NetworkFaults);
    expectError(Fault::TruncatedBody, Error::Kind::Offline);
}

TEST_P(ServiceContract, GivesNothingOfRubbish)
{
    NEEDS(Ability::NetworkFaults);
    expectError(Fault::Rubbish, Error::Kind::Protocol);
}

TEST_P(ServiceContract, EndsASlowBodyAtTheDeadline)
{
    NEEDS(Ability::NetworkFaults);
    rig->add(u"there"_s);
    ASSERT_TRUE(page());
    rig->breakNext(Fault::SlowBody);
    std::optional<Result<Page>> answer;
    QObject context;
    const auto handle
        = rig->client().page(request(rig->feed())).then(&context, [&](Result<Page> result) {
              answer = std::move(result);
          });
    ASSERT_TRUE(test::waitFor([&] { return rig->isFaultReached(); }));
    rig->passTime(30s);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    ASSERT_FALSE(*answer);
    EXPECT_EQ(errorName(answer->error().kind), errorName(Error::Kind::Timeout));
}

TEST_P(ServiceContract, AnswersLaterAndOnlyToWhoListens)
{
    bool isAnswered = false;
    QObject context;
    auto handle = rig->client().page(request(rig->feed())).then(&context, [&](const Result<Page>&) {
        isAnswered = true;
    });
    EXPECT_FALSE(isAnswered);
    handle = TaskHandle();
    ASSERT_TRUE(page());
    EXPECT_FALSE(isAnswered);
}

TEST_P(ServiceContract, WhatIsWrittenStandsInTheFeed)
{
    const auto answer = publish(submission(u"A1: beans & peas"_s));
    ASSERT_TRUE(answer);
    ASSERT_TRUE(answer->post);
    EXPECT_TRUE(answer->scheduledId.isEmpty());
    const PostPtr inFeed = find(u"A1: beans & peas"_s);
    ASSERT_TRUE(inFeed);
    EXPECT_EQ(inFeed->id, answer->post->id);
    EXPECT_TRUE(answer->post->isOwn);
    EXPECT_TRUE(inFeed->isOwn);
}

TEST_P(ServiceContract, AReplyKnowsWhatItAnswers)
{
    NEEDS(Ability::Threads);
    Submission reply = submission(u"A1: to you"_s);
    reply.inReplyTo = rig->idOf(rig->add(u"Q1: what grew?"_s));
    const auto answer = publish(reply);
    ASSERT_TRUE(answer && answer->post);
    EXPECT_EQ(answer->post->inReplyTo, reply.inReplyTo);
}

TEST_P(ServiceContract, SaysWhatAPostMayBe)
{
    const auto limits = test::await(rig->client().limits());
    ASSERT_TRUE(limits);
    EXPECT_GT(limits->maxCharacters, 0);
    EXPECT_GE(limits->maxMedia, 0);
    EXPECT_LE(limits->minPoll, limits->maxPoll);
}

TEST_P(ServiceContract, SentAgainWithItsKeyItIsThereOnceOrCanBeSeen)
{
    NEEDS(Ability::RepeatedKeys);
    const auto limits = test::await(rig->client().limits());
    ASSERT_TRUE(limits);
    const Submission made = submission(u"only once"_s);
    ASSERT_TRUE(publish(made));
    if (limits->resend == PostLimits::Resend::Safe) {
        ASSERT_TRUE(publish(made));
    } else if (limits->resend == PostLimits::Resend::LookFirst) {
        const auto seen = test::await(rig->client().findOwn(made));
        ASSERT_TRUE(seen);
        EXPECT_EQ(seen->state, Sighting::State::Found);
        const auto other = test::await(rig->client().findOwn(submission(u"never sent"_s)));
        ASSERT_TRUE(other);
        EXPECT_EQ(other->state, Sighting::State::Absent);
    }
    EXPECT_EQ(countOf(u"only once"_s), 1);
}

TEST_P(ServiceContract, AnActShowsAndCanBeTakenBack)
{
    NEEDS(Ability::Acts);
    Act act;
    act.post = rig->idOf(rig->add(u"well said"_s));
    using Mark = bool ViewerMarks::*;
    for (const auto& [on, off, mark] : {
             std::tuple(
                 Act::Kind::Favourite, Act::Kind::Unfavourite, Mark(&ViewerMarks::isFavourited)),
             std::tuple(Act::Kind::Boost, Act::Kind::Unboost, Mark(&ViewerMarks::isBoosted)),
         }) {
        act.kind = on;
        EXPECT_TRUE(test::await(rig->client().act(act, open.pass())));
        const auto marked = test::await(rig->client().post(act.post, Lane::User));
        ASSERT_TRUE(marked && (*marked)->viewer);
        EXPECT_TRUE((*(*marked)->viewer).*mark);
        act.kind = off;
        EXPECT_TRUE(test::await(rig->client().act(act, open.pass())));
        const auto bare = test::await(rig->client().post(act.post, Lane::User));
        ASSERT_TRUE(bare && (*bare)->viewer);
        EXPECT_FALSE((*(*bare)->viewer).*mark);
    }
}

TEST_P(ServiceContract, APictureGoesWithItsDescription)
{
    NEEDS(Ability::Uploads);
    const DraftMedia media = picture();
    qint64 last = 0;
    qint64 all = -1;
    const auto sent
        = test::await(rig->client().upload(media, open.pass(), [&](qint64 done, qint64 total) {
              last = done;
              all = total;
          }));
    ASSERT_TRUE(sent);
    EXPECT_FALSE(sent->isEmpty());
    EXPECT_EQ(last, all);
    Submission made = submission(u"look"_s);
    made.media = {media};
    made.media[0].remoteId = *sent;
    const auto answer = publish(made);
    ASSERT_TRUE(answer && answer->post);
    ASSERT_EQ(answer->post->media.size(), 1U);
    EXPECT_EQ(answer->post->media[0].alt, media.alt);
}

TEST_P(ServiceContract, NothingLeavesWhileLocked)
{
    rig->add(u"there"_s);
    const int before = rig->writeCount();
    const WriteLock lock;
    const auto expectLocked = [](const auto& answer) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(errorName(answer.error().kind), errorName(Error::Kind::Locked));
    };
    expectLocked(test::await(rig->client().publish(submission(u"no"_s), lock.pass())));
    expectLocked(test::await(rig->client().upload(picture(), lock.pass(), {})));
    for (const auto kind : kActKinds) {
        Act act;
        act.kind = kind;
        expectLocked(test::await(rig->client().act(act, lock.pass())));
    }
    EXPECT_EQ(rig->writeCount(), before);
}

TEST_P(ServiceContract, APassFromBeforeTheLockIsWorthNothing)
{
    const WritePass pass = open.pass();
    open.lock.setLocked(true);
    const int before = rig->writeCount();
    EXPECT_EQ(test::await(rig->client().publish(submission(u"no"_s), pass)).error().kind,
        Error::Kind::Locked);
    EXPECT_EQ(rig->writeCount(), before);
}

TEST(ServiceRigs, EveryBuiltInServiceHasOne)
{
    test::FakeClock clock;
    RateLimiter limiter(clock);
    HttpClient http(clock, limiter, {"Staffroom-Test/1", true});
    QThreadPool pool;
    ServiceRegistry registry;
    registerBuiltinServices(registry, {&clock, &http, &pool, {}});
    EXPECT_GE(registry.services().size(), 2U);
    for (const auto* service : registry.services()) {
        EXPECT_TRUE(std::any_of(allRigs().begin(), allRigs().end(), [&](const RigMaker& rig) {
            return rig.service == service->id().value;
        })) << service->id().value.toStdString();
    }
}

INSTANTIATE_TEST_SUITE_P(Services, ServiceContract, testing::ValuesIn(allRigs()),
    [](const auto& rig) { return rig.param.name.toStdString(); });

} // namespace
} // namespace staffroom::contract
