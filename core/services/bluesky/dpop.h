#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QJsonObject>
#include <QUrl>

#include <memory>

namespace staffroom::bluesky {

/// The ES256 key (P-256) by which the holder of a token is known (RFC 9449). Shared by its copies,
/// never changed.
class DpopKey {
public:
    /// A new one. Unsupported where the machine's cryptography has no such keys.
    static Result<DpopKey> make();
    /// As `pem` gave it. Invalid for anything that is no P-256 key.
    static Result<DpopKey> fromPem(const Secret& pem);

    Secret pem() const; ///< the private key, PKCS #8
    QJsonObject jwk() const; ///< the public key (RFC 7517)
    /// ECDSA with SHA-256 as JOSE has it: r and s, 32 bytes each. Empty when it could not be done.
    QByteArray sign(const QByteArray& message) const;

private:
    explicit DpopKey(std::shared_ptr<void> key);

    std::shared_ptr<void> m_key; ///< an EVP_PKEY; its header stays out of this one
};

/// What one proof is about.
struct DpopClaim {
    QByteArray method; ///< "GET"
    QUrl url; ///< query and fragment are left out
    QByteArray nonce; ///< of that server; empty: it gave none yet
    Secret token; ///< access token that goes with it; empty: none does
    Timestamp now{}; ///< by the server's clock, as far as known
};
/// Value of the header "DPoP"; good for one request.
QByteArray dpopProof(const DpopKey& key, const DpopClaim& claim);

} // namespace staffroom::bluesky
