#include "core/services/bluesky/records.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/merge.h"
#include "core/services/bluesky/tid.h"

#include <QCryptographicHash>

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// 2023-01-01. Keys of subjects lie in the two years behind it: they must be spread, and their
/// time says nothing.
constexpr qint64 kSubjectKeysFrom = 1'672'531'200'000;
constexpr int kSubjectKeyBits = 36;

QJsonArray facetsOf(const PreparedText& text, const QHash<QString, QString>& dids)
{
    using FacetKind = PreparedText::Facet::Kind;
    QJsonArray facets;
    for (const auto& facet : text.facets) {
        QJsonObject feature;
        switch (facet.kind) {
        case FacetKind::Link:
            feature = {{u"$type"_s, u"app.bsky.richtext.facet#link"_s}, {u"uri"_s, facet.value}};
            break;
        case FacetKind::Tag:
            feature = {{u"$type"_s, u"app.bsky.richtext.facet#tag"_s}, {u"tag"_s, facet.value}};
            break;
        case FacetKind::Mention:
            const QString did = dids.value(facet.value.toLower());
            if (did.isEmpty())
                continue;
            feature = {{u"$type"_s, u"app.bsky.richtext.facet#mention"_s}, {u"did"_s, did}};
            break;
        }
        facets.append(QJsonObject{
            {u"index"_s,
                QJsonObject{{u"byteStart"_s, facet.byteStart}, {u"byteEnd"_s, facet.byteEnd}}},
            {u"features"_s, QJsonArray{feature}}});
    }
    return facets;
}

Result<QJsonObject> imagesOf(const std::vector<DraftMedia>& media)
{
    QJsonArray images;
    for (const auto& picture : media) {
        const auto blob = QJsonDocument::fromJson(picture.remoteId.toUtf8()).object();
        if (blob.isEmpty())
            return fail(Error::Kind::Invalid, u"a picture was not uploaded"_s);
        QJsonObject image{{u"image"_s, blob}, {u"alt"_s, picture.alt}};
        if (!picture.size.isEmpty()) {
            image[u"aspectRatio"_s] = QJsonObject{
                {u"width"_s, picture.size.width()}, {u"height"_s, picture.size.height()}};
        }
        images.append(image);
    }
    return QJsonObject{{u"$type"_s, u"app.bsky.embed.images"_s}, {u"images"_s, images}};
}

} // namespace

QJsonObject strongRef(const QString& uri, const QString& cid)
{
    return {{u"uri"_s, uri}, {u"cid"_s, cid}};
}

Result<QJsonObject> postRecord(const Submission& submission, const PreparedText& text,
    const QHash<QString, QString>& dids, const std::optional<RefTo>& parent,
    const std::optional<RefTo>& quote)
{
    QJsonObject record{{u"$type"_s, QString(kPostCollection)}, {u"text"_s, text.text},
        {u"createdAt"_s, isoTime(submission.written)}};
    if (const QJsonArray facets = facetsOf(text, dids); !facets.isEmpty())
        record[u"facets"_s] = facets;
    if (isLanguage(submission.language))
        record[u"langs"_s] = QJsonArray{submission.language};
    if (parent) {
        record[u"reply"_s]
            = QJsonObject{{u"root"_s, strongRef(parent->refs.rootUri, parent->refs.rootCid)},
                {u"parent"_s, strongRef(parent->uri, parent->refs.cid)}};
    }
    QJsonObject embed;
    if (!submission.media.empty()) {
        auto images = imagesOf(submission.media);
        if (!images)
            return images;
        embed = *images;
    }
    if (quote) {
        const QJsonObject quoted{{u"$type"_s, u"app.bsky.embed.record"_s},
            {u"record"_s, strongRef(quote->uri, quote->refs.cid)}};
        embed = embed.isEmpty() ? quoted
                                : QJsonObject{{u"$type"_s, u"app.bsky.embed.recordWithMedia"_s},
                                    {u"record"_s, quoted}, {u"media"_s, embed}};
    }
    if (!embed.isEmpty())
        record[u"embed"_s] = embed;
    return record;
}

QString postKey(const Submission& submission)
{
    const Timestamp when = submission.scheduled
        ? std::max(submission.written, *submission.scheduled)
        : submission.written;
    return tidOf(when, submission.key);
}

QString subjectKey(QLatin1StringView collection, const QString& subject)
{
    const QByteArray seed = (QString(collection) + u' ' + subject).toUtf8();
    const QByteArray digest = QCryptographicHash::hash(seed, QCryptographicHash::Sha256);
    quint64 bits = 0;
    for (int i = 0; i < 8; ++i)
        bits = bits << 8 | static_cast<quint8>(digest[i]);
    const auto spread = static_cast<qint64>(bits >> (64 - kSubjectKeyBits));
    return tidOf(timestampFromMs(kSubjectKeysFrom + spread), seed);
}

QString ownRecordUri(const QString& did, QLatin1StringView collection, const QString& subject)
{
    return AtUri{did, collection, subjectKey(collection, subject)}.text();
}

Result<QString> decodeBlob(const QByteArray& bytes, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QJsonObject blob = object->value("blob"_L1).toObject();
    if (typeOf(blob) != "blob"_L1 || !blob.value("ref"_L1).isObject())
        return fail(Error::Kind::Protocol, u"no blob came"_s, path);
    return QString::fromUtf8(QJsonDocument(blob).toJson(QJsonDocument::Compact));
}

QString typedText(const QJsonObject& record)
{
    const RichText shown
        = richTextOf(record.value("text"_L1).toString(), record.value("facets"_L1).toArray());
    QString typed;
    int at = 0;
    for (const auto& span : shown.spans) {
        if (span.kind != TextSpan::Kind::Link || span.start < at)
            continue;
        typed += shown.text.mid(at, span.start - at)
            + QString::fromUtf8(span.target.toEncoded(QUrl::FullyEncoded));
        at = span.end();
    }
    return typed + shown.text.mid(at);
}

QJsonObject viewOfOwn(const QJsonObject& stored, const QString& did, const QString& handle)
{
    const QJsonObject record = stored.value("value"_L1).toObject();
    return {{u"uri"_s, stored.value("uri"_L1)}, {u"cid"_s, stored.value("cid"_L1)},
        {u"author"_s, QJsonObject{{u"did"_s, did}, {u"handle"_s, handle}}}, {u"record"_s, record},
        {u"indexedAt"_s, record.value("createdAt"_L1)}, {u"viewer"_s, QJsonObject()}};
}

} // namespace staffroom::bluesky
