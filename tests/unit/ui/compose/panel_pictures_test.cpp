// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, the panel is drawn in its
// states, schemes and sizes.
#include "tests/unit/ui/compose/panel_fixture.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/compose_tools.h"
#include "ui/compose/emoji_picker.h"
#include "ui/compose/media_card.h"
#include "ui/compose/media_strip.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/prepared_dialog.h"
#include "ui/compose/words_button.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class PanelPictures : public PanelFixture {
protected:
    void SetUp() override
    {
        m_pictures = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (m_pictures.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
        // Of this machine, so that only what is wrong is underlined.
        m_spelling = std::make_unique<SpellChecker>(
            SpellChecker::Places{SpellChecker::usualFolders(), {}});
    }
    void save(const QString& name, QSize size = {340, 620}, Scheme scheme = Scheme::Light,
        double scale = 1.0)
    {
        const Style style = Style::make(scheme, Density::Comfortable, scale, 2);
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
        panel().setStyleTokens(style);
        panel().resize(size);
        m_clock.advance(Millis(500));
        settle();
        (void)test::waitFor([] { return false; }, std::chrono::milliseconds(150));
        panel().grab().save(m_pictures + u"/compose-"_s + name + u".png"_s);
    }
    void addPicture(const QString& alt)
    {
        QImage image(320, 240, QImage::Format_RGB32);
        image.fill(QColor(0xD9E4DD));
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(QColor(0x6B4A2F), 10));
        painter.drawLine(30, 130, 290, 110);
        painter.drawLine(160, 120, 160, 220);
        painter.setBrush(QColor(0xC0563B));
        painter.drawEllipse(QPointF(60, 100), 28, 28);
        painter.drawEllipse(QPointF(255, 86), 24, 24);
        painter.end();
        const QString file = m_folder.filePath(u"balance.png"_s);
        ASSERT_TRUE(image.save(file));
        panel().addFiles({file});
        ASSERT_TRUE(test::waitFor([&] { return !composer().draft().parts.front().media.empty(); }));
        composer().change([&](Draft& d) { d.parts.front().media.back().alt = alt; });
    }
    void write(const QString& text)
    {
        composer().change([&](Draft& d) {
            d.language = u"en"_s;
            d.parts.front().text = text;
        });
    }
    QString m_pictures;
};

TEST_F(PanelPictures, ReplyWithTagAndLabel)
{
    beginReply();
    panel();
    write(u"@ann@school.example We weigh everything on a ruler balance first, then guess. "
          u"Nobody is graded on the guess. https://example.org/balance"_s);
    m_drafts->setPrepared({u"EdChat"_s, 3,
        u"We let them build bridges out of paper and break them on purpose."_s, false});
    save(u"reply-light"_s);
    save(u"reply-dark"_s, {340, 620}, Scheme::Dark);
    save(u"reply-contrast"_s, {340, 620}, Scheme::HighContrast);
    save(u"reply-narrow"_s, {300, 620});
    save(u"reply-200"_s, {420, 900}, Scheme::Light, 2.0);
    save(u"reply-200-narrow"_s, {300, 900}, Scheme::Dark, 2.0);
}

TEST_F(PanelPictures, ImageWithDescription)
{
    beginPost(3);
    panel();
    write(u"Our ruler balance, ready for Monday"_s);
    addPicture(u"A wooden ruler balanced on a pencil, two red weights at its ends"_s);
    save(u"image-light"_s);
    save(u"image-dark"_s, {340, 620}, Scheme::Dark);
    composer().change([](Draft& d) {
        d.parts.front().media.push_back(d.parts.front().media.front());
        d.parts.front().media.back().alt.clear();
    });
    panel().send();
    save(u"asking-light"_s, {340, 760});
    save(u"asking-200"_s, {420, 1300}, Scheme::Dark, 2.0);
}

TEST_F(PanelPictures, Poll)
{
    beginPost();
    panel();
    write(u"How often do you plan for failure?"_s);
    composer().change([](Draft& d) {
        d.parts.front().poll = DraftPoll{
            {u"Every week"_s, u"Now and then"_s, u"Never"_s}, std::chrono::hours(24), true};
    });
    save(u"poll-light"_s);
    save(u"poll-dark"_s, {340, 620}, Scheme::Dark);
    composer().change([](Draft& d) { d.parts.front().poll->options[2].clear(); });
    panel().send();
    save(u"poll-trouble"_s);
}

TEST_F(PanelPictures, TooLongAndSplit)
{
    beginPost(3);
    panel();
    QString text;
    for (int i = 0; i < 9; ++i)
        text += u"In our school every failed model goes onto the shelf with a note of what it "
                u"taught us. "_s;
    write(text.trimmed());
    composer().change([](Draft& d) { d.usesLabel = true; });
    save(u"too-long"_s);
    composer().splitIntoParts();
    save(u"split-light"_s, {340, 760});
    save(u"split-dark"_s, {340, 760}, Scheme::Dark);
}

TEST_F(PanelPictures, EverythingAtOnceAndLocked)
{
    m_lock.setLocked(true);
    beginPost(3);
    panel();
    write(u"We wiegh everything"_s);
    QTest::mouseClick(panel().tools()->warning(), Qt::LeftButton);
    composer().change([](Draft& d) {
        d.keepsTag = false;
        d.visibility = Visibility::Unlisted;
        d.scheduled = timestampFromMs(1'763'900'000'000);
        d.contentWarning = u"Exams"_s;
    });
    save(u"locked-light"_s, {340, 700});
    save(u"locked-dark"_s, {340, 700}, Scheme::Dark);
}

TEST_F(PanelPictures, RightToLeft)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    beginReply();
    panel();
    write(u"نزن كل شيء على ميزان المسطرة أولاً ثم نخمن. @ann@school.example"_s);
    addPicture(u"مسطرة خشبية متوازنة على قلم"_s);
    composer().change([](Draft& d) { d.visibility = Visibility::Unlisted; });
    panel().send();
    save(u"rtl-light"_s, {340, 700});
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

TEST_F(PanelPictures, DraftsEmojiSuggestionsAndPrepared)
{
    beginPost(3);
    panel();
    write(u"A thought about marking that I will finish on the train home"_s);
    beginReply();
    write(u"@ann@school.example Half an answer"_s);
    beginPost(3);
    panel().showDrafts();
    save(u"drafts-light"_s);
    panel().draftsView();
    QTest::mouseClick(panel().draftsButton(), Qt::LeftButton);
    panel().focusText();
    QTest::keyClicks(panel().part(0)->text(), u"Well done :smil"_s);
    save(u"suggestions-light"_s);
    QTest::keyClick(panel().part(0)->text(), Qt::Key_Escape);
    QTest::mouseClick(panel().tools()->emoji(), Qt::LeftButton);
    save(u"emoji-dark"_s, {340, 620}, Scheme::Dark);
    panel().setRecentEmoji({});
    m_drafts->setPrepared(
        {u"EdChat"_s, 1, u"I teach science to eleven-year-olds in Malmö."_s, false});
    m_drafts->setPrepared({u"EdChat"_s, 3, u"We let them build bridges."_s, true});
    PreparedDialog dialog(
        *m_drafts, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"EdChat"_s);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    settle();
    dialog.grab().save(m_pictures + u"/compose-prepared.png"_s);
    const std::unique_ptr<QMenu> menu(panel().tools()->visibilityMenu());
    menu->adjustSize();
    menu->grab().save(m_pictures + u"/compose-visibility.png"_s);
}

TEST_F(PanelPictures, Inline)
{
    beginReply();
    ComposePanel& inlined = panel(ComposePanel::Form::Inline);
    write(u"@ann@school.example We weigh everything"_s);
    save(u"inline-light"_s, {340, inlined.heightForWidth(340)});
    save(u"inline-dark"_s, {340, inlined.heightForWidth(340)}, Scheme::Dark);
}

} // namespace
} // namespace staffroom
