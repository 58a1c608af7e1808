#include "core/secrets/secret_store.h"

namespace staffroom {

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
