#include "core/services/x/x_service.h"

#include "core/services/x/ledger.h"
#include "core/services/x/login.h"
#include "core/services/x/money_text.h"
#include "core/services/x/sign_out.h"
#include "core/services/x/source_text.h"
#include "core/services/x/text_length.h"
#include "core/services/x/vocabulary.h"
#include "core/services/x/web_pages.h"
#include "core/services/x/x_client.h"

#include <QCoreApplication>
#include <QCryptographicHash>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

struct XText {
    Q_DECLARE_TR_FUNCTIONS(XText)
};

} // namespace

XService::XService(const ServiceContext& context)
    : m_context(context)
    , m_endpoints(endpointsOf(context))
{
    using Kind = FeedSpec::Kind;
    m_capabilities.canPublish = true;
    m_capabilities.canQuote = true;
    m_capabilities.repliesNameAuthor = false;
    m_capabilities.feeds = {Kind::Hashtag, Kind::List, Kind::Home, Kind::User, Kind::Mentions,
        Kind::Bookmarks, Kind::Search, Kind::Received};
    m_capabilities.needsAccount.insert(m_capabilities.feeds.begin(), m_capabilities.feeds.end());
    m_capabilities.acts = {Act::Kind::Favourite, Act::Kind::Unfavourite, Act::Kind::Boost,
        Act::Kind::Unboost, Act::Kind::Bookmark, Act::Kind::Unbookmark, Act::Kind::Delete,
        Act::Kind::Follow, Act::Kind::Unfollow, Act::Kind::Mute, Act::Kind::Unmute,
        Act::Kind::AddToList, Act::Kind::RemoveFromList};
    m_capabilities.boostWord = u"Repost"_s;
    m_capabilities.favouriteWord = u"Like"_s;
}

XService::~XService() = default;

ServiceId XService::id() const
{
    return serviceId();
}

QString XService::name() const
{
    return u"X"_s;
}

int XService::lengthOf(const QString& text, const QString&, const PostLimits&) const
{
    return textLength(text).weighted;
}

LoginSpec XService::loginSpec() const
{
    return x::loginSpec();
}

std::unique_ptr<Login> XService::login(const LoginRequest& request)
{
    return std::make_unique<XLogin>(m_context, m_endpoints, request);
}

Task<Done> XService::revoke(const Source& source, const Credentials& credentials)
{
    return signOut(m_context, source, credentials, &m_tasks);
}

QUrl XService::actPage(Act::Kind kind, const Post& post) const
{
    return intentOf(kind, post);
}

QUrl XService::composePage(const Submission& submission) const
{
    return intentOf(submission);
}

Result<QString> XService::adjusted(const LoginField& field, const QString& typed) const
{
    if (field.id != kDailyLimitField)
        return typed.trimmed();
    const auto amount = readDollars(typed);
    if (!amount)
        return fail(Error::Kind::Invalid,
            XText::tr("Type an amount in US dollars, such as 1.50; at most 1000. The limit stays "
                      "as it was."));
    return dollars(*amount);
}

std::optional<Result<Source>> XService::sourceFromText(const QString& text) const
{
    return sourceOfText(text, m_endpoints.api);
}

Task<ServerInfo> XService::discover(const Source& source)
{
    // Nothing can be asked without an account, and nothing need be: there is one such place.
    ServerInfo info;
    info.server = source.server.isEmpty() ? m_endpoints.api : source.server;
    info.title = u"X"_s;
    info.software = u"x"_s;
    info.hashtagAccess = ServerInfo::Access::NeedsLogin;
    info.publicAccess = ServerInfo::Access::Closed;
    info.maxCharacters = kMaxWeightedLength;
    if (source.account.isEmpty())
        info.note = XText::tr("X shows nothing to programs without a sign-in, and charges for "
                              "every post that is read. Add an account first; what it costs is "
                              "said there.");
    else
        info.hashtagAccess = ServerInfo::Access::Open;
    return readyTask<ServerInfo>(std::move(info));
}

std::shared_ptr<Ledger> XService::ledgerOf(const Source& source)
{
    auto& ledger = m_ledgers[source.account.toLower()];
    if (!ledger) {
        Ledger::Context context;
        context.clock = m_context.clock;
        context.pool = m_context.decodePool;
        if (!m_context.folder.isEmpty()) {
            const auto name = QCryptographicHash::hash(
                (source.server + u' ' + source.account.toLower()).toUtf8(),
                QCryptographicHash::Sha256);
            context.file = m_context.folder + u"/x-spending-"_s
                + QString::fromLatin1(name.toHex().left(12)) + u".json"_s;
        }
        ledger = std::make_shared<Ledger>(context);
    }
    return ledger;
}

std::unique_ptr<ServiceClient> XService::client(
    const Source& source, std::shared_ptr<AccountSession> session)
{
    return std::make_unique<XClient>(m_context, source, std::move(session), ledgerOf(source));
}

} // namespace staffroom::x
