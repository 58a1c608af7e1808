#include "core/transcript/standing_posts.h"

#include <gtest/gtest.h>

namespace staffroom::transcript {
namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray line(const QByteArray& id, const QByteArray& more)
{
    return R"({"offset_seconds": 10, "created_offset_seconds": 4, "type": "post", "id": ")" + id
        + R"(", "service": "bluesky", "author": {"handle": "a@x.example", "name": "A", "declared_bot": false}, "text": "A1 yes #EdChat", "tags": ["EdChat"], )"
        + more + R"("visibility": "public"})" + '\n';
}

Transcript read(const QByteArray& lines, const QByteArray& meta = {})
{
    auto chat = readTranscript(lines, meta);
    EXPECT_TRUE(chat);
    return chat ? *chat : Transcript{};
}

TEST(StandingPosts, KeepsWhatAReaderOfTagAndThreadsHas)
{
    const auto chat
        = read(line("p1", R"("seen_via": "tag", )") + line("p2", R"("seen_via": "home", )")
            + line("p3", R"("seen_via": "thread", "in_reply_to": "p2", "quote_of": "p1", )"));
    const auto posts = standingPosts(chat, timestampFromMs(1000));
    ASSERT_EQ(posts.size(), 2u);
    EXPECT_EQ(posts[0].post->id.remote, u"p1"_s);
    EXPECT_EQ(posts[0].place, u"bluesky"_s);
    EXPECT_EQ(posts[0].post->created, timestampFromMs(5000));
    EXPECT_EQ(posts[0].seen, timestampFromMs(11'000));
    EXPECT_EQ(posts[1].post->inReplyTo->remote, u"p2"_s);
    ASSERT_TRUE(posts[1].post->quote && posts[1].post->quote->post);
    EXPECT_EQ(posts[1].post->quote->post->id.remote, u"p1"_s);
}

TEST(StandingPosts, EditsAreDoneAndDeletedPostsGone)
{
    const auto chat = read(line("p1", R"("seen_via": "tag", )")
        + line("p2", R"("seen_via": "tag", )")
        + R"({"offset_seconds": 20, "type": "edit", "id": "e", "target": "p1", "text": "A2 no #EdChat", "tags": ["EdChat"]})"
          "\n"
          R"({"offset_seconds": 21, "type": "delete", "id": "d", "target": "p2"})"
          "\n"
          R"({"offset_seconds": 22, "type": "delete", "id": "e", "target": "unknown"})");
    const auto posts = standingPosts(chat, timestampFromMs(0));
    ASSERT_EQ(posts.size(), 1u);
    EXPECT_EQ(posts[0].post->text.text, u"A2 no #EdChat"_s);
    EXPECT_TRUE(posts[0].post->edited);
}

TEST(ReadTranscript, TakesTagHostsAndDurationFromTheDescription)
{
    const auto chat = read(line("p1", R"("seen_via": "tag", )"),
        R"({"hashtag": "EdChat", "title": "T", "moderators": ["h@x.example"], "scheduled_duration_seconds": 60})");
    EXPECT_EQ(chat.hashtag, u"EdChat"_s);
    EXPECT_EQ(chat.title, u"T"_s);
    EXPECT_EQ(chat.hosts, QStringList{u"h@x.example"_s});
    EXPECT_EQ(chat.duration, Offset(60'000));
}

TEST(CommonTag, IsTheOneThatMostPostsCarry)
{
    EXPECT_EQ(commonTag(read(line("p1", {}) + line("p2", {}))), u"EdChat"_s);
    EXPECT_FALSE(readTranscript("no transcript", {}));
}

} // namespace
} // namespace staffroom::transcript
