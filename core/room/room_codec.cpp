#include "core/room/room_setup.h"

#include "core/model/model_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kVersion = 1;
/// More than any hand makes; a file that has more was not written by us.
constexpr qsizetype kMostBytes = 16 * 1024 * 1024;

QJsonArray idsToJson(const std::vector<PostId>& ids)
{
    QJsonArray out;
    for (const auto& id : ids)
        out.append(postIdToJson(id));
    return out;
}

std::vector<PostId> idsFromJson(const QJsonValue& value)
{
    std::vector<PostId> out;
    for (const auto one : value.toArray()) {
        if (auto id = postIdFromJson(one.toObject()))
            out.push_back(std::move(*id));
    }
    return out;
}

QJsonValue timeToJson(Timestamp time)
{
    return QJsonValue(toMs(time));
}

/// Numbers beyond what a double holds exactly are no times of ours.
Timestamp timeFromJson(const QJsonValue& value)
{
    return timestampFromMs(value.toInteger());
}

std::optional<Timestamp> maybeTime(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(timeFromJson(value)) : std::nullopt;
}

std::optional<int> maybeNumber(const QJsonValue& value)
{
    return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
}

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    for (const auto one : value.toArray())
        out << one.toString();
    return out;
}

QJsonObject setupToJson(const RoomSetup& setup)
{
    QJsonArray sources;
    for (const auto& source : setup.sources)
        sources.append(sourceToJson(source));
    QJsonObject out{{u"id"_s, setup.id}, {u"chat"_s, setup.chatId}, {u"title"_s, setup.title},
        {u"hashtag"_s, setup.hashtag}, {u"sources"_s, sources},
        {u"hosts"_s, QJsonArray::fromStringList(setup.hosts)},
        {u"questionLabels"_s, QJsonArray::fromStringList(setup.questionLabels)},
        {u"answerLabels"_s, QJsonArray::fromStringList(setup.answerLabels)},
        {u"slow"_s, setup.isSlow}};
    if (setup.begin)
        out["begin"_L1] = timeToJson(*setup.begin);
    if (setup.end)
        out["end"_L1] = timeToJson(*setup.end);
    if (setup.answersAs)
        out["answersAs"_L1] = sourceToJson(*setup.answersAs);
    return out;
}

RoomSetup setupFromJson(const QJsonObject& json)
{
    RoomSetup out;
    out.id = json["id"_L1].toString();
    out.chatId = json["chat"_L1].toString();
    out.title = json["title"_L1].toString();
    out.hashtag = json["hashtag"_L1].toString();
    for (const auto source : json["sources"_L1].toArray())
        out.sources.push_back(sourceFromJson(source.toObject()));
    out.hosts = strings(json["hosts"_L1]);
    out.questionLabels = strings(json["questionLabels"_L1]);
    out.answerLabels = strings(json["answerLabels"_L1]);
    out.begin = maybeTime(json["begin"_L1]);
    out.end = maybeTime(json["end"_L1]);
    out.isSlow = json["slow"_L1].toBool();
    if (json["answersAs"_L1].isObject())
        out.answersAs = sourceFromJson(json["answersAs"_L1].toObject());
    return out;
}

QJsonObject placeToJson(const RoomPlace& place)
{
    QJsonObject out{{u"show"_s, int(place.view.show)}, {u"shown"_s, place.view.question}};
    if (place.question)
        out["question"_L1] = *place.question;
    if (!place.post.isEmpty())
        out["post"_L1] = postIdToJson(place.post);
    return out;
}

RoomPlace placeFromJson(const QJsonObject& json)
{
    RoomPlace out;
    out.question = maybeNumber(json["question"_L1]);
    const int show = json["show"_L1].toInt();
    if (show >= 0 && show <= int(RoomView::Show::Starred))
        out.view.show = RoomView::Show(show);
    out.view.question = json["shown"_L1].toInt();
    out.post = postIdFromJson(json["post"_L1].toObject()).value_or(PostId());
    return out;
}

QJsonObject marksToJson(const RoomMarks& marks)
{
    QJsonArray moves;
    for (const auto& move : marks.moves) {
        QJsonObject one{{u"post"_s, postIdToJson(move.post)}};
        if (move.question)
            one["question"_L1] = *move.question;
        moves.append(one);
    }
    QJsonArray read;
    for (const auto& [question, upTo] : marks.readUpTo)
        read.append(QJsonArray{question, timeToJson(upTo)});
    return {{u"moves"_s, moves}, {u"hidden"_s, idsToJson(marks.hidden)},
        {u"shown"_s, idsToJson(marks.shown)},
        {u"shownAuthors"_s, QJsonArray::fromStringList(marks.shownAuthors)},
        {u"starred"_s, idsToJson(marks.starred)}, {u"repliesRead"_s, idsToJson(marks.repliesRead)},
        {u"readUpTo"_s, read}};
}

RoomMarks marksFromJson(const QJsonObject& json)
{
    RoomMarks out;
    for (const auto one : json["moves"_L1].toArray()) {
        const auto move = one.toObject();
        if (auto id = postIdFromJson(move["post"_L1].toObject()))
            out.moves.push_back({std::move(*id), maybeNumber(move["question"_L1])});
    }
    out.hidden = idsFromJson(json["hidden"_L1]);
    out.shown = idsFromJson(json["shown"_L1]);
    out.shownAuthors = strings(json["shownAuthors"_L1]);
    out.starred = idsFromJson(json["starred"_L1]);
    out.repliesRead = idsFromJson(json["repliesRead"_L1]);
    for (const auto one : json["readUpTo"_L1].toArray()) {
        const auto pair = one.toArray();
        out.readUpTo.emplace_back(pair.at(0).toInt(-1), timeFromJson(pair.at(1)));
    }
    return out;
}

} // namespace

QByteArray roomToBytes(const RoomRecord& room)
{
    const QJsonObject json{{u"version"_s, kVersion}, {u"setup"_s, setupToJson(room.setup)},
        {u"place"_s, placeToJson(room.place)}, {u"marks"_s, marksToJson(room.marks)},
        {u"lastOpened"_s, timeToJson(room.lastOpened)}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<RoomRecord> roomFromBytes(const QByteArray& bytes)
{
    if (bytes.size() > kMostBytes)
        return fail(Error::Kind::Protocol, u"too long"_s);
    QJsonParseError error;
    const auto json = QJsonDocument::fromJson(bytes, &error).object();
    if (error.error != QJsonParseError::NoError)
        return fail(Error::Kind::Protocol, error.errorString());
    const int version = json["version"_L1].toInt();
    if (version < 1 || version > kVersion)
        return fail(Error::Kind::Protocol, u"version "_s + QString::number(version), u"version"_s);
    RoomRecord out;
    out.setup = setupFromJson(json["setup"_L1].toObject());
    if (out.setup.id.isEmpty() || out.setup.hashtag.isEmpty() || out.setup.sources.empty())
        return fail(Error::Kind::Protocol, u"no room"_s, u"setup"_s);
    out.place = placeFromJson(json["place"_L1].toObject());
    out.marks = marksFromJson(json["marks"_L1].toObject());
    out.lastOpened = timeFromJson(json["lastOpened"_L1]);
    return out;
}

} // namespace staffroom
