#include "core/services/mastodon/decode_instance.h"

#include "core/net/http_address.h"
#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/server_address.h"

#include <QRegularExpression>

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

FeedAccess::Part accessPart(const QJsonValue& value)
{
    const QString text = value.toString();
    if (text == "public"_L1)
        return FeedAccess::Part::Open;
    if (text == "authenticated"_L1)
        return FeedAccess::Part::NeedsLogin;
    if (text == "disabled"_L1)
        return FeedAccess::Part::Closed;
    return FeedAccess::Part::Unknown;
}

FeedAccess accessOf(const QJsonObject& access)
{
    return {accessPart(access.value("local"_L1)), accessPart(access.value("remote"_L1))};
}

/// "2.7.2 (compatible; Akkoma 3.13.2)" names itself; others are known by nodeinfo only.
QString softwareIn(const QString& version)
{
    static const QRegularExpression compatible(u"compatible; ([A-Za-z.]+)"_s);
    return compatible.match(version).captured(1).toLower();
}

QUrl streamingAddress(const QString& text, const QUrl& server)
{
    QUrl url(text, QUrl::StrictMode);
    if (url.scheme() == "https"_L1)
        url.setScheme(u"wss"_s);
    else if (url.scheme() == "http"_L1)
        url.setScheme(u"ws"_s);
    // GoToSocial says wss:// even where it runs without TLS, which only a test on this machine
    // does.
    if (url.scheme() == "wss"_L1 && server.scheme() == "http"_L1 && url.host() == server.host())
        url.setScheme(u"ws"_s);
    return isAllowedStreamAddress(url) ? url : QUrl();
}

/// A number of the document where it is one and positive.
template <class T>
void take(T& value, const QJsonObject& object, QLatin1StringView key)
{
    const double number = object.value(key).toDouble();
    if (number >= 1)
        value = static_cast<T>(std::min(number, 2'000'000'000.0));
}

void takeSeconds(std::chrono::seconds& value, const QJsonObject& object, QLatin1StringView key)
{
    qint64 seconds = value.count();
    take(seconds, object, key);
    value = std::chrono::seconds(seconds);
}

PostLimits limitsIn(const QJsonObject& instance, const QJsonObject& configuration)
{
    PostLimits limits;
    const QJsonObject statuses = configuration.value("statuses"_L1).toObject();
    take(limits.maxMedia, instance, "max_media_attachments"_L1); // Akkoma
    take(limits.maxMedia, statuses, "max_media_attachments"_L1);
    take(limits.charactersPerUrl, statuses, "characters_reserved_per_url"_L1);

    const QJsonObject media = configuration.value("media_attachments"_L1).toObject();
    take(limits.maxImageBytes, instance, "upload_limit"_L1); // Pleroma
    take(limits.maxImageBytes, media, "image_size_limit"_L1);
    take(limits.maxImagePixels, media, "image_matrix_limit"_L1);
    take(limits.maxAlt, instance, "description_limit"_L1); // Akkoma
    take(limits.maxAlt, media, "description_limit"_L1);
    QStringList types;
    for (const auto type : media.value("supported_mime_types"_L1).toArray()) {
        if (type.toString().startsWith("image/"_L1) && types.size() < 50)
            types << type.toString().left(100);
    }
    if (!types.isEmpty())
        limits.imageTypes = types;

    const QJsonObject old = instance.value("poll_limits"_L1).toObject(); // Pleroma
    take(limits.maxPollOptions, old, "max_options"_L1);
    take(limits.maxPollOption, old, "max_option_chars"_L1);
    takeSeconds(limits.minPoll, old, "min_expiration"_L1);
    takeSeconds(limits.maxPoll, old, "max_expiration"_L1);
    const QJsonObject polls = configuration.value("polls"_L1).toObject();
    take(limits.maxPollOptions, polls, "max_options"_L1);
    take(limits.maxPollOption, polls, "max_characters_per_option"_L1);
    takeSeconds(limits.minPoll, polls, "min_expiration"_L1);
    takeSeconds(limits.maxPoll, polls, "max_expiration"_L1);
    limits.translates
        = configuration.value("translation"_L1).toObject().value("enabled"_L1).toBool();
    return limits;
}

QString domainIn(const QString& text)
{
    QString domain = text.trimmed().toLower();
    if (domain.contains("://"_L1))
        domain = QUrl(domain).authority();
    return domain.section(u'/', 0, 0).left(253);
}

} // namespace

Result<QUrl> decodeNodeInfoLinks(const QByteArray& bytes, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    QString newest;
    QUrl address;
    for (const auto value : document->object().value("links"_L1).toArray()) {
        const QJsonObject link = value.toObject();
        const QString rel = textOf(link, "rel"_L1);
        const QUrl href = urlOf(link.value("href"_L1));
        if (rel.contains("nodeinfo"_L1) && !href.isEmpty() && rel >= newest) {
            newest = rel;
            address = href;
        }
    }
    if (address.isEmpty())
        return fail(Error::Kind::Protocol, u"no nodeinfo is listed"_s, path);
    return address;
}

Result<NodeInfo> decodeNodeInfo(const QByteArray& bytes, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject software = document->object().value("software"_L1).toObject();
    NodeInfo info;
    info.software = textOf(software, "name"_L1, 100).toLower();
    info.version = textOf(software, "version"_L1, 100);
    if (info.software.isEmpty())
        return fail(Error::Kind::Protocol, u"no software is named"_s, path);
    return info;
}

Result<Instance> decodeInstance(const QByteArray& bytes, const QUrl& address)
{
    const auto document = readJson(bytes, address.path());
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    const QString domain = textOf(object, "domain"_L1);
    const QString uri = textOf(object, "uri"_L1);
    if (!object.contains("version"_L1) || (domain.isEmpty() && uri.isEmpty()))
        return fail(Error::Kind::Unsupported, u"not an instance document"_s, address.path());

    Instance instance;
    auto& info = instance.info;
    info.server = baseOf(address);
    info.title = textOf(object, "title"_L1, 200).simplified();
    info.version = textOf(object, "version"_L1, 100);
    info.software = softwareIn(info.version);
    instance.domain = domainIn(domain.isEmpty() ? uri : domain);
    if (instance.domain.isEmpty())
        instance.domain = address.authority();

    const QJsonObject configuration = object.value("configuration"_L1).toObject();
    const QString streaming
        = configuration.value("urls"_L1).toObject().value("streaming"_L1).toString();
    instance.streaming = streamingAddress(streaming.isEmpty()
            ? object.value("urls"_L1).toObject().value("streaming_api"_L1).toString()
            : streaming,
        address);
    const QJsonObject access = configuration.value("timelines_access"_L1).toObject();
    instance.hashtags = accessOf(access.value("hashtag_feeds"_L1).toObject());
    instance.publicFeeds = accessOf(access.value("live_feeds"_L1).toObject());
    info.hashtagAccess = instance.hashtags.summary();
    info.publicAccess = instance.publicFeeds.summary();
    info.anonymousLocalOnly = instance.hashtags.isLocalOnly();

    int most = countOf(configuration.value("statuses"_L1).toObject(), "max_characters"_L1);
    if (most == 0)
        most = countOf(object, "max_toot_chars"_L1);
    info.maxCharacters = most > 0 ? most : 500;
    instance.told = limitsIn(object, configuration);
    instance.apiVersion = countOf(object.value("api_versions"_L1).toObject(), "mastodon"_L1);
    return instance;
}

} // namespace staffroom::mastodon
