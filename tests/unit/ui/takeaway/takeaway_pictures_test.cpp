// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, recap, shelf and notes are
// drawn.
#include "tests/unit/ui/chat_fixture.h"
#include "ui/takeaway/note_dialog.h"
#include "ui/takeaway/recap_dialog.h"
#include "ui/takeaway/reflection_dialog.h"
#include "ui/takeaway/shelf_dialog.h"

#include <QApplication>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class TakeawayPictures : public testing::Test, public test::ChatFixture {
protected:
    TakeawayPictures()
        : kept(clock, nullptr)
    {
    }
    void SetUp() override
    {
        folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
        say(u"bea@fake.example"_s,
            u"A3 the lab sheet: https://example.org/jar-ecosystems"
            "?utm_source=chat #edchat"_s,
            90);
        room = chatRoom();
        ShelfLink link;
        link.url = QUrl(u"https://example.org/exit-cards"_s);
        link.title = u"Exit cards for practical lessons, with a template to print"_s;
        link.state = ShelfLink::State::Worked;
        link.note = u"Year 8 filled them in without grumbling"_s;
        link.found = {u"r1"_s, u"SproutChat"_s, 4, {}, {}, u"beaker_bea@labcoat.example"_s};
        kept.put(link);
        Note note;
        note.about = Note::About::Tool;
        note.name = u"Rope circle"_s;
        note.text = u"Ten minutes, one rope; the signal to come back first."_s;
        note.found = link.found;
        kept.put(note);
    }
    void TearDown() override { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void save(QWidget& dialog, const QString& name)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        timePasses();
        dialog.grab().save(folder + u'/' + name + u".png"_s);
    }
    void draw(const Style& style, const QString& word)
    {
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
        RecapDialog recap(room, style, nullptr);
        save(recap, u"recap-"_s + word);
        ShelfDialog shelf(kept, room, style, nullptr);
        save(shelf, u"shelf-room-"_s + word);
        shelf.setPart(ShelfDialog::Part::Links);
        save(shelf, u"shelf-"_s + word);
        shelf.setPart(ShelfDialog::Part::Notes);
        save(shelf, u"notes-"_s + word);
        shelf.setPart(ShelfDialog::Part::Tries);
        save(shelf, u"tries-empty-"_s + word);
        NoteDialog note(kept, kept.notes().front(), style, nullptr);
        save(note, u"note-"_s + word);
        Reflection reflection;
        reflection.id = u"r1"_s;
        reflection.chat = u"SproutChat"_s;
        ReflectionDialog after(kept, reflection, false, style, nullptr);
        save(after, u"reflection-"_s + word);
    }

    QString folder;
    Keepsakes kept;
    std::shared_ptr<Room> room;
};

TEST_F(TakeawayPictures, LightDarkLargeAndMirrored)
{
    draw(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"light"_s);
    draw(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 2), u"dark"_s);
    draw(Style::make(Scheme::Light, Density::Comfortable, 2.0, 3), u"large"_s);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    draw(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 4), u"mirrored"_s);
}

} // namespace
} // namespace staffroom
