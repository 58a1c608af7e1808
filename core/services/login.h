#pragma once

#include "core/model/post.h"
#include "core/services/account_session.h"

#include <QUrl>

#include <algorithm>
#include <memory>

namespace staffroom {

/// A field the sign-in dialog draws.
struct LoginField {
    QString id; ///< key in LoginRequest::fields
    QString label;
    bool isSecret = false;
    bool isOptional = false;
    bool isForBrowser = false; ///< asked before the browser is opened, too
    QString placeholder{}; ///< an example of what is meant
    /// Who signs in: the handle, which stays the same when an account signs in again.
    bool saysWho = false;
    /// Changed later without a new sign-in; kept in Credentials::values under `id`.
    bool isAdjustable = false;
};

/// How a service lets people sign in; the dialogs and the command line are made from it.
struct LoginSpec {
    std::vector<LoginField> fields; ///< of a form, or asked ahead of the browser
    bool usesBrowser = false; ///< the system browser, answered by a redirect to this computer
    bool canPasteCode = false; ///< the browser shows a code to be typed here
    bool takesToken = false; ///< a ready token, e.g. from the server's own settings page
    bool alwaysMayWrite = false; ///< there is no sign-in here that may only read
    /// What everybody should know before signing in (what it costs, what is not allowed), plain, in
    /// the reader's language; empty: nothing special.
    QString note{};
    /// Something can be filled in that is not for the browser alone.
    bool hasForm() const
    {
        return std::any_of(fields.begin(), fields.end(),
            [](const LoginField& field) { return !field.isForBrowser; });
    }
    bool isPossible() const { return hasForm() || usesBrowser || takesToken; }
};

struct LoginRequest {
    enum class Way { Browser, Code, Form, Token };
    enum class Access { Read, ReadAndWrite };
    Way way = Way::Browser;
    Access access = Access::Read;
    Source source; ///< `account` may be empty: whoever the server says it is
    std::map<QString, Secret> fields; ///< of LoginSpec::fields for this way; Way::Token: "token"
    bool choosesAccount = false; ///< the browser must ask who, even when somebody is signed in
};

/// Who a server says one is, and what it gave.
struct SignedIn {
    Source source; ///< `account` is the full handle
    Author author;
    Credentials credentials;
};

/// One sign-in under way. Destroying it gives it up (a listener is closed, nothing is kept).
/// Errors: Cancelled (the person said no in the browser), Unauthorised (wrong
/// password, code or token), Invalid (the answer is not to our question: state, issuer), Timeout
/// (five minutes), and those of the network.
class Login : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0; ///< once
    virtual void takeCode(const QString&) { } ///< Way::Code

Q_SIGNALS:
    /// This page must be opened in the system browser.
    void browserWanted(const QUrl& page);
    // One of these, once, later.
    void signedIn(const staffroom::SignedIn& who);
    void failed(const staffroom::Error& error);
};

} // namespace staffroom
