#include "core/timetable/zones.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QTimeZone zoneOf(const QString& name)
{
    constexpr qsizetype kLongestName = 64;
    const auto isFit = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9')
            || c == u'_' || c == u'-' || c == u'+' || c == u'/';
    };
    if (name.isEmpty() || name.size() > kLongestName || name.startsWith(u'/')
        || !std::all_of(name.begin(), name.end(), isFit))
        return {};
    // A single word may be a rule of its own to Qt: any three letters are one.
    static const auto kKnown = QTimeZone::availableTimeZoneIds();
    if (!name.contains(u'/') && !kKnown.contains(name.toLatin1()))
        return {};
    return QTimeZone(name.toLatin1());
}

} // namespace staffroom
