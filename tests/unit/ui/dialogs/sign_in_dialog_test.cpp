#include "ui/dialogs/sign_in_dialog.h"

#include "tests/unit/ui/dialogs/accounts_fixture.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

const QUrl kPage(u"https://labcoat.example/oauth/authorize?state=abc"_s);

class SignInTest : public testing::Test, public test::AccountsFixture {
protected:
    ~SignInTest() override { m_dialog.reset(); }

    void open(const SignInDialog::Wish& wish = {})
    {
        m_dialog = std::make_unique<SignInDialog>(
            context, wish, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), nullptr);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_added = std::make_unique<QSignalSpy>(m_dialog.get(), &SignInDialog::added);
        m_dialog->show();
        m_dialog->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    void openAtServer(const SignInDialog::Wish& wish = {})
    {
        open(wish);
        m_dialog->field(u"server"_s)->setText(u"labcoat.example"_s);
    }
    void useForm()
    {
        network->can.needsServer = false;
        network->spec.fields = {{u"zname"_s, u"Your name"_s}, {u"app"_s, u"App password"_s, true}};
    }
    /// Both a form and a browser, which is asked for by name, too.
    void useFormAndBrowser()
    {
        network->can.needsServer = false;
        network->spec.usesBrowser = true;
        LoginField who{u"identifier"_s, u"Handle"_s};
        who.isForBrowser = true;
        who.saysWho = true;
        who.placeholder = u"bea.labcoat.example"_s;
        LoginField password{u"app"_s, u"App password"_s, true};
        LoginField code{u"code"_s, u"Code from your mail"_s};
        code.isOptional = true;
        LoginField server{u"server"_s, u"Server of your own"_s};
        server.isOptional = server.isForBrowser = true;
        network->spec.fields = {who, password, code, server};
    }
    void useAll()
    {
        network->spec.usesBrowser = network->spec.canPasteCode = network->spec.takesToken = true;
    }
    void chooseWay(LoginRequest::Way way)
    {
        auto* combo = this->way();
        ASSERT_TRUE(combo);
        combo->setCurrentIndex(combo->findData(int(way)));
        Q_EMIT combo->activated(combo->currentIndex());
    }
    ComboField* way() const
    {
        for (auto* combo : m_dialog->findChildren<ComboField*>()) {
            if (combo->accessibleName() == u"How to sign in"_s)
                return combo;
        }
        return nullptr;
    }
    QPushButton* primary() const
    {
        for (auto* button : m_dialog->findChildren<QPushButton*>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }
    bool isShown(const QString& id) const
    {
        return m_dialog->field(id) && m_dialog->field(id)->isVisible();
    }
    bool closesAs(const QString& handle)
    {
        return test::waitFor([&] { return m_added->count() > 0; }) && !m_dialog->isVisible()
            && m_added->at(0).at(0).value<Source>().account == handle;
    }
    void fail(Error::Kind kind, const QString& detail = {})
    {
        Q_EMIT network->last->failed(Error{kind, 0, std::nullopt, {}, detail});
    }

    std::unique_ptr<SignInDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_added;
};

TEST_F(SignInTest, AFormIsDrawnFromTheServicesFields)
{
    useForm();
    open();
    EXPECT_FALSE(m_dialog->field(u"server"_s));
    EXPECT_FALSE(m_dialog->field(u"token"_s));
    EXPECT_TRUE(m_dialog->field(u"zname"_s)->hasFocus()) << "the first field, not the first id";
    EXPECT_EQ(m_dialog->field(u"zname"_s)->echoMode(), QLineEdit::Normal);
    EXPECT_EQ(m_dialog->field(u"app"_s)->echoMode(), QLineEdit::Password);
    EXPECT_EQ(primary()->text(), u"Sign in"_s);
    test::expectAccessible(*m_dialog);
    for (const auto* label : m_dialog->findChildren<QLabel*>()) {
        if (label->text() == u"Your name"_s) {
            EXPECT_EQ(label->buddy(), m_dialog->field(u"zname"_s));
        }
    }
}

TEST_F(SignInTest, AFormSignsInAndCloses)
{
    useForm();
    open();
    QTest::keyClicks(m_dialog->field(u"zname"_s), u"bea"_s);
    QTest::keyClick(m_dialog->field(u"zname"_s), Qt::Key_Return);
    EXPECT_EQ(network->logins, 0) << "the second field is empty";
    EXPECT_FALSE(m_dialog->sentenceOf(u"app"_s).isEmpty());
    EXPECT_TRUE(m_dialog->field(u"app"_s)->hasFocus());
    QTest::keyClicks(m_dialog->field(u"app"_s), u"hidden words"_s);
    EXPECT_TRUE(m_dialog->sentenceOf(u"app"_s).isEmpty());
    QTest::keyClick(m_dialog->field(u"app"_s), Qt::Key_Return);
    ASSERT_TRUE(network->last);
    EXPECT_EQ(network->last->starts, 1);
    EXPECT_EQ(network->last->request.way, LoginRequest::Way::Form);
    EXPECT_EQ(network->last->request.fields.at(u"zname"_s).reveal(), "bea");
    EXPECT_EQ(network->last->request.fields.at(u"app"_s).reveal(), "hidden words");
    network->last->answer(u"bea@labcoat.example"_s);
    ASSERT_TRUE(closesAs(u"bea@labcoat.example"_s));
    ASSERT_EQ(accounts->accounts().size(), 1U);
    EXPECT_EQ(accounts->accounts().front().keeping, Keeping::KeyStore);
}

TEST_F(SignInTest, TheBrowserComesFirstAndAsksOnlyForItsOwnFields)
{
    useFormAndBrowser();
    open();
    ASSERT_TRUE(way());
    EXPECT_EQ(way()->currentData().toInt(), int(LoginRequest::Way::Browser));
    EXPECT_TRUE(isShown(u"identifier"_s) && isShown(u"server"_s));
    EXPECT_FALSE(isShown(u"app"_s) || isShown(u"code"_s));
    m_dialog->press();
    EXPECT_FALSE(m_dialog->sentenceOf(u"identifier"_s).isEmpty());
    EXPECT_EQ(network->logins, 0);
    m_dialog->field(u"identifier"_s)->setText(u"bea.labcoat.example"_s);
    m_dialog->press();
    ASSERT_TRUE(network->last);
    const auto& request = network->last->request;
    EXPECT_EQ(request.way, LoginRequest::Way::Browser);
    EXPECT_EQ(request.fields.size(), 1U) << "what is optional and empty is left out";
    EXPECT_EQ(request.fields.at(u"identifier"_s).reveal(), "bea.labcoat.example");
    Q_EMIT network->last->browserWanted(kPage);
    EXPECT_TRUE(m_dialog->field(u"identifier"_s)->isReadOnly());
    fail(Error::Kind::Timeout);
    EXPECT_FALSE(m_dialog->field(u"identifier"_s)->isReadOnly());
    // What was typed wrongly is told as that, not as a wrong answer of the browser.
    m_dialog->press();
    fail(Error::Kind::Invalid, u"a handle has a dot"_s);
    EXPECT_TRUE(m_dialog->sentence().contains(u"a handle has a dot"_s));
}

TEST_F(SignInTest, AServicesOwnFieldsMayHaveTheNamesOfTheDialogs)
{
    useFormAndBrowser();
    open();
    chooseWay(LoginRequest::Way::Form);
    EXPECT_TRUE(isShown(u"app"_s) && isShown(u"code"_s));
    m_dialog->field(u"identifier"_s)->setText(u"bea.labcoat.example"_s);
    m_dialog->field(u"app"_s)->setText(u"hidden words"_s);
    m_dialog->field(u"server"_s)->setText(u"pds.example"_s);
    m_dialog->press();
    ASSERT_TRUE(network->last);
    EXPECT_EQ(network->last->request.fields.size(), 3U);
    EXPECT_EQ(network->last->request.fields.at(u"server"_s).reveal(), "pds.example");
    EXPECT_TRUE(network->last->request.source.server.isEmpty());
    EXPECT_TRUE(network->last->codes.isEmpty());
}

TEST_F(SignInTest, OptionalFieldsAndExamplesAreSaidToEverybody)
{
    useFormAndBrowser();
    open();
    auto* who = m_dialog->field(u"identifier"_s);
    EXPECT_TRUE(who->placeholderText().contains(u"bea.labcoat.example"_s));
    EXPECT_EQ(who->accessibleDescription(), who->placeholderText());
    EXPECT_TRUE(m_dialog->field(u"server"_s)->accessibleName().contains(u"optional"_s));
    EXPECT_FALSE(who->accessibleName().contains(u"optional"_s));
    m_dialog->press(); // trouble takes its place, and gives it back
    EXPECT_EQ(who->accessibleDescription(), m_dialog->sentenceOf(u"identifier"_s));
    QTest::keyClicks(who, u"b"_s);
    EXPECT_EQ(who->accessibleDescription(), who->placeholderText());
    test::expectAccessible(*m_dialog);
}

TEST_F(SignInTest, AnAccountThatSignsInAgainIsNotTypedAgain)
{
    useFormAndBrowser();
    SignInDialog::Wish wish;
    wish.source = sourceOf(u"bea.labcoat.example"_s);
    open(wish);
    EXPECT_EQ(m_dialog->field(u"identifier"_s)->text(), u"bea.labcoat.example"_s);
    EXPECT_TRUE(m_dialog->field(u"identifier"_s)->isReadOnly());
    m_dialog->press();
    ASSERT_TRUE(network->last);
    EXPECT_EQ(network->last->request.source, wish.source);
}

TEST_F(SignInTest, SaysWhereASignInMayAlwaysWrite)
{
    useFormAndBrowser();
    network->spec.alwaysMayWrite = true;
    open();
    bool isSaid = false;
    for (const auto* label : m_dialog->findChildren<QLabel*>())
        isSaid = isSaid || (label->isVisible() && label->text().contains(u"may also post"_s));
    EXPECT_TRUE(isSaid);
}

TEST_F(SignInTest, TabGoesThroughTheFieldsInTheOrderOfReading)
{
    useForm();
    open();
    m_dialog->field(u"zname"_s)->setFocus();
    QTest::keyClick(m_dialog.get(), Qt::Key_Tab);
    EXPECT_TRUE(m_dialog->field(u"app"_s)->hasFocus());
    QTest::keyClick(m_dialog.get(), Qt::Key_Tab);
    EXPECT_TRUE(qobject_cast<TickBox*>(m_dialog->focusWidget()));
    QTest::keyClick(m_dialog.get(), Qt::Key_Tab);
    QTest::keyClick(m_dialog.get(), Qt::Key_Tab);
    EXPECT_EQ(m_dialog->focusWidget(), primary());
}

TEST_F(SignInTest, AWrongServerIsToldBesideItsField)
{
    useAll();
    open();
    EXPECT_TRUE(m_dialog->field(u"server"_s)->hasFocus());
    for (const auto& [typed, expected] : {std::pair{u""_s, u"looks like"_s},
             {u"labcoat"_s, u"looks like"_s}, {u"@bea@labcoat.example"_s, u"the server alone"_s}}) {
        m_dialog->field(u"server"_s)->setText(typed);
        m_dialog->press();
        EXPECT_TRUE(m_dialog->sentenceOf(u"server"_s).contains(expected)) << qPrintable(typed);
        EXPECT_TRUE(m_dialog->field(u"server"_s)->property("trouble").toBool());
        EXPECT_TRUE(m_dialog->field(u"server"_s)->hasFocus());
    }
    EXPECT_EQ(network->logins, 0);
}

TEST_F(SignInTest, TheBrowserIsOpenedAndTheDialogGoesOnByItself)
{
    network->spec.usesBrowser = true;
    openAtServer();
    EXPECT_FALSE(way()) << "there is only one";
    EXPECT_EQ(primary()->text(), u"Continue in the browser"_s);
    m_dialog->press();
    EXPECT_FALSE(primary()->isEnabled());
    EXPECT_FALSE(m_dialog->field(u"server"_s)->isEnabled());
    EXPECT_TRUE(m_dialog->sentence().startsWith("Asking"_L1));
    EXPECT_EQ(network->last->request.source.server, u"https://labcoat.example"_s);
    EXPECT_EQ(network->last->request.access, LoginRequest::Access::Read);
    EXPECT_FALSE(network->last->request.choosesAccount);
    Q_EMIT network->last->browserWanted(kPage);
    EXPECT_EQ(browser.urls, QList<QUrl>{kPage});
    EXPECT_TRUE(m_dialog->sentence().contains("goes on by itself"_L1));
    QTest::mouseClick(primary(), Qt::LeftButton);
    EXPECT_EQ(browser.urls.size(), 2) << "the page again";
    EXPECT_EQ(network->logins, 1);
    network->last->answer(u"bea@labcoat.example"_s);
    EXPECT_TRUE(closesAs(u"bea@labcoat.example"_s));
    EXPECT_TRUE(settings.texts(Setting::RememberedServers).contains(u"https://labcoat.example"_s));
}

TEST_F(SignInTest, APageThatCannotBeOpenedCanBeCopied)
{
    network->spec.usesBrowser = true;
    openAtServer();
    m_dialog->press();
    Q_EMIT network->last->browserWanted(QUrl(u"ftp://labcoat.example/page"_s));
    EXPECT_TRUE(browser.urls.isEmpty());
    ASSERT_TRUE(isShown(u"page"_s));
    EXPECT_EQ(m_dialog->field(u"page"_s)->text(), u"ftp://labcoat.example/page"_s);
    EXPECT_TRUE(m_dialog->sentence().contains("Copy"_L1));
}

TEST_F(SignInTest, SomebodyElseOfTheServerMeansThatTheBrowserAsksWho)
{
    signIn(u"ann@labcoat.example"_s);
    network->spec.usesBrowser = true;
    openAtServer();
    m_dialog->press();
    EXPECT_TRUE(network->last->request.choosesAccount);
}

TEST_F(SignInTest, ACodeIsAskedForOnceAndTaken)
{
    useAll();
    openAtServer();
    chooseWay(LoginRequest::Way::Code);
    m_dialog->press();
    EXPECT_EQ(network->last->request.way, LoginRequest::Way::Code);
    EXPECT_FALSE(m_dialog->field(u"code"_s));
    Q_EMIT network->last->browserWanted(kPage);
    ASSERT_TRUE(isShown(u"code"_s));
    EXPECT_TRUE(m_dialog->field(u"code"_s)->hasFocus());
    EXPECT_EQ(primary()->text(), u"Sign in"_s);
    m_dialog->press();
    EXPECT_TRUE(network->last->codes.isEmpty());
    EXPECT_FALSE(m_dialog->sentenceOf(u"code"_s).isEmpty());
    m_dialog->field(u"code"_s)->setText(u"  4711 "_s);
    m_dialog->press();
    EXPECT_EQ(network->last->codes, QStringList{u"4711"_s});
    EXPECT_FALSE(primary()->isEnabled());

    fail(Error::Kind::Unauthorised);
    EXPECT_TRUE(m_dialog->sentence().contains("code"_L1));
    EXPECT_FALSE(m_dialog->field(u"code"_s));
    EXPECT_TRUE(primary()->isEnabled());
    m_dialog->press();
    EXPECT_EQ(network->logins, 2) << "a new attempt, not the old code";
    Q_EMIT network->last->browserWanted(kPage);
    ASSERT_TRUE(isShown(u"code"_s));
    int codes = 0;
    for (const auto* label : m_dialog->findChildren<QLabel*>())
        codes += label->isVisible() && label->text() == u"Code from the browser"_s;
    EXPECT_EQ(codes, 1);
    m_dialog->field(u"code"_s)->setText(u"4712"_s);
    m_dialog->press();
    network->last->answer(u"bea@labcoat.example"_s);
    EXPECT_TRUE(closesAs(u"bea@labcoat.example"_s));
}

TEST_F(SignInTest, TheTokensFieldIsThereOnlyForThatWay)
{
    useAll();
    openAtServer();
    EXPECT_FALSE(isShown(u"token"_s));
    chooseWay(LoginRequest::Way::Token);
    ASSERT_TRUE(isShown(u"token"_s));
    EXPECT_TRUE(m_dialog->field(u"token"_s)->hasFocus());
    EXPECT_EQ(m_dialog->field(u"token"_s)->echoMode(), QLineEdit::Password);
    EXPECT_EQ(primary()->text(), u"Sign in"_s);
    m_dialog->press();
    EXPECT_FALSE(m_dialog->sentenceOf(u"token"_s).isEmpty());
    EXPECT_EQ(network->logins, 0);
    chooseWay(LoginRequest::Way::Browser);
    EXPECT_FALSE(isShown(u"token"_s));
    EXPECT_EQ(primary()->text(), u"Continue in the browser"_s);
    chooseWay(LoginRequest::Way::Token);
    m_dialog->field(u"token"_s)->setText(u"fake-token"_s);
    m_dialog->press();
    EXPECT_EQ(network->last->request.way, LoginRequest::Way::Token);
    EXPECT_EQ(network->last->request.fields.at(u"token"_s).reveal(), "fake-token");
    network->last->answer(u"bea@labcoat.example"_s);
    EXPECT_TRUE(closesAs(u"bea@labcoat.example"_s));
}

TEST_F(SignInTest, EveryFailureIsASentenceAndTheDialogGoesOn)
{
    network->spec.usesBrowser = true;
    openAtServer();
    const std::pair<Error::Kind, QString> cases[] = {{Error::Kind::Cancelled, u"declined"_s},
        {Error::Kind::Unauthorised, u"not accept"_s}, {Error::Kind::Invalid, u"did not belong"_s},
        {Error::Kind::Timeout, u"five minutes"_s}, {Error::Kind::Offline, u"cannot be reached"_s}};
    int attempts = 0;
    for (const auto& [kind, expected] : cases) {
        m_dialog->press();
        EXPECT_EQ(network->logins, ++attempts);
        Q_EMIT network->last->browserWanted(kPage);
        fail(kind);
        EXPECT_TRUE(m_dialog->sentence().contains(expected)) << qPrintable(m_dialog->sentence());
        EXPECT_TRUE(m_dialog->isVisible());
        EXPECT_TRUE(primary()->isEnabled());
        EXPECT_EQ(primary()->text(), u"Continue in the browser"_s);
        EXPECT_FALSE(m_dialog->field(u"server"_s)->isReadOnly());
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        EXPECT_FALSE(network->last) << "the attempt is given up";
    }
    EXPECT_TRUE(accounts->accounts().empty());
}

TEST_F(SignInTest, ASlowServerIsNotCalledAPersonWhoDidNotAgree)
{
    network->spec.usesBrowser = true;
    openAtServer();
    m_dialog->press();
    fail(Error::Kind::Timeout);
    EXPECT_TRUE(m_dialog->sentence().contains("too long"_L1));
}

TEST_F(SignInTest, WhatAFormRefusesIsToldWithItsReason)
{
    useForm();
    open();
    m_dialog->field(u"zname"_s)->setText(u"?"_s);
    m_dialog->field(u"app"_s)->setText(u"x"_s);
    m_dialog->press();
    fail(Error::Kind::Invalid, u"a name of at most 30 letters is needed"_s);
    EXPECT_TRUE(m_dialog->sentence().contains("at most 30 letters"_L1));
    EXPECT_EQ(m_dialog->field(u"zname"_s)->text(), u"?"_s) << "what was typed stays";
    EXPECT_TRUE(m_dialog->field(u"zname"_s)->hasFocus());
}

TEST_F(SignInTest, WhenTheKeyStoreRefusesTheSessionIsOffered)
{
    network->spec.usesBrowser = true;
    keyStore.setAvailability(SecretStore::Availability::Locked);
    openAtServer();
    m_dialog->press();
    Q_EMIT network->last->browserWanted(kPage);
    network->last->answer(u"bea@labcoat.example"_s);
    ASSERT_TRUE(test::waitFor([&] { return m_dialog->sentence().contains("Unlock"_L1); }));
    EXPECT_TRUE(accounts->accounts().empty());
    EXPECT_EQ(primary()->text(), u"Use it until closed"_s);
    QTest::mouseClick(primary(), Qt::LeftButton);
    ASSERT_TRUE(closesAs(u"bea@labcoat.example"_s));
    ASSERT_EQ(accounts->accounts().size(), 1U);
    EXPECT_EQ(accounts->accounts().front().keeping, Keeping::ThisSession);
    EXPECT_TRUE(keyStore.entries().empty());
    EXPECT_EQ(network->logins, 1);
}

TEST_F(SignInTest, AfterUnlockingTheKeyStoreCanBeAskedAgain)
{
    network->spec.usesBrowser = true;
    keyStore.setAvailability(SecretStore::Availability::Locked);
    openAtServer();
    m_dialog->press();
    network->last->answer(u"bea@labcoat.example"_s);
    ASSERT_TRUE(test::waitFor([&] { return m_dialog->sentence().contains("Unlock"_L1); }));
    keyStore.setAvailability(SecretStore::Availability::Unlocked);
    auto* again = test::buttonOf(*m_dialog, u"Try again"_s);
    ASSERT_TRUE(again);
    again->click();
    ASSERT_TRUE(closesAs(u"bea@labcoat.example"_s));
    EXPECT_EQ(accounts->accounts().front().keeping, Keeping::KeyStore);
    EXPECT_FALSE(keyStore.entries().empty());
}

TEST_F(SignInTest, AnAccountThatIsThereStaysOnTheListWhenTheKeyStoreRefuses)
{
    signIn(u"bea@labcoat.example"_s);
    network->spec.usesBrowser = true;
    SignInDialog::Wish wish;
    wish.source = sourceOf(u"bea@labcoat.example"_s);
    wish.access = LoginRequest::Access::ReadAndWrite;
    open(wish);
    EXPECT_EQ(m_dialog->windowTitle(), u"Allow writing"_s);
    EXPECT_TRUE(m_dialog->field(u"server"_s)->isReadOnly());
    EXPECT_EQ(m_dialog->field(u"server"_s)->text(), u"labcoat.example"_s);
    keyStore.refuseWrites(true);
    m_dialog->press();
    EXPECT_EQ(network->last->request.access, LoginRequest::Access::ReadAndWrite);
    EXPECT_EQ(network->last->request.source.account, u"bea@labcoat.example"_s);
    network->last->answer(u"bea@labcoat.example"_s);
    ASSERT_TRUE(test::waitFor([&] { return primary()->text() == u"Use it until closed"_s; }));
    m_dialog->press();
    ASSERT_TRUE(closesAs(u"bea@labcoat.example"_s));
    EXPECT_EQ(accounts->accounts().front().keeping, Keeping::KeyStore);
}

TEST_F(SignInTest, TheWrongPersonInTheBrowserIsToldAndNothingIsAdded)
{
    signIn(u"bea@labcoat.example"_s);
    network->spec.usesBrowser = true;
    SignInDialog::Wish wish;
    wish.source = sourceOf(u"bea@labcoat.example"_s);
    open(wish);
    m_dialog->press();
    Q_EMIT network->last->browserWanted(kPage);
    network->last->answer(u"ann@labcoat.example"_s);
    EXPECT_TRUE(m_dialog->sentence().contains("@ann@labcoat.example, not as @bea"_L1));
    EXPECT_TRUE(m_dialog->isVisible());
    EXPECT_EQ(accounts->accounts().size(), 1U);
    ASSERT_EQ(network->revoked.size(), 1U) << "what was given for ann is given back";
    EXPECT_EQ(network->revoked.front().account, u"ann@labcoat.example"_s);
    m_dialog->press();
    EXPECT_EQ(network->logins, 2);
    network->last->answer(u"BEA@labcoat.example"_s);
    EXPECT_TRUE(test::waitFor([&] { return m_added->count() == 1; }));
}

TEST_F(SignInTest, TheWrongPersonNamedByTheServiceIsTold)
{
    signIn(u"bea@labcoat.example"_s);
    network->spec.usesBrowser = true;
    SignInDialog::Wish wish;
    wish.source = sourceOf(u"bea@labcoat.example"_s);
    open(wish);
    m_dialog->press();
    Q_EMIT network->last->browserWanted(kPage);
    fail(Error::Kind::Invalid, u"the server says that this is ann@labcoat.example"_s);
    EXPECT_TRUE(m_dialog->sentence().contains("not a sign-in as @bea"_L1));
    EXPECT_TRUE(m_dialog->sentence().contains("ann@labcoat.example"_L1));
}

TEST_F(SignInTest, OnASharedComputerNothingIsKeptAndTheCodeComesFirst)
{
    useAll();
    SignInDialog::Wish wish;
    wish.isSharedComputer = true;
    openAtServer(wish);
    auto* only = m_dialog->findChild<TickBox*>();
    ASSERT_TRUE(only);
    EXPECT_TRUE(only->isChecked());
    EXPECT_FALSE(only->isEnabled());
    m_dialog->press();
    EXPECT_EQ(network->last->request.way, LoginRequest::Way::Code);
    Q_EMIT network->last->browserWanted(kPage);
    m_dialog->field(u"code"_s)->setText(u"4711"_s);
    m_dialog->press();
    network->last->answer(u"bea@labcoat.example"_s);
    ASSERT_TRUE(closesAs(u"bea@labcoat.example"_s));
    EXPECT_EQ(accounts->accounts().front().keeping, Keeping::ThisSession);
    EXPECT_TRUE(keyStore.written().isEmpty());
}

TEST_F(SignInTest, ClosingGivesTheSignInUp)
{
    network->spec.usesBrowser = true;
    openAtServer();
    m_dialog->press();
    Q_EMIT network->last->browserWanted(kPage);
    QTest::keyClick(m_dialog.get(), Qt::Key_Escape);
    EXPECT_FALSE(m_dialog->isVisible());
    m_dialog.reset();
    EXPECT_FALSE(network->last);
}

TEST_F(SignInTest, OnlyNetworksWithASignInAreOffered)
{
    useAll();
    open();
    const auto combos = m_dialog->findChildren<ComboField*>();
    const auto* networks = combos.front();
    EXPECT_EQ(networks->count(), 1);
    EXPECT_EQ(networks->itemText(0), u"Scripted"_s);
    test::expectAccessible(*m_dialog);
}

TEST_F(SignInTest, WhatEverybodyShouldKnowIsSaidFirst)
{
    network->spec.usesBrowser = true;
    network->spec.note = u"Every post that is read costs money here."_s;
    SignInDialog dialog(
        context, {}, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), nullptr);
    dialog.show();
    const auto labels = dialog.findChildren<QLabel*>();
    EXPECT_TRUE(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text() == network->spec.note
            && label->textFormat() == Qt::PlainText;
    }));
}

TEST_F(SignInTest, WhoSignsInAgainNeedNotTypeEverythingAnew)
{
    network->can.needsServer = false;
    network->spec.usesBrowser = true;
    LoginField app{u"client_id"_s, u"Client id"_s};
    app.isForBrowser = true;
    network->spec.fields = {app};
    signIn(u"bea@labcoat.example"_s);
    const Source bea = sourceOf(u"bea@labcoat.example"_s);
    Credentials credentials = accounts->session(bea)->credentials();
    credentials.values.insert(u"client_id"_s, u"abc-123"_s);
    ASSERT_TRUE(test::await(accounts->session(bea)->replace(credentials)));
    SignInDialog::Wish wish;
    wish.source = bea;
    SignInDialog dialog(
        context, wish, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), nullptr);
    EXPECT_EQ(dialog.field(u"client_id"_s)->text(), u"abc-123"_s);
    EXPECT_FALSE(dialog.field(u"client_id"_s)->isReadOnly()) << "it is not who signs in";
}

} // namespace
} // namespace staffroom
