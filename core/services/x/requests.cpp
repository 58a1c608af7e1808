#include "core/services/x/requests.h"

#include <QUrlQuery>

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

using Params = std::vector<std::pair<QString, QString>>;

HttpRequest getOf(const Api& api, const QString& path, const Params& params, const QString& bucket)
{
    QUrlQuery query;
    // Everything but the unreserved: '+' and '#' mean something in addresses.
    for (const auto& [name, value] : params)
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value, {}, {})));
    HttpRequest request;
    request.url = QUrl(api.server + path, QUrl::StrictMode);
    request.url.setQuery(query);
    request.lane = api.lane;
    request.bucket = u"x-"_s + bucket;
    request.headers.emplace_back("Accept", "application/json");
    return request;
}

/// What a post is asked with. An author is charged once a day however often they come.
void addPostFields(Params& params, Vocabulary vocabulary)
{
    const bool isPost = vocabulary == Vocabulary::Post;
    params.emplace_back(isPost ? u"post.fields"_s : u"tweet.fields"_s,
        isPost ? u"attachments,conversation_id,created_at,edit_controls,entities,lang,note_post,"
                 "possibly_sensitive,public_metrics,reply_settings,withheld"_s
               : u"attachments,author_id,conversation_id,created_at,edit_controls,"
                 "edit_history_tweet_ids,entities,in_reply_to_user_id,lang,note_tweet,"
                 "possibly_sensitive,public_metrics,referenced_tweets,reply_settings,withheld"_s);
    params.emplace_back(u"expansions"_s,
        isPost ? u"attachments.media_keys,attachments.poll_ids,author_id,referenced_posts"_s
               : u"attachments.media_keys,attachments.poll_ids,author_id,referenced_tweets.id,"
                 "referenced_tweets.id.author_id"_s);
    params.emplace_back(
        u"user.fields"_s, u"name,profile_image_url,protected,username,verified,verified_type"_s);
    params.emplace_back(u"media.fields"_s,
        u"alt_text,duration_ms,height,media_key,preview_image_url,type,url,variants,width"_s);
    params.emplace_back(
        u"poll.fields"_s, u"duration_minutes,end_datetime,id,options,voting_status"_s);
}

enum class Ids { Allowed, Unknown };

HttpRequest pageOf(const Api& api, const QString& path, Params params, const Slice& slice,
    int fewest, Ids ids, const QString& bucket)
{
    params.emplace_back(
        u"max_results"_s, QString::number(std::clamp(slice.limit, fewest, kMostIds)));
    if (ids == Ids::Allowed) {
        if (!slice.sinceId.isEmpty())
            params.emplace_back(u"since_id"_s, slice.sinceId);
        if (!slice.untilId.isEmpty())
            params.emplace_back(u"until_id"_s, slice.untilId);
    }
    if (!slice.token.isEmpty())
        params.emplace_back(u"pagination_token"_s, slice.token);
    addPostFields(params, api.vocabulary);
    return getOf(api, path, params, bucket);
}

const QString kPersonFields = u"name,profile_image_url,protected,username,verified"_s;

} // namespace

HttpRequest search(const Api& api, const QString& query, const Slice& slice)
{
    return pageOf(api, u"/2/tweets/search/recent"_s, {{u"query"_s, query}}, slice, 10, Ids::Allowed,
        u"search"_s);
}

HttpRequest homeTimeline(const Api& api, const QString& userId, const Slice& slice)
{
    return pageOf(api, u"/2/users/"_s + userId + u"/timelines/reverse_chronological"_s, {}, slice,
        1, Ids::Allowed, u"home"_s);
}

HttpRequest mentions(const Api& api, const QString& userId, const Slice& slice)
{
    return pageOf(
        api, u"/2/users/"_s + userId + u"/mentions"_s, {}, slice, 5, Ids::Allowed, u"mentions"_s);
}

HttpRequest userPosts(const Api& api, const QString& userId, const Slice& slice)
{
    return pageOf(
        api, u"/2/users/"_s + userId + u"/tweets"_s, {}, slice, 5, Ids::Allowed, u"person"_s);
}

HttpRequest listPosts(const Api& api, const QString& listId, const Slice& slice)
{
    return pageOf(
        api, u"/2/lists/"_s + listId + u"/tweets"_s, {}, slice, 1, Ids::Unknown, u"list"_s);
}

HttpRequest bookmarks(const Api& api, const QString& userId, const Slice& slice)
{
    return pageOf(
        api, u"/2/users/"_s + userId + u"/bookmarks"_s, {}, slice, 1, Ids::Unknown, u"bookmarks"_s);
}

HttpRequest postsById(const Api& api, const QStringList& ids)
{
    Params params{{u"ids"_s, ids.join(u',')}};
    addPostFields(params, api.vocabulary);
    return getOf(api, u"/2/tweets"_s, params, u"posts"_s);
}

HttpRequest counts(const Api& api, const QString& query, const QString& sinceId)
{
    Params params{{u"query"_s, query}, {u"granularity"_s, u"hour"_s}};
    if (!sinceId.isEmpty())
        params.emplace_back(u"since_id"_s, sinceId);
    return getOf(api, u"/2/tweets/counts/recent"_s, params, u"counts"_s);
}

HttpRequest me(const Api& api)
{
    return getOf(api, u"/2/users/me"_s, {{u"user.fields"_s, kPersonFields}}, u"me"_s);
}

HttpRequest userByName(const Api& api, const QString& name)
{
    const QString part = QString::fromLatin1(QUrl::toPercentEncoding(name));
    return getOf(
        api, u"/2/users/by/username/"_s + part, {{u"user.fields"_s, kPersonFields}}, u"users"_s);
}

HttpRequest usersById(const Api& api, const QStringList& ids)
{
    return getOf(api, u"/2/users"_s,
        {{u"ids"_s, ids.join(u',')}, {u"user.fields"_s, kPersonFields}}, u"users"_s);
}

HttpRequest ownedLists(const Api& api, const QString& userId, const QString& token)
{
    Params params{{u"max_results"_s, u"100"_s}, {u"list.fields"_s, u"id,name"_s}};
    if (!token.isEmpty())
        params.emplace_back(u"pagination_token"_s, token);
    return getOf(api, u"/2/users/"_s + userId + u"/owned_lists"_s, params, u"owned-lists"_s);
}

HttpRequest followedLists(const Api& api, const QString& userId, const QString& token)
{
    Params params{{u"max_results"_s, u"100"_s}, {u"list.fields"_s, u"id,name"_s}};
    if (!token.isEmpty())
        params.emplace_back(u"pagination_token"_s, token);
    return getOf(api, u"/2/users/"_s + userId + u"/followed_lists"_s, params, u"followed-lists"_s);
}

} // namespace staffroom::x
