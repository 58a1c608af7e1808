#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/records.h"
#include "tests/unit/core/services/bluesky/bluesky_client_fixture.h"

#include <QTemporaryFile>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FaultReply;
using test::FaultRequest;

/// The records of a person's own server: what is put there stays, under one key one.
class BlueskyPublishTest : public BlueskyClientTest {
protected:
    void SetUp() override
    {
        signIn();
        answer("com.atproto.repo.putRecord", [this](const FaultRequest& request) {
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            EXPECT_EQ(body[u"repo"_s].toString(), kReaderDid);
            EXPECT_TRUE(body.contains(u"swapRecord"_s) && body[u"swapRecord"_s].isNull());
            const QString key = body[u"rkey"_s].toString();
            EXPECT_TRUE(isTid(key));
            if (records.contains(key))
                return refusal(400, "InvalidSwap");
            records.insert(key, body[u"record"_s].toObject());
            return losesAnswers ? lost() : reply(stored(key));
        });
        answer("com.atproto.repo.getRecord", [this](const FaultRequest& request) {
            const QString key = request.query().queryItemValue(u"rkey"_s);
            if (!records.contains(key))
                return refusal(400, "RecordNotFound");
            QJsonObject answer = stored(key);
            answer[u"value"_s] = records[key];
            return reply(answer);
        });
        answer("app.bsky.feed.getPostThread", [this](const FaultRequest& request) {
            const QString uri = request.query().queryItemValue(u"uri"_s, QUrl::FullyDecoded);
            const QString key = uri.section(u'/', -1);
            if (!isIndexed || !records.contains(key))
                return refusal(400, "NotFound");
            QJsonObject post = view(key, 0, {}, QString(kReaderDid));
            post[u"record"_s] = records[key];
            post[u"likeCount"_s] = 7; // tells this from what the client makes of its own words
            return reply({{u"thread"_s,
                QJsonObject{
                    {u"$type"_s, u"app.bsky.feed.defs#threadViewPost"_s}, {u"post"_s, post}}}});
        });
    }
    static FaultReply lost()
    {
        FaultReply none;
        none.end = FaultReply::End::Drop;
        return none;
    }
    QJsonObject stored(const QString& key) const
    {
        return {{u"uri"_s, uriOf(key, QString(kReaderDid))}, {u"cid"_s, u"bafy"_s + key}};
    }
    Submission submission(const QString& text) const
    {
        Submission made;
        made.key = "one-draft";
        made.text = text;
        made.language = u"en"_s;
        made.written = clock.now();
        return made;
    }
    Result<Published> publish(const Submission& made)
    {
        return test::await(client->publish(made, open.pass()));
    }
    QJsonObject onlyRecord() const
    {
        EXPECT_EQ(records.size(), 1);
        return records.isEmpty() ? QJsonObject() : records.begin().value();
    }
    DraftMedia picture(qint64 bytes = 20'000)
    {
        file = std::make_unique<QTemporaryFile>();
        EXPECT_TRUE(file->open());
        file->write(QByteArray(bytes, 'p'));
        file->close();
        DraftMedia media;
        media.file = file->fileName();
        media.mimeType = u"image/png"_s;
        media.alt = u"six pots"_s;
        media.size = {640, 480};
        return media;
    }

    QHash<QString, QJsonObject> records; ///< by key
    bool isIndexed = true;
    bool losesAnswers = false;
    std::unique_ptr<QTemporaryFile> file;
};

TEST_F(BlueskyPublishTest, WritesWhatAPostIsMadeOf)
{
    answer("com.atproto.identity.resolveHandle", [](const FaultRequest& request) {
        return request.query().queryItemValue(u"handle"_s) == u"cem.test"_s
            ? reply({{u"did"_s, QString(kOtherDid)}})
            : refusal(400, "HandleNotFound");
    });
    const auto answer = publish(submission(u"A1: è @cem.test @nobody.test #EdChat"_s));
    ASSERT_TRUE(answer) << answer.error().detail.toStdString();
    EXPECT_EQ(answer->post->counts.favourites, 7);
    EXPECT_TRUE(answer->post->isOwn);
    const QJsonObject record = onlyRecord();
    EXPECT_EQ(record[u"text"_s].toString(), u"A1: è @cem.test @nobody.test #EdChat"_s);
    EXPECT_EQ(record[u"langs"_s].toArray(), QJsonArray{u"en"_s});
    EXPECT_EQ(record[u"createdAt"_s].toString(), isoTime(clock.now()));
    const QJsonArray facets = record[u"facets"_s].toArray();
    ASSERT_EQ(facets.size(), 2);
    EXPECT_EQ(facets[0][u"features"_s][0][u"did"_s].toString(), kOtherDid);
    EXPECT_EQ(facets[0][u"index"_s][u"byteStart"_s].toInt(), 7); // "è" has two bytes
    EXPECT_EQ(facets[1][u"features"_s][0][u"tag"_s].toString(), u"EdChat"_s);
    // Nobody is asked for twice, found or not.
    Submission second = submission(u"@cem.test @nobody.test again"_s);
    second.key = "another";
    ASSERT_TRUE(publish(second));
    EXPECT_EQ(calls("com.atproto.identity.resolveHandle"), 2);
}

TEST_F(BlueskyPublishTest, AnAnswerThatWasLostLeavesOnePost)
{
    const Submission made = submission(u"once"_s);
    losesAnswers = true;
    const auto first = publish(made);
    ASSERT_FALSE(first);
    EXPECT_TRUE(first.error().isRetryable());
    losesAnswers = false;
    clock.advance(5min);
    EXPECT_EQ(test::await(client->findOwn(made))->state, Sighting::State::Found);
    const auto second = publish(made);
    ASSERT_TRUE(second);
    EXPECT_EQ(records.size(), 1);
    const auto sent = bodies("com.atproto.repo.putRecord");
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(sent[0], sent[1]);
    EXPECT_EQ(second->post->id.remote, uriOf(records.begin().key(), QString(kReaderDid)));
    Submission other = made;
    other.key = "never sent";
    EXPECT_EQ(test::await(client->findOwn(other))->state, Sighting::State::Absent);
}

TEST_F(BlueskyPublishTest, ShowsItsOwnWordsWhileTheNetworkHasNotIndexedThem)
{
    isIndexed = false;
    const auto answer = publish(submission(u"quick #EdChat"_s));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->post->text.text, u"quick #EdChat"_s);
    EXPECT_EQ(answer->post->tags, QStringList{u"EdChat"_s});
    EXPECT_EQ(answer->post->author.handle, u"bea.test"_s);
    EXPECT_TRUE(answer->post->isOwn);
    // The next part of a thread hangs on it without asking anybody.
    Submission next = submission(u"part two"_s);
    next.key = "two";
    next.inReplyTo = answer->post->id;
    ASSERT_TRUE(publish(next));
    EXPECT_EQ(calls("app.bsky.feed.getPosts"), 0);
}

TEST_F(BlueskyPublishTest, AnswersNameTheRootAndWhatIsAnswered)
{
    QJsonObject question = view(u"3kaaaaaaaaaaa"_s, 60);
    QJsonObject record = question[u"record"_s].toObject();
    const QJsonObject root{{u"uri"_s, uriOf(u"3kroot"_s)}, {u"cid"_s, u"bafyroot"_s}};
    record[u"reply"_s] = QJsonObject{{u"root"_s, root}, {u"parent"_s, root}};
    question[u"record"_s] = record;
    offerPosts({question});
    Submission made = submission(u"A2: yes"_s);
    made.inReplyTo = idOf(u"3kaaaaaaaaaaa"_s);
    ASSERT_TRUE(publish(made));
    const QJsonObject reply = onlyRecord()[u"reply"_s].toObject();
    EXPECT_EQ(reply[u"root"_s].toObject(), root);
    EXPECT_EQ(reply[u"parent"_s].toObject(),
        strongRef(uriOf(u"3kaaaaaaaaaaa"_s), u"bafy3kaaaaaaaaaaa"_s));
    made.inReplyTo = idOf(u"3kgone"_s);
    made.key = "other";
    EXPECT_EQ(publish(made).error().kind, Error::Kind::NotFound);
    EXPECT_EQ(records.size(), 1);
}

TEST_F(BlueskyPublishTest, PicturesAndAQuoteGoTogether)
{
    answer("com.atproto.repo.uploadBlob", [](const FaultRequest& request) {
        EXPECT_EQ(request.header("content-type"), "image/png");
        EXPECT_EQ(request.body.size(), 20'000);
        return reply({{u"blob"_s,
            QJsonObject{{u"$type"_s, u"blob"_s}, {u"mimeType"_s, u"image/png"_s},
                {u"ref"_s, QJsonObject{{u"$link"_s, u"bafkrei"_s}}}, {u"size"_s, 20'000}}}});
    });
    offerPosts({view(u"3kquoted"_s, 60)});
    DraftMedia media = picture();
    qint64 sent = 0;
    const auto id = test::await(
        client->upload(media, open.pass(), [&sent](qint64 done, qint64) { sent = done; }));
    ASSERT_TRUE(id);
    EXPECT_EQ(sent, 20'000);
    media.remoteId = *id;
    Submission made = submission(u"look"_s);
    made.media = {media};
    made.quote = idOf(u"3kquoted"_s);
    ASSERT_TRUE(publish(made));
    const QJsonObject embed = onlyRecord()[u"embed"_s].toObject();
    EXPECT_EQ(embed[u"$type"_s].toString(), u"app.bsky.embed.recordWithMedia"_s);
    EXPECT_EQ(embed[u"record"_s][u"record"_s].toObject(),
        strongRef(uriOf(u"3kquoted"_s), u"bafy3kquoted"_s));
    const QJsonObject image = embed[u"media"_s][u"images"_s][0].toObject();
    EXPECT_EQ(image[u"alt"_s].toString(), u"six pots"_s);
    EXPECT_EQ(image[u"image"_s][u"ref"_s][u"$link"_s].toString(), u"bafkrei"_s);
    EXPECT_EQ(image[u"aspectRatio"_s][u"width"_s].toInt(), 640);
}

TEST_F(BlueskyPublishTest, DoesNotTryWhatIsTooLargeOrUnknownHere)
{
    const auto large = test::await(client->upload(picture(2'000'001), open.pass(), {}));
    EXPECT_EQ(large.error().kind, Error::Kind::TooLarge);
    Submission made = submission(u"x"_s);
    made.visibility = Visibility::Direct;
    EXPECT_EQ(publish(made).error().kind, Error::Kind::Unsupported);
    made = submission(u"x"_s);
    made.poll = DraftPoll{{u"a"_s, u"b"_s}, 3600s, false};
    EXPECT_EQ(publish(made).error().kind, Error::Kind::Unsupported);
    made = submission(u"x"_s);
    made.contentWarning = u"plants"_s;
    EXPECT_EQ(publish(made).error().kind, Error::Kind::Unsupported);
    EXPECT_TRUE(server.requests().empty());
    const auto limits = test::await(client->limits());
    EXPECT_EQ(limits->maxCharacters, 300);
    EXPECT_EQ(limits->maxPollOptions, 0);
    EXPECT_EQ(limits->resend, PostLimits::Resend::Safe);
}

TEST_F(BlueskyPublishTest, LooksAtTheLockAgainWhenItIsToGo)
{
    offerPosts({view(u"3kquoted"_s, 60)});
    Submission made = submission(u"x"_s);
    made.quote = idOf(u"3kquoted"_s);
    auto task = client->publish(made, open.pass());
    open.lock.setLocked(true); // while the quoted post is looked up
    EXPECT_EQ(test::await(std::move(task)).error().kind, Error::Kind::Locked);
    EXPECT_TRUE(records.isEmpty());
    EXPECT_EQ(calls("com.atproto.repo.putRecord"), 0);
}

TEST_F(BlueskyPublishTest, KeysOfOneSubmissionAreOne)
{
    Submission made = submission(u"x"_s);
    const QString key = postKey(made);
    EXPECT_TRUE(isTid(key));
    EXPECT_EQ(postKey(made), key);
    made.scheduled = clock.now() + 1h;
    EXPECT_GT(postKey(made), key); // sorts by when it goes
    EXPECT_TRUE(isTid(subjectKey(kLikeCollection, u"a"_s)));
    EXPECT_NE(subjectKey(kLikeCollection, u"a"_s), subjectKey(kRepostCollection, u"a"_s));
    QSet<QString> keys;
    for (int i = 0; i < 20'000; ++i)
        keys.insert(subjectKey(kLikeCollection, QString::number(i)));
    EXPECT_EQ(keys.size(), 20'000);
}

} // namespace
} // namespace staffroom::bluesky
