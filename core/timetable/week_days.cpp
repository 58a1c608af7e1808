#include "core/timetable/week_days.h"

#include <algorithm>
#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr std::array kCodes
    = {"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};
} // namespace

QString weekDayCode(WeekDay day)
{
    Q_ASSERT(day >= 1 && day <= 7);
    return kCodes[size_t(day - 1)];
}

std::optional<WeekDay> weekDayFromCode(const QString& code)
{
    const auto found = std::find(kCodes.begin(), kCodes.end(), code);
    return found == kCodes.end() ? std::nullopt
                                 : std::optional(WeekDay(found - kCodes.begin()) + 1);
}

} // namespace staffroom
