#include "core/services/oauth_words.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace staffroom {

QByteArray base64Url(const QByteArray& bytes)
{
    return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray randomWord()
{
    std::array<quint32, 8> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    QByteArray bytes;
    for (const quint32 part : random) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes += static_cast<char>((part >> shift) & 0xFF);
    }
    return base64Url(bytes);
}

QByteArray challengeOf(const QByteArray& verifier)
{
    return base64Url(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256));
}

} // namespace staffroom
