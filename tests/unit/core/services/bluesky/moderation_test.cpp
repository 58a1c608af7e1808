#include "core/services/bluesky/moderation.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;
using ShowHow = Preferences::Show;

const Timestamp kJudged = timestampFromMs(1'795'860'000'000); // 2026-11-28
const QString kWriter = u"did:plc:writer"_s;
const QString kSubscribed = u"did:plc:labeller"_s;

QJsonObject labelFrom(const QString& source, const QString& value)
{
    return {{u"src"_s, source}, {u"uri"_s, u"at://did:plc:writer/app.bsky.feed.post/a"_s},
        {u"val"_s, value}, {u"cts"_s, u"2026-11-27T10:00:00.000Z"_s}};
}

Verdict judged(const QJsonArray& labels, const Preferences& preferences = {})
{
    return judgeLabels(labels, kWriter, preferences, kJudged);
}

Preferences preferencesOf(const QJsonArray& items)
{
    const QJsonObject answer{{u"preferences"_s, items}};
    const auto out = decodePreferences(QJsonDocument(answer).toJson(), u"getPreferences"_s);
    return out ? *out : Preferences();
}

QJsonObject preferenceItem(const QString& name, QJsonObject members)
{
    members.insert(u"$type"_s, u"app.bsky.actor.defs#"_s + name);
    return members;
}

TEST(PreferencesTest, AreReadFromTheirItems)
{
    const QString feed = u"at://did:plc:bea/app.bsky.feed.generator/chat"_s;
    const QString list = u"at://did:plc:bea/app.bsky.graph.list/3jzfcijpj2z2a"_s;
    const QString other = u"at://did:plc:cal/app.bsky.feed.generator/other"_s;
    const auto saved = [](const QString& type, const QString& value, bool isPinned) {
        return QJsonObject{
            {u"id"_s, u"x"_s}, {u"type"_s, type}, {u"value"_s, value}, {u"pinned"_s, isPinned}};
    };
    const Preferences read = preferencesOf({
        preferenceItem(u"adultContentPref"_s, {{u"enabled"_s, true}}),
        preferenceItem(
            u"contentLabelPref"_s, {{u"label"_s, u"nsfw"_s}, {u"visibility"_s, u"hide"_s}}),
        preferenceItem(u"contentLabelPref"_s,
            {{u"label"_s, u"rude"_s}, {u"visibility"_s, u"warn"_s},
                {u"labelerDid"_s, kSubscribed}}),
        preferenceItem(
            u"contentLabelPref"_s, {{u"label"_s, u"odd"_s}, {u"visibility"_s, u"sometimes"_s}}),
        preferenceItem(u"labelersPref"_s,
            {{u"labelers"_s,
                QJsonArray{QJsonObject{{u"did"_s, kSubscribed}},
                    QJsonObject{{u"did"_s, u"nobody"_s}},
                    QJsonObject{{u"did"_s, QString(kOwnLabeller)}}}}}),
        preferenceItem(u"mutedWordsPref"_s,
            {{u"items"_s,
                QJsonArray{QJsonObject{{u"value"_s, u"exam"_s},
                               {u"targets"_s, QJsonArray{u"content"_s, u"tag"_s}}},
                    QJsonObject{{u"value"_s, u"Ofsted"_s}, {u"targets"_s, QJsonArray{u"tag"_s}},
                        {u"actorTarget"_s, u"exclude-following"_s},
                        {u"expiresAt"_s, u"2026-12-01T00:00:00.000Z"_s}},
                    QJsonObject{{u"value"_s, u"lost"_s}, {u"targets"_s, QJsonArray{}}}}}}),
        preferenceItem(u"hiddenPostsPref"_s,
            {{u"items"_s, QJsonArray{u"at://did:plc:a/app.bsky.feed.post/b"_s, u"junk"_s}}}),
        preferenceItem(u"savedFeedsPrefV2"_s,
            {{u"items"_s,
                QJsonArray{saved(u"timeline"_s, u"following"_s, true),
                    saved(u"feed"_s, other, false), saved(u"list"_s, list, true),
                    saved(u"feed"_s, feed, true)}}}),
        preferenceItem(u"savedFeedsPref"_s,
            {{u"pinned"_s, QJsonArray{u"at://did:plc:old/app.bsky.feed.generator/old"_s}},
                {u"saved"_s, QJsonArray{}}}),
        preferenceItem(u"somethingNew"_s, {{u"x"_s, 1}}),
        u"no object"_s,
    });
    EXPECT_TRUE(read.showsAdult);
    EXPECT_EQ(read.labels,
        (QHash<QString, ShowHow>{
            {u"porn"_s, ShowHow::Hide}, {kSubscribed + u" rude"_s, ShowHow::Warn}}));
    EXPECT_EQ(read.labellers, QStringList{kSubscribed});
    ASSERT_EQ(read.mutedWords.size(), 2u);
    EXPECT_EQ(read.mutedWords[0], (MutedWord{u"exam"_s, true, true, false, std::nullopt}));
    EXPECT_EQ(read.mutedWords[1].sparesFollowed, true);
    EXPECT_EQ(read.mutedWords[1].inText, false);
    ASSERT_TRUE(read.mutedWords[1].expires);
    EXPECT_EQ(toDateTime(*read.mutedWords[1].expires), QDateTime({2026, 12, 1}, {0, 0}, Qt::UTC));
    EXPECT_EQ(read.hiddenPosts, QStringList{u"at://did:plc:a/app.bsky.feed.post/b"_s});
    ASSERT_EQ(read.pins.size(), 3u);
    EXPECT_EQ(read.pins[0].uri, list);
    EXPECT_FALSE(read.pins[0].isFeed);
    EXPECT_EQ(read.pins[1].uri, feed);
    EXPECT_TRUE(read.pins[1].isFeed);
    EXPECT_EQ(read.pins[2].uri, other);
}

TEST(PreferencesTest, OldSavedFeedsCountWhereThereAreNoNewOnes)
{
    const QString one = u"at://did:plc:a/app.bsky.feed.generator/one"_s;
    const QString two = u"at://did:plc:a/app.bsky.feed.generator/two"_s;
    const Preferences read = preferencesOf({preferenceItem(u"savedFeedsPref"_s,
        {{u"pinned"_s, QJsonArray{two}}, {u"saved"_s, QJsonArray{one, two}}})});
    ASSERT_EQ(read.pins.size(), 2u);
    EXPECT_EQ(read.pins[0].uri, two);
    EXPECT_EQ(read.pins[1].uri, one);
}

TEST(PreferencesTest, NoneAreTheDefaults)
{
    EXPECT_EQ(preferencesOf({}), Preferences());
    EXPECT_FALSE(decodePreferences("{}", u"p"_s));
    EXPECT_FALSE(decodePreferences("[]", u"p"_s));
    EXPECT_FALSE(decodePreferences("<html>", u"p"_s));
    Preferences other;
    other.pins.push_back({u"at://did:plc:a/app.bsky.feed.generator/one"_s, true});
    EXPECT_FALSE(other == Preferences());
}

TEST(PreferencesTest, LabellersAreNamedInTheHeader)
{
    Preferences preferences;
    EXPECT_EQ(acceptedLabellers(preferences), "did:plc:ar7c4by46qjdydhdevvrndac;redact");
    preferences.labellers = {u"did:plc:a"_s, u"did:web:b.example"_s};
    EXPECT_EQ(acceptedLabellers(preferences),
        "did:plc:ar7c4by46qjdydhdevvrndac;redact, did:plc:a, did:web:b.example");
    for (int i = 0; i < 50; ++i)
        preferences.labellers += u"did:plc:x%1"_s.arg(i);
    EXPECT_EQ(acceptedLabellers(preferences).count(','), 19);
}

TEST(ModerationTest, AdultMediaAreCoveredByDefault)
{
    for (const auto& value : {u"porn"_s, u"sexual"_s, u"nudity"_s, u"graphic-media"_s, u"gore"_s}) {
        const Verdict own = judged({labelFrom(kWriter, value)});
        EXPECT_TRUE(own.isSensitive) << value.toStdString();
        EXPECT_FALSE(own.isHidden) << value.toStdString();
        EXPECT_EQ(own.warning, QString()) << value.toStdString(); // the words stay readable
        EXPECT_TRUE(judged({labelFrom(kOwnLabeller, value)}).isSensitive);
    }
}

TEST(ModerationTest, TheReadersChoiceCounts)
{
    Preferences preferences;
    preferences.labels = {
        {u"sexual"_s, ShowHow::Hide}, {u"nudity"_s, ShowHow::Ignore}, {u"porn"_s, ShowHow::Ignore}};
    EXPECT_TRUE(judged({labelFrom(kWriter, u"sexual"_s)}, preferences).isHidden);
    EXPECT_FALSE(judged({labelFrom(kWriter, u"nudity"_s)}, preferences).isSensitive);
    // Only with adult media switched on can their cover be taken off.
    EXPECT_TRUE(judged({labelFrom(kWriter, u"porn"_s)}, preferences).isSensitive);
    preferences.showsAdult = true;
    EXPECT_FALSE(judged({labelFrom(kWriter, u"porn"_s)}, preferences).isSensitive);
    // A choice for one labeller goes before the general one.
    preferences.labels.insert(QString(kOwnLabeller) + u" porn"_s, ShowHow::Hide);
    EXPECT_TRUE(judged({labelFrom(kOwnLabeller, u"porn"_s)}, preferences).isHidden);
    EXPECT_FALSE(judged({labelFrom(kWriter, u"porn"_s)}, preferences).isHidden);
}

TEST(ModerationTest, LabelsOfStrangersCountForNothing)
{
    const QJsonArray labels{labelFrom(u"did:plc:stranger"_s, u"!hide"_s),
        labelFrom(u"did:plc:stranger"_s, u"porn"_s), labelFrom({}, u"!hide"_s)};
    const Verdict verdict = judged(labels);
    EXPECT_FALSE(verdict.isHidden || verdict.isSensitive);
    EXPECT_FALSE(judgeLabels({labelFrom({}, u"porn"_s)}, {}, {}, kJudged).isSensitive);
}

TEST(ModerationTest, OrdersOfTheNetworkHold)
{
    EXPECT_TRUE(judged({labelFrom(kOwnLabeller, u"!hide"_s)}).isHidden);
    const Verdict warned = judged({labelFrom(kOwnLabeller, u"!warn"_s)});
    EXPECT_TRUE(warned.isSensitive);
    EXPECT_EQ(warned.warning, u"warning"_s);
    EXPECT_FALSE(warned.isHidden);
    // Nobody gives them about themselves.
    EXPECT_FALSE(judged({labelFrom(kWriter, u"!hide"_s)}).isHidden);
    EXPECT_FALSE(judged({labelFrom(kWriter, u"!warn"_s)}).isSensitive);
    EXPECT_TRUE(judged({labelFrom(kWriter, u"!no-unauthenticated"_s)}).needsSignIn);
    EXPECT_TRUE(judged({labelFrom(kWriter, u"bot"_s)}).isBot);
}

TEST(ModerationTest, OtherLabelsOfTheNetworkCoverThePost)
{
    const Verdict verdict = judged({labelFrom(kOwnLabeller, u"self-harm"_s)});
    EXPECT_EQ(verdict.warning, u"self harm"_s);
    EXPECT_TRUE(verdict.isSensitive);
    Preferences preferences;
    preferences.labels.insert(QString(kOwnLabeller) + u" spam"_s, ShowHow::Hide);
    EXPECT_TRUE(judged({labelFrom(kOwnLabeller, u"spam"_s)}, preferences).isHidden);
    EXPECT_EQ(judged({labelFrom(kWriter, u"self-harm"_s)}).warning, QString());
}

TEST(ModerationTest, BadgesOfOtherLabellersCoverNothing)
{
    Preferences preferences;
    preferences.labellers = {kSubscribed};
    preferences.labels
        = {{kSubscribed + u" teacher"_s, ShowHow::Warn}, {kSubscribed + u" rude"_s, ShowHow::Hide}};
    EXPECT_FALSE(judged({labelFrom(kSubscribed, u"teacher"_s)}, preferences).isSensitive);
    EXPECT_FALSE(judged({labelFrom(kSubscribed, u"unknown"_s)}, preferences).isSensitive);
    EXPECT_TRUE(judged({labelFrom(kSubscribed, u"rude"_s)}, preferences).isHidden);
    EXPECT_TRUE(judged({labelFrom(kSubscribed, u"porn"_s)}, preferences).isSensitive);
}

TEST(ModerationTest, LabelsThatAreOverOrTakenBackCountForNothing)
{
    QJsonObject over = labelFrom(kOwnLabeller, u"!hide"_s);
    over.insert(u"exp"_s, u"2026-11-27T12:00:00.000Z"_s);
    EXPECT_FALSE(judged({over}).isHidden);
    over.insert(u"exp"_s, u"2027-01-01T12:00:00.000Z"_s);
    EXPECT_TRUE(judged({over}).isHidden);

    QJsonObject taken = labelFrom(kOwnLabeller, u"!hide"_s);
    taken.insert(u"neg"_s, true);
    EXPECT_FALSE(judged({taken}).isHidden);
    EXPECT_FALSE(judged({labelFrom(kOwnLabeller, u"!hide"_s), taken}).isHidden);
    // Given again later.
    QJsonObject again = labelFrom(kOwnLabeller, u"!hide"_s);
    again.insert(u"cts"_s, u"2026-11-27T11:00:00.000Z"_s);
    EXPECT_TRUE(judged({taken, again}).isHidden);
    // Only the labeller itself takes one back.
    taken.insert(u"src"_s, kWriter);
    EXPECT_TRUE(judged({labelFrom(kOwnLabeller, u"!hide"_s), taken}).isHidden);
}

TEST(ModerationTest, JunkIsNoLabel)
{
    const Verdict verdict
        = judged({u"porn"_s, 3, QJsonObject{}, QJsonObject{{u"src"_s, kWriter}, {u"val"_s, 3}}});
    EXPECT_FALSE(verdict.isHidden || verdict.isSensitive || verdict.isBot || verdict.needsSignIn);
    QJsonArray many;
    for (int i = 0; i < 5'000; ++i)
        many += labelFrom(kOwnLabeller, u"x%1"_s.arg(i));
    EXPECT_EQ(judged(many).warning, u"x0"_s);
}

bool mutes(const QString& word, const QString& text, const QStringList& tags = {})
{
    Preferences preferences;
    preferences.mutedWords.push_back({word, true, true, false, std::nullopt});
    return isMuted(text, tags, false, preferences, kJudged);
}

TEST(MutedWordsTest, AreWholeWordsInAnyCase)
{
    EXPECT_TRUE(mutes(u"exam"_s, u"The EXAM is near"_s));
    EXPECT_TRUE(mutes(u"Exam"_s, u"“exam”, again"_s));
    EXPECT_TRUE(mutes(u"exam"_s, u"example and exam"_s));
    EXPECT_TRUE(mutes(u"exam"_s, u"pre-exam nerves"_s));
    EXPECT_TRUE(mutes(u"exam"_s, u"exam"_s));
    EXPECT_TRUE(mutes(u"école"_s, u"ÉCOLE"_s));
    EXPECT_FALSE(mutes(u"exam"_s, u"examples of exams"_s));
    EXPECT_FALSE(mutes(u"a"_s, u"banana"_s));
    EXPECT_FALSE(mutes(u"exam"_s, {}));
    EXPECT_FALSE(mutes(u"cafe"_s, u"cafe\u0301"_s));
}

TEST(MutedWordsTest, MayBePhrasesSignsAndScriptsWithoutSpaces)
{
    EXPECT_TRUE(mutes(u"school run"_s, u"On the School Run again"_s));
    EXPECT_FALSE(mutes(u"school run"_s, u"preschool runs"_s));
    EXPECT_TRUE(mutes(u"s@ssy"_s, u"so s@ssy!"_s));
    EXPECT_TRUE(mutes(u"🎉"_s, u"yay🎉yay"_s));
    EXPECT_TRUE(mutes(u"試験"_s, u"明日は試験です"_s));
    EXPECT_TRUE(mutes(u"สอบ"_s, u"วันนี้สอบแล้ว"_s));
}

TEST(MutedWordsTest, TagsAreMutedByTheirWhole)
{
    Preferences preferences;
    preferences.mutedWords.push_back({u"EdChat"_s, false, true, false, std::nullopt});
    EXPECT_TRUE(isMuted(u"x"_s, {u"edchat"_s}, false, preferences, kJudged));
    EXPECT_FALSE(isMuted(u"x"_s, {u"edchatter"_s}, false, preferences, kJudged));
    EXPECT_FALSE(isMuted(u"about edchat"_s, {}, false, preferences, kJudged));
    preferences.mutedWords = {{u"#edchat"_s, false, true, false, std::nullopt}};
    EXPECT_TRUE(isMuted(u"x"_s, {u"EdChat"_s}, false, preferences, kJudged));
    EXPECT_FALSE(mutes(u"exam"_s, u"x"_s, {u"examweek"_s}));
    EXPECT_TRUE(mutes(u"exam"_s, u"x"_s, {u"Exam"_s}));
}

TEST(MutedWordsTest, EndAndSparePeopleWhoAreFollowed)
{
    Preferences preferences;
    preferences.mutedWords.push_back({u"exam"_s, true, true, true, kJudged + Millis(1)});
    EXPECT_TRUE(isMuted(u"exam"_s, {}, false, preferences, kJudged));
    EXPECT_FALSE(isMuted(u"exam"_s, {}, true, preferences, kJudged));
    EXPECT_FALSE(isMuted(u"exam"_s, {}, false, preferences, kJudged + Millis(1)));
}

} // namespace
} // namespace staffroom::bluesky
