#include "tests/unit/core/services/x/decode_fixture.h"

#include <functional>
#include <random>

namespace staffroom::x {
namespace {

/// What holds for every post, whatever came.
void expectSane(const Post& post)
{
    EXPECT_FALSE(post.id.remote.isEmpty());
    EXPECT_FALSE(post.author.id.remote.isEmpty());
    EXPECT_TRUE(post.terms);
    EXPECT_LE(post.text.text.size(), 20'000);
    int free = 0;
    for (const auto& span : post.text.spans) {
        EXPECT_GE(span.start, free);
        EXPECT_GT(span.length, 0);
        EXPECT_LE(span.end(), post.text.text.size());
        EXPECT_TRUE(span.target.scheme() == u"https"_s || span.target.scheme() == u"http"_s);
        free = span.end();
    }
    for (const auto& media : post.media)
        EXPECT_TRUE(media.url.isEmpty() || media.url.scheme().startsWith(u"http"_s));
    if (post.quote && post.quote->post) {
        EXPECT_FALSE(post.quote->post->quote);
        expectSane(*post.quote->post);
    }
}

/// Reads it as everything it might be.
void readAsAll(const QByteArray& bytes)
{
    const auto page = decodePosts(bytes, beaReads(), u"/p"_s);
    if (page) {
        for (const auto& item : page->items) {
            ASSERT_TRUE(item.post);
            expectSane(*item.post);
        }
    }
    (void)decodeUser(bytes, beaReads(), u"/p"_s);
    (void)decodePeople(bytes, beaReads(), u"/p"_s);
    (void)decodeLists(bytes, beaReads(), u"/p"_s);
    (void)decodeCounts(bytes, beaReads(), u"/p"_s);
    (void)decodeId(bytes, beaReads(), u"/p"_s);
    (void)decodeMedia(bytes, beaReads(), u"/p"_s);
}

QStringList allAnswers()
{
    return {u"chat_tweets.json"_s, u"chat_posts.json"_s, u"counts_tweets.json"_s,
        u"counts_posts.json"_s, u"person.json"_s, u"people.json"_s, u"lists.json"_s};
}

QByteArray compact(const QString& name)
{
    return QJsonDocument::fromJson(invented(name)).toJson(QJsonDocument::Compact);
}

TEST(XBrokenAnswerTest, CutAnywhereItIsNoAnswer)
{
    for (const auto& name : allAnswers()) {
        const QByteArray whole = compact(name);
        const qsizetype step = whole.size() > 2'000 ? 61 : 1;
        for (qsizetype length = 0; length < whole.size(); length += step) {
            EXPECT_FALSE(decodePosts(whole.left(length), beaReads(), u"/p"_s));
            EXPECT_FALSE(decodeUser(whole.left(length), beaReads(), u"/p"_s));
        }
        readAsAll(whole);
    }
}

TEST(XBrokenAnswerTest, ChangedBytesDoNoHarm)
{
    std::mt19937 random(20'261'128); // the same every time
    for (const auto& name : allAnswers()) {
        const QByteArray whole = compact(name);
        for (int round = 0; round < 150; ++round) {
            QByteArray bytes = whole;
            const int changes = 1 + static_cast<int>(random() % 6);
            for (int i = 0; i < changes; ++i) {
                const auto at
                    = static_cast<qsizetype>(random() % static_cast<size_t>(bytes.size()));
                bytes[at] = static_cast<char>(random());
            }
            readAsAll(bytes);
        }
    }
}

/// Calls `use` with copies of `value` in each of which one value, however deep, is `other`.
void eachWithOneChanged(const QJsonValue& value, const QJsonValue& other,
    const std::function<void(const QJsonValue&)>& use)
{
    use(other);
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            eachWithOneChanged(it.value(), other, [&](const QJsonValue& inner) {
                QJsonObject changed = object;
                changed.insert(it.key(), inner);
                use(changed);
            });
        }
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            eachWithOneChanged(array.at(i), other, [&](const QJsonValue& inner) {
                QJsonArray changed = array;
                changed[i] = inner;
                use(changed);
            });
        }
    }
}

/// One post of every kind the chat has, each with what it needs, so that the answers stay small.
std::vector<QJsonObject> singlePosts(const QString& name)
{
    const QJsonObject whole = jsonOf(invented(name));
    std::vector<QJsonObject> all;
    for (const auto post : whole.value("data"_L1).toArray()) {
        QJsonObject answer = whole;
        answer["data"_L1] = QJsonArray{post};
        all.push_back(answer);
    }
    return all;
}

TEST(XBrokenAnswerTest, AWrongTypeAnywhereInAPostDoesNoHarm)
{
    const QJsonValue others[] = {QJsonValue::Null, -1, 1e300, u""_s, u"\xD800&amp"_s, true,
        QJsonArray{QJsonArray{}, 7}, QJsonObject{{"id"_L1, u"1"_s}, {"type"_L1, 7}}};
    for (const auto& answer : singlePosts(u"chat_posts.json"_s)) {
        for (const auto& other : others) {
            eachWithOneChanged(answer.value("data"_L1), other, [&](const QJsonValue& data) {
                QJsonObject changed = answer;
                changed["data"_L1] = data;
                const auto page = decodePosts(bytesOf(changed), beaReads(), u"/p"_s);
                if (!page)
                    return;
                for (const auto& item : page->items)
                    expectSane(*item.post);
                if (data.isArray() && data.toArray().size() == 1) {
                    EXPECT_EQ(page->items.size() + static_cast<size_t>(page->skipped), 1u);
                }
            });
        }
    }
}

TEST(XBrokenAnswerTest, AWrongTypeAnywhereBesideThePostsDoesNoHarm)
{
    const QJsonValue others[] = {QJsonValue::Null, 7, u"x"_s, QJsonArray{7}, QJsonObject{}};
    const QJsonObject whole = jsonOf(invented(u"chat_tweets.json"_s));
    const auto size = static_cast<size_t>(whole.value("data"_L1).toArray().size());
    for (const auto key : {"includes"_L1, "errors"_L1, "meta"_L1}) {
        for (const auto& other : others) {
            eachWithOneChanged(whole.value(key), other, [&](const QJsonValue& part) {
                QJsonObject changed = whole;
                changed[key] = part;
                const auto page = decodePosts(bytesOf(changed), beaReads(), u"/p"_s);
                ASSERT_TRUE(page);
                EXPECT_EQ(page->items.size() + static_cast<size_t>(page->skipped), size);
                for (const auto& item : page->items)
                    expectSane(*item.post);
            });
        }
    }
}

TEST(XBrokenAnswerTest, EntitiesMayLieAnywhere)
{
    std::mt19937 random(7);
    const QString pieces[] = {u"#eins"_s, u"@bea"_s, u"https://t.co/abc"_s, u"&amp;"_s, u"&lt;"_s,
        u"😀"_s, u"👩🏽‍🔬"_s, u"مرحبا"_s, u" "_s, u"\n"_s, u"x"_s, QString(QChar(0xD83D))};
    const auto place = [&] { return static_cast<int>(random() % 60) - 5; };
    for (int round = 0; round < 3'000; ++round) {
        QString text;
        for (unsigned i = 0; i < random() % 14; ++i)
            text += pieces[random() % std::size(pieces)];
        QJsonArray tags;
        QJsonArray names;
        QJsonArray links;
        for (unsigned i = 0; i < random() % 4; ++i) {
            tags.append(
                QJsonObject{{"start"_L1, place()}, {"end"_L1, place()}, {"tag"_L1, u"eins"_s}});
            names.append(
                QJsonObject{{"start"_L1, place()}, {"end"_L1, place()}, {"username"_L1, u"bea"_s}});
            links.append(QJsonObject{{"start"_L1, place()}, {"end"_L1, place()},
                {"url"_L1, u"https://t.co/abc"_s}, {"display_url"_L1, u"a.example/…"_s},
                {"media_key"_L1, u"3_1"_s}});
        }
        QJsonObject answer = madeAnswer({madePost({{"text"_L1, text},
            {"attachments"_L1, QJsonObject{{"media_keys"_L1, QJsonArray{u"3_1"_s}}}},
            {"entities"_L1,
                QJsonObject{{"hashtags"_L1, tags}, {"mentions"_L1, names}, {"urls"_L1, links}}}})});
        QJsonObject includes = answer.value("includes"_L1).toObject();
        includes.insert("media"_L1,
            QJsonArray{
                jsonOf(R"({"media_key":"3_1","type":"photo","url":"https://p.example/1"})")});
        answer["includes"_L1] = includes;
        const Post post = onlyPost(answer);
        expectSane(post);
        for (const auto& span : post.text.spans) {
            const QString covered = post.text.text.mid(span.start, span.length);
            EXPECT_TRUE(
                covered == u"#eins"_s || covered == u"@bea"_s || covered == u"a.example/…"_s)
                << text.toStdString() << ": " << covered.toStdString();
        }
    }
}

} // namespace
} // namespace staffroom::x
