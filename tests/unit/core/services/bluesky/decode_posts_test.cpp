#include "tests/unit/core/services/bluesky/decode_fixture.h"

namespace staffroom::bluesky {
namespace {

class BlueskyPostTest : public testing::Test {
protected:
    /// The recorded post that begins with these words.
    const Post& post(const QString& begin)
    {
        for (const auto& item : page().items) {
            if (item.post->text.text.startsWith(begin))
                return *item.post;
        }
        ADD_FAILURE() << "no post " << begin.toStdString();
        static const Post none;
        return none;
    }
    const RawPage& page()
    {
        if (!m_page) {
            const auto read = decodePosts(recorded(u"posts.json"_s), beaReads(), u"/p"_s);
            EXPECT_TRUE(read);
            m_page = *read;
        }
        return *m_page;
    }

private:
    std::optional<RawPage> m_page;
};

std::optional<Post> madePost(const QJsonObject& view, const DecodeContext& context = beaReads())
{
    const auto read = postOf(view, context);
    return read ? std::optional(*read->post) : std::nullopt;
}

TEST_F(BlueskyPostTest, ReadsEveryRecordedPost)
{
    EXPECT_EQ(page().entries, 21);
    EXPECT_EQ(page().skipped, 0);
    EXPECT_EQ(page().hidden, 0);
    EXPECT_EQ(page().items.size(), 21u);
    EXPECT_TRUE(page().cursor.isEmpty());
}

TEST_F(BlueskyPostTest, NamesAPostByItsAtUriAndItsPage)
{
    const Post& answer = post(u"A1: The safety"_s);
    EXPECT_EQ(answer.id.service.value, u"bluesky"_s);
    EXPECT_TRUE(answer.id.server.isEmpty());
    EXPECT_EQ(answer.id.remote, answer.uri);
    EXPECT_EQ(answer.uri, u"at://"_s + kCemDid + u"/app.bsky.feed.post/3n3eciabuzs24"_s);
    EXPECT_EQ(answer.url, QUrl(u"https://bsky.app/profile/cem.test/post/3n3eciabuzs24"_s));
    EXPECT_EQ(answer.author.id.remote, kCemDid);
    EXPECT_EQ(answer.author.handle, u"cem.test"_s);
    EXPECT_EQ(answer.author.name.text, u"Cem Aydın"_s);
    EXPECT_EQ(answer.author.url, QUrl(u"https://bsky.app/profile/cem.test"_s));
    EXPECT_FALSE(answer.author.avatar.isEmpty());
    EXPECT_EQ(answer.tags, QStringList{u"labcoatchat"_s});
    EXPECT_EQ(answer.language, u"en"_s);
    EXPECT_EQ(answer.visibility, Visibility::Public);
    EXPECT_FALSE(answer.isOwn);
    EXPECT_TRUE(post(u"Q1"_s).isOwn);
    EXPECT_EQ(post(u"Q1"_s).counts, (PostCounts{1, 0, 1}));
}

TEST_F(BlueskyPostTest, TellsWhatIsAnsweredAndWhereTheThreadBegins)
{
    const Post& question = post(u"Q1"_s);
    const Post& answer = post(u"A1: The safety"_s);
    ASSERT_TRUE(answer.inReplyTo);
    EXPECT_EQ(*answer.inReplyTo, question.id);
    const auto refs = page().refs.value(answer.uri);
    EXPECT_EQ(refs.rootUri, question.uri);
    EXPECT_EQ(refs.rootCid, page().refs.value(question.uri).cid);
    EXPECT_NE(refs.cid, refs.rootCid);
    const auto own = page().refs.value(question.uri);
    EXPECT_EQ(own.rootUri, question.uri);
    EXPECT_EQ(own.rootCid, own.cid);
}

TEST_F(BlueskyPostTest, TellsWhatTheReaderDidAndMayNotDo)
{
    const Post& liked = post(u"Our reading"_s);
    ASSERT_TRUE(liked.viewer);
    EXPECT_TRUE(liked.viewer->isFavourited);
    EXPECT_TRUE(liked.viewer->isBoosted);
    EXPECT_FALSE(liked.viewer->isBookmarked);
    const auto refs = page().refs.value(liked.uri);
    EXPECT_TRUE(refs.likeUri.startsWith(u"at://"_s + kBeaDid + u"/app.bsky.feed.like/"_s));
    EXPECT_TRUE(refs.repostUri.startsWith(u"at://"_s + kBeaDid + u"/app.bsky.feed.repost/"_s));
    const Post& kept = post(u"A1: The safety"_s);
    EXPECT_TRUE(kept.viewer->isBookmarked);
    EXPECT_TRUE(kept.viewer->isMuted);
    EXPECT_TRUE(post(u"Only whom"_s).repliesClosed);
    EXPECT_FALSE(post(u"Only whom"_s).quotesClosed);
    EXPECT_TRUE(post(u"Please do not"_s).quotesClosed);
    EXPECT_FALSE(post(u"Please do not"_s).repliesClosed);
    EXPECT_FALSE(madePost(madeView())->viewer);
    const auto anonymous = decodePosts(recorded(u"posts.json"_s), nobodyReads(), u"/p"_s);
    ASSERT_TRUE(anonymous);
    EXPECT_FALSE(anonymous->items.front().post->viewer);
    EXPECT_FALSE(anonymous->items.front().post->isOwn);
}

TEST_F(BlueskyPostTest, ReadsPictures)
{
    const Post& two = post(u"Our reading"_s);
    ASSERT_EQ(two.media.size(), 2u);
    EXPECT_EQ(two.media[0].kind, Media::Kind::Image);
    EXPECT_EQ(two.media[0].alt, u"A blue rug between two shelves"_s);
    EXPECT_EQ(two.media[0].size, QSize(64, 36));
    EXPECT_NE(two.media[0].url, two.media[0].preview);
    EXPECT_FALSE(two.media[0].preview.isEmpty());
    EXPECT_TRUE(two.media[1].alt.isEmpty());
    EXPECT_FALSE(two.media[1].size.isValid());
    const Post& gallery = post(u"The whole shelf"_s);
    ASSERT_EQ(gallery.media.size(), 5u);
    EXPECT_EQ(gallery.media[4].alt, u"Book 5"_s);
    EXPECT_EQ(gallery.media[4].size, QSize(30, 40));
    EXPECT_FALSE(gallery.media[4].preview.isEmpty());
}

TEST_F(BlueskyPostTest, OpensAVideoOnThePostsPage)
{
    const Post& video = post(u"Ten seconds"_s);
    ASSERT_EQ(video.media.size(), 1u);
    EXPECT_EQ(video.media[0].kind, Media::Kind::Video);
    EXPECT_EQ(video.media[0].url, video.url);
    EXPECT_EQ(video.media[0].alt, u"A white flame in a fume cupboard"_s);
    EXPECT_EQ(video.media[0].size, QSize(16, 9));
    EXPECT_FALSE(video.media[0].preview.isEmpty());
}

TEST_F(BlueskyPostTest, ReadsLinkCards)
{
    const Post& notes = post(u"Notes:"_s);
    ASSERT_TRUE(notes.card);
    EXPECT_EQ(notes.card->url, QUrl(u"https://labcoat.example/notes"_s));
    EXPECT_EQ(notes.card->title, u"Notes of last week"_s);
    EXPECT_EQ(notes.card->description, u"What we said about homework."_s);
    EXPECT_EQ(notes.card->provider, u"labcoat.example"_s);
    EXPECT_FALSE(notes.card->image.isEmpty());
    for (const auto& scheme : {u"javascript:alert(1)"_s, u"file:///etc/passwd"_s, u"notes"_s}) {
        const auto made = madePost(madeView([&](QJsonObject& view) {
            view["embed"_L1] = QJsonObject{{"$type"_L1, "app.bsky.embed.external#view"_L1},
                {"external"_L1,
                    QJsonObject{
                        {"uri"_L1, scheme}, {"title"_L1, "t"_L1}, {"description"_L1, "d"_L1}}}};
        }));
        ASSERT_TRUE(made);
        EXPECT_FALSE(made->card) << scheme.toStdString();
    }
}

TEST_F(BlueskyPostTest, ShowsListsFeedsAndStarterPacksAsCards)
{
    const Post& list = post(u"A list"_s);
    ASSERT_TRUE(list.card);
    EXPECT_FALSE(list.quote);
    EXPECT_EQ(list.card->title, u"Chat people"_s);
    EXPECT_EQ(
        list.card->url.toString(), u"https://bsky.app/profile/bea.test/lists/3n3efrs46ok2a"_s);
    const Post& feed = post(u"A feed"_s);
    ASSERT_TRUE(feed.card);
    EXPECT_EQ(feed.card->title, u"Labcoat chat"_s);
    EXPECT_EQ(feed.card->url.toString(), u"https://bsky.app/profile/bea.test/feed/labcoat"_s);
    const Post& pack = post(u"A pack"_s);
    ASSERT_TRUE(pack.card);
    EXPECT_EQ(pack.card->title, u"New to the lab"_s);
    EXPECT_EQ(pack.card->description, u"Five good people"_s);
    EXPECT_EQ(pack.card->url.toString(), u"https://bsky.app/starter-pack/bea.test/3n3efrsh3cs2a"_s);
}

TEST_F(BlueskyPostTest, ReadsQuotesOneLevelDeep)
{
    const Post& quote = post(u"This one"_s);
    ASSERT_TRUE(quote.quote);
    EXPECT_EQ(quote.quote->state, Quote::State::Shown);
    ASSERT_TRUE(quote.quote->post);
    EXPECT_EQ(quote.quote->post->author.handle, u"dora.test"_s);
    EXPECT_EQ(quote.quote->post->media.size(), 2u);
    const Post& both = post(u"Same idea"_s);
    ASSERT_EQ(both.media.size(), 1u);
    EXPECT_EQ(both.media[0].alt, u"A trolley of books"_s);
    ASSERT_TRUE(both.quote && both.quote->post);
    EXPECT_EQ(both.quote->post->uri, quote.uri);
    EXPECT_FALSE(both.quote->post->quote);
}

TEST_F(BlueskyPostTest, SaysThatAQuotedPostCannotBeShown)
{
    for (const auto& begin :
        {u"Quotes what is deleted"_s, u"Quotes what was detached"_s, u"Quotes whom I block"_s}) {
        const Post& one = post(begin);
        ASSERT_TRUE(one.quote) << begin.toStdString();
        EXPECT_EQ(one.quote->state, Quote::State::Unavailable);
        EXPECT_FALSE(one.quote->post);
    }
    const auto quoting = [](const QJsonObject& record, const DecodeContext& context) {
        const auto made = madePost(madeView([&](QJsonObject& view) {
            view["embed"_L1]
                = QJsonObject{{"$type"_L1, "app.bsky.embed.record#view"_L1}, {"record"_L1, record}};
        }),
            context);
        return made && made->quote ? made->quote->state : Quote::State::Pending;
    };
    QJsonObject record = madeView();
    record["$type"_L1] = "app.bsky.embed.record#viewRecord"_L1;
    record["value"_L1] = record.take("record"_L1);
    EXPECT_EQ(quoting(record, beaReads()), Quote::State::Shown);
    QJsonObject unknown = record;
    unknown["$type"_L1] = "app.bsky.embed.record#viewFromTomorrow"_L1;
    EXPECT_EQ(quoting(unknown, beaReads()), Quote::State::Unavailable);
    QJsonObject muted = record;
    QJsonObject author = muted["author"_L1].toObject();
    author["viewer"_L1] = QJsonObject{{"muted"_L1, true}};
    muted["author"_L1] = author;
    EXPECT_EQ(quoting(muted, beaReads()), Quote::State::Unavailable);
    Preferences preferences;
    preferences.hiddenPosts = QStringList{record["uri"_L1].toString()};
    DecodeContext context = beaReads(preferences);
    EXPECT_EQ(quoting(record, context), Quote::State::Unavailable);
}

TEST_F(BlueskyPostTest, SaysThatAQuoteIsStillToCome)
{
    const auto made = madePost(madeView([](QJsonObject& view) {
        QJsonObject record = view["record"_L1].toObject();
        record["embed"_L1]
            = jsonOf(R"({"$type":"app.bsky.embed.record","record":{"uri":"at://x","cid":"y"}})");
        view["record"_L1] = record;
    }));
    ASSERT_TRUE(made && made->quote);
    EXPECT_EQ(made->quote->state, Quote::State::Pending);
    EXPECT_FALSE(made->quote->post);
}

TEST_F(BlueskyPostTest, AddsTagsThatStandOutsideTheText)
{
    const Post& outside = post(u"The tag stands"_s);
    EXPECT_EQ(outside.tags, (QStringList{u"Maker"_s, u"LabcoatChat"_s, u"Physics"_s}));
    EXPECT_EQ(outside.language, u"sv"_s);
    const auto marked = madePost(madeView([](QJsonObject& view) {
        QJsonObject record = view["record"_L1].toObject();
        record["tags"_L1] = QJsonArray{u"#EdChat"_s, u" "_s, u"edchat"_s};
        view["record"_L1] = record;
    }));
    ASSERT_TRUE(marked);
    EXPECT_EQ(marked->tags, QStringList{u"EdChat"_s});
}

TEST_F(BlueskyPostTest, ReadsFacetsByTheirBytes)
{
    const Post& utf8 = post(u"日本語"_s);
    QStringList words;
    for (const auto& span : utf8.text.spans)
        words << utf8.text.text.mid(span.start, span.length);
    EXPECT_EQ(words,
        (QStringList{u"#labcoatchat"_s, u"@bea.test"_s, u"https://labcoat.example/längd"_s}));
    EXPECT_EQ(utf8.tags, QStringList{u"labcoatchat"_s});
}

TEST_F(BlueskyPostTest, StandsWhereTheServerSortsIt)
{
    EXPECT_EQ(toDateTime(post(u"Claims to be from 2019"_s).created),
        QDateTime(QDate(2019, 1, 2), QTime(3, 4, 5), Qt::UTC));
    const auto context = beaReads();
    EXPECT_LT(post(u"Claims to be from tomorrow"_s).created, context.now);
}

TEST_F(BlueskyPostTest, CoversWhatIsLabelled)
{
    const Post& warned = post(u"Dissection"_s);
    EXPECT_TRUE(warned.isSensitive);
    EXPECT_FALSE(post(u"Our reading"_s).isSensitive);
    const auto labelled = [](const QByteArray& value, const QByteArray& source) {
        return madeView([&](QJsonObject& view) {
            view["labels"_L1] = QJsonArray{jsonOf("{\"src\":\"" + source + "\",\"val\":\"" + value
                + "\",\"uri\":\"at://x\",\"cts\":\"2026-11-28T08:00:00Z\"}")};
        });
    };
    const QByteArray own = QByteArray(kOwnLabeller.data(), kOwnLabeller.size());
    EXPECT_FALSE(postOf(labelled("!warn", own), beaReads())->post->contentWarning.isEmpty());
    EXPECT_TRUE(postOf(labelled("!hide", own), beaReads())->isHidden);
    EXPECT_FALSE(
        postOf(labelled("!hide", "did:plc:svaplaprdhynboohkuagxkrz"), beaReads())->isHidden);
    const auto shy = madeView([](QJsonObject& view) {
        QJsonObject author = view["author"_L1].toObject();
        author["labels"_L1] = QJsonArray{QJsonObject{
            {"src"_L1, kCemDid}, {"val"_L1, "!no-unauthenticated"_L1}, {"uri"_L1, "at://x"_L1}}};
        view["author"_L1] = author;
    });
    EXPECT_FALSE(postOf(shy, beaReads())->isHidden);
    EXPECT_TRUE(postOf(shy, nobodyReads())->isHidden);
}

TEST_F(BlueskyPostTest, LeavesOutWhatTheReaderMuted)
{
    Preferences preferences;
    MutedWord word;
    word.value = u"shelves"_s;
    preferences.mutedWords.push_back(word);
    preferences.hiddenPosts << post(u"Ten seconds"_s).uri;
    const auto read = decodePosts(recorded(u"posts.json"_s), beaReads(preferences), u"/p"_s);
    ASSERT_TRUE(read);
    // The description of a picture, and what was hidden by hand.
    EXPECT_EQ(read->hidden, 2);
    EXPECT_EQ(read->items.size(), 19u);
    for (const auto& item : read->items) {
        if (item.post->text.text.startsWith(u"This one"_s)) {
            EXPECT_EQ(item.post->quote->state, Quote::State::Unavailable);
        }
    }
    EXPECT_EQ(read->skipped, 0);
    EXPECT_FALSE(read->refs.contains(post(u"Ten seconds"_s).uri));
    word.value = u"safety"_s;
    word.sparesFollowed = true;
    Preferences sparing;
    sparing.mutedWords.push_back(word);
    EXPECT_EQ(decodePosts(recorded(u"posts.json"_s), beaReads(sparing), u"/p"_s)->hidden, 0);
    word.value = u"board"_s; // stands in Bea's own question
    word.sparesFollowed = false;
    Preferences own;
    own.mutedWords.push_back(word);
    EXPECT_EQ(decodePosts(recorded(u"posts.json"_s), beaReads(own), u"/p"_s)->hidden, 0);
}

TEST_F(BlueskyPostTest, LeavesOutPeopleWhoAreMutedOrBlockedInASearch)
{
    const QByteArray marks[]
        = {R"({"muted":true})", R"({"mutedByList":{"uri":"at://x"}})", R"({"blockedBy":true})",
            R"({"blocking":"at://x"})", R"({"blockingByList":{"uri":"at://x"}})"};
    for (const auto& mark : marks) {
        const auto view = madeView([&](QJsonObject& object) {
            QJsonObject author = object["author"_L1].toObject();
            author["viewer"_L1] = jsonOf(mark);
            object["author"_L1] = author;
        });
        const auto read
            = decodePosts(bytesOf({{"posts"_L1, QJsonArray{view}}}), beaReads(), u"/p"_s);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->hidden, 1) << mark.constData();
        EXPECT_TRUE(read->items.empty());
        EXPECT_EQ(read->entries, 1);
        EXPECT_TRUE(read->oldest);
    }
}

TEST_F(BlueskyPostTest, SkipsAndCountsWhatFailsItsLexicon)
{
    const auto changed = [](const QByteArray& key, const QJsonValue& value) {
        return madeView([&](QJsonObject& view) {
            QJsonObject record = view["record"_L1].toObject();
            if (key.startsWith("record."))
                record[QString::fromLatin1(key.mid(7))] = value;
            else
                view[QString::fromLatin1(key)] = value;
            if (key != "record")
                view["record"_L1] = record;
        });
    };
    const QJsonArray posts{madeView(), changed("record", 5), changed("record.text", QJsonValue()),
        changed("record.text", 12), changed("record.createdAt", u"yesterday"_s),
        changed("uri", u"https://x.example"_s), changed("cid", QString()),
        changed("indexedAt", QString()), changed("author", QJsonObject{{"did"_L1, "x"_L1}}),
        changed("author", QJsonObject{{"did"_L1, kDoraDid}, {"handle"_L1, "dora.test"_L1}}),
        changed("record.reply", QJsonObject{{"root"_L1, 1}}), u"text"_s, QJsonValue()};
    const auto read = decodePosts(bytesOf({{"posts"_L1, posts}}), beaReads(), u"/p"_s);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->items.size(), 1u);
    EXPECT_EQ(read->entries, 13);
    EXPECT_EQ(read->skipped, 12);
}

TEST_F(BlueskyPostTest, ReadsPeople)
{
    const auto person = [](const QByteArray& text) { return authorOf(jsonOf(text), beaReads()); };
    EXPECT_FALSE(person(R"({"handle":"bea.test"})"));
    const auto broken = person(R"({"did":"did:plc:m44taptrchdgo5rloyty77bh",
        "handle":"handle.invalid","displayName":"  "})");
    ASSERT_TRUE(broken);
    EXPECT_EQ(broken->handle, u"handle.invalid"_s);
    EXPECT_EQ(broken->name.text, u"handle.invalid"_s);
    EXPECT_EQ(broken->url.toString(), u"https://bsky.app/profile/"_s + kCemDid);
    EXPECT_EQ(person(R"({"did":"did:plc:m44taptrchdgo5rloyty77bh","handle":"<b>"})")->handle,
        u"handle.invalid"_s);
    const auto vouched = [&](const QByteArray& one, const QByteArray& other) {
        return person(R"({"did":"did:plc:m44taptrchdgo5rloyty77bh","handle":"cem.test",
            "verification":{"verifications":[],"verifiedStatus":")"
            + one + R"(","trustedVerifierStatus":")" + other + "\"}}")
            ->isVerified;
    };
    EXPECT_TRUE(vouched("valid", "none"));
    EXPECT_TRUE(vouched("none", "valid"));
    EXPECT_FALSE(vouched("invalid", "none"));
    EXPECT_EQ(person("{\"did\":\"did:plc:m44taptrchdgo5rloyty77bh\",\"handle\":\"cem.test\","
                     "\"displayName\":\"Cem\\n\\u202eevil\",\"avatar\":\"data:image/png,x\"}")
                  ->name.text,
        u"Cem evil"_s);
    const auto bot = decodeProfile(recorded(u"profile_bot.json"_s), beaReads(), u"/p"_s);
    ASSERT_TRUE(bot);
    EXPECT_TRUE(bot->author.isBot);
    EXPECT_TRUE(bot->needsSignIn);
}

} // namespace
} // namespace staffroom::bluesky
