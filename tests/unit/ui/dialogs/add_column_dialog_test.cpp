#include "ui/dialogs/add_column_dialog.h"

#include "tests/unit/ui/shell_fixture.h"
#include "ui/dialogs/first_run_page.h"
#include "ui/dialogs/form_parts.h"
#include "ui/dialogs/keys_dialog.h"
#include "ui/dialogs/settings_dialog.h"

#include <QPushButton>
#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

const Millis kPause{450};

class AddColumnTest : public testing::Test, public test::ShellFixture {
protected:
    AddColumnTest()
    {
        m_dialog = new AddColumnDialog(
            context, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1));
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
    }
    ~AddColumnTest() override { delete m_dialog; }

    void type(const QString& tags, const QString& serverText)
    {
        m_dialog->field(u"tags"_s)->setText(tags);
        m_dialog->serverField()->setEditText(serverText);
        pause();
    }
    void pause()
    {
        clock.advance(kPause);
        (void)soon([&] { return !m_dialog->sentenceOf(u"server"_s).startsWith("Asking"_L1); });
    }
    QString serverSentence() const { return m_dialog->sentenceOf(u"server"_s); }
    void answer(const QString& server, Error::Kind kind, const QString& detail = {})
    {
        service->answers.insert_or_assign(server, fail(kind, detail));
    }

    AddColumnDialog* m_dialog;
};

TEST_F(AddColumnTest, AsksNoServerBeforeSomethingWasTyped)
{
    clock.advance(std::chrono::seconds(5));
    EXPECT_TRUE(service->asked.empty());
    EXPECT_FALSE(m_dialog->canAdd());
    EXPECT_TRUE(m_dialog->sentenceOf(u"tags"_s).isEmpty());
}

TEST_F(AddColumnTest, TagWithSpacesIsToldAtOnce)
{
    m_dialog->field(u"tags"_s)->setText(u"Ed Chat"_s);
    EXPECT_TRUE(m_dialog->sentenceOf(u"tags"_s).contains("no spaces"_L1));
    EXPECT_FALSE(m_dialog->canAdd());
    m_dialog->field(u"tags"_s)->setText(u"EdChat"_s);
    EXPECT_TRUE(m_dialog->sentenceOf(u"tags"_s).isEmpty());
}

TEST_F(AddColumnTest, AsksTheServerOnlyAfterAPauseInTyping)
{
    m_dialog->field(u"tags"_s)->setText(u"edchat"_s);
    for (const auto& part : {u"fake.e"_s, u"fake.ex"_s, u"fake.example"_s}) {
        m_dialog->serverField()->setEditText(part);
        clock.advance(Millis(200));
    }
    EXPECT_TRUE(service->asked.empty());
    pause();
    EXPECT_EQ(service->asked, std::vector<QString>{u"https://fake.example"_s});
    EXPECT_TRUE(m_dialog->canAdd());
}

TEST_F(AddColumnTest, EveryFaultOfAServerHasItsSentence)
{
    answer(u"https://nohost.example"_s, Error::Kind::Offline, u"Host nohost.example not found"_s);
    answer(u"https://down.example"_s, Error::Kind::Offline, u"Connection refused"_s);
    answer(u"https://slow.example"_s, Error::Kind::Timeout);
    answer(u"https://blog.example"_s, Error::Kind::Unsupported);
    answer(u"https://forged.example"_s, Error::Kind::Tls);
    ServerInfo closed;
    closed.server = u"https://closed.example"_s;
    closed.hashtagAccess = ServerInfo::Access::NeedsLogin;
    service->answers.insert_or_assign(closed.server, closed);

    const std::vector<std::pair<QString, QLatin1StringView>> cases{
        {u"nohost.example"_s, "no server called nohost.example"_L1},
        {u"down.example"_s, "cannot be reached"_L1}, {u"slow.example"_s, "does not answer"_L1},
        {u"blog.example"_s, "does not speak"_L1}, {u"forged.example"_s, "cannot prove"_L1},
        {u"closed.example"_s, "signed-in people"_L1}, {u"mastodon social"_s, "no spaces"_L1},
        {u"nonsense"_s, "not a server's address"_L1},
        {u"bea@labcoat.example"_s, "a person's handle"_L1}};
    for (const auto& [typed, words] : cases) {
        type(u"edchat"_s, typed);
        EXPECT_TRUE(serverSentence().contains(words))
            << qPrintable(typed) << ": " << qPrintable(serverSentence());
        EXPECT_FALSE(m_dialog->canAdd()) << qPrintable(typed);
    }
}

TEST_F(AddColumnTest, PreviewShowsTheNewestPosts)
{
    addPosts(5);
    type(u"edchat"_s, u"fake.example"_s);
    clock.advance(kPause);
    ASSERT_TRUE(soon([&] {
        const RowModel* model = m_dialog->preview()->feedModel();
        return model && model->rowCount() >= 5;
    }));
}

TEST_F(AddColumnTest, AddingTellsTheSpecAndRemembersTheServer)
{
    std::optional<FeedSpec> chosen;
    QObject::connect(
        m_dialog, &AddColumnDialog::chosen, m_dialog, [&](const FeedSpec& spec) { chosen = spec; });
    type(u"EdChat, MathSky"_s, u"fake.example"_s);
    ASSERT_TRUE(m_dialog->canAdd());
    for (auto* button : m_dialog->findChildren<QPushButton*>()) {
        if (button->isDefault())
            button->click();
    }
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->tags, (QStringList{u"EdChat"_s, u"MathSky"_s}));
    EXPECT_EQ(chosen->source.server, u"https://fake.example"_s);
    EXPECT_EQ(settings.texts(Setting::RememberedServers).first(), u"https://fake.example"_s);
}

TEST_F(AddColumnTest, EnterBeforeTheAnswerAddsOnceItIsThere)
{
    const QSignalSpy spy(m_dialog, &AddColumnDialog::chosen);
    m_dialog->field(u"tags"_s)->setText(u"edchat"_s);
    m_dialog->serverField()->setEditText(u"fake.example"_s);
    for (auto* button : m_dialog->findChildren<QPushButton*>()) {
        if (button->isDefault())
            button->click();
    }
    EXPECT_EQ(spy.count(), 0);
    ASSERT_TRUE(soon([&] { return spy.count() == 1; }));
}

TEST_F(AddColumnTest, HomeWithoutAnAccountSaysSo)
{
    m_dialog->serverField()->setEditText(u"fake.example"_s);
    m_dialog->choose(FeedSpec::Kind::Home);
    pause();
    EXPECT_TRUE(serverSentence().contains("needs an account"_L1)) << qPrintable(serverSentence());
    EXPECT_FALSE(m_dialog->canAdd());
}

TEST_F(AddColumnTest, UnknownPersonIsToldBesideTheHandle)
{
    server().setPageError(Error{Error::Kind::NotFound, 404, {}, {}, {}});
    m_dialog->choose(FeedSpec::Kind::User);
    m_dialog->field(u"handle"_s)->setText(u"nobody@fake.example"_s);
    m_dialog->serverField()->setEditText(u"fake.example"_s);
    pause();
    clock.advance(kPause);
    ASSERT_TRUE(
        soon([&] { return m_dialog->sentenceOf(u"handle"_s).contains("knows nobody"_L1); }));
}

TEST_F(AddColumnTest, EveryControlIsNamed)
{
    for (const auto& columnType : columns.types()) {
        m_dialog->choose(columnType.kind);
        test::expectAccessible(*m_dialog);
    }
}

class PagesTest : public testing::Test, public test::ShellFixture {
protected:
    Style m_style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 1);
};

TEST_F(PagesTest, FirstRunReadsAHashtag)
{
    FirstRunPage page(context, m_style);
    std::vector<FeedSpec> chosen;
    QObject::connect(&page, &FirstRunPage::chosen, &page,
        [&](const std::vector<FeedSpec>& specs) { chosen = specs; });
    EXPECT_FALSE(page.readButton()->isEnabled());
    page.tagField()->setText(u"two words"_s);
    EXPECT_TRUE(page.sentence().contains("no spaces"_L1));
    page.tagField()->setText(u"#edchat"_s);
    page.serverField()->setEditText(u"fake.example"_s);
    page.readButton()->click();
    ASSERT_TRUE(soon([&] { return !chosen.empty(); }));
    EXPECT_EQ(chosen.front().tags, QStringList(u"edchat"_s));
    test::expectAccessible(page);
}

TEST_F(PagesTest, FirstRunBuildsThePracticeDeck)
{
    service->fake.mutableCapabilities().needsServer = false;
    FirstRunPage page(context, m_style);
    std::vector<FeedSpec> chosen;
    QObject::connect(&page, &FirstRunPage::practiceChosen, &page,
        [&](const std::vector<FeedSpec>& specs) { chosen = specs; });
    page.practiceButton()->click();
    EXPECT_FALSE(chosen.empty());
    EXPECT_EQ(chosen, service->starterFeeds());
}

TEST_F(PagesTest, SettingsApplyAtOnceAndReset)
{
    SettingsDialog dialog(settings, m_style);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    test::expectAccessible(dialog);
    auto* scheme = dialog.findChild<ComboField*>();
    scheme->setCurrentIndex(2);
    Q_EMIT scheme->activated(2);
    EXPECT_EQ(settings.text(Setting::Scheme), u"dark"_s);
    for (auto* button : dialog.findChildren<QPushButton*>()) {
        if (!button->isDefault())
            button->click();
    }
    EXPECT_EQ(settings.text(Setting::Scheme), u"system"_s);
    EXPECT_EQ(scheme->currentIndex(), 0);
}

TEST_F(PagesTest, KeysAreListed)
{
    KeysDialog dialog({{u"Posts"_s, u"Next post"_s, u"J"_s}}, m_style);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    test::expectAccessible(dialog);
}

} // namespace
} // namespace staffroom
