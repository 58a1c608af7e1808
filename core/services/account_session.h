#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/base/task.h"
#include "core/model/feed_spec.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <map>
#include <memory>
#include <optional>

namespace staffroom {

class SecretStore;

/// What a service was given to act as an account. The service alone knows what the names mean.
struct Credentials {
    std::map<QString, Secret> secrets; ///< "access", "refresh", "client_secret", "dpop_key"
    QHash<QString, QString> values; ///< not secret: client id, token endpoint
    std::optional<Timestamp> expires; ///< of "access"
    QStringList scopes; ///< granted; empty: the server did not say

    Secret secret(const QString& name) const;
    bool isEmpty() const { return secrets.empty(); }
};

/// One account while the program runs; all clients that act as it share this. Main thread.
///
/// Its secrets come from the key store, later; until then and when the store is locked, clients
/// wait or answer Error::Secrets, and nobody is signed out. A session ends only by the person's
/// sign-out.
///
/// One entry holds each secret, "KEY/NAME", and one the rest, "KEY/about".
class AccountSession : public QObject {
    Q_OBJECT
public:
    enum class State {
        Opening, ///< the key store has not answered yet
        Ready,
        Locked, ///< the key store is locked, gone, silent or has lost the entry: unlock, try again
        Refused, ///< the server takes these credentials no longer: sign in again
    };

    /// `store` keeps the secrets under names that begin with `key`; it outlives this.
    AccountSession(Source source, QString key, SecretStore& store, QObject* parent = nullptr);
    ~AccountSession() override;

    const Source& source() const { return m_source; }
    State state() const { return m_state; }
    /// Of Locked: what the key store said.
    const std::optional<Error>& trouble() const { return m_trouble; }
    /// Empty unless Ready or Refused.
    const Credentials& credentials() const { return m_credentials; }

    /// The credentials as soon as the key store has answered. Errors: Secrets when Locked,
    /// Unauthorised when Refused. While Opening the answer waits (at most the store's 5 s).
    Task<Credentials> ready();

    /// Reads the key store (again). Answers Done, or Secrets; `state` tells the same.
    Task<Done> open();
    /// New credentials, after a sign-in or a refresh: stored first, then used. When they cannot be
    /// stored they are used all the same for this run and the answer is the error.
    Task<Done> replace(Credentials credentials);
    /// Renews the credentials by `renew`; all who ask while it runs share one answer. When it
    /// answers Unauthorised or Invalid the session becomes Refused; other errors leave it Ready.
    /// `refused` is the access token that the server did not take: when another one has come
    /// meanwhile, that one is the answer and nothing is renewed. `renew` must not call `ready`.
    Task<Credentials> refresh(
        std::function<Task<Credentials>()> renew, const Secret& refused = Secret());
    /// The server refused them and there is nothing to renew.
    void refuse();
    /// Deletes every entry and reads back; Secrets where one is still there. When all are gone the
    /// session is Refused and empty.
    Task<Done> erase();

Q_SIGNALS:
    void stateChanged();

private:
    struct Private;
    std::unique_ptr<Private> d;
    Source m_source;
    State m_state = State::Opening;
    std::optional<Error> m_trouble;
    Credentials m_credentials;
};

} // namespace staffroom
