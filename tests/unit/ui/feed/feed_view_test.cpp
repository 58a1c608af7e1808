#include "tests/unit/ui/feed/feed_view_fixture.h"

#include <QAccessible>
#include <QSignalSpy>

#include <atomic>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class FeedViewTest : public FeedViewFixture, public testing::WithParamInterface<FeedOrder> {
protected:
    void openWith(int posts)
    {
        addPosts(u"old"_s, posts, clock.now() - 1h);
        open(GetParam());
        ASSERT_GE(model->rowCount(), std::min(posts, 40));
    }
    void scrollAway()
    {
        QScrollBar* bar = view->verticalScrollBar();
        bar->setValue(bar->maximum() / 2);
        drain();
    }
    /// A post older than what is in view comes, newer, or in between.
    bool isNewestFirst() const { return GetParam() == FeedOrder::NewestFirst; }
};

TEST_P(FeedViewTest, OpensAtTheNewestEdge)
{
    openWith(40);
    EXPECT_TRUE(view->isAtNewest());
    EXPECT_EQ(view->newCount(), 0);
    EXPECT_GT(view->visibleRows(), 2);
}

TEST_P(FeedViewTest, FollowsWhileNobodyReads)
{
    openWith(40);
    addPosts(u"new"_s, 12, clock.now());
    run(1s);
    EXPECT_TRUE(view->isAtNewest());
    EXPECT_EQ(view->newCount(), 0);
    const int newest = isNewestFirst() ? 0 : model->rowCount() - 1;
    EXPECT_EQ(model->row(newest).entry->post->id.remote, u"new11"_s);
    EXPECT_TRUE(view->viewport()->rect().intersects(view->visualRect(model->index(newest))));
}

TEST_P(FeedViewTest, NothingInViewMovesWhenAHundredPostsArrive)
{
    openWith(40);
    scrollAway();
    const auto before = places();
    addPosts(u"new"_s, 100, clock.now());
    run(1s);
    expectUnmoved(before);
    EXPECT_EQ(view->newCount(), 100);
    EXPECT_FALSE(view->isAtNewest());
}

TEST_P(FeedViewTest, NothingMovesUnderThePointerAtTheNewestEdge)
{
    openWith(40);
    QTest::mouseMove(view->viewport(), view->viewport()->rect().center());
    drain();
    const auto before = places();
    addPosts(u"new"_s, 30, clock.now());
    run(1s);
    expectUnmoved(before);
    EXPECT_EQ(view->newCount(), 30);
}

TEST_P(FeedViewTest, AListThatComesUnderARestingPointerFollows)
{
    openWith(40);
    const QPointF at = view->viewport()->rect().center();
    QEnterEvent enter(at, at, view->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(view->viewport(), &enter);
    addPosts(u"new"_s, 12, clock.now());
    run(1s);
    EXPECT_TRUE(view->isAtNewest());
    EXPECT_EQ(view->newCount(), 0);
}

TEST_P(FeedViewTest, LateArrivalsOutOfViewMoveNothing)
{
    openWith(40);
    addPosts(u"new"_s, 40, clock.now());
    run(1s);
    scrollAway();
    const auto before = places();
    // Written long before the newest, but newer than all that is in view.
    for (int i = 0; i < 20; ++i)
        server().add(post(u"late%1"_s.arg(i), clock.now() - 6s - 10ms * i));
    run(1s);
    expectUnmoved(before);
    EXPECT_EQ(view->newCount(), 0) << "they are not at the newest edge";
}

TEST_P(FeedViewTest, PicturesComeIntoBoxesThatAreThere)
{
    for (const FeedItem& item : test::samplePosts(clock.now()))
        server().add(item);
    open(GetParam(), {340, 700});
    scrollAway();
    const auto before = places();
    const qint64 drawn = images.decodes();
    view->grab();
    ASSERT_TRUE(test::waitFor([&] { return images.decodes() > drawn + 2; }));
    drain();
    expectUnmoved(before);
}

TEST_P(FeedViewTest, WrongEstimatesAreCorrectedWithoutAJump)
{
    openWith(40);
    QScrollBar* bar = view->verticalScrollBar();
    bar->setValue(isNewestFirst() ? 900 : bar->maximum() - 900);
    drain();
    for (int step = 0; step < 60; ++step) {
        const auto before = places();
        const int old = bar->value();
        bar->setValue(old + (isNewestFirst() ? 37 : -37));
        drain();
        const auto after = places();
        // Every row that is in view before and after has moved by one and the same distance.
        std::optional<int> moved;
        for (const auto& [key, top] : before) {
            for (const auto& [otherKey, otherTop] : after) {
                if (key != otherKey)
                    continue;
                if (!moved)
                    moved = otherTop - top;
                EXPECT_EQ(otherTop - top, *moved);
            }
        }
        ASSERT_TRUE(moved);
        EXPECT_LE(std::abs(*moved), 37);
    }
}

TEST_P(FeedViewTest, AnInsertLaysOutNoMoreThanIsInView)
{
    openWith(40);
    for (const bool isAway : {false, true}) {
        if (isAway)
            scrollAway();
        const qint64 before = view->layoutsMade();
        addPosts(isAway ? u"b"_s : u"a"_s, 40, clock.now() + (isAway ? 2s : 1s));
        run(300ms);
        EXPECT_LE(view->layoutsMade() - before, view->visibleRows() + 2);
    }
}

TEST_P(FeedViewTest, RepaintAndSmallScrollsMakeNoLayouts)
{
    openWith(40);
    view->grab();
    const qint64 before = view->layoutsMade();
    for (int i = 0; i < 10; ++i)
        view->grab();
    EXPECT_EQ(view->layoutsMade(), before);
}

TEST_P(FeedViewTest, AHiddenViewLaysNothingOutAndKeepsItsPlace)
{
    openWith(40);
    scrollAway();
    const auto before = places();
    view->hide();
    drain();
    const qint64 made = view->layoutsMade();
    addPosts(u"new"_s, 60, clock.now());
    run(1s);
    EXPECT_EQ(view->layoutsMade(), made);
    EXPECT_EQ(view->newCount(), 60);
    view->show();
    view->grab();
    expectUnmoved(before);
}

TEST_P(FeedViewTest, ANewWidthKeepsWhatIsRead)
{
    openWith(40);
    scrollAway();
    const auto before = places();
    view->resize(420, 900);
    drain();
    // The first row that began in view still begins there.
    for (const auto& [key, top] : before) {
        if (top < 0)
            continue;
        EXPECT_EQ(view->rowTop(key), top);
        break;
    }
}

TEST_P(FeedViewTest, ThePillGoesToTheNewest)
{
    openWith(40);
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 3);
    style.reducedMotion = true;
    view->setStyleTokens(style);
    scrollAway();
    addPosts(u"new"_s, 25, clock.now());
    run(1s);
    QSignalSpy counted(view.get(), &FeedView::newCountChanged);
    view->goToNewest();
    EXPECT_TRUE(view->isAtNewest());
    EXPECT_EQ(view->newCount(), 0);
    EXPECT_EQ(counted.last().at(0).toInt(), 0);
}

TEST_P(FeedViewTest, RemovedRowsAboveMoveNothing)
{
    openWith(40);
    scrollAway();
    const auto before = places();
    const auto gone = feed->entries().front().post->id;
    server().remove(gone);
    run(1s);
    expectUnmoved(before);
}

INSTANTIATE_TEST_SUITE_P(
    Orders, FeedViewTest, testing::Values(FeedOrder::NewestFirst, FeedOrder::ChatOrder));

class FeedViewPictureSwitch : public FeedViewFixture { };

TEST_F(FeedViewPictureSwitch, OffFetchesNoFacesAndNoPictures)
{
    const auto drawn = std::make_shared<std::atomic<int>>(0); // the pool may outlive this test
    images.addDrawer(u"practice"_s, [drawn](const QUrl& url, QSize pixels) {
        *drawn += url.path().startsWith("face"_L1) || url.path().startsWith("view"_L1);
        return test::samplePicture(url, pixels);
    });
    open(FeedOrder::NewestFirst, {340, 3300});
    Style style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 5);
    style.showImages = false;
    view->setStyleTokens(style);
    const qint64 before = images.decodes();
    for (const FeedItem& item : test::samplePosts(clock.now()))
        server().add(item);
    run(3s);
    ASSERT_GT(model->rowCount(), 5);
    view->grab();
    // Emoji are part of the text, and what blurs is drawn here.
    ASSERT_TRUE(test::waitFor([&] { return images.decodes() > before; }));
    EXPECT_EQ(*drawn, 0);
    style.showImages = true;
    style.generation = 6;
    view->setStyleTokens(style);
    view->grab();
    EXPECT_TRUE(test::waitFor([&] { return *drawn > 2; }));
}

class FeedViewInput : public FeedViewFixture {
protected:
    void SetUp() override
    {
        for (const FeedItem& item : test::samplePosts(clock.now()))
            server().add(item);
        open();
        view->activateWindow();
        view->setFocus();
    }
    int rowOf(const QString& handle) const
    {
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->row(row).kind == FeedRow::Kind::Post
                && model->row(row).entry->post->author.handle == handle)
                return row;
        }
        return -1;
    }
};

TEST_F(FeedViewInput, LettersAndArrowsWalkThePosts)
{
    QTest::keyClick(view.get(), Qt::Key_J);
    EXPECT_EQ(view->currentIndex().row(), 0);
    QTest::keyClick(view.get(), Qt::Key_Down);
    EXPECT_EQ(view->currentIndex().row(), 1);
    QTest::keyClick(view.get(), Qt::Key_K);
    EXPECT_EQ(view->currentIndex().row(), 0);
    QTest::keyClick(view.get(), Qt::Key_End);
    EXPECT_EQ(view->currentIndex().row(), model->rowCount() - 1);
    EXPECT_EQ(view->currentPost(), nullptr) << "the end row";
}

TEST_F(FeedViewInput, TheCurrentPostIsAlwaysInView)
{
    for (int i = 0; i < model->rowCount(); ++i) {
        view->selectNext();
        const QRect rect = view->visualRect(view->currentIndex());
        EXPECT_GE(rect.top(), 0);
        EXPECT_TRUE(rect.bottom() < view->viewport()->height() || rect.top() == 0);
    }
}

TEST_F(FeedViewInput, WarningOpensInPlace)
{
    const int row = rowOf(u"ines@escola.example"_s);
    ASSERT_GE(row, 0);
    view->focusPost(model->row(row).entry->post->id);
    const QRect before = view->visualRect(model->index(row));
    QTest::keyClick(view.get(), Qt::Key_X);
    const QRect open = view->visualRect(model->index(row));
    EXPECT_EQ(open.top(), before.top());
    EXPECT_GT(open.height(), before.height());
    QTest::keyClick(view.get(), Qt::Key_X);
    EXPECT_EQ(view->visualRect(model->index(row)), before);
}

TEST_F(FeedViewInput, TabWalksLinksAndEnterOpens)
{
    std::vector<PostAction> acts;
    QObject::connect(view.get(), &FeedView::acted, view.get(),
        [&](const PostAction& action) { acts.push_back(action); });
    view->selectNext();
    ASSERT_TRUE(view->hasFocus());
    QTest::keyClick(view.get(), Qt::Key_Tab);
    QTest::keyClick(view.get(), Qt::Key_Return);
    QTest::keyClick(view.get(), Qt::Key_Tab);
    QTest::keyClick(view.get(), Qt::Key_Return);
    QTest::keyClick(view.get(), Qt::Key_Escape);
    QTest::keyClick(view.get(), Qt::Key_Return);
    ASSERT_EQ(acts.size(), 3U);
    EXPECT_EQ(acts[0].kind, PostAction::Kind::OpenAuthor);
    EXPECT_EQ(acts[1].kind, PostAction::Kind::OpenTag);
    EXPECT_EQ(acts[1].text, u"SproutChat"_s);
    EXPECT_EQ(acts[2].kind, PostAction::Kind::OpenThread);
}

TEST_F(FeedViewInput, ScreenReadersFindAListOfSpokenRows)
{
    QAccessibleInterface* list = QAccessible::queryAccessibleInterface(view.get());
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->role(), QAccessible::List);
    ASSERT_EQ(list->childCount(), model->rowCount());
    EXPECT_TRUE(list->child(0)->text(QAccessible::Name).startsWith(u"Ann, just now"_s))
        << list->child(0)->text(QAccessible::Name).toStdString();
}

TEST_F(FeedViewInput, TimesGoOnByTheMinute)
{
    const qint64 before = view->layoutsMade();
    clock.advance(5min);
    view->refreshTimes();
    view->grab();
    EXPECT_EQ(view->layoutsMade(), before) << "only the words of the time are set anew";
}

TEST_F(FeedViewFixture, ClickOnAGapAsksForItsPosts)
{
    server().hasStream = false;
    server().pageSize = 5;
    addPosts(u"old"_s, 10, clock.now() - 1h);
    open();
    addPosts(u"late"_s, 100, clock.now());
    feed->refresh();
    run(3s);
    ASSERT_FALSE(feed->gaps().empty());
    std::vector<quint64> asked;
    QObject::connect(
        view.get(), &FeedView::gapActivated, view.get(), [&](quint64 id) { asked.push_back(id); });
    int row = 0;
    while (model->row(row).kind != FeedRow::Kind::Gap)
        ++row;
    view->scrollTo(model->index(row));
    view->grab();
    QTest::mouseClick(
        view->viewport(), Qt::LeftButton, {}, view->visualRect(model->index(row)).center());
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(asked.front(), feed->gaps().front().id);
    view->scrollTo(model->index(row));
    QTest::keyClick(view.get(), Qt::Key_Return);
    EXPECT_EQ(asked.size(), 2U) << "the click made it the current row";
}

TEST_F(FeedViewInput, NoModelIsNoTrouble)
{
    view->setFeedModel(nullptr);
    view->grab();
    view->selectNext();
    view->goToNewest();
    QTest::keyClick(view.get(), Qt::Key_Return);
    EXPECT_EQ(view->visibleRows(), 0);
    EXPECT_FALSE(view->indexAt({5, 5}).isValid());
}

} // namespace
} // namespace staffroom
