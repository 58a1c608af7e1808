// Posts, pictures and acts at X: what goes, what X refuses to programs, what is never sent twice.
#include "core/services/x/prices.h"
#include "core/services/x/web_pages.h"
#include "tests/unit/core/services/x/x_client_fixture.h"

#include <QTemporaryFile>
#include <QUrlQuery>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

class XWriting : public XClientTest {
protected:
    Submission submission(const QString& text) const
    {
        Submission made;
        made.key = "key of " + text.toUtf8();
        made.text = text;
        made.written = clock.now();
        return made;
    }
    Result<Published> publish(const Submission& made)
    {
        return test::await(client->publish(made, open.pass()));
    }
    PostId idOf(const QString& id) const { return {service.id(), {}, id}; }
};

TEST_F(XWriting, AnAnswerKnowsWhoIsAnsweredAndCostsWhatAPostCosts)
{
    Submission made = submission(u"A1: beans #alpha"_s);
    made.inReplyTo = idOf(add(u"Q1"_s));
    const auto answer = publish(made);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->post->isOwn);
    EXPECT_EQ(answer->post->tags, QStringList{u"alpha"_s});
    EXPECT_TRUE(answer->post->terms) << "one's own posts are X's too";
    EXPECT_EQ(fake.writes().back().body["reply"_L1].toObject()["in_reply_to_tweet_id"_L1],
        made.inReplyTo->remote);
    EXPECT_EQ(client->cost(tag({u"alpha"_s}))->accountToday, kPriceNewPost);
    ASSERT_TRUE(publish(submission(u"see https://example.org/a"_s)));
    EXPECT_EQ(client->cost(tag({u"alpha"_s}))->accountToday, kPriceNewPost + kPriceNewPostWithLink);
}

TEST_F(XWriting, WhatSelfServeAccessRefusesIsForTheWeb)
{
    fake.setSelfServe(true);
    const PostId stranger = idOf(add(u"Q1: what grew?"_s));
    Submission reply = submission(u"A1: beans"_s);
    reply.inReplyTo = stranger;
    Submission quote = submission(u"this"_s);
    quote.quote = stranger;
    for (const auto& made : {reply, quote}) {
        const auto answer = publish(made);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Forbidden);
        EXPECT_EQ(answer.error().path, QString(kOnlyOnWeb));
    }
    Act act;
    act.kind = Act::Kind::Favourite;
    act.post = stranger;
    const auto like = test::await(client->act(act, open.pass()));
    ASSERT_FALSE(like);
    EXPECT_EQ(like.error().path, QString(kOnlyOnWeb));
    EXPECT_EQ(client->cost(tag({u"alpha"_s}))->accountToday, 0) << "a refusal is free";
    Submission toFriend = submission(u"thanks"_s);
    toFriend.inReplyTo = idOf(add(u"@bea_teaches hello"_s));
    EXPECT_TRUE(publish(toFriend)) << "who named the reader may be answered";
}

TEST_F(XWriting, ALostAnswerIsLookedForAndNothingIsSentTwice)
{
    const Submission made = submission(u"only once #alpha https://example.org/x"_s);
    fake.dropAnswersOfWrites(1);
    ASSERT_FALSE(publish(made));
    const auto seen = test::await(client->findOwn(made));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->state, Sighting::State::Found);
    EXPECT_EQ(
        test::await(client->findOwn(submission(u"never sent"_s)))->state, Sighting::State::Absent);
    const auto again = publish(made); // X itself knows a text it has
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().kind, Error::Kind::Conflict);
}

TEST_F(XWriting, WhatXDoesNotHaveIsRefusedHere)
{
    Submission warned = submission(u"careful"_s);
    warned.contentWarning = u"spoilers"_s;
    Submission quiet = submission(u"for few"_s);
    quiet.visibility = Visibility::Followers;
    for (const auto& made : {warned, quiet}) {
        const auto answer = publish(made);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Unsupported);
    }
    EXPECT_TRUE(fake.writes().empty());
}

TEST_F(XWriting, APictureGoesWithItsDescription)
{
    QTemporaryFile file;
    ASSERT_TRUE(file.open());
    file.write(QByteArray(50'000, 'p'));
    file.close();
    DraftMedia media;
    media.file = file.fileName();
    media.mimeType = u"image/jpeg"_s;
    media.alt = u"A pot with a bean"_s;
    const auto id = test::await(client->upload(media, open.pass(), {}));
    ASSERT_TRUE(id);
    EXPECT_EQ(fake.altTexts().value(*id), media.alt);
}

TEST(XWebPages, HaveEverythingFilledIn)
{
    Submission made;
    made.text = u"A1: beans & peas #alpha"_s;
    made.inReplyTo = PostId{{u"x"_s}, {}, u"123"_s};
    const QUrl page = intentOf(made);
    EXPECT_EQ(page.host(), u"x.com"_s);
    const QUrlQuery query(page);
    EXPECT_EQ(query.queryItemValue(u"text"_s, QUrl::FullyDecoded), made.text);
    EXPECT_EQ(query.queryItemValue(u"in_reply_to"_s), u"123"_s);
    Post post;
    post.id = {{u"x"_s}, {}, u"123"_s};
    post.author.handle = u"host_ada"_s;
    EXPECT_EQ(intentOf(Act::Kind::Favourite, post).toString(),
        u"https://x.com/intent/like?tweet_id=123"_s);
    EXPECT_EQ(intentOf(Act::Kind::Follow, post).toString(),
        u"https://x.com/intent/follow?screen_name=host_ada"_s);
    EXPECT_TRUE(intentOf(Act::Kind::Vote, post).isEmpty());
}

} // namespace
} // namespace staffroom::x
