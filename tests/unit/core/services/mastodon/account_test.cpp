#include "tests/unit/core/services/mastodon/client_fixture.h"

#include <QSet>

namespace staffroom::mastodon {
namespace {

using namespace Qt::Literals::StringLiterals;
using Kind = FeedSpec::Kind;

class MastodonAccountTest : public SignedInTest {
protected:
    /// Uris of a whole feed; fails on doubles and on walks that do not end.
    QStringList walk(const FeedSpec& feed)
    {
        QStringList uris;
        QString cursor;
        for (int i = 0; i < 50; ++i) {
            const auto part = page(feed, cursor);
            EXPECT_TRUE(part);
            if (!part)
                return uris;
            for (const auto& item : part->items)
                uris << item.post->uri;
            cursor = part->older;
            if (cursor.isEmpty())
                break;
        }
        EXPECT_TRUE(cursor.isEmpty());
        EXPECT_EQ(QSet<QString>(uris.begin(), uris.end()).size(), uris.size());
        return uris;
    }
    QString postBy(
        int author, const QString& text, const QStringList& tags = {}, const QString& replyTo = {})
    {
        test::FakeDraft draft;
        draft.author = author;
        draft.text = text;
        draft.tags = tags;
        draft.replyTo = replyTo;
        return fake->addPost(draft);
    }
};

TEST_F(MastodonAccountTest, KnowsOnesOwnPostsAndMarks)
{
    start();
    postBy(1, u"theirs"_s, {u"alpha"_s});
    const QString mine = postBy(0, u"mine"_s, {u"alpha"_s});
    fake->store().find(mine)->isBookmarked = true;
    const auto mixed = page(feed(Kind::Hashtag, {u"alpha"_s}));
    ASSERT_TRUE(mixed);
    ASSERT_EQ(mixed->items.size(), 2U);
    EXPECT_TRUE(mixed->items[0].post->isOwn);
    EXPECT_FALSE(mixed->items[1].post->isOwn);
    ASSERT_TRUE(mixed->items[0].post->viewer);
    EXPECT_TRUE(mixed->items[0].post->viewer->isBookmarked);
    EXPECT_FALSE(mixed->items[0].post->viewer->isFavourited);

    const auto anonymous = service.client({serviceId(), fake->base(), {}}, nullptr);
    const auto seen = test::await(anonymous->page(request(feed(Kind::Hashtag, {u"alpha"_s}))));
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->items[0].post->viewer);
    EXPECT_FALSE(seen->items[0].post->isOwn);
}

TEST_F(MastodonAccountTest, OwnFeedsNeedAnAccount)
{
    start();
    const auto anonymous = service.client({serviceId(), fake->base(), {}}, nullptr);
    for (const auto kind : {Kind::Home, Kind::List, Kind::Notifications, Kind::Mentions,
             Kind::Bookmarks, Kind::Favourites, Kind::Scheduled, Kind::Received})
        EXPECT_EQ(test::await(anonymous->page(request(feed(kind, {u"alpha"_s})))).error().kind,
            Error::Kind::Unauthorised);
    EXPECT_EQ(test::await(anonymous->lists()).error().kind, Error::Kind::Unauthorised);
    EXPECT_EQ(
        test::await(anonymous->findPeople(u"b"_s, 5)).error().kind, Error::Kind::Unauthorised);
    EXPECT_TRUE(fake->server().requests().empty());
}

TEST_F(MastodonAccountTest, PagesBookmarksAndFavouritesByTheirOwnCursors)
{
    for (const auto flavour : {Flavour::Mastodon, Flavour::GoToSocial, Flavour::Akkoma}) {
        start(flavour);
        for (int i = 0; i < 105; ++i) {
            test::FakePost* post = fake->store().find(fake->addPost());
            post->isBookmarked = i % 2 == 0;
            post->isFavourited = true;
        }
        EXPECT_EQ(walk(feed(Kind::Bookmarks)).size(), 53);
        EXPECT_EQ(walk(feed(Kind::Favourites)).size(), 105);
    }
}

TEST_F(MastodonAccountTest, ReadsNotifications)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const QString mine = postBy(0, u"mine"_s);
        fake->notify(u"favourite"_s, 1, mine);
        fake->notify(u"reblog"_s, 2, mine);
        fake->notify(u"follow"_s, 3);
        fake->notify(u"pleroma:emoji_reaction"_s, 1, mine);
        const QString last = fake->notify(u"mention"_s, 1, postBy(1, u"hello"_s, {}, mine));
        const auto all = page(feed(Kind::Notifications));
        ASSERT_TRUE(all);
        ASSERT_EQ(all->items.size(), 5U);
        const Reason::Kind kinds[]{Reason::Kind::Mention, Reason::Kind::Other, Reason::Kind::Follow,
            Reason::Kind::Boost, Reason::Kind::Favourite};
        for (size_t i = 0; i < 5; ++i) {
            ASSERT_TRUE(all->items[i].reason);
            EXPECT_EQ(all->items[i].reason->kind, kinds[i]) << i;
        }
        EXPECT_EQ(all->items[0].pagingId().remote, last);
        EXPECT_EQ(all->items[0].post->text.text.left(5), u"hello"_s);
        // A new follower introduces himself.
        EXPECT_EQ(all->items[2].post->author, all->items[2].reason->by);
        EXPECT_EQ(all->items[2].post->text.text, u"Teaches."_s);
        EXPECT_EQ(all->items[4].post->id, id(mine));
        EXPECT_EQ(all->items[4].reason->by.handle, u"omar@labcoat.example"_s);

        const auto mentions = page(feed(Kind::Mentions));
        ASSERT_TRUE(mentions);
        ASSERT_EQ(mentions->items.size(), 1U);
    }
}

TEST_F(MastodonAccountTest, PagesNotifications)
{
    start();
    for (int i = 0; i < 95; ++i)
        fake->notify(u"mention"_s, 1, postBy(1, u"hello"_s));
    EXPECT_EQ(walk(feed(Kind::Notifications)).size(), 95);
    EXPECT_EQ(walk(feed(Kind::Mentions)).size(), 95);
}

TEST_F(MastodonAccountTest, HearsOfNotifications)
{
    start();
    std::vector<Reason::Kind> all;
    std::vector<Reason::Kind> mentions;
    int homePosts = 0;
    std::vector<std::unique_ptr<LiveStream>> streams;
    const auto listen = [&](Kind kind, auto tell) {
        streams.push_back(client->stream(feed(kind)));
        QObject::connect(streams.back().get(), &LiveStream::happened, streams.back().get(), tell);
        streams.back()->start();
    };
    const auto kindOf = [](const LiveEvent& event) {
        return std::get<Arrived>(event).item.reason.value_or(Reason()).kind;
    };
    listen(Kind::Notifications, [&](const LiveEvent& event) { all.push_back(kindOf(event)); });
    listen(Kind::Mentions, [&](const LiveEvent& event) { mentions.push_back(kindOf(event)); });
    listen(Kind::Home, [&](const LiveEvent&) { ++homePosts; });
    ASSERT_TRUE(test::waitFor([&] { return fake->subscriptionCount(u"user"_s) == 1; }));
    const QString post = postBy(0, u"mine"_s);
    fake->notify(u"favourite"_s, 1, post);
    fake->notify(u"mention"_s, 1, post);
    postBy(2, u"the last"_s);
    ASSERT_TRUE(test::waitFor([&] { return homePosts == 2; }));
    EXPECT_EQ(all, (std::vector{Reason::Kind::Favourite, Reason::Kind::Mention}));
    EXPECT_EQ(mentions, std::vector{Reason::Kind::Mention});
}

TEST_F(MastodonAccountTest, GathersWhatAChatSendsOne)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        FeedSpec received = feed(Kind::Received, {u"alpha"_s});
        received.people = {u"yuki@hashigo.example"_s};
        QStringList wanted;
        const auto uri = [&](const QString& post) { return fake->store().find(post)->uri; };
        const QString mine = postBy(0, u"A1"_s, {u"alpha"_s});
        for (int i = 0; i < 30; ++i) {
            postBy(3, u"of no interest"_s, {u"alpha"_s});
            wanted.prepend(uri(postBy(2, u"Q"_s, {u"alpha"_s})));
            const QString reply = postBy(1, u"to me"_s, {}, mine);
            fake->notify(u"mention"_s, 1, reply);
            wanted.prepend(uri(reply));
            fake->notify(u"mention"_s, 3, postBy(3, u"elsewhere"_s, {u"beta"_s}));
            // By a host and to me: in both, once.
            const QString both = postBy(2, u"well said"_s, {u"alpha"_s}, mine);
            fake->notify(u"mention"_s, 2, both);
            wanted.prepend(uri(both));
        }
        const QStringList seen = walk(received);
        EXPECT_EQ(
            QSet<QString>(seen.begin(), seen.end()), QSet<QString>(wanted.begin(), wanted.end()))
            << static_cast<int>(flavour);
    }
}

TEST_F(MastodonAccountTest, NamesListsPeopleTagsAndEmoji)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        postBy(1, u"x"_s, {u"EdChat"_s});
        postBy(1, u"x"_s, {u"EdChat"_s});
        const auto lists = test::await(client->lists());
        ASSERT_TRUE(lists);
        EXPECT_EQ(*lists, (std::vector{ListInfo{u"1"_s, u"Science staff"_s}}));
        const auto people = test::await(client->findPeople(u"@om"_s, 5));
        ASSERT_TRUE(people);
        ASSERT_EQ(people->size(), 1U);
        EXPECT_EQ(people->front().handle, u"omar@labcoat.example"_s);
        const auto tags = test::await(client->findTags(u"#edc"_s, 5));
        ASSERT_TRUE(tags);
        EXPECT_EQ(*tags, (std::vector{TagInfo{u"EdChat"_s, flavour == Flavour::Mastodon ? 2 : 0}}));
        const auto emoji = test::await(client->customEmoji());
        ASSERT_TRUE(emoji);
        ASSERT_EQ(emoji->size(), 1U); // the other is not for picking
        EXPECT_EQ(emoji->front().shortcode, u"sprout"_s);
        EXPECT_EQ(emoji->front().category, u"Plants"_s);
    }
}

TEST_F(MastodonAccountTest, FindsAPostThatAnotherServerShowed)
{
    start();
    const auto own = test::await(client->post(id(postBy(1, u"Hallo"_s)), Lane::User));
    ASSERT_TRUE(own);
    Post elsewhere = **own;
    elsewhere.id = {serviceId(), u"https://other.example"_s, u"99"_s};
    const auto found = test::await(client->findPost(elsewhere));
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)->id, (*own)->id);
    elsewhere.uri = u"https://nowhere.example/1"_s;
    EXPECT_EQ(test::await(client->findPost(elsewhere)).error().kind, Error::Kind::NotFound);
}

TEST_F(MastodonAccountTest, Translates)
{
    start();
    EXPECT_TRUE(test::await(client->limits())->translates);
    const auto answer = test::await(client->translate(id(postBy(1, u"Hallo"_s)), u"en"_s));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->text.text, u"[en] Hallo"_s);
    EXPECT_EQ(answer->provider, u"Fake"_s);
    EXPECT_TRUE(fake->writes().empty());
}

TEST_F(MastodonAccountTest, KnowsWhatEachServerTakes)
{
    for (const auto flavour : kFlavours) {
        start(flavour);
        const auto limits = test::await(client->limits());
        ASSERT_TRUE(limits);
        EXPECT_EQ(limits->maxCharacters, flavour == Flavour::Mastodon ? 500 : 5'000);
        EXPECT_EQ(limits->quotes, flavour == Flavour::Mastodon);
        EXPECT_TRUE(limits->edits);
        EXPECT_EQ(limits->translates, flavour == Flavour::Mastodon);
        EXPECT_EQ(limits->maxMedia, flavour == Flavour::GoToSocial ? 6 : 4);
        EXPECT_EQ(limits->charactersPerUrl, flavour == Flavour::GoToSocial ? 25 : 23);
        if (flavour != Flavour::Snac) {
            EXPECT_EQ(limits->imageTypes, (QStringList{u"image/jpeg"_s, u"image/png"_s}));
        }
    }
}

} // namespace
} // namespace staffroom::mastodon
