#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/base/task.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace staffroom {

/// Where tokens live. Main thread; every answer comes later and within five seconds.
///
/// `read`: NotFound means only that nothing was found *now*. A locked key ring answers the same
/// (measured), so NotFound never signs anybody out. Other trouble is Error::Secrets.
/// `remove`: answers Done only after reading back that the entry is gone.
class SecretStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Task<Secret> read(const QString& key) = 0;
    virtual Task<Done> write(const QString& key, const Secret& secret) = 0;
    virtual Task<Done> remove(const QString& key) = 0;
};

/// For this run only; nothing reaches the disk.
class MemorySecretStore final : public SecretStore {
    Q_OBJECT
public:
    using SecretStore::SecretStore;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    QHash<QString, Secret> m_secrets;
};

/// The desktop's key store through qtkeychain; never its insecure fallback. Entries are named
/// after `service`.
class KeychainSecretStore final : public SecretStore {
    Q_OBJECT
public:
    KeychainSecretStore(Clock& clock, QString service, QObject* parent = nullptr);
    ~KeychainSecretStore() override;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    Clock& m_clock;
    QString m_service;
};

} // namespace staffroom
