// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, the page of chats is drawn.
#include "tests/unit/ui/timetable/page_fixture.h"
#include "ui/timetable/chat_details.h"
#include "ui/timetable/chat_dialog.h"
#include "ui/timetable/directory_view.h"
#include "ui/timetable/reminder_notice.h"
#include "ui/timetable/week_view.h"

#include <QApplication>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class PagePictures : public testing::Test, public test::PageFixture {
protected:
    void SetUp() override
    {
        folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
    }
    void TearDown() override { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void save(QWidget& widget, const QString& name)
    {
        settle();
        widget.grab().save(folder + u"/chats-"_s + name + u".png"_s);
    }
    void drawAll(const Style& style, const QString& word, const QSize& size = {1120, 760})
    {
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
        ChatsPage& drawn = open(style, size);
        drawn.showChat(*directory.find(u"sproutchat"_s));
        save(drawn, u"directory-"_s + word);
        drawn.directoryView()->searchField()->setText(u"critlib"_s);
        drawn.showChat(*directory.find(u"critlib"_s));
        save(drawn, u"doubt-"_s + word);
        drawn.directoryView()->searchField()->setText(u"gibberish"_s);
        save(drawn, u"none-"_s + word);
        drawn.setView(ChatsPage::View::Week);
        save(drawn, u"week-"_s + word);
        drawn.weekView()->allBox()->setChecked(true);
        save(drawn, u"week-all-"_s + word);
        ChatDialog* dialog = drawn.openEditor(u"nstachat"_s);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        save(*dialog, u"edit-"_s + word);
        dialog->fields()->field(u"time"_s)->setText(u"soon"_s);
        dialog->press();
        save(*dialog, u"edit-trouble-"_s + word);
        dialog->close();
        ReminderNotice notice(clock);
        notice.setStyleTokens(style);
        notice.resize(size.width(), 52);
        notice.tell({*directory.find(u"sproutchat"_s),
            nextStarts(*directory.find(u"sproutchat"_s), clock.now(), 1).front()});
        save(notice, u"notice-"_s + word);
    }
    QString folder;
};

TEST_F(PagePictures, InLightAndDark)
{
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"light"_s);
    drawAll(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 1), u"dark"_s);
    drawAll(Style::make(Scheme::HighContrast, Density::Comfortable, 1.0, 1), u"contrast"_s);
}

TEST_F(PagePictures, WithLargeText)
{
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 2.0, 1), u"large"_s, {1220, 800});
}

TEST_F(PagePictures, RightToLeft)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"rtl"_s);
}

TEST_F(PagePictures, Narrow)
{
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"narrow"_s, {380, 700});
}

} // namespace
} // namespace staffroom
