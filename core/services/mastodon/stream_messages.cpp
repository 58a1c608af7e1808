#include "core/services/mastodon/stream_messages.h"

#include "core/services/mastodon/column_rules.h"
#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/json_reader.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

QString Subscription::key() const
{
    return stream + u'\n' + (stream.startsWith("hashtag"_L1) ? foldServerTag(argument) : argument);
}

std::vector<Subscription> subscriptionsOf(const FeedSpec& feed)
{
    std::vector<Subscription> all;
    switch (feed.kind) {
    case FeedSpec::Kind::Hashtag:
        for (const auto& tag : feed.tags)
            all.push_back({feed.localOnly ? u"hashtag:local"_s : u"hashtag"_s, tag});
        break;
    case FeedSpec::Kind::List:
        all.push_back({u"list"_s, feed.target});
        break;
    case FeedSpec::Kind::Received:
        for (const auto& tag : feed.tags)
            all.push_back({u"hashtag"_s, tag});
        all.push_back({u"user"_s, {}});
        break;
    case FeedSpec::Kind::Home:
    case FeedSpec::Kind::Notifications:
    case FeedSpec::Kind::Mentions:
        all.push_back({u"user"_s, {}});
        break;
    case FeedSpec::Kind::Public:
        all.push_back({feed.localOnly ? u"public:local"_s : u"public"_s, {}});
        break;
    default: // no stream tells of these
        break;
    }
    return all;
}

QString subscribeMessage(const Subscription& subscription, bool subscribe)
{
    QJsonObject message{
        {u"type"_s, subscribe ? u"subscribe"_s : u"unsubscribe"_s},
        {u"stream"_s, subscription.stream},
    };
    if (subscription.stream.startsWith("hashtag"_L1))
        message.insert(u"tag"_s, subscription.argument);
    else if (subscription.stream == "list"_L1)
        message.insert(u"list"_s, subscription.argument);
    return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

std::optional<StreamMessage> decodeStreamMessage(const QString& text, const DecodeContext& context)
{
    const auto document = readJson(text.toUtf8(), u"stream"_s);
    if (!document)
        return std::nullopt;
    const QJsonObject object = document->object();
    const QString event = textOf(object, "event"_L1, 100);
    StreamMessage message;
    const QJsonArray stream = object.value("stream"_L1).toArray();
    Subscription from{stream.at(0).toString(), stream.at(1).toString()};
    // GoToSocial writes a list as one element.
    if (from.stream.startsWith("list:"_L1))
        from = {u"list"_s, from.stream.mid(5)};
    message.key = from.key();

    const QString payload = object.value("payload"_L1).toString();
    if (event == "delete"_L1) {
        message.kind = StreamMessage::Kind::Deleted;
        message.deletedId = idOf(payload.trimmed());
        return message.deletedId.isEmpty() ? std::nullopt : std::optional(message);
    }
    if (event == "notification"_L1) {
        const auto notification = readJson(payload.toUtf8(), u"stream"_s);
        auto item = notification ? notificationOf(notification->object(), context) : std::nullopt;
        if (!item)
            return std::nullopt;
        message.kind = StreamMessage::Kind::Notified;
        message.item = std::move(*item);
        return message;
    }
    if (event == "update"_L1)
        message.kind = StreamMessage::Kind::Arrived;
    else if (event == "status.update"_L1)
        message.kind = StreamMessage::Kind::Edited;
    else
        return std::nullopt;
    const auto status = readJson(payload.toUtf8(), u"stream"_s);
    if (!status)
        return std::nullopt;
    auto item = itemOf(status->object(), context);
    if (!item)
        return std::nullopt;
    message.item = std::move(*item);
    return message;
}

} // namespace staffroom::mastodon
