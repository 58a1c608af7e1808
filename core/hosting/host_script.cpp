#include "core/hosting/host_script.h"

#include "core/compose/draft_json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ScriptLine::Kind;
using State = ScriptLine::State;

constexpr std::array kKinds{std::pair{Kind::Welcome, "welcome"_L1},
    std::pair{Kind::Question, "question"_L1}, std::pair{Kind::Remark, "remark"_L1},
    std::pair{Kind::WrapUp, "wrap-up"_L1}};
constexpr std::array kStates{std::pair{State::Waiting, "waiting"_L1},
    std::pair{State::HandingOver, "handing-over"_L1},
    std::pair{State::HandedOver, "handed-over"_L1}, std::pair{State::Skipped, "skipped"_L1}};

template <class Names, class E>
QString nameOf(const Names& names, E value)
{
    for (const auto& [one, name] : names) {
        if (one == value)
            return name;
    }
    return {};
}

template <class E, class Names>
E valueOf(const Names& names, const QJsonValue& json, E otherwise)
{
    for (const auto& [one, name] : names) {
        if (name == json.toString())
            return one;
    }
    return otherwise;
}

QJsonValue timeToJson(Timestamp time)
{
    return double(toMs(time));
}

Timestamp timeFromJson(const QJsonValue& json)
{
    return timestampFromMs(qint64(json.toDouble()));
}

Millis lengthFromJson(const QJsonValue& json)
{
    return Millis(qint64(json.toDouble()));
}

QJsonObject lineToJson(const ScriptLine& line)
{
    QJsonObject json{{u"id"_s, line.id}, {u"kind"_s, nameOf(kKinds, line.kind)},
        {u"text"_s, line.text}, {u"state"_s, nameOf(kStates, line.state)}};
    if (line.kind == Kind::Question)
        json["number"_L1] = line.number;
    QJsonArray media;
    for (const DraftMedia& one : line.media)
        media.append(mediaToJson(one));
    if (!media.isEmpty())
        json["media"_L1] = media;
    if (line.after)
        json["after"_L1] = double(line.after->count());
    if (line.posted)
        json["posted"_L1] = timeToJson(*line.posted);
    return json;
}

ScriptLine lineFromJson(const QJsonObject& json)
{
    ScriptLine line;
    line.id = json["id"_L1].toString();
    line.kind = valueOf(kKinds, json["kind"_L1], Kind::Remark);
    line.number = json["number"_L1].toInt();
    line.text = json["text"_L1].toString();
    // What is not understood is not posted by itself.
    line.state = valueOf(kStates, json["state"_L1], State::HandingOver);
    for (const QJsonValue& one : json["media"_L1].toArray())
        line.media.push_back(mediaFromJson(one.toObject()));
    if (json.contains("after"_L1))
        line.after = lengthFromJson(json["after"_L1]);
    if (json.contains("posted"_L1))
        line.posted = timeFromJson(json["posted"_L1]);
    return line;
}

} // namespace

Timestamp scheduledTime(const HostScript& script, size_t line)
{
    Timestamp time = script.begin;
    for (size_t i = 0; i <= line && i < script.lines.size(); ++i)
        time += script.lines[i].after.value_or(i == 0 ? Millis(0) : script.spacing);
    return time;
}

Timestamp plannedTime(const HostScript& script, size_t line, Timestamp now)
{
    Millis shift = script.held;
    if (script.heldSince && now > *script.heldSince)
        shift += now - *script.heldSince;
    return scheduledTime(script, line) + shift;
}

size_t nextLine(const HostScript& script)
{
    const auto it = std::find_if(script.lines.begin(), script.lines.end(),
        [](const ScriptLine& line) { return line.state == State::Waiting; });
    return size_t(it - script.lines.begin());
}

Draft draftOf(const HostScript& script, size_t index, const Source& account)
{
    const ScriptLine& line = script.lines[index];
    Draft draft;
    draft.id = u"script:"_s + line.id + u':' + account.account;
    draft.account = account;
    draft.chat.hashtag = script.hashtag;
    if (line.kind == Kind::Question) {
        draft.chat.label = u'Q' + QString::number(line.number);
        draft.usesLabel = true;
    }
    draft.parts.front().text = line.text;
    draft.parts.front().media = line.media;
    return draft;
}

void numberQuestions(HostScript& script)
{
    int next = script.beginsAtZero ? 0 : 1;
    for (ScriptLine& line : script.lines) {
        if (line.kind != Kind::Question)
            continue;
        const bool isFixed = line.state == State::HandingOver || line.state == State::HandedOver;
        if (!isFixed)
            line.number = next;
        next = line.number + 1;
    }
}

QByteArray encodeScript(const HostScript& script)
{
    QJsonArray lines;
    for (const ScriptLine& line : script.lines)
        lines.append(lineToJson(line));
    QJsonArray mirrors;
    for (const Source& source : script.mirrors)
        mirrors.append(sourceToJson(source));
    QJsonObject json{{u"id"_s, script.id}, {u"title"_s, script.title},
        {u"hashtag"_s, script.hashtag}, {u"account"_s, sourceToJson(script.account)},
        {u"mirrors"_s, mirrors}, {u"begin"_s, timeToJson(script.begin)},
        {u"spacing"_s, double(script.spacing.count())}, {u"lines"_s, lines},
        {u"timed"_s, script.isTimed}, {u"running"_s, script.isRunning},
        {u"held"_s, double(script.held.count())}, {u"changed"_s, timeToJson(script.changed)}};
    if (script.beginsAtZero)
        json["fromZero"_L1] = true;
    if (script.heldSince)
        json["heldSince"_L1] = timeToJson(*script.heldSince);
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<HostScript> decodeScript(const QByteArray& bytes)
{
    const QJsonObject json = QJsonDocument::fromJson(bytes).object();
    HostScript script;
    script.id = json["id"_L1].toString();
    if (script.id.isEmpty())
        return fail(Error::Kind::Storage, u"a script cannot be read"_s);
    script.title = json["title"_L1].toString();
    script.hashtag = json["hashtag"_L1].toString();
    script.account = sourceFromJson(json["account"_L1].toObject());
    for (const QJsonValue& one : json["mirrors"_L1].toArray())
        script.mirrors.push_back(sourceFromJson(one.toObject()));
    script.begin = timeFromJson(json["begin"_L1]);
    script.spacing = lengthFromJson(json["spacing"_L1]);
    for (const QJsonValue& one : json["lines"_L1].toArray())
        script.lines.push_back(lineFromJson(one.toObject()));
    script.beginsAtZero = json["fromZero"_L1].toBool();
    script.isTimed = json["timed"_L1].toBool();
    script.isRunning = json["running"_L1].toBool();
    script.held = lengthFromJson(json["held"_L1]);
    if (json.contains("heldSince"_L1))
        script.heldSince = timeFromJson(json["heldSince"_L1]);
    script.changed = timeFromJson(json["changed"_L1]);
    return script;
}

} // namespace staffroom
