#include "core/compose/media_intake.h"

#include "core/compose/picture_copy.h"
#include "core/compose/picture_strip.h"

#include "tests/support/test_main.h"
#include "tests/support/wait_for.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImageReader>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QtEndian>

#include <utime.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

/// Red above, blue below; left of it a green edge, so that a turn shows.
QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const QRgb colour = y < height / 2 ? qRgb(220, 20, 20) : qRgb(20, 20, 220);
            image.setPixel(x, y, x < width / 8 ? qRgb(20, 200, 20) : colour);
        }
    }
    return image;
}

QByteArray encoded(const QImage& image, const char* format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    EXPECT_TRUE(image.save(&buffer, format, 90));
    return bytes;
}

void put16(QByteArray& out, int value)
{
    out += char(value & 0xff);
    out += char(value >> 8 & 0xff);
}
void put32(QByteArray& out, quint32 value)
{
    put16(out, int(value & 0xffff));
    put16(out, int(value >> 16));
}

/// EXIF with an orientation, a maker and a place (GPSLatitudeRef, GPSLatitude).
QByteArray exif(int orientation)
{
    QByteArray tiff("II*\0\x08\0\0\0", 8);
    put16(tiff, 3); // entries of the first directory
    put16(tiff, 0x010f), put16(tiff, 2), put32(tiff, 11), put32(tiff, 50); // Make
    put16(tiff, 0x0112), put16(tiff, 3), put32(tiff, 1), put32(tiff, quint32(orientation));
    put16(tiff, 0x8825), put16(tiff, 4), put32(tiff, 1), put32(tiff, 61); // GPS directory
    put32(tiff, 0);
    tiff += QByteArray("SecretMake\0", 11); // at 50
    put16(tiff, 2);
    put16(tiff, 1), put16(tiff, 2), put32(tiff, 2), put32(tiff, 'N');
    put16(tiff, 2), put16(tiff, 5), put32(tiff, 3), put32(tiff, 91);
    put32(tiff, 0);
    for (const quint32 value : {52U, 1U, 31U, 1U, 12345U, 678U})
        put32(tiff, value);
    return QByteArray("Exif\0\0", 6) + tiff;
}

QByteArray segment(int marker, const QByteArray& content)
{
    QByteArray out("\xff");
    out += char(marker);
    const int length = int(content.size()) + 2;
    out += char(length >> 8);
    out += char(length & 0xff);
    return out + content;
}

/// A JPEG as a telephone makes it: EXIF with place, XMP, IPTC and a comment.
QByteArray telling(int width, int height, int orientation)
{
    const QByteArray plain = encoded(picture(width, height), "jpg");
    const QByteArray xmp = QByteArray("http://ns.adobe.com/xap/1.0/\0", 29)
        + "<x:xmpmeta><exif:GPSLatitude>52,31N</exif:GPSLatitude></x:xmpmeta>";
    return plain.left(2) + segment(0xe1, exif(orientation)) + segment(0xe1, xmp)
        + segment(0xed, "Photoshop 3.0 8BIM SecretCaption") + segment(0xfe, "SecretComment")
        + plain.mid(2);
}

void expectTellsNothing(const QByteArray& bytes)
{
    for (const auto* word : {"Exif", "GPS", "Secret", "xmpmeta", "ns.adobe", "8BIM", "Photoshop"})
        EXPECT_FALSE(bytes.contains(word)) << word;
}

class MediaIntakeTest : public testing::Test {
protected:
    QString file(const QString& name, const QByteArray& bytes)
    {
        const QString path = m_folder.filePath(name);
        QFile out(path);
        EXPECT_TRUE(out.open(QIODevice::WriteOnly));
        out.write(bytes);
        return path;
    }
    Result<DraftMedia> take(const QByteArray& bytes, const QString& name = u"IMG_1.jpg"_s)
    {
        return await(m_intake.takeFile(file(name, bytes), m_limits));
    }
    static QByteArray bytesOf(const QString& path)
    {
        QFile in(path);
        EXPECT_TRUE(in.open(QIODevice::ReadOnly));
        return in.readAll();
    }

    QTemporaryDir m_folder;
    QThreadPool m_pool;
    PostLimits m_limits;
    MediaIntake m_intake{m_pool, m_folder.filePath(u"media"_s)};
};

TEST_F(MediaIntakeTest, APlaceDoesNotLeaveWithThePicture)
{
    const QByteArray original = telling(64, 32, 1);
    ASSERT_TRUE(original.contains("SecretMake"));
    const auto media = take(original);
    ASSERT_TRUE(media);
    EXPECT_EQ(media->mimeType, u"image/jpeg"_s);
    EXPECT_EQ(media->name, u"IMG_1.jpg"_s);
    EXPECT_EQ(media->size, QSize(64, 32));
    expectTellsNothing(bytesOf(media->file));
    EXPECT_FALSE(bytesOf(media->file).contains("\xff\xe1"));
    EXPECT_EQ(bytesOf(m_folder.filePath(u"IMG_1.jpg"_s)), original) << "the person's own stays";
}

TEST_F(MediaIntakeTest, TurnsThePictureUpright)
{
    const auto media = take(telling(64, 32, 6)); // to be turned to the right
    ASSERT_TRUE(media);
    EXPECT_EQ(media->size, QSize(32, 64));
    const QImage image(media->file);
    EXPECT_EQ(image.size(), QSize(32, 64));
    EXPECT_GT(qGreen(image.pixel(16, 2)), 120) << "the left edge is on top now";
    EXPECT_GT(qBlue(image.pixel(4, 40)), 120);
}

TEST_F(MediaIntakeTest, OwnCopiesAreForTheOwnerOnly)
{
    const auto media = take(encoded(picture(8, 8), "png"), u"Klassenfahrt.png"_s);
    ASSERT_TRUE(media);
    const auto others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    EXPECT_FALSE(QFile::permissions(media->file) & others);
    EXPECT_FALSE(QFile::permissions(m_folder.filePath(u"media"_s)) & others);
    EXPECT_FALSE(media->file.contains(u"Klassenfahrt"_s)) << "its name tells nothing";
}

TEST_F(MediaIntakeTest, TextsInsideAPngAreGone)
{
    QImage image = picture(16, 16);
    image.setText(u"Comment"_s, u"SecretText"_s);
    const QByteArray original = encoded(image, "png");
    ASSERT_TRUE(original.contains("Secret"));
    const auto media = take(original, u"a.png"_s);
    ASSERT_TRUE(media);
    EXPECT_EQ(media->mimeType, u"image/png"_s);
    expectTellsNothing(bytesOf(media->file));
    EXPECT_FALSE(bytesOf(media->file).contains("tEXt"));
    EXPECT_EQ(QImage(media->file).convertToFormat(QImage::Format_RGB32), picture(16, 16));
}

TEST_F(MediaIntakeTest, ScalesToTheServersLimit)
{
    m_limits.maxImagePixels = 1000;
    const auto media = take(encoded(picture(200, 100), "png"), u"a.png"_s);
    ASSERT_TRUE(media);
    EXPECT_LE(media->size.width() * media->size.height(), 1000);
    EXPECT_NEAR(double(media->size.width()) / media->size.height(), 2.0, 0.1);
}

TEST_F(MediaIntakeTest, BringsTheFileUnderTheLimitOrSaysSo)
{
    QImage noise(300, 300, QImage::Format_RGB32);
    quint32 seed = 1;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x)
            noise.setPixel(x, y, (seed = seed * 1664525 + 1013904223) >> 8);
    }
    m_limits.maxImageBytes = 60'000;
    const auto media = take(encoded(noise, "png"), u"a.png"_s);
    ASSERT_TRUE(media);
    EXPECT_LE(QFileInfo(media->file).size(), 60'000);
    m_limits.maxImageBytes = 50;
    const auto none = take(encoded(noise, "png"), u"a.png"_s);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, Error::Kind::TooLarge);
}

TEST_F(MediaIntakeTest, MakesATypeTheServerTakes)
{
    m_limits.imageTypes = QStringList{u"image/png"_s};
    const auto media = take(encoded(picture(16, 16), "webp"), u"a.webp"_s);
    ASSERT_TRUE(media);
    EXPECT_EQ(media->mimeType, u"image/png"_s);
    m_limits.imageTypes = QStringList{u"image/webp"_s};
    EXPECT_EQ(take(encoded(picture(16, 16), "webp"), u"a.webp"_s)->mimeType, u"image/webp"_s);
    m_limits.imageTypes = QStringList{u"video/mp4"_s};
    EXPECT_FALSE(take(encoded(picture(16, 16), "png"), u"a.png"_s));
}

TEST_F(MediaIntakeTest, KeepsWhatIsSeenThrough)
{
    QImage image(16, 16, QImage::Format_ARGB32);
    image.fill(qRgba(255, 0, 0, 100));
    const auto media = await(m_intake.takeImage(image, m_limits));
    ASSERT_TRUE(media);
    EXPECT_EQ(media->mimeType, u"image/png"_s);
    EXPECT_EQ(qAlpha(QImage(media->file).pixel(3, 3)), 100);
    EXPECT_TRUE(media->name.isEmpty());
    m_limits.imageTypes = QStringList{u"image/jpeg"_s};
    const auto flat = await(m_intake.takeImage(image, m_limits));
    ASSERT_TRUE(flat);
    EXPECT_GT(qGreen(QImage(flat->file).pixel(3, 3)), 130) << "on white";
}

/// Two frames of one pixel, a loop, a comment, XMP and what comes behind the end.
QByteArray movingGif(bool telling)
{
    QByteArray gif("GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\xff", 19);
    gif += QByteArray("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", 19);
    if (telling) {
        gif += QByteArray("\x21\xfe\x0dSecretComment\0", 17);
        gif += QByteArray("\x21\xff\x0bXMP DataXMP\x06Secret\0", 22);
    }
    for (const char pixel : {'\x44', '\x4c'}) {
        gif += QByteArray("\x21\xf9\x04\0\x0a\0\0\0", 8);
        gif += QByteArray("\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02", 12) + pixel
            + QByteArray("\x01\0", 2);
    }
    gif += '\x3b';
    if (telling)
        gif += "SecretTail";
    return gif;
}

TEST_F(MediaIntakeTest, AMovingGifStaysMovingAndTellsNothing)
{
    EXPECT_EQ(stripGif(movingGif(true)), movingGif(false));
    const auto media = take(movingGif(true), u"a.gif"_s);
    ASSERT_TRUE(media);
    EXPECT_EQ(media->mimeType, u"image/gif"_s);
    EXPECT_EQ(bytesOf(media->file), movingGif(false));
    QImageReader reader(media->file);
    EXPECT_EQ(reader.imageCount(), 2);
    m_limits.imageTypes = QStringList{u"image/png"_s};
    EXPECT_EQ(take(movingGif(true), u"a.gif"_s)->mimeType, u"image/png"_s);
}

TEST(StripPictures, NeverReadPastTheEnd)
{
    const QByteArray gif = movingGif(true);
    for (qsizetype length = 0; length < gif.size() - 10; ++length)
        EXPECT_FALSE(stripGif(gif.left(length))) << length;
    const QByteArray webp = encoded(picture(16, 16), "webp");
    for (qsizetype length = 0; length < webp.size(); ++length)
        std::ignore = stripWebP(webp.left(length));
    for (qsizetype i = 0; i < gif.size(); ++i) {
        QByteArray bad = gif;
        bad[i] = char(bad.at(i) ^ 0x81);
        std::ignore = stripGif(bad);
    }
}

TEST(StripPictures, CutsPartsOutOfAWebP)
{
    const auto chunk = [](const QByteArray& name, const QByteArray& content) {
        QByteArray out = name;
        put32(out, quint32(content.size()));
        out += content;
        return content.size() % 2 ? out + '\0' : out;
    };
    const QByteArray header = chunk("VP8X", QByteArray("\x2e\0\0\0\0\0\0\0\0\0", 10));
    const QByteArray frames = chunk("ANIM", "123456") + chunk("ANMF", "frame");
    QByteArray webp = "RIFF0000WEBP" + header + chunk("ICCP", "Secret") + frames
        + chunk("EXIF", "SecretPlace") + chunk("XMP ", "Secret");
    const auto out = stripWebP(webp);
    ASSERT_TRUE(out);
    EXPECT_FALSE(out->contains("Secret"));
    EXPECT_TRUE(out->contains(frames));
    EXPECT_EQ(quint8(out->at(20)), 0x02) << "only that it moves";
    EXPECT_EQ(qFromLittleEndian<quint32>(out->constData() + 4), quint32(out->size() - 8));
}

TEST_F(MediaIntakeTest, RefusesWhatIsNoPicture)
{
    test::expectWarning("Corrupt JPEG data"); // libjpeg's own words
    test::expectWarning("JPEG datastream contains no image");
    for (const auto& bytes :
        {QByteArray(), QByteArray("text"), QByteArray("<svg xmlns='x'/>"), QByteArray("%PDF-1.4"),
            encoded(picture(64, 64), "jpg").left(60), encoded(picture(64, 64), "bmp")}) {
        const auto media = take(bytes);
        ASSERT_FALSE(media);
        EXPECT_EQ(media.error().kind, Error::Kind::Invalid);
    }
    EXPECT_EQ(
        await(m_intake.takeFile(m_folder.path(), m_limits)).error().kind, Error::Kind::Invalid);
    EXPECT_EQ(
        await(m_intake.takeFile(u"/dev/zero"_s, m_limits)).error().kind, Error::Kind::Invalid);
    EXPECT_FALSE(await(m_intake.takeImage(QImage(), m_limits)));
}

TEST_F(MediaIntakeTest, RefusesABombByItsHeader)
{
    QByteArray png = encoded(picture(8, 8), "png");
    // Width and height of the header; its checksum no longer fits, and is not what stops it.
    qToBigEndian<quint32>(30'000, png.data() + 16);
    qToBigEndian<quint32>(30'000, png.data() + 20);
    const auto media = take(png, u"a.png"_s);
    ASSERT_FALSE(media);
    EXPECT_TRUE(
        media.error().kind == Error::Kind::TooLarge || media.error().kind == Error::Kind::Invalid);
    // A GIF says its size without a checksum.
    QByteArray gif = movingGif(false);
    gif[6] = gif[8] = '\xff';
    gif[7] = gif[9] = '\x7f';
    EXPECT_EQ(take(gif, u"a.gif"_s).error().kind, Error::Kind::TooLarge);
}

TEST_F(MediaIntakeTest, RefusesAFileThatIsTooLargeUnread)
{
    const QString path = m_folder.filePath(u"big.jpg"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_TRUE(file.resize(kIntakeBytes + 1));
    file.close();
    EXPECT_EQ(await(m_intake.takeFile(path, m_limits)).error().kind, Error::Kind::TooLarge);
}

TEST_F(MediaIntakeTest, SweepsWhatNobodyNames)
{
    const auto kept = take(encoded(picture(8, 8), "png"));
    const auto old = take(encoded(picture(8, 8), "png"));
    const auto young = take(encoded(picture(8, 8), "png"));
    ASSERT_TRUE(kept && old && young);
    const utimbuf past{1'000'000'000, 1'000'000'000};
    for (const auto& path : {kept->file, old->file})
        ASSERT_EQ(::utime(QFile::encodeName(path).constData(), &past), 0);
    m_intake.sweep({kept->file});
    m_pool.waitForDone();
    EXPECT_TRUE(QFile::exists(kept->file));
    EXPECT_FALSE(QFile::exists(old->file));
    EXPECT_TRUE(QFile::exists(young->file)) << "it may be on its way into a draft";
}

} // namespace
} // namespace staffroom
