#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/base/task.h"
#include "core/net/lane.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace staffroom {

class RateLimiter;

/// A body that is read from the disk while it goes out.
struct HttpFileBody {
    QByteArray before; ///< what goes ahead of the file's bytes, e.g. the head of a multipart part
    QString file; ///< absolute path
    QByteArray after;
};

struct HttpReply {
    int status = 0;
    std::vector<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;
    QUrl url; ///< where the answer came from, after redirects

    QByteArray header(QByteArrayView lowerCaseName) const; ///< first of that name, or empty
};

/// One request, a plain value. Built by the services' pure `*_requests` functions.
struct HttpRequest {
    enum class Verb { Get, Post, Put, Patch, Delete };
    Verb verb = Verb::Get;
    QUrl url; ///< https, or http to a loopback address; anything else is Error::Invalid
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    std::optional<HttpFileBody> fileBody; ///< instead of `body`; unreadable: Error::Storage
    /// How much of the body has gone out; called on the main thread while it does.
    std::function<void(qint64 sent, qint64 total)> onSent;
    /// Asked at the moment of sending, however long the request had to wait for its turn. False:
    /// nothing goes out, Error::Locked.
    std::function<bool()> mayGo;
    /// Told of an answer that is going to be an Error, right before it is one; of the body what
    /// came within 64 KiB.
    std::function<void(const HttpReply&)> onRefusal;
    Secret bearer; ///< sent as Authorization to `url`'s own origin only
    QByteArray authScheme{"Bearer"}; ///< how `bearer` is meant there (RFC 9110, 11.1)
    QString bucket; ///< names the rate limit this counts against, e.g. "paging"; may be empty
    Lane lane = Lane::Visible;
    qint64 maxBytes = 8 * 1024 * 1024; ///< of the decoded body; above: Error::TooLarge
    /// For the whole exchange, redirects included. With a `fileBody` it starts anew with every
    /// part that goes out.
    Millis deadline{30'000};
    /// Follow redirects to other origins (never with `bearer`; a request with one stays on its
    /// origin, scheme, host and port). At most 5 either way, never from https to http.
    bool followsToOtherOrigins = false;
};

/// "GET"
QByteArray verbName(HttpRequest::Verb verb);

struct HttpTotals {
    qint64 requests = 0;
    qint64 bytes = 0; ///< of bodies received
};

/// The only user of QNetworkAccessManager. Main thread.
///
/// Answers `HttpReply` for 2xx and 304 only; every other status is an Error of the fitting kind
/// (429 -> RateLimited with retryAfter, 401 -> Unauthorised, 404 and 410 -> NotFound, 5xx ->
/// Server ...) whose `detail` is the server's own `error` text when its body was JSON.
/// Keeps the rules of reliability.md section 0: redirects are followed by hand, the body is
/// counted while it comes, an overall deadline, HTTP/2 off, no partial body is ever given out.
/// Asks the RateLimiter before sending and tells it every answer's headers. A request whose turn
/// is further away than its deadline is not sent: it answers RateLimited, with retryAfter, at once.
/// The deadline counts from the moment of sending. A body is sent once: when the connection ends
/// before the answer, that is the answer (Offline).
class HttpClient : public QObject {
    Q_OBJECT
public:
    struct Options {
        QByteArray userAgent;
        /// Tests: refuse every address that is not loopback.
        bool loopbackOnly = false;
    };
    HttpClient(Clock& clock, RateLimiter& limiter, Options options, QObject* parent = nullptr);
    ~HttpClient() override;

    Task<HttpReply> send(HttpRequest request);
    HttpTotals totals() const;
    const QByteArray& userAgent() const;
    bool loopbackOnly() const;

    /// After sleep or a change of network: drop open connections.
    void resetConnections();

private:
    class Private;
    std::unique_ptr<Private> d;
};

/// https always; http only to a loopback address (127.0.0.0/8, ::1, localhost).
bool isAllowedAddress(const QUrl& url);

} // namespace staffroom
