// What becomes of posts that are gone, and of people whom an answer does not name.
#include "tests/e2e/x/program.h"

namespace staffroom::x {
namespace {

using Kind = FeedSpec::Kind;

class XReading : public XProgramAt {
protected:
    void SetUp() override
    {
        XProgramAt::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        comeIn();
    }
};

TEST_P(XReading, WhatIsDeletedGoesWithTheNextLookAtWhatIsShown)
{
    const auto chat = tagColumn(u"edchat"_s);
    const auto home = column(Kind::Home);
    ASSERT_TRUE(goesOnUntil(
        [&] { return isPolling(*chat) && isPolling(*home) && chat->entries().size() > 10; }));
    // Not one of the newest: those are in every answer of search, and missed at once.
    const PostId gone = chat->entries().at(8).post->id;
    const PostId stays = chat->entries().at(9).post->id;
    rig->remove(gone.remote);
    pass(10min);
    EXPECT_TRUE(hasAll(*chat, {gone.remote})) << "no poll tells of it";
    pass(6min);
    settle();
    EXPECT_FALSE(hasAll(*chat, {gone.remote}));
    EXPECT_FALSE(hasAll(*home, {gone.remote}));
    EXPECT_FALSE(hub->find(gone));
    EXPECT_TRUE(hasAll(*chat, {stays.remote}));
    expectCostIsMetered();
    print("deletion");
}

TEST_P(XReading, WhoIsUnknownIsLookedUpOnceWhereTheAnswerDoesNotSay)
{
    const auto lookUps = [this] {
        return std::count_if(exchanges.begin(), exchanges.end(),
            [](const Exchange& one) { return one.path == "/2/users"; });
    };
    const auto chat = tagColumn(u"ukedchat"_s);
    ASSERT_TRUE(goesOnUntil([&] { return isPolling(*chat); }));
    const PostPtr own = send(draft(u"Quote me"_s));
    ASSERT_TRUE(own);
    const QString quote = rig->post(u"As you wish"_s, {{u"quote"_s, own->id.remote}});
    for (int i = 0; i < 2; ++i) {
        const auto read = answerOf(client().post(idOf(quote), Lane::User));
        ASSERT_TRUE(read) << qPrintable(read.error().detail);
        ASSERT_TRUE((*read)->quote && (*read)->quote->post);
        EXPECT_EQ((*read)->quote->post->id, own->id);
    }
    // The newer vocabulary leaves out who wrote what is quoted.
    EXPECT_EQ(lookUps(), face.isNewer() ? 1 : 0);

    const auto stranger = column(Kind::User, u"somebody_new"_s);
    ASSERT_TRUE(goesOnUntil([&] { return asked("/2/users/by/username/somebody_new", 200) > 0; }));
    if (!face.isNewer()) {
        ASSERT_TRUE(goesOnUntil([&] { return isPolling(*stranger); }));
        EXPECT_GE(asked("/2/users/" + Rig::standIn().toLatin1() + "/tweets", 200), 1);
    }
    expectCostIsMetered();
}

INSTANTIATE_TEST_SUITE_P(X, XReading, testing::ValuesIn(kFaces), nameOfFace);

} // namespace
} // namespace staffroom::x
