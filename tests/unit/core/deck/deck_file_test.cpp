#include "core/deck/deck_file.h"
#include "core/deck/deck_saver.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kStart = 1'763'838'000'000;
constexpr qint64 kTenMinutes = 10 * 60 * 1000;

ColumnConfig column(const QString& id, const QString& tag)
{
    ColumnConfig config;
    config.id = {id};
    config.spec.source = {{u"mastodon"_s}, u"https://labcoat.example"_s, {}};
    config.spec.tags = {tag};
    return config;
}

Deck deckOf(const QString& tag)
{
    return {u"Science"_s, {column(u"c1"_s, tag)}};
}

void overwrite(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

class DeckFileTest : public testing::Test {
protected:
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(u"config/deck.json"_s);
    DeckFile m_file{m_path};
};

TEST_F(DeckFileTest, RoundTripKeepsEveryField)
{
    Deck deck = deckOf(u"SproutChat"_s);
    deck.columns[0].spec.tags << u"MathSky"_s;
    deck.columns[0].spec.allTags = {u"practical"_s};
    deck.columns[0].spec.noneTags = {u"advert"_s};
    deck.columns[0].spec.localOnly = true;
    deck.columns[0].title = u"Tuesday \"8 pm\" 🌱"_s;
    deck.columns[0].width = 420;
    deck.columns[0].order = FeedOrder::ChatOrder;
    deck.columns[0].isCollapsed = true;
    deck.columns[0].isPaused = true;
    ColumnConfig user;
    user.id = {u"c2"_s};
    user.spec.kind = FeedSpec::Kind::User;
    user.spec.source = {{u"mastodon"_s}, u"https://labcoat.example"_s, u"bea@labcoat.example"_s};
    user.spec.target = u"theo@pond.example"_s;
    deck.columns.push_back(user);

    ASSERT_TRUE(m_file.save(deck, kStart));
    const auto loaded = DeckFile(m_path).load();

    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->deck, deck);
    EXPECT_FALSE(loaded->isFromBackup);
}

TEST_F(DeckFileTest, FileIsForTheOwnerOnly)
{
    ASSERT_TRUE(m_file.save(deckOf(u"a"_s), kStart));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther
        | QFileDevice::WriteOther;
    EXPECT_FALSE(QFileInfo(m_path).permissions() & others);
}

TEST_F(DeckFileTest, NothingThereIsNotFound)
{
    const auto loaded = m_file.load();
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().kind, Error::Kind::NotFound);
}

TEST_F(DeckFileTest, BackupsRotateEveryTenMinutesAtMostNine)
{
    for (int i = 0; i < 14; ++i)
        ASSERT_TRUE(m_file.save(deckOf(u"tag%1"_s.arg(i)), kStart + i * kTenMinutes));
    for (int number = 1; number <= 9; ++number) {
        const auto backup = DeckFile(m_path + u'.' + QString::number(number)).load();
        ASSERT_TRUE(backup) << number;
        EXPECT_EQ(backup->deck, deckOf(u"tag%1"_s.arg(13 - number)));
    }
    EXPECT_FALSE(QFile::exists(m_path + u".10"_s));
}

TEST_F(DeckFileTest, ChangesWithinTenMinutesShareOneBackup)
{
    ASSERT_TRUE(m_file.save(deckOf(u"first"_s), kStart));
    DeckFile nextRun(m_path);
    for (int i = 0; i < 5; ++i)
        ASSERT_TRUE(nextRun.save(deckOf(u"tag%1"_s.arg(i)), kStart + 1000 + i));
    EXPECT_EQ(DeckFile(m_path + u".1"_s).load()->deck, deckOf(u"first"_s));
    EXPECT_FALSE(QFile::exists(m_path + u".2"_s));
}

TEST_F(DeckFileTest, CorruptFileFallsBackToTheNewestGoodBackup)
{
    ASSERT_TRUE(m_file.save(deckOf(u"oldest"_s), kStart));
    ASSERT_TRUE(m_file.save(deckOf(u"older"_s), kStart + kTenMinutes));
    ASSERT_TRUE(m_file.save(deckOf(u"newest"_s), kStart + 2 * kTenMinutes));
    overwrite(m_path, "{\"format\": \"staffroom-deck/1\", \"colu");
    overwrite(m_path + u".1"_s, "");

    const auto loaded = DeckFile(m_path).load();

    ASSERT_TRUE(loaded);
    EXPECT_TRUE(loaded->isFromBackup);
    EXPECT_EQ(loaded->deck, deckOf(u"oldest"_s));
    EXPECT_TRUE(QFile::exists(m_path + u".bad"_s));
}

TEST_F(DeckFileTest, CorruptFileNeverBecomesABackup)
{
    ASSERT_TRUE(m_file.save(deckOf(u"good"_s), kStart));
    ASSERT_TRUE(m_file.save(deckOf(u"better"_s), kStart + kTenMinutes));
    overwrite(m_path, "rubbish");
    DeckFile nextRun(m_path);
    ASSERT_TRUE(nextRun.save(deckOf(u"new"_s), kStart + 3 * kTenMinutes));
    EXPECT_EQ(DeckFile(m_path + u".1"_s).load()->deck, deckOf(u"good"_s));
}

TEST_F(DeckFileTest, NewerVersionIsUnsupported)
{
    const auto deck = deckFromJson(R"({"format": "staffroom-deck/2", "columns": []})");
    ASSERT_FALSE(deck);
    EXPECT_EQ(deck.error().kind, Error::Kind::Unsupported);
}

TEST_F(DeckFileTest, UnknownColumnKindIsNamed)
{
    const auto deck = deckFromJson(R"({"format": "staffroom-deck/1", "columns": [
        {"id": "c1", "kind": "tag", "source": {"service": "practice"}, "tags": ["a"]},
        {"id": "c2", "kind": "hologram", "source": {"service": "practice"}}]})");
    ASSERT_FALSE(deck);
    EXPECT_EQ(deck.error().path, u"columns[1].kind"_s);
    EXPECT_TRUE(deck.error().detail.contains("hologram"_L1));
}

TEST_F(DeckFileTest, AbsurdWidthsAreBoundAndUnknownKeysIgnored)
{
    const auto deck = deckFromJson(R"({"format": "staffroom-deck/1", "mood": 1, "columns": [
        {"kind": "public", "source": {"service": "practice", "token": "x"}, "width": 9000}]})");
    ASSERT_TRUE(deck);
    EXPECT_EQ(deck->columns.at(0).width, 1200);
    EXPECT_FALSE(deckToJson(*deck).contains("token"));
}

TEST_F(DeckFileTest, UnwritableFolderIsAStorageError)
{
    overwrite(m_folder.filePath(u"file"_s), "x");
    const auto saved = DeckFile(m_folder.filePath(u"file/deck.json"_s)).save(deckOf(u"a"_s), 1);
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, Error::Kind::Storage);
}

TEST_F(DeckFileTest, SaverWritesEveryChange)
{
    test::FakeClock clock;
    DeckModel model;
    DeckSaver saver(model, m_path, clock);
    FeedSpec spec = column({}, u"SproutChat"_s).spec;
    const ColumnId id = model.add(spec);
    saver.finish();
    EXPECT_EQ(DeckFile(m_path).load()->deck, model.deck());

    for (int width = 300; width < 340; ++width) {
        ColumnConfig changed = *model.column(id);
        changed.width = width;
        model.update(changed);
    }
    saver.finish();
    EXPECT_EQ(DeckFile(m_path).load()->deck, model.deck());
}

TEST_F(DeckFileTest, SaverTellsOfFailure)
{
    overwrite(m_folder.filePath(u"file"_s), "x");
    test::FakeClock clock;
    DeckModel model;
    DeckSaver saver(model, m_folder.filePath(u"file/deck.json"_s), clock);
    std::optional<Error> error;
    QObject::connect(&saver, &DeckSaver::failed, &saver, [&](const Error& e) { error = e; });
    model.setDeck(deckOf(u"a"_s));
    ASSERT_TRUE(test::waitFor([&] { return error.has_value(); }));
    EXPECT_EQ(error->kind, Error::Kind::Storage);
}

} // namespace
} // namespace staffroom
