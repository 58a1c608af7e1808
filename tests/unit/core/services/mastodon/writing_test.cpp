#include "tests/unit/core/services/mastodon/client_fixture.h"

#include <QTemporaryFile>

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using ActKind = Act::Kind;
using test::WriteFault;

class MastodonWritingTest : public SignedInTest {
protected:
    DraftMedia picture(const QByteArray& bytes = QByteArray(200'000, 'p'))
    {
        file = std::make_unique<QTemporaryFile>();
        EXPECT_TRUE(file->open());
        file->write(bytes);
        file->close();
        DraftMedia media;
        media.file = file->fileName();
        media.mimeType = u"image/png"_s;
        media.name = u"class 4b.png"_s;
        media.alt = u"Six pots & “beans”"_s;
        return media;
    }
    Result<QString> upload(const DraftMedia& media)
    {
        return test::await(client->upload(media, open.pass(), {}));
    }
    /// An act on a post of somebody else that has a poll.
    Act actOf(ActKind kind)
    {
        test::FakeDraft draft;
        draft.author = kind == ActKind::Delete ? 0 : 1;
        draft.poll = {{u"id"_s, u"poll-x"_s}, {u"multiple"_s, true},
            {u"options"_s,
                QJsonArray{QJsonObject{{u"title"_s, u"Yes"_s}, {u"votes_count"_s, 1}},
                    QJsonObject{{u"title"_s, u"No"_s}, {u"votes_count"_s, 2}}}}};
        Act act;
        act.kind = kind;
        act.post = id(fake->addPost(draft));
        act.person = person(2);
        act.choices = {1};
        act.pollId = u"poll-x"_s;
        act.list = u"1"_s;
        act.remote = u"5001"_s;
        act.text = u"rude"_s;
        return act;
    }
    std::unique_ptr<QTemporaryFile> file;
};

TEST_F(MastodonWritingTest, PublishesEverythingThatAPostHas)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const QString question = fake->addPost();
        Submission made = submission(u"A1: light & water + “warmth” 🌱 #Alpha"_s);
        made.inReplyTo = id(question);
        made.contentWarning = u"plants"_s;
        made.language = u"en"_s;
        made.visibility = Visibility::Unlisted;
        const auto answer = publish(made);
        ASSERT_TRUE(answer) << answer.error().detail.toStdString();
        ASSERT_TRUE(answer->post);
        EXPECT_EQ(answer->post->text.text, made.text);
        EXPECT_EQ(answer->post->contentWarning, u"plants"_s);
        EXPECT_EQ(answer->post->visibility, Visibility::Unlisted);
        EXPECT_EQ(answer->post->inReplyTo, made.inReplyTo);
        EXPECT_TRUE(answer->post->isOwn);
        EXPECT_TRUE(answer->post->viewer);
        ASSERT_EQ(fake->writes().size(), 1U);
        EXPECT_EQ(fake->writes()[0].key, made.key);
    }
}

TEST_F(MastodonWritingTest, SaysWhoMaySeeItEveryTime)
{
    start(Flavour::GoToSocial); // which takes "unlisted" where nothing is said
    for (const auto visibility :
        {Visibility::Public, Visibility::Unlisted, Visibility::Followers, Visibility::Direct}) {
        Submission made = submission(u"to whom"_s);
        made.visibility = visibility;
        const auto answer = publish(made);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->post->visibility, visibility);
    }
}

TEST_F(MastodonWritingTest, TellsTheServersReason)
{
    start();
    const auto empty = publish(submission({}));
    ASSERT_FALSE(empty);
    EXPECT_EQ(empty.error().kind, Error::Kind::Invalid);
    EXPECT_TRUE(empty.error().detail.contains(u"blank"_s));
    Submission orphan = submission(u"x"_s);
    orphan.inReplyTo = id(u"1"_s);
    EXPECT_EQ(publish(orphan).error().kind, Error::Kind::NotFound);
    EXPECT_EQ(publish(submission(QString(501, u'x'))).error().kind, Error::Kind::Invalid);
    EXPECT_TRUE(fake->ownPosts().empty());
}

TEST_F(MastodonWritingTest, PublishesAPoll)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        Submission made = submission(u"Which? #alpha"_s);
        made.poll = DraftPoll{{u"Beans"_s, u"Peas & corn"_s}, 3600s, true};
        const auto answer = publish(made);
        ASSERT_TRUE(answer);
        ASSERT_TRUE(answer->post->poll);
        EXPECT_TRUE(answer->post->poll->isMultiple);
        ASSERT_EQ(answer->post->poll->options.size(), 2U);
        EXPECT_EQ(answer->post->poll->options[1].title, u"Peas & corn"_s);
        ASSERT_TRUE(answer->post->poll->closes);
    }
}

TEST_F(MastodonWritingTest, Quotes)
{
    start();
    Submission made = submission(u"this #alpha"_s);
    made.quote = id(fake->addPost());
    const auto answer = publish(made);
    ASSERT_TRUE(answer);
    ASSERT_TRUE(answer->post->quote);
    EXPECT_EQ(answer->post->quote->post->id, *made.quote);
}

TEST_F(MastodonWritingTest, TheSameKeyGivesTheSamePostWhereItIsHonoured)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const Submission made = submission(u"once #alpha"_s);
        const auto first = publish(made);
        const auto again = publish(made);
        ASSERT_TRUE(first && again);
        const auto limits = test::await(client->limits());
        ASSERT_TRUE(limits);
        const bool isSafe = limits->resend == PostLimits::Resend::Safe;
        EXPECT_EQ(isSafe, flavour == Flavour::Mastodon || flavour == Flavour::Akkoma);
        EXPECT_EQ(first->post->id == again->post->id, isSafe);
        EXPECT_EQ(fake->ownPosts().size(), isSafe ? 1U : 2U);
    }
}

TEST_F(MastodonWritingTest, FindsWhatItWroteWhenTheAnswerWasLost)
{
    for (const auto flavour : kFlavours) {
        for (const auto fault : {WriteFault::DropAfter, WriteFault::GatewayTimeoutAfter}) {
            start(flavour);
            const QString question = fake->addPost();
            Submission made = submission(
                u"@omar@labcoat.example see https://example.org/a/path/that/is/too/long/to/show\n\n"
                "*and* more & more #alpha"_s);
            made.inReplyTo = id(question);
            fake->failNextWrite(fault);
            EXPECT_FALSE(publish(made));
            EXPECT_EQ(fake->writes().size(), 1U);
            for (int i = 0; i < 50; ++i) {
                test::FakeDraft other;
                other.author = 0;
                fake->addPost(other);
            }
            const auto seen = test::await(client->findOwn(made));
            ASSERT_TRUE(seen);
            EXPECT_EQ(seen->state, Sighting::State::Found) << static_cast<int>(flavour);
            ASSERT_TRUE(seen->post);
            EXPECT_EQ(seen->post->inReplyTo, made.inReplyTo);
        }
    }
}

TEST_F(MastodonWritingTest, SeesThatNothingWasWritten)
{
    for (const auto flavour : kFlavours) {
        for (const auto fault : {WriteFault::DropBefore, WriteFault::GatewayTimeoutBefore,
                 WriteFault::ServerErrorBefore}) {
            start(flavour);
            test::FakeDraft older;
            older.author = 0;
            older.text = u"gone"_s;
            older.createdMs = toMs(clock.now()) - 61'000;
            fake->addPost(older);
            fake->failNextWrite(fault);
            EXPECT_FALSE(publish(submission(u"gone #alpha"_s)));
            const auto seen = test::await(client->findOwn(submission(u"gone #alpha"_s)));
            ASSERT_TRUE(seen);
            EXPECT_EQ(seen->state, Sighting::State::Absent);
        }
    }
}

TEST_F(MastodonWritingTest, DoesNotClaimToKnowAboutPrivateWords)
{
    start();
    Submission made = submission(u"between us"_s);
    made.visibility = Visibility::Direct;
    EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Unknown);
    ASSERT_TRUE(publish(made));
    EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Found);
}

TEST_F(MastodonWritingTest, SchedulesWhereTheServerDoesAndSaysWhereItDidNot)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        Submission made = submission(u"tomorrow #alpha"_s);
        made.scheduled = clock.now() + 24h;
        const auto answer = publish(made);
        ASSERT_TRUE(answer);
        EXPECT_EQ(test::await(client->limits())->schedules, flavour != Flavour::Snac);
        if (flavour == Flavour::Snac) {
            EXPECT_TRUE(answer->post);
            EXPECT_TRUE(answer->scheduledId.isEmpty());
            continue;
        }
        EXPECT_FALSE(answer->post);
        ASSERT_FALSE(answer->scheduledId.isEmpty());
        EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Found);

        const auto waiting = page(feed(FeedSpec::Kind::Scheduled));
        ASSERT_TRUE(waiting);
        ASSERT_EQ(waiting->items.size(), 1U);
        const Post& post = *waiting->items[0].post;
        EXPECT_EQ(post.text.text, made.text);
        EXPECT_EQ(post.author.handle, fake->handle());
        EXPECT_EQ(post.id.remote, answer->scheduledId);
        ASSERT_TRUE(post.delivery);
        EXPECT_EQ(post.delivery->state, Delivery::State::Scheduled);
        EXPECT_EQ(post.delivery->at, made.scheduled);

        Act cancel;
        cancel.kind = ActKind::CancelScheduled;
        cancel.remote = post.id.remote;
        EXPECT_TRUE(act(cancel));
        EXPECT_TRUE(page(feed(FeedSpec::Kind::Scheduled))->items.empty());
        EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Absent);
    }
}

TEST_F(MastodonWritingTest, UploadsAPictureAndSendsNoNameOfIt)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const DraftMedia media = picture();
        std::vector<qint64> told;
        qint64 total = 0;
        const auto sent
            = test::await(client->upload(media, open.pass(), [&](qint64 done, qint64 all) {
                  told.push_back(done);
                  total = all;
              }));
        ASSERT_TRUE(sent) << sent.error().detail.toStdString();
        ASSERT_FALSE(told.empty());
        EXPECT_EQ(told.back(), total);
        EXPECT_GT(total, 200'000);
        EXPECT_FALSE(fake->server().requests().back().body.contains("class 4b"));

        Submission made = submission(u"look #alpha"_s);
        made.media = {media};
        made.media[0].remoteId = *sent;
        const auto answer = publish(made);
        ASSERT_TRUE(answer);
        ASSERT_EQ(answer->post->media.size(), 1U);
        EXPECT_EQ(answer->post->media[0].alt, media.alt);
        EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Found);
    }
}

TEST_F(MastodonWritingTest, WaitsUntilThePictureIsReady)
{
    test::FakeMastodon::Settings settings;
    settings.mediaPolls = 3;
    start(settings);
    std::optional<Result<QString>> answer;
    QObject context;
    const auto handle
        = client->upload(picture(), open.pass(), {}).then(&context, [&](Result<QString> id) {
              answer = std::move(id);
          });
    const auto polls = [&] {
        return std::count_if(fake->server().requests().begin(), fake->server().requests().end(),
            [](const auto& request) { return request.path().startsWith(u"/api/v1/media/"_s); });
    };
    ASSERT_TRUE(test::waitFor([&] { return !fake->writes().empty(); }));
    ASSERT_TRUE(test::waitFor([&] {
        clock.advance(5ms); // an answer under way is no match for bigger steps
        return answer.has_value();
    }));
    ASSERT_TRUE(*answer);
    EXPECT_EQ(polls(), 3);
}

TEST_F(MastodonWritingTest, SaysThatThePictureCouldNotBeRead)
{
    test::FakeMastodon::Settings settings;
    settings.mediaPolls = 1;
    start(settings);
    std::optional<Result<QString>> answer;
    QObject context;
    const auto handle = client->upload(picture("broken"), open.pass(), {})
                            .then(&context, [&](Result<QString> id) { answer = std::move(id); });
    ASSERT_TRUE(test::waitFor([&] {
        clock.advance(5ms); // an answer under way is no match for bigger steps
        return answer.has_value();
    }));
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().kind, Error::Kind::Invalid);

    DraftMedia text = picture();
    text.mimeType = u"text/plain"_s;
    EXPECT_EQ(upload(text).error().kind, Error::Kind::Invalid);
    text.file = u"/nonexistent/x.png"_s;
    EXPECT_EQ(upload(text).error().kind, Error::Kind::Storage);
}

TEST_F(MastodonWritingTest, EditsWordsAndDescriptions)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        Submission made = submission(u"frist #alpha"_s);
        made.media = {picture()};
        made.media[0].remoteId = *upload(made.media[0]);
        const auto first = publish(made);
        ASSERT_TRUE(first);
        EXPECT_EQ(test::await(client->postSource(first->post->id))->text, made.text);
        Submission better = made;
        better.key = "another";
        better.edits = first->post->id;
        better.text = u"first #alpha"_s;
        better.media[0].alt = u"better words"_s;
        EXPECT_EQ(test::await(client->findOwn(better))->state, Sighting::State::Absent);
        const auto edited = publish(better);
        ASSERT_TRUE(edited);
        EXPECT_EQ(edited->post->uri, first->post->uri);
        EXPECT_TRUE(edited->post->edited);
        EXPECT_EQ(edited->post->text.text, better.text);
        EXPECT_EQ(edited->post->media[0].alt, u"better words"_s);
        EXPECT_EQ(fake->writes().back().method, "PUT");
        better.edits = edited->post->id; // snac gives it a new id
        EXPECT_EQ(test::await(client->findOwn(better))->state, Sighting::State::Found);
    }
}

TEST_F(MastodonWritingTest, ActsAndTheirUndoingShowInThePost)
{
    struct Pair {
        ActKind act;
        ActKind undo;
        bool ViewerMarks::*mark;
    };
    const Pair pairs[]{{ActKind::Favourite, ActKind::Unfavourite, &ViewerMarks::isFavourited},
        {ActKind::Boost, ActKind::Unboost, &ViewerMarks::isBoosted},
        {ActKind::Bookmark, ActKind::Unbookmark, &ViewerMarks::isBookmarked},
        {ActKind::MuteThread, ActKind::UnmuteThread, &ViewerMarks::isMuted}};
    for (const auto flavour : kFlavours) {
        start(flavour);
        for (const auto& pair : pairs) {
            Act made = actOf(pair.act);
            const auto done = act(made);
            if (flavour == Flavour::Snac && pair.act == ActKind::MuteThread) {
                EXPECT_EQ(done.error().kind, Error::Kind::NotFound);
                continue;
            }
            ASSERT_TRUE(done);
            ASSERT_TRUE(done->post);
            EXPECT_EQ(done->post->id, made.post); // not the boost's wrapper
            EXPECT_TRUE((*done->post->viewer).*pair.mark);
            EXPECT_TRUE((*(*test::await(client->post(made.post, Lane::User)))->viewer).*pair.mark
                || (flavour == Flavour::Snac && pair.act == ActKind::MuteThread));
            made.kind = pair.undo;
            const auto undone = act(made);
            ASSERT_TRUE(undone);
            EXPECT_EQ(undone->post->id, made.post);
            EXPECT_FALSE((*undone->post->viewer).*pair.mark);
            EXPECT_FALSE((*(*test::await(client->post(made.post, Lane::User)))->viewer).*pair.mark);
        }
    }
}

TEST_F(MastodonWritingTest, ActsOnPeopleTellHowOneStandsToThem)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        Act made;
        made.person = person(1);
        const auto after = [&](ActKind kind) {
            made.kind = kind;
            const auto done = act(made);
            EXPECT_TRUE(done && done->relationship);
            const auto asked = test::await(client->relationship(made.person));
            EXPECT_TRUE(asked);
            EXPECT_EQ(*asked, *done->relationship);
            return *done->relationship;
        };
        const Relationship follows = after(ActKind::Follow);
        EXPECT_EQ(follows.isRequested, flavour == Flavour::GoToSocial);
        EXPECT_EQ(follows.isFollowing, flavour != Flavour::GoToSocial);
        EXPECT_TRUE(follows.isFollowedBy);
        EXPECT_FALSE(after(ActKind::Unfollow).isFollowing);
        EXPECT_TRUE(after(ActKind::Mute).isMuting);
        EXPECT_FALSE(after(ActKind::Unmute).isMuting);
        EXPECT_TRUE(after(ActKind::Block).isBlocking);
        EXPECT_FALSE(after(ActKind::Unblock).isBlocking);
    }
}

TEST_F(MastodonWritingTest, DeletesAndGivesTheWordsBack)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const auto mine = publish(submission(u"again, *better* #alpha"_s));
        ASSERT_TRUE(mine);
        Act made;
        made.kind = ActKind::Delete;
        made.post = mine->post->id;
        const auto done = act(made);
        ASSERT_TRUE(done);
        EXPECT_EQ(done->text, flavour == Flavour::Snac ? QString() : u"again, *better* #alpha"_s);
        EXPECT_TRUE(fake->ownPosts().empty());
        EXPECT_TRUE(act(made)); // it is gone, as was wanted
    }
}

TEST_F(MastodonWritingTest, VotesOnce)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const Act made = actOf(ActKind::Vote);
        const auto done = act(made);
        ASSERT_TRUE(done);
        ASSERT_TRUE(done->post && done->post->poll);
        EXPECT_TRUE(done->post->poll->hasVoted);
        EXPECT_EQ(done->post->poll->ownVotes, std::vector<int>{1});
        EXPECT_EQ(done->post->poll->options[1].votes, 3);
        EXPECT_EQ(act(made).error().kind, Error::Kind::Invalid);
    }
}

TEST_F(MastodonWritingTest, KeepsListsAndReadingPlace)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        Act made = actOf(ActKind::AddToList);
        made.person = person(2);
        EXPECT_TRUE(act(made));
        EXPECT_TRUE(fake->store().authors()[2].isInList);
        EXPECT_TRUE(act(made)); // already there
        made.kind = ActKind::RemoveFromList;
        EXPECT_TRUE(act(made));
        EXPECT_FALSE(fake->store().authors()[2].isInList);
        made.kind = ActKind::MarkRead;
        EXPECT_TRUE(act(made));
        EXPECT_EQ(fake->markedRead(), u"5001"_s);
        fake->server().enqueue(u"/api/v1/markers"_s, test::errorReply(404));
        EXPECT_EQ(act(made).error().kind, Error::Kind::Unsupported);
    }
}

TEST_F(MastodonWritingTest, NothingLeavesWhileLocked)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        WriteLock lock;
        ASSERT_TRUE(lock.isLocked());
        for (const auto kind : kActKinds) {
            const auto done = test::await(client->act(actOf(kind), lock.pass()));
            ASSERT_FALSE(done) << static_cast<int>(kind);
            EXPECT_EQ(done.error().kind, Error::Kind::Locked) << static_cast<int>(kind);
        }
        EXPECT_EQ(test::await(client->publish(submission(u"x"_s), lock.pass())).error().kind,
            Error::Kind::Locked);
        EXPECT_EQ(test::await(client->upload(picture(), lock.pass(), {})).error().kind,
            Error::Kind::Locked);
        EXPECT_TRUE(fake->writes().empty());
        for (const auto& request : fake->server().requests())
            EXPECT_EQ(request.method, "GET");
        // The same acts do write once it is open.
        for (const auto kind : kActKinds)
            (void)act(actOf(kind));
        EXPECT_EQ(fake->writes().size(), std::size(kActKinds));
    }
}

TEST_F(MastodonWritingTest, NothingLeavesThatWaitsWhileTheLockCloses)
{
    start();
    MemorySecretStore store;
    const auto session = std::make_shared<AccountSession>(source, u"later"_s, store);
    client = service.client(source, session);
    QObject context;
    std::vector<Error> refusals;
    std::vector<TaskHandle> handles;
    const auto expect = [&](auto task) {
        handles.push_back(std::move(task).then(&context, [&](auto answer) {
            ASSERT_FALSE(answer);
            refusals.push_back(answer.error());
        }));
    };
    // All of these wait for the key store.
    expect(client->publish(submission(u"too late"_s), open.pass()));
    expect(client->upload(picture(), open.pass(), {}));
    for (const auto kind : kActKinds)
        expect(client->act(actOf(kind), open.pass()));
    open.lock.setLocked(true);
    Credentials credentials;
    credentials.secrets[u"access"_s] = Secret(fake->token());
    ASSERT_TRUE(test::await(session->replace(credentials)));
    ASSERT_TRUE(test::waitFor([&] { return refusals.size() == handles.size(); }));
    for (const auto& refusal : refusals)
        EXPECT_EQ(refusal.kind, Error::Kind::Locked);
    EXPECT_TRUE(fake->writes().empty());
}

} // namespace
} // namespace staffroom::mastodon
