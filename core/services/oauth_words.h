#pragma once

#include <QByteArray>

namespace staffroom {

// What OAuth 2 needs of every service that has it (RFC 6749, RFC 7636).

/// Without the '=' at the end.
QByteArray base64Url(const QByteArray& bytes);
/// 43 letters that nobody can guess.
QByteArray randomWord();
/// What is sent ahead of a `code_verifier`, by S256.
QByteArray challengeOf(const QByteArray& verifier);

} // namespace staffroom
