#include "core/media/blurhash.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

void expectNear(QRgb got, int r, int g, int b)
{
    EXPECT_NEAR(qRed(got), r, 2);
    EXPECT_NEAR(qGreen(got), g, 2);
    EXPECT_NEAR(qBlue(got), b, 2);
}

TEST(Blurhash, OneComponentIsOneColour)
{
    // 1 x 1 component; the average is 0xFF0000 = 16711680 = 29*83^3 + 18*83^2 + 71*83 + 20 ... in
    // base 83 "TI:j".
    const QImage image = decodeBlurhash(u"00TI:j"_s, QSize(8, 8));
    ASSERT_EQ(image.size(), QSize(8, 8));
    expectNear(image.pixel(0, 0), 255, 0, 0);
    expectNear(image.pixel(7, 7), 255, 0, 0);
}

TEST(Blurhash, BlackIsAllZeros)
{
    const QImage image = decodeBlurhash(u"000000"_s, QSize(4, 4));
    ASSERT_FALSE(image.isNull());
    expectNear(image.pixel(2, 2), 0, 0, 0);
}

TEST(Blurhash, HorizontalPartChangesFromLeftToRight)
{
    // 2 x 1 components: grey average, one strong positive horizontal component.
    const QImage image = decodeBlurhash(u"1~Fc]}~q"_s, QSize(16, 4));
    ASSERT_FALSE(image.isNull());
    EXPECT_GT(qGreen(image.pixel(0, 0)), qGreen(image.pixel(15, 0)));
    EXPECT_EQ(image.pixel(3, 0), image.pixel(3, 3));
}

TEST(Blurhash, KnownHashesDecode)
{
    for (const auto& hash : {u"LEHV6nWB2yk8pyo0adR*.7kCMdnj"_s, u"LGF5]+Yk^6#M@-5c,1J5@[or[Q6."_s,
             u"L6PZfSi_.AyE_3t7t7R**0o#DgR4"_s, u"LKO2:N%2Tw=w]~RBVZRi};RPxuwH"_s}) {
        const QImage image = decodeBlurhash(hash, QSize(32, 32));
        EXPECT_EQ(image.size(), QSize(32, 32)) << hash.toStdString();
        EXPECT_EQ(image.format(), QImage::Format_RGB32);
    }
}

TEST(Blurhash, AnythingElseIsNoPicture)
{
    for (const auto& hash : {u""_s, u"0"_s, u"L"_s, u"LEHV6n"_s, u"LEHV6nWB2yk8pyo0adR*.7kCMdn"_s,
             u"LEHV6nWB2yk8pyo0adR*.7kCMdnj0"_s, u"\"EHV6nWB2yk8pyo0adR*.7kCMdnj"_s,
             u"LEHV6nWB2yk8pyo0adR*.7kCMdné"_s, u"00~~~~"_s, u"~~~~~~"_s, QString(5000, u'0')})
        EXPECT_TRUE(decodeBlurhash(hash, QSize(8, 8)).isNull()) << hash.left(40).toStdString();
}

TEST(Blurhash, SizeIsCapped)
{
    EXPECT_EQ(decodeBlurhash(u"000000"_s, QSize(100'000, 100'000)).size(), QSize(64, 64));
    EXPECT_TRUE(decodeBlurhash(u"000000"_s, QSize(0, 4)).isNull());
}

TEST(Blurhash, TravelsInAnAddress)
{
    const QString hash = u"L6PZfSi_.AyE_3t7t7R**0o#DgR4?/%25"_s;
    EXPECT_EQ(blurhashOfUrl(QUrl(blurhashUrl(hash).toString())), hash);
    EXPECT_TRUE(blurhashUrl(QString()).isEmpty());
}

} // namespace
} // namespace staffroom
