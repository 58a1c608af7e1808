#include "tests/support/fake_picture.h"

#include "tests/support/crc32.h"

#include <QHash>
#include <QtEndian>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray bigEndian(quint32 value)
{
    const quint32 swapped = qToBigEndian(value);
    return QByteArray(reinterpret_cast<const char*>(&swapped), 4);
}

QByteArray chunk(const QByteArray& type, const QByteArray& data)
{
    const QByteArray typed = type + data;
    return bigEndian(static_cast<quint32>(data.size())) + typed + bigEndian(crc32(typed));
}

} // namespace

QByteArray fakePicture(const QString& path)
{
    const bool isSquare = path.contains("avatar"_L1) || path.contains("emoji"_L1);
    const int width = isSquare ? 96 : 640;
    const int height = isSquare ? 96 : 480;
    const auto hash = static_cast<quint32>(qHash(path, 1));
    QByteArray rows;
    rows.reserve(height * (width * 3 + 1));
    for (int y = 0; y < height; ++y) {
        rows += '\0'; // no filter
        for (int x = 0; x < width; ++x) {
            rows += static_cast<char>((hash + static_cast<quint32>(x * 128 / width)) & 0xff);
            rows
                += static_cast<char>(((hash >> 8) + static_cast<quint32>(y * 128 / height)) & 0xff);
            rows += static_cast<char>((hash >> 16) & 0xff);
        }
    }
    const QByteArray header = bigEndian(static_cast<quint32>(width))
        + bigEndian(static_cast<quint32>(height)) + QByteArray::fromHex("0802000000");
    return QByteArray::fromHex("89504e470d0a1a0a") + chunk("IHDR", header)
        + chunk("IDAT", qCompress(rows).mid(4)) + chunk("IEND", {});
}

} // namespace staffroom::test
