#pragma once

#include "app/profile.h"
#include "core/accounts/account_book.h"
#include "core/base/clock.h"
#include "core/feeds/feed_hub.h"
#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/secrets/secret_store.h"
#include "core/services/service_registry.h"
#include "core/store/post_store.h"

#include <QThreadPool>

#include <memory>

namespace staffroom {

struct EngineTotals {
    FeedTotals feeds;
    StoreTotals store;
    HttpTotals http;
};

/// Everything below the window, built in order and taken down in reverse. The command line's
/// archive uses it alone.
class Engine {
public:
    struct Options {
        QHash<QString, QString> serviceOptions; ///< "practice.speed" and the like
        /// Nothing secret is kept, no list of accounts is written, and services keep nothing.
        bool isSharedComputer = false;
    };
    Engine(const Profile& profile, const Options& options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    SystemClock& clock() { return m_clock; }
    HttpClient& http() { return m_http; }
    const ServiceRegistry& services() const { return m_services; }
    QThreadPool& pool() { return m_decodePool; }
    AccountBook& accounts() { return *m_accounts; }
    PostStore& store() { return m_store; }
    FeedHub& hub() { return *m_hub; }
    EngineTotals totals() const { return {m_hub->totals(), m_store.totals(), m_http.totals()}; }

private:
    SystemClock m_clock;
    RateLimiter m_limiter;
    HttpClient m_http;
    QThreadPool m_decodePool;
    std::unique_ptr<SecretStore> m_secrets;
    ServiceRegistry m_services;
    std::unique_ptr<AccountBook> m_accounts;
    PostStore m_store;
    std::unique_ptr<FeedHub> m_hub;
};

} // namespace staffroom
