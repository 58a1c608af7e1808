#include "core/services/x/api_calls.h"

#include "core/base/log.h"
#include "core/services/or_else.h"
#include "core/services/x/api_errors.h"
#include "core/services/x/oauth.h"

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAccessToken = u"access"_s;
const QString kRefreshToken = u"refresh"_s;

/// Renewed so much before its end: what is on its way must not arrive too late.
constexpr Millis kAheadOfEnd{60'000};
/// Outages in which X takes no token at all last for hours; each renewal is a chance to lose one.
constexpr Millis kNoRenewalFor{3 * 60'000};

bool isSamePlace(const QUrl& url, const QUrl& server)
{
    return url.scheme() == server.scheme() && url.host() == server.host()
        && url.port() == server.port();
}

/// What a renewal that failed means for those who wait for it. Unauthorised and Invalid would end
/// the session (AccountSession::refresh).
Error renewalTrouble(const HttpReply& refusal, Error error)
{
    using Kind = Error::Kind;
    if (saysTokenIsVoid(refusal)) {
        error.kind = Kind::Unauthorised;
        return error;
    }
    if (refusal.status == 400) // "invalid_client": the app is not what it was; a proxy otherwise
        error.kind = oauthErrorIn(refusal).isEmpty() ? Kind::Protocol : Kind::Forbidden;
    else if (refusal.status == 401)
        error.kind = Kind::Server;
    if (error.kind == Kind::Unauthorised || error.kind == Kind::Invalid)
        error.kind = Kind::Protocol;
    return error;
}

/// `session` is the parent, because others wait for this who may outlive the one who asked first.
Task<Credentials> newPairOf(
    const ServiceContext& context, const QString& server, AccountSession* session)
{
    const Credentials old = session->credentials();
    if (old.secret(kRefreshToken).isEmpty())
        return readyTask<Credentials>(fail(Error::Kind::Unauthorised));
    auto request = refreshTokens(server, old);
    auto refusal = std::make_shared<HttpReply>();
    request.onRefusal = [refusal](const HttpReply& reply) { *refusal = reply; };
    auto sent = context.http->send(std::move(request))
                    .andThen(session, [old, clock = context.clock](const HttpReply& reply) {
                        return decodeTokens(reply.body, old, clock->now(), reply.url.path());
                    });
    return orElse(std::move(sent), session, [refusal](Error error) {
        error = renewalTrouble(*refusal, std::move(error));
        logLine(LogLevel::Warning, "x"_L1, "not-renewed"_L1,
            {{"error"_L1, errorName(error.kind)}, {"http"_L1, QString::number(refusal->status)}});
        return readyTask<Credentials>(fail(std::move(error)));
    });
}

} // namespace

ApiCalls::ApiCalls(
    const ServiceContext& context, QString server, std::shared_ptr<AccountSession> session)
    : m_context(context)
    , m_server(std::move(server))
    , m_session(std::move(session))
{
}

Task<HttpReply> ApiCalls::send(HttpRequest request)
{
    if (!m_session)
        return readyTask<HttpReply>(fail(Error::Kind::Unauthorised));
    if (!isSamePlace(request.url, QUrl(m_server)))
        return readyTask<HttpReply>(
            fail(Error::Kind::Invalid, u"another server"_s, request.url.host()));
    return m_session->ready().andThen(
        this, [this, request = std::move(request)](const Credentials& credentials) {
            return sendAs(request, credentials);
        });
}

Task<Credentials> ApiCalls::renewed(const Secret& refused)
{
    return m_session->refresh(
        [context = m_context, server = m_server, session = m_session.get()] {
            return newPairOf(context, server, session);
        },
        refused);
}

Task<HttpReply> ApiCalls::sendAs(HttpRequest request, const Credentials& credentials)
{
    const Secret token = credentials.secret(kAccessToken);
    const bool canRenew = !credentials.secret(kRefreshToken).isEmpty();
    const Timestamp now = m_context.clock->now();
    const auto end = credentials.expires;
    const bool hasEnded = token.isEmpty() || (end && now >= *end);
    if (!hasEnded && !(canRenew && end && now + kAheadOfEnd >= *end))
        return sendWith(std::move(request), token, true);
    auto pair = orElse(renewed(token), this, [credentials, hasEnded](Error error) {
        // The last minute of the old one is good enough.
        if (hasEnded || error.needsLogin())
            return readyTask<Credentials>(fail(std::move(error)));
        return readyTask<Credentials>(credentials);
    });
    return std::move(pair).andThen(
        this, [this, request = std::move(request)](const Credentials& fresh) {
            return sendWith(request, fresh.secret(kAccessToken), false);
        });
}

Task<HttpReply> ApiCalls::sendWith(HttpRequest request, const Secret& token, bool mayRepeat)
{
    auto refusal = std::make_shared<HttpReply>();
    auto sent = request;
    sent.bearer = token;
    sent.onRefusal = [refusal, also = request.onRefusal](const HttpReply& reply) {
        *refusal = reply;
        if (also)
            also(reply);
    };
    return orElse(m_context.http->send(std::move(sent)), this,
        [this, request = std::move(request), token, mayRepeat, refusal](Error error) {
            if (refusal->status != 0)
                error = errorOfRefusal(*refusal, std::move(error), m_context.clock->now());
            if (refusal->status == 401)
                return onRefused(request, token, mayRepeat, std::move(error));
            return readyTask<HttpReply>(fail(std::move(error)));
        });
}

Task<HttpReply> ApiCalls::onRefused(
    HttpRequest request, const Secret& token, bool mayRepeat, Error refusal)
{
    const Credentials& current = m_session->credentials();
    const Millis now = m_context.clock->monotonic();
    if (!mayRepeat) {
        m_uselessToken = token;
        m_uselessUntil = now + kNoRenewalFor;
    }
    const bool isUseless = token.reveal() == m_uselessToken.reveal() && now < m_uselessUntil;
    const bool isCurrent = token.reveal() == current.secret(kAccessToken).reveal();
    const bool canRenew = !current.secret(kRefreshToken).isEmpty();
    if (!mayRepeat || (isCurrent && (isUseless || !canRenew))) {
        refusal.kind = Error::Kind::Server;
        return readyTask<HttpReply>(fail(std::move(refusal)));
    }
    return renewed(token).andThen(
        this, [this, request = std::move(request)](const Credentials& fresh) {
            return sendWith(request, fresh.secret(kAccessToken), false);
        });
}

} // namespace staffroom::x
