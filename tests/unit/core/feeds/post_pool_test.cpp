#include "core/feeds/post_pool.h"

#include "tests/support/fake_service.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::editedPost;
using test::fakeId;
using test::makePost;

Timestamp at(int s)
{
    return timestampFromMs(1'763'838'000'000) + std::chrono::seconds(s);
}

TEST(PostPool, OneValueForOneId)
{
    PostPool pool;
    const auto first = makePost(u"1"_s, at(0));
    const auto again = makePost(u"1"_s, at(0));
    EXPECT_EQ(pool.merge(first).post, first);
    const auto merged = pool.merge(again);
    EXPECT_EQ(merged.post, first);
    EXPECT_FALSE(merged.hasChanged);
    EXPECT_EQ(pool.mergeStored(again), first);
}

TEST(PostPool, NewerEditsReplaceOlderOnesDoNot)
{
    PostPool pool;
    const auto first = makePost(u"1"_s, at(0));
    const auto second = editedPost(first, u"second"_s, at(2));
    const auto middle = editedPost(first, u"middle"_s, at(1));
    std::ignore = pool.merge(first);
    const auto merged = pool.merge(second);
    EXPECT_TRUE(merged.hasChanged);
    EXPECT_EQ(merged.post, second);
    EXPECT_EQ(pool.merge(middle).post, second);
    EXPECT_EQ(pool.merge(first).post, second);
}

TEST(PostPool, CountsAreNewWhereTheEditIsTheSame)
{
    PostPool pool;
    const auto post = makePost(u"1"_s, at(0));
    EXPECT_EQ(pool.setCounts(post->id, {1, 1, 1}), nullptr);
    std::ignore = pool.merge(post);
    const auto counted = pool.setCounts(post->id, {1, 1, 1});
    ASSERT_TRUE(counted);
    EXPECT_EQ(pool.setCounts(post->id, {1, 1, 1}), nullptr);
    EXPECT_TRUE(pool.merge(post).hasChanged); // a page says zero again
}

TEST(PostPool, KeepsNothingAlive)
{
    PostPool pool;
    for (int i = 0; i < 5000; ++i)
        std::ignore = pool.merge(makePost(QString::number(i), at(i)));
    EXPECT_EQ(pool.find(fakeId(u"7"_s)), nullptr);
    EXPECT_LT(pool.size(), 1100);
}

TEST(PostPool, DeletedPostsDoNotComeBack)
{
    PostPool pool;
    const auto post = makePost(u"1"_s, at(0));
    std::ignore = pool.merge(post);
    pool.markDeleted(post->id);
    EXPECT_EQ(pool.merge(post).post, nullptr);
    EXPECT_EQ(pool.mergeStored(post), nullptr);
    EXPECT_EQ(pool.find(post->id), nullptr);
    for (int i = 0; i < 30'000; ++i)
        pool.markDeleted(fakeId(u"d%1"_s.arg(i)));
    EXPECT_FALSE(pool.isDeleted(post->id)); // memory has an end
    EXPECT_TRUE(pool.isDeleted(fakeId(u"d29999"_s)));
}

PostPtr keptUntil(const PostPtr& post, Timestamp until)
{
    auto next = std::make_shared<Post>(*post);
    next->terms = PostTerms{u"Fake"_s, until};
    return next;
}

TEST(PostPool, WhatIsExpiredIsLetGoAndMayComeBack)
{
    PostPool pool;
    const auto free = makePost(u"free"_s, at(0));
    const auto kept = keptUntil(makePost(u"kept"_s, at(0)), at(100));
    const auto over = keptUntil(makePost(u"over"_s, at(0)), at(50));
    for (const auto& post : {free, kept, over})
        std::ignore = pool.merge(post);
    std::ignore = pool.merge(keptUntil(makePost(u"of nobody"_s, at(0)), at(50)));
    EXPECT_TRUE(pool.dropExpired(at(49)).empty());
    EXPECT_EQ(pool.dropExpired(at(50)), std::vector{over->id});
    EXPECT_EQ(pool.find(over->id), nullptr);
    EXPECT_EQ(pool.find(kept->id), kept);
    EXPECT_EQ(pool.find(free->id), free);
    EXPECT_FALSE(pool.isDeleted(over->id));
    EXPECT_EQ(pool.merge(over).post, over);
}

TEST(PostPool, LongerTermsAloneAreToldByTheHour)
{
    PostPool pool;
    const auto post = makePost(u"1"_s, at(0));
    const auto first = keptUntil(post, at(10'000));
    std::ignore = pool.merge(first);
    const auto little = pool.merge(keptUntil(post, at(10'000 + 3599)));
    EXPECT_FALSE(little.hasChanged);
    EXPECT_EQ(little.post, first);
    const auto later = keptUntil(post, at(10'000 + 3600));
    EXPECT_TRUE(pool.merge(later).hasChanged);
    EXPECT_EQ(pool.find(post->id), later);
    // Anything else is news at once, and so is a shorter time.
    auto counted = std::make_shared<Post>(*keptUntil(post, at(10'000 + 3601)));
    counted->counts.boosts = 1;
    EXPECT_TRUE(pool.merge(counted).hasChanged);
    EXPECT_TRUE(pool.merge(keptUntil(counted, at(5'000))).hasChanged);
}

} // namespace
} // namespace staffroom
