#include "ui/dialogs/accounts_dialog.h"

#include "tests/unit/ui/dialogs/accounts_fixture.h"
#include "ui/dialogs/adjust_dialog.h"

#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

using Availability = SecretStore::Availability;

const QString kBea = u"bea@labcoat.example"_s;

class AccountsDialogTest : public testing::Test, public test::AccountsFixture {
protected:
    void open()
    {
        m_dialog = std::make_unique<AccountsDialog>(
            context, Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), nullptr);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_dialog->show();
        m_dialog->activateWindow();
        ASSERT_TRUE(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    bool says(const QString& words) const
    {
        for (const auto* label : m_dialog->findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words))
                return true;
        }
        return false;
    }
    QPushButton* button(const QString& text) const
    {
        return test::buttonOf<QPushButton>(*m_dialog, text);
    }
    /// As after a start of the program with a list and a key store in this state.
    void restart(Availability availability)
    {
        const QString file = folder.filePath(u"accounts.json"_s);
        accounts = std::make_unique<AccountBook>(
            AccountBook::Context{&clock, &services, &keyStore, file});
        signIn(kBea);
        keyStore.setAvailability(availability);
        accounts = std::make_unique<AccountBook>(
            AccountBook::Context{&clock, &services, &keyStore, file});
        context.accounts = accounts.get();
        EXPECT_TRUE(accounts->load());
    }
    void settle(AccountSession::State state)
    {
        EXPECT_TRUE(
            test::waitFor([&] { return accounts->session(sourceOf(kBea))->state() == state; }));
    }
    bool signsOut()
    {
        button(u"Sign out"_s)->click();
        return test::waitFor([&] { return !m_dialog->sentence().startsWith("Signing out"_L1); });
    }

    QTemporaryDir folder;
    std::unique_ptr<AccountsDialog> m_dialog;
};

TEST_F(AccountsDialogTest, NobodyIsSaidAndAnAccountCanBeAdded)
{
    open();
    EXPECT_TRUE(says(u"Nobody is signed in"_s));
    EXPECT_FALSE(button(u"Ask the key store again"_s));
    QSignalSpy wanted(m_dialog.get(), &AccountsDialog::signInWanted);
    button(u"Add account"_s)->click();
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_TRUE(wanted.at(0).at(0).value<Source>().account.isEmpty());
    test::expectAccessible(*m_dialog);
}

TEST_F(AccountsDialogTest, SaysWhereEachSignInIsKept)
{
    signIn(kBea);
    signIn(u"ann@labcoat.example"_s, Keeping::ThisSession);
    open();
    EXPECT_TRUE(says(u"@bea@labcoat.example"_s));
    EXPECT_TRUE(says(u"kept in the key store"_s));
    EXPECT_TRUE(says(u"until the program is closed"_s));
    EXPECT_FALSE(button(u"Sign in again"_s));
    EXPECT_FALSE(button(u"Ask the key store again"_s));
    test::expectAccessible(*m_dialog);
    QStringList names;
    for (const auto* one : m_dialog->findChildren<QPushButton*>())
        names << one->accessibleName();
    EXPECT_TRUE(names.contains(u"Sign out, @bea@labcoat.example"_s));
    EXPECT_EQ(names.removeDuplicates(), 0);
}

TEST_F(AccountsDialogTest, WhatIsAdjustableIsChangedWithoutSigningIn)
{
    LoginField limit;
    limit.id = u"limit"_s;
    limit.label = u"Daily limit"_s;
    limit.isAdjustable = true;
    network->spec.fields = {limit};
    signIn(kBea);
    open();
    button(u"Daily limit …"_s)->click();
    const QPointer<AdjustDialog> dialog = m_dialog->findChild<AdjustDialog*>();
    ASSERT_TRUE(dialog);
    test::expectAccessible(*dialog);
    dialog->field()->setText(u"plenty"_s);
    dialog->press();
    EXPECT_EQ(dialog->sentence(), u"Type a number."_s);
    const auto session = accounts->session(sourceOf(kBea));
    EXPECT_FALSE(session->credentials().values.contains(u"limit"_s));

    dialog->field()->setText(u"7"_s);
    dialog->press();
    EXPECT_TRUE(
        test::waitFor([&] { return session->credentials().values.value(u"limit"_s) == u"7"_s; }));
    EXPECT_EQ(session->credentials().secret(u"access"_s).reveal(), "fake-token");
    EXPECT_TRUE(test::waitFor([&] { return dialog.isNull(); })) << "it goes when all is kept";
}

TEST_F(AccountsDialogTest, WhileTheKeyStoreIsAskedThatIsSaid)
{
    restart(Availability::Silent);
    open();
    EXPECT_TRUE(says(u"asking the key store"_s));
    keyStore.setAvailability(Availability::Unlocked);
    settle(AccountSession::State::Ready);
    EXPECT_TRUE(says(u"kept in the key store"_s));
}

TEST_F(AccountsDialogTest, ALockedKeyStoreCanBeAskedAgain)
{
    restart(Availability::Locked);
    open();
    settle(AccountSession::State::Locked);
    EXPECT_TRUE(says(u"the key store is locked; the account stays"_s));
    EXPECT_FALSE(button(u"Sign in again"_s));
    ASSERT_TRUE(button(u"Ask the key store again"_s));
    button(u"Ask the key store again"_s)->click();
    settle(AccountSession::State::Locked);
    QSignalBlocker quiet(&keyStore); // the store does not say by itself that it was opened
    keyStore.setAvailability(Availability::Unlocked);
    button(u"Ask the key store again"_s)->click();
    settle(AccountSession::State::Ready);
    EXPECT_TRUE(says(u"kept in the key store"_s));
    EXPECT_FALSE(button(u"Ask the key store again"_s));
}

TEST_F(AccountsDialogTest, WithoutAKeyStoreSigningInAgainIsOffered)
{
    restart(Availability::Absent);
    open();
    settle(AccountSession::State::Locked);
    EXPECT_TRUE(says(u"no key store ready"_s));
    EXPECT_TRUE(button(u"Sign in again"_s));
}

TEST_F(AccountsDialogTest, ARefusedAccountAsksForASignInOfItsOwn)
{
    signIn(kBea);
    open();
    accounts->session(sourceOf(kBea))->refuse();
    EXPECT_TRUE(says(u"the server asks you to sign in again"_s));
    QSignalSpy wanted(m_dialog.get(), &AccountsDialog::signInWanted);
    ASSERT_TRUE(button(u"Sign in again"_s));
    button(u"Sign in again"_s)->click();
    ASSERT_EQ(wanted.count(), 1);
    EXPECT_EQ(wanted.at(0).at(0).value<Source>(), sourceOf(kBea));
}

TEST_F(AccountsDialogTest, SigningOutTellsTheServerAndTakesTheAccountAway)
{
    signIn(kBea);
    open();
    button(u"Sign out"_s)->setFocus();
    ASSERT_TRUE(signsOut());
    EXPECT_EQ(m_dialog->sentence(), u"@bea@labcoat.example is signed out."_s);
    EXPECT_EQ(network->revoked.size(), 1U);
    EXPECT_TRUE(accounts->accounts().empty());
    EXPECT_TRUE(keyStore.entries().empty());
    EXPECT_TRUE(says(u"Nobody is signed in"_s));
    EXPECT_EQ(m_dialog->focusWidget(), button(u"Add account"_s));
}

TEST_F(AccountsDialogTest, AServerThatCannotBeToldIsSaid)
{
    signIn(kBea);
    network->revokeError = Error{Error::Kind::Offline, 0, std::nullopt, {}, u"refused"_s};
    open();
    ASSERT_TRUE(signsOut());
    EXPECT_TRUE(m_dialog->sentence().contains("its server could not be told"_L1));
    EXPECT_TRUE(accounts->accounts().empty());
}

TEST_F(AccountsDialogTest, ATokenThatOnlyTheServerEndsIsSaidSo)
{
    signIn(kBea);
    network->revokeError = Error{Error::Kind::Unsupported, 0, std::nullopt, {},
        u"this token was made at the server and can only be ended there"_s};
    open();
    ASSERT_TRUE(signsOut());
    EXPECT_EQ(m_dialog->sentence(),
        u"@bea@labcoat.example is signed out here: this token was made at the server and can only "
        "be ended there."_s);
}

TEST_F(AccountsDialogTest, WhatTheKeyStoreDoesNotForgetStaysOnTheList)
{
    signIn(kBea);
    open();
    keyStore.setAvailability(Availability::Locked);
    ASSERT_TRUE(signsOut());
    EXPECT_TRUE(m_dialog->sentence().contains("Unlock it"_L1)) << qPrintable(m_dialog->sentence());
    EXPECT_TRUE(accounts->find(sourceOf(kBea)));
    ASSERT_TRUE(button(u"Sign out"_s));
    EXPECT_TRUE(button(u"Sign out"_s)->isEnabled());
}

TEST_F(AccountsDialogTest, ASignOutGoesOnWhenTheWindowIsClosed)
{
    signIn(kBea);
    network->isHeld = true;
    open();
    button(u"Sign out"_s)->click();
    ASSERT_TRUE(test::waitFor([&] { return network->held.size() == 1; }));
    EXPECT_FALSE(button(u"Sign out"_s)->isEnabled());
    m_dialog.reset();
    network->held.front().finish(Done{});
    EXPECT_TRUE(test::waitFor([&] { return accounts->accounts().empty(); }));
    EXPECT_TRUE(keyStore.entries().empty());
}

} // namespace
} // namespace staffroom
