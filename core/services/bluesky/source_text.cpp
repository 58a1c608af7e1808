#include "core/services/bluesky/source_text.h"

#include "core/services/bluesky/identifiers.h"

#include <QUrl>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names that nobody else's server has.
bool isOfThisNetwork(const QString& host)
{
    return host == "bsky.app"_L1 || host.endsWith(".bsky.app"_L1) || host == "bsky.social"_L1
        || host.endsWith(".bsky.network"_L1);
}

bool isStreamName(const QString& host)
{
    return host.startsWith("jetstream"_L1) && host.endsWith(".bsky.network"_L1);
}

std::optional<Result<Source>> needsSignIn(const QString& who, const QString& text)
{
    return Result<Source>(fail(Error::Kind::Invalid,
        who.isEmpty()
            ? u"this is a server of Bluesky where people sign in; sign in with your handle"_s
            : who + u" is not signed in here; sign in to Bluesky as that account first"_s,
        text));
}

/// "https://bsky.app/profile/WHO/..." names somebody.
QString personInPath(const QUrl& url)
{
    const QStringList parts = url.path().split(u'/', Qt::SkipEmptyParts);
    return parts.size() > 1 && parts.front() == "profile"_L1 ? parts.at(1) : QString();
}

} // namespace

Source publicSource()
{
    return {serviceId(), {}, {}};
}

Source liveSource(const PublicHosts& hosts)
{
    return {serviceId(), hosts.live, {}};
}

bool isLiveSource(const Source& source)
{
    return source.service == serviceId() && !source.server.isEmpty() && source.account.isEmpty();
}

std::optional<Result<Source>> sourceOfText(const QString& text, const PublicHosts& hosts)
{
    const QString typed = text.trimmed();
    const QString lower = typed.toLower();
    if (lower == "bluesky"_L1 || lower == "bsky"_L1)
        return Result<Source>(publicSource());
    if (lower == kLiveName)
        return Result<Source>(liveSource(hosts));

    const QString name = lower.startsWith(u'@') ? lower.mid(1) : lower;
    const bool isMarked = lower.startsWith(u'@'); // with one '@' only: elsewhere a server follows
    if (isDid(typed) || (isHandle(name) && (isMarked || name.endsWith(".bsky.social"_L1))))
        return needsSignIn(isMarked ? name : typed, text);

    const QString base = serverBaseOf(typed);
    if (base.isEmpty() || lower.contains(u'@'))
        return std::nullopt;
    const QUrl url(typed.contains("://"_L1) ? typed : u"https://"_s + typed);
    const QString host = url.host().toLower();
    if (base == hosts.live || isStreamName(host)) {
        PublicHosts chosen = hosts;
        chosen.live = base;
        return Result<Source>(liveSource(chosen));
    }
    const bool isPublic = base == hosts.view || base == hosts.web || base == hosts.entry;
    if (!isPublic && !isOfThisNetwork(host) && !host.endsWith(".bsky.social"_L1))
        return std::nullopt;
    if (const QString who = personInPath(url); !who.isEmpty())
        return needsSignIn(who, text);
    if (host.endsWith(".bsky.social"_L1)) // the page of a handle
        return needsSignIn(host, text);
    if (!isPublic && host.endsWith(".bsky.network"_L1))
        return needsSignIn({}, text);
    return Result<Source>(publicSource());
}

} // namespace staffroom::bluesky
