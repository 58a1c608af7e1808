#include "core/services/mastodon/requests.h"

#include "core/net/rate_limiter.h"

#include <QUrlQuery>

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSmallAnswer = 1024 * 1024;

QByteArray encoded(const QString& text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray form(const std::vector<std::pair<QByteArray, QString>>& fields)
{
    QByteArray out;
    for (const auto& [name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + encoded(value);
    }
    return out;
}

HttpRequest get(const Api& api, const QByteArray& path,
    const std::vector<std::pair<QByteArray, QString>>& query = {})
{
    HttpRequest request;
    QByteArray address = api.server.toLatin1() + path;
    if (!query.empty())
        address += '?' + form(query);
    request.url = QUrl::fromEncoded(address, QUrl::StrictMode);
    request.headers.emplace_back("Accept", "application/json");
    request.bearer = api.token;
    request.lane = api.lane;
    return request;
}

HttpRequest timeline(const Api& api, const QByteArray& path, const Slice& slice,
    std::vector<std::pair<QByteArray, QString>> query = {})
{
    if (slice.localOnly)
        query.emplace_back("local", u"true"_s);
    if (slice.remoteOnly)
        query.emplace_back("remote", u"true"_s);
    query.emplace_back("limit", QString::number(std::clamp(slice.limit, 1, 40)));
    if (!slice.maxId.isEmpty())
        query.emplace_back("max_id", slice.maxId);
    HttpRequest request = get(api, path, query);
    if (!slice.maxId.isEmpty())
        request.bucket = kPagingBucket;
    return request;
}

} // namespace

HttpRequest nodeInfoLinks(const Api& api)
{
    HttpRequest request = get(api, "/.well-known/nodeinfo");
    request.bearer = {};
    request.maxBytes = kSmallAnswer;
    request.followsToOtherOrigins = true;
    return request;
}

HttpRequest nodeInfo(const Api& api, const QUrl& address)
{
    HttpRequest request = nodeInfoLinks(api);
    request.url = address;
    return request;
}

HttpRequest instanceV2(const Api& api)
{
    HttpRequest request = get(api, "/api/v2/instance");
    request.followsToOtherOrigins = api.token.isEmpty();
    return request;
}

HttpRequest instanceV1(const Api& api)
{
    HttpRequest request = get(api, "/api/v1/instance");
    request.followsToOtherOrigins = api.token.isEmpty();
    return request;
}

HttpRequest tagTimeline(const Api& api, const TagCall& call, const Slice& slice)
{
    std::vector<std::pair<QByteArray, QString>> query;
    for (qsizetype i = 1; i < call.any.size(); ++i)
        query.emplace_back("any[]", call.any.at(i));
    for (const auto& tag : call.all)
        query.emplace_back("all[]", tag);
    for (const auto& tag : call.none)
        query.emplace_back("none[]", tag);
    return timeline(api, "/api/v1/timelines/tag/" + encoded(call.any.value(0)), slice, query);
}

HttpRequest publicTimeline(const Api& api, const Slice& slice)
{
    return timeline(api, "/api/v1/timelines/public", slice);
}

HttpRequest homeTimeline(const Api& api, const Slice& slice)
{
    return timeline(api, "/api/v1/timelines/home", slice);
}

HttpRequest listTimeline(const Api& api, const QString& listId, const Slice& slice)
{
    return timeline(api, "/api/v1/timelines/list/" + encoded(listId), slice);
}

HttpRequest accountLookup(const Api& api, const QString& handle)
{
    return get(api, "/api/v1/accounts/lookup", {{"acct", handle}});
}

HttpRequest accountStatuses(const Api& api, const QString& accountId, const Slice& slice)
{
    return timeline(api, "/api/v1/accounts/" + encoded(accountId) + "/statuses", slice);
}

HttpRequest status(const Api& api, const QString& id)
{
    return get(api, "/api/v1/statuses/" + encoded(id));
}

HttpRequest statusContext(const Api& api, const QString& id)
{
    return get(api, "/api/v1/statuses/" + encoded(id) + "/context");
}

HttpRequest postStatus(const Api& api, const NewStatus& status)
{
    HttpRequest request = get(api, "/api/v1/statuses");
    request.verb = HttpRequest::Verb::Post;
    std::vector<std::pair<QByteArray, QString>> fields{
        {"status", status.text}, {"visibility", u"public"_s}};
    if (!status.inReplyTo.isEmpty())
        fields.emplace_back("in_reply_to_id", status.inReplyTo);
    if (!status.language.isEmpty())
        fields.emplace_back("language", status.language);
    if (!status.contentWarning.isEmpty())
        fields.emplace_back("spoiler_text", status.contentWarning);
    request.body = form(fields);
    request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    if (!status.idempotencyKey.isEmpty())
        request.headers.emplace_back("Idempotency-Key", status.idempotencyKey);
    request.lane = Lane::User;
    return request;
}

} // namespace staffroom::mastodon
