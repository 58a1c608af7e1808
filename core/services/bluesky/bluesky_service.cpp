#include "core/services/bluesky/bluesky_service.h"

#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/login.h"
#include "core/services/bluesky/post_text.h"
#include "core/services/bluesky/server_info.h"
#include "core/services/bluesky/sign_out.h"
#include "core/services/bluesky/source_text.h"

#include <QCoreApplication>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BlueskySignIn {
    Q_DECLARE_TR_FUNCTIONS(BlueskySignIn)
};

LoginField signInField(QLatin1StringView id, const QString& label, const QString& placeholder)
{
    LoginField field;
    field.id = id;
    field.label = label;
    field.placeholder = placeholder;
    return field;
}

} // namespace

BlueskyService::BlueskyService(const ServiceContext& context)
    : m_context(context)
    , m_hosts(publicHosts(context))
{
    using Kind = FeedSpec::Kind;
    m_capabilities.canReadAnonymously = true;
    m_capabilities.canPublish = true;
    m_capabilities.canQuote = true;
    m_capabilities.repliesNameAuthor = false;
    m_capabilities.feeds = {Kind::Hashtag, Kind::List, Kind::Home, Kind::User, Kind::Notifications,
        Kind::Mentions, Kind::Bookmarks, Kind::Favourites, Kind::Search, Kind::Received};
    // Hashtags are a matter of the source: closed on the public view, open on the live stream.
    m_capabilities.needsAccount = {Kind::Home, Kind::Notifications, Kind::Mentions, Kind::Bookmarks,
        Kind::Favourites, Kind::Search, Kind::Received};
    m_capabilities.acts.insert(std::begin(kActKinds), std::end(kActKinds));
    m_capabilities.acts.erase(Act::Kind::Vote);
    m_capabilities.acts.erase(Act::Kind::CancelScheduled);
    m_capabilities.boostWord = u"Repost"_s;
    m_capabilities.favouriteWord = u"Like"_s;
}

ServiceId BlueskyService::id() const
{
    return serviceId();
}

QString BlueskyService::name() const
{
    return u"Bluesky"_s;
}

int BlueskyService::lengthOf(const QString& text, const QString&, const PostLimits&) const
{
    return textLength(text);
}

LoginSpec BlueskyService::loginSpec() const
{
    auto who = signInField(kIdentifierField, BlueskySignIn::tr("Handle"), u"bea.bsky.social"_s);
    who.isForBrowser = true;
    who.saysWho = true;
    auto password
        = signInField(kPasswordField, BlueskySignIn::tr("App password"), u"abcd-efgh-ijkl-mnop"_s);
    password.isSecret = true;
    auto code = signInField(kCodeField, BlueskySignIn::tr("Code from your mail"), u"ABCDE-12345"_s);
    code.isOptional = true;
    auto server
        = signInField(kServerField, BlueskySignIn::tr("Server of your own"), u"pds.example.org"_s);
    server.isForBrowser = true;
    server.isOptional = true;
    LoginSpec spec;
    spec.fields = {who, password, code, server};
    spec.usesBrowser = true;
    spec.alwaysMayWrite = true;
    return spec;
}

std::unique_ptr<Login> BlueskyService::login(const LoginRequest& request)
{
    return BlueskyLogin::make(m_context, request);
}

Task<Done> BlueskyService::revoke(const Source& source, const Credentials& credentials)
{
    return signOut(m_context, source, credentials, &m_tasks);
}

std::optional<Result<Source>> BlueskyService::sourceFromText(const QString& text) const
{
    return sourceOfText(text, m_hosts);
}

Task<ServerInfo> BlueskyService::discover(const Source& source)
{
    return askServerInfo(m_context, source, &m_tasks);
}

std::unique_ptr<ServiceClient> BlueskyService::client(
    const Source& source, std::shared_ptr<AccountSession> session)
{
    return std::make_unique<BlueskyClient>(m_context, source, std::move(session));
}

} // namespace staffroom::bluesky
