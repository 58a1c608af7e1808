#include "core/media/decode_image.h"
#include "core/media/image_format.h"

#include <QBuffer>
#include <QPainter>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray fileOf(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return bytes;
}

QImage plain(QSize size, QColor colour = Qt::darkGreen)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

ImageKey keyOf(QSize pixels)
{
    ImageKey key;
    key.url = QUrl(u"https://pics.example/a"_s);
    key.pixels = pixels;
    return key;
}

/// A PNG that is nothing but a header.
QByteArray pngHeader(quint32 width, quint32 height)
{
    QByteArray b("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
    for (const quint32 v : {width, height}) {
        for (int shift = 24; shift >= 0; shift -= 8)
            b.append(char(v >> shift & 0xFF));
    }
    b.append("\x08\x06\0\0\0\0\0\0\0", 9);
    return b;
}

TEST(ImageFormat, KnowsTheFourByTheirFirstBytes)
{
    EXPECT_EQ(sniffImage(fileOf(plain({3, 3}), "PNG")), ImageFormat::Png);
    EXPECT_EQ(sniffImage(fileOf(plain({3, 3}), "JPEG")), ImageFormat::Jpeg);
    EXPECT_EQ(sniffImage("GIF89a"), ImageFormat::Gif);
    EXPECT_EQ(sniffImage(QByteArrayView("RIFF\x10\0\0\0WEBPVP8 ", 16)), ImageFormat::WebP);
}

TEST(ImageFormat, RefusesEverythingElse)
{
    for (const QByteArray& bytes : {QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>"),
             QByteArray("<?xml version='1.0'?><svg/>"), QByteArray("BM\x3a\0\0\0", 6),
             QByteArray("\xABKTX 11\xBB\r\n\x1A\n", 12), QByteArray("II*\0", 4), QByteArray(),
             QByteArray("RIFF\x10\0\0\0WAVEfmt ", 16), QByteArray("<html>not a picture</html>")}) {
        const auto info = inspectImage(bytes);
        ASSERT_FALSE(info);
        EXPECT_EQ(info.error().kind, Error::Kind::Unsupported);
        EXPECT_FALSE(decodeImage(bytes, keyOf({10, 10})));
    }
}

TEST(ImageFormat, ReadsTheSizeBeforeDecoding)
{
    EXPECT_EQ(inspectImage(fileOf(plain({123, 45}), "PNG"))->size, QSize(123, 45));
    EXPECT_EQ(inspectImage(fileOf(plain({123, 45}), "JPEG"))->size, QSize(123, 45));
    const auto webp = fileOf(plain({123, 45}), "WEBP");
    if (!webp.isEmpty()) {
        EXPECT_EQ(inspectImage(webp)->size, QSize(123, 45));
    }
}

TEST(ImageFormat, RefusesABombByItsHeader)
{
    for (const auto side : {30'000U, 100'000U, 0xFFFFFFFFU}) {
        const auto info = inspectImage(pngHeader(side, side));
        ASSERT_FALSE(info);
        EXPECT_EQ(info.error().kind, Error::Kind::TooLarge);
    }
    // Below 40 megapixels but over 64 MiB once decoded.
    EXPECT_EQ(inspectImage(pngHeader(5000, 5000)).error().kind, Error::Kind::TooLarge);
    EXPECT_TRUE(inspectImage(pngHeader(4000, 4000)));
    EXPECT_FALSE(inspectImage(pngHeader(0, 10)));
}

TEST(ImageFormat, RefusesAFileOverTheCap)
{
    QByteArray bytes = fileOf(plain({10, 10}), "PNG");
    bytes.resize(ImageLimits::kFileBytes + 1);
    EXPECT_EQ(inspectImage(bytes).error().kind, Error::Kind::TooLarge);
}

TEST(ImageFormat, SurvivesEveryTruncation)
{
    for (const char* format : {"PNG", "JPEG", "WEBP"}) {
        const QByteArray whole = fileOf(plain({40, 30}), format);
        for (qsizetype n = 0; n < whole.size(); n += 1 + n / 40)
            (void)inspectImage(QByteArrayView(whole).first(n));
    }
    EXPECT_FALSE(decodeImage(fileOf(plain({64, 64}), "PNG").left(60), keyOf({10, 10})));
}

TEST(ImageFormat, AWrongNameForTheFormatDoesNotMatter)
{
    // The bytes decide: a JPEG served as image/png decodes, HTML served as image/png does not.
    EXPECT_TRUE(decodeImage(fileOf(plain({64, 64}), "JPEG"), keyOf({10, 10})));
}

TEST(DecodeImage, FillsTheBoxExactly)
{
    for (const char* format : {"PNG", "JPEG"}) {
        for (const QSize source : {QSize(400, 100), QSize(100, 400), QSize(7, 5)}) {
            const auto image = decodeImage(fileOf(plain(source), format), keyOf({96, 54}));
            ASSERT_TRUE(image);
            EXPECT_EQ(image->size(), QSize(96, 54));
            EXPECT_EQ(image->format(), QImage::Format_RGB32);
        }
    }
}

TEST(DecodeImage, CropsTheMiddle)
{
    QImage image = plain({300, 100}, Qt::red);
    QPainter painter(&image);
    painter.fillRect(100, 0, 100, 100, Qt::blue);
    painter.end();
    const auto out = decodeImage(fileOf(image, "PNG"), keyOf({50, 50}));
    ASSERT_TRUE(out);
    EXPECT_EQ(out->pixelColor(3, 25), QColor(Qt::blue));
    EXPECT_EQ(out->pixelColor(46, 25), QColor(Qt::blue));
}

TEST(DecodeImage, FitsInsideWithoutEnlarging)
{
    ImageKey key = keyOf({100, 100});
    key.crop = false;
    EXPECT_EQ(decodeImage(fileOf(plain({400, 200}), "PNG"), key)->size(), QSize(100, 50));
    EXPECT_EQ(decodeImage(fileOf(plain({40, 20}), "PNG"), key)->size(), QSize(40, 20));
}

TEST(DecodeImage, CutsTheShape)
{
    ImageKey key = keyOf({40, 40});
    key.shape = ImageKey::Shape::Circle;
    const QImage round = shapeImage(plain({40, 40}), key);
    EXPECT_EQ(round.format(), QImage::Format_ARGB32_Premultiplied);
    EXPECT_EQ(qAlpha(round.pixel(0, 0)), 0);
    EXPECT_EQ(qAlpha(round.pixel(20, 20)), 255);
    key.shape = ImageKey::Shape::Rounded;
    key.radius = 6;
    const QImage rounded = shapeImage(plain({40, 40}), key);
    EXPECT_EQ(qAlpha(rounded.pixel(0, 0)), 0);
    EXPECT_EQ(qAlpha(rounded.pixel(12, 0)), 255);
}

TEST(DecodeImage, AVeryFlatPictureStaysSmall)
{
    const auto image = decodeImage(fileOf(plain({20'000, 1}), "PNG"), keyOf({40, 40}));
    ASSERT_TRUE(image);
    EXPECT_EQ(image->size(), QSize(40, 40));
}

} // namespace
} // namespace staffroom
