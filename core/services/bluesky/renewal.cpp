#include "core/services/bluesky/renewal.h"

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/identity.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/oauth.h"
#include "core/services/or_else.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestJwt = 16 * 1024;

/// Only the server's word on the refresh token itself ends a session.
Error withoutEndingTheSession(Error error)
{
    const QString name = errorNameOf(error);
    if (name == "ExpiredToken"_L1 || name == "InvalidToken"_L1 || name == "invalid_grant"_L1)
        error.kind = Error::Kind::Unauthorised;
    else if (error.kind == Error::Kind::Unauthorised || error.kind == Error::Kind::Invalid)
        error.kind = Error::Kind::Protocol;
    return error;
}

Task<Credentials> keptOpen(Task<Credentials> task, QObject* parent)
{
    return orElse(std::move(task), parent, [](Error error) {
        return readyTask<Credentials>(fail(withoutEndingTheSession(std::move(error))));
    });
}

Task<Credentials> renewedByOauth(const ServiceContext& context, std::shared_ptr<DpopNonces> nonces,
    const Credentials& old, QObject* parent)
{
    auto key = DpopKey::fromPem(old.secret(kDpopKey));
    if (!key)
        return readyTask<Credentials>(fail(Error::Kind::Unauthorised, key.error().detail));
    DpopCaller caller{context.http, context.clock, std::move(nonces),
        std::make_shared<const DpopKey>(std::move(*key))};
    auto sent = sendCallBy(
        [caller, parent](HttpRequest ready) { return caller.send(std::move(ready), parent); },
        renewTokens(old), true, parent);
    return std::move(sent).andThen(parent, [old, clock = context.clock](const HttpReply& reply) {
        return tokensIn(reply.body, old, clock->now(), reply.url.path());
    });
}

Task<Credentials> renewedByPassword(
    const ServiceContext& context, const Credentials& old, QObject* parent)
{
    auto request = bareProcedure(
        {old.values.value(kServer), Lane::User, {}}, "com.atproto.server.refreshSession"_L1);
    request.bearer = old.secret(kRefresh);
    return sendCall(*context.http, std::move(request), true, parent)
        .andThen(parent,
            [old](const HttpReply& reply) { return sessionIn(reply.body, old, reply.url.path()); });
}

} // namespace

Task<Credentials> renewed(const ServiceContext& context, std::shared_ptr<DpopNonces> nonces,
    const Credentials& old, QObject* parent)
{
    if (old.secret(kRefresh).isEmpty())
        return readyTask<Credentials>(fail(Error::Kind::Unauthorised));
    return keptOpen(old.values.value(kAuth) == kOauthSession
            ? renewedByOauth(context, std::move(nonces), old, parent)
            : renewedByPassword(context, old, parent),
        parent);
}

Result<Credentials> sessionIn(
    const QByteArray& bytes, const Credentials& basis, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    const QString access = textOf(*object, "accessJwt"_L1, kLongestJwt);
    const QString refresh = textOf(*object, "refreshJwt"_L1, kLongestJwt);
    const QString did = textOf(*object, "did"_L1);
    if (access.isEmpty() || refresh.isEmpty() || !isDid(did))
        return fail(Error::Kind::Protocol, u"the server's answer holds no session"_s, path);
    const QString known = basis.values.value(kDid);
    if (!known.isEmpty() && known != did)
        return fail(Error::Kind::Invalid, u"the server answers for somebody else"_s, path);
    Credentials out = basis;
    out.secrets[kAccess] = Secret(access.toUtf8());
    out.secrets[kRefresh] = Secret(refresh.toUtf8());
    out.values.insert(kAuth, kPasswordSession);
    out.values.insert(kDid, did);
    const QString handle = textOf(*object, "handle"_L1);
    if (isHandle(handle))
        out.values.insert(kHandle, handle.toLower());
    const QString server = serverInDocument(object->value("didDoc"_L1).toObject(), did);
    if (!server.isEmpty())
        out.values.insert(kServer, server);
    out.expires.reset(); // the tokens are nobody's to read but the server's
    return out;
}

} // namespace staffroom::bluesky
