#include "tests/unit/core/services/bluesky/jose.h"

#include <QJsonDocument>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <memory>

namespace staffroom::bluesky {

namespace {

template <class T>
auto released(T* pointer, void (*release)(T*))
{
    return std::unique_ptr<T, void (*)(T*)>(pointer, release);
}

const unsigned char* dataOf(const QByteArray& bytes)
{
    return reinterpret_cast<const unsigned char*>(bytes.constData());
}

EVP_PKEY* madeOf(OSSL_PARAM_BLD* parts, int selection)
{
    const auto params = released(OSSL_PARAM_BLD_to_param(parts), OSSL_PARAM_free);
    const auto context
        = released(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr), EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    if (EVP_PKEY_fromdata_init(context.get()) != 1
        || EVP_PKEY_fromdata(context.get(), &key, selection, params.get()) != 1)
        return nullptr;
    return key;
}

QJsonObject jsonPart(const QByteArray& word)
{
    return QJsonDocument::fromJson(QByteArray::fromBase64(word, QByteArray::Base64UrlEncoding))
        .object();
}

} // namespace

QByteArray fromBase58(const QByteArray& text)
{
    constexpr QByteArrayView kLetters("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
    const auto number = released(BN_new(), BN_free);
    for (const char c : text) {
        const auto digit = kLetters.indexOf(c);
        if (digit < 0)
            return {};
        BN_mul_word(number.get(), 58);
        BN_add_word(number.get(), static_cast<BN_ULONG>(digit));
    }
    QByteArray bytes(BN_num_bytes(number.get()), '\0');
    BN_bn2bin(number.get(), reinterpret_cast<unsigned char*>(bytes.data()));
    return bytes;
}

QByteArray pointOf(const QJsonObject& jwk)
{
    const auto coordinate = [&](const char* name) {
        return QByteArray::fromBase64(jwk.value(QLatin1StringView(name)).toString().toLatin1(),
            QByteArray::Base64UrlEncoding);
    };
    return '\x04' + coordinate("x") + coordinate("y");
}

bool isSignedBy(const QByteArray& point, const QByteArray& message, const QByteArray& signature)
{
    if (signature.size() != 64)
        return false;
    const auto parts = released(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_octet_string(
        parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.constData(), static_cast<size_t>(point.size()));
    const auto key = released(madeOf(parts.get(), EVP_PKEY_PUBLIC_KEY), EVP_PKEY_free);
    if (!key)
        return false;
    const auto numbers = released(ECDSA_SIG_new(), ECDSA_SIG_free);
    ECDSA_SIG_set0(numbers.get(), BN_bin2bn(dataOf(signature), 32, nullptr),
        BN_bin2bn(dataOf(signature) + 32, 32, nullptr));
    unsigned char* der = nullptr;
    const int size = i2d_ECDSA_SIG(numbers.get(), &der);
    const QByteArray derBytes(reinterpret_cast<const char*>(der), size);
    OPENSSL_free(der);
    const auto digest = released(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestVerify(digest.get(), dataOf(derBytes), static_cast<size_t>(derBytes.size()),
               dataOf(message), static_cast<size_t>(message.size()))
        == 1;
}

QByteArray pemOfPrivateKey(const QByteArray& number)
{
    const auto group = released(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1), EC_GROUP_free);
    const auto secret
        = released(BN_bin2bn(dataOf(number), static_cast<int>(number.size()), nullptr), BN_free);
    const auto point = released(EC_POINT_new(group.get()), EC_POINT_free);
    EC_POINT_mul(group.get(), point.get(), secret.get(), nullptr, nullptr, nullptr);
    QByteArray bytes(65, '\0');
    EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
        reinterpret_cast<unsigned char*>(bytes.data()), 65, nullptr);
    const auto parts = released(OSSL_PARAM_BLD_new(), OSSL_PARAM_BLD_free);
    OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
    OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_PRIV_KEY, secret.get());
    OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, bytes.constData(), 65);
    const auto key = released(madeOf(parts.get(), EVP_PKEY_KEYPAIR), EVP_PKEY_free);
    const std::unique_ptr<BIO, int (*)(BIO*)> out(BIO_new(BIO_s_mem()), BIO_free);
    if (!key
        || PEM_write_bio_PKCS8PrivateKey(
               out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr)
            != 1)
        return {};
    char* data = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &data);
    return QByteArray(data, static_cast<qsizetype>(size));
}

std::optional<ReadProof> readProof(const QByteArray& jwt)
{
    const auto words = jwt.split('.');
    if (words.size() != 3)
        return std::nullopt;
    ReadProof proof{jsonPart(words.at(0)), jsonPart(words.at(1))};
    const auto signature = QByteArray::fromBase64(words.at(2), QByteArray::Base64UrlEncoding);
    const QByteArray message = words.at(0) + '.' + words.at(1);
    if (!isSignedBy(
            pointOf(proof.head.value(QLatin1StringView("jwk")).toObject()), message, signature))
        return std::nullopt;
    return proof;
}

} // namespace staffroom::bluesky
