#include "core/secrets/secret_store.h"

namespace staffroom {

QLatin1StringView availabilityName(SecretStore::Availability availability)
{
    switch (availability) {
    case SecretStore::Availability::Unlocked:
        return QLatin1StringView("unlocked");
    case SecretStore::Availability::Locked:
        return QLatin1StringView("locked");
    case SecretStore::Availability::Empty:
        return QLatin1StringView("empty");
    case SecretStore::Availability::Absent:
        return QLatin1StringView("absent");
    case SecretStore::Availability::Silent:
        return QLatin1StringView("silent");
    case SecretStore::Availability::Unknown:
        break;
    }
    return QLatin1StringView("unknown");
}

Task<SecretStore::Availability> MemorySecretStore::availability()
{
    return readyTask<Availability>(Availability::Unlocked);
}

Task<Secret> MemorySecretStore::read(const QString& key)
{
    const auto it = m_secrets.constFind(key);
    if (it == m_secrets.constEnd())
        return readyTask<Secret>(fail(Error::Kind::NotFound));
    return readyTask<Secret>(*it);
}

Task<Done> MemorySecretStore::write(const QString& key, const Secret& secret)
{
    m_secrets.insert(key, secret);
    return readyTask<Done>(Done{});
}

Task<Done> MemorySecretStore::remove(const QString& key)
{
    m_secrets.remove(key);
    return readyTask<Done>(Done{});
}

} // namespace staffroom
