// Columns of X: what is asked, how little of it, and what of it is new.
#include "tests/unit/core/services/x/x_client_fixture.h"

#include <QUrlQuery>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using FeedKind = FeedSpec::Kind;

class XPages : public XClientTest {
protected:
    QString lastQuery(const QString& name)
    {
        return test::parameter(fake.server().requests().back(), name);
    }
};

TEST_F(XPages, ANewColumnReadsLittleAndAPollOnlyWhatIsNew)
{
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids << add(u"post %1"_s.arg(i));
    const FeedSpec spec = tag({u"alpha"_s});
    const auto first = newest(spec);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->items.size(), 20U) << "every post is paid for";
    EXPECT_FALSE(first->reachesKnown);
    EXPECT_FALSE(first->older.isEmpty());

    const QString known = idsOf(*first).front();
    clock.advance(10s);
    const auto nothing = newest(spec, known);
    ASSERT_TRUE(nothing);
    EXPECT_TRUE(nothing->reachesKnown);
    // A little before the known one, for search is late; what was paid for today costs nothing.
    const quint64 since = lastQuery(u"since_id"_s).toULongLong();
    EXPECT_GT(since, 0U);
    EXPECT_LT(since, known.toULongLong());

    const QString fresh = add(u"new"_s);
    clock.advance(10s);
    const auto page = newest(spec, known);
    ASSERT_TRUE(page);
    EXPECT_TRUE(idsOf(*page).contains(fresh));
    EXPECT_TRUE(page->reachesKnown);
}

TEST_F(XPages, ColumnsOfOneAccountAreReadByOneQuery)
{
    const QString alpha = add(u"for alpha"_s, u"alpha"_s);
    const QString beta = add(u"for beta"_s, u"beta"_s);
    const FeedSpec a = tag({u"alpha"_s});
    const FeedSpec b = tag({u"beta"_s});
    ASSERT_TRUE(newest(a));
    ASSERT_TRUE(newest(b));
    clock.advance(10s);
    ASSERT_TRUE(newest(a, alpha));
    clock.advance(10s);
    ASSERT_TRUE(newest(b, beta)); // now both are known
    clock.advance(10s);
    const int before = searches();
    const QString moreBeta = add(u"more beta"_s, u"beta"_s);
    const QString both = add(u"both #alpha"_s, u"beta"_s);
    const auto pageA = newest(a, alpha);
    EXPECT_EQ(lastQuery(u"query"_s), u"(#alpha OR #beta)"_s);
    const auto pageB = newest(b, beta);
    ASSERT_TRUE(pageA && pageB);
    EXPECT_EQ(searches(), before + 1) << "one query for both";
    EXPECT_TRUE(idsOf(*pageA).contains(both));
    EXPECT_FALSE(idsOf(*pageA).contains(moreBeta));
    EXPECT_TRUE(idsOf(*pageB).contains(both));
    EXPECT_TRUE(idsOf(*pageB).contains(moreBeta));
    EXPECT_TRUE(pageB->reachesKnown);
}

TEST_F(XPages, NothingIsLostWhereAColumnForgetsWhatItWasGiven)
{
    const QString first = add(u"first"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    const QString second = add(u"second"_s);
    clock.advance(10s);
    ASSERT_TRUE(newest(spec, first)); // given, and then lost with the column
    clock.advance(1s);
    const auto again = newest(spec, first);
    ASSERT_TRUE(again);
    EXPECT_TRUE(idsOf(*again).contains(second));
}

TEST_F(XPages, ManyMissedPostsAreWalkedAndNoneIsDoubled)
{
    const QString known = add(u"known"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    QStringList added;
    for (int i = 0; i < 250; ++i)
        added << add(u"post %1"_s.arg(i));
    clock.advance(10s);
    const auto page = newest(spec, known);
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->reachesKnown);
    const QStringList ids = idsOf(*page);
    EXPECT_EQ(QSet<QString>(ids.begin(), ids.end()).size(), ids.size());
    for (const auto& id : added)
        EXPECT_TRUE(ids.contains(id));
}

TEST_F(XPages, AfterMoreThanAWeekItBeginsAnew)
{
    test::FakeXPost old;
    old.text = u"long ago"_s;
    old.createdMs = toMs(clock.now()) - 8LL * 24 * 3600 * 1000;
    const QString known = fake.addPost(old);
    add(u"today"_s);
    const auto page = newest(tag({u"alpha"_s}), known);
    ASSERT_TRUE(page);
    EXPECT_TRUE(lastQuery(u"since_id"_s).isEmpty()) << "X refuses ids that old";
    EXPECT_FALSE(page->items.empty());
}

TEST_F(XPages, AListIsReadFromTheTopToTheFirstKnownPost)
{
    QStringList ids;
    for (int i = 0; i < 40; ++i)
        ids.prepend(add(u"post %1"_s.arg(i)));
    const FeedSpec spec = feed(FeedKind::List, u"7001"_s);
    const auto first = newest(spec);
    ASSERT_TRUE(first);
    EXPECT_EQ(first->items.size(), 20U);
    EXPECT_TRUE(lastQuery(u"since_id"_s).isEmpty()) << "lists do not take ids";
    const QString fresh = add(u"new"_s);
    const auto page = newest(spec, ids.front());
    ASSERT_TRUE(page);
    EXPECT_TRUE(page->reachesKnown);
    EXPECT_EQ(idsOf(*page).front(), fresh);
    EXPECT_EQ(lastQuery(u"max_results"_s), u"10"_s) << "what is returned again is paid for again";
    // Older pages go by X's own word.
    PageRequest request;
    request.feed = spec;
    request.direction = PageRequest::Direction::Older;
    request.cursor = first->older;
    const auto older = test::await(client->page(request));
    ASSERT_TRUE(older);
    EXPECT_EQ(idsOf(*older).front(), ids[20]);
}

TEST_F(XPages, EveryKindOfColumnIsThere)
{
    add(u"@bea_teaches look"_s);
    const QString own = add(u"mine"_s, u"alpha"_s, 0);
    test::FakeXPost reply;
    reply.text = u"an answer"_s;
    reply.replyTo = own;
    reply.author = 2;
    reply.tag.clear();
    const QString answer = fake.addPost(reply);
    test::FakeXPost repost;
    repost.author = 3;
    repost.reposts = own;
    const QString wrapper = fake.addPost(repost);

    const auto home = newest(feed(FeedKind::Home));
    ASSERT_TRUE(home);
    ASSERT_TRUE(home->items.front().reason) << "a repost is its original with its reason";
    EXPECT_EQ(home->items.front().reason->wrapper.remote, wrapper);
    EXPECT_EQ(home->items.front().post->id.remote, own);
    EXPECT_EQ(newest(feed(FeedKind::Mentions))->items.size(), 1U);
    EXPECT_EQ(newest(feed(FeedKind::User, u"mr_birch"_s))->items.size(), 1U);
    EXPECT_EQ(newest(feed(FeedKind::Search, u"look"_s))->items.size(), 1U);
    FeedSpec received = feed(FeedKind::Received);
    received.people = {u"host_ada"_s};
    const auto replies = newest(received);
    ASSERT_TRUE(replies);
    EXPECT_TRUE(idsOf(*replies).contains(answer));
    Act act;
    act.kind = Act::Kind::Bookmark;
    act.post = {service.id(), {}, own};
    ASSERT_TRUE(test::await(client->act(act, open.pass())));
    EXPECT_EQ(idsOf(*newest(feed(FeedKind::Bookmarks))), QStringList{own});
    const auto missing = newest(feed(FeedKind::Scheduled));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().kind, Error::Kind::Unsupported);
}

TEST_F(XPages, AQuietColumnIsAskedSeldomAndABusyOneOften)
{
    const QString known = add(u"known"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    Millis quiet{0};
    for (int i = 0; i < 8; ++i) {
        clock.advance(20s);
        quiet = *newest(spec, known)->askAgainAfter;
    }
    EXPECT_EQ(quiet, 120s);
    QString last = known;
    Millis busy{0};
    for (int i = 0; i < 6; ++i) {
        for (int k = 0; k < 20; ++k)
            last = add(u"busy %1 %2"_s.arg(i).arg(k));
        clock.advance(20s);
        busy = *newest(spec, last)->askAgainAfter;
    }
    EXPECT_EQ(busy, 15s);
}

TEST_F(XPages, DeletionsOfWhatWasShownAreFollowed)
{
    const QString id = add(u"gone soon"_s);
    const QString stays = add(u"stays"_s);
    const FeedSpec spec = tag({u"alpha"_s});
    ASSERT_TRUE(newest(spec));
    QStringList deleted;
    QStringList seen;
    QObject::connect(
        client.get(), &ServiceClient::noticed, client.get(), [&](const LiveEvent& event) {
            if (const auto* gone = std::get_if<Deleted>(&event))
                deleted << gone->id.remote;
            if (const auto* edited = std::get_if<Edited>(&event))
                seen << edited->post->id.remote;
        });
    const qint64 spent = client->cost(spec)->accountToday;
    fake.remove(id);
    clock.advance(15min);
    ASSERT_TRUE(test::waitFor([&] { return !deleted.isEmpty(); }));
    EXPECT_EQ(deleted, QStringList{id});
    EXPECT_EQ(seen, QStringList{stays});
    EXPECT_EQ(client->cost(spec)->accountToday, spent) << "looking again is free today";
}

TEST_F(XPages, ThreadsAreReadOfWhatSearchHas)
{
    const QString root = add(u"Q1"_s);
    test::FakeXPost draft;
    draft.text = u"A1"_s;
    draft.replyTo = root;
    draft.tag.clear();
    const QString answer = fake.addPost(draft);
    const auto thread = test::await(client->thread({service.id(), {}, root}));
    ASSERT_TRUE(thread);
    EXPECT_TRUE(thread->ancestors.empty());
    ASSERT_EQ(thread->descendants.size(), 1U);
    EXPECT_EQ(thread->descendants[0]->id.remote, answer);
}

} // namespace
} // namespace staffroom::x
