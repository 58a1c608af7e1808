#pragma once

#include "core/accounts/account_book.h"
#include "core/compose/media_intake.h"
#include "core/compose/spell_checker.h"
#include "ui/base/icons.h"
#include "ui/compose/compose_panel.h"
#include "ui/compose/part_editor.h"
#include "ui/compose/post_text_edit.h"

#include "tests/unit/core/compose/compose_fixture.h"

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QTest>
#include <QThreadPool>

namespace staffroom {

/// A panel over a real composer: two accounts signed in, a small dictionary, an open lock.
class PanelFixture : public ComposeFixture {
protected:
    PanelFixture()
    {
        initIcons();
        m_fake->mutableCapabilities().hasVisibility = true;
        m_fake->mutableCapabilities().hasContentWarning = true;
        m_accounts = std::make_unique<AccountBook>(
            AccountBook::Context{&m_clock, &m_services, nullptr, {}});
        signIn(bea());
        signIn(ann());
        QFile affixes(m_folder.filePath(QStringLiteral("en_US.aff")));
        QFile words(m_folder.filePath(QStringLiteral("en_US.dic")));
        EXPECT_TRUE(affixes.open(QIODevice::WriteOnly) && words.open(QIODevice::WriteOnly));
        affixes.write("SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n");
        words.write("4\nwe\nweigh\neverything\nfractions\n");
        affixes.close();
        words.close();
        m_spelling = std::make_unique<SpellChecker>(SpellChecker::Places{{m_folder.path()}, {}});
        m_intake = std::make_unique<MediaIntake>(
            *QThreadPool::globalInstance(), m_folder.filePath(QStringLiteral("media")));
    }
    ~PanelFixture() override { m_panel.reset(); }

    void signIn(const Source& source)
    {
        SignedIn in;
        in.source = source;
        in.credentials.secrets[QStringLiteral("access")] = Secret("fake-token");
        EXPECT_TRUE(test::await(m_accounts->add(in, Keeping::ThisSession)));
    }
    ComposePanelContext panelContext()
    {
        ComposePanelContext context;
        context.composer = &composer();
        context.accounts = m_accounts.get();
        context.drafts = m_drafts.get();
        context.services = &m_services;
        context.lock = &m_lock;
        context.clock = &m_clock;
        context.spelling = m_spelling.get();
        context.intake = m_intake.get();
        return context;
    }
    ComposePanel& panel(ComposePanel::Form form = ComposePanel::Form::Panel)
    {
        if (!m_panel) {
            m_panel = std::make_unique<ComposePanel>(panelContext(), form);
            m_panel->setStyleTokens(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1));
            m_panel->resize(360, 700);
            m_panel->show();
            m_panel->activateWindow();
            m_panel->focusText();
            settle();
        }
        return *m_panel;
    }
    /// A post of ann's in the chat.
    static PostPtr question()
    {
        test::MadePost more;
        more.text = QStringLiteral("Q3 How do you let pupils fail safely? #EdChat");
        more.handle = QStringLiteral("ann@school.example");
        return test::makePost(QStringLiteral("q3"), timestampFromMs(1'763'837'000'000), more);
    }
    void beginReply()
    {
        composer().beginReply(
            {QStringLiteral("c1")}, bea(), question(), {QStringLiteral("EdChat"), 3});
        settle();
    }
    void beginPost(int currentQuestion = 0)
    {
        composer().beginPost(
            {QStringLiteral("c1")}, bea(), {QStringLiteral("EdChat"), currentQuestion});
        settle();
    }

    std::unique_ptr<AccountBook> m_accounts;
    std::unique_ptr<SpellChecker> m_spelling;
    std::unique_ptr<MediaIntake> m_intake;
    std::unique_ptr<ComposePanel> m_panel;
};

/// The same with keys and pictures at hand; shared by the tests of the panel.
class ComposePanelTest : public PanelFixture {
protected:
    PostTextEdit* text(int part = 0) { return panel().part(part)->text(); }
    void type(const QString& words) { QTest::keyClicks(text(), words); }
    void controlEnter()
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : text(),
            Qt::Key_Return, Qt::ControlModifier);
        settle();
    }
    [[nodiscard]] bool isPosted(int count)
    {
        return passUntil(
            [&] { return int(server().ledger.size()) == count; }, std::chrono::seconds(10));
    }
    QString picture()
    {
        QImage image(80, 60, QImage::Format_RGB32);
        image.fill(QColor(60, 120, 180));
        const QString file = m_folder.filePath(QStringLiteral("picture%1.png").arg(++m_pictures));
        EXPECT_TRUE(image.save(file));
        return file;
    }
    void addPictures(int count)
    {
        for (int i = 0; i < count; ++i)
            panel().addFiles({picture()});
        ASSERT_TRUE(test::waitFor(
            [&] { return int(composer().draft().parts.front().media.size()) == count; }));
    }
    int m_pictures = 0;
};

} // namespace staffroom
