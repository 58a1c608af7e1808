#pragma once

#include "core/net/http_client.h"
#include "core/services/bluesky/dpop.h"

#include <QHash>

namespace staffroom::bluesky {

/// What servers told about the proofs they want, by origin: the nonce that the next one must hold,
/// and how far their clock is from ours (a proof that looks old is refused).
class DpopNonces {
public:
    QByteArray nonceOf(const QUrl& url) const;
    Timestamp timeAt(const QUrl& url, Timestamp now) const;
    void learn(const HttpReply& answer, Timestamp now);

private:
    struct Told {
        QByteArray nonce;
        Millis ahead{0};
    };
    QHash<QString, Told> m_told;
};

/// Sends requests with a proof each. `nonces` is never null and may be shared.
struct DpopCaller {
    HttpClient* http = nullptr;
    Clock* clock = nullptr;
    std::shared_ptr<DpopNonces> nonces = std::make_shared<DpopNonces>();
    std::shared_ptr<const DpopKey> key;

    /// With the request's `bearer`, if it has one, bound to the proof. Where the server asks for a
    /// nonce, the request is repeated once with it.
    Task<HttpReply> send(HttpRequest request, QObject* context) const;

private:
    Task<HttpReply> sendOnce(HttpRequest request, QObject* context, bool mayRepeat) const;
};

} // namespace staffroom::bluesky
