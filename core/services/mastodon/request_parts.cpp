#include "core/services/mastodon/request_parts.h"

#include "core/net/rate_limiter.h"

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

QByteArray encoded(const QString& text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray formOf(const Fields& fields)
{
    QByteArray out;
    for (const auto& [name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name + '=' + encoded(value);
    }
    return out;
}

HttpRequest getOf(const Api& api, const QByteArray& path, const Fields& query)
{
    HttpRequest request;
    QByteArray address = api.server.toLatin1() + path;
    if (!query.empty())
        address += '?' + formOf(query);
    request.url = QUrl::fromEncoded(address, QUrl::StrictMode);
    request.headers.emplace_back("Accept", "application/json");
    request.bearer = api.token;
    request.lane = api.lane;
    return request;
}

HttpRequest sendOf(
    HttpRequest::Verb verb, const Api& api, const QByteArray& path, const Fields& fields)
{
    HttpRequest request = getOf(api, path);
    request.verb = verb;
    request.body = formOf(fields);
    if (!request.body.isEmpty())
        request.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return request;
}

HttpRequest pageOf(const Api& api, const QByteArray& path, const Slice& slice, Fields query)
{
    if (slice.localOnly)
        query.emplace_back("local", u"true"_s);
    if (slice.remoteOnly)
        query.emplace_back("remote", u"true"_s);
    query.emplace_back("limit", QString::number(std::clamp(slice.limit, 1, 40)));
    if (!slice.maxId.isEmpty())
        query.emplace_back("max_id", slice.maxId);
    HttpRequest request = getOf(api, path, query);
    if (!slice.maxId.isEmpty())
        request.bucket = kPagingBucket;
    return request;
}

} // namespace staffroom::mastodon
