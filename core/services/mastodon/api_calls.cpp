#include "core/services/mastodon/api_calls.h"

#include "core/services/mastodon/api_errors.h"
#include "core/services/mastodon/write_requests.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAccess = u"access"_s;
const QString kRefresh = u"refresh"_s;

/// snac says 422 without a word for a token that it does not know, and for other things too.
bool mayMeanToken(const Error& error)
{
    return error.http == 422 && error.detail.isEmpty();
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
        return withApiErrors(m_context.http->send(std::move(request)), this);
    return m_session->ready().andThen(
        this, [this, request = std::move(request)](const Credentials& credentials) {
            return sendWith(request, credentials.secret(kAccess), true);
        });
}

Task<HttpReply> ApiCalls::sendWith(HttpRequest request, const Secret& token, bool mayRepeat)
{
    if (token.isEmpty())
        return readyTask<HttpReply>(fail(Error::Kind::Unauthorised));
    request.bearer = token;
    auto sent = m_context.http->send(request);
    return orElse(withApiErrors(std::move(sent), this), this,
        [this, request = std::move(request), token, mayRepeat](Error error) {
            if (error.needsLogin())
                return onRefused(request, token, mayRepeat, std::move(error));
            if (!mayMeanToken(error))
                return readyTask<HttpReply>(fail(std::move(error)));
            return confirm(token).andThen(
                this, [error](Done) { return Result<HttpReply>(fail(error)); });
        });
}

Task<HttpReply> ApiCalls::onRefused(
    HttpRequest request, const Secret& token, bool mayRepeat, Error refusal)
{
    const bool hasOther = !isCurrent(token) || !m_session->credentials().secret(kRefresh).isEmpty();
    if (mayRepeat && hasOther) {
        return afterRefusal(token).andThen(
            this, [this, request = std::move(request)](const Credentials& credentials) {
                return sendWith(request, credentials.secret(kAccess), false);
            });
    }
    refusal.kind = Error::Kind::Forbidden;
    return confirm(token).andThen(
        this, [refusal](Done) { return Result<HttpReply>(fail(refusal)); });
}

Task<Credentials> ApiCalls::afterRefusal(const Secret& token)
{
    if (!m_session)
        return readyTask<Credentials>(fail(Error::Kind::Unauthorised));
    if (!isCurrent(token))
        return m_session->ready();
    if (!m_session->credentials().secret(kRefresh).isEmpty())
        return m_session->refresh([this] { return renew(); }, token);
    return confirm(token).andThen(
        this, [this](Done) { return Result<Credentials>(m_session->credentials()); });
}

Task<Credentials> ApiCalls::renew()
{
    // Others wait for this too, who may outlive this object.
    AccountSession* session = m_session.get();
    const Credentials old = session->credentials();
    return m_context.http->send(refreshTokens(m_server, old))
        .andThen(session, [old, clock = m_context.clock](const HttpReply& reply) {
            return decodeTokens(reply.body, old, clock->now(), reply.url.path());
        });
}

bool ApiCalls::isCurrent(const Secret& token) const
{
    return m_session->credentials().secret(kAccess).reveal() == token.reveal();
}

Task<Done> ApiCalls::confirm(const Secret& token)
{
    // A call that was on its way while another found out.
    if (m_session->state() == AccountSession::State::Refused && isCurrent(token))
        return readyTask<Done>(fail(Error::Kind::Unauthorised));
    m_confirmWaiters.emplace_back();
    auto task = m_confirmWaiters.back().task();
    if (m_confirmWaiters.size() > 1)
        return task;
    m_confirming = withApiErrors(
        m_context.http->send(verifyCredentials({m_server, token, Lane::User})), this)
                       .then(this, [this, token](Result<HttpReply> answer) {
                           onConfirmed(token, std::move(answer));
                       });
    return task;
}

void ApiCalls::onConfirmed(const Secret& token, Result<HttpReply> answer)
{
    if (!answer && mayMeanToken(answer.error())) // this call has nothing else to be wrong
        answer.error().kind = Error::Kind::Unauthorised;
    if (!answer && answer.error().needsLogin() && isCurrent(token))
        m_session->refuse();
    for (const auto& waiter : std::exchange(m_confirmWaiters, {})) {
        if (answer)
            waiter.finish(Done{});
        else
            waiter.finish(fail(answer.error()));
    }
}

} // namespace staffroom::mastodon
