#include "core/services/bluesky/browser_login.h"

#include "core/base/log.h"
#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/xrpc.h"
#include "core/services/oauth_words.h"
#include "core/services/or_else.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Something answers, but it knows nothing of what was asked.
bool hasNoSuchThing(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::NotFound:
    case Error::Kind::Protocol:
    case Error::Kind::Unsupported:
    case Error::Kind::Unauthorised:
    case Error::Kind::Forbidden:
    case Error::Kind::TooLarge:
        return true;
    case Error::Kind::Invalid:
        return error.http != 0;
    default:
        return false;
    }
}

Error noBrowserSignIn(Error error)
{
    error.kind = Error::Kind::Unsupported;
    error.detail = u"this server has no sign-in in the browser; use an app password"_s;
    return error;
}

} // namespace

BrowserLogin::BrowserLogin(const ServiceContext& context, LoginRequest request)
    : BlueskyLogin(context, std::move(request))
{
    m_caller.http = context.http;
    m_caller.clock = context.clock;
}

BrowserLogin::~BrowserLogin() = default;

void BrowserLogin::letGo()
{
    m_isAsking = false;
    m_listener.reset();
}

void BrowserLogin::start()
{
    QMetaObject::invokeMethod(this, &BrowserLogin::begin, Qt::QueuedConnection);
}

void BrowserLogin::begin()
{
    if (!readFields())
        return;
    auto key = DpopKey::make();
    if (!key)
        return giveUp(std::move(key.error()));
    m_caller.key = std::make_shared<const DpopKey>(std::move(*key));
    if (!identifier().isEmpty() && !isMailAddress()) {
        m_step = resolveIdentity(context(), identifier(), typedServer(), this)
                     .then(this,
                         [this](Result<Identity> identity) { onIdentity(std::move(identity)); });
        return;
    }
    askIssuer(typedServer().isEmpty() ? publicHosts(context()).entry : typedServer());
}

void BrowserLogin::onIdentity(Result<Identity> identity)
{
    if (!identity)
        return giveUp(std::move(identity.error()));
    m_identity = std::move(*identity);
    askIssuer(m_identity->server);
}

Task<QString> BrowserLogin::issuerOf(const QString& server)
{
    return context()
        .http->send(askProtectedResource(server))
        .andThen(
            this, [](const HttpReply& reply) { return issuerIn(reply.body, reply.url.path()); });
}

void BrowserLogin::askIssuer(const QString& server)
{
    auto asked = issuerOf(server);
    if (!m_identity) { // what was typed may be the one that signs people in itself
        asked = orElse(std::move(asked), this, [server](Error error) {
            return hasNoSuchThing(error) ? readyTask<QString>(server)
                                         : readyTask<QString>(fail(std::move(error)));
        });
    }
    m_step = std::move(asked).then(
        this, [this](Result<QString> issuer) { onIssuer(std::move(issuer)); });
}

void BrowserLogin::onIssuer(Result<QString> issuer)
{
    if (issuer)
        return askServer(*issuer);
    Error error = std::move(issuer.error());
    giveUp(hasNoSuchThing(error) ? noBrowserSignIn(std::move(error)) : std::move(error));
}

void BrowserLogin::askServer(const QString& issuer)
{
    m_step = context()
                 .http->send(askOauthServer(issuer))
                 .andThen(this,
                     [issuer](const HttpReply& reply) {
                         return oauthServerIn(reply.body, issuer, reply.url.path());
                     })
                 .then(this, [this](Result<OauthServer> server) {
                     if (!server) {
                         Error error = std::move(server.error());
                         return giveUp(hasNoSuchThing(error) ? noBrowserSignIn(std::move(error))
                                                             : std::move(error));
                     }
                     m_server = std::move(*server);
                     push();
                 });
}

Task<HttpReply> BrowserLogin::sendProven(HttpRequest request)
{
    return sendCallBy([this](HttpRequest ready) { return m_caller.send(std::move(ready), this); },
        std::move(request), false, this);
}

void BrowserLogin::push()
{
    m_listener = std::make_unique<LoopbackListener>(*context().clock);
    connect(m_listener.get(), &LoopbackListener::answered, this, &BrowserLogin::onRedirect,
        Qt::QueuedConnection);
    connect(
        m_listener.get(), &LoopbackListener::timedOut, this,
        [this] { giveUp(Error::Kind::Timeout, u"nobody agreed in the browser"_s); },
        Qt::QueuedConnection);
    if (!m_listener->listen(0, QString::fromLatin1(kLoopbackPath)))
        return giveUp(Error::Kind::Offline, u"no port of this computer is free"_s);
    m_question
        = {m_listener->address().toString(), randomWord(), randomWord(), identifier(), QString()};
    if (request().choosesAccount && m_server.prompts.contains("select_account"_L1))
        m_question.prompt = u"select_account"_s;
    m_step = sendProven(pushRequest(m_server, m_question))
                 .andThen(this,
                     [this](const HttpReply& reply) {
                         return authorizePage(m_server, reply.body, reply.url.path());
                     })
                 .then(this, [this](const Result<QUrl>& page) {
                     if (!page) {
                         Error error = page.error();
                         // A server need not take programs that are registered nowhere.
                         if (errorNameOf(error).startsWith("invalid_client"_L1))
                             error = noBrowserSignIn(std::move(error));
                         return giveUp(std::move(error));
                     }
                     m_isAsking = true;
                     Q_EMIT browserWanted(*page);
                 });
}

void BrowserLogin::onRedirect(const QUrlQuery& answer)
{
    if (isDone() || !std::exchange(m_isAsking, false))
        return;
    const auto code = codeOf(answer, m_question, m_server);
    if (code)
        exchange(*code);
    else
        giveUp(code.error());
}

void BrowserLogin::exchange(const QString& code)
{
    Credentials basis;
    basis.secrets[kDpopKey] = m_caller.key->pem();
    basis.values = {{kAuth, kOauthSession}, {kIssuer, m_server.issuer},
        {kTokenEndpoint, m_server.token.toString(QUrl::FullyEncoded)},
        {kClientId, loopbackClientId()}};
    if (!m_server.revocation.isEmpty()) {
        basis.values.insert(kRevocationEndpoint, m_server.revocation.toString(QUrl::FullyEncoded));
    }
    if (m_identity)
        basis.values.insert(kDid, m_identity->did);
    keepOutOfLog(Secret(code.toUtf8()));
    m_step
        = sendProven(codeForTokens(m_server, m_question, code))
              .andThen(this,
                  [this, basis](const HttpReply& reply) {
                      return tokensIn(reply.body, basis, context().clock->now(), reply.url.path());
                  })
              .then(this, [this](Result<Credentials> credentials) {
                  if (credentials)
                      return checkOwner(*credentials);
                  Error error = std::move(credentials.error());
                  if (errorNameOf(error) == "invalid_grant"_L1) // the code is wrong or too old
                      error.kind = Error::Kind::Unauthorised;
                  giveUp(std::move(error));
              });
}

void BrowserLogin::checkOwner(const Credentials& credentials)
{
    if (m_identity) // its own server sent us here
        return finishAs(*m_identity, credentials);
    m_step = resolveIdentity(context(), credentials.values.value(kDid), typedServer(), this)
                 .then(this, [this, credentials](Result<Identity> identity) {
                     if (identity)
                         checkIssuerOf(*identity, credentials);
                     else
                         giveUp(std::move(identity.error()));
                 });
}

void BrowserLogin::checkIssuerOf(const Identity& identity, const Credentials& credentials)
{
    m_step = issuerOf(identity.server)
                 .then(this, [this, identity, credentials](const Result<QString>& issuer) {
                     if (!issuer)
                         return giveUp(issuer.error());
                     if (*issuer != m_server.issuer) {
                         return giveUp(Error::Kind::Invalid,
                             u"that server does not sign people in for "_s + identity.did);
                     }
                     finishAs(identity, credentials);
                 });
}

} // namespace staffroom::bluesky
