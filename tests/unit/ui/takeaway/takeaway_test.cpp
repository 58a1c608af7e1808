#include "tests/unit/ui/chat_fixture.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/takeaway/card_list.h"
#include "ui/takeaway/note_dialog.h"
#include "ui/takeaway/recap_dialog.h"
#include "ui/takeaway/reflection_dialog.h"
#include "ui/takeaway/room_recap.h"
#include "ui/takeaway/shelf_dialog.h"

#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class TakeawayTest : public testing::Test, public test::ChatFixture {
protected:
    TakeawayTest()
        : kept(clock, nullptr)
    {
    }
    QByteArray contentOf(const QString& name)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    Keepsakes kept;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 3);
};

TEST_F(TakeawayTest, TheRecapOfARoomIsWrittenInEveryFormat)
{
    auto room = chatRoom();
    room->star(test::fakeId(a2), true);
    RecapDialog dialog(room, style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    EXPECT_TRUE(dialog.summary().contains(u"3 questions, "_s)) << qPrintable(dialog.summary());
    const std::pair<RecapFormat, QString> formats[]
        = {{RecapFormat::Html, u"a.html"_s}, {RecapFormat::Markdown, u"a.md"_s},
            {RecapFormat::Csv, u"a.csv"_s}, {RecapFormat::Json, u"a.json"_s}};
    for (const auto& [format, name] : formats) {
        dialog.saveTo(format, folder.filePath(name));
        ASSERT_TRUE(test::waitFor([&] { return dialog.sentence().contains(name); }));
        EXPECT_TRUE(contentOf(name).contains("Marking homework in red")) << qPrintable(name);
    }
    EXPECT_TRUE(contentOf(u"a.html"_s).contains("Your starred posts"));
    dialog.savePdfTo(folder.filePath(u"a.pdf"_s));
    ASSERT_TRUE(test::waitFor([&] { return dialog.sentence().contains(u"a.pdf"_s); }));
    EXPECT_TRUE(contentOf(u"a.pdf"_s).startsWith("%PDF"));
}

TEST_F(TakeawayTest, AFileThatCannotBeWrittenIsToldInOneSentence)
{
    RecapDialog dialog(chatRoom(), style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.saveTo(RecapFormat::Html, u"/proc/nowhere/a.html"_s);
    ASSERT_TRUE(
        test::waitFor([&] { return dialog.sentence().contains(u"could not be written"_s); }));
}

TEST_F(TakeawayTest, WithoutNamesTheFileNamesNobody)
{
    RecapDialog dialog(chatRoom(), style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.withoutNames()->setChecked(true);
    dialog.saveTo(RecapFormat::Html, folder.filePath(u"n.html"_s));
    ASSERT_TRUE(test::waitFor([&] { return dialog.sentence().contains(u"n.html"_s); }));
    const QByteArray html = contentOf(u"n.html"_s);
    EXPECT_FALSE(html.contains("omar"));
    EXPECT_TRUE(html.contains("Person 2"));
}

TEST_F(TakeawayTest, ALinkOfTheChatGoesOnTheShelfOnceWithItsQuestion)
{
    say(u"bea@fake.example"_s, u"A3 see https://example.org/jars #edchat"_s, 90);
    auto room = chatRoom();
    ASSERT_TRUE(soon([&] { return !room->links().empty(); }));
    ShelfDialog dialog(kept, room, style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    EXPECT_EQ(dialog.part(), ShelfDialog::Part::FromRoom);
    WordsButton* put = nullptr;
    for (auto* button : dialog.findChildren<WordsButton*>()) {
        if (button->text() == u"Put on the shelf"_s)
            put = button;
    }
    ASSERT_NE(put, nullptr);
    put->click();
    ASSERT_EQ(kept.shelf().size(), 1U);
    EXPECT_EQ(kept.shelf().front().found.question, 3);
    EXPECT_EQ(kept.shelf().front().found.by, u"bea@fake.example"_s);
    dialog.setPart(ShelfDialog::Part::Links);
    auto* state = dialog.cards()->findChild<ComboField*>();
    ASSERT_NE(state, nullptr);
    state->setCurrentIndex(2);
    Q_EMIT state->activated(2);
    EXPECT_EQ(kept.shelf().front().state, ShelfLink::State::Worked);
    test::expectAccessible(dialog);
}

TEST_F(TakeawayTest, ALongShelfOpensInParts)
{
    for (int i = 0; i < 130; ++i) {
        ShelfLink link;
        link.url = QUrl(u"https://example.org/page/%1"_s.arg(i));
        kept.put(link);
    }
    ShelfDialog dialog(kept, nullptr, style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    EXPECT_EQ(dialog.cards()->made(), 50);
    dialog.cards()->showMore();
    dialog.cards()->showMore();
    EXPECT_EQ(dialog.cards()->made(), 130);
}

TEST_F(TakeawayTest, ANoteFromAPostKeepsTheLinkAndTheQuestion)
{
    auto room = chatRoom();
    Note note;
    note.name = u"@omar@fake.example"_s;
    note.found = foundIn(*room, test::fakeId(a2));
    NoteDialog dialog(kept, note, style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.text()->setPlainText(u"ask about red ink"_s);
    dialog.save();
    ASSERT_EQ(kept.notes().size(), 1U);
    EXPECT_EQ(kept.notes().front().found.question, 2);
    EXPECT_EQ(kept.notes().front().found.post, test::fakeId(a2));
}

TEST_F(TakeawayTest, AnEmptyNoteIsNotKept)
{
    NoteDialog dialog(kept, {}, style, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.save();
    EXPECT_TRUE(kept.notes().empty());
    EXPECT_FALSE(dialog.sentence().isEmpty());
}

TEST_F(TakeawayTest, WhatOneWillTryIsKeptAndItsOutcomeClosesIt)
{
    Reflection reflection;
    reflection.id = u"r1"_s;
    reflection.chat = u"edchat"_s;
    ReflectionDialog first(kept, reflection, false, style, nullptr);
    first.setAttribute(Qt::WA_DeleteOnClose, false);
    first.what()->setText(u"the rope"_s);
    first.withWhom()->setText(u"7b"_s);
    first.keep();
    ASSERT_EQ(kept.reflections().size(), 1U);
    clock.setNow(clock.now() + std::chrono::weeks(2));
    ASSERT_EQ(kept.due().size(), 1U);
    ReflectionDialog back(kept, kept.due().front(), true, style, nullptr);
    back.setAttribute(Qt::WA_DeleteOnClose, false);
    back.what()->setText(u"it held"_s);
    back.keep();
    EXPECT_TRUE(kept.due().empty());
    EXPECT_EQ(kept.reflection(u"r1"_s)->outcome, u"it held"_s);
}

} // namespace
} // namespace staffroom
