#include "core/services/x/write_requests.h"

#include "core/services/oauth_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Verb = HttpRequest::Verb;

constexpr Millis kUploadStall = 120s;

HttpRequest sendOf(const Api& api, Verb verb, const QString& path, const QString& bucket)
{
    HttpRequest request;
    request.verb = verb;
    request.url = QUrl(api.server + path, QUrl::StrictMode);
    request.lane = api.lane;
    request.bucket = u"x-"_s + bucket;
    request.headers.emplace_back("Accept", "application/json");
    return request;
}

HttpRequest bodyOf(
    const Api& api, const QString& path, const QJsonObject& body, const QString& bucket)
{
    HttpRequest request = sendOf(api, Verb::Post, path, bucket);
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

QString ofUser(const QString& userId, QLatin1StringView what)
{
    return u"/2/users/"_s + userId + u'/' + what;
}

} // namespace

QJsonObject postBody(const Submission& submission)
{
    QJsonObject body;
    if (!submission.text.isEmpty())
        body[u"text"_s] = submission.text;
    if (submission.inReplyTo)
        body[u"reply"_s] = QJsonObject{{u"in_reply_to_tweet_id"_s, submission.inReplyTo->remote}};
    if (submission.quote)
        body[u"quote_tweet_id"_s] = submission.quote->remote;
    QJsonArray media;
    for (const auto& one : submission.media)
        media.append(one.remoteId);
    if (!media.isEmpty())
        body[u"media"_s] = QJsonObject{{u"media_ids"_s, media}};
    if (submission.poll) {
        body[u"poll"_s]
            = QJsonObject{{u"options"_s, QJsonArray::fromStringList(submission.poll->options)},
                {u"duration_minutes"_s,
                    int(std::chrono::ceil<std::chrono::minutes>(submission.poll->lasts).count())}};
    }
    return body;
}

HttpRequest createPost(const Api& api, const QJsonObject& body)
{
    return bodyOf(api, u"/2/tweets"_s, body, u"publish"_s);
}

HttpRequest deletePost(const Api& api, const QString& id)
{
    return sendOf(api, Verb::Delete, u"/2/tweets/"_s + id, u"delete"_s);
}

HttpRequest repost(const Api& api, const QString& userId, const QString& id)
{
    return bodyOf(api, ofUser(userId, "retweets"_L1), {{u"tweet_id"_s, id}}, u"repost"_s);
}

HttpRequest undoRepost(const Api& api, const QString& userId, const QString& id)
{
    return sendOf(api, Verb::Delete, ofUser(userId, "retweets/"_L1) + id, u"repost"_s);
}

HttpRequest like(const Api& api, const QString& userId, const QString& id)
{
    return bodyOf(api, ofUser(userId, "likes"_L1), {{u"tweet_id"_s, id}}, u"like"_s);
}

HttpRequest undoLike(const Api& api, const QString& userId, const QString& id)
{
    return sendOf(api, Verb::Delete, ofUser(userId, "likes/"_L1) + id, u"like"_s);
}

HttpRequest bookmark(const Api& api, const QString& userId, const QString& id)
{
    return bodyOf(api, ofUser(userId, "bookmarks"_L1), {{u"tweet_id"_s, id}}, u"bookmark"_s);
}

HttpRequest undoBookmark(const Api& api, const QString& userId, const QString& id)
{
    return sendOf(api, Verb::Delete, ofUser(userId, "bookmarks/"_L1) + id, u"bookmark"_s);
}

HttpRequest follow(const Api& api, const QString& userId, const QString& person)
{
    return bodyOf(
        api, ofUser(userId, "following"_L1), {{u"target_user_id"_s, person}}, u"follow"_s);
}

HttpRequest undoFollow(const Api& api, const QString& userId, const QString& person)
{
    return sendOf(api, Verb::Delete, ofUser(userId, "following/"_L1) + person, u"follow"_s);
}

HttpRequest mute(const Api& api, const QString& userId, const QString& person)
{
    return bodyOf(api, ofUser(userId, "muting"_L1), {{u"target_user_id"_s, person}}, u"mute"_s);
}

HttpRequest undoMute(const Api& api, const QString& userId, const QString& person)
{
    return sendOf(api, Verb::Delete, ofUser(userId, "muting/"_L1) + person, u"mute"_s);
}

HttpRequest addToList(const Api& api, const QString& list, const QString& person)
{
    return bodyOf(
        api, u"/2/lists/"_s + list + u"/members"_s, {{u"user_id"_s, person}}, u"members"_s);
}

HttpRequest removeFromList(const Api& api, const QString& list, const QString& person)
{
    return sendOf(api, Verb::Delete, u"/2/lists/"_s + list + u"/members/"_s + person, u"members"_s);
}

HttpRequest uploadPicture(const Api& api, const DraftMedia& media)
{
    HttpRequest request = sendOf(api, Verb::Post, u"/2/media/upload"_s, u"upload"_s);
    const QByteArray boundary = "staffroom-" + randomWord();
    const bool isAnimation = media.mimeType == "image/gif"_L1;
    request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=" + boundary);
    HttpFileBody body;
    body.before = "--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"media_category\"\r\n\r\n"
        + (isAnimation ? "tweet_gif" : "tweet_image") + "\r\n--" + boundary
        + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\"picture\"\r\n"
          "Content-Type: "
        + media.mimeType.toLatin1() + "\r\n\r\n";
    body.file = media.file;
    body.after = "\r\n--" + boundary + "--\r\n";
    request.fileBody = body;
    request.deadline = kUploadStall;
    return request;
}

HttpRequest uploadState(const Api& api, const QString& mediaId)
{
    HttpRequest request = sendOf(api, Verb::Get, u"/2/media/upload"_s, u"upload-state"_s);
    request.url.setQuery(QUrlQuery{{u"media_id"_s, mediaId}, {u"command"_s, u"STATUS"_s}});
    return request;
}

HttpRequest describePicture(const Api& api, const QString& mediaId, const QString& alt)
{
    const QJsonObject text{{u"text"_s, alt.left(kLongestAlt)}};
    return bodyOf(api, u"/2/media/metadata"_s,
        {{u"id"_s, mediaId}, {u"metadata"_s, QJsonObject{{u"alt_text"_s, text}}}}, u"describe"_s);
}

} // namespace staffroom::x
