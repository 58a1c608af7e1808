#include "core/deck/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST(SettingsTest, DefaultsWithoutAFile)
{
    const Settings settings{QString()};
    EXPECT_EQ(settings.text(Setting::Scheme), u"system"_s);
    EXPECT_EQ(settings.number(Setting::TextScale), 100);
    EXPECT_TRUE(settings.isOn(Setting::ShowImages));
}

TEST(SettingsTest, AreThereAtTheNextStart)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    {
        Settings settings(path);
        settings.set(Setting::Scheme, u"dark"_s);
        settings.set(Setting::TextScale, 150);
        settings.rememberServer(u"https://a.example"_s);
        settings.rememberServer(u"https://b.example"_s);
        settings.rememberServer(u"https://a.example"_s);
    }
    const Settings again(path);
    EXPECT_EQ(again.text(Setting::Scheme), u"dark"_s);
    EXPECT_EQ(again.number(Setting::TextScale), 150);
    EXPECT_EQ(again.texts(Setting::RememberedServers),
        (QStringList{u"https://a.example"_s, u"https://b.example"_s}));
}

TEST(SettingsTest, RefusesWhatDoesNotFit)
{
    Settings settings{QString()};
    const QSignalSpy spy(&settings, &Settings::changed);
    settings.set(Setting::TextScale, 300);
    settings.set(Setting::TextScale, u"big"_s);
    settings.set(Setting::Scheme, u"pink"_s);
    EXPECT_EQ(spy.count(), 0);
    EXPECT_EQ(settings.number(Setting::TextScale), 100);
}

TEST(SettingsTest, BrokenFileMeansDefaults)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("{{{");
    file.close();
    EXPECT_EQ(Settings(path).text(Setting::Density), u"comfortable"_s);
}

TEST(SettingsTest, KeepsKeysOfANewerProgram)
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.json"_s);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(R"({"format": "staffroom-settings/1", "holograms": true})");
    file.close();
    {
        Settings settings(path);
        settings.set(Setting::Density, u"dense"_s);
    }
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_TRUE(file.readAll().contains("holograms"));
}

} // namespace
} // namespace staffroom
