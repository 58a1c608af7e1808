#include "core/hosting/host_desk.h"
#include "core/room/room_book.h"
#include "tests/unit/ui/writer_fixture.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/hosting/hosting_dialog.h"
#include "ui/hosting/script_card.h"
#include "ui/hosting/script_form.h"
#include "ui/hosting/unanswered_tally.h"

#include <QApplication>
#include <QLineEdit>
#include <QSpinBox>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Kind = ScriptLine::Kind;

class HostingDialogTest : public testing::Test, public test::WriterFixture {
protected:
    HostingDialogTest()
        : desk({&clock, &store, &outbox})
        , book({&clock, hub.get(), nullptr, [] { return QStringList(); }})
    {
        settings.set(Setting::ReadingOnly, false);
        setup.id = u"r1"_s;
        setup.title = u"Tiny budget"_s;
        setup.hashtag = u"edchat"_s;
        setup.sources = {test::fakeSpec().source};
    }
    ~HostingDialogTest() override { QApplication::setLayoutDirection(Qt::LeftToRight); }
    HostingDialog& open()
    {
        signIn();
        dialog = std::make_unique<HostingDialog>(context, desk, style, nullptr);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->openFor(setup);
        dialog->show();
        return *dialog;
    }
    const HostScript& script() const { return *desk.find(dialog->scriptId()); }
    QStringList posted()
    {
        QStringList out;
        for (const auto& one : server().ledger)
            out << one.text;
        return out;
    }

    HostDesk desk;
    RoomBook book;
    RoomSetup setup;
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 3);
    std::unique_ptr<HostingDialog> dialog;
};

TEST_F(HostingDialogTest, BeginsAScriptForTheRoomAsTheOnlyAccount)
{
    open();
    EXPECT_EQ(script().hashtag, u"edchat"_s);
    EXPECT_EQ(script().account, me);
    ASSERT_EQ(dialog->cardCount(), 2U);
    EXPECT_EQ(script().lines[1].number, 1);
    test::expectAccessible(*dialog);
}

TEST_F(HostingDialogTest, WhatIsTypedIsKeptByItself)
{
    open();
    dialog->card(1)->text()->setPlainText(u"What do you do first?"_s);
    clock.advance(1s);
    EXPECT_EQ(script().lines[1].text, u"What do you do first?"_s);
}

TEST_F(HostingDialogTest, PostNowPostsOnceWithLabelAndTag)
{
    open();
    dialog->card(1)->text()->setPlainText(u"What do you do first?"_s);
    dialog->card(1)->postButton()->click();
    dialog->card(1)->postButton()->click();
    ASSERT_TRUE(eventually([&] { return !posted().isEmpty(); }));
    ASSERT_TRUE(eventually([&] { return !outbox.hasUnsent(); }));
    EXPECT_EQ(posted(), QStringList{u"Q1 What do you do first? #edchat"_s});
    EXPECT_TRUE(dialog->card(1)->text()->isReadOnly());
    EXPECT_TRUE(dialog->card(1)->state().contains(u"sent off"_s));
}

TEST_F(HostingDialogTest, AnEmptyLineIsNotPosted)
{
    open();
    dialog->card(1)->postButton()->click();
    clock.advance(5s);
    EXPECT_TRUE(posted().isEmpty());
    EXPECT_EQ(script().lines[1].state, ScriptLine::State::Waiting);
}

TEST_F(HostingDialogTest, ARunTellsWhatIsNextAndHowFarBehindItIs)
{
    open();
    dialog->card(0)->text()->setPlainText(u"Welcome"_s);
    dialog->card(1)->text()->setPlainText(u"First?"_s);
    dialog->timedButton()->click();
    EXPECT_TRUE(script().isRunning);
    EXPECT_TRUE(dialog->runWords().contains(u"Welcome"_s)) << qPrintable(dialog->runWords());
    dialog->holdButton()->click();
    EXPECT_TRUE(script().heldSince);
    EXPECT_TRUE(dialog->runWords().contains(u"On hold"_s)) << qPrintable(dialog->runWords());
    clock.advance(3min);
    dialog->holdButton()->click();
    EXPECT_EQ(script().held, 3min);
    EXPECT_FALSE(script().heldSince);
}

TEST_F(HostingDialogTest, QuestionsAreAddedNumberedMovedAndTakenOut)
{
    open();
    dialog->addLine(Kind::Question);
    ASSERT_EQ(dialog->cardCount(), 3U);
    dialog->card(2)->text()->setPlainText(u"Second?"_s);
    Q_EMIT dialog->card(2)->moveWanted(dialog->card(2)->line().id, -1);
    EXPECT_EQ(script().lines[1].text, u"Second?"_s);
    EXPECT_EQ(script().lines[1].number, 1);
    EXPECT_EQ(script().lines[2].number, 2);
    Q_EMIT dialog->card(1)->removeWanted(dialog->card(1)->line().id);
    EXPECT_EQ(script().lines.size(), 2U);
}

TEST_F(HostingDialogTest, AWrongHashtagIsToldAndNothingIsPosted)
{
    open();
    dialog->form()->tag()->setText(u"two words"_s);
    Q_EMIT dialog->form()->tag()->textEdited(u"two words"_s);
    clock.advance(1s);
    EXPECT_EQ(script().hashtag, u"edchat"_s);
}

TEST_F(HostingDialogTest, TheTallyNamesWhoHasNotBeenAnswered)
{
    test::MadePost alone;
    alone.text = u"A1 is anybody there? #edchat"_s;
    alone.handle = u"femi@fake.example"_s;
    server().add(test::makePost(u"x1"_s, clock.now() - 10min, alone));
    auto room = book.open(book.recordFor(setup));
    open();
    dialog->setRoom(room);
    ASSERT_TRUE(soon([&] { return dialog->tally()->shown() == 1; }))
        << qPrintable(dialog->tally()->summary());
    dialog.reset();
}

TEST_F(HostingDialogTest, Pictures)
{
    const QString target = qEnvironmentVariable("STAFFROOM_PICTURES");
    if (target.isEmpty())
        GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
    open();
    dialog->card(0)->text()->setPlainText(
        u"Good evening and welcome! Five minutes of hellos, then the first question."_s);
    dialog->card(1)->text()->setPlainText(
        u"What is the best investigation you run that costs less than a cup of tea?"_s);
    dialog->addLine(Kind::Question);
    dialog->card(2)->text()->setPlainText(u"Where do you find scrap materials?"_s);
    clock.advance(1s);
    const auto save = [&](const Style& look, const QString& name) {
        QApplication::setPalette(look.palette());
        QApplication::setFont(look.body);
        dialog->setStyleTokens(look);
        timePasses();
        dialog->grab().save(target + u"/host-desk-"_s + name + u".png"_s);
    };
    save(style, u"light"_s);
    dialog->timedButton()->click();
    dialog->holdButton()->click();
    save(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 4), u"dark-held"_s);
    save(Style::make(Scheme::Light, Density::Comfortable, 2.0, 5), u"large"_s);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    save(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 6), u"mirrored"_s);
}

} // namespace
} // namespace staffroom
