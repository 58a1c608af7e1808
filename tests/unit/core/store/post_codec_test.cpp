#include "core/store/post_codec.h"

#include "tests/support/fake_service.h"

#include <gtest/gtest.h>

#include <QCborMap>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

Post fullPost()
{
    Post post = *test::makePost(u"Ab-1"_s, timestampFromMs(1'700'000'000'123));
    post.url = QUrl(u"https://fake.example/@bea/1?x=a%20b&ü=é"_s);
    post.author.name = {u"Bea :star: \U0001F469\u200D\U0001F3EB"_s,
        {{TextSpan::Kind::CustomEmoji, 4, 6, QUrl(u"https://fake.example/star.png"_s), u"star"_s}}};
    post.author.avatar = QUrl(u"https://fake.example/a.png"_s);
    post.author.url = QUrl(u"https://fake.example/@bea"_s);
    post.author.isBot = true;
    post.author.isLocked = true;
    post.author.isVerified = true;
    post.edited = timestampFromMs(1'700'000'050'000);
    post.text = {u"Hello #edchat, مرحبا 日本語"_s,
        {{TextSpan::Kind::Bold, 0, 5, {}, {}}, {TextSpan::Kind::Tag, 6, 7, {}, u"edchat"_s}}};
    post.contentWarning = u"grades"_s;
    post.isSensitive = true;
    post.language = u"pt-BR"_s;
    post.inReplyTo = test::fakeId(u"q1"_s);
    post.inReplyToHandle = u"ann@fake.example"_s;
    post.media = {{Media::Kind::Image, QUrl(u"https://fake.example/f.jpg"_s),
                      QUrl(u"https://fake.example/p.jpg"_s), u"A whiteboard"_s, QSize(640, 0),
                      u"LEHV6nWB2yk8"_s},
        {}};
    Poll poll;
    poll.id = u"p"_s;
    poll.options = {{u"Yes"_s, 3}, {u"No"_s, 0}, {u"Hidden"_s, std::nullopt}};
    poll.closes = timestampFromMs(0);
    poll.isMultiple = true;
    poll.votes = 3;
    poll.voters = 0;
    poll.hasVoted = true;
    poll.ownVotes = {0, 2};
    post.poll = poll;
    post.card = LinkCard{QUrl(u"https://news.example/"_s), u"Title"_s, u"About"_s, u"News"_s,
        QUrl(u"https://news.example/i.png"_s), u"abc"_s};
    post.quote = Quote{Quote::State::Shown, test::makePost(u"q"_s, timestampFromMs(5))};
    post.visibility = Visibility::Unlisted;
    post.counts = {1, 2, 3};
    post.application = u"Staffroom"_s;
    post.viewer = ViewerMarks{true, false, true, true};
    post.isOwn = true;
    post.repliesClosed = true;
    post.terms = PostTerms{u"X"_s, timestampFromMs(1'800'000'000'000)};
    post.quotesClosed = true;
    return post;
}

TEST(PostCodec, KeepsEveryField)
{
    const Post post = fullPost();
    const auto read = decodePost(encodePost(post));
    ASSERT_TRUE(read);
    EXPECT_EQ(**read, post);
}

TEST(PostCodec, KeepsBoosts)
{
    const auto item
        = test::makeBoost(test::makePost(u"1"_s, timestampFromMs(1)), u"w"_s, timestampFromMs(77));
    const std::vector<Reason> boosts{*item.reason};
    EXPECT_EQ(decodeReasons(encodeReasons(boosts)), boosts);
    EXPECT_TRUE(encodeReasons({}).isEmpty());
    EXPECT_TRUE(decodeReasons({}).empty());
}

TEST(PostCodec, KeepsWhyAPostStandsThere)
{
    auto reason
        = *test::makeBoost(test::makePost(u"1"_s, timestampFromMs(1)), u"w"_s, timestampFromMs(77))
               .reason;
    std::vector<Reason> reasons;
    for (int kind = 0; kind <= int(Reason::Kind::Other); ++kind) {
        reason.kind = Reason::Kind(kind);
        reasons.push_back(reason);
    }
    EXPECT_EQ(decodeReasons(encodeReasons(reasons)), reasons);
}

TEST(PostCodec, TellsNothingDoneFromNotKnown)
{
    Post post = fullPost();
    for (const auto& viewer : {std::optional<ViewerMarks>(), std::optional(ViewerMarks())}) {
        post.viewer = viewer;
        EXPECT_EQ((*decodePost(encodePost(post)))->viewer, viewer);
    }
}

TEST(PostCodec, NeverKeepsADelivery)
{
    Post post = fullPost();
    post.delivery = Delivery{};
    EXPECT_FALSE((*decodePost(encodePost(post)))->delivery);
}

TEST(PostCodec, ReadsWhatARevisionWithoutAccountsWrote)
{
    Post post = fullPost();
    auto map = QCborValue::fromCbor(encodePost(post)).toMap();
    for (const int newer : {23, 24})
        map.remove(newer);
    auto poll = map.value(15).toMap();
    poll.remove(7);
    poll.remove(8);
    map[15] = poll;
    post.viewer.reset();
    post.isOwn = false;
    post.poll->hasVoted = false;
    post.poll->ownVotes.clear();
    const auto read = decodePost(map.toCborValue().toCbor());
    ASSERT_TRUE(read);
    EXPECT_EQ(**read, post);
}

TEST(PostCodec, SkipsKeysOfALaterVersion)
{
    const Post post = fullPost();
    auto map = QCborValue::fromCbor(encodePost(post)).toMap();
    map[0] = 9;
    map[77] = QCborMap{{1, u"new"_s}};
    map[u"word"_s] = true;
    const auto read = decodePost(map.toCborValue().toCbor());
    ASSERT_TRUE(read);
    EXPECT_EQ(**read, post);
}

TEST(PostCodec, NeverCrashesOnDamagedBytes)
{
    const QByteArray good = encodePost(fullPost());
    for (qsizetype length = 0; length < good.size(); ++length)
        EXPECT_FALSE(decodePost(good.left(length)));
    int readable = 0;
    for (qsizetype i = 0; i < good.size(); ++i) {
        for (const int bit : {0x01, 0x20, 0x80}) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ bit);
            readable += decodePost(bad).has_value() ? 1 : 0;
            std::ignore = decodeReasons(bad);
        }
    }
    EXPECT_GT(readable, 0); // a changed letter is still a post
}

TEST(PostCodec, DropsSpansThatPointOutside)
{
    Post post = fullPost();
    post.text = {u"short"_s, {{TextSpan::Kind::Bold, 3, 900, {}, {}}}};
    const auto read = decodePost(encodePost(post));
    ASSERT_TRUE(read);
    EXPECT_TRUE((*read)->text.spans.empty());
}

} // namespace
} // namespace staffroom
