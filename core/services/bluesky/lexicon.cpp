#include "core/services/bluesky/lexicon.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/post_text.h"
#include "core/services/json_document.h"
#include "core/text/graphemes.h"

#include <algorithm>
#include <limits>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepestJson = 128; // a conversation nests by its depth
constexpr qsizetype kMostLangs = 3;
constexpr qsizetype kMostTags = 8;
constexpr qsizetype kMostSelfLabels = 10;

bool isWholeNumber(const QJsonValue& value)
{
    return value.isDouble() && value.toInteger(-1) >= 0;
}

bool isAbsent(const QJsonValue& value)
{
    return value.isUndefined();
}

/// Every check gives the path of what is wrong, or nothing.
QString flawOfStrongRef(const QJsonValue& value, const QString& path)
{
    if (!value.isObject())
        return path;
    const QJsonObject ref = value.toObject();
    if (!parseAtUri(ref.value("uri"_L1).toString()))
        return path + u".uri"_s;
    return ref.value("cid"_L1).toString().isEmpty() ? path + u".cid"_s : QString();
}

QString flawOfReply(const QJsonValue& value)
{
    if (isAbsent(value))
        return {};
    if (!value.isObject())
        return u"reply"_s;
    for (const auto key : {"root"_L1, "parent"_L1}) {
        const QString flaw = flawOfStrongRef(value.toObject().value(key), u"reply."_s + key);
        if (!flaw.isEmpty())
            return flaw;
    }
    return {};
}

QString flawOfFeature(const QJsonObject& feature)
{
    const QString type = typeOf(feature);
    if (type.isEmpty())
        return u"$type"_s;
    if (type == "app.bsky.richtext.facet#link"_L1 && !feature.value("uri"_L1).isString())
        return u"uri"_s;
    if (type == "app.bsky.richtext.facet#mention"_L1 && !isDid(feature.value("did"_L1).toString()))
        return u"did"_s;
    if (type == "app.bsky.richtext.facet#tag"_L1 && !feature.value("tag"_L1).isString())
        return u"tag"_s;
    return {};
}

QString flawOfFacets(const QJsonValue& value)
{
    if (isAbsent(value))
        return {};
    if (!value.isArray())
        return u"facets"_s;
    const QJsonArray facets = value.toArray();
    for (qsizetype i = 0; i < facets.size(); ++i) {
        const QString path = u"facets[%1]"_s.arg(i);
        const QJsonObject index = facets.at(i).toObject().value("index"_L1).toObject();
        if (!isWholeNumber(index.value("byteStart"_L1))
            || !isWholeNumber(index.value("byteEnd"_L1)))
            return path + u".index"_s;
        const QJsonValue features = facets.at(i).toObject().value("features"_L1);
        if (!features.isArray())
            return path + u".features"_s;
        for (const auto feature : features.toArray()) {
            const QString flaw = flawOfFeature(feature.toObject());
            if (!flaw.isEmpty())
                return path + u".features."_s + flaw;
        }
    }
    return {};
}

template <class Test>
QString flawOfTexts(const QJsonValue& value, const QString& path, qsizetype most, Test test)
{
    if (isAbsent(value))
        return {};
    if (!value.isArray() || value.toArray().size() > most)
        return path;
    const QJsonArray texts = value.toArray();
    for (qsizetype i = 0; i < texts.size(); ++i) {
        if (!texts.at(i).isString() || !test(texts.at(i).toString()))
            return u"%1[%2]"_s.arg(path).arg(i);
    }
    return {};
}

QString flawOfUnion(const QJsonValue& value, const QString& path)
{
    if (isAbsent(value))
        return {};
    return typeOf(value.toObject()).isEmpty() ? path : QString();
}

QString flawOfSelfLabels(const QJsonValue& value)
{
    const QString flaw = flawOfUnion(value, u"labels"_s);
    const QJsonObject labels = value.toObject();
    if (!flaw.isEmpty() || typeOf(labels) != "com.atproto.label.defs#selfLabels"_L1)
        return flaw;
    const QJsonArray values = labels.value("values"_L1).toArray();
    const bool isRight = labels.value("values"_L1).isArray() && values.size() <= kMostSelfLabels
        && std::all_of(values.begin(), values.end(),
            [](const QJsonValue& entry) { return entry.toObject().value("val"_L1).isString(); });
    return isRight ? QString() : u"labels.values"_s;
}

} // namespace

Result<QJsonObject> readObject(const QByteArray& bytes, const QString& path)
{
    const auto document = readJsonDocument(bytes, path, kDeepestJson);
    if (!document)
        return fail(document.error());
    if (!document->isObject())
        return fail(Error::Kind::Protocol, u"not an object"_s, path);
    return document->object();
}

std::optional<Timestamp> timeOf(const QJsonValue& value)
{
    const QString text = value.toString();
    if (!isDatetime(text))
        return std::nullopt;
    const auto number
        = [&](qsizetype at, qsizetype length) { return QStringView(text).mid(at, length).toInt(); };
    qsizetype zone = 19;
    int millis = 0;
    if (text.at(zone) == u'.') {
        const qsizetype first = ++zone;
        while (text.at(zone).isDigit())
            ++zone;
        for (qsizetype i = 0; i < 3; ++i)
            millis = millis * 10 + (first + i < zone ? text.at(first + i).digitValue() : 0);
    }
    qint64 offset = 0;
    if (text.at(zone) != u'Z') {
        offset = number(zone + 1, 2) * 3'600 + number(zone + 4, 2) * 60;
        offset = text.at(zone) == u'-' ? -offset : offset;
    }
    const auto day = std::chrono::sys_days(std::chrono::year(number(0, 4))
        / std::chrono::month(static_cast<unsigned>(number(5, 2)))
        / std::chrono::day(static_cast<unsigned>(number(8, 2))));
    return Timestamp(day) + std::chrono::hours(number(11, 2)) + std::chrono::minutes(number(14, 2))
        + std::chrono::seconds(number(17, 2) - offset) + Millis(millis);
}

QString typeOf(const QJsonObject& object)
{
    QString type = object.value("$type"_L1).toString();
    if (type.endsWith("#main"_L1))
        type.chop(5);
    return type;
}

QString flawOfPost(const QJsonObject& record)
{
    if (typeOf(record) != kPostCollection)
        return u"$type"_s;
    const QJsonValue text = record.value("text"_L1);
    // More bytes than that cannot be counted cheaply, and need not be.
    if (!text.isString() || text.toString().toUtf8().size() > kMaxBytes
        || graphemeCount(text.toString()) > kMaxGraphemes)
        return u"text"_s;
    if (!isDatetime(record.value("createdAt"_L1).toString()))
        return u"createdAt"_s;
    const auto isTag = [](const QString& tag) {
        return tag.toUtf8().size() <= kMaxTagBytes && graphemeCount(tag) <= kMaxTagGraphemes;
    };
    for (const QString& flaw :
        {flawOfReply(record.value("reply"_L1)), flawOfFacets(record.value("facets"_L1)),
            flawOfUnion(record.value("embed"_L1), u"embed"_s),
            flawOfTexts(record.value("langs"_L1), u"langs"_s, kMostLangs, isLanguage),
            flawOfTexts(record.value("tags"_L1), u"tags"_s, kMostTags, isTag),
            flawOfSelfLabels(record.value("labels"_L1))}) {
        if (!flaw.isEmpty())
            return flaw;
    }
    return {};
}

} // namespace staffroom::bluesky
