#include "core/archive/archive_writers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

double seconds(Timestamp time, Timestamp begin)
{
    return std::round(static_cast<double>((time - begin).count()) / 100.0) / 10.0;
}

QJsonValue textOrNull(const QString& text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue author(const Author& author)
{
    if (author == Author{}) // may not be told
        return QJsonValue::Null;
    return QJsonObject{{u"handle"_s, author.handle}, {u"name"_s, author.name.text},
        {u"declared_bot"_s, author.isBot}};
}

QJsonArray labels(const Post& post, TextSpan::Kind kind)
{
    QJsonArray out;
    for (const auto& span : post.text.spans) {
        if (span.kind != kind)
            continue;
        const QString value = kind == TextSpan::Kind::Link ? span.target.toString() : span.label;
        if (!out.contains(value))
            out.append(value);
    }
    return out;
}

QString mediaType(Media::Kind kind)
{
    switch (kind) {
    case Media::Kind::Image:
        return u"image"_s;
    case Media::Kind::Animation:
        return u"gifv"_s;
    case Media::Kind::Video:
        return u"video"_s;
    case Media::Kind::Audio:
        return u"audio"_s;
    case Media::Kind::Unknown:
        break;
    }
    return u"unknown"_s;
}

QJsonArray media(const Post& post)
{
    QJsonArray out;
    for (const auto& item : post.media) {
        out.append(QJsonObject{{u"type"_s, mediaType(item.kind)}, {u"alt"_s, item.alt},
            {u"width"_s, std::max(item.size.width(), 0)},
            {u"height"_s, std::max(item.size.height(), 0)}, {u"blurhash"_s, item.blurhash}});
    }
    return out;
}

QJsonValue poll(const Post& post, Timestamp begin)
{
    if (!post.poll)
        return QJsonValue::Null;
    QJsonArray options;
    QJsonArray votes;
    for (const auto& option : post.poll->options) {
        options.append(option.title);
        votes.append(option.votes.value_or(0));
    }
    const QJsonValue closes = post.poll->closes ? QJsonValue(seconds(*post.poll->closes, begin))
                                                : QJsonValue(QJsonValue::Null);
    return QJsonObject{{u"options"_s, options}, {u"votes"_s, votes},
        {u"multiple"_s, post.poll->isMultiple}, {u"closes_offset_seconds"_s, closes}};
}

QJsonObject postLine(const Post& post, Timestamp begin)
{
    const double at = seconds(post.created, begin);
    return {{u"offset_seconds"_s, at}, {u"type"_s, u"post"_s}, {u"id"_s, post.id.remote},
        {u"created_offset_seconds"_s, at},
        {u"created"_s, toDateTime(post.created).toString(Qt::ISODateWithMs)},
        {u"service"_s, post.id.service.value}, {u"url"_s, textOrNull(post.url.toString())},
        {u"author"_s, author(post.author)}, {u"text"_s, post.text.text},
        {u"lang"_s, textOrNull(post.language)}, {u"tags"_s, QJsonArray::fromStringList(post.tags)},
        {u"mentions"_s, labels(post, TextSpan::Kind::Mention)},
        {u"links"_s, labels(post, TextSpan::Kind::Link)},
        {u"in_reply_to"_s,
            post.inReplyTo ? QJsonValue(post.inReplyTo->remote) : QJsonValue(QJsonValue::Null)},
        {u"quote_of"_s,
            post.quote && post.quote->post ? QJsonValue(post.quote->post->id.remote)
                                           : QJsonValue(QJsonValue::Null)},
        {u"content_warning"_s, textOrNull(post.contentWarning)}, {u"sensitive"_s, post.isSensitive},
        {u"media"_s, media(post)}, {u"poll"_s, poll(post, begin)},
        {u"visibility"_s, post.visibility == Visibility::Unlisted ? u"unlisted"_s : u"public"_s},
        {u"seen_via"_s, u"tag"_s}};
}

QJsonObject boostLine(const FeedItem& item, Timestamp begin)
{
    return {{u"offset_seconds"_s, seconds(item.reason->at, begin)}, {u"type"_s, u"boost"_s},
        {u"id"_s, item.reason->wrapper.remote}, {u"service"_s, item.post->id.service.value},
        {u"author"_s, author(item.reason->by)}, {u"target"_s, item.post->id.remote}};
}

} // namespace

QByteArray writeJsonLines(const Archive& archive)
{
    QByteArray out;
    for (const auto& item : archive.items) {
        QJsonObject line
            = item.reason ? boostLine(item, archive.begin) : postLine(*item.post, archive.begin);
        if (!item.reason && archive.feed.kind != FeedSpec::Kind::Hashtag)
            line.insert(u"seen_via"_s, u"home"_s);
        out += QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    }
    return out;
}

} // namespace staffroom
