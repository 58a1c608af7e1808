#pragma once

#include "core/model/draft.h"
#include "core/services/x/requests.h"

#include <QJsonObject>

namespace staffroom::x {

// What changes something at X (https://docs.x.com/x-api/posts, /users, /lists, /media). There is no
// key by which X would know a repeated request again.

/// The body of POST /2/tweets: unknown keys are refused there.
QJsonObject postBody(const Submission& submission);
HttpRequest createPost(const Api& api, const QJsonObject& body);
HttpRequest deletePost(const Api& api, const QString& id);

HttpRequest repost(const Api& api, const QString& userId, const QString& id);
HttpRequest undoRepost(const Api& api, const QString& userId, const QString& id);
HttpRequest like(const Api& api, const QString& userId, const QString& id);
HttpRequest undoLike(const Api& api, const QString& userId, const QString& id);
HttpRequest bookmark(const Api& api, const QString& userId, const QString& id);
HttpRequest undoBookmark(const Api& api, const QString& userId, const QString& id);
HttpRequest follow(const Api& api, const QString& userId, const QString& person);
HttpRequest undoFollow(const Api& api, const QString& userId, const QString& person);
HttpRequest mute(const Api& api, const QString& userId, const QString& person);
HttpRequest undoMute(const Api& api, const QString& userId, const QString& person);
HttpRequest addToList(const Api& api, const QString& list, const QString& person);
HttpRequest removeFromList(const Api& api, const QString& list, const QString& person);

/// One picture, in one piece (at most 5 MB; an animation 15 MB).
HttpRequest uploadPicture(const Api& api, const DraftMedia& media);
HttpRequest uploadState(const Api& api, const QString& mediaId);
/// At most kLongestAlt characters.
HttpRequest describePicture(const Api& api, const QString& mediaId, const QString& alt);
inline constexpr int kLongestAlt = 1'000;

} // namespace staffroom::x
