// Pictures for people's eyes: with STAFFROOM_PICTURES set to a folder, the dialogs about accounts
// are drawn.
#include "tests/unit/ui/dialogs/accounts_fixture.h"
#include "ui/dialogs/accounts_dialog.h"
#include "ui/dialogs/adjust_dialog.h"
#include "ui/dialogs/sign_in_dialog.h"
#include "ui/dialogs/vote_dialog.h"

#include <QApplication>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class AccountPictures : public testing::Test, public test::AccountsFixture {
protected:
    void SetUp() override
    {
        folder = qEnvironmentVariable("STAFFROOM_PICTURES");
        if (folder.isEmpty())
            GTEST_SKIP() << "STAFFROOM_PICTURES names the folder to draw into";
        signIn(u"bea@labcoat.example"_s);
        signIn(u"ann_of_the_long_name@a-school.example"_s);
        accounts->session(sourceOf(u"ann_of_the_long_name@a-school.example"_s))->refuse();
        network->spec.usesBrowser = network->spec.canPasteCode = network->spec.takesToken = true;
    }
    void TearDown() override { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void save(QWidget& dialog, const QString& name)
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
        timePasses();
        dialog.grab().save(folder + u'/' + name + u".png"_s);
    }
    void drawAll(const Style& style, const QString& word)
    {
        QApplication::setPalette(style.palette());
        QApplication::setFont(style.body);
        drawSignIn(style, word);
        AccountsDialog all(context, style, nullptr);
        save(all, u"accounts-"_s + word);
        Poll poll;
        poll.options = {{u"A ruler balance"_s, {}}, {u"Scales & weights"_s, {}},
            {u"We let the pupils find out for themselves what weighs more, then argue"_s, {}}};
        VoteDialog one(poll, u"bea@labcoat.example"_s, style, nullptr);
        one.findChildren<QAbstractButton*>().front()->setChecked(true);
        save(one, u"vote-"_s + word);
        poll.isMultiple = true;
        VoteDialog several(poll, u"bea@labcoat.example"_s, style, nullptr);
        several.findChild<TickBox*>()->setChecked(true);
        save(several, u"vote-several-"_s + word);
    }
    void drawSignIn(const Style& style, const QString& word)
    {
        SignInDialog dialog(context, {}, style, nullptr);
        save(dialog, u"sign-in-empty-"_s + word);
        dialog.press();
        save(dialog, u"sign-in-server-"_s + word);
        dialog.field(u"server"_s)->setText(u"labcoat.example"_s);
        dialog.press();
        Q_EMIT network->last->browserWanted(QUrl(u"https://labcoat.example/oauth"_s));
        save(dialog, u"sign-in-browser-"_s + word);
        Q_EMIT network->last->failed(Error{Error::Kind::Cancelled, 0, std::nullopt, {}, {}});
        save(dialog, u"sign-in-error-"_s + word);
        keyStore.setAvailability(SecretStore::Availability::Locked);
        dialog.press();
        network->last->answer(u"cleo@labcoat.example"_s);
        save(dialog, u"sign-in-unkept-"_s + word);
        keyStore.setAvailability(SecretStore::Availability::Unlocked);

        const LoginSpec before = std::exchange(network->spec, {});
        network->spec.fields = {{u"name"_s, u"Your name in the practice chat"_s}};
        network->can.needsServer = false;
        SignInDialog form(context, {}, style, nullptr);
        save(form, u"sign-in-form-"_s + word);

        // A network that charges, and says so first.
        LoginField app{u"client_id"_s, u"Client id of your app"_s};
        app.isForBrowser = true;
        LoginField limit{u"limit"_s, u"Daily limit in US dollars"_s};
        limit.isForBrowser = limit.isOptional = limit.isAdjustable = true;
        limit.placeholder = u"1.00"_s;
        network->spec = {};
        network->spec.fields = {app, limit};
        network->spec.usesBrowser = true;
        network->spec.note
            = u"This network charges whoever owns the client id for every post that is read: "
              "$0.005 a post and $0.01 a person, about $3.40 for an hour-long chat of 500 posts. "
              "Staffroom counts along and stops at your daily limit.\n\n"
              "It must have approved the use that was described for the client id, and can "
              "withdraw approval at any time.\n\n"
              "Register these three redirect addresses there: http://127.0.0.1:27821/callback, "
              "http://127.0.0.1:27822/callback, http://127.0.0.1:27823/callback"_s;
        SignInDialog charged(context, {}, style, nullptr);
        save(charged, u"sign-in-charged-"_s + word);
        AccountsDialog adjustable(context, style, nullptr);
        save(adjustable, u"accounts-adjustable-"_s + word);
        AdjustDialog adjust(context, accounts->accounts().front().source, limit, style, nullptr);
        adjust.field()->setText(u"lots"_s);
        adjust.press();
        save(adjust, u"adjust-"_s + word);
        network->spec = before;
        network->can.needsServer = true;
    }
    QString folder;
};

TEST_F(AccountPictures, InLightAndDark)
{
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"light"_s);
    drawAll(Style::make(Scheme::Dark, Density::Comfortable, 1.0, 1), u"dark"_s);
    drawAll(Style::make(Scheme::HighContrast, Density::Comfortable, 1.0, 1), u"contrast"_s);
}

TEST_F(AccountPictures, WithLargeText)
{
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 2.0, 1), u"large"_s);
}

TEST_F(AccountPictures, RightToLeft)
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    drawAll(Style::make(Scheme::Light, Density::Comfortable, 1.0, 1), u"rtl"_s);
}

} // namespace
} // namespace staffroom
