#include "ui/timetable/chat_dialog.h"

#include "tests/unit/ui/timetable/page_fixture.h"
#include "ui/timetable/reminder_notice.h"
#include "ui/timetable/timetable_text.h"

#include <QPushButton>
#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class ChatDialogTest : public testing::Test, public test::PageFixture {
protected:
    ChatDialog& edit(const QString& id)
    {
        open();
        dialog = page->openEditor(id);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        return *dialog;
    }
    void TearDown() override { delete dialog.data(); }
    QPointer<ChatDialog> dialog;
};

TEST_F(ChatDialogTest, KeepsEverythingOfEveryEntryThatIsNotTouched)
{
    for (const ChatListing& one : directory.listings()) {
        const ChatDialog shown(
            one, true, 2026, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), nullptr);
        EXPECT_EQ(shown.typed(), one) << qPrintable(one.id);
    }
}

TEST_F(ChatDialogTest, ANewChatIsAddedAndShown)
{
    ChatDialog& form = edit({});
    form.fields()->field(u"tag"_s)->setText(u"#NewChat"_s);
    form.fields()->field(u"name"_s)->setText(u"New chat"_s);
    form.dayField()->setCurrentIndex(form.dayField()->findData(3));
    form.fields()->field(u"time"_s)->setText(u"9:30"_s);
    form.fields()->field(u"hosts"_s)->setText(u"a@b.example, c@d.example"_s);
    QSignalSpy told(page.get(), &ChatsPage::told);
    form.press();
    ASSERT_EQ(told.size(), 1);
    ChatQuery query;
    query.words = u"newchat"_s;
    const auto found = directory.search(query);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front()->hashtag, u"NewChat"_s);
    EXPECT_EQ(found.front()->start, QTime(9, 30));
    EXPECT_EQ(found.front()->timeZone, u"Europe/Berlin"_s);
    EXPECT_EQ(found.front()->lastYear, 2026);
    EXPECT_EQ(found.front()->hosts, (QStringList{u"a@b.example"_s, u"c@d.example"_s}));
    EXPECT_FALSE(form.isVisible());
}

TEST_F(ChatDialogTest, SaysWhatIsWrongAtEachField)
{
    ChatDialog& form = edit({});
    form.press();
    EXPECT_FALSE(form.fields()->sentenceOf(u"tag"_s).isEmpty());
    EXPECT_FALSE(form.fields()->sentenceOf(u"name"_s).isEmpty());
    EXPECT_FALSE(form.fields()->sentenceOf(u"day"_s).isEmpty());
    EXPECT_FALSE(form.fields()->sentenceOf(u"time"_s).isEmpty());
    EXPECT_TRUE(form.isVisible());
    form.fields()->field(u"time"_s)->setText(u"at noon"_s);
    form.press();
    EXPECT_TRUE(form.fields()->sentenceOf(u"time"_s).contains(u"19:30"_s));
    form.fields()->field(u"time"_s)->setText(u"19:30"_s);
    form.zoneField()->setEditText(u"Middle Earth"_s);
    form.fields()->field(u"minutes"_s)->setText(u"an hour"_s);
    form.fields()->field(u"year"_s)->setText(u"3000"_s);
    form.fields()->field(u"sources"_s)->setText(u"somewhere"_s);
    form.press();
    for (const auto& id : {u"zone"_s, u"minutes"_s, u"year"_s, u"sources"_s})
        EXPECT_FALSE(form.fields()->sentenceOf(id).isEmpty()) << qPrintable(id);
    EXPECT_EQ(directory.listings().size(), 153U);
}

TEST_F(ChatDialogTest, FieldsFitTheRule)
{
    ChatDialog& form = edit({});
    const auto isShown
        = [&form](const QString& id) { return !form.fields()->field(id)->isHidden(); };
    EXPECT_FALSE(isShown(u"anchor"_s));
    const auto choose = [&form](ChatRule::Kind kind) {
        form.ruleField()->setCurrentIndex(form.ruleField()->findData(int(kind)));
    };
    choose(ChatRule::Kind::Fortnightly);
    EXPECT_TRUE(isShown(u"anchor"_s));
    choose(ChatRule::Kind::Slow);
    EXPECT_FALSE(isShown(u"time"_s));
    choose(ChatRule::Kind::MonthlyNth);
    EXPECT_TRUE(isShown(u"time"_s));
    form.nthBox(2)->setChecked(true);
    form.nthBox(4)->setChecked(true);
    EXPECT_EQ(form.typed().rule.nth, (std::vector<int>{2, 4}));
}

TEST_F(ChatDialogTest, ACorrectionIsMarkedAsOnesOwn)
{
    ChatDialog& form = edit(u"digcit"_s); // of which nobody says how often it meets
    form.ruleField()->setCurrentIndex(form.ruleField()->findData(int(ChatRule::Kind::Weekly)));
    form.fields()->field(u"year"_s)->setText(u"2026"_s);
    form.press();
    const ChatListing* now = directory.find(u"digcit"_s);
    EXPECT_EQ(now->origin, ChatListing::Origin::Corrected);
    EXPECT_TRUE(now->hasTimetable());
    directory.undo();
    EXPECT_FALSE(directory.find(u"digcit"_s)->hasTimetable());
}

TEST_F(ChatDialogTest, EveryFieldHasAName)
{
    test::expectAccessible(edit(u"nstachat"_s));
}

TEST_F(ChatDialogTest, EveryProblemHasItsSentence)
{
    for (int i = 0; i <= int(ListingProblem::TooLong); ++i)
        EXPECT_FALSE(problemText(ListingProblem(i)).isEmpty()) << i;
}

class ReminderNoticeTest : public testing::Test, public test::PageFixture {
protected:
    AgendaEntry sprout()
    {
        const ChatListing* one = directory.find(u"sproutchat"_s);
        return {*one, nextStarts(*one, clock.now(), 1).front()};
    }
};

TEST_F(ReminderNoticeTest, CountsDownAndGoesWithTheEndOfTheChat)
{
    QWidget window;
    window.resize(800, 600);
    window.show();
    ReminderNotice notice(clock, &window);
    clock.setNow(sprout().occurrence.start - 10min);
    notice.tell(sprout());
    EXPECT_EQ(notice.text(), u"#SproutChat begins in 10 min"_s);
    clock.advance(9min + 2s);
    EXPECT_EQ(notice.text(), u"#SproutChat begins in 1 min"_s);
    clock.advance(1min);
    EXPECT_EQ(notice.text(), u"#SproutChat · begins now"_s);
    clock.advance(5min);
    EXPECT_EQ(notice.text(), u"#SproutChat · on for 5 min"_s);
    clock.advance(1h);
    EXPECT_TRUE(notice.isHidden());
}

TEST_F(ReminderNoticeTest, OpensTheRoomOfItsMeeting)
{
    QWidget window;
    window.resize(800, 600);
    window.show();
    ReminderNotice notice(clock, &window);
    QSignalSpy wanted(&notice, &ReminderNotice::openWanted);
    const AgendaEntry entry = sprout();
    notice.tell(entry);
    test::expectAccessible(window);
    notice.openButton()->click();
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted[0][0].value<AgendaEntry>(), entry);
    EXPECT_TRUE(notice.isHidden());
}

} // namespace
} // namespace staffroom
