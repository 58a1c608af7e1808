// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, the window is drawn while
// somebody answers in it.
#include "tests/unit/ui/shell/writing_fixture.h"
#include "ui/columns/column_frame.h"
#include "ui/compose/compose_panel.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/shell/deck_view.h"

#include <QApplication>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class WritingPictures : public testing::Test, public test::WritingFixture {
protected:
    void SetUp() override
    {
        m_folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (m_folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
    }
    void TearDown() override { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void draw(const QString& name)
    {
        addPosts(5);
        test::MadePost question;
        question.text = u"Q3 How do you let pupils fail safely? #edchat"_s;
        question.handle = u"host@fake.example"_s;
        server().add(test::makePost(u"q3"_s, clock.now(), question));
        signIn();
        settings.set(Setting::ReadingOnly, false);
        addColumn();
        addColumn(u"maths"_s);
        open();
        ColumnFrame& frame = *window->deckView()->frame(0);
        ASSERT_TRUE(eventually([&] { return frame.feed().entries().size() == 6; }));
        run("post-next"_L1);
        run("post-favourite"_L1);
        server().writeFaults.push_back(test::FakeServer::WriteFault{false,
            Error{Error::Kind::Invalid, 422, {}, {}, u"Validation failed: text is too long"_s}});
        run("post-reply"_L1);
        auto* panel = qobject_cast<ComposePanel*>(frame.inlinePanel());
        ASSERT_TRUE(panel);
        QTest::keyClicks(panel->part(0)->findChild<PostTextEdit*>(), u"By weighing jam jars."_s);
        panel->send();
        ASSERT_TRUE(eventually([&] {
            return !outbox.items().empty()
                && outbox.items().front().delivery.state == Delivery::State::Failed;
        }));
        run("post-reply"_L1);
        panel = qobject_cast<ComposePanel*>(frame.inlinePanel());
        ASSERT_TRUE(panel);
        QTest::keyClicks(panel->part(0)->findChild<PostTextEdit*>(), u"A second thought."_s);
        EXPECT_TRUE(eventually([] { return true; }));
        EXPECT_TRUE(window->grab().save(m_folder + u'/' + name + u".png"_s));
        window.reset();
    }

private:
    QString m_folder;
};

TEST_F(WritingPictures, AnswerInAColumn)
{
    draw(u"window-reply-light"_s);
}

TEST_F(WritingPictures, AnswerInAColumnDark)
{
    settings.set(Setting::Scheme, u"dark"_s);
    draw(u"window-reply-dark"_s);
}

TEST_F(WritingPictures, AnswerInAColumnRightToLeftLargeText)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    settings.set(Setting::TextScale, 150);
    draw(u"window-reply-rtl"_s);
}

} // namespace
} // namespace staffroom
