// What a client knows of posts that it has given.
#include "tests/unit/core/services/x/x_client_fixture.h"

#include <QSet>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using Kind = FeedSpec::Kind;

class XShown : public XClientTest {
protected:
    /// Ids of each look at posts that were shown.
    std::vector<QStringList> looks() const
    {
        std::vector<QStringList> all;
        for (const auto& request : const_cast<test::FakeX&>(fake).server().requests()) {
            if (request.path() == "/2/tweets"_L1)
                all.push_back(test::parameter(request, u"ids"_s).split(u','));
        }
        return all;
    }
};

TEST_F(XShown, WhatManyColumnsShowIsLookedAtOnce)
{
    QStringList oldest;
    for (int i = 0; i < 20; ++i)
        oldest << add(u"Number %1"_s.arg(i), u"alpha"_s);
    ASSERT_TRUE(newest(tag({u"alpha"_s})));
    // Enough columns with the same posts to crowd out the others.
    for (int i = 0; i < 20; ++i)
        add(u"Number %1"_s.arg(i), u"beta"_s);
    for (const auto& columns :
        {tag({u"beta"_s}), tag({u"beta"_s, u"gamma"_s}), tag({u"beta"_s, u"delta"_s}),
            feed(Kind::Search, u"#beta"_s), feed(Kind::Home), feed(Kind::List, u"7001"_s)})
        ASSERT_TRUE(newest(columns));
    clock.advance(15min);
    ASSERT_TRUE(test::waitFor([this] { return looks().size() == 1; }));
    const QStringList ids = looks().front();
    EXPECT_EQ(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    for (const auto& id : oldest)
        EXPECT_TRUE(ids.contains(id));
}

TEST_F(XShown, ABookmarkStaysOneWhateverElseIsDoneWithIt)
{
    const QString id = add(u"Worth keeping"_s);
    Act act;
    act.kind = Act::Kind::Bookmark;
    act.post = {service.id(), {}, id};
    ASSERT_TRUE(await(client->act(act, open.pass())));
    client = service.client(source, account.session()); // as after a restart
    const auto isBookmark = [](const Result<Page>& page) {
        return page && page->items.size() == 1 && page->items.front().post->viewer
            && page->items.front().post->viewer->isBookmarked;
    };
    EXPECT_TRUE(isBookmark(newest(feed(Kind::Bookmarks))));
    act.kind = Act::Kind::Boost;
    ASSERT_TRUE(await(client->act(act, open.pass())));
    const auto inChat = newest(tag({u"alpha"_s}));
    EXPECT_TRUE(isBookmark(inChat));
    EXPECT_TRUE(inChat->items.front().post->viewer->isBoosted);
}

/// A poll that is answered while an act is on its way shows it as done, as columns do; else the
/// column would fall back to what was before, and stay there.
TEST_F(XShown, WhatIsOnItsWayIsShownByEveryPoll)
{
    const QString id = add(u"Passed on"_s);
    Act act;
    act.kind = Act::Kind::Boost;
    act.post = {service.id(), {}, id};
    ASSERT_TRUE(await(client->act(act, open.pass())));
    const auto isBoosted = [this] {
        const auto page = newest(tag({u"alpha"_s}));
        EXPECT_TRUE(page && page->items.size() == 1 && page->items.front().post->viewer);
        return page->items.front().post->viewer->isBoosted;
    };
    EXPECT_TRUE(isBoosted());
    test::FaultReply silence = test::jsonReply(QByteArray("{}"));
    silence.end = test::FaultReply::End::Stall;
    const QString path = u"/2/users/%1/retweets/%2"_s.arg(fake.userId(), id);
    fake.server().enqueue(path, silence);
    act.kind = Act::Kind::Unboost;
    const auto handle
        = client->act(act, open.pass()).then(client.get(), [](const Result<ActOutcome>&) {});
    ASSERT_TRUE(test::waitFor([&] { return fake.asked(path) == 1; }));
    EXPECT_FALSE(isBoosted());
}

TEST_F(XShown, WhatXRefusedIsAsItWas)
{
    const QString id = add(u"Not liked"_s);
    fake.setSelfServe(true);
    Act act;
    act.kind = Act::Kind::Favourite;
    act.post = {service.id(), {}, id};
    ASSERT_FALSE(await(client->act(act, open.pass())));
    const auto page = newest(tag({u"alpha"_s}));
    ASSERT_TRUE(page && page->items.size() == 1);
    EXPECT_FALSE(page->items.front().post->viewer.value_or(ViewerMarks()).isFavourited);
}

/// What was read for a second column along with the first is given to it later.
TEST_F(XShown, WhatWasDoneMeanwhileIsShownByTheOtherColumn)
{
    const QString first = add(u"First"_s);
    const FeedSpec one = tag({u"alpha"_s});
    const FeedSpec other = tag({u"alpha"_s, u"beta"_s});
    ASSERT_TRUE(newest(one));
    ASSERT_TRUE(newest(other));
    ASSERT_TRUE(newest(one, first));
    ASSERT_TRUE(newest(other, first));
    clock.advance(20s);
    const QString id = add(u"Second"_s);
    Act act;
    act.kind = Act::Kind::Bookmark;
    act.post = {service.id(), {}, id};
    ASSERT_TRUE(await(client->act(act, open.pass())));
    ASSERT_TRUE(newest(one, first));
    act.kind = Act::Kind::Boost;
    ASSERT_TRUE(await(client->act(act, open.pass())));
    const int before = searches();
    const auto later = newest(other, first);
    EXPECT_EQ(searches(), before) << "it was read already";
    ASSERT_TRUE(later && !later->items.empty());
    EXPECT_EQ(later->items.front().post->id.remote, id);
    ASSERT_TRUE(later->items.front().post->viewer);
    EXPECT_TRUE(later->items.front().post->viewer->isBoosted);
}

} // namespace
} // namespace staffroom::x
