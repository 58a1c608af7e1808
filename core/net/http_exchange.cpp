#include "core/net/http_exchange.h"

#include "core/base/log.h"
#include "core/net/http_address.h"
#include "core/net/http_client_body.h"
#include "core/net/http_errors.h"

#include <QPointer>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostRedirects = 5;
constexpr qint64 kErrorBodyBytes = 64 * 1024;
constexpr qint64 kHeaderBytes = 64 * 1024;

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// What may go to an origin that was not asked by the caller.
bool isHarmlessHeader(const QByteArray& name)
{
    const QByteArray lower = name.toLower();
    return lower == "accept" || lower == "accept-language" || lower == "if-none-match"
        || lower == "if-modified-since";
}

HttpHeaders lowerCaseHeaders(const QNetworkReply& reply, qint64& bytes)
{
    HttpHeaders headers;
    for (const auto& [name, value] : reply.rawHeaderPairs()) {
        bytes += name.size() + value.size();
        headers.emplace_back(name.toLower(), value);
    }
    return headers;
}

} // namespace

QByteArray verbName(HttpRequest::Verb verb)
{
    switch (verb) {
    case HttpRequest::Verb::Get:
        return "GET";
    case HttpRequest::Verb::Post:
        return "POST";
    case HttpRequest::Verb::Put:
        return "PUT";
    case HttpRequest::Verb::Patch:
        return "PATCH";
    case HttpRequest::Verb::Delete:
        return "DELETE";
    }
    return "GET";
}

HttpExchange::HttpExchange(
    HttpShared& shared, HttpRequest request, Promise<HttpReply> promise, QObject* parent)
    : QObject(parent)
    , m_shared(shared)
    , m_request(std::move(request))
    , m_promise(std::move(promise))
    , m_deadline(shared.clock.createTimer(
          [this] { finish(fail(Error::Kind::Timeout, {}, m_request.url.path())); }))
{
}

HttpExchange::~HttpExchange()
{
    dropReply();
}

void HttpExchange::start()
{
    const QPointer self(this);
    m_promise.onCancel([self] {
        if (self)
            self->cancel();
    });
    if (!isAllowedAddress(m_request.url)) {
        finish(
            fail(Error::Kind::Invalid, u"only https addresses are used"_s, m_request.url.host()));
        return;
    }
    if (m_shared.options.loopbackOnly && !isLoopbackHost(m_request.url.host())) {
        finish(fail(
            Error::Kind::Invalid, u"only this machine may be asked here"_s, m_request.url.host()));
        return;
    }
    queue();
}

void HttpExchange::cancel()
{
    finish(fail(Error::Kind::Cancelled));
}

void HttpExchange::queue()
{
    m_key = rateKey(m_request.url, m_request.bearer, m_request.bucket);
    const QPointer self(this);
    m_ticket = m_shared.limiter.acquire(
        m_key, m_request.lane, m_request.deadline, [self](std::optional<Millis> refusedFor) {
            if (!self || self->m_isDone)
                return;
            if (!refusedFor) {
                self->sendNow();
                return;
            }
            Error error;
            error.kind = Error::Kind::RateLimited;
            error.retryAfter = std::chrono::ceil<std::chrono::seconds>(*refusedFor);
            error.path = self->m_request.url.path();
            self->finish(fail(std::move(error)));
        });
}

QNetworkRequest HttpExchange::networkRequest() const
{
    QNetworkRequest request(m_request.url);
    // CVE-2023-51714 and CVE-2024-39936 are open in the HTTP/2 code of the Qt we run on.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(
        QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    for (const auto& [name, value] : m_request.headers)
        request.setRawHeader(name, value);
    request.setRawHeader("User-Agent", m_shared.options.userAgent);
    if (!m_request.bearer.isEmpty())
        request.setRawHeader(
            "Authorization", m_request.authScheme + ' ' + m_request.bearer.reveal());
    const bool hasBody = !m_request.body.isEmpty() || m_request.fileBody;
    if (hasBody && !request.hasRawHeader("Content-Type"))
        request.setRawHeader("Content-Type", "application/x-www-form-urlencoded");
    return request;
}

void HttpExchange::sendNow()
{
    if (m_request.mayGo && !m_request.mayGo()) {
        finish(fail(Error::Kind::Locked));
        return;
    }
    if (!m_hasBegun) {
        m_hasBegun = true;
        m_deadline->start(m_request.deadline);
    }
    ++m_shared.totals.requests;
    m_body.clear();
    auto reply = startReply();
    if (!reply) {
        finish(fail(std::move(reply.error())));
        return;
    }
    m_reply = *reply;
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpExchange::onSent);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::onFinished);
}

Result<QNetworkReply*> HttpExchange::startReply()
{
    const QNetworkRequest request = networkRequest();
    if (m_request.verb == HttpRequest::Verb::Get)
        return m_shared.network->get(request);
    const QByteArray verb = verbName(m_request.verb);
    if (m_request.body.isEmpty() && !m_request.fileBody)
        return m_shared.network->sendCustomRequest(request, verb, QByteArray());
    auto body = HttpClientBody::of(m_request);
    if (!body)
        return fail(std::move(body.error()));
    QNetworkReply* reply = m_shared.network->sendCustomRequest(request, verb, body->get());
    body->release()->setParent(reply); // is read as long as the reply lives
    return reply;
}

void HttpExchange::onSent(qint64 sent, qint64 total)
{
    if (m_isDone || total <= 0)
        return;
    if (m_request.fileBody)
        m_deadline->start(m_request.deadline);
    if (m_request.onSent) {
        // The one who is told may let go of this.
        const auto tell = m_request.onSent;
        tell(sent, total);
    }
}

void HttpExchange::readBody()
{
    if (m_isDone || !m_reply)
        return;
    const QByteArray bytes = m_reply->readAll();
    m_shared.totals.bytes += bytes.size();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isAnswer = status >= 200 && status < 300;
    const qint64 cap = isAnswer ? m_request.maxBytes : kErrorBodyBytes;
    if (m_body.size() + bytes.size() > cap) {
        if (isAnswer) {
            finish(fail(Error::Kind::TooLarge, {}, m_request.url.path()));
            return;
        }
        // The status says enough; the rest of an endless error page is not waited for.
        m_body.clear();
        qint64 ignored = 0;
        finishWithStatus(status, lowerCaseHeaders(*m_reply, ignored));
        return;
    }
    m_body += bytes;
}

void HttpExchange::onFinished()
{
    if (m_isDone || !m_reply)
        return;
    readBody();
    if (m_isDone || !m_reply)
        return;
    const auto code = m_reply->error();
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        Error error = networkError(code, m_reply->errorString());
        error.path = m_request.url.host();
        finish(fail(std::move(error)));
        return;
    }
    qint64 headerBytes = 0;
    HttpHeaders headers = lowerCaseHeaders(*m_reply, headerBytes);
    const bool isGood = (status >= 200 && status < 300) || status == 304;
    if (isGood && code != QNetworkReply::NoError) {
        // A cut, reset or undecodable body: what came of it is worth nothing.
        Error error = networkError(code, m_reply->errorString());
        error.path = m_request.url.path();
        m_shared.limiter.report(m_key, status, headers);
        finish(fail(std::move(error)));
        return;
    }
    if (headerBytes > kHeaderBytes) {
        finish(fail(Error::Kind::TooLarge, u"header"_s, m_request.url.path()));
        return;
    }
    finishWithStatus(status, std::move(headers));
}

void HttpExchange::finishWithStatus(int status, HttpHeaders headers)
{
    const Millis blocked = m_shared.limiter.report(m_key, status, headers);
    if (isRedirect(status)) {
        followRedirect(status, headerValue(headers, "location"));
        return;
    }
    HttpReply reply;
    reply.status = status;
    reply.headers = std::move(headers);
    reply.body = std::move(m_body);
    reply.url = m_request.url;
    if ((status >= 200 && status < 300) || status == 304) {
        finish(std::move(reply));
        return;
    }
    Error error;
    error.kind = kindOfStatus(status);
    error.http = status;
    error.path = m_request.url.path();
    error.detail = serverWording(reply.body);
    if ((status == 429 || status == 503) && blocked > 0ms)
        error.retryAfter = std::chrono::ceil<std::chrono::seconds>(blocked);
    if (m_request.onRefusal) {
        // The one who is told may let go of this.
        const auto tell = m_request.onRefusal;
        tell(reply);
    }
    finish(fail(std::move(error)));
}

void HttpExchange::followRedirect(int status, const QByteArray& location)
{
    const auto refuse = [this](const QString& why, const QUrl& where) {
        finish(fail(Error::Kind::Protocol, u"redirect refused: "_s + why, where.host()));
    };
    QUrl target = m_request.url.resolved(QUrl::fromEncoded(location));
    target.setFragment({});
    if (location.isEmpty() || !target.isValid())
        return refuse(u"no address"_s, m_request.url);
    if (++m_redirects > kMostRedirects)
        return refuse(u"too many"_s, m_request.url);
    if (!isAllowedAddress(target)
        || (m_request.url.scheme() == "https"_L1 && target.scheme() != "https"_L1))
        return refuse(u"not a secure address"_s, target);
    if (m_shared.options.loopbackOnly && !isLoopbackHost(target.host()))
        return refuse(u"only this machine may be asked here"_s, target);

    const bool becomesGet = status == 303
        || ((status == 301 || status == 302) && m_request.verb == HttpRequest::Verb::Post);
    if (becomesGet) {
        m_request.verb = HttpRequest::Verb::Get;
        m_request.body.clear();
        m_request.fileBody.reset();
    }
    if (!isSameOrigin(m_request.url, target)) {
        if (!m_request.bearer.isEmpty() || !m_request.followsToOtherOrigins)
            return refuse(u"another server"_s, target);
        if (m_request.verb != HttpRequest::Verb::Get)
            return refuse(u"would repeat what was sent at another server"_s, target);
        std::erase_if(
            m_request.headers, [](const auto& header) { return !isHarmlessHeader(header.first); });
    }
    m_request.url = target;
    dropReply();
    queue();
}

void HttpExchange::finish(Result<HttpReply> result)
{
    if (m_isDone)
        return;
    m_isDone = true;
    m_deadline->stop();
    dropReply();
    m_ticket = {};
    if (!result && result.error().kind != Error::Kind::Cancelled) {
        logLine(LogLevel::Debug, "http"_L1, "failed"_L1,
            {{"host"_L1, m_request.url.host()}, {"kind"_L1, errorName(result.error().kind)},
                {"status"_L1, QString::number(result.error().http)}});
    }
    m_promise.finish(std::move(result));
    deleteLater();
}

void HttpExchange::dropReply()
{
    if (!m_reply)
        return;
    QNetworkReply* reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    if (reply->isRunning())
        reply->abort();
    reply->deleteLater();
}

} // namespace staffroom
