#include "core/services/bluesky/merge.h"

#include "core/services/bluesky/identifiers.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace staffroom::bluesky {

namespace {

constexpr QLatin1StringView kPlaceAtEnd("!");
constexpr int kMostPerCall = 100;

bool isOneHandle(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// Pages of several calls are joined by when their posts were written: a reply is told a little
/// later than that, but it may come with its author's posts too.
Timestamp writtenAt(const FeedItem& item)
{
    return item.reason && item.reason->kind == Reason::Kind::Boost ? item.reason->at
                                                                   : item.post->created;
}

} // namespace

bool hasTagsOf(const Post& post, const FeedSpec& feed)
{
    QStringList tags;
    for (const auto& tag : post.tags)
        tags << foldTag(tag);
    const auto has = [&tags](const QString& tag) { return tags.contains(foldTag(tag)); };
    return std::any_of(feed.tags.begin(), feed.tags.end(), has)
        && std::all_of(feed.allTags.begin(), feed.allTags.end(), has)
        && std::none_of(feed.noneTags.begin(), feed.noneTags.end(), has);
}

bool isReceived(const FeedItem& item, const FeedSpec& feed, const QString& reader)
{
    const Post& post = *item.post;
    if (post.isOwn)
        return false;
    const bool isOfChat = feed.tags.isEmpty()
        || std::any_of(post.tags.begin(), post.tags.end(), [&feed](const QString& tag) {
               return std::any_of(feed.tags.begin(), feed.tags.end(),
                   [&tag](const QString& wanted) { return foldTag(wanted) == foldTag(tag); });
           });
    const auto answered = post.inReplyTo ? parseAtUri(post.inReplyTo->remote) : std::nullopt;
    const bool answersReader = answered && answered->authority == reader;
    if (item.reason)
        return item.reason->kind == Reason::Kind::Mention && (answersReader || isOfChat);
    const bool isByHost = std::any_of(feed.people.begin(), feed.people.end(),
        [&post](const QString& host) { return isOneHandle(host, post.author.handle); });
    return answersReader || (isByHost && isOfChat);
}

QString copyKey(const FeedItem& item)
{
    return item.reason ? item.post->uri + u'|' + item.reason->wrapper.remote : item.post->uri;
}

void dropCopies(std::vector<FeedItem>& items)
{
    QSet<QString> seen;
    std::erase_if(items, [&seen](const FeedItem& item) {
        const qsizetype before = seen.size();
        seen.insert(copyKey(item));
        return seen.size() == before;
    });
}

MergedSlices mergeSlices(const std::vector<FeedSlice>& slices)
{
    MergedSlices merged;
    for (const auto& slice : slices) {
        if (slice.next.isEmpty() || !slice.oldest)
            continue;
        // All that a slice has above its own end is taken, so that every page goes on somewhere.
        Timestamp end = *slice.oldest;
        for (const auto& item : slice.items)
            end = std::min(end, writtenAt(item));
        merged.horizon = merged.horizon ? std::max(*merged.horizon, end) : end;
    }
    for (const auto& slice : slices) {
        bool isCut = false;
        for (const auto& item : slice.items) {
            if (merged.horizon && writtenAt(item) < *merged.horizon)
                isCut = true;
            else
                merged.items.push_back(item);
        }
        merged.isCut.push_back(isCut);
        merged.skipped += slice.skipped;
    }
    dropCopies(merged.items);
    std::stable_sort(merged.items.begin(), merged.items.end(),
        [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    return merged;
}

QString JoinedCursor::text() const
{
    if (std::all_of(places.begin(), places.end(), [](const Place& p) { return p.isAtEnd; }))
        return {};
    QStringList parts{horizon ? QString::number(toMs(*horizon)) : QString()};
    for (const auto& place : places) {
        parts << (place.isAtEnd ? QString(kPlaceAtEnd)
                                : QString::fromLatin1(QUrl::toPercentEncoding(place.cursor)));
    }
    return parts.join(u'|');
}

JoinedCursor splitCursor(const QString& text, size_t calls)
{
    JoinedCursor cursor;
    cursor.places.resize(calls);
    const QStringList parts = text.split(u'|');
    bool isTime = false;
    const qint64 ms = parts.front().toLongLong(&isTime);
    if (!isTime || static_cast<size_t>(parts.size()) != calls + 1)
        return cursor;
    cursor.horizon = timestampFromMs(ms);
    for (size_t i = 0; i < calls; ++i) {
        const QString& part = parts.at(static_cast<qsizetype>(i) + 1);
        cursor.places[i].isAtEnd = part == kPlaceAtEnd;
        if (!cursor.places[i].isAtEnd)
            cursor.places[i].cursor = QUrl::fromPercentEncoding(part.toLatin1());
    }
    return cursor;
}

QString perCall(int limit)
{
    return QString::number(std::clamp(limit, 1, kMostPerCall));
}

QString nextUntil(Timestamp oldest, const QString& until)
{
    // A page may end in the middle of a moment.
    Timestamp next = oldest + Millis(1);
    if (const auto asked = timeOfIso(until); asked && next >= *asked)
        next = *asked - Millis(1);
    return isoTime(next);
}

void endAt(FeedSlice& slice, Timestamp end, const QString& until)
{
    slice.next = nextUntil(end, until);
    if (slice.next == isoTime(end + Millis(1)))
        std::erase_if(slice.items, [end](const FeedItem& item) { return writtenAt(item) <= end; });
}

QString isoTime(Timestamp time)
{
    return toDateTime(time).toString(Qt::ISODateWithMs);
}

std::optional<Timestamp> timeOfIso(const QString& text)
{
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    return time.isValid() ? std::optional(fromDateTime(time)) : std::nullopt;
}

} // namespace staffroom::bluesky
