#include "app/engine.h"

#include "core/services/builtin_services.h"

#include <QThread>

namespace staffroom {

namespace {

QByteArray userAgent()
{
    return QByteArrayLiteral("Staffroom/" STAFFROOM_VERSION);
}

} // namespace

Engine::Engine(const Profile& profile, const Options& options)
    : m_limiter(m_clock)
    , m_http(m_clock, m_limiter, {userAgent(), false})
    , m_store({profile.cacheDatabase(), profile.userDatabase()})
{
    m_decodePool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1));
    ServiceContext context;
    context.clock = &m_clock;
    context.http = &m_http;
    context.decodePool = &m_decodePool;
    context.options = options.serviceOptions;
    registerBuiltinServices(m_services, context);

    FeedHub::Context feeds;
    feeds.clock = &m_clock;
    feeds.services = &m_services;
    feeds.store = &m_store;
    m_hub = std::make_unique<FeedHub>(feeds);
}

Engine::~Engine()
{
    m_hub.reset(); // before the services whose clients it holds
    m_decodePool.waitForDone();
}

} // namespace staffroom
