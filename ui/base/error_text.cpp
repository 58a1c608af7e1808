#include "ui/base/error_text.h"

#include "ui/base/time_text.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// `path` says how the key store stands: core/secrets/secret_store.h, `availabilityName`.
QString secretsText(const QString& path)
{
    if (path == "locked"_L1 || path == "silent"_L1)
        return ErrorText::tr("The key store of this computer is locked or does not answer; your "
                             "accounts stay. Unlock it, then try again.");
    if (path == "absent"_L1 || path == "empty"_L1)
        return ErrorText::tr("This computer has no key store ready, so nothing can be kept in it. "
                             "Use the account until the program is closed.");
    if (path == "lost"_L1)
        return ErrorText::tr("The key store no longer has this account's sign-in; the account "
                             "stays in the list. Sign in again.");
    return ErrorText::tr("The key store of this computer refused; your accounts stay. Look whether "
                         "it is unlocked, then try again.");
}

QString secretsWords(const QString& path)
{
    if (path == "absent"_L1 || path == "empty"_L1)
        return ErrorText::tr("no key store");
    if (path == "lost"_L1)
        return ErrorText::tr("sign in again");
    return ErrorText::tr("key store locked");
}

} // namespace

QString errorText(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return ErrorText::tr("This was stopped before it was done; nothing was changed.");
    case Error::Kind::Offline:
        return ErrorText::tr("The server cannot be reached; what is shown stays. Check the address "
                             "and your connection, it is tried again by itself.");
    case Error::Kind::Timeout:
        return ErrorText::tr(
            "The server took too long to answer; what is shown stays. Try again in a moment.");
    case Error::Kind::Tls:
        return ErrorText::tr("The server could not prove who it is, so nothing was sent to it. "
                             "Check the address, and the date of this computer.");
    case Error::Kind::RateLimited:
        if (error.path == kSpendingLimit)
            return ErrorText::tr("Your limit of what this account may cost today is reached, so "
                                 "nothing more is asked; what is shown stays. It goes on tomorrow, "
                                 "or when you raise the limit under Accounts.");
        if (error.retryAfter)
            return ErrorText::tr(
                "The server asked for a pause; what is shown stays. Wait %1, then try again.")
                .arg(durationText(*error.retryAfter));
        return ErrorText::tr(
            "The server asked for a pause; what is shown stays. Wait a minute, then try again.");
    case Error::Kind::Unauthorised:
        return ErrorText::tr("The server shows this to signed-in people only; your columns stay. "
                             "Sign in to read it.");
    case Error::Kind::Forbidden:
        if (error.path == kAccountClosed)
            return ErrorText::tr("The network has closed or paused this account; your columns and "
                                 "drafts stay. Sign in on its web page to see why.");
        if (error.path == kNoCredit)
            return ErrorText::tr("What was paid for at the network is used up, so it is asked no "
                                 "more; what is shown stays. Buy more there, then refresh.");
        if (error.path == kOnlyOnWeb)
            return ErrorText::tr("The network lets people do this on its own page only, not from a "
                                 "program; nothing was changed. Open it there.");
        return ErrorText::tr("The server does not allow this to you; nothing was changed. Ask the "
                             "people who run it, or choose another server.");
    case Error::Kind::NotFound:
        return ErrorText::tr("The server does not have this (any more); the rest of your deck is "
                             "not affected. Check the spelling, or remove the column.");
    case Error::Kind::Conflict:
        return ErrorText::tr("This has changed on the server in the meantime; nothing was "
                             "overwritten. Refresh, then try again.");
    case Error::Kind::Invalid:
        return ErrorText::tr(
            "The server did not accept this; nothing was changed. Check what was typed.");
    case Error::Kind::Server:
        return ErrorText::tr("The server has trouble of its own; what is shown stays. It is tried "
                             "again by itself.");
    case Error::Kind::Protocol:
        return ErrorText::tr("The answer was not what such a server sends; what is shown stays. "
                             "Check the address, or whether this network wants you to log in.");
    case Error::Kind::TooLarge:
        return ErrorText::tr("The answer was too large and was not read; what is shown stays. Open "
                             "it in the browser instead.");
    case Error::Kind::Storage:
        return ErrorText::tr("The disk is full or cannot be written; reading goes on from memory. "
                             "Make room, it is tried again by itself.");
    case Error::Kind::Secrets:
        return secretsText(error.path);
    case Error::Kind::Unsupported:
        return ErrorText::tr("This server cannot do that; nothing was changed.");
    case Error::Kind::Locked:
        return ErrorText::tr("Reading only is on, so nothing was sent. Open the padlock to write.");
    }
    return {};
}

QString errorWords(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Cancelled:
        return ErrorText::tr("stopped");
    case Error::Kind::Offline:
        return ErrorText::tr("offline");
    case Error::Kind::Timeout:
        return ErrorText::tr("no answer in time");
    case Error::Kind::Tls:
        return ErrorText::tr("not trusted");
    case Error::Kind::RateLimited:
        return error.path == kSpendingLimit ? ErrorText::tr("daily limit reached")
                                            : ErrorText::tr("limited");
    case Error::Kind::Unauthorised:
        return ErrorText::tr("sign in to read");
    case Error::Kind::Forbidden:
        if (error.path == kNoCredit)
            return ErrorText::tr("nothing left to spend");
        return error.path == kOnlyOnWeb ? ErrorText::tr("only on its own page")
                                        : ErrorText::tr("not allowed");
    case Error::Kind::NotFound:
        return ErrorText::tr("not found");
    case Error::Kind::Conflict:
        return ErrorText::tr("changed meanwhile");
    case Error::Kind::Invalid:
        return ErrorText::tr("not accepted");
    case Error::Kind::Server:
        return ErrorText::tr("server trouble");
    case Error::Kind::Protocol:
        return ErrorText::tr("answer not understood");
    case Error::Kind::TooLarge:
        return ErrorText::tr("answer too large");
    case Error::Kind::Storage:
        return ErrorText::tr("disk trouble");
    case Error::Kind::Secrets:
        return secretsWords(error.path);
    case Error::Kind::Unsupported:
        return ErrorText::tr("not supported");
    case Error::Kind::Locked:
        return ErrorText::tr("reading only");
    }
    return {};
}

} // namespace staffroom
