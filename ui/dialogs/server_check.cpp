#include "ui/dialogs/server_check.h"

#include "core/accounts/account_book.h"
#include "core/services/service_registry.h"
#include "ui/base/error_text.h"
#include "ui/columns/column_registry.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr Millis kPause{400};

bool isNoSuchHost(const Error& error)
{
    return error.kind == Error::Kind::Offline
        && error.detail.contains("not found"_L1, Qt::CaseInsensitive);
}
} // namespace

ServerCheck::ServerCheck(
    const ServiceRegistry& services, const AccountBook* accounts, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_accounts(accounts)
    , m_pause(clock.createTimer([this] { ask(); }))
{
}

void ServerCheck::set(Verdict verdict, const QString& sentence, const Source& source)
{
    // Whoever listens asks again from within: tell only what is new.
    const bool isSame = m_outcome.verdict == verdict && m_outcome.source == source
        && m_outcome.sentence == sentence;
    if (isSame)
        return;
    m_outcome = {verdict, source, sentence};
    Q_EMIT changed();
}

void ServerCheck::setWish(const QString& typed, FeedSpec::Kind kind)
{
    const QString text = typed.trimmed();
    if (text.isEmpty() && m_outcome.verdict == Verdict::Empty) {
        m_kind = kind;
        return;
    }
    const bool isSameText = text == m_typed && m_outcome.verdict != Verdict::Empty;
    if (isSameText && kind == m_kind)
        return;
    m_kind = kind;
    m_typed = text;
    if (isSameText) {
        if (judgeAccount(text))
            return;
        if (m_info)
            judge(*m_info);
        return; // else the question under way, or the fault, is the same for every kind
    }
    m_info.reset();
    m_asking = {};
    m_pause->stop();
    if (text.isEmpty()) {
        set(Verdict::Empty);
        return;
    }
    if (text.contains(u' ')) {
        set(Verdict::Bad, tr("A server's address has no spaces; it looks like mastodon.social."));
        return;
    }
    if (judgeAccount(text))
        return;
    const auto source = m_services.resolveSource(text);
    if (!source) {
        const qsizetype at = text.lastIndexOf(u'@');
        set(Verdict::Bad,
            at >= 0 && at + 1 < text.size()
                ? tr("That is a person's handle. Type the server alone: %1").arg(text.mid(at + 1))
                : tr("“%1” is not a server's address; it looks like mastodon.social.").arg(text));
        return;
    }
    m_source = *source;
    set(Verdict::Checking, tr("Asking %1 …").arg(sourceLabel(m_source)));
    m_pause->start(kPause);
}

/// Somebody who is signed in here: no server needs to be asked who they are.
bool ServerCheck::judgeAccount(const QString& typed)
{
    const Account* account = m_accounts ? m_accounts->findHandle(typed) : nullptr;
    if (!account)
        return false;
    m_source = account->source;
    const auto& feeds = m_services.find(m_source.service)->capabilities().feeds;
    if (std::find(feeds.begin(), feeds.end(), m_kind) == feeds.end())
        set(Verdict::Bad, tr("%1 has no columns of this kind.").arg(sourceLabel(m_source)));
    else
        set(Verdict::Good, tr("Read as @%1.").arg(m_source.account), m_source);
    return true;
}

void ServerCheck::checkNow()
{
    if (m_outcome.verdict == Verdict::Checking && m_pause->isActive()) {
        m_pause->stop();
        ask();
    }
}

void ServerCheck::ask()
{
    Service* service = m_services.find(m_source.service);
    if (!service)
        return;
    m_asking = service->discover(m_source).then(this, [this, service](Result<ServerInfo> info) {
        const QString name = sourceLabel(m_source);
        if (info) {
            m_info = *info;
            judge(*info);
            return;
        }
        QString sentence;
        switch (info.error().kind) {
        case Error::Kind::Cancelled:
            return;
        case Error::Kind::Offline:
            sentence = isNoSuchHost(info.error())
                ? tr("There is no server called %1. Check the spelling.").arg(name)
                : tr("%1 cannot be reached. Check the spelling, and that you are online.")
                      .arg(name);
            break;
        case Error::Kind::Timeout:
            sentence = tr("%1 does not answer at the moment. Try again later.").arg(name);
            break;
        case Error::Kind::Tls:
            sentence = tr("%1 cannot prove who it is, so nothing is read from it.").arg(name);
            break;
        case Error::Kind::Unsupported:
        case Error::Kind::NotFound:
        case Error::Kind::Protocol:
            sentence = tr("Something answers at %1, but it does not speak %2.")
                           .arg(name, service->name());
            break;
        case Error::Kind::Unauthorised:
            sentence = tr("%1 shows nothing without signing in. Choose another server.").arg(name);
            break;
        default:
            sentence = errorText(info.error());
        }
        set(Verdict::Bad, sentence);
    });
}

void ServerCheck::judge(const ServerInfo& info)
{
    const QString name = sourceLabel(m_source);
    const Service* service = m_services.find(m_source.service);
    const auto& feeds = service->capabilities().feeds;
    const bool isKnown = std::find(feeds.begin(), feeds.end(), m_kind) != feeds.end();
    const bool isSignedIn = !m_source.account.isEmpty();
    const bool isPersonal = service->capabilities().needsAccount.contains(m_kind);
    if (!isKnown) {
        set(Verdict::Bad, tr("%1 has no columns of this kind.").arg(name));
        return;
    }
    if (isPersonal && !isSignedIn) {
        set(Verdict::Bad,
            tr("This needs an account. Sign in on %1 first, then choose the account here.")
                .arg(name));
        return;
    }
    const auto access = m_kind == FeedSpec::Kind::Hashtag ? info.hashtagAccess
        : m_kind == FeedSpec::Kind::Public                ? info.publicAccess
                                                          : ServerInfo::Access::Unknown;
    if (!isSignedIn && access == ServerInfo::Access::NeedsLogin) {
        set(Verdict::Bad,
            tr("%1 shows this to signed-in people only. Choose another server.").arg(name));
        return;
    }
    if (access == ServerInfo::Access::Closed) {
        set(Verdict::Bad, tr("%1 has switched this off. Choose another server.").arg(name));
        return;
    }
    Source source = m_source;
    if (!info.server.isEmpty() && service->capabilities().needsServer)
        source.server = info.server;
    const QString sentence = !info.note.isEmpty() ? info.note
        : info.anonymousLocalOnly
        ? tr("Readable without an account, but only posts of people on %1 are shown.").arg(name)
        : tr("Readable without an account.");
    set(Verdict::Good, sentence, source);
}

} // namespace staffroom
