#include "core/compose/outbox_entry.h"

#include "core/compose/draft_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

void putTime(QJsonObject& json, QLatin1StringView key, const std::optional<Timestamp>& time)
{
    if (time)
        json[key] = toMs(*time);
}

std::optional<Timestamp> timeAt(const QJsonObject& json, QLatin1StringView key)
{
    if (!json.contains(key))
        return std::nullopt;
    return timestampFromMs(json[key].toInteger());
}

void putId(QJsonObject& json, QLatin1StringView key, const std::optional<PostId>& id)
{
    if (id)
        json[key] = postIdToJson(*id);
}

QJsonObject submissionToJson(const Submission& submission)
{
    QJsonObject json;
    json["key"_L1] = QString::fromLatin1(submission.key);
    json["text"_L1] = submission.text;
    putId(json, "inReplyTo"_L1, submission.inReplyTo);
    putId(json, "quote"_L1, submission.quote);
    putId(json, "edits"_L1, submission.edits);
    json["contentWarning"_L1] = submission.contentWarning;
    json["language"_L1] = submission.language;
    json["visibility"_L1] = int(submission.visibility);
    QJsonArray media;
    for (const auto& one : submission.media)
        media.append(mediaToJson(one));
    json["media"_L1] = media;
    if (submission.poll)
        json["poll"_L1] = pollToJson(*submission.poll);
    putTime(json, "scheduled"_L1, submission.scheduled);
    json["written"_L1] = toMs(submission.written);
    return json;
}

Submission submissionFromJson(const QJsonObject& json)
{
    Submission submission;
    submission.key = json["key"_L1].toString().toLatin1();
    submission.text = json["text"_L1].toString();
    submission.inReplyTo = postIdFromJson(json["inReplyTo"_L1].toObject());
    submission.quote = postIdFromJson(json["quote"_L1].toObject());
    submission.edits = postIdFromJson(json["edits"_L1].toObject());
    submission.contentWarning = json["contentWarning"_L1].toString();
    submission.language = json["language"_L1].toString();
    submission.visibility = visibilityFromJson(json["visibility"_L1]);
    const auto media = json["media"_L1].toArray();
    for (const auto& one : media)
        submission.media.push_back(mediaFromJson(one.toObject()));
    if (json.contains("poll"_L1))
        submission.poll = pollFromJson(json["poll"_L1].toObject());
    submission.scheduled = timeAt(json, "scheduled"_L1);
    submission.written = timestampFromMs(json["written"_L1].toInteger());
    return submission;
}

QJsonObject errorToJson(const Error& error)
{
    QJsonObject json;
    json["kind"_L1] = QString(errorName(error.kind));
    json["http"_L1] = error.http;
    json["path"_L1] = error.path;
    json["detail"_L1] = error.detail;
    return json;
}

Error errorFromJson(const QJsonObject& json)
{
    Error error;
    const QString name = json["kind"_L1].toString();
    for (int kind = 0; kind <= int(Error::Kind::Locked); ++kind) {
        if (errorName(Error::Kind(kind)) == name)
            error.kind = Error::Kind(kind);
    }
    error.http = json["http"_L1].toInt();
    error.path = json["path"_L1].toString();
    error.detail = json["detail"_L1].toString();
    return error;
}

/// Only what waits for the person is worth remembering; the rest follows from the entry.
constexpr Delivery::State kKept[]
    = {Delivery::State::Held, Delivery::State::Failed, Delivery::State::Unsure};

} // namespace

Timestamp OutboxEntry::due() const
{
    Timestamp due = item.submission.written;
    if (item.delivery.at)
        due = std::max(due, *item.delivery.at);
    if (item.submission.scheduled)
        due = std::max(due, *item.submission.scheduled);
    return approved ? std::max(due, *approved) : due;
}

QByteArray encodeEntry(const OutboxEntry& entry)
{
    const auto& item = entry.item;
    QJsonObject json;
    json["id"_L1] = item.id;
    json["account"_L1] = sourceToJson(item.account);
    json["column"_L1] = item.column.value;
    json["submission"_L1] = submissionToJson(item.submission);
    json["draft"_L1] = item.replacesDraft;
    json["follows"_L1] = item.follows;
    json["attempts"_L1] = item.attempts;
    json["words"_L1] = draftToJson(entry.words);
    json["place"_L1] = entry.place;
    json["mayBeThere"_L1] = entry.mayBeThere;
    putTime(json, "firstTry"_L1, entry.firstTry);
    putTime(json, "lastTry"_L1, entry.lastTry);
    json["losses"_L1] = entry.losses;
    putTime(json, "approved"_L1, entry.approved);
    json["schedulesHere"_L1] = entry.schedulesHere;
    for (const auto state : kKept) {
        if (item.delivery.state == state)
            json["state"_L1] = int(state);
    }
    putTime(json, "at"_L1, item.delivery.at);
    if (item.delivery.error)
        json["error"_L1] = errorToJson(*item.delivery.error);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<OutboxEntry> decodeEntry(const QByteArray& bytes)
{
    const auto json = QJsonDocument::fromJson(bytes).object();
    OutboxEntry entry;
    auto& item = entry.item;
    item.id = json["id"_L1].toString();
    if (item.id.isEmpty())
        return fail(Error::Kind::Storage, u"a stored post on its way cannot be read"_s);
    item.account = sourceFromJson(json["account"_L1].toObject());
    item.column = {json["column"_L1].toString()};
    item.submission = submissionFromJson(json["submission"_L1].toObject());
    item.replacesDraft = json["draft"_L1].toString();
    item.follows = json["follows"_L1].toString();
    item.attempts = json["attempts"_L1].toInt();
    entry.words = draftFromJson(json["words"_L1].toObject());
    entry.place = json["place"_L1].toInteger();
    entry.mayBeThere = json["mayBeThere"_L1].toBool();
    entry.firstTry = timeAt(json, "firstTry"_L1);
    entry.lastTry = timeAt(json, "lastTry"_L1);
    entry.losses = json["losses"_L1].toInt();
    entry.approved = timeAt(json, "approved"_L1);
    entry.schedulesHere = json["schedulesHere"_L1].toBool();
    item.delivery.outboxId = item.id;
    for (const auto state : kKept) {
        if (json["state"_L1].toInt(-1) == int(state))
            item.delivery.state = state;
    }
    item.delivery.at = timeAt(json, "at"_L1);
    if (json.contains("error"_L1))
        item.delivery.error = errorFromJson(json["error"_L1].toObject());
    return entry;
}

} // namespace staffroom
