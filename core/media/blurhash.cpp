#include "core/media/blurhash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxSide = 64;
constexpr QStringView kAlphabet
    = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";

std::optional<int> base83(QStringView text)
{
    int value = 0;
    for (const QChar c : text) {
        const qsizetype digit = kAlphabet.indexOf(c);
        if (digit < 0)
            return std::nullopt;
        value = value * 83 + int(digit);
    }
    return value;
}

float toLinear(int srgb)
{
    const float v = float(srgb) / 255.0F;
    return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
}

int toSrgb(float linear)
{
    const float v = std::clamp(linear, 0.0F, 1.0F);
    const float s = v <= 0.0031308F ? v * 12.92F : 1.055F * std::pow(v, 1.0F / 2.4F) - 0.055F;
    return std::clamp(int(std::lround(s * 255.0F)), 0, 255);
}

using Colour = std::array<float, 3>;

float signedSquare(int quantised)
{
    const float v = float(quantised - 9) / 9.0F;
    return std::copysign(v * v, v);
}

/// One row of cosines per component.
std::vector<float> cosines(int components, int length)
{
    std::vector<float> table(size_t(components) * size_t(length));
    for (int c = 0; c < components; ++c) {
        for (int i = 0; i < length; ++i)
            table[size_t(c) * size_t(length) + size_t(i)] = std::cos(
                std::numbers::pi_v<float> * float(c) * (float(i) + 0.5F) / float(length));
    }
    return table;
}

} // namespace

QImage decodeBlurhash(const QString& hash, QSize size)
{
    if (hash.size() < 6 || hash.size() > 4 + 2 * 81 || size.isEmpty())
        return {};
    const QStringView view(hash);
    const auto flag = base83(view.first(1));
    const auto peak = base83(view.sliced(1, 1));
    const auto average = base83(view.sliced(2, 4));
    if (!flag || !peak || !average || *flag >= 81 || *average > 0xFFFFFF)
        return {};
    const int nx = *flag % 9 + 1;
    const int ny = *flag / 9 + 1;
    if (hash.size() != 4 + 2 * nx * ny)
        return {};

    const float scale = float(*peak + 1) / 166.0F;
    std::vector<Colour> parts{
        {toLinear(*average >> 16), toLinear((*average >> 8) & 255), toLinear(*average & 255)}};
    for (int i = 1; i < nx * ny; ++i) {
        const auto value = base83(view.sliced(4 + 2 * i, 2));
        if (!value || *value >= 19 * 19 * 19)
            return {};
        parts.push_back({signedSquare(*value / 361) * scale, signedSquare(*value / 19 % 19) * scale,
            signedSquare(*value % 19) * scale});
    }

    const int width = std::min(size.width(), kMaxSide);
    const int height = std::min(size.height(), kMaxSide);
    const auto cosX = cosines(nx, width);
    const auto cosY = cosines(ny, height);
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < width; ++x) {
            Colour sum{};
            for (int j = 0; j < ny; ++j) {
                for (int i = 0; i < nx; ++i) {
                    const float basis = cosX[size_t(i) * size_t(width) + size_t(x)]
                        * cosY[size_t(j) * size_t(height) + size_t(y)];
                    const Colour& part = parts[size_t(j) * size_t(nx) + size_t(i)];
                    for (size_t c = 0; c < 3; ++c)
                        sum[c] += part[c] * basis;
                }
            }
            line[x] = qRgb(toSrgb(sum[0]), toSrgb(sum[1]), toSrgb(sum[2]));
        }
    }
    return image;
}

QLatin1StringView blurhashScheme()
{
    return "blurhash"_L1;
}

QUrl blurhashUrl(const QString& hash)
{
    if (hash.isEmpty())
        return {};
    // In hex, because a hash may contain every letter that means something in an address.
    QUrl url;
    url.setScheme(QString(blurhashScheme()));
    url.setPath(QString::fromLatin1(hash.left(4 + 2 * 81).toUtf8().toHex()));
    return url;
}

QString blurhashOfUrl(const QUrl& url)
{
    return QString::fromUtf8(QByteArray::fromHex(url.path().toLatin1()));
}

} // namespace staffroom
