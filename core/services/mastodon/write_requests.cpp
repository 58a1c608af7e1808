#include "core/services/mastodon/write_requests.h"

#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/request_parts.h"

#include <QUuid>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Verb = HttpRequest::Verb;

namespace {

constexpr Millis kUploadStall = 120s;

void addMedia(Fields& fields, const std::vector<DraftMedia>& media)
{
    for (const auto& picture : media)
        fields.emplace_back("media_ids[]", picture.remoteId);
}

void addPoll(Fields& fields, const std::optional<DraftPoll>& poll)
{
    if (!poll)
        return;
    for (const auto& option : poll->options)
        fields.emplace_back("poll[options][]", option);
    fields.emplace_back("poll[expires_in]", QString::number(poll->lasts.count()));
    fields.emplace_back("poll[multiple]", poll->isMultiple ? u"true"_s : u"false"_s);
}

QByteArray statusPath(const QString& id, const QByteArray& verb = {})
{
    return "/api/v1/statuses/" + encoded(id) + (verb.isEmpty() ? verb : '/' + verb);
}

HttpRequest verbOn(const Api& api, const PostId& post, const QByteArray& verb)
{
    return sendOf(Verb::Post, api, statusPath(post.remote, verb));
}

HttpRequest verbOn(const Api& api, const AccountId& person, const QByteArray& verb)
{
    return sendOf(Verb::Post, api, "/api/v1/accounts/" + encoded(person.remote) + '/' + verb);
}

HttpRequest reportOf(const Api& api, const Act& act)
{
    Fields fields{{"account_id", act.person.remote}};
    if (!act.post.isEmpty())
        fields.emplace_back("status_ids[]", act.post.remote);
    fields.emplace_back("comment", act.text);
    fields.emplace_back("category", u"other"_s);
    fields.emplace_back("forward", act.forwards ? u"true"_s : u"false"_s);
    return sendOf(Verb::Post, api, "/api/v1/reports", fields);
}

HttpRequest voteOf(const Api& api, const Act& act)
{
    Fields fields;
    for (const int choice : act.choices)
        fields.emplace_back("choices[]", QString::number(choice));
    return sendOf(Verb::Post, api, "/api/v1/polls/" + encoded(act.pollId) + "/votes", fields);
}

HttpRequest membersOf(const Api& api, const Act& act)
{
    const QByteArray path = "/api/v1/lists/" + encoded(act.list) + "/accounts";
    const Fields fields{{"account_ids[]", act.person.remote}};
    if (act.kind == Act::Kind::AddToList)
        return sendOf(Verb::Post, api, path, fields);
    // Some read the fields of a DELETE in its address only, some in its body only.
    HttpRequest request = sendOf(Verb::Delete, api, path, fields);
    request.url = getOf(api, path, fields).url;
    return request;
}

/// Does `act` say what it is about?
bool isComplete(const Act& act)
{
    using Kind = Act::Kind;
    switch (act.kind) {
    case Kind::Favourite:
    case Kind::Unfavourite:
    case Kind::Boost:
    case Kind::Unboost:
    case Kind::Bookmark:
    case Kind::Unbookmark:
    case Kind::Delete:
    case Kind::MuteThread:
    case Kind::UnmuteThread:
        return !act.post.isEmpty();
    case Kind::Vote:
        return !act.pollId.isEmpty() && !act.choices.empty();
    case Kind::Follow:
    case Kind::Unfollow:
    case Kind::Mute:
    case Kind::Unmute:
    case Kind::Block:
    case Kind::Unblock:
    case Kind::Report:
        return !act.person.remote.isEmpty();
    case Kind::AddToList:
    case Kind::RemoveFromList:
        return !act.person.remote.isEmpty() && !act.list.isEmpty();
    case Kind::MarkRead:
    case Kind::CancelScheduled:
        return !act.remote.isEmpty();
    }
    return false;
}

HttpRequest plainRequestOf(const Api& api, const Act& act)
{
    using Kind = Act::Kind;
    switch (act.kind) {
    case Kind::Favourite:
        return verbOn(api, act.post, "favourite");
    case Kind::Unfavourite:
        return verbOn(api, act.post, "unfavourite");
    case Kind::Boost:
        return verbOn(api, act.post, "reblog");
    case Kind::Unboost:
        return verbOn(api, act.post, "unreblog");
    case Kind::Bookmark:
        return verbOn(api, act.post, "bookmark");
    case Kind::Unbookmark:
        return verbOn(api, act.post, "unbookmark");
    case Kind::MuteThread:
        return verbOn(api, act.post, "mute");
    case Kind::UnmuteThread:
        return verbOn(api, act.post, "unmute");
    case Kind::Delete:
        return sendOf(Verb::Delete, api, statusPath(act.post.remote));
    case Kind::Vote:
        return voteOf(api, act);
    case Kind::Follow:
        return verbOn(api, act.person, "follow");
    case Kind::Unfollow:
        return verbOn(api, act.person, "unfollow");
    case Kind::Mute:
        return verbOn(api, act.person, "mute");
    case Kind::Unmute:
        return verbOn(api, act.person, "unmute");
    case Kind::Block:
        return verbOn(api, act.person, "block");
    case Kind::Unblock:
        return verbOn(api, act.person, "unblock");
    case Kind::Report:
        return reportOf(api, act);
    case Kind::AddToList:
    case Kind::RemoveFromList:
        return membersOf(api, act);
    case Kind::MarkRead:
        return sendOf(
            Verb::Post, api, "/api/v1/markers", {{"notifications[last_read_id]", act.remote}});
    case Kind::CancelScheduled:
        return sendOf(Verb::Delete, api, "/api/v1/scheduled_statuses/" + encoded(act.remote));
    }
    return {};
}

/// A part of a multipart body up to its content.
QByteArray partHead(const QByteArray& boundary, const QByteArray& rest)
{
    return "--" + boundary + "\r\nContent-Disposition: form-data; " + rest + "\r\n\r\n";
}

QByteArray fileNameFor(const QString& mimeType)
{
    const QString kind = mimeType.section(u'/', 1);
    for (const char* known : {"png", "gif", "webp", "jpeg", "avif", "heic"}) {
        if (kind == QLatin1StringView(known))
            return QByteArray("image.") + known;
    }
    return "image";
}

} // namespace

QString visibilityName(Visibility visibility)
{
    switch (visibility) {
    case Visibility::Public:
        return u"public"_s;
    case Visibility::Unlisted:
        return u"unlisted"_s;
    case Visibility::Followers:
        return u"private"_s;
    case Visibility::Direct:
        return u"direct"_s;
    }
    return u"direct"_s;
}

HttpRequest postStatus(const Api& api, const Submission& submission)
{
    Fields fields{
        {"status", submission.text}, {"visibility", visibilityName(submission.visibility)}};
    if (submission.inReplyTo)
        fields.emplace_back("in_reply_to_id", submission.inReplyTo->remote);
    if (submission.quote)
        fields.emplace_back("quoted_status_id", submission.quote->remote);
    if (!submission.language.isEmpty())
        fields.emplace_back("language", submission.language);
    if (!submission.contentWarning.isEmpty()) {
        fields.emplace_back("spoiler_text", submission.contentWarning);
        // Not every server draws this from the warning by itself.
        fields.emplace_back("sensitive", u"true"_s);
    }
    addMedia(fields, submission.media);
    addPoll(fields, submission.poll);
    if (submission.scheduled)
        fields.emplace_back(
            "scheduled_at", toDateTime(*submission.scheduled).toString(Qt::ISODateWithMs));
    HttpRequest request = sendOf(Verb::Post, api, "/api/v1/statuses", fields);
    if (!submission.key.isEmpty())
        request.headers.emplace_back("Idempotency-Key", submission.key);
    return request;
}

HttpRequest editStatus(const Api& api, const Submission& submission)
{
    Fields fields{{"status", submission.text}, {"spoiler_text", submission.contentWarning},
        {"sensitive", submission.contentWarning.isEmpty() ? u"false"_s : u"true"_s}};
    if (!submission.language.isEmpty())
        fields.emplace_back("language", submission.language);
    addMedia(fields, submission.media);
    for (const auto& picture : submission.media) {
        fields.emplace_back("media_attributes[][id]", picture.remoteId);
        fields.emplace_back("media_attributes[][description]", picture.alt);
    }
    addPoll(fields, submission.poll);
    return sendOf(Verb::Put, api, statusPath(submission.edits->remote), fields);
}

Result<HttpRequest> requestOf(const Api& api, const Act& act)
{
    if (!isComplete(act))
        return fail(Error::Kind::Invalid, u"it is not said what this is about"_s);
    return plainRequestOf(api, act);
}

HttpRequest uploadMedia(const Api& api, const DraftMedia& media, bool isOldVersion)
{
    HttpRequest request = getOf(api, isOldVersion ? "/api/v1/media" : "/api/v2/media");
    request.verb = Verb::Post;
    const QByteArray boundary = "part-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    HttpFileBody body;
    if (!media.alt.isEmpty())
        body.before = partHead(boundary, "name=\"description\"") + media.alt.toUtf8() + "\r\n";
    body.before += partHead(boundary,
        "name=\"file\"; filename=\"" + fileNameFor(media.mimeType)
            + "\"\r\nContent-Type: " + media.mimeType.toLatin1());
    body.file = media.file;
    body.after = "\r\n--" + boundary + "--\r\n";
    request.fileBody = std::move(body);
    request.headers.emplace_back("Content-Type", "multipart/form-data; boundary=" + boundary);
    request.deadline = kUploadStall;
    return request;
}

HttpRequest refreshTokens(const QString& server, const Credentials& credentials)
{
    Fields fields{{"grant_type", u"refresh_token"_s},
        {"refresh_token", QString::fromUtf8(credentials.secret(u"refresh"_s).reveal())},
        {"client_id", credentials.values.value(u"client_id"_s)}};
    const Secret clientSecret = credentials.secret(u"client_secret"_s);
    if (!clientSecret.isEmpty())
        fields.emplace_back("client_secret", QString::fromUtf8(clientSecret.reveal()));
    return sendOf(Verb::Post, {server, {}, Lane::User}, "/oauth/token", fields);
}

Result<Credentials> decodeTokens(
    const QByteArray& bytes, Credentials credentials, Timestamp now, const QString& path)
{
    const auto document = readJson(bytes, path);
    if (!document)
        return fail(document.error());
    const QJsonObject object = document->object();
    const QByteArray access = object.value("access_token"_L1).toString().toUtf8();
    if (access.isEmpty())
        return fail(Error::Kind::Protocol, u"no token came"_s, path);
    credentials.secrets[u"access"_s] = Secret(access);
    const QByteArray refresh = object.value("refresh_token"_L1).toString().toUtf8();
    if (!refresh.isEmpty())
        credentials.secrets[u"refresh"_s] = Secret(refresh);
    const int lasts = countOf(object, "expires_in"_L1);
    credentials.expires
        = lasts > 0 ? std::optional(now + std::chrono::seconds(lasts)) : std::nullopt;
    const QString scope = textOf(object, "scope"_L1);
    if (!scope.isEmpty())
        credentials.scopes = scope.split(u' ', Qt::SkipEmptyParts);
    return credentials;
}

} // namespace staffroom::mastodon
