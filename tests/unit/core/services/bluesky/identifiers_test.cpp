#include "core/services/bluesky/identifiers.h"

#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/tid.h"
#include "tests/support/shared_data.h"

#include <QFile>

#include <gtest/gtest.h>

#include <functional>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;

/// One value a line; lines that begin with '#' are words about them. Space at the ends counts.
QStringList vectorsOf(const QString& folder, const QString& name)
{
    QFile file(folder + u'/' + name + u".txt"_s);
    QStringList out;
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (!line.isEmpty() && !line.startsWith(u'#'))
            out += line;
    }
    return out;
}

struct SyntaxCase {
    QString file;
    bool isRight;
    int count;
    std::function<bool(const QString&)> accepts;
};

TEST(IdentifiersTest, AgreeWithTheVectorsOfTheProtocol)
{
    STAFFROOM_NEED_SHARED(folder, "corpora/atproto-interop/syntax");
    const auto uri = [](const QString& text) { return parseAtUri(text).has_value(); };
    const std::vector<SyntaxCase> cases{
        {u"atidentifier_syntax_valid"_s, true, 11, isAtIdentifier},
        {u"atidentifier_syntax_invalid"_s, false, 22, isAtIdentifier},
        {u"aturi_syntax_valid"_s, true, 23, uri},
        {u"aturi_syntax_invalid"_s, false, 72, uri},
        {u"datetime_syntax_valid"_s, true, 33, isDatetime},
        {u"datetime_syntax_invalid"_s, false, 46, isDatetime},
        {u"datetime_parse_invalid"_s, false, 6, isDatetime},
        {u"did_syntax_valid"_s, true, 24, isDid},
        {u"did_syntax_invalid"_s, false, 18, isDid},
        {u"handle_syntax_valid"_s, true, 71, isHandle},
        {u"handle_syntax_invalid"_s, false, 48, isHandle},
        {u"language_syntax_valid"_s, true, 18, isLanguage},
        {u"language_syntax_invalid"_s, false, 6, isLanguage},
        // Well-formed, though a registry would refuse them.
        {u"language_parse_invalid"_s, true, 6, isLanguage},
        {u"nsid_syntax_valid"_s, true, 25, isNsid},
        {u"nsid_syntax_invalid"_s, false, 27, isNsid},
        {u"recordkey_syntax_valid"_s, true, 16, isRecordKey},
        {u"recordkey_syntax_invalid"_s, false, 11, isRecordKey},
        {u"tid_syntax_valid"_s, true, 6, isTid},
        {u"tid_syntax_invalid"_s, false, 7, isTid},
    };
    for (const SyntaxCase& check : cases) {
        const QStringList vectors = vectorsOf(folder, check.file);
        EXPECT_EQ(vectors.size(), check.count) << check.file.toStdString();
        for (const QString& text : vectors) {
            EXPECT_EQ(check.accepts(text), check.isRight)
                << check.file.toStdString() << ": " << text.left(200).toStdString();
        }
    }
}

TEST(IdentifiersTest, EveryRightDatetimeIsATime)
{
    STAFFROOM_NEED_SHARED(folder, "corpora/atproto-interop/syntax");
    for (const QString& text : vectorsOf(folder, u"datetime_syntax_valid"_s)) {
        // To the second and without the zone, which Qt reads in fewer forms.
        const QDateTime seconds = QDateTime::fromString(text.left(19) + u'Z', Qt::ISODate);
        const auto time = timeOf(text);
        ASSERT_TRUE(time) << text.toStdString();
        EXPECT_LE(std::abs(toDateTime(*time).secsTo(seconds)), 24 * 3'600) << text.toStdString();
    }
    for (const auto* file : {u"datetime_syntax_invalid", u"datetime_parse_invalid"}) {
        for (const QString& text : vectorsOf(folder, QString::fromUtf16(file)))
            EXPECT_FALSE(timeOf(text)) << text.toStdString();
    }
}

TEST(IdentifiersTest, PartsOfAnAddressOfARecord)
{
    const auto whole = parseAtUri(u"at://did:plc:asdf123/app.bsky.feed.post/3jzfcijpj2z2a");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->authority, u"did:plc:asdf123"_s);
    EXPECT_EQ(whole->collection, kPostCollection);
    EXPECT_EQ(whole->key, u"3jzfcijpj2z2a"_s);
    EXPECT_EQ(whole->text(), u"at://did:plc:asdf123/app.bsky.feed.post/3jzfcijpj2z2a"_s);
    const auto person = parseAtUri(u"at://bea.test");
    ASSERT_TRUE(person);
    EXPECT_EQ(person->authority, u"bea.test"_s);
    EXPECT_TRUE(person->collection.isEmpty() && person->key.isEmpty());
    EXPECT_EQ(person->text(), u"at://bea.test"_s);
    EXPECT_FALSE(parseAtUri(u""));
}

TEST(IdentifiersTest, RefusesDaysThatAreNot)
{
    EXPECT_TRUE(isDatetime(u"2024-02-29T12:00:00Z"));
    EXPECT_FALSE(isDatetime(u"2026-02-29T12:00:00Z"));
    EXPECT_FALSE(isDatetime(u"2026-02-28T24:00:00Z"));
    EXPECT_FALSE(isDatetime(u"2026-02-28T12:00:00+24:00"));
    EXPECT_FALSE(isDatetime(u"9999-12-31T23:59:59-01:00"));
    EXPECT_FALSE(isDatetime(u"٢٠٢٦-02-28T12:00:00Z"));
}

TEST(TidTest, IsAKeyThatOnlyTimeAndSeedDecide)
{
    const Timestamp when = timestampFromMs(1'795'860'000'123);
    const QString key = tidOf(when, "draft-1");
    EXPECT_TRUE(isTid(key)) << key.toStdString();
    EXPECT_EQ(tidOf(when, "draft-1"), key);
    EXPECT_NE(tidOf(when, "draft-2"), key);
    EXPECT_NE(tidOf(when + Millis(1), "draft-1"), key);
}

TEST(TidTest, SortsAsTimeDoes)
{
    QString last;
    for (int i = 0; i < 200; ++i) {
        const QString key
            = tidOf(timestampFromMs(1'795'860'000'000 + i), QByteArray::number(i * 7'919));
        EXPECT_GT(key, last);
        last = key;
    }
}

TEST(TidTest, HoldsTheTimeInMicroseconds)
{
    constexpr QLatin1StringView alphabet("234567abcdefghijklmnopqrstuvwxyz");
    for (const qint64 ms : {qint64(0), qint64(1), qint64(1'795'860'000'123)}) {
        quint64 value = 0;
        for (const QChar c : tidOf(timestampFromMs(ms), "x"))
            value = value << 5 | static_cast<quint64>(alphabet.indexOf(c));
        EXPECT_EQ(static_cast<qint64>((value >> 10) / 1'000), ms);
    }
    EXPECT_TRUE(isTid(tidOf(timestampFromMs(-5), "x")));
    EXPECT_TRUE(isTid(tidOf(timestampFromMs(std::numeric_limits<qint64>::max() / 2'000), "x")));
}

} // namespace
} // namespace staffroom::bluesky
