#include "core/feeds/feed_hub.h"
#include "core/services/bluesky/api_calls.h"
#include "tests/e2e/bluesky/rig.h"
#include "tests/support/cutting_proxy.h"

#include <QSet>

namespace staffroom::bluesky {
namespace {

using test::CuttingProxy;

class RigColumns : public RigTest {
protected:
    void SetUp() override
    {
        RigTest::SetUp();
        if (IsSkipped())
            return;
        ServiceContext context{&clock, &http, &pool, {}, &secrets};
        context.options = {{u"bluesky.view"_s, rig->url("appview"_L1)},
            {u"bluesky.directory"_s, rig->url("plc"_L1)}, {u"bluesky.live"_s, rig->live()}};
        registry.add(std::make_unique<BlueskyService>(context));
        FeedHub::Context feeds;
        feeds.clock = &clock;
        feeds.services = &registry;
        feeds.session = [this](const Source& source) {
            for (const auto* person : readers) {
                if (person->who.source == source)
                    return person->session;
            }
            return std::shared_ptr<AccountSession>();
        };
        hub = std::make_unique<FeedHub>(feeds);
    }
    void TearDown() override { hub.reset(); }

    std::shared_ptr<Feed> column(
        const ServiceClient& client, FeedSpec::Kind kind, const QString& what)
    {
        auto feed = hub->feed(spec(client, kind, what));
        feed->addViewer();
        return feed;
    }
    static QStringList texts(const Feed& feed)
    {
        QStringList all;
        for (const auto& entry : feed.entries())
            all << entry.post->text.text;
        return all;
    }
    static QSet<QString> uris(const Feed& feed)
    {
        QSet<QString> all;
        for (const auto& entry : feed.entries())
            all.insert(entry.post->uri);
        return all;
    }
    /// At-uris of a feed, page by page to its end. Pages may meet in a post that both have, never
    /// in a hole.
    QSet<QString> walk(ServiceClient& client, FeedSpec::Kind kind, const QString& what)
    {
        QSet<QString> all;
        QString cursor;
        for (int pages = 0; pages < 100; ++pages) {
            const auto one = page(client, kind, what, cursor);
            EXPECT_TRUE(one) << qPrintable(one ? QString() : one.error().detail);
            if (!one)
                break;
            QSet<QString> ids;
            for (const auto& item : one->items) {
                ids.insert(item.pagingId().remote);
                all.insert(item.post->uri);
            }
            EXPECT_EQ(size_t(ids.size()), one->items.size()) << "twice in one page";
            cursor = one->older;
            if (cursor.isEmpty())
                return all;
        }
        ADD_FAILURE() << "no end";
        return all;
    }
    /// The same by the server's own cursors.
    QSet<QString> allBy(Person& person, QLatin1StringView nsid,
        std::vector<std::pair<QByteArray, QString>> params, QLatin1StringView member)
    {
        QSet<QString> all;
        const size_t given = params.size();
        for (QString cursor = u"first"_s; !cursor.isEmpty();) {
            const QJsonObject answer
                = ask(rig->pds(), nsid, params, person.session->credentials().secret(kAccess));
            for (const auto value : answer.value(member).toArray()) {
                const QJsonObject entry = value.toObject();
                const QJsonObject view
                    = entry.contains("post"_L1) ? entry["post"_L1].toObject() : entry;
                all.insert(view["uri"_L1].toString());
            }
            cursor = answer.value("cursor"_L1).toString();
            params.resize(given);
            params.emplace_back("cursor", cursor);
        }
        return all;
    }

    ServiceRegistry registry;
    std::vector<const Person*> readers;
    std::unique_ptr<FeedHub> hub;
};

TEST_F(RigColumns, AHashtagColumnGetsWhatIsWrittenMeanwhileOnce)
{
    Person alice = seeded("alice"_L1);
    readers = {&alice};
    Person bob = seeded("bob"_L1);
    Person carol = seeded("carol"_L1);
    const QString tag = freshTag();
    const auto feed = column(*alice.client, FeedSpec::Kind::Hashtag, tag);
    QSet<QString> wanted;
    for (int i = 0; i < 30; ++i) {
        Person& who = i % 2 == 0 ? bob : carol;
        wanted.insert(say(who, words(u"Answer %1 #%2"_s.arg(i).arg(tag)))->uri);
    }
    EXPECT_TRUE(eventually([&] { return uris(*feed) == wanted; }, std::chrono::seconds(40)));
    EXPECT_EQ(feed->entries().size(), 30u);
    EXPECT_TRUE(feed->gaps().empty());
}

TEST_F(RigColumns, AnyCaseAndTagsOutsideTheTextCountAndLongerOnesDoNot)
{
    Person alice = seeded("alice"_L1);
    QStringList begins;
    QString cursor;
    do {
        const auto one = page(*alice.client, FeedSpec::Kind::Hashtag, rig->tag(), cursor);
        ASSERT_TRUE(one) << qPrintable(one.error().detail);
        EXPECT_EQ(one->skipped, 0);
        for (const auto& item : one->items)
            begins << item.post->text.text.left(16);
        cursor = one->older;
    } while (!cursor.isEmpty());
    EXPECT_TRUE(begins.contains(u"Same tag, other "_s));
    EXPECT_TRUE(begins.contains(u"The tag is in th"_s));
    EXPECT_FALSE(begins.contains(u"Not the same tag"_s));
    EXPECT_FALSE(begins.contains(u"Typed without a "_s));
    EXPECT_GE(begins.count(), 60);
}

TEST_F(RigColumns, WalkingBackGivesEveryPost)
{
    Person alice = seeded("alice"_L1);
    using Kind = FeedSpec::Kind;
    const QString list = rig->list("chatPeople"_L1);
    const auto tagged = allBy(alice, "app.bsky.feed.searchPosts"_L1,
        {{"q", u'#' + rig->tag()}, {"limit", u"100"_s}}, "posts"_L1);
    EXPECT_GE(tagged.size(), 60);
    EXPECT_EQ(walk(*alice.client, Kind::Hashtag, rig->tag()), tagged);
    EXPECT_EQ(walk(*alice.client, Kind::List, rig->feed()),
        allBy(alice, "app.bsky.feed.getFeed"_L1, {{"feed", rig->feed()}}, "feed"_L1));
    EXPECT_EQ(walk(*alice.client, Kind::List, list),
        allBy(alice, "app.bsky.feed.getListFeed"_L1, {{"list", list}}, "feed"_L1));
    EXPECT_EQ(walk(*alice.client, Kind::User, u"bob.test"_s),
        allBy(alice, "app.bsky.feed.getAuthorFeed"_L1, {{"actor", u"bob.test"_s}}, "feed"_L1));
    EXPECT_EQ(walk(*alice.client, Kind::Home, {}),
        allBy(alice, "app.bsky.feed.getTimeline"_L1, {}, "feed"_L1));
}

TEST_F(RigColumns, ListsAndCustomFeedsAreOfferedAndRead)
{
    Person alice = seeded("alice"_L1);
    readers = {&alice};
    const auto lists = await(alice.client->lists());
    ASSERT_TRUE(lists) << qPrintable(lists.error().detail);
    QHash<QString, QString> titles;
    for (const auto& list : *lists)
        titles.insert(list.id, list.title);
    EXPECT_EQ(titles.value(rig->list("chatPeople"_L1)), u"Chat people"_s);
    EXPECT_EQ(titles.value(rig->feed()), u"#edchat feed"_s);
    EXPECT_FALSE(titles.contains(rig->list("muted"_L1))) << "a moderation list";
    const auto list = column(*alice.client, FeedSpec::Kind::List, rig->list("chatPeople"_L1));
    const auto feed = column(*alice.client, FeedSpec::Kind::List, rig->feed());
    ASSERT_TRUE(eventually([&] { return !list->entries().empty() && !feed->entries().empty(); }));
    Person dave = seeded("dave"_L1);
    const PostPtr post = say(dave, words(u"Into the list and the feed #%1"_s.arg(rig->tag())));
    EXPECT_TRUE(eventually(
        [&] { return uris(*list).contains(post->uri) && uris(*feed).contains(post->uri); },
        std::chrono::seconds(60)));
    act(dave, Act::Kind::Delete, post);
}

TEST_F(RigColumns, SearchesAndWhatAChatSendsTheReader)
{
    Person alice = seeded("alice"_L1);
    const auto found = page(*alice.client, FeedSpec::Kind::Search, u"resource to share"_s);
    ASSERT_TRUE(found) << qPrintable(found.error().detail);
    ASSERT_FALSE(found->items.empty());
    for (const auto& item : found->items)
        EXPECT_TRUE(item.post->text.text.contains(u"resource"_s, Qt::CaseInsensitive));

    PageRequest request;
    request.feed = spec(*alice.client, FeedSpec::Kind::Received, {});
    request.feed.people = QStringList{u"bob.test"_s};
    Person carol = seeded("carol"_L1);
    Person bob = seeded("bob"_L1);
    const PostPtr own = say(alice, words(u"A1: Mine"_s));
    ASSERT_TRUE(
        eventually([&] { return await(carol.client->post(own->id, Lane::User)).has_value(); }));
    Submission answer = words(u"To Alice"_s);
    answer.inReplyTo = own->id;
    const PostPtr toReader = say(carol, answer);
    const PostPtr byHost = say(bob, words(u"Q7: From the host"_s));
    const PostPtr byOther = say(carol, words(u"Neither"_s));
    EXPECT_TRUE(eventually([&] {
        const auto received = await(alice.client->page(request));
        QStringList uris;
        for (const auto& item : received ? received->items : std::vector<FeedItem>())
            uris << item.post->uri;
        EXPECT_FALSE(uris.contains(byOther->uri));
        return uris.count(toReader->uri) == 1 && uris.count(byHost->uri) == 1;
    }));
}

TEST_F(RigColumns, AServerThatGoesAndComesBackLosesNothing)
{
    CuttingProxy proxy{QUrl(rig->pds())};
    Person reader = newcomer(u"reader"_s, proxy.base());
    readers = {&reader};
    Person bob = seeded("bob"_L1);
    const QString tag = freshTag();
    const auto feed = column(*reader.client, FeedSpec::Kind::Hashtag, tag);
    QSet<QString> wanted;
    const auto write = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            wanted.insert(say(bob, words(u"Answer %1 #%2"_s.arg(i).arg(tag)))->uri);
    };
    write(0, 5);
    ASSERT_TRUE(eventually([&] { return uris(*feed) == wanted; }, std::chrono::seconds(40)));
    proxy.startOutage();
    feed->refresh();
    write(5, 60); // more than a page
    ASSERT_TRUE(eventually(
        [&] { return feed->state().kind == FeedState::Kind::Offline; }, std::chrono::seconds(60)));
    EXPECT_EQ(reader.session->state(), AccountSession::State::Ready) << "nobody is signed out";
    proxy.endOutage();
    feed->refresh();
    EXPECT_TRUE(eventually(
        [&] {
            for (const auto& gap : feed->gaps())
                feed->fillGap(gap.id);
            return uris(*feed) == wanted;
        },
        std::chrono::seconds(90)))
        << uris(*feed).size() << " of " << wanted.size();
    EXPECT_EQ(feed->entries().size(), size_t(wanted.size()));
    EXPECT_TRUE(feed->gaps().empty());
}

TEST_F(RigColumns, AHashtagIsReadLiveWithoutAnAccount)
{
    const Source live{service->id(), rig->live(), {}};
    const auto client = service->client(live, nullptr);
    Person bob = seeded("bob"_L1);
    const QString tag = freshTag();
    const auto feed = column(*client, FeedSpec::Kind::Hashtag, tag);
    ASSERT_TRUE(eventually([&] { return feed->state().kind == FeedState::Kind::Live; }))
        << "the stream is open";
    QSet<QString> wanted;
    PostPtr last;
    for (int i = 0; i < 10; ++i) {
        last = say(bob, words(u"Live %1 #%2"_s.arg(i).arg(tag.toUpper())));
        wanted.insert(last->uri);
    }
    say(bob, words(u"Not of this chat #%1x"_s.arg(tag)));
    EXPECT_TRUE(eventually([&] { return uris(*feed) == wanted; }, std::chrono::seconds(40)))
        << uris(*feed).size();
    for (const auto& entry : feed->entries()) {
        EXPECT_EQ(entry.post->author.handle, u"bob.test"_s);
        EXPECT_EQ(entry.post->author.name.text, u"Bob Okafor"_s);
        EXPECT_FALSE(entry.post->viewer);
    }
    act(bob, Act::Kind::Delete, last);
    wanted.remove(last->uri);
    EXPECT_TRUE(eventually([&] { return uris(*feed) == wanted; })) << "what is deleted goes";
    // Who asked not to be shown to strangers stays out.
    Person erin = seeded("erin"_L1);
    say(erin, words(u"Not for strangers #%1"_s.arg(tag)));
    const PostPtr after = say(bob, words(u"Behind it #%1"_s.arg(tag)));
    wanted.insert(after->uri);
    EXPECT_TRUE(eventually([&] { return uris(*feed).contains(after->uri); }));
    EXPECT_EQ(uris(*feed), wanted);
}

TEST_F(RigColumns, ALiveStreamThatIsCutTakesUpWhereItWas)
{
    CuttingProxy proxy{QUrl(rig->live())};
    const auto client = service->client({service->id(), proxy.base(), {}}, nullptr);
    Person bob = seeded("bob"_L1);
    const QString tag = freshTag();
    const auto feed = column(*client, FeedSpec::Kind::Hashtag, tag);
    ASSERT_TRUE(eventually([&] { return feed->state().kind == FeedState::Kind::Live; }));
    QSet<QString> wanted;
    const auto write = [&](int from, int to) {
        for (int i = from; i < to; ++i)
            wanted.insert(say(bob, words(u"Live %1 #%2"_s.arg(i).arg(tag)))->uri);
    };
    write(0, 3);
    ASSERT_TRUE(eventually([&] { return uris(*feed) == wanted; }));
    for (int cut = 0; cut < 2; ++cut) {
        proxy.startOutage();
        write(10 * (cut + 1), 10 * (cut + 1) + 4);
        proxy.endOutage();
        EXPECT_TRUE(eventually([&] { return uris(*feed) == wanted; }, std::chrono::seconds(60)))
            << uris(*feed).size() << " of " << wanted.size();
    }
    EXPECT_EQ(feed->entries().size(), size_t(wanted.size()));
}

} // namespace
} // namespace staffroom::bluesky
