#pragma once

#include "core/services/service_registry.h"

#include <QObject>

#include <memory>
#include <vector>

namespace staffroom {

class Clock;
class SecretStore;

/// Where the secrets of an account are kept.
enum class Keeping {
    KeyStore, ///< the desktop's key store
    ThisSession, ///< in memory, gone when the program ends: by the person's explicit choice
};

/// Somebody who is signed in, without any secret.
struct Account {
    Source source; ///< `account` is the full handle
    QString name; ///< display name, plain
    QUrl avatar;
    Keeping keeping = Keeping::KeyStore;

    bool operator==(const Account&) const = default;
};

/// All accounts of this profile, in the order they were added. The list (handles, no secrets) lies
/// in "accounts.json" in the config folder; what the key store does not give right now stays in the
/// list. Accounts of ThisSession are never written anywhere. Main thread.
class AccountBook : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        const ServiceRegistry* services = nullptr; ///< never null
        SecretStore* keyStore = nullptr; ///< may be null: everything is ThisSession
        QString file; ///< empty: nothing is written (a shared computer)
    };
    explicit AccountBook(Context context, QObject* parent = nullptr);
    ~AccountBook() override;

    /// Reads the list and asks the key store for all of them; before the first feed is made.
    /// A damaged list is kept as ".bad" and told as Error::Storage.
    Result<Done> load();

    const std::vector<Account>& accounts() const;
    const Account* find(const Source& source) const; ///< null: nobody of that name here
    /// By handle alone, as people type it ("@bea@labcoat.example"); null when none or several.
    const Account* findHandle(const QString& handle) const;
    /// Null for a source without an account, or with one that is not in the list.
    std::shared_ptr<AccountSession> session(const Source& source) const;

    /// Adds, or renews when the account is there. The list is written before the answer. When the
    /// key store refuses: Error::Secrets, and nothing is added (the caller may offer ThisSession).
    Task<Done> add(const SignedIn& signedIn, Keeping keeping);
    /// Tells the server, deletes the secrets, reads back, takes it off the list. The account goes
    /// even when the server cannot be reached (that is told as its error); it stays when the key
    /// store keeps the secret (Error::Secrets).
    Task<Done> remove(const Source& source);
    /// Asks the key store again for those it did not give.
    void unlock();
    /// Does the key store work here? Asked with a throw-away entry; Secrets says why not.
    Task<Done> probeKeyStore();

Q_SIGNALS:
    void added(const staffroom::Source& source);
    void removed(const staffroom::Source& source);
    /// A session's state, or an account's name or picture.
    void changed(const staffroom::Source& source);
    void failed(const staffroom::Error& error); ///< the list could not be written

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
