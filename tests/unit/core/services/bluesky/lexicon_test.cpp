#include "core/services/bluesky/lexicon.h"

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;

QJsonObject soundRecord()
{
    const QJsonObject ref{
        {u"uri"_s, u"at://did:plc:bea/app.bsky.feed.post/3jzfcijpj2z2a"_s}, {u"cid"_s, u"bafy"_s}};
    const QJsonObject tag{{u"$type"_s, u"app.bsky.richtext.facet#tag"_s}, {u"tag"_s, u"edchat"_s}};
    return {{u"$type"_s, u"app.bsky.feed.post"_s}, {u"text"_s, u"A1 #edchat"_s},
        {u"createdAt"_s, u"2026-11-28T10:00:00.000Z"_s}, {u"langs"_s, QJsonArray{u"en-GB"_s}},
        {u"reply"_s, QJsonObject{{u"root"_s, ref}, {u"parent"_s, ref}}},
        {u"facets"_s,
            QJsonArray{
                QJsonObject{{u"index"_s, QJsonObject{{u"byteStart"_s, 3}, {u"byteEnd"_s, 10}}},
                    {u"features"_s, QJsonArray{tag}}}}},
        {u"embed"_s, QJsonObject{{u"$type"_s, u"app.bsky.embed.record"_s}}},
        {u"tags"_s, QJsonArray{u"edchat"_s}},
        {u"labels"_s,
            QJsonObject{{u"$type"_s, u"com.atproto.label.defs#selfLabels"_s},
                {u"values"_s, QJsonArray{QJsonObject{{u"val"_s, u"nudity"_s}}}}}}};
}

QString flawWith(const QString& key, const QJsonValue& value)
{
    QJsonObject record = soundRecord();
    record.insert(key, value);
    return flawOfPost(record);
}

TEST(LexiconTest, SoundPostsHaveNoFlaw)
{
    EXPECT_EQ(flawOfPost(soundRecord()), QString());
    EXPECT_EQ(flawOfPost({{u"$type"_s, u"app.bsky.feed.post#main"_s}, {u"text"_s, QString()},
                  {u"createdAt"_s, u"2026-11-28T10:00:00Z"_s}}),
        QString());
    // What is not known is no flaw.
    EXPECT_EQ(flawWith(u"later"_s, QJsonArray{1}), QString());
    EXPECT_EQ(flawWith(u"embed"_s, QJsonObject{{u"$type"_s, u"com.other.embed"_s}}), QString());
    EXPECT_EQ(flawWith(u"text"_s, u"👨‍👩‍👧‍👦"_s.repeated(120)), QString());
}

TEST(LexiconTest, EveryFlawIsNamedByItsPath)
{
    EXPECT_EQ(flawWith(u"$type"_s, u"app.bsky.feed.like"_s), u"$type"_s);
    EXPECT_EQ(flawWith(u"text"_s, 5), u"text"_s);
    EXPECT_EQ(flawWith(u"text"_s, QString(301, u'x')), u"text"_s);
    EXPECT_EQ(flawWith(u"text"_s, u"👨‍👩‍👧‍👦"_s.repeated(121)), u"text"_s);
    EXPECT_EQ(flawWith(u"createdAt"_s, u"yesterday"_s), u"createdAt"_s);
    EXPECT_EQ(flawWith(u"createdAt"_s, QJsonValue::Undefined), u"createdAt"_s);
    EXPECT_EQ(flawWith(u"reply"_s, QJsonObject{}), u"reply.root"_s);
    EXPECT_EQ(flawWith(u"reply"_s,
                  QJsonObject{{u"root"_s, QJsonObject{{u"uri"_s, u"https://a.example"_s}}}}),
        u"reply.root.uri"_s);
    EXPECT_EQ(flawWith(u"langs"_s, QJsonArray{u"en"_s, u"?"_s}), u"langs[1]"_s);
    EXPECT_EQ(flawWith(u"langs"_s, QJsonArray{u"a"_s, u"b"_s, u"c"_s, u"d"_s}), u"langs"_s);
    EXPECT_EQ(flawWith(u"tags"_s, QJsonArray{QString(65, u'x')}), u"tags[0]"_s);
    EXPECT_EQ(flawWith(u"embed"_s, u"picture"_s), u"embed"_s);
    EXPECT_EQ(flawWith(u"labels"_s,
                  QJsonObject{{u"$type"_s, u"com.atproto.label.defs#selfLabels"_s},
                      {u"values"_s, QJsonArray{u"nudity"_s}}}),
        u"labels.values"_s);
    EXPECT_EQ(flawWith(u"facets"_s, QJsonObject{}), u"facets"_s);
    EXPECT_EQ(flawWith(u"facets"_s, QJsonArray{3}), u"facets[0].index"_s);
    const QJsonObject index{{u"byteStart"_s, 0}, {u"byteEnd"_s, 9'999}};
    EXPECT_EQ(flawWith(u"facets"_s, QJsonArray{QJsonObject{{u"index"_s, index}}}),
        u"facets[0].features"_s);
    const QJsonObject mention{
        {u"$type"_s, u"app.bsky.richtext.facet#mention"_s}, {u"did"_s, u"bea.test"_s}};
    EXPECT_EQ(
        flawWith(u"facets"_s,
            QJsonArray{QJsonObject{{u"index"_s, index}, {u"features"_s, QJsonArray{mention}}}}),
        u"facets[0].features.did"_s);
}

TEST(LexiconTest, ReadsOnlyObjectsOfABearableSize)
{
    EXPECT_TRUE(readObject("{\"a\":1}", u"p"_s));
    EXPECT_EQ(readObject("[1]", u"p"_s).error().kind, Error::Kind::Protocol);
    EXPECT_EQ(readObject("", u"p"_s).error().kind, Error::Kind::Protocol);
    EXPECT_EQ(readObject(" <html>", u"p"_s).error().path, u"p"_s);
    const QByteArray deep = "{\"a\":" + QByteArray(128, '[') + QByteArray(128, ']') + '}';
    EXPECT_EQ(readObject(deep, u"p"_s).error().kind, Error::Kind::TooLarge);
    EXPECT_TRUE(readObject("{\"a\":\"" + QByteArray(100, '[') + "\"}", u"p"_s));
    EXPECT_EQ(
        readObject("{\"a\":\"" + QByteArray(9 * 1024 * 1024, 'x') + "\"}", u"p"_s).error().kind,
        Error::Kind::TooLarge);
}

TEST(LexiconTest, ReadsMembersForWhatTheyAre)
{
    const QJsonObject object{{u"text"_s, u"a👍"_s}, {u"count"_s, 7}, {u"less"_s, -7},
        {u"more"_s, 1e300}, {u"$type"_s, u"a.b.c#main"_s}};
    EXPECT_EQ(textOf(object, "text"_L1), u"a👍"_s);
    EXPECT_EQ(textOf(object, "text"_L1, 2), u"a"_s); // never half a character
    EXPECT_EQ(textOf(object, "count"_L1), QString());
    EXPECT_EQ(countOf(object, "count"_L1), 7);
    EXPECT_EQ(countOf(object, "less"_L1), 0);
    EXPECT_EQ(countOf(object, "more"_L1), std::numeric_limits<int>::max());
    EXPECT_EQ(countOf(object, "text"_L1), 0);
    EXPECT_EQ(typeOf(object), u"a.b.c"_s);
    EXPECT_EQ(urlOf(u"https://a.example/x"_s), QUrl(u"https://a.example/x"_s));
    for (const auto& address : {u"javascript:alert(1)"_s, u"https://"_s, u"/x"_s, QString()})
        EXPECT_EQ(urlOf(address), QUrl()) << address.toStdString();
}

TEST(LexiconTest, TimesAreInUtcToTheMillisecond)
{
    const auto ms = [](const QString& text) {
        const auto time = timeOf(text);
        return time ? toMs(*time) : qint64(-1);
    };
    EXPECT_EQ(ms(u"2026-11-28T10:00:00Z"_s), 1'795'860'000'000);
    EXPECT_EQ(ms(u"2026-11-28T10:00:00.5Z"_s), 1'795'860'000'500);
    EXPECT_EQ(ms(u"2026-11-28T10:00:00.123999Z"_s), 1'795'860'000'123);
    EXPECT_EQ(ms(u"2026-11-28T11:30:00.001+01:30"_s), 1'795'860'000'001);
    EXPECT_EQ(ms(u"2026-11-28T03:00:00-07:00"_s), 1'795'860'000'000);
    EXPECT_EQ(ms(u"1970-01-01T00:00:00Z"_s), 0);
    EXPECT_FALSE(timeOf(1'795'860'000));
    EXPECT_FALSE(timeOf(QJsonValue()));
}

} // namespace
} // namespace staffroom::bluesky
