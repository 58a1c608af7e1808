#include "core/services/bluesky/dpop.h"

#include "core/services/oauth_words.h"

#include <QCryptographicHash>
#include <QJsonDocument>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNumberBytes = 32; // of P-256

template <class T, void (*release)(T*)>
struct Released {
    void operator()(T* pointer) const { release(pointer); }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Released<EVP_PKEY, EVP_PKEY_free>>;
using DigestPointer = std::unique_ptr<EVP_MD_CTX, Released<EVP_MD_CTX, EVP_MD_CTX_free>>;
using NumberPointer = std::unique_ptr<BIGNUM, Released<BIGNUM, BN_clear_free>>;
using SignaturePointer = std::unique_ptr<ECDSA_SIG, Released<ECDSA_SIG, ECDSA_SIG_free>>;
struct BioRelease {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
};
using BioPointer = std::unique_ptr<BIO, BioRelease>;

QByteArray numberBytes(const BIGNUM* number)
{
    QByteArray bytes(kNumberBytes, '\0');
    auto* data = reinterpret_cast<unsigned char*>(bytes.data());
    if (!number || BN_bn2binpad(number, data, kNumberBytes) != kNumberBytes)
        return {};
    return bytes;
}

QByteArray coordinate(const EVP_PKEY* key, const char* name)
{
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1)
        return {};
    return numberBytes(NumberPointer(number).get());
}

bool isOnP256(const EVP_PKEY* key)
{
    std::array<char, 32> name{};
    size_t length = 0;
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_EC
        && EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) == 1
        && QByteArrayView(name.data(), static_cast<qsizetype>(length)) == "prime256v1";
}

QByteArray part(const QJsonObject& object)
{
    return base64Url(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

} // namespace

DpopKey::DpopKey(std::shared_ptr<void> key)
    : m_key(std::move(key))
{
}

Result<DpopKey> DpopKey::make()
{
    KeyPointer key(EVP_EC_gen("P-256"));
    if (!key)
        return fail(Error::Kind::Unsupported, u"no key could be made"_s);
    return DpopKey(std::shared_ptr<EVP_PKEY>(std::move(key)));
}

Result<DpopKey> DpopKey::fromPem(const Secret& pem)
{
    const QByteArray& text = pem.reveal();
    const BioPointer source(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
    KeyPointer key(
        source ? PEM_read_bio_PrivateKey(source.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!key || !isOnP256(key.get()))
        return fail(Error::Kind::Invalid, u"this is no key of the right kind"_s);
    return DpopKey(std::shared_ptr<EVP_PKEY>(std::move(key)));
}

Secret DpopKey::pem() const
{
    const BioPointer out(BIO_new(BIO_s_secmem()));
    auto* key = static_cast<EVP_PKEY*>(m_key.get());
    if (!out
        || PEM_write_bio_PKCS8PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
            != 1)
        return {};
    char* data = nullptr;
    const long size = BIO_get_mem_data(out.get(), &data);
    return Secret(QByteArray(data, static_cast<qsizetype>(size)));
}

QJsonObject DpopKey::jwk() const
{
    const auto* key = static_cast<const EVP_PKEY*>(m_key.get());
    const auto word
        = [key](const char* name) { return QString::fromLatin1(base64Url(coordinate(key, name))); };
    return {{u"crv"_s, u"P-256"_s}, {u"kty"_s, u"EC"_s}, {u"x"_s, word(OSSL_PKEY_PARAM_EC_PUB_X)},
        {u"y"_s, word(OSSL_PKEY_PARAM_EC_PUB_Y)}};
}

QByteArray DpopKey::sign(const QByteArray& message) const
{
    const DigestPointer digest(EVP_MD_CTX_new());
    auto* key = static_cast<EVP_PKEY*>(m_key.get());
    const auto* data = reinterpret_cast<const unsigned char*>(message.constData());
    const auto length = static_cast<size_t>(message.size());
    size_t size = 0;
    if (!digest || EVP_DigestSignInit(digest.get(), nullptr, EVP_sha256(), nullptr, key) != 1
        || EVP_DigestSign(digest.get(), nullptr, &size, data, length) != 1)
        return {};
    std::vector<unsigned char> der(size);
    if (EVP_DigestSign(digest.get(), der.data(), &size, data, length) != 1)
        return {};
    // OpenSSL speaks DER; JOSE wants the bare numbers (RFC 7518, 3.4).
    const unsigned char* at = der.data();
    const SignaturePointer signature(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
    if (!signature)
        return {};
    return numberBytes(ECDSA_SIG_get0_r(signature.get()))
        + numberBytes(ECDSA_SIG_get0_s(signature.get()));
}

QByteArray dpopProof(const DpopKey& key, const DpopClaim& claim)
{
    const QUrl url = claim.url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    const QJsonObject head{
        {u"alg"_s, u"ES256"_s}, {u"jwk"_s, key.jwk()}, {u"typ"_s, u"dpop+jwt"_s}};
    QJsonObject body{{u"jti"_s, QString::fromLatin1(randomWord())},
        {u"htm"_s, QString::fromLatin1(claim.method)},
        {u"htu"_s, QString::fromLatin1(url.toEncoded())}, {u"iat"_s, toMs(claim.now) / 1'000}};
    if (!claim.nonce.isEmpty())
        body.insert(u"nonce"_s, QString::fromLatin1(claim.nonce));
    if (!claim.token.isEmpty())
        body.insert(u"ath"_s, QString::fromLatin1(challengeOf(claim.token.reveal())));
    const QByteArray signedPart = part(head) + '.' + part(body);
    return signedPart + '.' + base64Url(key.sign(signedPart));
}

} // namespace staffroom::bluesky
