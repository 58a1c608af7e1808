#pragma once

#include "core/services/login.h"

namespace staffroom {

/// How far a sign-in had come when it failed, as far as its sentence needs it.
struct SignInAttempt {
    LoginRequest::Way way = LoginRequest::Way::Browser;
    bool wasInBrowser = false; ///< the page was handed to the browser
    QString wanted; ///< handle of the account it was for; empty: anybody
};

/// The ways a service offers, the best one first. On a shared computer the one that leaves no
/// listener behind comes first.
std::vector<LoginRequest::Way> waysOf(const LoginSpec& spec, bool isSharedComputer);
QString wayText(LoginRequest::Way way);
/// What the primary button does first.
QString beginText(LoginRequest::Way way);
/// What Staffroom will be allowed to do; empty where there is nothing to allow.
QString rightsText(const LoginSpec& spec, LoginRequest::Way way, LoginRequest::Access access);
/// Why nobody is signed in and what to do, in a sentence or two.
QString signInTrouble(const Error& error, const SignInAttempt& attempt);

} // namespace staffroom
