#include "core/transcript/transcript.h"

#include "core/text/html_to_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace staffroom::transcript {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxNameLength = 200;

QStringList strings(const QJsonValue& value)
{
    QStringList out;
    for (const auto item : value.toArray())
        out << item.toString();
    return out;
}

Offset seconds(const QJsonValue& value)
{
    return Offset(static_cast<qint64>(value.toDouble() * 1000));
}

QUrl placeholder(const QString& kind, const QString& seed, const QString& label)
{
    QUrl url;
    url.setScheme(u"placeholder"_s);
    url.setHost(kind);
    QUrlQuery query;
    query.addQueryItem(u"seed"_s, seed);
    query.addQueryItem(u"label"_s, label);
    url.setQuery(query);
    return url;
}

QString initials(const QString& name)
{
    QString out;
    for (const auto& word : name.split(u' ', Qt::SkipEmptyParts)) {
        if (word.at(0).isLetter() && out.size() < 2)
            out += word.at(0).toUpper();
    }
    return out;
}

Author readAuthor(const QJsonObject& json)
{
    Author author = person(json.value("handle"_L1).toString(), json.value("name"_L1).toString());
    author.isBot = json.value("declared_bot"_L1).toBool();
    return author;
}

std::vector<Media> readMedia(const QJsonValue& value, const QString& seed)
{
    std::vector<Media> out;
    for (const auto item : value.toArray()) {
        const auto json = item.toObject();
        Media media;
        media.kind = json.value("type"_L1).toString() == "image"_L1 ? Media::Kind::Image
                                                                    : Media::Kind::Unknown;
        media.alt = json.value("alt"_L1).toString();
        media.size = {json.value("width"_L1).toInt(), json.value("height"_L1).toInt()};
        media.blurhash = json.value("blurhash"_L1).toString();
        media.preview = placeholder(u"picture"_s, seed + QString::number(out.size()), {});
        media.url = media.preview;
        out.push_back(std::move(media));
    }
    return out;
}

SaidPost readPost(const QJsonObject& json, const QString& id)
{
    SaidPost said;
    Post& post = said.post;
    post.id = {{u"practice"_s}, {}, id};
    post.uri = u"practice:"_s + id;
    post.author = readAuthor(json.value("author"_L1).toObject());
    post.text = linkify(json.value("text"_L1).toString());
    post.language = json.value("lang"_L1).toString();
    post.tags = strings(json.value("tags"_L1));
    post.contentWarning = json.value("content_warning"_L1).toString();
    post.isSensitive = json.value("sensitive"_L1).toBool();
    post.media = readMedia(json.value("media"_L1), id);
    post.visibility = json.value("visibility"_L1).toString() == "unlisted"_L1 ? Visibility::Unlisted
                                                                              : Visibility::Public;
    said.created = seconds(json.value("created_offset_seconds"_L1));
    said.inReplyTo = json.value("in_reply_to"_L1).toString();
    said.service = json.value("service"_L1).toString();
    said.quoteOf = json.value("quote_of"_L1).toString();
    const QString via = json.value("seen_via"_L1).toString();
    said.seenVia = via == "thread"_L1 ? SeenVia::Thread
        : via == "home"_L1            ? SeenVia::Home
                                      : SeenVia::Tag;
    if (const auto poll = json.value("poll"_L1).toObject(); !poll.isEmpty()) {
        Poll out;
        out.id = id;
        out.isMultiple = poll.value("multiple"_L1).toBool();
        for (const auto& option : strings(poll.value("options"_L1)))
            out.options.push_back({option, std::nullopt});
        for (const auto votes : poll.value("votes"_L1).toArray())
            said.pollVotes.push_back(votes.toInt());
        said.pollCloses = seconds(poll.value("closes_offset_seconds"_L1));
        post.poll = std::move(out);
    }
    return said;
}

std::optional<Event> readEvent(const QJsonObject& json)
{
    Event event;
    event.at = seconds(json.value("offset_seconds"_L1));
    event.id = json.value("id"_L1).toString();
    const QString type = json.value("type"_L1).toString();
    const QString target = json.value("target"_L1).toString();
    if (type == "post"_L1 && !event.id.isEmpty()) {
        event.what = readPost(json, event.id);
    } else if (type == "edit"_L1) {
        SaidEdit edit{target, linkify(json.value("text"_L1).toString()),
            strings(json.value("tags"_L1)), std::nullopt};
        if (json.contains("media"_L1))
            edit.media = readMedia(json.value("media"_L1), target);
        event.what = std::move(edit);
    } else if (type == "delete"_L1) {
        event.what = SaidDelete{target};
    } else if (type == "boost"_L1) {
        event.what = SaidBoost{target, readAuthor(json.value("author"_L1).toObject())};
    } else if (type == "favourite"_L1) {
        event.what = SaidFavourite{target, std::nullopt};
    } else {
        return std::nullopt;
    }
    return event;
}

} // namespace

Author person(const QString& handle, const QString& name)
{
    Author author;
    author.handle = handle;
    author.id = {{u"practice"_s}, {}, handle};
    author.name = plainToRichText(name, {}, kMaxNameLength);
    author.avatar = placeholder(u"avatar"_s, handle, initials(author.name.text));
    return author;
}

QUrl picture(const QString& seed)
{
    return placeholder(u"picture"_s, seed, {});
}

Result<Transcript> readTranscript(const QByteArray& lines, const QByteArray& meta)
{
    Transcript out;
    const auto description = QJsonDocument::fromJson(meta).object();
    out.hashtag = description.value("hashtag"_L1).toString();
    out.title = description.value("title"_L1).toString();
    out.hosts = strings(description.value("moderators"_L1));
    if (const auto duration = description.value("scheduled_duration_seconds"_L1);
        duration.isDouble())
        out.duration = seconds(duration);
    for (const auto& line : lines.split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        auto event = readEvent(QJsonDocument::fromJson(line).object());
        if (event)
            out.events.push_back(std::move(*event));
        else
            ++out.skipped;
    }
    if (out.events.empty())
        return fail(Error::Kind::Protocol, u"the transcript holds no events"_s);
    std::stable_sort(out.events.begin(), out.events.end(),
        [](const Event& a, const Event& b) { return a.at < b.at; });
    return out;
}

} // namespace staffroom::transcript
