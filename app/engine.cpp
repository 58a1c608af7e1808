#include "app/engine.h"

#include "core/base/log.h"
#include "core/services/builtin_services.h"

#include <QThread>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What entries in the key store are filed under.
QString secretService()
{
    return u"staffroom"_s;
}

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
    if (options.isSharedComputer)
        m_secrets = std::make_unique<MemorySecretStore>();
    else
        m_secrets = std::make_unique<KeychainSecretStore>(m_clock, secretService());
    context.secrets = m_secrets.get();
    if (!options.isSharedComputer)
        context.folder = profile.serviceFolder();
    registerBuiltinServices(m_services, context);

    AccountBook::Context accounts;
    accounts.clock = &m_clock;
    accounts.services = &m_services;
    accounts.keyStore = options.isSharedComputer ? nullptr : m_secrets.get();
    accounts.file = options.isSharedComputer ? QString() : profile.accountsFile();
    m_accounts = std::make_unique<AccountBook>(accounts);
    if (const auto loaded = m_accounts->load(); !loaded) {
        logLine(LogLevel::Error, "accounts"_L1, "unreadable"_L1,
            {{"detail"_L1, loaded.error().detail}});
    }

    m_services.setFindAccount([this](const QString& handle) -> std::optional<Source> {
        const auto* account = m_accounts->findHandle(handle);
        return account ? std::optional(account->source) : std::nullopt;
    });

    FeedHub::Context feeds;
    feeds.clock = &m_clock;
    feeds.services = &m_services;
    feeds.store = &m_store;
    feeds.session = [this](const Source& source) { return m_accounts->session(source); };
    m_hub = std::make_unique<FeedHub>(feeds);
}

Engine::~Engine()
{
    m_hub.reset(); // before the services whose clients it holds
    m_accounts.reset();
    m_decodePool.waitForDone();
}

} // namespace staffroom
