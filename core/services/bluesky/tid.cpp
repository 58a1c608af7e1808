#include "core/services/bluesky/tid.h"

#include <QCryptographicHash>

#include <algorithm>

namespace staffroom::bluesky {

QString tidOf(Timestamp when, const QByteArray& seed)
{
    constexpr char kAlphabet[] = "234567abcdefghijklmnopqrstuvwxyz";
    constexpr int kLength = 13;
    constexpr quint64 kMostMicros = (quint64(1) << 53) - 1;
    const QByteArray digest = QCryptographicHash::hash(seed, QCryptographicHash::Sha256);
    const auto byte = [&](qsizetype i) { return quint64(static_cast<quint8>(digest.at(i))); };
    const quint64 below = (byte(0) << 16 | byte(1) << 8 | byte(2)) % 1'000;
    const quint64 clockId = (byte(3) << 8 | byte(4)) & 0x3FF;
    const auto millis = static_cast<quint64>(std::max<qint64>(toMs(when), 0));
    quint64 value = (std::min(millis * 1'000 + below, kMostMicros) << 10) | clockId;
    QString out(kLength, QChar(u'2'));
    for (qsizetype i = kLength - 1; i >= 0; --i, value >>= 5)
        out[i] = QLatin1Char(kAlphabet[value & 0x1F]);
    return out;
}

} // namespace staffroom::bluesky
