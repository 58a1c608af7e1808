#include "core/services/mastodon/tag_calls.h"

#include "core/services/mastodon/column_rules.h"

#include <QSet>
#include <QUrl>

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kEnd("!");

/// The newest of the calls' oldest moments, and which call set it.
struct Horizon {
    std::optional<Timestamp> time;
    size_t call = 0;
};

/// The moment by which calls are joined. A mention is told a little after it was written, but the
/// same post may come with a tag page too: by this both are on one page.
Timestamp placeOf(const FeedItem& item, const FeedSpec& spec)
{
    return spec.kind == FeedSpec::Kind::Received ? item.post->created : item.time();
}

Horizon horizonOf(const std::vector<CallAnswer>& answers, const FeedSpec& spec)
{
    Horizon horizon;
    if (answers.size() < 2)
        return horizon;
    for (size_t i = 0; i < answers.size(); ++i) {
        const auto& items = answers[i].page.items;
        if (items.empty())
            continue;
        const Timestamp oldest = placeOf(items.back(), spec);
        if (!horizon.time || oldest > *horizon.time)
            horizon = {oldest, i};
    }
    return horizon;
}

} // namespace

std::vector<TagCall> tagCalls(const FeedSpec& spec, bool serverCombines)
{
    std::vector<TagCall> calls;
    const qsizetype step = serverCombines ? kTagsPerCall : 1;
    for (qsizetype at = 0; at < spec.tags.size(); at += step) {
        TagCall call;
        call.any = spec.tags.mid(at, step);
        if (serverCombines) {
            call.all = spec.allTags.mid(0, kTagsPerCall);
            call.none = spec.noneTags.mid(0, kTagsPerCall);
        }
        calls.push_back(std::move(call));
    }
    return calls;
}

QString joinCursors(const std::vector<CallCursor>& cursors)
{
    if (std::all_of(cursors.begin(), cursors.end(), [](const auto& c) { return c.isAtEnd; }))
        return {};
    QStringList parts;
    for (const auto& cursor : cursors) {
        parts << (cursor.isAtEnd ? QString(kEnd)
                                 : QString::fromLatin1(QUrl::toPercentEncoding(cursor.maxId)));
    }
    return parts.join(u'|');
}

std::vector<CallCursor> splitCursors(const QString& text, size_t calls)
{
    std::vector<CallCursor> cursors(calls);
    const auto parts = text.split(u'|');
    if (static_cast<size_t>(parts.size()) != calls)
        return cursors;
    for (size_t i = 0; i < calls; ++i) {
        const QString& part = parts.at(static_cast<qsizetype>(i));
        if (part == kEnd)
            cursors[i].isAtEnd = true;
        else
            cursors[i].maxId = QUrl::fromPercentEncoding(part.toLatin1());
    }
    return cursors;
}

MergedPage mergeCalls(
    const std::vector<CallAnswer>& answers, const FeedSpec& spec, const QString& domain)
{
    MergedPage merged;
    const Horizon horizon = horizonOf(answers, spec);
    QSet<QString> seen;
    for (size_t i = 0; i < answers.size(); ++i) {
        const auto& [asked, raw] = answers[i];
        CallCursor next = asked;
        std::vector<QString> taken;
        if (!asked.isAtEnd && raw.ids.empty())
            next.isAtEnd = true;
        // The call that set the horizon is taken whole, so that every page goes on somewhere.
        const bool isWhole = !horizon.time || i == horizon.call;
        bool isCut = false;
        QString lastTaken;
        for (const auto& item : raw.items) {
            if (!isWhole && placeOf(item, spec) < *horizon.time) {
                isCut = true;
                break;
            }
            lastTaken = item.pagingId().remote;
            taken.push_back(lastTaken);
            auto kept = applyRules(item, spec, domain);
            const QString key = kept
                ? kept->post->uri + (kept->reason ? u'|' + kept->reason->wrapper.remote : QString())
                : QString();
            if (!kept || seen.contains(key))
                continue;
            seen.insert(key);
            merged.page.items.push_back(std::move(*kept));
        }
        if (raw.pagesByLinkOnly && raw.nextCursor.isEmpty())
            next.isAtEnd = true;
        if (!raw.ids.empty() && !isCut)
            next.maxId = raw.nextCursor.isEmpty() ? raw.ids.back() : raw.nextCursor;
        else if (!lastTaken.isEmpty())
            next.maxId = lastTaken;
        merged.page.skipped += raw.skipped;
        merged.page.isPartial = merged.page.isPartial || raw.isPartial;
        merged.next.push_back(next);
        merged.taken.push_back(std::move(taken));
    }
    if (answers.size() > 1) {
        std::stable_sort(merged.page.items.begin(), merged.page.items.end(),
            [](const FeedItem& a, const FeedItem& b) { return a.time() > b.time(); });
    }
    merged.page.older = joinCursors(merged.next);
    return merged;
}

} // namespace staffroom::mastodon
