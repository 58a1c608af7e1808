#include "core/services/practice/practice_service.h"

#include "core/services/practice/practice_client.h"
#include "core/services/practice/register.h"
#include "core/services/service_registry.h"

#include <QDir>

// The resource lies in a static library; only code outside a namespace can ask for it.
static void initPracticeResource()
{
    Q_INIT_RESOURCE(practice);
}

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

PracticeService::PracticeService(const ServiceContext& context, Pace pace)
    : m_session(std::make_shared<Session>(*context.clock, *context.decodePool, pace))
{
    using Kind = FeedSpec::Kind;
    m_capabilities.canReadAnonymously = true;
    m_capabilities.canPublish = true;
    m_capabilities.isEphemeral = true;
    m_capabilities.feeds = {Kind::Hashtag, Kind::List, Kind::Home, Kind::Public, Kind::User};
    m_capabilities.boostWord = u"Boost"_s;
    m_capabilities.favouriteWord = u"Favourite"_s;
}

ServiceId PracticeService::id() const
{
    return {u"practice"_s};
}

QString PracticeService::name() const
{
    return u"Practice chat"_s;
}

std::vector<FeedSpec> PracticeService::starterFeeds() const
{
    FeedSpec chat;
    chat.source = {id(), {}, {}};
    FeedSpec hosts = chat;
    FeedSpec home = chat;
    chat.tags = {u"SproutChat"_s};
    hosts.kind = FeedSpec::Kind::List;
    hosts.target = u"hosts"_s;
    home.kind = FeedSpec::Kind::Home;
    return {chat, hosts, home};
}

std::optional<Result<Source>> PracticeService::sourceFromText(const QString& text) const
{
    if (text.compare("practice"_L1, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return Source{id(), {}, {}};
}

Task<ServerInfo> PracticeService::discover(const Source& source)
{
    return PracticeClient(m_session, source).serverInfo();
}

std::unique_ptr<ServiceClient> PracticeService::client(
    const Source& source, std::shared_ptr<AccountSession>)
{
    return std::make_unique<PracticeClient>(m_session, source);
}

void registerService(ServiceRegistry& registry, const ServiceContext& context)
{
    initPracticeResource();
    Pace pace;
    // By then the hellos are said and the first question stands: there is something to read.
    pace.from = std::chrono::seconds(420);
    if (const auto speed = context.options.value(u"practice.speed"_s); !speed.isEmpty())
        pace.speed = speed.toDouble();
    if (const auto from = context.options.value(u"practice.from"_s); !from.isEmpty())
        pace.from = std::chrono::seconds(from.toInt());
    registry.add(std::make_unique<PracticeService>(context, pace));
}

} // namespace staffroom::practice
