#include "core/model/feed_spec.h"
#include "core/services/bluesky/jetstream_scan.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;

const QString kJetAuthor = u"did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"_s;

/// A message as a Jetstream writes it, with this record.
QString jetMessage(const QString& key, const QJsonObject& record,
    const QString& operation = u"create"_s, qint64 time = 1'795'850'000'000'000)
{
    QJsonObject commit{{u"rev"_s, key}, {u"operation"_s, operation},
        {u"collection"_s, u"app.bsky.feed.post"_s}, {u"rkey"_s, key}};
    if (!record.isEmpty())
        commit[u"record"_s] = record;
    return QString::fromUtf8(QJsonDocument(
        QJsonObject{{u"did"_s, kJetAuthor}, {u"time_us"_s, time}, {u"kind"_s, u"commit"_s},
            {u"commit"_s,
                commit}}).toJson(QJsonDocument::Compact));
}

QJsonObject jetRecord(const QString& text, const QString& facetTag, const QStringList& tags = {})
{
    QJsonObject record{{u"$type"_s, u"app.bsky.feed.post"_s}, {u"text"_s, text},
        {u"createdAt"_s, u"2026-11-28T09:00:00.000Z"_s}};
    if (!facetTag.isEmpty()) {
        record[u"facets"_s] = QJsonArray{
            QJsonObject{{u"index"_s, QJsonObject{{u"byteStart"_s, 0}, {u"byteEnd"_s, 3}}},
                {u"features"_s,
                    QJsonArray{QJsonObject{
                        {u"$type"_s, u"app.bsky.richtext.facet#tag"_s}, {u"tag"_s, facetTag}}}}}};
    }
    if (!tags.isEmpty())
        record[u"tags"_s] = QJsonArray::fromStringList(tags);
    return record;
}

QString jetUri(const QString& key)
{
    return u"at://%1/app.bsky.feed.post/%2"_s.arg(kJetAuthor, key);
}

TEST(JetstreamScan, ReadsOnlyWhatHasTheTag)
{
    QStringList messages;
    for (int i = 0; i < 5'000; ++i) {
        // Words, other tags, longer tags and quoted JSON in the text are no reason to read it.
        messages << jetMessage(u"n%1"_s.arg(i),
            jetRecord(u"#edchat \"tag\":\"edchat\" \\"_s,
                i % 3 == 0       ? u"edchatter"_s
                    : i % 3 == 1 ? u"chat"_s
                                 : QString(),
                i % 5 == 0 ? QStringList{u"ed"_s, u"Schule ü"_s} : QStringList()));
    }
    messages << jetMessage(u"a"_s, jetRecord(u"one"_s, u"EdChat"_s));
    messages << jetMessage(u"b"_s, jetRecord(u"two"_s, {}, {u"maths"_s, u"EDCHAT"_s}));
    messages << jetMessage(u"c"_s, jetRecord(u"three"_s, u"ｅｄｃｈａｔ"_s));
    const auto scan = scanJetstream(messages, {u"edchat"_s}, {});
    EXPECT_EQ(scan.posts, (QStringList{jetUri(u"a"_s), jetUri(u"b"_s), jetUri(u"c"_s)}));
    EXPECT_EQ(scan.seen, 5'003);
    EXPECT_EQ(scan.parsed, 3);
    qint64 bytes = 0;
    for (const auto& message : messages)
        bytes += message.toUtf8().size();
    EXPECT_EQ(scan.bytes, bytes);
}

TEST(JetstreamScan, FollowsSeveralTagsOfAnyScript)
{
    const QStringList messages{jetMessage(u"a"_s, jetRecord(u"x"_s, u"Füße"_s)),
        jetMessage(u"b"_s, jetRecord(u"x"_s, u"教育"_s)),
        jetMessage(u"c"_s, jetRecord(u"x"_s, u"maths"_s)),
        jetMessage(u"d"_s, jetRecord(u"x"_s, u"musik"_s))};
    const auto scan = scanJetstream(messages, {foldTag(u"FüßE"_s), u"教育"_s, u"maths"_s}, {});
    EXPECT_EQ(scan.posts.size(), 3);
    EXPECT_EQ(scan.parsed, 3);
}

TEST(JetstreamScan, ReadsOtherWaysToWriteJson)
{
    const QString spaced
        = u"{ \"did\" : \"%1\", \"time_us\" : 17, \"kind\" : \"commit\", \"commit\" : "
          "{ \"operation\" : \"create\", \"collection\" : \"app.bsky.feed.post\", \"rkey\" : \"a\","
          " \"record\" : { \"tags\" : [ \"one\", \"edchat\" ] } } }"_s.arg(kJetAuthor);
    const QString escaped = jetMessage(u"b"_s, jetRecord(u"x"_s, u"EDCHAT"_s))
                                .replace(u"EDCHAT"_s, u"ed\\u0063hat"_s);
    const auto scan = scanJetstream({spaced, escaped}, {u"edchat"_s}, {});
    EXPECT_EQ(scan.posts, (QStringList{jetUri(u"a"_s), jetUri(u"b"_s)}));
}

TEST(JetstreamScan, NoticesDeletionsOfWatchedPostsOnly)
{
    QStringList messages;
    for (int i = 0; i < 100; ++i)
        messages << jetMessage(u"n%1"_s.arg(i), {}, u"delete"_s);
    messages << jetMessage(u"mine"_s, {}, u"delete"_s);
    messages << jetMessage(u"mine"_s, jetRecord(u"x"_s, u"edchat"_s), u"update"_s);
    const auto scan = scanJetstream(messages, {u"edchat"_s}, {u"mine"_s});
    EXPECT_EQ(scan.deleted, QStringList{jetUri(u"mine"_s)});
    EXPECT_TRUE(scan.posts.isEmpty());
    EXPECT_EQ(scan.parsed, 2);
}

TEST(JetstreamScan, KnowsTheTimeOfTheNewest)
{
    const QString account = u"{\"did\":\"%1\",\"time_us\":1795850000000009,\"kind\":\"account\","
                            "\"account\":{\"active\":true}}"_s.arg(kJetAuthor);
    EXPECT_EQ(
        scanJetstream({jetMessage(u"a"_s, jetRecord(u"x"_s, {})), account}, {u"x"_s}, {}).lastTime,
        1'795'850'000'000'009);
    EXPECT_EQ(scanJetstream({account, u"rubbish"_s}, {u"x"_s}, {}).lastTime, 1'795'850'000'000'009);
    EXPECT_EQ(scanJetstream({}, {u"x"_s}, {}).lastTime, 0);
}

TEST(JetstreamScan, SurvivesRubbish)
{
    const QStringList messages{u"\"tag"_s, u"\"tag\""_s, u"\"tag\":"_s, u"\"tag\":\""_s,
        u"\"tag\":\"edchat"_s, u"\"tags\":["_s, u"\"tags\":[\"edchat\""_s, u"\"tag\":\"\\"_s,
        u"{\"tag\":\"edchat\"}"_s, u"\"rkey\""_s, u"\"delete\" \"rkey\":\""_s, QString(),
        jetMessage(u"no key!"_s, jetRecord(u"x"_s, u"edchat"_s))};
    const auto scan = scanJetstream(messages, {u"edchat"_s}, {u"mine"_s});
    EXPECT_TRUE(scan.posts.isEmpty());
    EXPECT_EQ(scan.seen, messages.size());
}

} // namespace
} // namespace staffroom::bluesky
