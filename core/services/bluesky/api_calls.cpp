#include "core/services/bluesky/api_calls.h"

#include "core/services/bluesky/renewal.h"
#include "core/services/or_else.h"

#include <QCryptographicHash>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Another token may do. "Bad token method" and "Bad token scope" mean that none of this sign-in
/// will; "invalid_token" is how it is said with DPoP.
bool isVoidToken(const Error& error)
{
    const QString name = errorNameOf(error);
    return name == "ExpiredToken"_L1 || name == "invalid_token"_L1
        || (name == "InvalidToken"_L1 && !error.detail.startsWith("InvalidToken: Bad token"_L1));
}

/// A refusal that says nothing against the sign-in must not look as if it did.
Error withoutBlamingTheSignIn(Error error)
{
    if (error.kind != Error::Kind::Unauthorised)
        return error;
    const QString name = errorNameOf(error);
    const bool isOfTheServerItself = isVoidToken(error) || name == "InvalidToken"_L1
        || name == "AuthMissing"_L1 || name == "AuthenticationRequired"_L1
        || name == "insufficient_scope"_L1;
    // Anything else was said by a server behind it that does not like what it was passed on.
    error.kind = isOfTheServerItself ? Error::Kind::Forbidden : Error::Kind::Server;
    return error;
}

} // namespace

struct ApiCalls::Private {
    Private(ApiCalls* calls, const ServiceContext& serviceContext, QString view)
        : q(calls)
        , context(serviceContext)
        , publicView(std::move(view))
    {
    }

    ApiCalls* q;
    ServiceContext context;
    QString publicView;
    std::shared_ptr<DpopNonces> nonces = std::make_shared<DpopNonces>();
    QByteArray keyText; ///< digest of the PEM that `key` was read from
    std::shared_ptr<const DpopKey> key;

    Result<std::shared_ptr<const DpopKey>> keyOf(const Credentials& credentials);
    QString serverOf(const Credentials& credentials) const;
    Task<HttpReply> sendOnce(HttpRequest request, const Credentials& credentials);
    Task<HttpReply> sendAs(HttpRequest request, const Credentials& credentials, bool mayRepeat);
    Task<Credentials> renew();
};

Result<std::shared_ptr<const DpopKey>> ApiCalls::Private::keyOf(const Credentials& credentials)
{
    const Secret pem = credentials.secret(kDpopKey);
    const QByteArray digest = QCryptographicHash::hash(pem.reveal(), QCryptographicHash::Sha256);
    if (key && keyText == digest)
        return key;
    auto read = DpopKey::fromPem(pem);
    if (!read) // what the key store gives is good for nothing: only signing in again helps
        return fail(Error::Kind::Unauthorised, read.error().detail);
    keyText = digest;
    key = std::make_shared<const DpopKey>(std::move(*read));
    return key;
}

QString ApiCalls::Private::serverOf(const Credentials& credentials) const
{
    const QString server = credentials.values.value(kServer);
    return server.isEmpty() ? q->m_session->source().server : server;
}

Task<HttpReply> ApiCalls::Private::sendOnce(HttpRequest request, const Credentials& credentials)
{
    // The token goes to the person's own server and nowhere else, wherever that is by now.
    const QUrl server(serverOf(credentials));
    request.url.setScheme(server.scheme());
    request.url.setHost(server.host());
    request.url.setPort(server.port());
    request.bearer = credentials.secret(kAccess);
    if (credentials.values.value(kAuth) != kOauthSession)
        return sendCall(*context.http, std::move(request), true, q);
    auto dpopKey = keyOf(credentials);
    if (!dpopKey)
        return readyTask<HttpReply>(fail(std::move(dpopKey.error())));
    const DpopCaller caller{context.http, context.clock, nonces, std::move(*dpopKey)};
    return sendCallBy(
        [caller, context = q](HttpRequest ready) { return caller.send(std::move(ready), context); },
        std::move(request), true, q);
}

Task<HttpReply> ApiCalls::Private::sendAs(
    HttpRequest request, const Credentials& credentials, bool mayRepeat)
{
    const Secret token = credentials.secret(kAccess);
    if (token.isEmpty())
        return readyTask<HttpReply>(fail(Error::Kind::Unauthorised));
    return orElse(sendOnce(request, credentials), q,
        [this, request, token, mayRepeat](Error error) -> Task<HttpReply> {
            if (!mayRepeat || !isVoidToken(error))
                return readyTask<HttpReply>(fail(withoutBlamingTheSignIn(std::move(error))));
            return q->m_session->refresh([this] { return renew(); }, token)
                .andThen(q, [this, request](const Credentials& fresh) {
                    return sendAs(request, fresh, false);
                });
        });
}

Task<Credentials> ApiCalls::Private::renew()
{
    // Others wait for this too, who may outlive this object.
    AccountSession* session = q->m_session.get();
    Credentials old = session->credentials();
    if (old.values.value(kServer).isEmpty())
        old.values.insert(kServer, session->source().server);
    return renewed(context, nonces, old, session);
}

ApiCalls::ApiCalls(
    const ServiceContext& context, QString publicView, std::shared_ptr<AccountSession> session)
    : d(std::make_unique<Private>(this, context, std::move(publicView)))
    , m_session(std::move(session))
{
}

ApiCalls::~ApiCalls() = default;

QString ApiCalls::did() const
{
    return m_session ? m_session->credentials().values.value(kDid) : QString();
}

QString ApiCalls::server() const
{
    return m_session ? d->serverOf(m_session->credentials()) : d->publicView;
}

Task<HttpReply> ApiCalls::send(HttpRequest request)
{
    if (!m_session)
        return sendCall(*d->context.http, std::move(request), false, this);
    return m_session->ready().andThen(
        this, [this, request = std::move(request)](const Credentials& credentials) {
            return d->sendAs(request, credentials, true);
        });
}

} // namespace staffroom::bluesky
