#include "tests/unit/ui/shell/writing_fixture.h"
#include "ui/columns/column_frame.h"
#include "ui/columns/column_header.h"
#include "ui/columns/post_acting.h"
#include "ui/compose/compose_panel.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"
#include "ui/dialogs/sign_in_dialog.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/shell/writing_desk.h"

#include <QMenu>
#include <QPushButton>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class WritingTest : public testing::Test, public test::WritingFixture {
protected:
    ColumnFrame& openColumn(bool isSignedIn = true, bool isLocked = false)
    {
        addPosts(3);
        if (isSignedIn)
            signIn();
        settings.set(Setting::ReadingOnly, isLocked);
        addColumn();
        open();
        ColumnFrame& frame = *window->deckView()->frame(0);
        EXPECT_TRUE(eventually([&] { return frame.feed().entries().size() == 3; }));
        run("post-next"_L1);
        return frame;
    }
    ComposePanel* inlinePanel(ColumnFrame& frame)
    {
        return qobject_cast<ComposePanel*>(frame.inlinePanel());
    }
    void type(ComposePanel& panel, const QString& text)
    {
        panel.part(0)->findChild<PostTextEdit*>()->setFocus();
        QTest::keyClicks(panel.part(0)->findChild<PostTextEdit*>(), text);
    }
};

TEST_F(WritingTest, ReaderWithoutAccountIsOfferedNothingToPress)
{
    ColumnFrame& frame = openColumn(false, false);
    EXPECT_FALSE(frame.acting().offersActions());
    EXPECT_TRUE(frame.header()->lockButton()->isHidden());
    run("post-favourite"_L1);
    EXPECT_TRUE(server().acts.empty());
}

TEST_F(WritingTest, ReadingOnlyIsSaidInWordsAndStopsEveryKey)
{
    ColumnFrame& frame = openColumn(true, true);
    EXPECT_FALSE(frame.header()->lockButton()->isHidden());
    EXPECT_TRUE(frame.header()->accessibleName().contains(u"reading only"_s));
    for (const auto id : {"post-reply"_L1, "post-boost"_L1, "post-favourite"_L1, "post-bookmark"_L1,
             "post-quote"_L1}) {
        run(id);
        EXPECT_FALSE(window->noticeBar()->text().isEmpty());
    }
    EXPECT_TRUE(eventually([] { return true; }));
    EXPECT_TRUE(server().acts.empty());
    EXPECT_TRUE(server().requests.empty());
    EXPECT_EQ(frame.inlinePanel(), nullptr);
    // One press opens it again, and says so.
    window->noticeBar()->button()->click();
    EXPECT_FALSE(lock.isLocked());
    EXPECT_TRUE(frame.acting().offersActions());
}

TEST_F(WritingTest, OneColumnCanBeLockedByItself)
{
    ColumnFrame& frame = openColumn();
    ColumnConfig config = frame.config();
    config.isLocked = true;
    lock.setColumnLocked(config.id, true);
    deck.update(config);
    EXPECT_FALSE(frame.acting().offersActions());
    run("post-boost"_L1);
    EXPECT_TRUE(server().acts.empty());
}

TEST_F(WritingTest, KeysActOnTheSelectedPost)
{
    ColumnFrame& frame = openColumn();
    run("post-favourite"_L1);
    EXPECT_TRUE(frame.view()->currentPost()->viewer->isFavourited);
    ASSERT_TRUE(eventually([&] { return server().acts.size() == 1; }));
    EXPECT_EQ(server().acts[0].kind, Act::Kind::Favourite);
    run("post-favourite"_L1);
    ASSERT_TRUE(eventually([&] { return server().acts.size() == 2; }));
    EXPECT_EQ(server().acts[1].kind, Act::Kind::Unfavourite);
}

TEST_F(WritingTest, RightToWriteIsAskedForWhenItIsFirstNeeded)
{
    openColumn();
    server().allowsWriting = false;
    run("post-boost"_L1);
    EXPECT_TRUE(eventually([] { return true; }));
    EXPECT_TRUE(server().acts.empty());
    const auto* dialog = window->findChild<SignInDialog*>();
    ASSERT_TRUE(dialog);
    EXPECT_EQ(dialog->windowTitle(), u"Allow writing"_s);
}

TEST_F(WritingTest, RefusedActIsTakenBackAndTold)
{
    ColumnFrame& frame = openColumn();
    server().actError = Error{Error::Kind::Forbidden, 403, {}, {}, {}};
    run("post-boost"_L1);
    EXPECT_TRUE(frame.view()->currentPost()->viewer->isBoosted);
    ASSERT_TRUE(eventually([&] { return !window->noticeBar()->text().isEmpty(); }));
    EXPECT_FALSE(frame.view()->currentPost()->viewer->isBoosted);
}

TEST_F(WritingTest, WhatTheNetworkTakesOnItsPageOnlyIsOfferedThere)
{
    openColumn();
    service->webPage = QUrl(u"https://fake.example/boost"_s);
    server().actError = Error{Error::Kind::Forbidden, 403, {}, kOnlyOnWeb, {}};
    run("post-boost"_L1);
    ASSERT_TRUE(eventually([&] { return !window->noticeBar()->text().isEmpty(); }));
    EXPECT_TRUE(window->noticeBar()->text().contains(u"its own page"_s));
    EXPECT_TRUE(window->noticeBar()->button()->isVisible());
    EXPECT_EQ(window->noticeBar()->button()->text(), u"Open on Fake"_s);
}

TEST_F(WritingTest, SeenNotificationsAreToldToTheServerOnceAndNeverWhileLocked)
{
    service->fake.mutableCapabilities().feeds.push_back(FeedSpec::Kind::Notifications);
    for (int i = 0; i < 3; ++i) {
        const auto post
            = test::makePost(u"n%1"_s.arg(i), clock.now() - std::chrono::seconds(9 - i));
        auto item
            = test::makeBoost(post, u"note-%1"_s.arg(i), clock.now() - std::chrono::seconds(9 - i));
        item.reason->kind = Reason::Kind::Mention;
        server().add(item);
    }
    signIn();
    FeedSpec spec;
    spec.kind = FeedSpec::Kind::Notifications;
    spec.source = me;
    deck.add(spec);
    open();
    ColumnFrame& frame = *window->deckView()->frame(0);
    ASSERT_TRUE(eventually([&] { return frame.feed().entries().size() == 3; }));
    frame.feed().setReadMarker(test::fakeId(u"n1"_s));
    EXPECT_TRUE(eventually([] { return true; }));
    EXPECT_TRUE(server().acts.empty()) << "reading only";
    settings.set(Setting::ReadingOnly, false);
    frame.feed().setReadMarker(test::fakeId(u"n2"_s));
    frame.feed().setReadMarker(test::fakeId(u"n2"_s));
    ASSERT_TRUE(eventually([&] { return !server().acts.empty(); }));
    EXPECT_EQ(server().acts.size(), 1U);
    EXPECT_EQ(server().acts[0].remote, u"note-2"_s);
}

TEST_F(WritingTest, AnswersInsideTheColumnWithTheTag)
{
    ColumnFrame& frame = openColumn();
    const PostPtr asked = frame.view()->currentPost();
    run("post-reply"_L1);
    ComposePanel* panel = inlinePanel(frame);
    ASSERT_TRUE(panel);
    EXPECT_TRUE(panel->title().contains(u"bea"_s)) << qPrintable(panel->title());
    EXPECT_TRUE(panel->sendButton()->accessibleName().contains(me.account));
    type(*panel, u"A jam jar."_s);
    panel->send();
    ASSERT_TRUE(eventually([&] { return server().ledger.size() == 1; }));
    const Submission& sent = server().ledger.front();
    EXPECT_TRUE(sent.text.endsWith(u"#edchat"_s)) << qPrintable(sent.text);
    EXPECT_EQ(sent.inReplyTo->remote, asked->id.remote);
    EXPECT_TRUE(eventually([&] { return !frame.inlinePanel(); }));
    EXPECT_TRUE(eventually([&] { return outbox.items().empty(); }));
    EXPECT_EQ(frame.feed().entries().size(), 4U);
}

TEST_F(WritingTest, PostThatWaitsShowsItselfAndTheWayOut)
{
    ColumnFrame& frame = openColumn();
    server().writeFaults.push_back(test::FakeServer::WriteFault{
        false, Error{Error::Kind::Invalid, 422, {}, {}, u"Text is too long"_s}});
    run("post-reply"_L1);
    type(*inlinePanel(frame), u"A jam jar."_s);
    inlinePanel(frame)->send();
    const auto waiting = [&]() -> PostPtr {
        for (const auto& entry : frame.feed().entries()) {
            if (entry.post->delivery)
                return entry.post;
        }
        return nullptr;
    };
    ASSERT_TRUE(eventually(
        [&] { return waiting() && waiting()->delivery->state == Delivery::State::Failed; }));
    EXPECT_TRUE(outbox.hasUnsent());
    // Closing asks first, and the words stay.
    window->close();
    EXPECT_TRUE(window->isVisible());
}

TEST_F(WritingTest, EnterTwiceIsOnePost)
{
    ColumnFrame& frame = openColumn();
    run("post-reply"_L1);
    ComposePanel* panel = inlinePanel(frame);
    type(*panel, u"Twice."_s);
    panel->send();
    panel->send();
    ASSERT_TRUE(eventually([&] { return server().ledger.size() == 1; }));
    for (int i = 0; i < 50; ++i)
        EXPECT_TRUE(eventually([] { return true; }));
    EXPECT_EQ(server().ledger.size(), 1U);
}

TEST_F(WritingTest, ComposerBesideTheColumnsStaysOpenAndIsForTheFocusedColumn)
{
    openColumn();
    run("compose"_L1);
    ComposePanel* panel = window->desk()->panel();
    EXPECT_TRUE(panel->isVisible());
    type(*panel, u"Hello"_s);
    panel->send();
    ASSERT_TRUE(eventually([&] { return server().ledger.size() == 1; }));
    EXPECT_TRUE(server().ledger.front().text.endsWith(u"#edchat"_s));
    EXPECT_TRUE(panel->isVisible());
    run("composer"_L1);
    EXPECT_FALSE(panel->isVisible());
}

TEST_F(WritingTest, WhatWasBegunIsBackAfterAStart)
{
    addPosts(1);
    signIn();
    Draft draft;
    draft.id = u"d1"_s;
    draft.account = me;
    draft.parts.front().text = u"half a thought"_s;
    draft.changed = clock.now();
    drafts.save(draft);
    settings.set(Setting::ComposerShown, true);
    addColumn();
    open();
    EXPECT_EQ(window->desk()->panel()->part(0)->findChild<PostTextEdit*>()->toPlainText(),
        u"half a thought"_s);
}

TEST_F(WritingTest, WindowIsAccessible)
{
    ColumnFrame& frame = openColumn();
    run("post-reply"_L1);
    run("compose"_L1);
    ASSERT_TRUE(frame.inlinePanel());
    test::expectAccessible(*window);
    EXPECT_TRUE(window->actions().unbound().isEmpty());
}

} // namespace
} // namespace staffroom
