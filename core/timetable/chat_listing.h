#pragma once

#include "core/base/clock.h"

#include <QDate>
#include <QString>
#include <QStringList>
#include <QTime>

#include <optional>
#include <vector>

namespace staffroom {

/// A day of the week, 1 (Monday) to 7, as QDate::dayOfWeek has it; always in the chat's own zone.
using WeekDay = int;

/// How often a chat meets.
struct ChatRule {
    enum class Kind {
        Unknown, ///< nobody says how often
        Weekly,
        Fortnightly,
        /// Every week, but by turns in one of two slots: this one, and `alternatesWith`.
        FortnightlyAlternating,
        MonthlyNth, ///< on the `nth` ones of the weekday in the month
        MonthlyLast,
        Slow, ///< over whole days, without a clock
        Irregular,
    };
    /// When a slow chat puts up its topic.
    struct TopicPosted {
        WeekDay day = 1;
        std::optional<QTime> time;
        bool operator==(const TopicPosted&) const = default;
    };

    Kind kind = Kind::Unknown;
    std::vector<int> nth; ///< MonthlyNth: 1 to 5, ascending
    QString alternatesWith; ///< "tue 21:00"
    std::vector<WeekDay> days; ///< Slow: ascending; empty: any day
    std::optional<int> questionsPerDay; ///< Slow
    std::optional<TopicPosted> topicPosted; ///< Slow
    /// A day on which it met or will meet: says which of two fortnights is meant.
    std::optional<QDate> anchor;

    bool operator==(const ChatRule&) const = default;
};

inline constexpr int kLongestMinutes = 24 * 60; ///< that a chat may last

/// One session of the directory of chats: what is known of it, and from when. Times are a wall
/// clock in `timeZone`.
struct ChatListing {
    enum class Status { Unknown, Ended, Paused, Irregular }; ///< only what somebody says
    enum class Confidence { Low, Medium, High }; ///< of the timetable
    enum class Origin {
        BuiltIn,
        Corrected, ///< a built-in one that the person changed
        Own,
    };

    QString id; ///< a tag with two weekly slots has two
    QString hashtag; ///< readable case, without '#'
    QString name;
    QString subject; ///< audience or subject in plain words
    QString region; ///< "US-CA"; may be words
    QString language; ///< BCP 47; may be empty
    std::optional<WeekDay> weekday;
    std::optional<QTime> start; ///< whole minutes
    QString timeZone; ///< IANA; empty: not known
    bool isZoneAssumed = false; ///< read into words such as "EST"
    std::optional<int> minutes; ///< absent: nobody says; do not take it for an hour
    ChatRule rule;
    QStringList services; ///< "x", "bluesky", "mastodon", as at `lastYear`
    std::optional<int> lastYear; ///< the newest year in which it was seen alive
    bool isYearEstimated = false;
    Status status = Status::Unknown;
    Confidence confidence = Confidence::Low;
    QStringList sources; ///< http(s) addresses
    QString notes;
    QStringList hosts; ///< full handles; only of own and corrected ones
    Origin origin = Origin::BuiltIn;

    bool operator==(const ChatListing&) const = default;

    /// Weekday, time and zone are known, or the days of a slow chat and its zone.
    bool hasSlot() const;
    /// Its starts can be computed: `hasSlot`, and a rule that says which days.
    bool hasTimetable() const;
    /// `hasTimetable`, and nobody says that it ended or pauses.
    bool isExpected() const;
    bool isSlow() const { return rule.kind == ChatRule::Kind::Slow; }
};

/// What may be said of a chat's being alive.
enum class ListingState {
    Known, ///< seen in `lastYear`, at most two years ago
    YearUnknown,
    MayHaveEnded, ///< last seen more than two years ago
    Ended,
    Paused,
};
ListingState stateOf(const ChatListing& listing, int thisYear);
/// The year in UTC; good enough for "two years ago".
int yearOf(Timestamp t);

/// What a person has to mend before an entry can be kept, one for each field; ui makes sentences.
enum class ListingProblem {
    NoTag,
    BadTag,
    NoName,
    NoZone, ///< a time without a zone
    BadZone, ///< this computer does not know it
    NoWeekday, ///< a time or a rule that needs one
    NoTime, ///< a rule that needs one
    BadMinutes,
    NoNth,
    BadYear,
    BadSource, ///< not an http(s) address
    AnchorOnOtherDay, ///< the day on which it meets is another day of the week
    TooLong, ///< some text is longer than is kept
};
std::vector<ListingProblem> problemsOf(const ChatListing& listing, int thisYear);

/// Longest texts that are kept, in UTF-16 units.
constexpr qsizetype kLongestListingText = 200;
constexpr qsizetype kLongestListingNotes = 4000;
constexpr qsizetype kMostListingItems = 20; ///< sources, hosts

} // namespace staffroom
