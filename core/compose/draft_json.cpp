#include "core/compose/draft_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

void put(QJsonObject& json, QLatin1StringView key, const QString& value)
{
    if (!value.isEmpty())
        json[key] = value;
}

void put(QJsonObject& json, QLatin1StringView key, const std::optional<PostId>& id)
{
    if (id)
        json[key] = postIdToJson(*id);
}

/// Absent: `fallback`.
bool flag(const QJsonObject& json, QLatin1StringView key, bool fallback)
{
    return json[key].toBool(fallback);
}

QJsonObject partToJson(const DraftPart& part)
{
    QJsonObject json;
    put(json, "text"_L1, part.text);
    QJsonArray media;
    for (const auto& one : part.media)
        media.append(mediaToJson(one));
    if (!media.isEmpty())
        json["media"_L1] = media;
    if (part.poll)
        json["poll"_L1] = pollToJson(*part.poll);
    return json;
}

DraftPart partFromJson(const QJsonObject& json)
{
    DraftPart part;
    part.text = json["text"_L1].toString();
    const auto media = json["media"_L1].toArray();
    for (const auto& one : media)
        part.media.push_back(mediaFromJson(one.toObject()));
    if (json.contains("poll"_L1))
        part.poll = pollFromJson(json["poll"_L1].toObject());
    return part;
}

} // namespace

QJsonObject mediaToJson(const DraftMedia& media)
{
    QJsonObject json;
    put(json, "file"_L1, media.file);
    put(json, "type"_L1, media.mimeType);
    put(json, "name"_L1, media.name);
    put(json, "alt"_L1, media.alt);
    if (media.skipsAlt)
        json["skipsAlt"_L1] = true;
    if (media.size.isValid()) {
        json["width"_L1] = media.size.width();
        json["height"_L1] = media.size.height();
    }
    put(json, "remote"_L1, media.remoteId);
    return json;
}

DraftMedia mediaFromJson(const QJsonObject& json)
{
    DraftMedia media;
    media.file = json["file"_L1].toString();
    media.mimeType = json["type"_L1].toString();
    media.name = json["name"_L1].toString();
    media.alt = json["alt"_L1].toString();
    media.skipsAlt = flag(json, "skipsAlt"_L1, false);
    if (json.contains("width"_L1))
        media.size = QSize(json["width"_L1].toInt(), json["height"_L1].toInt());
    media.remoteId = json["remote"_L1].toString();
    return media;
}

QJsonObject pollToJson(const DraftPoll& poll)
{
    QJsonObject json;
    json["options"_L1] = QJsonArray::fromStringList(poll.options);
    json["lasts"_L1] = qint64(poll.lasts.count());
    if (poll.isMultiple)
        json["multiple"_L1] = true;
    return json;
}

DraftPoll pollFromJson(const QJsonObject& json)
{
    DraftPoll poll;
    const auto options = json["options"_L1].toArray();
    for (const auto& option : options)
        poll.options << option.toString();
    poll.lasts = std::chrono::seconds(json["lasts"_L1].toInteger(poll.lasts.count()));
    poll.isMultiple = flag(json, "multiple"_L1, false);
    return poll;
}

Visibility visibilityFromJson(const QJsonValue& value)
{
    const int number = value.toInt(0);
    // What is not known must not become more public than it was.
    return number >= 0 && number <= int(Visibility::Direct) ? Visibility(number)
                                                            : Visibility::Direct;
}

QJsonObject draftToJson(const Draft& draft)
{
    QJsonObject json;
    json["id"_L1] = draft.id;
    json["account"_L1] = sourceToJson(draft.account);
    put(json, "column"_L1, draft.column.value);
    put(json, "hashtag"_L1, draft.chat.hashtag);
    put(json, "label"_L1, draft.chat.label);
    if (!draft.keepsTag)
        json["keepsTag"_L1] = false;
    if (draft.usesLabel)
        json["usesLabel"_L1] = true;
    QJsonArray parts;
    for (const auto& part : draft.parts)
        parts.append(partToJson(part));
    json["parts"_L1] = parts;
    put(json, "inReplyTo"_L1, draft.inReplyTo);
    put(json, "inReplyToHandle"_L1, draft.inReplyToHandle);
    put(json, "inReplyToText"_L1, draft.inReplyToText);
    put(json, "quote"_L1, draft.quote);
    put(json, "edits"_L1, draft.edits);
    put(json, "contentWarning"_L1, draft.contentWarning);
    put(json, "language"_L1, draft.language);
    if (draft.visibility != Visibility::Public)
        json["visibility"_L1] = int(draft.visibility);
    if (draft.scheduled)
        json["scheduled"_L1] = toMs(*draft.scheduled);
    json["changed"_L1] = toMs(draft.changed);
    return json;
}

Draft draftFromJson(const QJsonObject& json)
{
    Draft draft;
    draft.id = json["id"_L1].toString();
    draft.account = sourceFromJson(json["account"_L1].toObject());
    draft.column = {json["column"_L1].toString()};
    draft.chat = {json["hashtag"_L1].toString(), json["label"_L1].toString()};
    draft.keepsTag = flag(json, "keepsTag"_L1, true);
    draft.usesLabel = flag(json, "usesLabel"_L1, false);
    draft.parts.clear();
    const auto parts = json["parts"_L1].toArray();
    for (const auto& part : parts)
        draft.parts.push_back(partFromJson(part.toObject()));
    if (draft.parts.empty())
        draft.parts.emplace_back();
    draft.inReplyTo = postIdFromJson(json["inReplyTo"_L1].toObject());
    draft.inReplyToHandle = json["inReplyToHandle"_L1].toString();
    draft.inReplyToText = json["inReplyToText"_L1].toString();
    draft.quote = postIdFromJson(json["quote"_L1].toObject());
    draft.edits = postIdFromJson(json["edits"_L1].toObject());
    draft.contentWarning = json["contentWarning"_L1].toString();
    draft.language = json["language"_L1].toString();
    draft.visibility = visibilityFromJson(json["visibility"_L1]);
    if (json.contains("scheduled"_L1))
        draft.scheduled = timestampFromMs(json["scheduled"_L1].toInteger());
    draft.changed = timestampFromMs(json["changed"_L1].toInteger());
    return draft;
}

QByteArray encodeDraft(const Draft& draft)
{
    return QJsonDocument(draftToJson(draft)).toJson(QJsonDocument::Compact);
}

Result<Draft> decodeDraft(const QByteArray& bytes)
{
    const auto document = QJsonDocument::fromJson(bytes);
    if (!document.isObject())
        return fail(Error::Kind::Storage, u"a stored draft cannot be read"_s);
    auto draft = draftFromJson(document.object());
    if (draft.id.isEmpty())
        return fail(Error::Kind::Storage, u"a stored draft has no id"_s);
    return draft;
}

} // namespace staffroom
