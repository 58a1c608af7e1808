#pragma once

#include "core/secrets/secret_service.h"
#include "core/secrets/secret_store.h"

namespace staffroom {

/// Single entries of the desktop's key store, through qtkeychain.
class KeychainEntries final : public SecretStore {
    Q_OBJECT
public:
    KeychainEntries(Clock& clock, QString service, QObject* parent = nullptr);
    ~KeychainEntries() override;
    Task<Availability> availability() override;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    template <class T>
    Task<T> explained(Task<T> task);

    Clock& m_clock;
    QString m_service;
    SecretService m_state;
};

} // namespace staffroom
