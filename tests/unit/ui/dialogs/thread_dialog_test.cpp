#include "ui/dialogs/thread_dialog.h"

#include "tests/unit/ui/shell_fixture.h"
#include "ui/columns/column_notice.h"
#include "ui/feed/thread_model.h"

#include <QSignalSpy>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class ThreadDialogTest : public testing::Test, public test::ShellFixture {
protected:
    void open(const PostPtr& post)
    {
        m_dialog = std::make_unique<ThreadDialog>(context,
            Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), post,
            test::fakeSpec().source);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
    }

    std::unique_ptr<ThreadDialog> m_dialog;
};

TEST_F(ThreadDialogTest, ShowsTheCardAndPutsTheKeyboardOnIt)
{
    addPosts(1);
    const PostPtr post = server().items().front().post;
    open(post);
    EXPECT_TRUE(m_dialog->notice()->isVisible());
    ASSERT_TRUE(soon([&] { return m_dialog->view()->feedModel()->rowCount() == 1; }));
    EXPECT_FALSE(m_dialog->notice()->isVisible());
    ASSERT_TRUE(m_dialog->view()->currentPost());
    EXPECT_EQ(m_dialog->view()->currentPost()->id, post->id);
    const auto index = m_dialog->view()->feedModel()->index(0, 0);
    EXPECT_TRUE(index.data(Qt::AccessibleTextRole).toString().contains("Post number 1"_L1));
    test::expectAccessible(*m_dialog);
}

TEST_F(ThreadDialogTest, AuthorAsksForAColumnThenCloses)
{
    addPosts(1);
    open(server().items().front().post);
    ASSERT_TRUE(soon([&] { return m_dialog->view()->feedModel()->rowCount() == 1; }));
    std::vector<FeedSpec> wanted;
    QObject::connect(m_dialog.get(), &ThreadDialog::columnWanted, m_dialog.get(),
        [&](const FeedSpec& spec) { wanted.push_back(spec); });
    m_dialog->activateWindow();
    ASSERT_TRUE(QTest::qWaitForWindowActive(m_dialog.get()));
    m_dialog->view()->setFocus();
    QTest::keyClick(m_dialog->view(), Qt::Key_Tab); // the author
    QTest::keyClick(m_dialog->view(), Qt::Key_Return);
    ASSERT_FALSE(wanted.empty());
    EXPECT_EQ(wanted.back().kind, FeedSpec::Kind::User);
    EXPECT_EQ(wanted.back().target, u"bea@fake.example"_s);
    EXPECT_EQ(wanted.back().source, test::fakeSpec().source);
    EXPECT_FALSE(m_dialog->isVisible());
}

TEST_F(ThreadDialogTest, FailureIsSaidAndAskedAgain)
{
    addPosts(1);
    const PostPtr post = server().items().front().post;
    server().setDown(true);
    open(post);
    ASSERT_TRUE(soon([&] { return !m_dialog->notice()->sentence().startsWith("Loading"_L1); }));
    EXPECT_TRUE(m_dialog->notice()->isVisible());
    server().setDown(false);
    Q_EMIT m_dialog->notice()->pressed();
    EXPECT_TRUE(soon([&] { return m_dialog->view()->feedModel()->rowCount() == 1; }));
}

TEST(ThreadModelTest, KeepsTheOrderOfWritingWithoutDoubles)
{
    const Timestamp start{Millis(1'700'000'000'000)};
    const auto a = test::makePost(u"a"_s, start);
    const auto b = test::makePost(u"b"_s, start + Millis(1000));
    const auto c = test::makePost(u"c"_s, start + Millis(2000));
    ThreadModel model([](const FeedRow& row) { return row.entry->post->text.text; });
    Thread thread;
    thread.ancestors = {a};
    thread.post = b;
    thread.descendants = {c, a};
    model.setThread(thread);
    ASSERT_EQ(model.rowCount(), 3);
    EXPECT_EQ(model.row(0).entry->post, a);
    EXPECT_EQ(model.row(1).entry->post, b);
    EXPECT_EQ(model.row(2).entry->post, c);
    EXPECT_EQ(model.rowOfPost(c->id), 2);
    EXPECT_EQ(model.rowOfPost(test::fakeId(u"z"_s)), -1);
}

} // namespace
} // namespace staffroom
