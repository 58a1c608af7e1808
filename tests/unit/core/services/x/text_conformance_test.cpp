#include "core/services/x/text_entities.h"
#include "core/services/x/text_length.h"
#include "tests/support/shared_data.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <gtest/gtest.h>

#include <functional>
#include <iostream>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A vector that is not met, and why. One that is met after all must leave the list.
struct Unmet {
    QString section;
    QString description;
    const char* reason;
};

const std::vector<Unmet>& unmetVectors()
{
    static const char* const kServer = "judges an address of a server; no link in a text has one";
    static const char* const kWhole = "judges a whole address; in a text it ends before a '$'";
    static const char* const kOldCount = "counts by configuration v2: each part of an emoji";
    static const std::vector<Unmet> list{
        {u"urls"_s, u"Valid url: port and userinfo"_s, kServer},
        {u"urls"_s, u"Valid url: ipv4"_s, kServer},
        {u"urls"_s, u"Valid url: ipv6"_s, kServer},
        {u"urls"_s, u"Valid url: sub delims and question marks"_s, kWhole},
        {u"WeightedTweetsCounterTest"_s,
            u"Count a mix of single byte single word, and double word unicode characters"_s,
            kOldCount},
        {u"WeightedTweetsCounterTest"_s,
            u"Count unicode emoji chars outside the basic multilingual plane with skin tone modifiers"_s,
            kOldCount},
    };
    return list;
}

const Unmet* unmetVector(const QString& section, const QString& description)
{
    for (const Unmet& unmet : unmetVectors()) {
        if (unmet.section == section && unmet.description == description)
            return &unmet;
    }
    return nullptr;
}

QJsonObject sectionsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll())[u"tests"_s].toObject();
}

struct Section {
    QString name;
    int count;
    std::function<QJsonValue(const QString&)> answer;
    /// What of the vector is the answer wanted; all of it, when there is none.
    std::function<QJsonValue(const QJsonValue&)> wanted = {};
};

std::string shown(const QJsonValue& value)
{
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).toStdString();
}

void checkSections(const QString& path, const std::vector<Section>& sections)
{
    const QJsonObject all = sectionsOf(path);
    for (const Section& section : sections) {
        const QJsonArray vectors = all[section.name].toArray();
        EXPECT_EQ(vectors.size(), section.count) << section.name.toStdString();
        int met = 0;
        for (const QJsonValue& vector : vectors) {
            const QString description = vector[u"description"_s].toString();
            const QJsonValue got = section.answer(vector[u"text"_s].toString());
            const QJsonValue expected = vector[u"expected"_s];
            const QJsonValue want = section.wanted ? section.wanted(expected) : expected;
            const bool isMet = got == want;
            const Unmet* unmet = unmetVector(section.name, description);
            EXPECT_EQ(isMet, unmet == nullptr)
                << section.name.toStdString() << ": " << description.toStdString()
                << (unmet ? "\nis met now, yet listed: " : "") << (unmet ? unmet->reason : "")
                << "\ntext " << shown(vector[u"text"_s]) << "\nwant " << shown(want) << "\ngot  "
                << shown(got);
            met += isMet ? 1 : 0;
        }
        const std::string name = section.name.toStdString();
        std::cout << name << ": " << met << " of " << vectors.size() << " vectors met\n";
        testing::Test::RecordProperty(name + "_checked", static_cast<int>(vectors.size()));
        testing::Test::RecordProperty(name + "_met", met);
    }
}

using Finder = std::function<std::vector<Entity>(const QString&)>;

std::function<QJsonValue(const QString&)> texts(const Finder& find)
{
    return [find](const QString& text) {
        QJsonArray out;
        for (const Entity& entity : find(text))
            out += entity.text;
        return QJsonValue(out);
    };
}

std::function<QJsonValue(const QString&)> places(
    const QString& key, const Finder& find, bool hasSlug = false)
{
    return [=](const QString& text) {
        QJsonArray out;
        for (const Entity& entity : find(text)) {
            QJsonObject object{{key, entity.text},
                {u"indices"_s,
                    QJsonArray{
                        toCodePoints(text, entity.start), toCodePoints(text, entity.end())}}};
            if (hasSlug)
                object.insert(u"list_slug"_s, entity.slug);
            out += object;
        }
        return QJsonValue(out);
    };
}

std::vector<Entity> peopleIn(const QString& text)
{
    std::vector<Entity> found = mentionsIn(text);
    std::erase_if(found, [](const Entity& entity) { return entity.kind != Entity::Kind::Mention; });
    return found;
}

std::vector<Entity> tagsIn(const QString& text)
{
    return hashtagsIn(text);
}

/// Whether the text is one of these and nothing else.
std::function<QJsonValue(const QString&)> isWhole(const Finder& find, Entity::Kind kind)
{
    return [=](const QString& text) {
        const std::vector<Entity> found = find(text);
        return QJsonValue(found.size() == 1 && found[0].kind == kind && found[0].start == 0
            && found[0].end() == text.size());
    };
}

QJsonValue countedAs(const QString& text)
{
    const TextLength length = textLength(text);
    return QJsonObject{{u"weightedLength"_s, length.weighted}, {u"valid"_s, length.isValid},
        {u"permillage"_s, length.permillage}, {u"displayRangeStart"_s, 0},
        {u"displayRangeEnd"_s, length.displayEnd}, {u"validRangeStart"_s, 0},
        {u"validRangeEnd"_s, length.validEnd}};
}

QJsonValue answeredIn(const QString& text)
{
    const QString name = replyNameIn(text);
    return name.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(name);
}

/// The autolink vectors leave out what has no "http://".
std::vector<Entity> fullUrlsIn(const QString& text)
{
    std::vector<Entity> found = urlsIn(text);
    std::erase_if(found, [](const Entity& entity) { return !entity.text.contains(u"://"_s); });
    return found;
}

/// The words of the links in a piece of HTML.
QJsonValue linkedWords(const QJsonValue& html)
{
    static const QRegularExpression link(u"<a [^>]*>([^<]*)</a>"_s);
    QJsonArray out;
    QRegularExpressionMatchIterator matches = link.globalMatch(html.toString());
    while (matches.hasNext()) {
        QString words = matches.next().captured(1);
        words.replace(u"&#39;"_s, u"'"_s).replace(u"&quot;"_s, u"\""_s);
        out += words.replace(u"&amp;"_s, u"&"_s);
    }
    return out;
}

/// As X shows links: a name without its sign, all else as written.
std::function<QJsonValue(const QString&)> shownLinks(const Finder& find)
{
    return [find](const QString& text) {
        QJsonArray out;
        for (const Entity& entity : find(text)) {
            const bool isPerson
                = entity.kind == Entity::Kind::Mention || entity.kind == Entity::Kind::List;
            out += text.mid(entity.start, entity.length).sliced(isPerson ? 1 : 0);
        }
        return QJsonValue(out);
    };
}

TEST(XTextConformanceTest, FindsWhatTheVectorsFind)
{
    STAFFROOM_NEED_SHARED(path, "corpora/twitter-text/conformance/extract.json");
    checkSections(path,
        {
            {u"mentions"_s, 23, texts(peopleIn)},
            {u"mentions_with_indices"_s, 3, places(u"screen_name"_s, peopleIn)},
            {u"mentions_or_lists_with_indices"_s, 5, places(u"screen_name"_s, mentionsIn, true)},
            {u"replies"_s, 13, answeredIn},
            {u"urls"_s, 91, texts(urlsIn)},
            {u"urls_with_indices"_s, 10, places(u"url"_s, urlsIn)},
            {u"urls_with_directional_markers"_s, 2, places(u"url"_s, urlsIn)},
            {u"tco_urls_with_params"_s, 5, texts(urlsIn)},
            {u"hashtags"_s, 65, texts(tagsIn)},
            {u"hashtags_from_astral"_s, 3, texts(tagsIn)},
            {u"hashtags_with_indices"_s, 8, places(u"hashtag"_s, tagsIn)},
            {u"cashtags"_s, 8, texts(cashtagsIn)},
            {u"cashtags_with_indices"_s, 2, places(u"cashtag"_s, cashtagsIn)},
        });
}

TEST(XTextConformanceTest, JudgesAndCountsAsTheVectorsDo)
{
    STAFFROOM_NEED_SHARED(path, "corpora/twitter-text/conformance/validate.json");
    checkSections(path,
        {
            {u"usernames"_s, 4, isWhole(mentionsIn, Entity::Kind::Mention)},
            {u"lists"_s, 5, isWhole(mentionsIn, Entity::Kind::List)},
            {u"hashtags"_s, 7, isWhole(tagsIn, Entity::Kind::Hashtag)},
            {u"urls"_s, 24, isWhole(urlsIn, Entity::Kind::Url)},
            {u"urls_without_protocol"_s, 5, isWhole(urlsIn, Entity::Kind::Url)},
            {u"WeightedTweetsCounterTest"_s, 20, countedAs},
            {u"WeightedTweetsWithDiscountedEmojiCounterTest"_s, 22, countedAs},
            {u"UnicodeDirectionalMarkerCounterTest"_s, 2, countedAs},
        });
}

TEST(XTextConformanceTest, LinksWhatTheVectorsLink)
{
    STAFFROOM_NEED_SHARED(path, "corpora/twitter-text/conformance/autolink.json");
    checkSections(path,
        {
            {u"usernames"_s, 19, shownLinks(mentionsIn), linkedWords},
            {u"lists"_s, 12, shownLinks(mentionsIn), linkedWords},
            {u"hashtags"_s, 70, shownLinks(tagsIn), linkedWords},
            {u"urls"_s, 78, shownLinks(fullUrlsIn), linkedWords},
            {u"cashtags"_s, 2, shownLinks(cashtagsIn), linkedWords},
            {u"all"_s, 10, shownLinks(entitiesIn), linkedWords},
        });
}

} // namespace
} // namespace staffroom::x
