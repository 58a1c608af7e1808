#include "core/services/mastodon/sign_out.h"

#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/oauth.h"
#include "core/services/mastodon/requests.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

Task<Done> signOut(
    HttpClient& http, const QString& server, const Credentials& credentials, QObject* context)
{
    const Secret token = credentials.secret(u"access"_s);
    if (!credentials.values.contains(u"client_id"_s) || token.isEmpty()) {
        return readyTask<Done>(fail(Error::Kind::Unsupported,
            u"this token was made at the server and can only be ended there"_s));
    }
    Promise<Done> promise;
    auto task = promise.task();
    // Some refuse to take back what is void already (snac says 403): the account tells which it is.
    const auto onRefused = [&http, server, token, context, promise](const Error& refusal) {
        withApiErrors(http.send(verifyCredentials({server, token, Lane::User})), context)
            .then(context,
                [promise, refusal](const Result<HttpReply>& account) {
                    if (!account && account.error().needsLogin())
                        promise.finish(Done{});
                    else
                        promise.finish(fail(refusal));
                })
            .detach();
    };
    http.send(revokeToken(server, credentials))
        .then(context,
            [promise, onRefused](const Result<HttpReply>& reply) {
                if (reply)
                    return promise.finish(Done{});
                switch (reply.error().kind) {
                case Error::Kind::Forbidden:
                case Error::Kind::Unauthorised:
                case Error::Kind::Invalid:
                case Error::Kind::NotFound:
                    return onRefused(reply.error());
                default:
                    promise.finish(fail(reply.error()));
                }
            })
        .detach();
    return task;
}

} // namespace staffroom::mastodon
