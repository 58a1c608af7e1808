#include "ui/shell/main_window.h"

#include "tests/unit/ui/shell_fixture.h"
#include "ui/columns/column_header.h"
#include "ui/dialogs/add_column_dialog.h"
#include "ui/dialogs/first_run_page.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"

#include <QApplication>
#include <QPushButton>
#include <QSet>
#include <QTest>

#include <algorithm>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class MainWindowTest : public testing::Test, public test::ShellFixture {
protected:
    MainWindow& open(const QStringList& tags)
    {
        for (const auto& tag : tags)
            addColumn(tag);
        m_window = std::make_unique<MainWindow>(context);
        m_window->resize(1000, 600);
        m_window->show();
        m_window->activateWindow();
        EXPECT_TRUE(QTest::qWaitForWindowActive(m_window.get()));
        return *m_window;
    }
    void TearDown() override { QApplication::setLayoutDirection(Qt::LeftToRight); }

    QStringList order() const
    {
        QStringList out;
        for (const auto& column : deck.deck().columns)
            out << column.spec.tags.first();
        return out;
    }
    void run(QLatin1StringView id) { m_window->actions().action(id)->trigger(); }
    DeckView& view() { return *m_window->deckView(); }

    std::unique_ptr<MainWindow> m_window;
};

TEST_F(MainWindowTest, EmptyDeckLeadsToTheStartPage)
{
    MainWindow& window = open({});
    EXPECT_TRUE(window.firstRunPage()->isVisible());
    EXPECT_FALSE(view().isVisible());
}

TEST_F(MainWindowTest, ChoosingOnTheStartPageBuildsTheDeck)
{
    service->fake.mutableCapabilities().needsServer = false;
    MainWindow& window = open({});
    window.firstRunPage()->practiceButton()->click();
    EXPECT_EQ(deck.deck().columns.size(), service->starterFeeds().size());
    EXPECT_TRUE(view().isVisible());
    EXPECT_EQ(view().currentIndex(), 0);
}

TEST_F(MainWindowTest, EveryActionIsBoundAndNoKeyIsTakenTwice)
{
    MainWindow& window = open({u"a"_s});
    EXPECT_EQ(window.actions().unbound(), QStringList());
    QSet<QString> keys;
    QSet<QString> ids;
    for (const auto& spec : ActionRegistry::table()) {
        EXPECT_FALSE(ids.contains(spec.id)) << spec.id.data();
        ids << spec.id;
        for (const auto& key : spec.keys) {
            EXPECT_FALSE(key.isEmpty()) << spec.id.data();
            EXPECT_FALSE(keys.contains(key.toString())) << qPrintable(key.toString());
            keys << key.toString();
        }
    }
}

TEST_F(MainWindowTest, DigitsAndBracketsChooseColumns)
{
    MainWindow& window = open({u"a"_s, u"b"_s, u"c"_s});
    QTest::keyClick(&window, Qt::Key_3);
    EXPECT_EQ(view().currentIndex(), 2);
    QTest::keyClick(&window, Qt::Key_BracketLeft);
    EXPECT_EQ(view().currentIndex(), 1);
    QTest::keyClick(&window, Qt::Key_BracketRight);
    QTest::keyClick(&window, Qt::Key_BracketRight);
    EXPECT_EQ(view().currentIndex(), 2);
    QTest::keyClick(&window, Qt::Key_1);
    EXPECT_EQ(view().currentIndex(), 0);
    QTest::keyClick(&window, Qt::Key_0);
    EXPECT_EQ(view().currentIndex(), 2);
}

TEST_F(MainWindowTest, KeyboardReordersColumns)
{
    open({u"a"_s, u"b"_s, u"c"_s});
    view().focusColumn(0);
    run("column-move-right"_L1);
    EXPECT_EQ(order(), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
    EXPECT_EQ(view().currentIndex(), 1);
    run("column-move-right"_L1);
    run("column-move-right"_L1);
    EXPECT_EQ(order(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
    run("column-move-left"_L1);
    EXPECT_EQ(order(), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
}

TEST_F(MainWindowTest, DraggingAHeaderReordersColumns)
{
    open({u"a"_s, u"b"_s, u"c"_s});
    ColumnFrame* first = view().frame(0);
    ColumnFrame* second = view().frame(1);
    const QPoint target = second->mapToGlobal(second->rect().center() + QPoint(40, 0));
    ColumnHeader* header = first->header();
    const auto drag = [&] {
        QTest::mousePress(header, Qt::LeftButton, {}, {60, 20});
        QTest::mouseMove(header, {80, 20});
        QTest::mouseMove(header, header->mapFromGlobal(target));
    };
    drag();
    QTest::keyClick(header, Qt::Key_Escape);
    QTest::mouseRelease(header, Qt::LeftButton, {}, header->mapFromGlobal(target));
    EXPECT_EQ(order(), (QStringList{u"a"_s, u"b"_s, u"c"_s})) << "cancelled";
    drag();
    QTest::mouseRelease(header, Qt::LeftButton, {}, header->mapFromGlobal(target));
    EXPECT_EQ(order(), (QStringList{u"b"_s, u"a"_s, u"c"_s}));
}

TEST_F(MainWindowTest, ClosedColumnComesBackByTheNoticeAndByKey)
{
    MainWindow& window = open({u"a"_s, u"b"_s});
    view().focusColumn(0);
    run("column-close"_L1);
    EXPECT_EQ(order(), QStringList(u"b"_s));
    EXPECT_TRUE(window.noticeBar()->isVisible());
    window.noticeBar()->button()->click();
    EXPECT_EQ(order(), (QStringList{u"a"_s, u"b"_s}));
    EXPECT_FALSE(window.noticeBar()->isVisible());
    run("column-close"_L1);
    run("column-close"_L1);
    EXPECT_TRUE(window.firstRunPage()->isVisible());
    run("column-undo-close"_L1);
    run("column-undo-close"_L1);
    EXPECT_EQ(order(), (QStringList{u"a"_s, u"b"_s}));
    EXPECT_TRUE(view().isVisible());
}

TEST_F(MainWindowTest, NoticeGoesByItself)
{
    MainWindow& window = open({u"a"_s, u"b"_s});
    run("column-close"_L1);
    clock.advance(std::chrono::seconds(11));
    EXPECT_FALSE(window.noticeBar()->isVisible());
    EXPECT_TRUE(deck.canUndoClose());
}

TEST_F(MainWindowTest, SideBarListsColumnsWithUnreadInWords)
{
    addPosts(2, u"b"_s);
    MainWindow& window = open({u"a"_s, u"b"_s});
    run("column-collapse"_L1);
    view().focusColumn(1);
    run("column-collapse"_L1); // a collapsed column is not being read
    ASSERT_TRUE(soon([&] { return view().frame(1)->isUnread(); }));
    QStringList names;
    for (const auto* button : window.sideBar()->findChildren<IconButton*>())
        names << button->accessibleName();
    EXPECT_TRUE(names.contains(u"#a"_s)) << qPrintable(names.join(u" | "_s));
    EXPECT_TRUE(names.contains(u"#b, new posts"_s)) << qPrintable(names.join(u" | "_s));
}

TEST_F(MainWindowTest, SchemeDensityAndTextSizeChangeLive)
{
    MainWindow& window = open({u"a"_s});
    const int before = window.style().generation;
    settings.set(Setting::Scheme, u"dark"_s);
    EXPECT_EQ(window.style().scheme, Scheme::Dark);
    EXPECT_EQ(
        QApplication::palette().color(QPalette::Window), StyleTokens::of(Scheme::Dark).window);
    settings.set(Setting::Density, u"dense"_s);
    run("text-larger"_L1);
    EXPECT_EQ(window.style().density, Density::Dense);
    EXPECT_DOUBLE_EQ(window.style().textScale, 1.1);
    EXPECT_GT(window.style().generation, before);
    run("text-normal"_L1);
    settings.set(Setting::Scheme, u"system"_s);
    EXPECT_EQ(window.style().scheme, Scheme::Light);
    window.setSystemDark(true);
    EXPECT_EQ(window.style().scheme, Scheme::Dark);
}

TEST_F(MainWindowTest, AddColumnIsAddedAndFocused)
{
    MainWindow& window = open({u"a"_s});
    AddColumnDialog* dialog = window.openAddColumn();
    Q_EMIT dialog->chosen(test::fakeSpec(u"b"_s), {});
    EXPECT_EQ(order(), (QStringList{u"a"_s, u"b"_s}));
    EXPECT_EQ(view().currentIndex(), 1);
    Q_EMIT dialog->chosen(test::fakeSpec(u"A"_s), {});
    EXPECT_EQ(order(), (QStringList{u"a"_s, u"b"_s})) << "the same column twice";
    EXPECT_EQ(view().currentIndex(), 0);
}

TEST_F(MainWindowTest, RightToLeftMirrorsTheWindow)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    MainWindow& window = open({u"a"_s, u"b"_s});
    EXPECT_GT(window.sideBar()->x(), view().x());
    EXPECT_GT(view().frame(0)->x(), view().frame(1)->x());
    view().focusColumn(0);
    run("column-previous"_L1); // the key to the left
    EXPECT_EQ(view().currentIndex(), 1);
}

TEST_F(MainWindowTest, OnlyColumnsInViewAreAskedOften)
{
    server().hasStream = false;
    open({u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s});
    view().focusColumn(5);
    ASSERT_TRUE(soon([&] { return !view().frame(5)->visibleRegion().isEmpty(); }));
    ASSERT_TRUE(view().frame(0)->visibleRegion().isEmpty());
    server().pages.clear();
    for (int second = 0; second < 300; ++second) {
        clock.advance(std::chrono::seconds(1));
        QCoreApplication::processEvents();
    }
    const auto asked = [&](const QString& tag) {
        return std::count_if(server().pages.begin(), server().pages.end(),
            [&](const PageRequest& request) { return request.feed.tags == QStringList(tag); });
    };
    EXPECT_GT(asked(u"f"_s), asked(u"a"_s));
}

TEST_F(MainWindowTest, OpensAsLargeAsItWasClosed)
{
    open({u"a"_s});
    m_window->resize(900, 500);
    m_window->close();
    EXPECT_FALSE(settings.text(Setting::WindowGeometry).isEmpty());
    m_window = std::make_unique<MainWindow>(context);
    EXPECT_EQ(m_window->size(), QSize(900, 500));
}

TEST_F(MainWindowTest, BrokenGeometryMeansTheUsualSize)
{
    settings.set(Setting::WindowGeometry, u"nonsense"_s);
    m_window = std::make_unique<MainWindow>(context);
    EXPECT_EQ(m_window->size(), QSize(1280, 800));
}

TEST_F(MainWindowTest, EveryControlIsNamedAndEveryLabelPlain)
{
    addPosts(3);
    MainWindow& window = open({u"edchat"_s, u"b"_s});
    test::expectAccessible(window);
    run("column-close"_L1);
    run("column-close"_L1);
    test::expectAccessible(window);
}

} // namespace
} // namespace staffroom
