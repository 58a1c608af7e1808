#pragma once

#include "core/base/task.h"
#include "core/services/mastodon/oauth.h"

namespace staffroom {
class SecretStore;
}

namespace staffroom::mastodon {

/// What this program is registered as, by server: servers let nobody register often. Kept in the
/// key store, because the client's secret belongs there.
class OauthApps {
public:
    /// `store` null: nothing is remembered.
    explicit OauthApps(SecretStore* store)
        : m_store(store)
    {
    }

    /// nullopt: none is known, for whatever reason.
    Task<std::optional<OauthApp>> find(const QString& server, QObject* context) const;
    /// Done also when it could not be kept: then the next sign-in registers again.
    Task<Done> keep(const QString& server, const OauthApp& app, QObject* context) const;

private:
    SecretStore* m_store;
};

} // namespace staffroom::mastodon
