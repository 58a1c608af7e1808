#include "ui/dialogs/sign_in_text.h"

#include "ui/base/error_text.h"

#include <QCoreApplication>

namespace staffroom {

namespace {

struct SignInText {
    Q_DECLARE_TR_FUNCTIONS(SignInText)
};

using Way = LoginRequest::Way;

QString refusedText(Way way)
{
    switch (way) {
    case Way::Browser:
        return SignInText::tr("The server did not accept the answer of the browser. Nothing was "
                              "changed; try again.");
    case Way::Code:
        return SignInText::tr("The server did not accept that code; each works once and for a "
                              "short time. Try again for a new one.");
    case Way::Token:
        return SignInText::tr("The server did not accept that token. Check that all of it was "
                              "copied, then try again.");
    case Way::Form:
        break;
    }
    return SignInText::tr("The server did not accept that. Check what you typed and try again.");
}

QString reasonOf(const Error& error)
{
    return error.detail.isEmpty() ? QString() : SignInText::tr("(%1)").arg(error.detail);
}

QString invalidText(const Error& error, const SignInAttempt& attempt)
{
    const QString reason = reasonOf(error);
    if (!attempt.wanted.isEmpty()) {
        return SignInText::tr("This was not a sign-in as @%1, so nothing was changed. Sign in as "
                              "that account and try again. %2")
            .arg(attempt.wanted, reason)
            .trimmed();
    }
    if (attempt.way == Way::Form || !attempt.wasInBrowser) {
        return SignInText::tr("That cannot be used; change it and try again. %1")
            .arg(reason)
            .trimmed();
    }
    return SignInText::tr("The answer did not belong to this sign-in, so it was not used. Try "
                          "again.");
}

} // namespace

std::vector<Way> waysOf(const LoginSpec& spec, bool isSharedComputer)
{
    std::vector<Way> ways;
    if (spec.usesBrowser && !isSharedComputer)
        ways.push_back(Way::Browser);
    if (spec.hasForm())
        ways.push_back(Way::Form);
    if (spec.canPasteCode)
        ways.push_back(Way::Code);
    if (spec.usesBrowser && isSharedComputer)
        ways.push_back(Way::Browser);
    if (spec.takesToken)
        ways.push_back(Way::Token);
    return ways;
}

QString wayText(Way way)
{
    switch (way) {
    case Way::Browser:
        return SignInText::tr("In the browser");
    case Way::Code:
        return SignInText::tr("In the browser, with a code to copy");
    case Way::Form:
        return SignInText::tr("Here");
    case Way::Token:
        return SignInText::tr("With an access token");
    }
    return {};
}

QString beginText(Way way)
{
    return way == Way::Browser || way == Way::Code ? SignInText::tr("Continue in the browser")
                                                   : SignInText::tr("Sign in");
}

QString rightsText(const LoginSpec& spec, Way way, LoginRequest::Access access)
{
    if (spec.alwaysMayWrite) {
        return SignInText::tr("There is no sign-in here for reading alone: Staffroom may also "
                              "post, but sends only what you send.");
    }
    switch (way) {
    case Way::Form:
        return {};
    case Way::Token:
        return SignInText::tr("What Staffroom may do is what the token allows. You make one in "
                              "the settings of your server.");
    case Way::Browser:
    case Way::Code:
        break;
    }
    return access == LoginRequest::Access::Read
        ? SignInText::tr("Staffroom asks to read only. It asks again before you write for the "
                         "first time.")
        : SignInText::tr("The browser asks once more: Staffroom may then post, boost and follow "
                         "for you. What you have written stays.");
}

QString signInTrouble(const Error& error, const SignInAttempt& attempt)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return attempt.wasInBrowser
            ? SignInText::tr("The sign-in was declined in the browser. Nothing was changed.")
            : SignInText::tr("The sign-in was stopped. Nothing was changed.");
    case Error::Kind::Unauthorised:
        return refusedText(attempt.way);
    case Error::Kind::Invalid:
        return invalidText(error, attempt);
    case Error::Kind::Timeout:
        return attempt.wasInBrowser
            ? SignInText::tr("Nobody agreed within five minutes. Try again when you are ready.")
            : SignInText::tr("The server took too long to answer. Nothing was changed; try again "
                             "in a moment.");
    case Error::Kind::Offline: // nothing here is tried again by itself
        return SignInText::tr("The server cannot be reached. Nothing was changed; check its "
                              "address and your connection, then try again.");
    case Error::Kind::NotFound:
        return SignInText::tr("Nobody goes by that name there. Nothing was changed; check how it "
                              "is spelled, then try again.");
    case Error::Kind::Forbidden:
        return SignInText::tr("The server does not let this account in. Nothing was changed. %1")
            .arg(reasonOf(error))
            .trimmed();
    case Error::Kind::Server:
        return SignInText::tr(
            "The server has trouble of its own. Nothing was changed; try again later.");
    case Error::Kind::Unsupported:
        return SignInText::tr("This server does not offer this way to sign in, or it is not of "
                              "this network. Nothing was changed. %1")
            .arg(reasonOf(error))
            .trimmed();
    default:
        return errorText(error);
    }
}

} // namespace staffroom
