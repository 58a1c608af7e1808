#include "core/services/bluesky/sign_out.h"

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/dpop_calls.h"
#include "core/services/bluesky/oauth.h"
#include "core/services/or_else.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

bool wasVoidAlready(const Error& error)
{
    const QString name = errorNameOf(error);
    return name == "ExpiredToken"_L1 || name == "InvalidToken"_L1 || name == "invalid_grant"_L1
        || name == "invalid_token"_L1;
}

Task<HttpReply> takeBackByOauth(
    const ServiceContext& context, const Credentials& credentials, QObject* parent)
{
    auto key = DpopKey::fromPem(credentials.secret(kDpopKey));
    if (!key)
        return sendCall(*context.http, revokeTokens(credentials), true, parent);
    const DpopCaller caller{context.http, context.clock, std::make_shared<DpopNonces>(),
        std::make_shared<const DpopKey>(std::move(*key))};
    return sendCallBy(
        [caller, parent](HttpRequest ready) { return caller.send(std::move(ready), parent); },
        revokeTokens(credentials), true, parent);
}

Task<HttpReply> endSession(const ServiceContext& context, const QString& server,
    const Credentials& credentials, QObject* parent)
{
    auto request = bareProcedure({server, Lane::User, {}}, "com.atproto.server.deleteSession"_L1);
    request.bearer = credentials.secret(kRefresh);
    return sendCall(*context.http, std::move(request), true, parent);
}

} // namespace

Task<Done> signOut(const ServiceContext& context, const Source& source,
    const Credentials& credentials, QObject* parent)
{
    const bool isOauth = credentials.values.value(kAuth) == kOauthSession;
    if (credentials.secret(kRefresh).isEmpty()
        || (isOauth && credentials.values.value(kRevocationEndpoint).isEmpty())) {
        return readyTask<Done>(fail(Error::Kind::Unsupported,
            u"the server takes no sign-in back; this one ends by itself"_s));
    }
    const QString known = credentials.values.value(kServer);
    auto asked = isOauth
        ? takeBackByOauth(context, credentials, parent)
        : endSession(context, known.isEmpty() ? source.server : known, credentials, parent);
    auto done
        = std::move(asked).andThen(parent, [](const HttpReply&) { return Result<Done>(Done{}); });
    return orElse(std::move(done), parent, [](Error error) {
        return wasVoidAlready(error) ? readyTask<Done>(Done{})
                                     : readyTask<Done>(fail(std::move(error)));
    });
}

} // namespace staffroom::bluesky
