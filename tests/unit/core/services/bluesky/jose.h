#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace staffroom::bluesky {

// The other side of a signature: what a server does with a proof. Its own oracle are the signature
// vectors of atproto-interop (dpop_test.cpp).

QByteArray fromBase58(const QByteArray& text);
/// 65 bytes, uncompressed, of a public JWK on P-256.
QByteArray pointOf(const QJsonObject& jwk);
/// `point` compressed or not, `signature` as r and s.
bool isSignedBy(const QByteArray& point, const QByteArray& message, const QByteArray& signature);
/// The private key with this number, as PEM.
QByteArray pemOfPrivateKey(const QByteArray& number);

struct ReadProof {
    QJsonObject head;
    QJsonObject body;
};
/// A JWT whose signature is that of the key in its own head.
std::optional<ReadProof> readProof(const QByteArray& jwt);

} // namespace staffroom::bluesky
