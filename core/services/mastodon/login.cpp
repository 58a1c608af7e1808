#include "core/services/mastodon/login.h"

#include "core/base/log.h"
#include "core/net/http_client.h"
#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/decode_parts.h"
#include "core/services/mastodon/discovery.h"
#include "core/services/mastodon/json_reader.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/write_requests.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kPatience{5 * 60'000};
constexpr int kAttempts = 3;

bool endsTheAttempt(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
    case Error::Kind::Cancelled:
    case Error::Kind::Server:
    case Error::Kind::RateLimited:
    case Error::Kind::Unsupported:
        return true;
    default:
        return false;
    }
}

QString withoutAt(const QString& handle)
{
    return handle.startsWith(u'@') ? handle.mid(1) : handle;
}

} // namespace

MastodonLogin::MastodonLogin(const ServiceContext& context, LoginRequest request)
    : m_context(context)
    , m_request(std::move(request))
    , m_apps(context.secrets)
    , m_patience(context.clock->createTimer([this] {
        giveUp({Error::Kind::Timeout, 0, std::nullopt, {}, u"nobody agreed in the browser"_s});
    }))
{
}

MastodonLogin::~MastodonLogin() = default;

void MastodonLogin::giveUp(Error error)
{
    if (std::exchange(m_isDone, true))
        return;
    m_isAsking = false;
    m_patience->stop();
    m_listener.reset();
    m_step = {};
    Q_EMIT failed(error);
}

void MastodonLogin::start()
{
    const Api api{m_request.source.server, {}, Lane::User};
    m_step = Discovery::run(*m_context.http, *m_context.decodePool, api, this)
                 .then(this, [this](Result<Instance> instance) { onServer(std::move(instance)); });
}

void MastodonLogin::onServer(Result<Instance> instance)
{
    if (!instance && endsTheAttempt(instance.error()))
        return giveUp(std::move(instance.error()));
    // A server may describe itself to nobody it does not know.
    m_server = instance ? instance->info.server : m_request.source.server;
    m_domain = instance ? instance->domain : QUrl(m_server).host();
    switch (m_request.way) {
    case LoginRequest::Way::Token: {
        const auto token = m_request.fields.find(u"token"_s);
        Credentials credentials;
        if (token != m_request.fields.end())
            credentials.secrets[u"access"_s] = Secret(token->second.reveal().trimmed());
        return verify(credentials);
    }
    case LoginRequest::Way::Browser:
    case LoginRequest::Way::Code:
        return askMetadata();
    case LoginRequest::Way::Form:
        break;
    }
    giveUp({Error::Kind::Unsupported, 0, std::nullopt, {}, {}});
}

void MastodonLogin::askMetadata()
{
    m_step = m_context.http->send(oauthMetadata(m_server))
                 .then(this, [this](const Result<HttpReply>& reply) {
                     if (!reply && endsTheAttempt(reply.error())
                         && reply.error().kind != Error::Kind::Server)
                         return giveUp(reply.error());
                     m_metadata = reply ? readMetadata(reply->body) : OauthMetadata();
                     findApp();
                 });
}

void MastodonLogin::findApp()
{
    m_step = m_apps.find(m_server, this)
                 .then(this, [this](const Result<std::optional<OauthApp>>& found) {
                     const bool isKnown = found && found->has_value();
                     m_app = isKnown ? **found : OauthApp();
                     if (!listen()) {
                         return giveUp({Error::Kind::Offline, 0, std::nullopt, {},
                             u"no port of this computer is free"_s});
                     }
                     if (m_app.clientId.isEmpty())
                         registerApp(0);
                     else
                         checkApp();
                 });
}

/// On the port that the app is registered with; when another program has that, `m_app` is of no
/// use and emptied, because GoToSocial compares ports.
bool MastodonLogin::listen()
{
    if (m_request.way != LoginRequest::Way::Browser)
        return true;
    m_listener = std::make_unique<LoopbackListener>(*m_context.clock);
    connect(m_listener.get(), &LoopbackListener::answered, this, &MastodonLogin::onRedirect,
        Qt::QueuedConnection);
    connect(
        m_listener.get(), &LoopbackListener::timedOut, this,
        [this] {
            giveUp({Error::Kind::Timeout, 0, std::nullopt, {}, u"nobody agreed in the browser"_s});
        },
        Qt::QueuedConnection);
    const QString path = QString::fromLatin1(kCallbackPath);
    if (!m_app.clientId.isEmpty()) {
        const int port = QUrl(m_app.redirect).port(0);
        if (port > 0 && m_listener->listen(static_cast<quint16>(port), path))
            return true;
        m_app = {};
    }
    return m_listener->listen(0, path).has_value();
}

void MastodonLogin::checkApp()
{
    m_step = m_context.http->send(tokenOfApp(m_server, m_app))
                 .then(this, [this](const Result<HttpReply>& reply) {
                     if (reply || !isUnknownClient(reply.error()))
                         return openBrowser();
                     m_app = {};
                     registerApp(0);
                 });
}

void MastodonLogin::registerApp(int attempt)
{
    const QString exact = m_listener ? m_listener->address().toString()
                                     : u"http://127.0.0.1"_s + QLatin1StringView(kCallbackPath);
    const QString portless = u"http://127.0.0.1"_s + QLatin1StringView(kCallbackPath);
    QStringList redirects{exact, portless, outOfBand()};
    redirects.removeDuplicates();
    if (attempt == kAttempts - 1) // some servers take one address only
        redirects = {m_listener ? exact : outOfBand()};
    const QStringList scopes = attempt == 0 ? m_wantedScopes : oldScopes();
    m_step = m_context.http->send(mastodon::registerApp(m_server, redirects, scopes))
                 .andThen(this,
                     [scopes, exact](const HttpReply& reply) -> Result<OauthApp> {
                         auto app = readApp(reply.body, reply.url.path());
                         if (app) {
                             app->scopes = scopes;
                             app->redirect = exact;
                         }
                         return app;
                     })
                 .then(this, [this, attempt](Result<OauthApp> app) {
                     onRegistered(attempt, std::move(app));
                 });
}

void MastodonLogin::onRegistered(int attempt, Result<OauthApp> app)
{
    if (!app) {
        if (app.error().kind == Error::Kind::Invalid && attempt + 1 < kAttempts)
            return registerApp(attempt + 1);
        return giveUp(std::move(app.error()));
    }
    m_app = std::move(*app);
    m_step = m_apps.keep(m_server, m_app, this).then(this, [this](const Result<Done>&) {
        openBrowser();
    });
}

void MastodonLogin::openBrowser()
{
    m_question = {m_listener ? m_app.redirect : outOfBand(), randomWord(), randomWord()};
    if (!m_listener)
        m_patience->start(kPatience);
    m_isAsking = true;
    Q_EMIT browserWanted(authorizePage(
        m_server, m_app, m_question, scopesFor(m_app, m_request.access), m_request.choosesAccount));
}

void MastodonLogin::onRedirect(const QUrlQuery& answer)
{
    if (m_isDone || !std::exchange(m_isAsking, false))
        return;
    auto code = codeIn(answer, m_question, m_metadata);
    if (code)
        return exchange(*code);
    if (isScopeTrouble(code.error()) && m_app.scopes != oldScopes())
        return startOver(oldScopes());
    giveUp(std::move(code.error()));
}

void MastodonLogin::takeCode(const QString& code)
{
    if (m_isDone || m_request.way != LoginRequest::Way::Code || !std::exchange(m_isAsking, false))
        return;
    m_patience->stop();
    exchange(code.trimmed());
}

void MastodonLogin::exchange(const QString& code)
{
    Credentials basis;
    basis.values.insert(u"client_id"_s, m_app.clientId);
    if (!m_app.clientSecret.isEmpty())
        basis.secrets[u"client_secret"_s] = m_app.clientSecret;
    keepOutOfLog(Secret(code.toUtf8()));
    m_step
        = m_context.http
              ->send(tokenForCode(m_server, m_app, m_question.redirect, code, m_question.verifier))
              .andThen(this,
                  [this, basis](const HttpReply& reply) {
                      return decodeTokens(
                          reply.body, basis, m_context.clock->now(), reply.url.path());
                  })
              .then(this, [this](Result<Credentials> credentials) {
                  if (credentials)
                      return verify(*credentials);
                  if (isUnknownClient(credentials.error()) && !m_hasStartedOver)
                      return startOver(m_wantedScopes);
                  // "invalid_grant": the code is wrong or too old.
                  if (credentials.error().kind == Error::Kind::Invalid)
                      credentials.error().kind = Error::Kind::Unauthorised;
                  giveUp(std::move(credentials.error()));
              });
}

void MastodonLogin::startOver(const QStringList& scopes)
{
    if (std::exchange(m_hasStartedOver, true))
        return giveUp({Error::Kind::Protocol, 0, std::nullopt, {},
            u"the server does not know what it has just registered"_s});
    m_wantedScopes = scopes;
    m_app = {};
    if (!listen()) {
        return giveUp(
            {Error::Kind::Offline, 0, std::nullopt, {}, u"no port of this computer is free"_s});
    }
    registerApp(0);
}

void MastodonLogin::verify(const Credentials& credentials)
{
    const Secret token = credentials.secret(u"access"_s);
    if (token.isEmpty())
        return giveUp({Error::Kind::Unauthorised, 0, std::nullopt, {}, u"no token was given"_s});
    for (const auto& [name, secret] : credentials.secrets)
        keepOutOfLog(secret);
    const DecodeContext context{m_server, m_domain};
    m_step = withApiErrors(
        m_context.http->send(verifyCredentials({m_server, token, Lane::User})), this)
                 .andThen(this,
                     [context](const HttpReply& reply) -> Result<Author> {
                         const auto document = readJson(reply.body, reply.url.path());
                         if (!document)
                             return fail(document.error());
                         auto author = authorOf(document->object(), context);
                         if (!author)
                             return fail(Error::Kind::Protocol,
                                 u"the server does not say who this is"_s, reply.url.path());
                         return *author;
                     })
                 .then(this, [this, credentials](Result<Author> author) {
                     onVerified(credentials, std::move(author));
                 });
}

void MastodonLogin::onVerified(const Credentials& credentials, Result<Author> author)
{
    if (!author)
        return giveUp(std::move(author.error()));
    const QString wanted = withoutAt(m_request.source.account);
    if (!wanted.isEmpty() && wanted.compare(author->handle, Qt::CaseInsensitive) != 0) {
        // What was given for somebody else is given back, as far as we can.
        if (credentials.values.contains(u"client_id"_s)) {
            m_context.http->send(revokeToken(m_server, credentials))
                .then(m_context.http, [](const Result<HttpReply>&) {})
                .detach();
        }
        return giveUp({Error::Kind::Invalid, 0, std::nullopt, {},
            u"the server says that this is "_s + author->handle});
    }
    m_isDone = true;
    m_listener.reset();
    const Source source{serviceId(), m_server, author->handle};
    Q_EMIT signedIn({source, *author, credentials});
}

} // namespace staffroom::mastodon
