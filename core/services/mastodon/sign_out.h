#pragma once

#include "core/base/task.h"
#include "core/services/account_session.h"

namespace staffroom {
class HttpClient;
}

namespace staffroom::mastodon {

/// Takes a token back at the server. Done also when it was void already. Unsupported for a token
/// that was not made for this program: only its owner can end it, at the server.
Task<Done> signOut(
    HttpClient& http, const QString& server, const Credentials& credentials, QObject* context);

} // namespace staffroom::mastodon
