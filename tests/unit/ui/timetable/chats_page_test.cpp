#include "ui/timetable/chats_page.h"

#include "tests/unit/ui/timetable/page_fixture.h"
#include "ui/timetable/chat_details.h"
#include "ui/timetable/chat_list_model.h"
#include "ui/timetable/directory_view.h"
#include "ui/timetable/time_block.h"
#include "ui/timetable/timetable_text.h"
#include "ui/timetable/week_view.h"

#include <QElapsedTimer>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class ChatsPageTest : public testing::Test, public test::PageFixture {
protected:
    QStringList shownIds()
    {
        QStringList out;
        const auto* model = page->directoryView()->model();
        for (int row = 0; row < model->rowCount(); ++row)
            out << model->at(row)->id;
        return out;
    }
    QString rowText(const QString& id)
    {
        const auto* model = page->directoryView()->model();
        return model->data(model->index(model->rowOf(id)), Qt::AccessibleTextRole).toString();
    }
    bool hasLabel(const QString& part)
    {
        for (const auto* label : page->details()->findChildren<QLabel*>()) {
            if (!label->isHidden() && label->text().contains(part))
                return true;
        }
        return false;
    }
    QPushButton* button(const QString& text)
    {
        for (auto* one : page->findChildren<QPushButton*>()) {
            if (one->text() == text && one->isVisible())
                return one;
        }
        return nullptr;
    }
    void choose(const QString& id) { page->showChat(ChatListing(*directory.find(id))); }
};

TEST_F(ChatsPageTest, NoEntryIsWithoutAYearOrTheWordsThatThereIsNone)
{
    open();
    static const QRegularExpression kYear(u"\\b(19|20)\\d\\d\\b|year unknown"_s);
    const auto* model = page->directoryView()->model();
    ASSERT_EQ(model->rowCount(), 153);
    for (int row = 0; row < model->rowCount(); ++row)
        EXPECT_TRUE(kYear.match(model->words(row).alive).hasMatch()) << row;
}

TEST_F(ChatsPageTest, OldOnesMayHaveEnded)
{
    open();
    EXPECT_TRUE(rowText(u"edchat"_s).contains(u"may have ended: last seen in 2018"_s));
    EXPECT_TRUE(rowText(u"edchat"_s).contains(u"If it still meets"_s));
    EXPECT_TRUE(rowText(u"eduskyau"_s).contains(u"paused, last seen in 2025"_s));
    EXPECT_TRUE(rowText(u"eduskyau"_s).contains(u"No meetings for now"_s));
    EXPECT_TRUE(rowText(u"tag-apbio"_s).contains(u"year unknown"_s));
    EXPECT_TRUE(rowText(u"slowmathchat"_s).contains(u"ended, last seen in about"_s));
}

TEST_F(ChatsPageTest, TellsTheStartInTheReadersZoneAndInItsOwn)
{
    open();
    // Monday 18:00 in Los Angeles is Tuesday 03:00 in Berlin.
    const QString text = rowText(u"eduskychat"_s);
    EXPECT_TRUE(text.contains(u"Next: Tue 1 Dec 03:00 your time, in 2 days"_s)) << qPrintable(text);
    EXPECT_TRUE(text.contains(u"every Monday, 18:00 in Los Angeles"_s));
    EXPECT_TRUE(rowText(u"sproutchat"_s).contains(u"today 20:00 your time, in 8 h"_s));
    EXPECT_TRUE(rowText(u"mathchat"_s).contains(u"every Friday, 00:00 GMT"_s));
    EXPECT_TRUE(rowText(u"critlib"_s).contains(u"every other Monday, which ones is a guess"_s));
    EXPECT_TRUE(rowText(u"nstachat"_s).contains(u"2nd, 4th Thursday of the month"_s));
    EXPECT_TRUE(rowText(u"ngsschat"_s).contains(u"Thursday, how often is not known"_s));
}

TEST_F(ChatsPageTest, SearchingAndNarrowing)
{
    open();
    QTest::keyClicks(page->directoryView()->searchField(), u"libraries"_s);
    EXPECT_TRUE(shownIds().contains(u"tlskychat"_s));
    EXPECT_LT(shownIds().size(), 10);
    page->directoryView()->searchField()->setText(u"nothing like this"_s);
    EXPECT_EQ(shownIds(), QStringList());
    ASSERT_TRUE(button(u"Show all chats"_s));
    button(u"Show all chats"_s)->click();
    EXPECT_EQ(shownIds().size(), 153);
    for (auto* tick : page->findChildren<TickBox*>()) {
        if (tick->text() == u"Only mine"_s)
            tick->click();
    }
    EXPECT_EQ(shownIds(), (QStringList{u"labcoattalk"_s, u"sproutchat"_s}));
}

TEST_F(ChatsPageTest, ArrowsWalkTheListFromTheSearchField)
{
    open();
    auto* search = page->directoryView()->searchField();
    QTest::keyClick(search, Qt::Key_Down);
    EXPECT_EQ(page->details()->listingId(), shownIds().at(0));
    QTest::keyClick(search, Qt::Key_Down);
    EXPECT_EQ(page->details()->listingId(), shownIds().at(1));
    QTest::keyClick(search, Qt::Key_Return);
    EXPECT_TRUE(page->details()->roomButton()->hasFocus());
}

TEST_F(ChatsPageTest, ASourceIsANamedButtonAndTheNotesArePlain)
{
    auto odd = *directory.find(u"sproutchat"_s);
    odd.notes = u"<b>not bold</b> <img src=x>"_s;
    directory.put(odd);
    open();
    choose(u"sproutchat"_s);
    EXPECT_TRUE(hasLabel(u"<b>not bold</b>"_s));
    bool isFound = false;
    for (auto* one : page->details()->findChildren<QPushButton*>())
        isFound = isFound || one->accessibleName() == u"Source: https://sprout.example.org/"_s;
    EXPECT_TRUE(isFound);
    EXPECT_TRUE(hasLabel(u"Hosts: bea@labcoat.example"_s));
    EXPECT_TRUE(hasLabel(u"Then: Sat 5 Dec 20:00"_s));
}

TEST_F(ChatsPageTest, OpensTheRoomForTheMeetingThatComesNext)
{
    open();
    QSignalSpy wanted(page.get(), &ChatsPage::roomWanted);
    choose(u"sproutchat"_s);
    page->details()->roomButton()->click();
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted[0][0].value<ChatListing>().hashtag, u"SproutChat"_s);
    const auto one = wanted[0][1].value<std::optional<Occurrence>>();
    ASSERT_TRUE(one);
    EXPECT_EQ(toDateTime(one->start), QDateTime(QDate(2026, 11, 28), QTime(19, 0), Qt::UTC));
    choose(u"tag-apbio"_s); // without a timetable it opens without a meeting
    page->details()->roomButton()->click();
    ASSERT_EQ(wanted.size(), 2);
    EXPECT_FALSE(wanted[1][1].value<std::optional<Occurrence>>());
}

TEST_F(ChatsPageTest, RemindersAreSetAndTakenBack)
{
    open();
    choose(u"sproutchat"_s);
    auto* field = page->details()->reminderField();
    field->setCurrentIndex(field->findData(15));
    ASSERT_TRUE(reminders.ofChat(u"sproutchat"_s));
    EXPECT_EQ(reminders.ofChat(u"sproutchat"_s)->minutesBefore, 15);
    page->details()->onlyOnceBox()->click();
    EXPECT_FALSE(reminders.ofChat(u"sproutchat"_s));
    ASSERT_EQ(reminders.reminders().size(), 1U);
    EXPECT_TRUE(reminders.reminders().front().only);
    field->setCurrentIndex(0);
    EXPECT_TRUE(reminders.reminders().empty());
    choose(u"tag-apbio"_s);
    EXPECT_FALSE(field->isEnabled());
    choose(u"eduskyau"_s); // pauses
    EXPECT_FALSE(field->isEnabled());
}

TEST_F(ChatsPageTest, AReminderIsShownAtItsChatOnly)
{
    reminders.set(u"sproutchat"_s, 60);
    open();
    choose(u"eduskychat"_s);
    EXPECT_EQ(page->details()->reminderField()->currentIndex(), 0);
    choose(u"sproutchat"_s);
    EXPECT_EQ(page->details()->reminderField()->currentData().toInt(), 60);
    EXPECT_EQ(reminders.reminders().size(), 1U);
}

TEST_F(ChatsPageTest, TakingOutAndUndo)
{
    open();
    QSignalSpy told(page.get(), &ChatsPage::told);
    choose(u"edchat"_s);
    button(u"Take out"_s)->click();
    EXPECT_FALSE(shownIds().contains(u"edchat"_s));
    EXPECT_EQ(page->details()->listingId(), QString());
    ASSERT_EQ(told.size(), 1);
    EXPECT_TRUE(told[0][1].toBool());
    directory.undo();
    EXPECT_TRUE(shownIds().contains(u"edchat"_s));
}

TEST_F(ChatsPageTest, ColumnsAreAskedForByTag)
{
    open();
    QSignalSpy wanted(page.get(), &ChatsPage::columnWanted);
    choose(u"sproutchat"_s);
    button(u"Add as column"_s)->click();
    EXPECT_EQ(wanted.at(0).at(0).toString(), u"SproutChat"_s);
}

TEST_F(ChatsPageTest, TheWeekShowsWhatMayWellMeetAndTheRestWhenAsked)
{
    open();
    page->setView(ChatsPage::View::Week);
    settle();
    auto* week = page->weekView();
    QStringList tags;
    for (const auto* block : week->blocks())
        tags << block->entry().listing.hashtag;
    EXPECT_EQ(
        tags, (QStringList{u"SproutChat"_s, u"EduSkyChat"_s, u"LabCoatTalk"_s, u"TLSkyChat"_s}));
    EXPECT_FALSE(week->isStacked());
    week->allBox()->click();
    settle();
    EXPECT_GT(week->blocks().size(), 40U);
    for (const auto* block : week->blocks()) {
        if (block->entry().listing.id == u"edchat"_s) {
            EXPECT_TRUE(block->accessibleName().contains(u"may have ended: last seen in 2018"_s));
        }
    }
}

TEST_F(ChatsPageTest, TheWeekIsWalkedByKeyboard)
{
    open();
    page->setView(ChatsPage::View::Week);
    settle();
    auto* week = page->weekView();
    const auto blocks = week->blocks();
    ASSERT_EQ(blocks.size(), 4U);
    blocks[0]->setFocus();
    QTest::keyClick(blocks[0], Qt::Key_Right);
    EXPECT_TRUE(blocks[1]->hasFocus());
    QTest::keyClick(blocks[1], Qt::Key_Down);
    EXPECT_TRUE(blocks[2]->hasFocus());
    QTest::keyClick(blocks[2], Qt::Key_Left);
    EXPECT_TRUE(blocks[1]->hasFocus());
    QTest::keyClick(blocks[1], Qt::Key_Return);
    EXPECT_EQ(page->details()->listingId(), u"eduskychat"_s);
    EXPECT_TRUE(page->details()->roomButton()->hasFocus());
}

TEST_F(ChatsPageTest, AMeetingPickedInAnotherWeekIsTheOneThatIsMeant)
{
    open();
    page->setView(ChatsPage::View::Week);
    page->weekView()->step(1);
    settle();
    QSignalSpy wanted(page.get(), &ChatsPage::roomWanted);
    page->weekView()->blocks().front()->click();
    page->details()->roomButton()->click();
    EXPECT_EQ(toDateTime(wanted.at(0).at(1).value<std::optional<Occurrence>>()->start).date(),
        QDate(2026, 12, 5));
    page->weekView()->goToToday();
    EXPECT_EQ(page->weekView()->firstDay(), QDate(2026, 11, 28));
}

TEST_F(ChatsPageTest, TodayMovesOnWithTheClock)
{
    open();
    clock.advance(std::chrono::hours(24));
    settle();
    EXPECT_EQ(page->weekView()->firstDay(), QDate(2026, 11, 29));
}

TEST_F(ChatsPageTest, NarrowItShowsOneThingAtATime)
{
    open(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), {380, 700});
    EXPECT_TRUE(page->isNarrow());
    EXPECT_TRUE(page->weekView()->isStacked() || !page->weekView()->isVisible());
    EXPECT_FALSE(page->details()->isVisible());
    QTest::keyClick(page->directoryView()->searchField(), Qt::Key_Return);
    EXPECT_TRUE(page->details()->isVisible());
    EXPECT_FALSE(page->directoryView()->isVisible());
    QSignalSpy closed(page.get(), &ChatsPage::closeWanted);
    QTest::keyClick(page->details()->roomButton(), Qt::Key_Escape);
    EXPECT_TRUE(page->directoryView()->isVisible());
    EXPECT_EQ(closed.size(), 0);
    QTest::keyClick(page->directoryView()->list(), Qt::Key_Escape);
    EXPECT_EQ(closed.size(), 1);
    page->setView(ChatsPage::View::Week);
    settle();
    EXPECT_TRUE(page->weekView()->isStacked());
}

TEST_F(ChatsPageTest, ImportAndExportSayWhatHappened)
{
    QTemporaryDir folder;
    open();
    QSignalSpy told(page.get(), &ChatsPage::told);
    const QString path = folder.filePath(u"mine.ics"_s);
    page->exportFile(path, {});
    ASSERT_TRUE(test::waitFor([&] { return told.size() == 1; }));
    EXPECT_EQ(told[0][0].toString(), u"2 chats written"_s);
    page->importFile(path);
    ASSERT_TRUE(test::waitFor([&] { return told.size() == 2; }));
    EXPECT_TRUE(told[1][0].toString().contains(u"2 changed"_s))
        << qPrintable(told[1][0].toString());
    QFile broken(folder.filePath(u"broken.json"_s));
    ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
    broken.write("{}");
    broken.close();
    page->importFile(broken.fileName());
    ASSERT_TRUE(test::waitFor([&] { return told.size() == 3; }));
    EXPECT_TRUE(told[2][0].toString().startsWith(u"This file holds no chats"_s));
}

TEST_F(ChatsPageTest, EveryControlHasANameInBothViewsAndAtEveryWidth)
{
    for (const QSize size : {QSize(1120, 760), QSize(380, 700)}) {
        open(Style::make(Scheme::Dark, Density::Comfortable, 2.0, 1), size);
        choose(u"sproutchat"_s);
        test::expectAccessible(*page);
        page->setView(ChatsPage::View::Week);
        settle();
        test::expectAccessible(*page);
    }
}

TEST_F(ChatsPageTest, OpeningStaysWithinATurn)
{
    open(); // fonts and icons are there afterwards
    page.reset();
    QElapsedTimer timer;
    timer.start();
    page = std::make_unique<ChatsPage>(
        TimetableContext{&directory, &reminders, &clock, QTimeZone("Europe/Berlin")});
    const auto made = timer.nsecsElapsed();
    page->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1));
    page->resize(1120, 760);
    const auto styled = timer.nsecsElapsed();
    page->show();
    const auto shown = timer.nsecsElapsed();
    RecordProperty("construct_us", int(made / 1000));
    RecordProperty("styled_us", int(styled / 1000));
    RecordProperty("shown_us", int(shown / 1000));
    // Generous, for loaded machines and sanitizers; see the property for the real number.
    EXPECT_LT(made, 100'000'000);
}

} // namespace
} // namespace staffroom
