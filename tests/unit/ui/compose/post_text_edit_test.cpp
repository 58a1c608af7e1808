#include "ui/compose/post_text_edit.h"

#include "core/compose/spell_checker.h"
#include "tests/support/wait_for.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMimeData>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class PostTextEditTest : public testing::Test {
protected:
    PostTextEditTest()
    {
        auto* column = new QVBoxLayout(&m_window);
        m_edit = new PostTextEdit(&m_window);
        m_next = new QWidget(&m_window);
        m_next->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(m_edit);
        column->addWidget(m_next);
        m_edit->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1));
        m_window.resize(300, 400);
        m_window.show();
        m_window.activateWindow();
        m_edit->setFocus();
        QCoreApplication::processEvents();
    }
    QWidget m_window;
    PostTextEdit* m_edit;
    QWidget* m_next;
};

TEST_F(PostTextEditTest, PasteBringsWordsOnly)
{
    auto* rich = new QMimeData;
    rich->setHtml(u"<b style='color:red'>bold</b> words"_s);
    rich->setText(u"bold words"_s);
    QApplication::clipboard()->setMimeData(rich);
    m_edit->paste();
    EXPECT_EQ(m_edit->toPlainText(), u"bold words"_s);
    auto* markupOnly = new QMimeData;
    markupOnly->setHtml(u"<b>nothing else</b>"_s);
    QApplication::clipboard()->setMimeData(markupOnly);
    m_edit->paste();
    EXPECT_FALSE(m_edit->toPlainText().contains(u'<'));
}

TEST_F(PostTextEditTest, PastedPicturesAndFilesAreHandedOn)
{
    const QSignalSpy images(m_edit, &PostTextEdit::imageGiven);
    const QSignalSpy files(m_edit, &PostTextEdit::filesGiven);
    QImage image(4, 4, QImage::Format_RGB32);
    image.fill(Qt::green);
    QApplication::clipboard()->setImage(image);
    m_edit->paste();
    EXPECT_EQ(images.count(), 1);
    auto* mime = new QMimeData;
    mime->setUrls({QUrl::fromLocalFile(u"/tmp/a.png"_s)});
    QApplication::clipboard()->setMimeData(mime);
    m_edit->paste();
    ASSERT_EQ(files.count(), 1);
    EXPECT_EQ(files.front().front().toStringList(), QStringList{u"/tmp/a.png"_s});
    EXPECT_EQ(m_edit->toPlainText(), QString());
}

TEST_F(PostTextEditTest, ControlEnterSendsAndEnterWrites)
{
    const QSignalSpy sends(m_edit, &PostTextEdit::sendWanted);
    QTest::keyClick(m_edit, Qt::Key_Return);
    EXPECT_EQ(sends.count(), 0);
    EXPECT_EQ(m_edit->toPlainText(), u"\n"_s);
    QTest::keyClick(m_edit, Qt::Key_Return, Qt::ControlModifier);
    EXPECT_EQ(sends.count(), 1);
    EXPECT_EQ(m_edit->toPlainText(), u"\n"_s);
}

TEST_F(PostTextEditTest, TabLeaves)
{
    ASSERT_TRUE(m_edit->hasFocus());
    QTest::keyClick(m_edit, Qt::Key_Tab);
    EXPECT_TRUE(m_next->hasFocus());
    EXPECT_EQ(m_edit->toPlainText(), QString());
}

TEST_F(PostTextEditTest, GrowsWithItsLinesUpToALimit)
{
    m_edit->setLines(2, 5);
    const int two = m_edit->sizeHint().height();
    m_edit->showText(u"a\nb\nc\nd"_s);
    QCoreApplication::processEvents();
    const int four = m_edit->sizeHint().height();
    EXPECT_GT(four, two);
    m_edit->showText(QString(u"line\n"_s).repeated(30));
    QCoreApplication::processEvents();
    EXPECT_GT(m_edit->sizeHint().height(), four);
    EXPECT_LT(m_edit->sizeHint().height(), 2 * four);
}

TEST_F(PostTextEditTest, MisspeltWordsAreMarkedAndMoveWithTheText)
{
    m_edit->showText(u"we wiegh everything"_s);
    m_edit->setMisspellings({{3, 5}});
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(0);
    cursor.insertText(u"Oh, "_s);
    ASSERT_EQ(m_edit->misspellings().size(), 1U);
    EXPECT_EQ(m_edit->misspellings().front(), (Misspelling{7, 5}));
    cursor.setPosition(9);
    cursor.insertText(u"x"_s);
    EXPECT_TRUE(m_edit->misspellings().empty()) << "a changed word is judged anew";
}

TEST_F(PostTextEditTest, TheMenuOffersBetterWordsAndKeepsOwnOnes)
{
    QTemporaryDir folder;
    QFile affixes(folder.filePath(u"en_US.aff"_s));
    QFile words(folder.filePath(u"en_US.dic"_s));
    ASSERT_TRUE(affixes.open(QIODevice::WriteOnly) && words.open(QIODevice::WriteOnly));
    affixes.write("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n");
    words.write("2\nwe\nweigh\n");
    affixes.close();
    words.close();
    SpellChecker checker({{folder.path()}, {}});
    m_edit->setSpelling(&checker);
    m_edit->setLanguage(u"en"_s);
    m_edit->showText(u"we wiegh"_s);
    m_edit->setMisspellings({{3, 5}});
    const QSignalSpy added(m_edit, &PostTextEdit::ownWordAdded);
    const std::unique_ptr<QMenu> menu(m_edit->menuAt(5));
    const auto named = [&](const QString& text) -> QAction* {
        for (QAction* action : menu->actions()) {
            if (action->text().contains(text) && action->isVisible())
                return action;
        }
        return nullptr;
    };
    ASSERT_TRUE(test::waitFor([&] { return named(u"weigh"_s) != nullptr; }));
    named(u"weigh"_s)->trigger();
    EXPECT_EQ(m_edit->toPlainText(), u"we weigh"_s);
    named(u"to my words"_s)->trigger();
    EXPECT_EQ(added.count(), 1);
    const std::unique_ptr<QMenu> plain(m_edit->menuAt(0));
    for (const QAction* action : plain->actions())
        EXPECT_FALSE(action->text().contains(u"my words"_s));
}

} // namespace
} // namespace staffroom
