#include "tests/e2e/bluesky/rig.h"

#include <QImage>
#include <QTemporaryDir>

namespace staffroom::bluesky {
namespace {

class RigWriting : public RigTest {
protected:
    PostPtr read(Person& person, const QString& uri)
    {
        const auto post = await(person.client->post({service->id(), {}, uri}, Lane::User));
        EXPECT_TRUE(post) << uri.toStdString();
        return post.value_or(std::make_shared<const Post>());
    }
};

TEST_F(RigWriting, AnswersAQuestionWithItsTagRootAndParent)
{
    Person bob = seeded("bob"_L1);
    Person alice = seeded("alice"_L1);
    const QString tag = freshTag();
    const PostPtr question = say(bob, words(u"Q1: What do you weigh first? #%1"_s.arg(tag)));
    PostPtr seen;
    ASSERT_TRUE(eventually([&] {
        const auto found = page(*alice.client, FeedSpec::Kind::Hashtag, tag);
        if (found && found->items.size() == 1)
            seen = found->items.front().post;
        return seen != nullptr;
    }));
    EXPECT_EQ(seen->id, question->id);
    Submission answer = words(u"A1: Water 💧, on a ruler. @bob.test #%1"_s.arg(tag));
    answer.inReplyTo = seen->id;
    const PostPtr said = say(alice, answer);
    EXPECT_EQ(said->inReplyTo, std::optional(question->id));
    EXPECT_TRUE(said->isOwn);
    EXPECT_EQ(said->tags, QStringList{tag});

    // Deeper down the root stays that of the question.
    Submission deeper = words(u"Which ruler? #%1"_s.arg(tag));
    deeper.inReplyTo = said->id;
    const PostPtr second = say(bob, deeper);
    const QJsonObject first = record(said->uri);
    const auto ref = [](const QJsonObject& record, QLatin1StringView which) {
        return record.value("reply"_L1)
            .toObject()
            .value(which)
            .toObject()
            .value("uri"_L1)
            .toString();
    };
    EXPECT_EQ(ref(first, "root"_L1), question->uri);
    EXPECT_EQ(ref(first, "parent"_L1), question->uri);
    EXPECT_EQ(ref(record(second->uri), "root"_L1), question->uri);
    EXPECT_EQ(ref(record(second->uri), "parent"_L1), said->uri);
    EXPECT_EQ(first.value("langs"_L1).toArray(), QJsonArray{u"en"_s});
    QStringList features;
    const QByteArray bytes = first.value("text"_L1).toString().toUtf8();
    for (const auto value : first.value("facets"_L1).toArray()) {
        const QJsonObject index = value.toObject().value("index"_L1).toObject();
        const int start = index.value("byteStart"_L1).toInt();
        features << QString::fromUtf8(bytes.mid(start, index.value("byteEnd"_L1).toInt() - start));
    }
    EXPECT_EQ(features, (QStringList{u"@bob.test"_s, u'#' + tag}));

    ASSERT_TRUE(eventually([&] {
        const auto thread = await(alice.client->thread(second->id));
        return thread && thread->ancestors.size() == 2;
    }));
    // Both the answer and the mention are told to the host once each.
    EXPECT_TRUE(eventually([&] {
        const auto told = page(*bob.client, FeedSpec::Kind::Mentions);
        return told && !told->items.empty() && told->items.front().post->uri == said->uri;
    }));
}

TEST_F(RigWriting, SendsAPictureWithItsDescription)
{
    Person dave = seeded("dave"_L1);
    Person alice = seeded("alice"_L1);
    QTemporaryDir folder;
    QImage image(96, 64, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    DraftMedia media;
    media.file = folder.filePath(u"scale.png"_s);
    ASSERT_TRUE(image.save(media.file));
    media.mimeType = u"image/png"_s;
    media.alt = u"A green ruler, balanced on a finger"_s;
    media.size = image.size();
    const auto uploaded = await(dave.client->upload(media, open.pass(), nullptr));
    ASSERT_TRUE(uploaded) << qPrintable(uploaded.error().detail);
    media.remoteId = *uploaded;
    Submission picture = words(u"A1: This one #%1"_s.arg(freshTag()));
    picture.media = {media};
    const PostPtr said = say(dave, picture);
    ASSERT_TRUE(
        eventually([&] { return await(alice.client->post(said->id, Lane::User)).has_value(); }));
    const PostPtr seen = read(alice, said->uri);
    ASSERT_EQ(seen->media.size(), 1u);
    EXPECT_EQ(seen->media[0].alt, media.alt);
    EXPECT_EQ(seen->media[0].size, image.size());
    EXPECT_EQ(seen->media[0].kind, Media::Kind::Image);
    HttpRequest preview;
    preview.url = seen->media[0].preview;
    const auto bytes = await(http.send(preview));
    ASSERT_TRUE(bytes) << qPrintable(bytes.error().detail);
    EXPECT_FALSE(QImage::fromData(bytes->body).isNull());
}

TEST_F(RigWriting, LikesRepostsQuotesKeepsAndTakesItBack)
{
    Person carol = seeded("carol"_L1);
    Person alice = seeded("alice"_L1);
    const QString tag = freshTag();
    const PostPtr post = say(carol, words(u"Worth passing on #%1"_s.arg(tag)));
    ASSERT_TRUE(
        eventually([&] { return await(alice.client->post(post->id, Lane::User)).has_value(); }));
    act(alice, Act::Kind::Favourite, post);
    act(alice, Act::Kind::Favourite, post); // pressed twice
    act(alice, Act::Kind::Boost, post);
    act(alice, Act::Kind::Bookmark, post);
    Submission quoting = words(u"See this #%1"_s.arg(tag));
    quoting.quote = post->id;
    const PostPtr quote = say(alice, quoting);
    ASSERT_TRUE(quote->quote);
    ASSERT_TRUE(eventually([&] {
        const PostPtr now = read(alice, post->uri);
        return now->viewer && now->viewer->isFavourited && now->viewer->isBoosted
            && now->viewer->isBookmarked && now->counts == PostCounts{0, 1, 1};
    }));
    ASSERT_TRUE(eventually([&] {
        const auto now = await(carol.client->post(quote->id, Lane::User));
        return now && (*now)->quote && (*now)->quote->post && (*now)->quote->post->uri == post->uri;
    }));
    const auto kept = page(*alice.client, FeedSpec::Kind::Bookmarks);
    ASSERT_TRUE(kept && !kept->items.empty());
    EXPECT_EQ(kept->items.front().post->uri, post->uri);
    const auto liked = page(*alice.client, FeedSpec::Kind::Favourites);
    ASSERT_TRUE(liked && !liked->items.empty())
        << qPrintable(liked ? QString() : liked.error().detail);
    EXPECT_EQ(liked->items.front().post->uri, post->uri);

    // The other one is told of each, once.
    using Kind = Reason::Kind;
    ASSERT_TRUE(eventually([&] {
        const auto told = page(*carol.client, FeedSpec::Kind::Notifications);
        int likes = 0;
        int boosts = 0;
        int quotes = 0;
        for (const auto& item : told ? told->items : std::vector<FeedItem>()) {
            likes += item.reason->kind == Kind::Favourite && item.post->uri == post->uri;
            boosts += item.reason->kind == Kind::Boost && item.post->uri == post->uri;
            quotes += item.reason->kind == Kind::Quote && item.post->uri == quote->uri;
        }
        return likes == 1 && boosts == 1 && quotes == 1;
    }));

    act(alice, Act::Kind::Unfavourite, post);
    act(alice, Act::Kind::Unboost, post);
    act(alice, Act::Kind::Unbookmark, post);
    EXPECT_TRUE(eventually([&] {
        const PostPtr now = read(alice, post->uri);
        return now->viewer && *now->viewer == ViewerMarks{} && now->counts == PostCounts{0, 0, 0};
    }));
    const auto gone = act(alice, Act::Kind::Delete, quote);
    EXPECT_EQ(gone.text, quote->text.text);
    EXPECT_TRUE(eventually([&] {
        const auto now = await(alice.client->post(quote->id, Lane::User));
        return !now && now.error().kind == Error::Kind::NotFound;
    }));
    EXPECT_TRUE(eventually([&] {
        const auto found = page(*carol.client, FeedSpec::Kind::Hashtag, tag);
        return found && found->items.size() == 1;
    }));
}

TEST_F(RigWriting, FollowsMutesBlocksAndListsPeople)
{
    Person nora = newcomer(u"nora"_s);
    Person bob = seeded("bob"_L1);
    const AccountId who = bob.who.author.id;
    act(nora, Act::Kind::Follow, who);
    EXPECT_TRUE(eventually([&] {
        const auto now = await(nora.client->relationship(who));
        return now && now->isFollowing;
    }));
    EXPECT_TRUE(eventually([&] {
        const auto told = page(*bob.client, FeedSpec::Kind::Notifications);
        return told && !told->items.empty()
            && told->items.front().reason->kind == Reason::Kind::Follow
            && told->items.front().reason->by.id.remote == nora.did();
    }));
    EXPECT_TRUE(eventually([&] {
        const auto home = page(*nora.client, FeedSpec::Kind::Home);
        return home && !home->items.empty();
    }));
    const auto holds = [&](auto member, bool wanted) {
        return eventually([&] {
            const auto now = await(nora.client->relationship(who));
            return now && (*now).*member == wanted;
        });
    };
    act(nora, Act::Kind::Mute, who);
    EXPECT_TRUE(holds(&Relationship::isMuting, true));
    const auto quiet = page(*nora.client, FeedSpec::Kind::Hashtag, rig->tag());
    ASSERT_TRUE(quiet) << qPrintable(quiet.error().detail);
    for (const auto& item : quiet->items)
        EXPECT_NE(item.post->author.id, who) << "muted people in a search";
    act(nora, Act::Kind::Unmute, who);
    EXPECT_TRUE(holds(&Relationship::isMuting, false));
    act(nora, Act::Kind::Unfollow, who);
    EXPECT_TRUE(holds(&Relationship::isFollowing, false));
    act(nora, Act::Kind::Block, who);
    EXPECT_TRUE(holds(&Relationship::isBlocking, true));
    act(nora, Act::Kind::Unblock, who);
    EXPECT_TRUE(holds(&Relationship::isBlocking, false));
    const auto people = await(nora.client->findPeople(u"caro"_s, 5));
    ASSERT_TRUE(people);
    ASSERT_FALSE(people->empty());
    EXPECT_EQ(people->front().handle, u"carol.test"_s);

    Person alice = seeded("alice"_L1);
    Act add;
    add.kind = Act::Kind::AddToList;
    add.person = nora.who.author.id;
    add.list = rig->list("chatPeople"_L1);
    act(alice, add);
    const PostPtr post = say(nora, words(u"Now in a list"_s));
    EXPECT_TRUE(eventually([&] {
        const auto list = page(*alice.client, FeedSpec::Kind::List, add.list);
        return list && !list->items.empty() && list->items.front().post->uri == post->uri;
    }));
    add.kind = Act::Kind::RemoveFromList;
    act(alice, add);
    EXPECT_TRUE(eventually([&] {
        const auto list = page(*alice.client, FeedSpec::Kind::List, add.list);
        return list && !list->items.empty() && list->items.front().post->uri != post->uri;
    }));
}

TEST_F(RigWriting, TellsWhatIsClosedOrCovered)
{
    Person alice = seeded("alice"_L1);
    EXPECT_TRUE(read(alice, rig->post("gated"_L1))->repliesClosed);
    EXPECT_FALSE(read(alice, rig->post("mention"_L1))->repliesClosed);
    EXPECT_TRUE(read(alice, rig->post("warned"_L1))->isSensitive);
    EXPECT_FALSE(read(alice, rig->post("image"_L1))->isSensitive);
}

} // namespace
} // namespace staffroom::bluesky
