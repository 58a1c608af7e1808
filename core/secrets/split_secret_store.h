#pragma once

#include "core/secrets/secret_store.h"

namespace staffroom {

/// Keeps long secrets in several entries of another store: the vault of Windows takes 2560 bytes in
/// one. The entry under the key itself is written last and says where the parts are, so that what
/// is read is always one whole secret, the old one or the new one.
class SplitSecretStore final : public SecretStore {
    Q_OBJECT
public:
    static constexpr qsizetype kLongestEntry = 1200;

    explicit SplitSecretStore(SecretStore& entries, QObject* parent = nullptr);
    Task<Availability> availability() override;
    Task<Secret> read(const QString& key) override;
    Task<Done> write(const QString& key, const Secret& secret) override;
    Task<Done> remove(const QString& key) override;

private:
    struct Head;
    Task<std::optional<Head>> readHead(const QString& key);
    Task<Done> writeParts(const QString& key, const Head& head, const Secret& secret, int part);
    Task<Done> removeParts(const QString& key, const Head& head, int part);
    Task<Secret> readParts(const QString& key, const Head& head, int part, QByteArray before);

    SecretStore& m_entries;
};

} // namespace staffroom
