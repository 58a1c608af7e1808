#include "ui/columns/column_frame.h"

#include "tests/unit/ui/shell_fixture.h"
#include "ui/columns/column_header.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/new_posts_pill.h"
#include "ui/columns/open_external.h"
#include "ui/columns/resize_edge.h"
#include "ui/columns/trouble_bar.h"

#include <QDesktopServices>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class ColumnFrameTest : public testing::Test, public test::ShellFixture {
protected:
    /// The window that holds the column; shown.
    ColumnFrame& open(const QString& tag = u"edchat"_s)
    {
        m_frame = std::make_unique<ColumnFrame>(context, addColumn(tag));
        m_frame->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1));
        m_frame->resize(m_frame->width(), 600);
        m_frame->show();
        m_frame->setInView(true);
        return *m_frame;
    }
    const ColumnConfig& config() { return deck.deck().columns.front(); }

    std::unique_ptr<ColumnFrame> m_frame;
};

TEST_F(ColumnFrameTest, HeaderAlwaysSaysTheState)
{
    addPosts(3);
    server().hasStream = false;
    ColumnFrame& frame = open();
    EXPECT_FALSE(frame.header()->stateWords().isEmpty());
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::Polling; }));
    EXPECT_TRUE(frame.header()->stateWords().startsWith("every "_L1));
    EXPECT_TRUE(frame.header()->accessibleName().contains("every "_L1));
    EXPECT_TRUE(frame.header()->accessibleName().contains("fake.example"_L1));
}

TEST_F(ColumnFrameTest, WhereReadingCostsTheHeaderHasALineForIt)
{
    addPosts(3);
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return !frame.feed().entries().empty(); }));
    const int before = frame.header()->height();
    EXPECT_TRUE(frame.header()->costWords().isEmpty());
    server().setCost(FeedCost{350'000, 3'400'000, 350'000, std::nullopt});
    ASSERT_TRUE(soon([&] { return !frame.header()->costWords().isEmpty(); }));
    EXPECT_TRUE(frame.header()->costWords().contains(u"$3.40"_s));
    EXPECT_TRUE(frame.header()->accessibleName().contains(u"$0.35 today"_s));
    EXPECT_GT(frame.header()->height(), before);
    EXPECT_LT(frame.header()->menuButton()->geometry().bottom(), before)
        << "the buttons stay beside the title";
}

TEST_F(ColumnFrameTest, ALimitOfOnesOwnIsNotCalledTheServersWish)
{
    addPosts(3);
    server().hasStream = false;
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::Polling; }));
    server().setPageError(
        Error{Error::Kind::RateLimited, 0, std::chrono::hours(5), kSpendingLimit, {}});
    frame.feed().refresh();
    ASSERT_TRUE(soon([&] { return frame.trouble()->isVisible(); }));
    EXPECT_EQ(frame.trouble()->words(), u"Your daily limit is reached"_s);
}

TEST_F(ColumnFrameTest, WithoutCreditItCanBeTriedAgainByThePerson)
{
    server().setPageError(Error{Error::Kind::Forbidden, 402, {}, kNoCredit, {}});
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::Failed; }));
    ASSERT_TRUE(frame.notice()->isVisible());
    const auto buttons = frame.notice()->findChildren<QPushButton*>();
    ASSERT_FALSE(buttons.isEmpty());
    EXPECT_EQ(buttons.front()->text(), u"Try again"_s) << "another server would not help";
}

TEST_F(ColumnFrameTest, OutageIsSaidInTheHeaderAndInPlaceOfPosts)
{
    server().setDown(true);
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::Offline; }));
    EXPECT_TRUE(frame.header()->stateWords().startsWith("offline"_L1));
    EXPECT_TRUE(frame.notice()->isVisible());
    EXPECT_FALSE(frame.notice()->sentence().isEmpty());
}

TEST_F(ColumnFrameTest, OutageWithPostsIsSaidInOneLineWithAButton)
{
    addPosts(3);
    server().hasStream = false;
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return !frame.feed().entries().empty(); }));
    EXPECT_FALSE(frame.trouble()->isVisible());
    const int before = frame.view()->y();
    server().setDown(true);
    frame.refresh();
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::Offline; }));
    EXPECT_TRUE(frame.trouble()->isVisible());
    EXPECT_FALSE(frame.notice()->isVisible());
    EXPECT_TRUE(frame.trouble()->words().startsWith("No answer since "_L1));
    EXPECT_EQ(frame.view()->y(), before + frame.trouble()->height());
    const size_t asked = server().pages.size();
    server().setDown(false);
    QTest::mouseClick(frame.trouble()->button(), Qt::LeftButton);
    ASSERT_TRUE(soon([&] { return server().pages.size() > asked; }));
    ASSERT_TRUE(soon([&] { return !frame.trouble()->isVisible(); }));
    EXPECT_EQ(frame.view()->y(), before);
}

TEST_F(ColumnFrameTest, TroubleDoesNotMoveWhatIsRead)
{
    addPosts(30);
    server().hasStream = false;
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.feed().entries().size() == 30; }));
    frame.view()->verticalScrollBar()->setValue(300);
    const auto key = frame.view()->feedModel()->row(5).key;
    const auto place
        = [&] { return frame.view()->y() + frame.view()->rowTop(key).value_or(-10'000); };
    const int before = place();
    server().setDown(true);
    frame.refresh();
    ASSERT_TRUE(soon([&] { return frame.trouble()->isVisible(); }));
    EXPECT_EQ(place(), before);
    server().setDown(false);
    frame.refresh();
    ASSERT_TRUE(soon([&] { return !frame.trouble()->isVisible(); }));
    EXPECT_EQ(place(), before);
}

TEST_F(ColumnFrameTest, NeedsLoginOffersAnotherServer)
{
    server().setPageError(Error{Error::Kind::Unauthorised, 401, {}, {}, {}});
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.feed().state().kind == FeedState::Kind::NeedsLogin; }));
    EXPECT_EQ(frame.header()->stateWords(), u"sign in to read"_s);
    const QSignalSpy spy(&frame, &ColumnFrame::changeWanted);
    Q_EMIT frame.notice()->pressed();
    EXPECT_EQ(spy.count(), 1);
}

TEST_F(ColumnFrameTest, PostsReplaceTheNotice)
{
    addPosts(3);
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return !frame.feed().entries().empty(); }));
    EXPECT_FALSE(frame.notice()->isVisible());
}

TEST_F(ColumnFrameTest, PauseIsKeptInTheDeckAndSaid)
{
    addPosts(1);
    ColumnFrame& frame = open();
    frame.setPaused(true);
    EXPECT_TRUE(config().isPaused);
    EXPECT_EQ(frame.header()->stateWords(), u"paused"_s);
    frame.setPaused(false);
    EXPECT_FALSE(config().isPaused);
    EXPECT_NE(frame.header()->stateWords(), u"paused"_s);
}

TEST_F(ColumnFrameTest, CommandsChangeTheDeck)
{
    ColumnFrame& frame = open();
    frame.run(ColumnCommand::ChatOrder);
    EXPECT_EQ(config().order, FeedOrder::ChatOrder);
    EXPECT_EQ(frame.view()->feedModel()->order(), FeedOrder::ChatOrder);
    frame.run(ColumnCommand::Wide);
    EXPECT_EQ(config().width, kWideColumn);
    EXPECT_EQ(frame.width(), kWideColumn + ResizeEdge::kWidth);
    frame.run(ColumnCommand::Collapse);
    EXPECT_TRUE(config().isCollapsed);
    EXPECT_EQ(frame.width(), 44 + ResizeEdge::kWidth);
    EXPECT_FALSE(frame.view()->isVisible());
    frame.run(ColumnCommand::Collapse);
    EXPECT_EQ(frame.width(), kWideColumn + ResizeEdge::kWidth);
    EXPECT_TRUE(frame.view()->isVisible());
}

TEST_F(ColumnFrameTest, EdgeResizesByDragging)
{
    ColumnFrame& frame = open();
    auto* edge = frame.findChild<ResizeEdge*>();
    const int before = frame.width();
    QTest::mousePress(edge, Qt::LeftButton, {}, QPoint(2, 100));
    QTest::mouseMove(edge, QPoint(62, 100));
    QTest::mouseRelease(edge, Qt::LeftButton, {}, QPoint(2, 100));
    EXPECT_GE(config().width, ResizeEdge::kMinColumn);
    EXPECT_NE(frame.width(), 0);
    Q_EMIT edge->finished(before + 55);
    EXPECT_EQ(config().width, before + 55);
    EXPECT_EQ(frame.width(), before + 55 + ResizeEdge::kWidth);
}

TEST_F(ColumnFrameTest, HeaderIsDraggedOrClicked)
{
    ColumnFrame& frame = open();
    ColumnHeader* header = frame.header();
    const QSignalSpy moved(&frame, &ColumnFrame::dragMoved);
    const QSignalSpy finished(&frame, &ColumnFrame::dragFinished);
    const QSignalSpy clicked(&frame, &ColumnFrame::headerClicked);
    const QPoint from(60, 20);
    QTest::mouseClick(header, Qt::LeftButton, {}, from);
    EXPECT_EQ(clicked.count(), 1);
    EXPECT_EQ(moved.count(), 0);

    QTest::mousePress(header, Qt::LeftButton, {}, from);
    QTest::mouseMove(header, from + QPoint(2, 0)); // a hand that shakes is no drag
    EXPECT_EQ(moved.count(), 0);
    QTest::mouseMove(header, from + QPoint(80, 0));
    EXPECT_EQ(moved.count(), 1);
    QTest::mouseRelease(header, Qt::LeftButton, {}, from + QPoint(80, 0));
    ASSERT_EQ(finished.count(), 1);
    EXPECT_FALSE(finished.last().at(1).toBool());
    EXPECT_EQ(clicked.count(), 1);

    QTest::mousePress(header, Qt::LeftButton, {}, from);
    QTest::mouseMove(header, from + QPoint(80, 0));
    QTest::keyClick(header, Qt::Key_Escape);
    ASSERT_EQ(finished.count(), 2);
    EXPECT_TRUE(finished.last().at(1).toBool());
    QTest::mouseRelease(header, Qt::LeftButton, {}, from + QPoint(80, 0));
    EXPECT_EQ(finished.count(), 2);
}

TEST_F(ColumnFrameTest, UnreadUntilSeenThenMarked)
{
    addPosts(3);
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.isUnread(); }));
    frame.setWindowActive(true);
    ASSERT_TRUE(soon([&] { return !frame.isUnread(); }));
    frame.setWindowActive(false);
    EXPECT_EQ(frame.feed().readMarker(), frame.feed().entries().front().placeId);
}

TEST_F(ColumnFrameTest, MarkReadNeedsNobodyToLook)
{
    addPosts(3);
    ColumnFrame& frame = open();
    ASSERT_TRUE(soon([&] { return frame.isUnread(); }));
    frame.run(ColumnCommand::MarkRead);
    EXPECT_FALSE(frame.isUnread());
    EXPECT_EQ(frame.feed().readMarker(), frame.feed().entries().front().placeId);
}

TEST_F(ColumnFrameTest, PillCountsAndGoes)
{
    ColumnFrame& frame = open();
    frame.pill()->setCount(1);
    EXPECT_EQ(frame.pill()->text(), u"1 new post"_s);
    frame.pill()->setCount(12);
    EXPECT_EQ(frame.pill()->text(), u"12 new posts"_s);
    EXPECT_TRUE(frame.pill()->isVisible());
    EXPECT_LT(frame.pill()->y(), frame.height() / 2);
    frame.pill()->setOrder(FeedOrder::ChatOrder);
    EXPECT_GT(frame.pill()->y(), frame.height() / 2);
    frame.pill()->setCount(0);
    EXPECT_FALSE(frame.pill()->isVisible());
}

TEST_F(ColumnFrameTest, TagAndAuthorAskForColumnsOfTheSameSource)
{
    ColumnFrame& frame = open();
    std::vector<FeedSpec> wanted;
    QObject::connect(&frame, &ColumnFrame::columnWanted, &frame,
        [&](const FeedSpec& spec) { wanted.push_back(spec); });
    PostAction action;
    action.kind = PostAction::Kind::OpenTag;
    action.text = u"MathSky"_s;
    Q_EMIT frame.view()->acted(action);
    action.kind = PostAction::Kind::OpenAuthor;
    action.text = u"bea@fake.example"_s;
    Q_EMIT frame.view()->acted(action);
    ASSERT_EQ(wanted.size(), 2U);
    EXPECT_EQ(wanted[0].tags, QStringList(u"MathSky"_s));
    EXPECT_EQ(wanted[1].kind, FeedSpec::Kind::User);
    EXPECT_EQ(wanted[1].target, u"bea@fake.example"_s);
    EXPECT_EQ(wanted[1].source, config().spec.source);
}

TEST_F(ColumnFrameTest, EveryControlIsNamed)
{
    addPosts(2);
    test::expectAccessible(open());
}

class UrlCatcher : public QObject {
    Q_OBJECT
public:
    QList<QUrl> urls;
public Q_SLOTS:
    void open(const QUrl& url) { urls << url; }
};

TEST(OpenExternalTest, OnlyWebAddressesLeaveTheProgram)
{
    UrlCatcher catcher;
    const QStringList schemes{u"http"_s, u"https"_s, u"file"_s, u"javascript"_s, u"mailto"_s};
    for (const auto& scheme : schemes)
        QDesktopServices::setUrlHandler(scheme, &catcher, "open");
    EXPECT_TRUE(openExternal(QUrl(u"https://labcoat.example/@bea"_s)));
    EXPECT_TRUE(openExternal(QUrl(u"http://labcoat.example/"_s)));
    for (const auto& bad : {u"file:///etc/passwd"_s, u"javascript:alert(1)"_s,
             u"mailto:a@b.example"_s, u"https:///nohost"_s, u""_s, u"smb://x.example/y"_s})
        EXPECT_FALSE(openExternal(QUrl(bad))) << qPrintable(bad);
    EXPECT_EQ(catcher.urls.size(), 2);
    for (const auto& scheme : schemes)
        QDesktopServices::unsetUrlHandler(scheme);
}

} // namespace
} // namespace staffroom

#include "column_frame_test.moc"
