#include "core/recap/keepsake.h"

#include "core/model/model_json.h"

#include <QJsonDocument>

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

template <class E>
struct Name {
    E value;
    QLatin1StringView text;
};

constexpr std::array kStates{Name<ShelfLink::State>{ShelfLink::State::ToTry, "to-try"_L1},
    Name<ShelfLink::State>{ShelfLink::State::Tried, "tried"_L1},
    Name<ShelfLink::State>{ShelfLink::State::Worked, "worked"_L1},
    Name<ShelfLink::State>{ShelfLink::State::NotForUs, "not-for-us"_L1}};
constexpr std::array kAbouts{Name<Note::About>{Note::About::Person, "person"_L1},
    Name<Note::About>{Note::About::Space, "space"_L1},
    Name<Note::About>{Note::About::Tool, "tool"_L1}};

template <class E, size_t N>
QString nameOf(const std::array<Name<E>, N>& names, E value)
{
    for (const auto& name : names) {
        if (name.value == value)
            return name.text;
    }
    return names.front().text;
}

/// What a newer program may call by another name is the first.
template <class E, size_t N>
E valueOf(const std::array<Name<E>, N>& names, const QString& text)
{
    for (const auto& name : names) {
        if (name.text == text)
            return name.value;
    }
    return names.front().value;
}

void put(QJsonObject& json, QLatin1StringView key, const QString& value)
{
    if (!value.isEmpty())
        json[key] = value;
}

QJsonObject foundToJson(const FoundIn& found)
{
    QJsonObject json;
    put(json, "room"_L1, found.room);
    put(json, "chat"_L1, found.chat);
    if (found.question)
        json["question"_L1] = *found.question;
    if (!found.post.isEmpty())
        json["post"_L1] = postIdToJson(found.post);
    put(json, "page"_L1, found.page.toString(QUrl::FullyEncoded));
    put(json, "by"_L1, found.by);
    return json;
}

QUrl webAddress(const QJsonValue& value)
{
    const QUrl url(value.toString(), QUrl::StrictMode);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    return isWeb ? url : QUrl();
}

FoundIn foundFromJson(const QJsonObject& json)
{
    FoundIn found;
    found.room = json["room"_L1].toString();
    found.chat = json["chat"_L1].toString();
    if (json["question"_L1].isDouble())
        found.question = json["question"_L1].toInt();
    found.post = postIdFromJson(json["post"_L1].toObject()).value_or(PostId{});
    found.page = webAddress(json["page"_L1]);
    found.by = json["by"_L1].toString();
    return found;
}

QJsonValue timeToJson(Timestamp time)
{
    return double(toMs(time));
}

Timestamp timeFromJson(const QJsonValue& value)
{
    return timestampFromMs(qint64(value.toDouble()));
}

QByteArray bytesOf(const QJsonObject& json)
{
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

/// An object with an id, or what is wrong.
Result<QJsonObject> objectOf(const QByteArray& bytes)
{
    const auto document = QJsonDocument::fromJson(bytes);
    if (!document.isObject() || document.object()["id"_L1].toString().isEmpty())
        return fail(Error::Kind::Storage, u"a record cannot be read"_s);
    return document.object();
}

} // namespace

FoundIn foundIn(const Post& post)
{
    FoundIn found;
    found.post = post.id;
    found.page = post.url;
    found.isBare = post.terms.has_value();
    if (!found.isBare)
        found.by = post.author.handle;
    return found;
}

QString shelfIdOf(const QUrl& url)
{
    QUrl page = url.adjusted(
        QUrl::RemoveFragment | QUrl::StripTrailingSlash | QUrl::NormalizePathSegments);
    QStringList kept;
    for (const QString& part : page.query().split(u'&', Qt::SkipEmptyParts)) {
        if (!part.startsWith(u"utm_"_s))
            kept << part;
    }
    page.setQuery(kept.isEmpty() ? QString() : kept.join(u'&'));
    page.setHost(page.host().toLower());
    return page.toString(QUrl::FullyEncoded);
}

QByteArray encodeKeepsake(const ShelfLink& link)
{
    QJsonObject json{{u"id"_s, link.id}, {u"url"_s, link.url.toString(QUrl::FullyEncoded)},
        {u"state"_s, nameOf(kStates, link.state)}, {u"found"_s, foundToJson(link.found)},
        {u"added"_s, timeToJson(link.added)}};
    put(json, "title"_L1, link.title);
    put(json, "note"_L1, link.note);
    return bytesOf(json);
}

Result<ShelfLink> decodeShelfLink(const QByteArray& bytes)
{
    const auto json = objectOf(bytes);
    if (!json)
        return fail(json.error());
    ShelfLink link;
    link.id = (*json)["id"_L1].toString();
    link.url = webAddress((*json)["url"_L1]);
    if (link.url.isEmpty())
        return fail(Error::Kind::Storage, u"a link on the shelf has no address"_s);
    link.title = (*json)["title"_L1].toString();
    link.state = valueOf(kStates, (*json)["state"_L1].toString());
    link.note = (*json)["note"_L1].toString();
    link.found = foundFromJson((*json)["found"_L1].toObject());
    link.added = timeFromJson((*json)["added"_L1]);
    return link;
}

QByteArray encodeKeepsake(const Note& note)
{
    QJsonObject json{{u"id"_s, note.id}, {u"about"_s, nameOf(kAbouts, note.about)},
        {u"found"_s, foundToJson(note.found)}, {u"changed"_s, timeToJson(note.changed)}};
    put(json, "name"_L1, note.name);
    put(json, "text"_L1, note.text);
    return bytesOf(json);
}

Result<Note> decodeNote(const QByteArray& bytes)
{
    const auto json = objectOf(bytes);
    if (!json)
        return fail(json.error());
    Note note;
    note.id = (*json)["id"_L1].toString();
    note.about = valueOf(kAbouts, (*json)["about"_L1].toString());
    note.name = (*json)["name"_L1].toString();
    note.text = (*json)["text"_L1].toString();
    note.found = foundFromJson((*json)["found"_L1].toObject());
    note.changed = timeFromJson((*json)["changed"_L1]);
    return note;
}

QByteArray encodeKeepsake(const Reflection& reflection)
{
    QJsonObject json{{u"id"_s, reflection.id}, {u"written"_s, timeToJson(reflection.written)},
        {u"due"_s, timeToJson(reflection.due)}};
    put(json, "chat"_L1, reflection.chat);
    put(json, "text"_L1, reflection.text);
    put(json, "with"_L1, reflection.withWhom);
    put(json, "outcome"_L1, reflection.outcome);
    if (reflection.isClosed)
        json["closed"_L1] = true;
    return bytesOf(json);
}

Result<Reflection> decodeReflection(const QByteArray& bytes)
{
    const auto json = objectOf(bytes);
    if (!json)
        return fail(json.error());
    Reflection reflection;
    reflection.id = (*json)["id"_L1].toString();
    reflection.chat = (*json)["chat"_L1].toString();
    reflection.text = (*json)["text"_L1].toString();
    reflection.withWhom = (*json)["with"_L1].toString();
    reflection.outcome = (*json)["outcome"_L1].toString();
    reflection.written = timeFromJson((*json)["written"_L1]);
    reflection.due = timeFromJson((*json)["due"_L1]);
    reflection.isClosed = (*json)["closed"_L1].toBool();
    return reflection;
}

} // namespace staffroom
