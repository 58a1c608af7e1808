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

TEST_F(ComposePanelTest, SaysWhatIsAnsweredAndAsWhom)
{
    panel();
    EXPECT_EQ(panel().title(), u"New post"_s);
    beginReply();
    EXPECT_EQ(panel().title(), u"Reply to @ann@school.example"_s);
    EXPECT_EQ(panel().sendButton()->text(), u"Reply as @bea@fake.example"_s);
    EXPECT_TRUE(panel().accountChooser()->accessibleName().contains(u"@bea@fake.example"_s));
}

TEST_F(ComposePanelTest, TheTagIsAddedAndGoesOnlyByTheMenu)
{
    beginPost();
    panel();
    type(u"We weigh everything"_s);
    EXPECT_EQ(panel().chips()->tag()->text(), u"#EdChat added"_s);
    EXPECT_EQ(sentText(composer().draft(), 0), u"We weigh everything #EdChat"_s);
    const std::unique_ptr<QMenu> menu(panel().chips()->tagMenu());
    EXPECT_TRUE(composer().draft().keepsTag);
    ASSERT_EQ(menu->actions().size(), 1);
    menu->actions().front()->trigger();
    EXPECT_FALSE(composer().draft().keepsTag);
    EXPECT_EQ(panel().chips()->tag()->text(), u"Without #EdChat"_s);
    const std::unique_ptr<QMenu> back(panel().chips()->tagMenu());
    back->actions().front()->trigger();
    EXPECT_TRUE(composer().draft().keepsTag);
}

TEST_F(ComposePanelTest, TheLabelIsPutInFrontByItsChip)
{
    beginPost(3);
    panel();
    type(u"Yes"_s);
    ASSERT_TRUE(panel().chips()->label()->isVisible());
    EXPECT_EQ(panel().chips()->label()->text(), u"A3"_s);
    const bool before = composer().draft().usesLabel;
    QTest::mouseClick(panel().chips()->label(), Qt::LeftButton);
    EXPECT_NE(composer().draft().usesLabel, before);
    EXPECT_EQ(sentText(composer().draft(), 0).startsWith(u"A3 "_s), !before);
}

TEST_F(ComposePanelTest, TheCounterTellsWhatIsLeftAndWhatIsReserved)
{
    beginPost();
    panel();
    type(u"Yes"_s);
    const auto* counter = panel().part(0)->counter();
    EXPECT_EQ(counter->text(), QString::number(composer().remaining(0)));
    EXPECT_TRUE(counter->accessibleName().contains(QString::number(composer().reserved(0))));
    EXPECT_FALSE(counter->toolTip().isEmpty());
    EXPECT_GT(composer().reserved(0), 0);
}

TEST_F(ComposePanelTest, ControlEnterTwiceIsOnePost)
{
    beginPost();
    panel();
    type(u"We weigh everything"_s);
    QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier);
    ASSERT_TRUE(isPosted(1));
    settle();
    EXPECT_EQ(posted(), QStringList{u"We weigh everything #EdChat"_s});
    EXPECT_EQ(text()->toPlainText(), QString());
    EXPECT_FALSE(panel().status().isEmpty());
}

TEST_F(ComposePanelTest, WhatBlocksIsSaidBesideItAndNothingIsSent)
{
    beginPost();
    panel();
    composer().change([](Draft& d) { d.parts.front().text = QString(u'x').repeated(600); });
    settle();
    EXPECT_TRUE(panel().part(0)->trouble()->isVisible()) << "said while it is typed";
    composer().change([](Draft& d) {
        d.parts.front().text = u"Vote"_s;
        d.parts.front().poll = DraftPoll{{u"Yes"_s, QString()}, std::chrono::hours(1), false};
    });
    settle();
    EXPECT_FALSE(panel().part(0)->trouble()->isVisible());
    EXPECT_TRUE(panel().part(0)->poll()->troubleText().isEmpty()) << "not before a try";
    QTest::mouseClick(panel().sendButton(), Qt::LeftButton);
    settle();
    EXPECT_FALSE(panel().part(0)->poll()->troubleText().isEmpty());
    EXPECT_TRUE(panel().part(0)->poll()->option(1)->hasFocus());
    EXPECT_TRUE(m_outbox->items().empty());
    EXPECT_TRUE(server().requests.empty());
}

TEST_F(ComposePanelTest, WhatIsDoubtfulIsAskedOnceInOneBar)
{
    beginPost();
    panel();
    type(u"Look"_s);
    composer().change([](Draft& d) {
        d.keepsTag = false;
        d.parts.front().text = u"Look here"_s;
    });
    controlEnter();
    ASSERT_TRUE(panel().askingBar()->isVisible());
    EXPECT_EQ(panel().askingBar()->sentences().size(), 1);
    EXPECT_TRUE(panel().askingBar()->second()->hasFocus()) << "a second Enter must not send";
    EXPECT_TRUE(m_outbox->items().empty());
    QTest::keyClick(panel().askingBar()->second(), Qt::Key_Space);
    EXPECT_FALSE(panel().askingBar()->isVisible());
    EXPECT_TRUE(text()->hasFocus());
    controlEnter();
    ASSERT_TRUE(panel().askingBar()->isVisible());
    QTest::mouseClick(panel().askingBar()->first(), Qt::LeftButton);
    ASSERT_TRUE(isPosted(1));
    EXPECT_EQ(posted(), QStringList{u"Look here"_s});
}

TEST_F(ComposePanelTest, AChangeTakesTheQuestionBack)
{
    beginPost();
    panel();
    composer().change([](Draft& d) {
        d.keepsTag = false;
        d.parts.front().text = u"Look"_s;
    });
    controlEnter();
    ASSERT_TRUE(panel().askingBar()->isVisible());
    composer().change([](Draft& d) { d.parts.front().text = u"Look again"_s; });
    EXPECT_FALSE(panel().askingBar()->isVisible());
    QTest::mouseClick(panel().askingBar()->first(), Qt::LeftButton);
    settle();
    EXPECT_TRUE(m_outbox->items().empty());
}

TEST_F(ComposePanelTest, ReadingOnlyLetsOneWriteButNotSend)
{
    m_lock.setLocked(true);
    beginPost();
    panel();
    type(u"Later"_s);
    EXPECT_EQ(composer().draft().parts.front().text, u"Later"_s);
    EXPECT_TRUE(panel().lockBar()->isVisible());
    EXPECT_FALSE(panel().sendButton()->isEnabled());
    controlEnter();
    EXPECT_TRUE(m_outbox->items().empty());
    const QSignalSpy wanted(&panel(), &ComposePanel::lockChangeWanted);
    QTest::mouseClick(panel().lockBar()->first(), Qt::LeftButton);
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_TRUE(wanted.front()[0].value<ColumnId>().isEmpty()) << "the whole program is locked";
    EXPECT_EQ(wanted.front()[1].toBool(), false);
    m_lock.setLocked(false);
    EXPECT_FALSE(panel().lockBar()->isVisible());
    EXPECT_TRUE(panel().sendButton()->isEnabled());
    m_lock.setColumnLocked({u"c1"_s}, true);
    EXPECT_TRUE(panel().lockBar()->isVisible());
    QTest::mouseClick(panel().lockBar()->first(), Qt::LeftButton);
    EXPECT_EQ(wanted.back()[0].value<ColumnId>(), (ColumnId{u"c1"_s}));
}

TEST_F(ComposePanelTest, AnotherAccountIsAVisibleChoiceAndAskedAbout)
{
    beginPost();
    panel();
    type(u"Hello"_s);
    EXPECT_EQ(panel().accountChooser()->choices(), (std::vector<Source>{bea(), ann()}));
    Q_EMIT panel().accountChooser()->chosen(ann());
    EXPECT_EQ(panel().sendButton()->text(), u"Post as @ann@fake.example"_s);
    controlEnter();
    ASSERT_TRUE(panel().askingBar()->isVisible());
    EXPECT_TRUE(panel().askingBar()->sentences().front().contains(u"@ann@fake.example"_s));
}

TEST_F(ComposePanelTest, APreparedAnswerIsOfferedAndNeverSentByItself)
{
    m_drafts->setPrepared({u"EdChat"_s, 3, u"We let them build bridges"_s, false});
    beginPost(2);
    panel();
    EXPECT_FALSE(panel().offerBar()->isVisible());
    composer().setChatFacts({u"EdChat"_s, 3});
    ASSERT_TRUE(panel().offerBar()->isVisible());
    EXPECT_TRUE(panel().offerBar()->sentences().front().contains(u"Q3"_s));
    m_clock.advance(std::chrono::minutes(5));
    settle();
    EXPECT_TRUE(m_outbox->items().empty());
    QTest::mouseClick(panel().offerBar()->first(), Qt::LeftButton);
    settle();
    EXPECT_EQ(text()->toPlainText(), u"We let them build bridges"_s);
    EXPECT_FALSE(panel().offerBar()->isVisible());
    EXPECT_TRUE(m_outbox->items().empty());
}

TEST_F(ComposePanelTest, ALongTextIsSplitIntoNumberedParts)
{
    beginPost();
    panel();
    composer().change([](Draft& d) {
        d.parts.front().text = QString(u"We weigh everything. "_s).repeated(45).trimmed();
    });
    settle();
    ASSERT_TRUE(panel().splitButton()->isVisible());
    EXPECT_EQ(panel().splitButton()->text(), u"Split into 2 posts"_s);
    QTest::mouseClick(panel().splitButton(), Qt::LeftButton);
    settle();
    ASSERT_EQ(panel().partCount(), 2);
    EXPECT_FALSE(panel().splitButton()->isVisible());
    for (int i = 0; i < 2; ++i) {
        EXPECT_GE(composer().remaining(i), 0);
        EXPECT_EQ(text(i)->toPlainText(), composer().draft().parts[size_t(i)].text);
    }
    EXPECT_EQ(panel().chips()->tag()->text(), u"#EdChat added to each part"_s);
    QTest::mouseClick(panel().part(1)->removeButton(), Qt::LeftButton);
    EXPECT_EQ(panel().partCount(), 1);
}

TEST_F(ComposePanelTest, PartsAreAddedAndWrittenIn)
{
    beginPost();
    panel();
    EXPECT_FALSE(panel().addPartButton()->isVisible());
    type(u"One"_s);
    QTest::mouseClick(panel().addPartButton(), Qt::LeftButton);
    ASSERT_EQ(panel().partCount(), 2);
    EXPECT_TRUE(text(1)->hasFocus());
    QTest::keyClicks(text(1), u"Two"_s);
    EXPECT_EQ(composer().draft().parts[1].text, u"Two"_s);
    EXPECT_EQ(composer().draft().parts[0].text, u"One"_s);
}

TEST_F(ComposePanelTest, DraftsAreListedAndOpened)
{
    beginPost();
    panel();
    type(u"First thought"_s);
    beginReply();
    EXPECT_FALSE(text()->toPlainText().contains(u"First thought"_s));
    QTest::mouseClick(panel().draftsButton(), Qt::LeftButton);
    settle();
    ASSERT_EQ(panel().draftsView()->draftCount(), 1);
    QTest::mouseClick(panel().draftsView()->draftButton(0), Qt::LeftButton);
    settle();
    EXPECT_EQ(text()->toPlainText(), u"First thought"_s);
    EXPECT_FALSE(panel().draftsView()->isVisible());
}

TEST_F(ComposePanelTest, AnotherPostCannotBeUndoneIntoTheOldOne)
{
    beginPost();
    panel();
    type(u"First thought"_s);
    beginPost();
    QTest::keyClick(text(), Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(text()->toPlainText(), QString());
    EXPECT_EQ(m_drafts->drafts().size(), 1U);
    EXPECT_EQ(m_drafts->drafts().front().parts.front().text, u"First thought"_s);
}

TEST_F(ComposePanelTest, ClosingSaysThatTheDraftIsKept)
{
    beginPost();
    panel();
    EXPECT_EQ(panel().closeButton()->accessibleName(), u"Close"_s);
    type(u"Thought"_s);
    EXPECT_TRUE(panel().closeButton()->accessibleName().contains(u"kept"_s));
    const QSignalSpy closed(&panel(), &ComposePanel::closeWanted);
    QTest::mouseClick(panel().closeButton(), Qt::LeftButton);
    EXPECT_EQ(closed.count(), 1);
    EXPECT_EQ(composer().draft().parts.front().text, u"Thought"_s);
}

TEST_F(ComposePanelTest, PreparedAnswersAreEditedInADialog)
{
    m_drafts->setPrepared({u"EdChat"_s, 2, u"Old"_s, false});
    m_drafts->setPrepared({u"OtherChat"_s, 1, u"Not this"_s, false});
    PreparedDialog dialog(
        *m_drafts, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"EdChat"_s);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    ASSERT_EQ(dialog.rowCount(), 1);
    EXPECT_EQ(dialog.number(0)->value(), 2);
    QTest::mouseClick(dialog.addButton(), Qt::LeftButton);
    ASSERT_EQ(dialog.rowCount(), 2);
    EXPECT_EQ(dialog.number(1)->value(), 3);
    QTest::keyClicks(dialog.text(1), u"Bridges"_s);
    dialog.number(1)->setValue(2);
    EXPECT_FALSE(dialog.saveButton()->isEnabled());
    EXPECT_TRUE(dialog.troubleText().contains(u"Q2"_s));
    dialog.number(1)->setValue(4);
    dialog.text(0)->setPlainText({});
    QTest::mouseClick(dialog.saveButton(), Qt::LeftButton);
    std::vector<PreparedAnswer> own;
    for (const auto& answer : m_drafts->prepared()) {
        if (answer.hashtag == u"EdChat"_s)
            own.push_back(answer);
    }
    ASSERT_EQ(own.size(), 1U);
    EXPECT_EQ(own.front(), (PreparedAnswer{u"EdChat"_s, 4, u"Bridges"_s, false}));
}

TEST_F(ComposePanelTest, ASessionThatEndedIsSaidAndTheTextStays)
{
    beginPost();
    panel();
    type(u"Half a thought"_s);
    EXPECT_FALSE(panel().signInBar()->isVisible());
    m_accounts->session(bea())->refuse();
    settle();
    ASSERT_TRUE(panel().signInBar()->isVisible());
    EXPECT_EQ(text()->toPlainText(), u"Half a thought"_s);
    const QSignalSpy wanted(&panel(), &ComposePanel::signInWanted);
    QTest::mouseClick(panel().signInBar()->first(), Qt::LeftButton);
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted.front().front().value<Source>(), bea());
}

TEST_F(ComposePanelTest, EveryControlHasANameAndIsReachedByTab)
{
    beginPost(3);
    panel();
    type(u"Vote"_s);
    addPictures(2);
    composer().change([](Draft& d) {
        d.parts.front().poll
            = DraftPoll{{u"Yes"_s, u"No"_s, u"Both"_s}, std::chrono::hours(1), true};
        d.parts.emplace_back().text = u"More"_s;
        d.scheduled = timestampFromMs(1'763'900'000'000);
    });
    settle();
    QSet<QWidget*> wanted;
    for (QWidget* widget : panel().findChildren<QWidget*>()) {
        if (!(widget->focusPolicy() & Qt::TabFocus) || !widget->isEnabled()
            || !widget->isVisibleTo(&panel()) || widget->focusProxy() != nullptr)
            continue;
        EXPECT_FALSE(
            widget->accessibleName().isEmpty() && widget->property("text").toString().isEmpty())
            << widget->metaObject()->className();
        wanted << widget;
    }
    EXPECT_GT(wanted.size(), 20);
    text()->setFocus();
    QSet<QWidget*> reached;
    QList<int> tops;
    for (int i = 0; i < 2 * wanted.size() && QApplication::focusWidget() != nullptr; ++i) {
        reached << QApplication::focusWidget();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    }
    for (QWidget* widget : wanted - reached)
        ADD_FAILURE() << widget->metaObject()->className() << " "
                      << qPrintable(widget->accessibleName());
}

TEST_F(ComposePanelTest, FitsThreeHundredPixelsAtDoubleText)
{
    beginPost(3);
    panel();
    addPictures(1);
    composer().change([](Draft& d) {
        d.keepsTag = false;
        d.parts.front().text = QString(u"words "_s).repeated(120);
        d.parts.front().poll = DraftPoll{{u"Yes"_s, u"No"_s}, std::chrono::hours(1), true};
    });
    panel().setStyleTokens(Style::make(Scheme::Dark, Density::Comfortable, 2.0, 2));
    panel().resize(300, 1200);
    settle();
    EXPECT_LE(panel().minimumSizeHint().width(), 300);
    for (const QWidget* widget : panel().findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->width() == 0)
            continue;
        const int left = widget->mapTo(&panel(), QPoint(0, 0)).x();
        EXPECT_LE(left + widget->width(), 300)
            << widget->metaObject()->className() << " " << qPrintable(widget->accessibleName());
        EXPECT_GE(left, 0) << widget->metaObject()->className();
    }
}

TEST_F(ComposePanelTest, TheLineThatIsWrittenStaysInView)
{
    beginPost(3);
    panel().setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 2.0, 2));
    panel().resize(300, 700);
    settle();
    for (int i = 0; i < 9; ++i) {
        type(u"line"_s);
        QTest::keyClick(text(), Qt::Key_Return);
    }
    settle();
    const QRect caret = text()->cursorRect();
    const QPoint at = text()->viewport()->mapTo(&panel(), caret.bottomLeft());
    EXPECT_EQ(panel().childAt(at - QPoint(0, 2)), text()->viewport());
}

TEST_F(ComposePanelTest, ADiskThatTakesNothingKeepsTheTextAndSaysSo)
{
    // A folder where the file should be: it can be neither opened nor made.
    const QString blocked = m_folder.filePath(u"blocked.db"_s);
    ASSERT_TRUE(QDir().mkpath(blocked));
    PostStore full({m_folder.filePath(u"other.db"_s), blocked});
    auto context = outboxContext();
    context.store = &full;
    m_outbox = std::make_unique<Outbox>(context);
    beginPost();
    panel();
    type(u"Do not lose me"_s);
    panel().send();
    ASSERT_TRUE(test::waitFor([&] { return panel().failureBar()->isVisible(); }));
    EXPECT_EQ(text()->toPlainText(), u"Do not lose me"_s);
    EXPECT_TRUE(panel().sendButton()->isEnabled());
    EXPECT_TRUE(server().requests.empty());
    m_panel.reset();
    m_composer.reset();
    m_outbox.reset();
}

TEST_F(ComposePanelTest, InlineEscapeCloses)
{
    beginReply();
    ComposePanel& inlined = panel(ComposePanel::Form::Inline);
    EXPECT_FALSE(inlined.draftsButton()->isVisible());
    EXPECT_GT(inlined.heightForWidth(320), 150);
    const QSignalSpy closed(&inlined, &ComposePanel::closeWanted);
    QTest::keyClick(text(), Qt::Key_Escape);
    EXPECT_EQ(closed.count(), 1);
}

} // namespace
} // namespace staffroom
