#include "core/services/bluesky/dpop.h"

#include "core/services/oauth_words.h"
#include "tests/support/shared_data.h"
#include "tests/unit/core/services/bluesky/jose.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <gtest/gtest.h>

namespace staffroom::bluesky {
namespace {

using namespace Qt::Literals::StringLiterals;

QJsonArray vectorsIn(const QString& path)
{
    QFile file(path);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).array();
}

/// 'z', then base 58 (multibase); with a did:key two bytes say what kind of key follows.
QByteArray keyIn(const QString& didKey)
{
    const QByteArray bytes = fromBase58(didKey.section(u':', -1).mid(1).toLatin1());
    EXPECT_TRUE(bytes.startsWith("\x80\x24")) << "not P-256";
    return bytes.mid(2);
}

DpopKey madeKey()
{
    auto key = DpopKey::make();
    EXPECT_TRUE(key);
    return *key;
}

TEST(BlueskyDpop, TheVerifierOfTheseTestsAgreesWithTheVectors)
{
    STAFFROOM_NEED_SHARED(path, "corpora/atproto-interop/crypto/signature-fixtures.json");
    int checked = 0;
    for (const auto entry : vectorsIn(path)) {
        const auto object = entry.toObject();
        if (object.value("algorithm"_L1) != "ES256"_L1)
            continue;
        // Which half of the curve s lies in matters to records, not to tokens.
        const bool isOfRecordsOnly = object.value("tags"_L1).toArray().contains(u"high-s"_s);
        const bool isValid = object.value("validSignature"_L1).toBool() || isOfRecordsOnly;
        const auto bytes = [&](QLatin1StringView name) {
            return QByteArray::fromBase64(object.value(name).toString().toLatin1());
        };
        EXPECT_EQ(isSignedBy(keyIn(object.value("publicKeyDid"_L1).toString()),
                      bytes("messageBase64"_L1), bytes("signatureBase64"_L1)),
            isValid)
            << object.value("comment"_L1).toString().toStdString();
        ++checked;
    }
    EXPECT_GT(checked, 1);
}

TEST(BlueskyDpop, ReadsAKeyOfTheVectorsAndSignsWithIt)
{
    STAFFROOM_NEED_SHARED(path, "corpora/atproto-interop/crypto/w3c_didkey_P256.json");
    for (const auto entry : vectorsIn(path)) {
        const auto number
            = fromBase58(entry.toObject().value("privateKeyBytesBase58"_L1).toString().toLatin1());
        const auto publicKey = keyIn(entry.toObject().value("publicDidKey"_L1).toString());
        const auto key = DpopKey::fromPem(Secret(pemOfPrivateKey(number)));
        ASSERT_TRUE(key);
        EXPECT_EQ(pointOf(key->jwk()).mid(1, 32), publicKey.mid(1)); // x; the rest is y's sign
        const QByteArray signature = key->sign("hello");
        EXPECT_EQ(signature.size(), 64);
        EXPECT_TRUE(isSignedBy(publicKey, "hello", signature));
        EXPECT_FALSE(isSignedBy(publicKey, "hullo", signature));
    }
}

TEST(BlueskyDpop, AKeySurvivesTheKeyStoreAndShowsOnlyItsPublicPart)
{
    const DpopKey key = madeKey();
    const auto again = DpopKey::fromPem(key.pem());
    ASSERT_TRUE(again);
    EXPECT_EQ(again->jwk(), key.jwk());
    EXPECT_TRUE(isSignedBy(pointOf(key.jwk()), "x", again->sign("x")));
    EXPECT_EQ(QStringList(key.jwk().keys()).join(u' '), u"crv kty x y"_s);
    EXPECT_NE(madeKey().jwk(), key.jwk());
}

TEST(BlueskyDpop, RefusesWhatIsNoKeyOfItsKind)
{
    const auto kindOf
        = [](const QByteArray& pem) { return DpopKey::fromPem(Secret(pem)).error().kind; };
    EXPECT_EQ(kindOf({}), Error::Kind::Invalid);
    EXPECT_EQ(kindOf("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        Error::Kind::Invalid);
    // Ed25519
    EXPECT_EQ(kindOf("-----BEGIN PRIVATE KEY-----\n"
                     "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                     "-----END PRIVATE KEY-----\n"),
        Error::Kind::Invalid);
}

// The leading zeros of a short number must not be lost: one signature in 128 has one.
TEST(BlueskyDpop, EverySignatureIs64BytesLong)
{
    const DpopKey key = madeKey();
    const QByteArray point = pointOf(key.jwk());
    for (int i = 0; i < 600; ++i) {
        const QByteArray message = QByteArray::number(i);
        ASSERT_TRUE(isSignedBy(point, message, key.sign(message))) << i;
    }
}

TEST(BlueskyDpop, AProofIsAboutOneRequestAndHidesItsQuery)
{
    const DpopKey key = madeKey();
    DpopClaim claim{"POST", QUrl(u"https://pds.example/xrpc/a.b.c?q=secret#x"_s), {}, {},
        timestampFromMs(1'700'000'000'123)};
    const auto proof = readProof(dpopProof(key, claim));
    ASSERT_TRUE(proof);
    EXPECT_EQ(proof->head.value("typ"_L1).toString(), u"dpop+jwt"_s);
    EXPECT_EQ(proof->head.value("alg"_L1).toString(), u"ES256"_s);
    EXPECT_EQ(proof->head.value("jwk"_L1).toObject(), key.jwk());
    EXPECT_EQ(proof->body.value("htm"_L1).toString(), u"POST"_s);
    EXPECT_EQ(proof->body.value("htu"_L1).toString(), u"https://pds.example/xrpc/a.b.c"_s);
    EXPECT_EQ(proof->body.value("iat"_L1).toInteger(), 1'700'000'000);
    EXPECT_FALSE(proof->body.contains("nonce"_L1));
    EXPECT_FALSE(proof->body.contains("ath"_L1));

    claim.nonce = "n-1";
    claim.token = Secret("token");
    const auto bound = readProof(dpopProof(key, claim));
    ASSERT_TRUE(bound);
    EXPECT_EQ(bound->body.value("nonce"_L1).toString(), u"n-1"_s);
    // SHA-256 of "token", computed elsewhere.
    EXPECT_EQ(
        bound->body.value("ath"_L1).toString(), u"PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A"_s);
    EXPECT_NE(bound->body.value("jti"_L1), proof->body.value("jti"_L1));
}

} // namespace
} // namespace staffroom::bluesky
