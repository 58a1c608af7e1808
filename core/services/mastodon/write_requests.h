#pragma once

#include "core/services/act.h"
#include "core/services/mastodon/requests.h"
#include "core/services/service.h"

namespace staffroom::mastodon {

/// A new post. Visibility is always said: what a server takes without it differs.
HttpRequest postStatus(const Api& api, const Submission& submission);
/// A change of an own post; who sees it cannot be changed.
HttpRequest editStatus(const Api& api, const Submission& submission);

/// Invalid when `act` lacks what its kind needs.
Result<HttpRequest> requestOf(const Api& api, const Act& act);

/// The file is read while it goes out. Its name is not sent.
HttpRequest uploadMedia(const Api& api, const DraftMedia& media, bool isOldVersion);

/// New tokens for the "refresh" of `credentials`.
HttpRequest refreshTokens(const QString& server, const Credentials& credentials);
/// What came of it, on top of what was there. `now` is when it came.
Result<Credentials> decodeTokens(
    const QByteArray& bytes, Credentials credentials, Timestamp now, const QString& path);

QString visibilityName(Visibility visibility);

} // namespace staffroom::mastodon
