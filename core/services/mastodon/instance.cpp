#include "core/services/mastodon/instance.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

ServerInfo::Access FeedAccess::summary() const
{
    if (local == Part::Open || remote == Part::Open)
        return ServerInfo::Access::Open;
    if (local == Part::NeedsLogin || remote == Part::NeedsLogin)
        return ServerInfo::Access::NeedsLogin;
    if (local == Part::Closed || remote == Part::Closed)
        return ServerInfo::Access::Closed;
    return ServerInfo::Access::Unknown;
}

bool FeedAccess::isLocalOnly() const
{
    return local == Part::Open && remote != Part::Open && remote != Part::Unknown;
}

bool FeedAccess::isRemoteOnly() const
{
    return remote == Part::Open && local != Part::Open && local != Part::Unknown;
}

PostLimits Instance::limits() const
{
    PostLimits limits = told;
    limits.maxCharacters = info.maxCharacters;
    // Those that are known to give the first post again for a repeated Idempotency-Key.
    static const QStringList honest{
        u"mastodon"_s, u"glitch"_s, u"glitch-soc"_s, u"hometown"_s, u"akkoma"_s, u"pleroma"_s};
    limits.resend
        = honest.contains(info.software) ? PostLimits::Resend::Safe : PostLimits::Resend::LookFirst;
    // snac sends at once what it is asked to keep.
    limits.schedules = info.software != "snac"_L1 && !info.software.isEmpty();
    limits.quotes = apiVersion >= 7;
    limits.edits = true;
    return limits;
}

bool Instance::combinesTags() const
{
    return info.software == "mastodon"_L1 || info.software == "hometown"_L1
        || info.software == "akkoma"_L1 || info.software == "pleroma"_L1;
}

bool Instance::streamsHashtags() const
{
    return streams() && info.software != "gotosocial"_L1;
}

bool Instance::streams() const
{
    return !streaming.isEmpty() && info.software != "snac"_L1 && info.software != "friendica"_L1;
}

} // namespace staffroom::mastodon
