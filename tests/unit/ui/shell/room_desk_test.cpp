// A chat room in the window: opened over the columns, left again, written in.
#include "core/deck/deck_file.h"
#include "core/room/room_book.h"
#include "tests/unit/ui/shell/writing_fixture.h"
#include "ui/columns/column_frame.h"
#include "ui/compose/account_chooser.h"
#include "ui/compose/notice_bar.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/dialogs/first_run_page.h"
#include "ui/room/hosts_dialog.h"
#include "ui/room/join_bar.h"
#include "ui/room/open_room_dialog.h"
#include "ui/room/question_panel.h"
#include "ui/room/room_acting.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_page.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/room_desk.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"

#include <QPushButton>
#include <QScrollBar>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class RoomDeskTest : public testing::Test, public test::WritingFixture {
protected:
    RoomDeskTest()
        : book({&clock, hub.get(), &store, [this] { return QStringList{me.account}; }})
    {
        context.rooms = &book;
    }
    ~RoomDeskTest() override { window.reset(); }

    RoomSetup chat() const
    {
        RoomSetup setup;
        setup.title = u"SproutChat"_s;
        setup.hashtag = u"edchat"_s;
        setup.sources = {test::fakeSpec().source};
        setup.hosts = {u"host@fake.example"_s};
        return setup;
    }
    void ask(const QString& id, const QString& text, int ago)
    {
        test::MadePost question;
        question.text = text;
        question.handle = u"host@fake.example"_s;
        server().add(test::makePost(id, clock.now() - std::chrono::seconds(ago), question));
    }
    RoomPage& openRoom()
    {
        RoomPage* page = window->openRoom(chat());
        EXPECT_TRUE(eventually([page] { return page->question().has_value(); }));
        return *page;
    }
    void type(ComposePanel& panel, const QString& words)
    {
        QTest::keyClicks(panel.part(0)->findChild<PostTextEdit*>(), words);
    }

    RoomBook book;
};

TEST_F(RoomDeskTest, LeavingARoomFindsTheColumnsAsTheyWere)
{
    addPosts(60);
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 200);
    addColumn();
    addColumn(u"maths"_s);
    open();
    ColumnFrame& frame = *window->deckView()->frame(0);
    ASSERT_TRUE(eventually([&] { return frame.feed().entries().size() > 30; }));
    window->grab();
    frame.view()->verticalScrollBar()->setValue(700);
    window->grab();
    const int place = frame.view()->verticalScrollBar()->value();
    ASSERT_GT(place, 300);
    const QByteArray before = deckToJson(deck.deck());

    RoomPage& page = openRoom();
    EXPECT_TRUE(page.isVisible());
    EXPECT_FALSE(window->deckView()->isVisible());
    run("column-close"_L1); // leaves the room and closes nothing
    ASSERT_TRUE(eventually([&] { return !window->rooms()->isOpen(); }));
    EXPECT_TRUE(window->deckView()->isVisible());
    EXPECT_EQ(deckToJson(deck.deck()), before);
    window->grab();
    EXPECT_EQ(frame.view()->verticalScrollBar()->value(), place);
}

TEST_F(RoomDeskTest, AColumnOpensAsARoomAndTheKeysMeanItsQuestions)
{
    ask(u"q1"_s, u"Q1 What do you begin with? #edchat"_s, 500);
    ask(u"q2"_s, u"Q2 What do you end with? #edchat"_s, 100);
    addColumn();
    addColumn(u"maths"_s);
    open();
    window->deckView()->frame(0)->run(ColumnCommand::OpenRoom);
    RoomPage* page = window->rooms()->page();
    ASSERT_TRUE(page);
    RoomSetup setup = page->room().setup();
    EXPECT_EQ(setup.hashtag, u"edchat"_s);
    setup.hosts = {u"host@fake.example"_s};
    page->room().setSetup(setup);
    ASSERT_TRUE(eventually([&] { return page->question() == 2; }));
    page->focusPosts();
    QTest::keyClick(window.get(), Qt::Key_1);
    EXPECT_EQ(page->question(), 1);
    QTest::keyClick(window.get(), Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(page->question(), 2);
    EXPECT_EQ(window->deckView()->currentIndex(), 0);
}

TEST_F(RoomDeskTest, TheSideBarHasTheRoomAndBringsItBack)
{
    ask(u"q1"_s, u"Q1 What do you begin with? #edchat"_s, 500);
    addColumn();
    open();
    openRoom();
    window->rooms()->leave();
    QAbstractButton* button = nullptr;
    for (auto* one : window->sideBar()->findChildren<QAbstractButton*>()) {
        if (one->accessibleName() == u"Chat room SproutChat"_s)
            button = one;
    }
    ASSERT_TRUE(button);
    button->click();
    ASSERT_TRUE(window->rooms()->isOpen());
    EXPECT_EQ(window->rooms()->page()->title(), u"SproutChat"_s);
}

TEST_F(RoomDeskTest, AnAnswerCarriesTagAndLabelAndNamesItsAccount)
{
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 100);
    signIn();
    addColumn(u"maths"_s);
    open();
    RoomPage& page = openRoom();
    RoomFoot& foot = *page.foot();
    EXPECT_EQ(foot.state(), RoomFoot::State::Locked); // reading only until it is opened
    run("compose"_L1);
    EXPECT_EQ(foot.state(), RoomFoot::State::Locked);
    settings.set(Setting::ReadingOnly, false);
    ASSERT_EQ(foot.state(), RoomFoot::State::Shut);
    EXPECT_TRUE(foot.opener()->text().contains(u"Q3"_s)) << qPrintable(foot.opener()->text());
    EXPECT_TRUE(foot.opener()->text().contains(me.account));
    run("compose"_L1);
    ASSERT_EQ(foot.state(), RoomFoot::State::Open);
    EXPECT_EQ(foot.composer()->draft().chat.label, u"A3"_s);
    EXPECT_TRUE(foot.composer()->draft().usesLabel);
    type(*foot.panel(), u"By weighing jam jars."_s);
    foot.panel()->send();
    ASSERT_TRUE(eventually([&] { return server().ledger.size() == 1; }));
    EXPECT_TRUE(server().ledger.front().text.startsWith(u"A3 By weighing jam jars."_s))
        << qPrintable(server().ledger.front().text);
    EXPECT_TRUE(server().ledger.front().text.contains(u"#edchat"_s));
    ASSERT_TRUE(eventually([&] {
        for (const RoomPost* post : page.room().posts()) {
            if (post->isOwn && post->placement.question == 3)
                return true;
        }
        return false;
    }));
}

TEST_F(RoomDeskTest, AReplyIsWrittenInTheRoomAndPreparedAnswersAreOffered)
{
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 100);
    signIn();
    settings.set(Setting::ReadingOnly, false);
    drafts.setPrepared({u"edchat"_s, 3, u"Small stakes, every week."_s, false});
    open();
    RoomPage& page = openRoom();
    run("compose"_L1);
    ASSERT_EQ(page.foot()->state(), RoomFoot::State::Open);
    EXPECT_TRUE(page.foot()->panel()->offerBar()->isVisible());
    page.foot()->shut();
    ASSERT_TRUE(eventually(
        [&] { return page.posts()->feedModel()->rowOfPost(test::fakeId(u"q3"_s)) >= 0; }));
    page.posts()->focusPost(test::fakeId(u"q3"_s));
    page.focusPosts();
    run("post-reply"_L1);
    ASSERT_TRUE(eventually([&] { return page.foot()->state() == RoomFoot::State::Open; }));
    EXPECT_EQ(page.foot()->composer()->draft().inReplyTo, test::fakeId(u"q3"_s));
    EXPECT_EQ(page.foot()->composer()->draft().chat.label, u"A3"_s);
    EXPECT_EQ(page.foot()->composer()->draft().account, me);
}

TEST_F(RoomDeskTest, OfTwoAccountsNeitherWritesWithoutAVisibleChoice)
{
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 100);
    signIn();
    SignedIn other;
    other.source = me;
    other.source.account = u"school@fake.example"_s;
    other.author.handle = other.source.account;
    other.credentials.secrets[u"access"_s] = Secret("t");
    ASSERT_TRUE(test::await(accounts.add(other, Keeping::ThisSession)));
    settings.set(Setting::ReadingOnly, false);
    open();
    RoomPage& page = openRoom();
    EXPECT_FALSE(page.foot()->account());
    run("compose"_L1);
    ASSERT_EQ(page.foot()->state(), RoomFoot::State::Open);
    EXPECT_TRUE(page.foot()->composer()->draft().account.account.isEmpty());
    type(*page.foot()->panel(), u"Who says this?"_s);
    page.foot()->panel()->send();
    EXPECT_FALSE(eventually([&] { return !server().ledger.empty(); }));
}

TEST_F(RoomDeskTest, FromTheFirstStartToASentAnswerInFiveSteps)
{
    auto& can = service->fake.mutableCapabilities();
    can.isEphemeral = true;
    can.needsServer = false;
    service->joinsByName = true;
    service->hosts = QStringList{u"host@fake.example"_s};
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 100);
    open();
    int steps = 0;

    ++steps; // 1: the practice card
    window->firstRunPage()->practiceButton()->click();
    RoomPage* page = window->rooms()->page();
    ASSERT_TRUE(page);
    ASSERT_TRUE(eventually([&] { return page->question() == 3; }));
    RoomFoot& foot = *page->foot();
    ASSERT_EQ(foot.state(), RoomFoot::State::Join);

    ++steps; // 2: a name
    QTest::keyClicks(foot.joinBar()->nameField(), u"Bea"_s);
    QTest::keyClick(foot.joinBar()->nameField(), Qt::Key_Return);
    ASSERT_TRUE(eventually([&] { return foot.state() == RoomFoot::State::Locked; }));

    ++steps; // 3: the lock; the composer opens by itself then
    QTest::mouseClick(foot.notice()->first(), Qt::LeftButton);
    ASSERT_EQ(foot.state(), RoomFoot::State::Open);

    ++steps; // 4: words
    type(*foot.panel(), u"By weighing jam jars."_s);
    ++steps; // 5: send
    foot.panel()->send();
    ASSERT_TRUE(eventually([&] { return server().ledger.size() == 1; }));
    EXPECT_TRUE(server().ledger.front().text.startsWith(u"A3 By weighing"_s));
    EXPECT_LE(steps, 5);
    // The columns of the practice chat lie behind it.
    EXPECT_EQ(deck.deck().columns.size(), service->starterFeeds().size());
}

TEST_F(RoomDeskTest, TheDialogSaysInOneSentenceWhatIsWrong)
{
    open();
    OpenRoomDialog* dialog = window->rooms()->openDialog();
    dialog->openButton()->click();
    EXPECT_EQ(dialog->sentence(), u"A chat has a hashtag, #SproutChat for instance."_s);
    dialog->tagField()->setText(u"#two words"_s);
    dialog->openButton()->click();
    EXPECT_EQ(
        dialog->sentence(), u"A hashtag has letters and digits only, and not digits alone."_s);
    dialog->tagField()->setText(u"#EdChat"_s);
    for (const auto& [source, box] : dialog->sources())
        box->setChecked(false);
    dialog->openButton()->click();
    EXPECT_EQ(dialog->sentence(), u"Tick at least one place to read from, or add a server."_s);
    test::expectAccessible(*dialog);
    dialog->reject();
}

TEST_F(RoomDeskTest, TheDialogOpensARoomOverSeveralServersWithItsHosts)
{
    settings.rememberServer(u"https://fake.example"_s);
    settings.rememberServer(u"https://two.example"_s);
    open();
    OpenRoomDialog* dialog = window->rooms()->openDialog();
    dialog->tagField()->setText(u"#EdChat"_s);
    dialog->hostsField()->setText(u"@fern, theo@pond.example"_s);
    for (const auto& [source, box] : dialog->sources())
        box->setChecked(true);
    dialog->openButton()->click();
    ASSERT_TRUE(window->rooms()->isOpen());
    const RoomSetup& setup = window->rooms()->page()->room().setup();
    EXPECT_EQ(setup.hashtag, u"EdChat"_s);
    EXPECT_GE(setup.sources.size(), 2U);
    EXPECT_EQ(setup.hosts.size(), 2);
    EXPECT_EQ(setup.hosts.last(), u"theo@pond.example"_s);
    EXPECT_TRUE(setup.hosts.first().startsWith(u"fern@"_s));
}

TEST_F(RoomDeskTest, HostsAreEditedInTheirDialogAndCountAtOnce)
{
    ask(u"q3"_s, u"Q3 How do you let pupils fail safely? #edchat"_s, 100);
    open();
    RoomPage& page = openRoom();
    HostsDialog* dialog = window->rooms()->openHosts();
    dialog->nameField()->setEditText(u"@nobody"_s);
    dialog->addHostButton()->click();
    EXPECT_EQ(page.room().setup().hosts.size(), 2);
    dialog->nameField()->setEditText(u"two words"_s);
    dialog->addHostButton()->click();
    EXPECT_EQ(dialog->sentence(), u"Write the handle in full: name@server."_s);
    test::expectAccessible(*dialog);
    dialog->close();
}

} // namespace
} // namespace staffroom
