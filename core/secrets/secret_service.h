#pragma once

#include "core/secrets/secret_store.h"

namespace staffroom {

/// Asks the secret service of a Linux desktop whether it is there and unlocked, without asking for
/// any secret (freedesktop.org, Secret Service API 0.2). Unknown on other systems, and where the
/// secrets lie in KDE's wallet, which has another interface.
class SecretService : public QObject {
    Q_OBJECT
public:
    explicit SecretService(Clock& clock, QObject* parent = nullptr);
    ~SecretService() override;

    Task<SecretStore::Availability> availability();

Q_SIGNALS:
    /// It was not unlocked when last asked, and now it is.
    void unlocked();

private Q_SLOTS:
    void look();

private:
    void watch();
    Task<SecretStore::Availability> ask();

    Clock& m_clock;
    SecretStore::Availability m_last = SecretStore::Availability::Unknown;
    bool m_isWatching = false;
    bool m_isLooking = false;
};

} // namespace staffroom
