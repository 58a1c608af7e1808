#include "core/timetable/chat_listing.h"

#include "core/model/feed_spec.h"

#include "core/timetable/zones.h"
#include <QUrl>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kYearsBeforeDoubt = 2;
constexpr int kFirstYear = 2006; // there were no such chats before

bool isOnWeekdays(ChatRule::Kind kind)
{
    switch (kind) {
    case ChatRule::Kind::Weekly:
    case ChatRule::Kind::Fortnightly:
    case ChatRule::Kind::FortnightlyAlternating:
    case ChatRule::Kind::MonthlyNth:
    case ChatRule::Kind::MonthlyLast:
        return true;
    case ChatRule::Kind::Unknown:
    case ChatRule::Kind::Slow:
    case ChatRule::Kind::Irregular:
        break;
    }
    return false;
}

bool isTooLong(const ChatListing& listing)
{
    for (const QString* text : {&listing.hashtag, &listing.name, &listing.subject, &listing.region,
             &listing.language, &listing.timeZone}) {
        if (text->size() > kLongestListingText)
            return true;
    }
    return listing.notes.size() > kLongestListingNotes || listing.sources.size() > kMostListingItems
        || listing.hosts.size() > kMostListingItems;
}

bool isWebAddress(const QString& text)
{
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

} // namespace

bool ChatListing::hasSlot() const
{
    if (timeZone.isEmpty())
        return false;
    return isSlow() ? !rule.days.empty() : weekday && start;
}

bool ChatListing::hasTimetable() const
{
    return hasSlot() && (isSlow() || isOnWeekdays(rule.kind));
}

bool ChatListing::isExpected() const
{
    return hasTimetable() && status != Status::Ended && status != Status::Paused;
}

ListingState stateOf(const ChatListing& listing, int thisYear)
{
    if (listing.status == ChatListing::Status::Ended)
        return ListingState::Ended;
    if (listing.status == ChatListing::Status::Paused)
        return ListingState::Paused;
    if (!listing.lastYear)
        return ListingState::YearUnknown;
    return thisYear - *listing.lastYear > kYearsBeforeDoubt ? ListingState::MayHaveEnded
                                                            : ListingState::Known;
}

int yearOf(Timestamp t)
{
    return toDateTime(t).date().year();
}

std::vector<ListingProblem> problemsOf(const ChatListing& listing, int thisYear)
{
    std::vector<ListingProblem> out;
    const auto when = [&out](bool isSo, ListingProblem problem) {
        return isSo && (out.push_back(problem), true);
    };
    const ChatRule& rule = listing.rule;
    const bool isTimed = isOnWeekdays(rule.kind);

    if (!when(listing.hashtag.trimmed().isEmpty(), ListingProblem::NoTag))
        when(!normaliseTag(listing.hashtag), ListingProblem::BadTag);
    when(listing.name.trimmed().isEmpty(), ListingProblem::NoName);
    when(isTimed && !listing.weekday, ListingProblem::NoWeekday);
    when(isTimed && !listing.start, ListingProblem::NoTime);
    if (listing.timeZone.isEmpty())
        when(isTimed || listing.start, ListingProblem::NoZone);
    else
        when(!zoneOf(listing.timeZone).isValid(), ListingProblem::BadZone);
    when(listing.minutes && (*listing.minutes < 1 || *listing.minutes > kLongestMinutes),
        ListingProblem::BadMinutes);
    when(rule.kind == ChatRule::Kind::MonthlyNth && rule.nth.empty(), ListingProblem::NoNth);
    when(rule.anchor && listing.weekday && isTimed && rule.anchor->dayOfWeek() != *listing.weekday,
        ListingProblem::AnchorOnOtherDay);
    when(listing.lastYear && (*listing.lastYear < kFirstYear || *listing.lastYear > thisYear),
        ListingProblem::BadYear);
    when(!std::all_of(listing.sources.begin(), listing.sources.end(), isWebAddress),
        ListingProblem::BadSource);
    when(isTooLong(listing), ListingProblem::TooLong);
    return out;
}

} // namespace staffroom
