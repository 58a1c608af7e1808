#include "core/services/bluesky/dpop_calls.h"

#include "core/net/net_time.h"
#include "core/services/or_else.h"

#include <QJsonDocument>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Servers allow for some minutes; the `Date` of an answer may be a little old itself.
constexpr Millis kClocksDiffer{60'000};

QString originOf(const QUrl& url)
{
    return url.scheme() + "://"_L1 + url.host() + u':'
        + QString::number(url.port(url.scheme() == "http"_L1 ? 80 : 443));
}

/// "use_dpop_nonce" stands in the body at a token endpoint and in a header at other ones (RFC 9449,
/// 8 and 9); "invalid_dpop_proof" is also what a wrong clock gives.
bool isAboutTheProof(const HttpReply& refusal)
{
    const QString error
        = QJsonDocument::fromJson(refusal.body).object().value("error"_L1).toString();
    const QByteArray challenge = refusal.header("www-authenticate");
    for (const auto name : {"use_dpop_nonce"_L1, "invalid_dpop_proof"_L1}) {
        if (error == name || challenge.contains(name.latin1()))
            return true;
    }
    return false;
}

} // namespace

QByteArray DpopNonces::nonceOf(const QUrl& url) const
{
    return m_told.value(originOf(url)).nonce;
}

Timestamp DpopNonces::timeAt(const QUrl& url, Timestamp now) const
{
    return now + m_told.value(originOf(url)).ahead;
}

void DpopNonces::learn(const HttpReply& answer, Timestamp now)
{
    Told& told = m_told[originOf(answer.url)];
    const QByteArray nonce = answer.header("dpop-nonce");
    if (!nonce.isEmpty() && nonce.size() <= 1'024)
        told.nonce = nonce;
    if (const auto date = parseHttpDate(answer.header("date"))) {
        const Millis ahead = *date - now;
        told.ahead = std::chrono::abs(ahead) > kClocksDiffer ? ahead : Millis(0);
    }
}

Task<HttpReply> DpopCaller::send(HttpRequest request, QObject* context) const
{
    return sendOnce(std::move(request), context, true);
}

Task<HttpReply> DpopCaller::sendOnce(HttpRequest request, QObject* context, bool mayRepeat) const
{
    HttpRequest proven = request;
    DpopClaim claim;
    claim.method = verbName(request.verb);
    claim.url = request.url;
    claim.nonce = nonces->nonceOf(request.url);
    claim.token = request.bearer;
    claim.now = nonces->timeAt(request.url, clock->now());
    proven.headers.emplace_back("DPoP", dpopProof(*key, claim));
    if (!proven.bearer.isEmpty())
        proven.authScheme = "DPoP";
    auto wantsAnother = std::make_shared<bool>(false);
    proven.onRefusal = [wantsAnother, claim, self = *this, also = request.onRefusal](
                           const HttpReply& refusal) {
        const Timestamp now = self.clock->now();
        self.nonces->learn(refusal, now);
        // Compared with what was sent: other calls may have learnt the same meanwhile.
        const bool isOther = self.nonces->nonceOf(claim.url) != claim.nonce
            || std::chrono::abs(self.nonces->timeAt(claim.url, now) - claim.now) > kClocksDiffer;
        *wantsAnother = isOther && isAboutTheProof(refusal);
        if (also)
            also(refusal);
    };
    auto sent = http->send(std::move(proven)).andThen(context, [self = *this](HttpReply reply) {
        self.nonces->learn(reply, self.clock->now());
        return Result<HttpReply>(std::move(reply));
    });
    return orElse(std::move(sent), context,
        [self = *this, request = std::move(request), context, wantsAnother, mayRepeat](
            Error error) {
            if (mayRepeat && *wantsAnother)
                return self.sendOnce(request, context, false);
            return readyTask<HttpReply>(fail(std::move(error)));
        });
}

} // namespace staffroom::bluesky
