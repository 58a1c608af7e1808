#include "core/services/practice/practice_service.h"

#include "core/services/practice/practice_client.h"
#include "core/services/practice/practice_login.h"
#include "core/services/practice/register.h"
#include "core/services/service_registry.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

// The resource lies in a static library; only code outside a namespace can ask for it.
static void initPracticeResource()
{
    Q_INIT_RESOURCE(practice);
}

namespace staffroom::practice {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList builtInHosts()
{
    QFile meta(u":/practice/practice-chat.meta.json"_s);
    QStringList out;
    if (meta.open(QIODevice::ReadOnly)) {
        const auto hosts
            = QJsonDocument::fromJson(meta.readAll()).object().value("moderators"_L1).toArray();
        for (const auto& host : hosts)
            out << host.toString();
    }
    return out;
}

} // namespace

PracticeService::PracticeService(const ServiceContext& context, Pace pace)
    : m_session(std::make_shared<Session>(*context.clock, *context.decodePool, pace))
{
    using Kind = FeedSpec::Kind;
    m_capabilities.canReadAnonymously = true;
    m_capabilities.canPublish = true;
    m_capabilities.isEphemeral = true;
    m_capabilities.canQuote = true;
    m_capabilities.canEdit = true;
    m_capabilities.hasVisibility = true;
    m_capabilities.hasContentWarning = true;
    m_capabilities.feeds
        = {Kind::Hashtag, Kind::List, Kind::Home, Kind::Public, Kind::User, Kind::Notifications,
            Kind::Mentions, Kind::Bookmarks, Kind::Favourites, Kind::Received, Kind::Search};
    m_capabilities.acts = {Act::Kind::Favourite, Act::Kind::Unfavourite, Act::Kind::Boost,
        Act::Kind::Unboost, Act::Kind::Bookmark, Act::Kind::Unbookmark, Act::Kind::Vote,
        Act::Kind::Delete, Act::Kind::Follow, Act::Kind::Unfollow, Act::Kind::Mute,
        Act::Kind::Unmute, Act::Kind::Block, Act::Kind::Unblock, Act::Kind::MarkRead};
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

LoginSpec PracticeService::loginSpec() const
{
    LoginSpec spec;
    spec.fields.push_back({QString::fromLatin1(kNameField), u"Your name in the practice chat"_s});
    spec.fields.back().saysWho = true;
    return spec;
}

std::unique_ptr<Login> PracticeService::login(const LoginRequest& request)
{
    return std::make_unique<PracticeLogin>(request);
}

Task<Done> PracticeService::revoke(const Source&, const Credentials&)
{
    return readyTask<Done>(Done{}); // nobody was told
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
    hosts.people = builtInHosts(); // who opens it as a room knows them from the start
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
    const Source& source, std::shared_ptr<AccountSession> session)
{
    return std::make_unique<PracticeClient>(m_session, source, std::move(session));
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
