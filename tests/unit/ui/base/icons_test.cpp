#include "ui/base/icons.h"

#include "tests/support/test_main.h"

#include <QFile>
#include <QSet>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

int inkOf(const QPixmap& pixmap)
{
    const QImage image = pixmap.toImage();
    int ink = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ink += qAlpha(image.pixel(x, y)) > 0;
    }
    return ink;
}

TEST(Icons, EveryNameTheProgramUsesIsThere)
{
    initIcons();
    const QStringList names = iconNames();
    for (const auto* used :
        {"hashtag", "list", "home", "globe", "user", "refresh", "pause", "play", "more", "close",
            "plus", "settings", "search", "reply", "boost", "favourite", "bookmark", "link",
            "external", "image", "video", "audio", "warning", "lock", "unlock", "chevron-left",
            "chevron-right", "chevron-up", "chevron-down", "collapse", "expand", "arrow-up",
            "check", "clock", "poll", "quote", "offline", "bell", "compose", "columns", "undo",
            "copy", "sun", "moon", "graduation", "chat", "eye", "eye-off", "mail", "staffroom"})
        EXPECT_TRUE(names.contains(QLatin1StringView(used))) << used;
}

TEST(Icons, EveryIconDrawsInTheAskedColour)
{
    initIcons();
    for (const QString& name : iconNames()) {
        const QByteArray latin = name.toLatin1();
        const QPixmap p = iconPixmap(QLatin1StringView(latin), Qt::red, 20, 2.0);
        EXPECT_EQ(p.size(), QSize(40, 40)) << latin.constData();
        EXPECT_GT(inkOf(p), 20) << latin.constData();
        if (name == "staffroom"_L1)
            continue;
        QFile file(u":/icons/"_s + name + u".svg"_s);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        const QByteArray svg = file.readAll();
        EXPECT_TRUE(svg.contains("viewBox=\"0 0 20 20\"")) << latin.constData();
        EXPECT_TRUE(svg.contains("stroke-width=\"1.6\"")) << latin.constData();
        EXPECT_TRUE(svg.contains("currentColor")) << latin.constData();
        const QImage image = p.toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor c = image.pixelColor(x, y);
                if (c.alpha() > 200) {
                    ASSERT_GT(c.red(), 200) << latin.constData();
                    ASSERT_LT(c.green(), 60) << latin.constData();
                }
            }
        }
    }
}

TEST(Icons, AnUnknownNameIsAnEmptyPicture)
{
    initIcons();
    EXPECT_TRUE(iconPixmap("no-such-icon"_L1, Qt::black, 20, 1.0).isNull());
}

TEST(Icons, TheMarkHasInkAtSixteenPixels)
{
    initIcons();
    const QPixmap p = appIcon().pixmap(QSize(16, 16), 1.0);
    EXPECT_EQ(p.size(), QSize(16, 16));
    EXPECT_GT(inkOf(p), 120);
}

TEST(Icons, PicturesForTheEye)
{
    const QString folder = qEnvironmentVariable("STAFFROOM_PICTURES");
    if (folder.isEmpty())
        GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
    initIcons();
    const QStringList names = iconNames();
    const int columns = 10;
    const int cell = 48;
    QImage sheet(columns * cell * 2, (int(names.size()) / columns + 2) * cell * 2,
        QImage::Format_ARGB32_Premultiplied);
    sheet.setDevicePixelRatio(2.0);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    for (int i = 0; i < names.size(); ++i) {
        const QByteArray latin = names[i].toLatin1();
        const QPoint at(i % columns * cell + 14, i / columns * cell + 14);
        painter.drawPixmap(at, iconPixmap(QLatin1StringView(latin), QColor(0x1E2326), 20, 2.0));
    }
    const int y = (int(names.size()) / columns + 1) * cell + 4;
    int x = 14;
    for (const int side : {16, 22, 32, 40}) {
        painter.drawPixmap(x, y, iconPixmap("staffroom"_L1, Qt::black, side, 1.0));
        x += side + 16;
    }
    painter.end();
    sheet.save(folder + u"/icons.png"_s);
}

} // namespace
} // namespace staffroom
