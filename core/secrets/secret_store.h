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
    enum class Availability {
        Unlocked, ///< reads and writes at once
        Locked, ///< the person has to unlock it first
        Empty, ///< it is there, but nothing to keep secrets in has been made yet
        Absent, ///< this desktop has none
        Silent, ///< it is there and does not answer
        Unknown, ///< it cannot be asked without trying
    };

    using QObject::QObject;
    /// How things stand now. Never an error.
    virtual Task<Availability> availability() = 0;
    virtual Task<Secret> read(const QString& key) = 0;
    virtual Task<Done> write(const QString& key, const Secret& secret) = 0;
    virtual Task<Done> remove(const QString& key) = 0;

Q_SIGNALS:
    /// It was unlocked, or answers again: what it did not give is worth asking again.
    void becameAvailable();
};

/// "unlocked", "locked", "empty", "absent", "silent", "unknown": `path` of an Error::Secrets says
/// why by these names (and "lost": unlocked, but the entry is not there or unreadable).
QLatin1StringView availabilityName(SecretStore::Availability availability);

/// For this run only; nothing reaches the disk.
class MemorySecretStore final : public SecretStore {
    Q_OBJECT
public:
    using SecretStore::SecretStore;
    Task<Availability> availability() override;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    QHash<QString, Secret> m_secrets;
};

/// The desktop's key store through qtkeychain; its fallback to a plain file is never switched on.
/// Entries are named after `service`; long secrets are spread over several.
class KeychainSecretStore final : public SecretStore {
    Q_OBJECT
public:
    KeychainSecretStore(Clock& clock, QString service, QObject* parent = nullptr);
    ~KeychainSecretStore() override;
    Task<Availability> availability() override;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
