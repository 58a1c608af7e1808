#include "core/services/mastodon/mastodon_service.h"

#include "core/services/mastodon/discovery.h"
#include "core/services/mastodon/login.h"
#include "core/services/mastodon/mastodon_client.h"
#include "core/services/mastodon/server_address.h"
#include "core/services/mastodon/sign_out.h"
#include "core/services/mastodon/status_length.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

MastodonService::MastodonService(const ServiceContext& context)
    : m_context(context)
{
    m_capabilities.needsServer = true;
    m_capabilities.canReadAnonymously = true;
    m_capabilities.canPublish = true;
    m_capabilities.canQuote = true;
    m_capabilities.canEdit = true;
    m_capabilities.canTranslate = true;
    m_capabilities.hasVisibility = true;
    m_capabilities.hasContentWarning = true;
    m_capabilities.feeds = {FeedSpec::Kind::Hashtag, FeedSpec::Kind::List, FeedSpec::Kind::Home,
        FeedSpec::Kind::Public, FeedSpec::Kind::User, FeedSpec::Kind::Notifications,
        FeedSpec::Kind::Mentions, FeedSpec::Kind::Bookmarks, FeedSpec::Kind::Favourites,
        FeedSpec::Kind::Scheduled, FeedSpec::Kind::Received};
    m_capabilities.needsAccount = {FeedSpec::Kind::List, FeedSpec::Kind::Home,
        FeedSpec::Kind::Notifications, FeedSpec::Kind::Mentions, FeedSpec::Kind::Bookmarks,
        FeedSpec::Kind::Favourites, FeedSpec::Kind::Scheduled, FeedSpec::Kind::Received};
    m_capabilities.acts.insert(std::begin(kActKinds), std::end(kActKinds));
    m_capabilities.boostWord = u"Boost"_s;
    m_capabilities.favouriteWord = u"Favourite"_s;
}

int MastodonService::lengthOf(
    const QString& text, const QString& contentWarning, const PostLimits& limits) const
{
    return statusLength(text, contentWarning, limits.charactersPerUrl);
}

ServiceId MastodonService::id() const
{
    return serviceId();
}

QString MastodonService::name() const
{
    return u"Mastodon"_s;
}

QStringList MastodonService::openSources() const
{
    return {u"mastodon.social"_s, u"mastodon.online"_s, u"mstdn.social"_s};
}

LoginSpec MastodonService::loginSpec() const
{
    LoginSpec spec;
    spec.usesBrowser = true;
    spec.canPasteCode = true;
    spec.takesToken = true;
    return spec;
}

std::unique_ptr<Login> MastodonService::login(const LoginRequest& request)
{
    return std::make_unique<MastodonLogin>(m_context, request);
}

Task<Done> MastodonService::revoke(const Source& source, const Credentials& credentials)
{
    return signOut(*m_context.http, source.server, credentials, &m_tasks);
}

std::optional<Result<Source>> MastodonService::sourceFromText(const QString& text) const
{
    auto server = serverFromText(text);
    if (!server)
        return std::nullopt;
    if (!*server)
        return Result<Source>(fail(std::move(server->error())));
    return Result<Source>(Source{serviceId(), **server, {}});
}

Task<ServerInfo> MastodonService::discover(const Source& source)
{
    const Api api{source.server, {}, Lane::User};
    return Discovery::run(*m_context.http, *m_context.decodePool, api, &m_tasks)
        .andThen(&m_tasks, [](Instance instance) { return Result<ServerInfo>(instance.info); });
}

std::unique_ptr<ServiceClient> MastodonService::client(
    const Source& source, std::shared_ptr<AccountSession> session)
{
    return std::make_unique<MastodonClient>(m_context, source, std::move(session));
}

} // namespace staffroom::mastodon
