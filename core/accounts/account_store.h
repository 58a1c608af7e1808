#pragma once

#include "core/secrets/secret_store.h"

namespace staffroom {

/// Passes everything on to the store that the account is kept in, which can change when somebody
/// signs in again: the session that feeds already hold stays the same.
class AccountStore final : public SecretStore {
    Q_OBJECT
public:
    explicit AccountStore(SecretStore& target)
        : m_target(&target)
    {
    }
    void setTarget(SecretStore& target) { m_target = &target; }

    Task<Secret> read(const QString& key) override { return m_target->read(key); }
    Task<Done> write(const QString& key, const Secret& secret) override
    {
        return m_target->write(key, secret);
    }
    Task<Done> remove(const QString& key) override { return m_target->remove(key); }
    Task<Availability> availability() override { return m_target->availability(); }

private:
    SecretStore* m_target;
};

} // namespace staffroom
