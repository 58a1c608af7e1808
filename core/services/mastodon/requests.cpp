#include "core/services/mastodon/requests.h"

#include "core/services/mastodon/request_parts.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kSmallAnswer = 1024 * 1024;

} // namespace

HttpRequest nodeInfoLinks(const Api& api)
{
    HttpRequest request = getOf(api, "/.well-known/nodeinfo");
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
    HttpRequest request = getOf(api, "/api/v2/instance");
    request.followsToOtherOrigins = api.token.isEmpty();
    return request;
}

HttpRequest instanceV1(const Api& api)
{
    HttpRequest request = getOf(api, "/api/v1/instance");
    request.followsToOtherOrigins = api.token.isEmpty();
    return request;
}

HttpRequest tagTimeline(const Api& api, const TagCall& call, const Slice& slice)
{
    Fields query;
    for (qsizetype i = 1; i < call.any.size(); ++i)
        query.emplace_back("any[]", call.any.at(i));
    for (const auto& tag : call.all)
        query.emplace_back("all[]", tag);
    for (const auto& tag : call.none)
        query.emplace_back("none[]", tag);
    return pageOf(api, "/api/v1/timelines/tag/" + encoded(call.any.value(0)), slice, query);
}

HttpRequest publicTimeline(const Api& api, const Slice& slice)
{
    return pageOf(api, "/api/v1/timelines/public", slice);
}

HttpRequest homeTimeline(const Api& api, const Slice& slice)
{
    return pageOf(api, "/api/v1/timelines/home", slice);
}

HttpRequest listTimeline(const Api& api, const QString& listId, const Slice& slice)
{
    return pageOf(api, "/api/v1/timelines/list/" + encoded(listId), slice);
}

HttpRequest accountLookup(const Api& api, const QString& handle)
{
    return getOf(api, "/api/v1/accounts/lookup", {{"acct", handle}});
}

HttpRequest accountStatuses(const Api& api, const QString& accountId, const Slice& slice)
{
    return pageOf(api, "/api/v1/accounts/" + encoded(accountId) + "/statuses", slice);
}

HttpRequest status(const Api& api, const QString& id)
{
    return getOf(api, "/api/v1/statuses/" + encoded(id));
}

HttpRequest statusContext(const Api& api, const QString& id)
{
    return getOf(api, "/api/v1/statuses/" + encoded(id) + "/context");
}

HttpRequest notifications(const Api& api, const Slice& slice, const QStringList& types)
{
    Fields query;
    for (const auto& type : types)
        query.emplace_back("types[]", type);
    return pageOf(api, "/api/v1/notifications", slice, query);
}

HttpRequest bookmarks(const Api& api, const Slice& slice)
{
    return pageOf(api, "/api/v1/bookmarks", slice);
}

HttpRequest favourites(const Api& api, const Slice& slice)
{
    return pageOf(api, "/api/v1/favourites", slice);
}

HttpRequest scheduledStatuses(const Api& api, const Slice& slice)
{
    return pageOf(api, "/api/v1/scheduled_statuses", slice);
}

HttpRequest ownStatuses(const Api& api, const QString& accountId, const Slice& slice)
{
    return pageOf(api, "/api/v1/accounts/" + encoded(accountId) + "/statuses", slice,
        {{"exclude_reblogs", u"true"_s}});
}

HttpRequest verifyCredentials(const Api& api)
{
    return getOf(api, "/api/v1/accounts/verify_credentials");
}

HttpRequest lists(const Api& api)
{
    return getOf(api, "/api/v1/lists");
}

HttpRequest relationships(const Api& api, const QString& accountId)
{
    return getOf(api, "/api/v1/accounts/relationships", {{"id[]", accountId}});
}

HttpRequest searchPeople(const Api& api, const QString& typed, int limit)
{
    return getOf(api, "/api/v1/accounts/search",
        {{"q", typed}, {"limit", QString::number(limit)}, {"resolve", u"false"_s}});
}

HttpRequest searchTags(const Api& api, const QString& typed, int limit)
{
    return getOf(api, "/api/v2/search",
        {{"q", typed}, {"type", u"hashtags"_s}, {"limit", QString::number(limit)}});
}

HttpRequest searchPost(const Api& api, const QString& address)
{
    return getOf(api, "/api/v2/search",
        {{"q", address}, {"type", u"statuses"_s}, {"resolve", u"true"_s}, {"limit", u"1"_s}});
}

HttpRequest customEmojis(const Api& api)
{
    return getOf(api, "/api/v1/custom_emojis");
}

HttpRequest statusSource(const Api& api, const QString& id)
{
    return getOf(api, "/api/v1/statuses/" + encoded(id) + "/source");
}

HttpRequest translation(const Api& api, const QString& id, const QString& language)
{
    return sendOf(HttpRequest::Verb::Post, api, "/api/v1/statuses/" + encoded(id) + "/translate",
        {{"lang", language}});
}

HttpRequest mediaState(const Api& api, const QString& id)
{
    return getOf(api, "/api/v1/media/" + encoded(id));
}

} // namespace staffroom::mastodon
