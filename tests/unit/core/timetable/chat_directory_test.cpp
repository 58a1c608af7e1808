#include "core/timetable/agenda.h"
#include "core/timetable/chat_directory.h"

#include "tests/unit/core/timetable/timetable_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::await;
using test::moment;
using test::weeklyChat;

class ChatDirectoryTest : public test::TimetableFixture {
protected:
    QStringList found(const ChatQuery& query)
    {
        QStringList out;
        for (const auto* one : directory->search(query))
            out << one->id;
        return out;
    }
    QStringList found(const QString& words)
    {
        ChatQuery query;
        query.words = words;
        return found(query);
    }
};

TEST_F(ChatDirectoryTest, LikelyOnesComeFirst)
{
    const auto& all = directory->listings();
    ASSERT_EQ(all.size(), 151U);
    for (size_t i = 1; i < all.size(); ++i)
        EXPECT_LE(stateOf(all[i - 1], 2026), stateOf(all[i], 2026));
    EXPECT_EQ(stateOf(all.front(), 2026), ListingState::Known);
    EXPECT_EQ(all.back().status, ChatListing::Status::Paused);
}

TEST_F(ChatDirectoryTest, FindsByWordsInAnyOrderCaseAndAccent)
{
    EXPECT_EQ(found(u"#EDUSKYchat"_s), QStringList{u"eduskychat"_s});
    EXPECT_TRUE(found(u"libraries SCHOOL"_s).contains(u"tlskychat"_s));
    EXPECT_TRUE(found(u"álabama"_s).contains(u"region-aledchat"_s));
    EXPECT_TRUE(found(u"apbio"_s).contains(u"tag-apbio"_s));
    EXPECT_EQ(found(u"no such thing as this"_s), QStringList());
    // By tag or name before those that only mention it.
    EXPECT_TRUE(found(u"critlib"_s).first().startsWith(u"critlib"_s));
}

TEST_F(ChatDirectoryTest, FindsByDayServiceLanguageAndSubject)
{
    ChatQuery query;
    query.service = u"bluesky"_s;
    query.day = 3;
    EXPECT_EQ(found(query), QStringList{u"tlskychat"_s});
    query = {};
    query.language = u"de"_s;
    EXPECT_EQ(found(query).size(), 1);
    query = {};
    query.day = 7; // a slow chat's days count
    EXPECT_TRUE(found(query).contains(u"scotedchat"_s));
    query = {};
    query.subject = u"mathematics"_s;
    EXPECT_EQ(found(query).size(), 6);
    query = {};
    query.onlyOwn = true;
    EXPECT_EQ(found(query), QStringList());
    EXPECT_EQ(directory->languages(), (QStringList{u"de"_s, u"en"_s}));
    EXPECT_EQ(directory->services(), (QStringList{u"bluesky"_s, u"mastodon"_s, u"x"_s}));
    EXPECT_EQ(directory->subjects().size(), 59);
}

TEST_F(ChatDirectoryTest, OwnAndCorrectedOnesAreKept)
{
    auto own = weeklyChat(u"SproutChat"_s, 4, QTime(19, 0), u"Europe/London"_s);
    own.id.clear();
    const QString id = directory->put(own);
    auto corrected = *directory->find(u"edchat"_s);
    corrected.notes = u"Moved"_s;
    EXPECT_EQ(directory->put(corrected), u"edchat"_s);
    restart();
    ASSERT_TRUE(directory->find(id));
    EXPECT_EQ(directory->find(id)->origin, ChatListing::Origin::Own);
    EXPECT_EQ(directory->find(id)->start, QTime(19, 0));
    EXPECT_EQ(directory->find(u"edchat"_s)->origin, ChatListing::Origin::Corrected);
    EXPECT_EQ(directory->find(u"edchat"_s)->notes, u"Moved"_s);
    EXPECT_EQ(directory->listings().size(), 152U);
    directory->restoreBuiltIn(u"edchat"_s);
    EXPECT_EQ(directory->find(u"edchat"_s)->origin, ChatListing::Origin::BuiltIn);
    EXPECT_NE(directory->find(u"edchat"_s)->notes, u"Moved"_s);
}

TEST_F(ChatDirectoryTest, TakenOutStaysOutAndCanComeBack)
{
    directory->remove(u"edchat"_s);
    restart();
    EXPECT_EQ(directory->find(u"edchat"_s), nullptr);
    EXPECT_FALSE(found(u"edchat"_s).contains(u"edchat"_s));
    EXPECT_EQ(directory->removedBuiltIns(), 1);
    directory->restoreRemoved();
    EXPECT_TRUE(directory->find(u"edchat"_s));
    EXPECT_EQ(directory->removedBuiltIns(), 0);
}

TEST_F(ChatDirectoryTest, EveryChangeCanBeUndone)
{
    EXPECT_FALSE(directory->canUndo());
    const QString id = directory->put(weeklyChat(u"a1b"_s, 4, QTime(19, 0), u"Europe/London"_s));
    auto later = *directory->find(id);
    later.start = QTime(20, 0);
    directory->put(later);
    directory->put(later); // no change
    directory->remove(id);
    directory->undo();
    EXPECT_EQ(directory->find(id)->start, QTime(20, 0));
    directory->undo();
    EXPECT_EQ(directory->find(id)->start, QTime(19, 0));
    directory->undo();
    EXPECT_EQ(directory->find(id), nullptr);
    EXPECT_FALSE(directory->canUndo());
    restart(); // what was undone is undone on the disk too
    EXPECT_EQ(directory->find(id), nullptr);
}

TEST_F(ChatDirectoryTest, AnExportComesBackAsTheSame)
{
    directory->put(weeklyChat(u"a1b"_s, 4, QTime(19, 0), u"Europe/London"_s));
    const QString path = folder.filePath(u"chats.json"_s);
    const auto written
        = await(directory->exportFile(path, ChatDirectory::Format::Json, directory->listings()));
    ASSERT_TRUE(written);
    EXPECT_EQ(written->written, 152);
    const auto read = await(directory->importFile(path, u"Europe/Berlin"_s));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->same, 152);
    EXPECT_EQ(read->added + read->updated, 0);
    EXPECT_TRUE(read->notes.empty());
}

TEST_F(ChatDirectoryTest, AnImportIsOneChange)
{
    const QString path = write(u"more.json"_s,
        R"({"format":"education-chats/1","chats":[{"id":"edchat","hashtag":"edchat","name":"New"},
            {"hashtag":"other"},{"hashtag":"third"},{"hashtag":"- -"}]})");
    const auto read = await(directory->importFile(path, u"Europe/Berlin"_s));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->added, 2);
    EXPECT_EQ(read->updated, 1);
    ASSERT_EQ(read->notes.size(), 1U);
    EXPECT_EQ(read->notes.front(), std::pair(FileNote::NoTag, 1));
    EXPECT_EQ(directory->find(u"edchat"_s)->name, u"New"_s);
    directory->undo();
    EXPECT_NE(directory->find(u"edchat"_s)->name, u"New"_s);
    EXPECT_EQ(directory->listings().size(), 151U);
}

TEST_F(ChatDirectoryTest, FilesThatCannotBeReadSaySo)
{
    EXPECT_EQ(await(directory->importFile(folder.filePath(u"none"_s), {})).error().kind,
        Error::Kind::NotFound);
    EXPECT_EQ(await(directory->importFile(write(u"a"_s, "hello"), {})).error().kind,
        Error::Kind::Protocol);
    EXPECT_EQ(
        await(directory->importFile(write(u"b"_s, QByteArray(5'000'000, 'x')), {})).error().kind,
        Error::Kind::TooLarge);
}

TEST_F(ChatDirectoryTest, TheAgendaHasWhatMayWellMeet)
{
    const auto likely
        = agendaBetween(*directory, AgendaScope::Likely, clock.now(), clock.now() + 7 * 24h);
    QStringList ids;
    for (const auto& one : likely)
        ids << one.listing.id;
    // Wednesday in New York is before Thursday; Monday in California comes first.
    EXPECT_EQ(ids, (QStringList{u"eduskychat"_s, u"tlskychat"_s}));
    EXPECT_GT(
        agendaBetween(*directory, AgendaScope::All, clock.now(), clock.now() + 7 * 24h).size(),
        40U);

    // One's own chat counts whatever its year; an ended one does not.
    auto own = weeklyChat(u"own1"_s, 6, QTime(11, 30), u"Etc/GMT"_s, 60);
    own.lastYear = 2012;
    directory->put(own);
    const auto on = agendaBetween(*directory, AgendaScope::Likely, clock.now(), clock.now() + 1min);
    ASSERT_EQ(on.size(), 1U); // it has begun and is on
    EXPECT_TRUE(countdownTo(on.front().occurrence.start, clock.now()).isOn);
    own.status = ChatListing::Status::Ended;
    directory->put(own);
    EXPECT_TRUE(
        agendaBetween(*directory, AgendaScope::Likely, clock.now(), clock.now() + 1min).empty());
}

TEST_F(ChatDirectoryTest, AWeekIsThatOfTheReadersCalendar)
{
    // Monday 18:00 in California is Tuesday in Tokyo.
    const auto week = agendaWeek(
        *directory, AgendaScope::Likely, QDate(2026, 11, 30), QTimeZone("Asia/Tokyo"), 2026);
    ASSERT_EQ(week.size(), 7U);
    EXPECT_TRUE(week[0].entries.empty());
    ASSERT_EQ(week[1].entries.size(), 1U);
    EXPECT_EQ(week[1].date, QDate(2026, 12, 1));
    EXPECT_EQ(week[1].entries[0].listing.id, u"eduskychat"_s);
}

TEST(Countdown, CountsInWholeMinutes)
{
    const Timestamp now = moment("2026-11-28T12:00Z");
    EXPECT_EQ(countdownTo(now + 1ms, now), (Countdown{0, 0, 1, false}));
    EXPECT_EQ(countdownTo(now + 60s, now), (Countdown{0, 0, 1, false}));
    EXPECT_EQ(countdownTo(now + 26h + 5min, now), (Countdown{1, 2, 5, false}));
    EXPECT_EQ(countdownTo(now, now), (Countdown{0, 0, 0, true}));
    EXPECT_EQ(countdownTo(now - 119s, now), (Countdown{0, 0, 1, true}));
}

} // namespace
} // namespace staffroom
