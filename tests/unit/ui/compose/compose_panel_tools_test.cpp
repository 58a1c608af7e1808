// What is put beside the words: pictures, poll, warning, time, emoji, suggestions, spelling.
#include "ui/compose/compose_panel.h"

#include "tests/unit/ui/compose/panel_fixture.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/account_chooser.h"
#include "ui/compose/chat_chips.h"
#include "ui/compose/completion_list.h"
#include "ui/compose/compose_tools.h"
#include "ui/compose/drafts_view.h"
#include "ui/compose/emoji_picker.h"
#include "ui/compose/labels.h"
#include "ui/compose/media_card.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/notice_bar.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/poll_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/prepared_dialog.h"
#include "ui/compose/schedule_bar.h"
#include "ui/compose/words_button.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

TEST_F(ComposePanelTest, PicturesAreDescribedOrderedAndTakenOut)
{
    beginPost();
    panel();
    addPictures(3);
    MediaStrip* strip = panel().part(0)->media();
    ASSERT_EQ(strip->cardCount(), 3);
    EXPECT_TRUE(strip->reminder().contains(u"pupil"_s));
    const auto files = [&] {
        QStringList out;
        for (const auto& media : composer().draft().parts.front().media)
            out << media.name;
        return out;
    };
    const QStringList before = files();
    strip->card(2)->description()->setFocus();
    QTest::keyClicks(strip->card(2)->description(), u"A ruler balance"_s);
    EXPECT_EQ(composer().draft().parts.front().media[2].alt, u"A ruler balance"_s);
    QTest::keyClick(strip->card(2)->description(), Qt::Key_Up, Qt::AltModifier);
    EXPECT_TRUE(strip->card(1)->description()->hasFocus()) << "the focus goes with the picture";
    EXPECT_EQ(files(), (QStringList{before[0], before[2], before[1]}));
    EXPECT_EQ(strip->card(1)->description()->toPlainText(), u"A ruler balance"_s);
    QTest::mouseClick(strip->card(0)->laterButton(), Qt::LeftButton);
    EXPECT_EQ(files(), (QStringList{before[2], before[0], before[1]}));
    QTest::mouseClick(strip->card(1)->removeButton(), Qt::LeftButton);
    EXPECT_EQ(files(), (QStringList{before[2], before[1]}));
    EXPECT_EQ(composer().draft().parts.front().media[0].alt, u"A ruler balance"_s);
}

TEST_F(ComposePanelTest, APictureWithoutDescriptionIsAskedAboutOrSkippedOnPurpose)
{
    beginPost();
    panel();
    type(u"Look"_s);
    addPictures(1);
    panel().send();
    settle();
    ASSERT_TRUE(panel().askingBar()->isVisible());
    EXPECT_TRUE(m_outbox->items().empty());
    panel().part(0)->media()->card(0)->skipBox()->click();
    EXPECT_TRUE(composer().draft().parts.front().media.front().skipsAlt);
    EXPECT_FALSE(panel().askingBar()->isVisible());
    QTest::keyClick(
        panel().part(0)->media()->card(0)->description(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(isPosted(1));
}

TEST_F(ComposePanelTest, AFileThatIsNoPictureIsSaidSo)
{
    beginPost();
    panel();
    QFile file(m_folder.filePath(u"notes.png"_s));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("no picture");
    file.close();
    panel().addFiles({file.fileName()});
    ASSERT_TRUE(test::waitFor(
        [&] { return panel().part(0)->media()->troubleText(-1).contains(u"notes.png"_s); }));
    EXPECT_TRUE(panel().part(0)->media()->isVisible());
}

TEST_F(ComposePanelTest, APollIsOfferedWhereTheServerTakesPolls)
{
    server().limits.maxPollOptions = 0;
    beginPost();
    panel();
    settle();
    EXPECT_FALSE(panel().tools()->poll()->isVisible());
    EXPECT_TRUE(panel().tools()->schedule()->isVisible());
}

TEST_F(ComposePanelTest, APollIsWrittenByKeyboard)
{
    beginPost();
    panel();
    type(u"Vote"_s);
    QTest::mouseClick(panel().tools()->poll(), Qt::LeftButton);
    PollEditor* poll = panel().part(0)->poll();
    ASSERT_TRUE(poll->isVisible());
    EXPECT_TRUE(poll->option(0)->hasFocus());
    QTest::keyClicks(poll->option(0), u"Yes"_s);
    QTest::keyClick(poll->option(0), Qt::Key_Return);
    EXPECT_TRUE(poll->option(1)->hasFocus());
    QTest::keyClicks(poll->option(1), u"No"_s);
    QTest::keyClick(poll->option(1), Qt::Key_Return);
    ASSERT_EQ(poll->optionCount(), 3);
    QTest::keyClicks(poll->option(2), u"Sometimes"_s);
    ASSERT_TRUE(composer().draft().parts.front().poll);
    EXPECT_EQ(composer().draft().parts.front().poll->options,
        (QStringList{u"Yes"_s, u"No"_s, u"Sometimes"_s}));
    QTest::mouseClick(panel().tools()->poll(), Qt::LeftButton);
    EXPECT_FALSE(composer().draft().parts.front().poll);
    EXPECT_FALSE(poll->isVisible());
}

TEST_F(ComposePanelTest, ToolsChangeTheDraft)
{
    beginPost();
    panel();
    QTest::mouseClick(panel().tools()->warning(), Qt::LeftButton);
    ASSERT_TRUE(panel().warningField()->hasFocus());
    QTest::keyClicks(panel().warningField(), u"Exams"_s);
    EXPECT_EQ(composer().draft().contentWarning, u"Exams"_s);
    QTest::mouseClick(panel().tools()->warning(), Qt::LeftButton);
    EXPECT_EQ(composer().draft().contentWarning, QString());
    EXPECT_FALSE(panel().warningField()->isVisible());

    const std::unique_ptr<QMenu> visibility(panel().tools()->visibilityMenu());
    visibility->actions()[2]->trigger();
    EXPECT_EQ(composer().draft().visibility, Visibility::Followers);
    EXPECT_TRUE(panel().tools()->visibility()->accessibleName().contains(u"Followers"_s));

    QTest::mouseClick(panel().tools()->schedule(), Qt::LeftButton);
    ASSERT_TRUE(composer().draft().scheduled);
    EXPECT_GT(*composer().draft().scheduled, m_clock.now());
    EXPECT_TRUE(panel().scheduleBar()->note().contains(u"running"_s)) << "the server keeps nothing";
    EXPECT_EQ(panel().sendButton()->text(), u"Schedule as @bea@fake.example"_s);
    QTest::mouseClick(panel().tools()->schedule(), Qt::LeftButton);
    EXPECT_FALSE(composer().draft().scheduled);
}

TEST_F(ComposePanelTest, EmojiAreFoundByNameAndPutWhereTheCaretIs)
{
    beginPost();
    panel();
    type(u"Well done "_s);
    QTest::mouseClick(panel().tools()->emoji(), Qt::LeftButton);
    EmojiPicker* picker = panel().emojiPicker();
    ASSERT_TRUE(picker != nullptr && picker->isVisible());
    EXPECT_TRUE(picker->search()->hasFocus());
    QTest::keyClicks(picker->search(), u"thumbs up"_s);
    ASSERT_FALSE(picker->shown().empty());
    QTest::keyClick(picker->search(), Qt::Key_Down);
    EXPECT_TRUE(picker->grid()->hasFocus());
    const QSignalSpy recent(&panel(), &ComposePanel::recentEmojiChanged);
    QTest::keyClick(picker->grid(), Qt::Key_Return);
    EXPECT_EQ(text()->toPlainText(), u"Well done 👍"_s);
    EXPECT_FALSE(picker->isVisible());
    EXPECT_TRUE(text()->hasFocus());
    ASSERT_EQ(recent.count(), 1);
    EXPECT_EQ(recent.front().front().toStringList(), QStringList{u"👍"_s});
    QTest::mouseClick(panel().tools()->emoji(), Qt::LeftButton);
    EXPECT_EQ(picker->shown().front().text, u"👍"_s);
    QTest::keyClick(picker->search(), Qt::Key_Escape);
    EXPECT_FALSE(picker->isVisible());
}

TEST_F(ComposePanelTest, SuggestionsNeverTakeTheFocus)
{
    beginPost();
    panel();
    type(u"Hello #ed"_s);
    CompletionList* list = panel().completions();
    ASSERT_TRUE(list != nullptr && list->isVisible());
    EXPECT_TRUE(text()->hasFocus());
    EXPECT_EQ(list->completions().front().insert, u"#EdChat"_s);
    QTest::keyClick(text(), Qt::Key_Escape);
    EXPECT_FALSE(list->isVisible());
    type(u"c"_s);
    ASSERT_TRUE(list->isVisible());
    QTest::keyClick(text(), Qt::Key_Tab);
    EXPECT_EQ(text()->toPlainText(), u"Hello #EdChat "_s);
    EXPECT_TRUE(text()->hasFocus());
    EXPECT_FALSE(list->isVisible());
    EXPECT_EQ(panel().chips()->tag()->text(), u"#EdChat in the text"_s);
    type(u":smil"_s);
    ASSERT_TRUE(list->isVisible());
    QTest::keyClick(text(), Qt::Key_Down);
    QTest::keyClick(text(), Qt::Key_Return);
    EXPECT_FALSE(text()->toPlainText().contains(u":smil"_s));
    EXPECT_FALSE(list->isVisible());
}

TEST_F(ComposePanelTest, MisspeltWordsAreFoundAMomentAfterTheLastKey)
{
    beginPost();
    panel();
    composer().change([](Draft& d) {
        d.language = u"en"_s;
        d.parts.front().text = u"We wiegh everything"_s;
    });
    type(u" "_s);
    m_clock.advance(Millis(400));
    ASSERT_TRUE(test::waitFor([&] { return !text()->misspellings().empty(); }));
    EXPECT_EQ(text()->misspellings().front(), (Misspelling{3, 5}));
}

} // namespace
} // namespace staffroom
