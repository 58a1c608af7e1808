#pragma once

#include "core/accounts/account_book.h"

namespace staffroom {

/// What accounts.json holds: handles, never a secret.
struct AccountList {
    std::vector<Account> accounts;
    int unreadable = 0; ///< entries that were left out
};

QByteArray accountListText(const std::vector<Account>& accounts);
/// Protocol when it is no list of accounts at all.
Result<AccountList> readAccountList(const QByteArray& bytes);

/// Begins the names of an account's entries in the key store.
QString secretKey(const Source& source);

} // namespace staffroom
