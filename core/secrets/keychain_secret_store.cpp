#include "core/secrets/keychain_entries.h"
#include "core/secrets/secret_store.h"
#include "core/secrets/split_secret_store.h"

namespace staffroom {

struct KeychainSecretStore::Private {
    Private(Clock& clock, QString service)
        : entries(clock, std::move(service))
        , split(entries)
    {
    }
    KeychainEntries entries;
    SplitSecretStore split;
};

KeychainSecretStore::KeychainSecretStore(Clock& clock, QString service, QObject* parent)
    : SecretStore(parent)
    , d(std::make_unique<Private>(clock, std::move(service)))
{
    connect(&d->split, &SecretStore::becameAvailable, this, &SecretStore::becameAvailable);
}

KeychainSecretStore::~KeychainSecretStore() = default;

Task<SecretStore::Availability> KeychainSecretStore::availability()
{
    return d->split.availability();
}

Task<Secret> KeychainSecretStore::read(const QString& key)
{
    return d->split.read(key);
}

Task<Done> KeychainSecretStore::write(const QString& key, const Secret& secret)
{
    return d->split.write(key, secret);
}

Task<Done> KeychainSecretStore::remove(const QString& key)
{
    return d->split.remove(key);
}

} // namespace staffroom
