#include "ui/base/reason_text.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
struct ReasonText {
    Q_DECLARE_TR_FUNCTIONS(ReasonText)
};

QString alone(Reason::Kind kind)
{
    switch (kind) {
    case Reason::Kind::Boost:
        return ReasonText::tr("boosted by %1");
    case Reason::Kind::Favourite:
        return ReasonText::tr("a favourite of %1");
    case Reason::Kind::Follow:
        return ReasonText::tr("%1 follows you");
    case Reason::Kind::FollowRequest:
        return ReasonText::tr("%1 asks to follow you");
    case Reason::Kind::Mention:
        return ReasonText::tr("%1 wrote to you");
    case Reason::Kind::Poll:
        return ReasonText::tr("a poll of %1 has ended");
    case Reason::Kind::Edit:
        return ReasonText::tr("changed by %1");
    case Reason::Kind::Quote:
        return ReasonText::tr("%1 quoted you");
    case Reason::Kind::Pin:
        return ReasonText::tr("pinned by %1");
    case Reason::Kind::Post:
        return ReasonText::tr("new from %1");
    case Reason::Kind::Other:
        break;
    }
    return ReasonText::tr("news from %1");
}

} // namespace

QString reasonText(Reason::Kind kind, int others)
{
    if (others == 0)
        return alone(kind);
    if (kind == Reason::Kind::Favourite)
        return others == 1 ? ReasonText::tr("a favourite of %1 and one other")
                           : ReasonText::tr("a favourite of %1 and %n others", nullptr, others);
    if (kind == Reason::Kind::Boost)
        return others == 1 ? ReasonText::tr("boosted by %1 and one other")
                           : ReasonText::tr("boosted by %1 and %n others", nullptr, others);
    return others == 1 ? ReasonText::tr("news from %1 and one other")
                       : ReasonText::tr("news from %1 and %n others", nullptr, others);
}

QLatin1StringView reasonIcon(Reason::Kind kind)
{
    switch (kind) {
    case Reason::Kind::Boost:
        return "boost"_L1;
    case Reason::Kind::Favourite:
        return "favourite"_L1;
    case Reason::Kind::Follow:
    case Reason::Kind::FollowRequest:
        return "user"_L1;
    case Reason::Kind::Mention:
        return "reply"_L1;
    case Reason::Kind::Poll:
        return "poll"_L1;
    case Reason::Kind::Edit:
        return "compose"_L1;
    case Reason::Kind::Quote:
        return "quote"_L1;
    case Reason::Kind::Pin:
        return "pin"_L1;
    default:
        return "bell"_L1;
    }
}

} // namespace staffroom
