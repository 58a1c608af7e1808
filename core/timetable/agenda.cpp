#include "core/timetable/agenda.h"

#include "core/timetable/chat_directory.h"

#include <algorithm>

namespace staffroom {

namespace {

using namespace std::chrono_literals;

/// Nothing in the directory is longer, but for the days of slow chats.
constexpr auto kLongest = 26h;

} // namespace

bool isInScope(const ChatListing& listing, AgendaScope scope, int thisYear)
{
    if (!listing.isExpected())
        return false;
    return scope == AgendaScope::All || listing.origin != ChatListing::Origin::BuiltIn
        || stateOf(listing, thisYear) == ListingState::Known;
}

std::vector<AgendaEntry> agendaBetween(
    const ChatDirectory& directory, AgendaScope scope, Timestamp now, Timestamp until)
{
    std::vector<AgendaEntry> out;
    const int year = yearOf(now);
    for (const ChatListing& listing : directory.listings()) {
        if (!isInScope(listing, scope, year))
            continue;
        for (Occurrence& one : startsBetween(listing, now - kLongest, until)) {
            if (endOrGuess(one) > now)
                out.push_back({listing, std::move(one)});
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const AgendaEntry& a, const AgendaEntry& b) {
        if (a.occurrence.isWholeDay != b.occurrence.isWholeDay)
            return b.occurrence.isWholeDay;
        return a.occurrence.start < b.occurrence.start;
    });
    return out;
}

std::vector<AgendaDay> agendaWeek(const ChatDirectory& directory, AgendaScope scope,
    const QDate& first, const QTimeZone& readerZone, int thisYear)
{
    constexpr int kDays = 7;
    std::vector<AgendaDay> out;
    for (int i = 0; i < kDays; ++i)
        out.push_back({first.addDays(i), {}});
    const Timestamp begin = fromWallClock(first, QTime(0, 0), readerZone);
    const Timestamp end = fromWallClock(first.addDays(kDays), QTime(0, 0), readerZone);
    for (const ChatListing& listing : directory.listings()) {
        if (!isInScope(listing, scope, thisYear))
            continue;
        for (Occurrence& one : startsBetween(listing, begin, end)) {
            const QDate day = toDateTime(one.start).toTimeZone(readerZone).date();
            const auto index = std::clamp<qint64>(first.daysTo(day), 0, kDays - 1);
            out[size_t(index)].entries.push_back({listing, std::move(one)});
        }
    }
    for (AgendaDay& day : out) {
        std::stable_sort(
            day.entries.begin(), day.entries.end(), [](const AgendaEntry& a, const AgendaEntry& b) {
                if (a.occurrence.isWholeDay != b.occurrence.isWholeDay)
                    return a.occurrence.isWholeDay;
                return a.occurrence.start < b.occurrence.start;
            });
    }
    return out;
}

Countdown countdownTo(Timestamp start, Timestamp now)
{
    Countdown out;
    out.isOn = start <= now;
    const Millis length = out.isOn ? now - start : start - now + 1min - 1ms;
    out.days = int(length / 24h);
    out.hours = int(length % 24h / 1h);
    out.minutes = int(length % 1h / 1min);
    return out;
}

} // namespace staffroom
