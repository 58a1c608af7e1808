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

} // namespace
} // namespace staffroom::x
