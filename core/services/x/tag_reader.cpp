#include "core/services/x/tag_reader.h"

#include "core/services/x/query_text.h"

#include <QSet>

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Columns that were not asked for so long are not read for.
constexpr Millis kForgotten = 5min;
/// What was read so lately need not be read again.
constexpr Millis kFresh = 8s;
constexpr int kMostPages = 5; ///< of 100 posts each, for one poll
constexpr Millis kIndexLag = 60s;
constexpr auto kReach = std::chrono::hours(24 * 7 - 1);
constexpr qint64 kEarliestId = 1'288'834'974'657;

} // namespace

struct TagReader::Round {
    std::vector<FeedSpec> specs;
    QString query;
    QString since;
    Lane lane = Lane::Visible;
    std::vector<FeedItem> items;
    int pages = 0;
    int skipped = 0;
    bool isWhole = false; ///< everything since `since` is in `items`
    QSet<QString> seen;
};

QString idOfMoment(Timestamp moment)
{
    const qint64 ms = toMs(moment) - kEarliestId;
    return ms <= 0 ? QString() : QString::number(quint64(ms) << 22);
}

QString sinceOf(const QString& known, Timestamp now)
{
    const Timestamp moment = momentOf(known);
    if (known.isEmpty() || moment < now - kReach)
        return {};
    return idOfMoment(moment - kIndexLag);
}

TagReader::TagReader(Context context, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
{
}

TagReader::~TagReader() = default;

bool TagReader::matches(const FeedSpec& spec, const Post& post)
{
    return std::any_of(spec.tags.begin(), spec.tags.end(), [&](const QString& wanted) {
        const QString folded = foldTag(wanted);
        return std::any_of(post.tags.begin(), post.tags.end(),
            [&](const QString& tag) { return foldTag(tag) == folded; });
    });
}

TagReader::Column& TagReader::columnOf(const FeedSpec& spec)
{
    auto& column = m_columns[spec.key()];
    column.spec = spec;
    column.askedAt = m_context.clock->monotonic();
    return column;
}

std::vector<FeedSpec> TagReader::othersOf(const QString& key) const
{
    const Millis now = m_context.clock->monotonic();
    std::vector<FeedSpec> others;
    for (const auto& [name, column] : m_columns) {
        if (name != key && now - column.askedAt < kForgotten && !column.known.isEmpty()
            && !sinceOf(column.known, m_context.clock->now()).isEmpty())
            others.push_back(column.spec);
    }
    return others;
}

Task<Page> TagReader::newer(const PageRequest& request)
{
    const QString key = request.feed.key();
    Column& column = columnOf(request.feed);
    const QString& known = request.known->remote;
    if (column.known.isEmpty() || isNewerId(known, column.known)) {
        column.known = known;
    } else if (isNewerId(column.given, known)) {
        // It did not keep what it was given: a column that was made anew, or a post that is hidden.
        column.known = known;
        column.waiting.clear();
        column.readAt = -kForgotten;
    }
    const Millis now = m_context.clock->monotonic();
    // A person who asks wants to see what is there now.
    if (request.lane != Lane::User && now - column.readAt < kFresh)
        return readyTask<Page>(take(column));

    auto round = std::make_shared<Round>();
    round->lane = request.lane;
    std::vector<FeedSpec> specs{request.feed};
    const auto others = othersOf(key);
    specs.insert(specs.end(), others.begin(), others.end());
    size_t taken = 0;
    const auto query = mergedQuery(specs, &taken);
    if (!query)
        return readyTask<Page>(fail(query.error()));
    specs.resize(taken);
    round->specs = specs;
    round->query = *query;
    QString oldest = column.known;
    for (const auto& spec : specs) {
        const QString& other = m_columns[spec.key()].known;
        if (isNewerId(oldest, other))
            oldest = other;
    }
    round->since = sinceOf(oldest, m_context.clock->now());
    if (round->since.isEmpty()) // the caller has looked; the clock went on meanwhile
        return readyTask<Page>(fail(Error::Kind::Invalid, {}, u"since_id"_s));
    return readOn(round, {}).andThen(this, [this, round, key](Done) -> Result<Page> {
        distribute(*round, key);
        Page page = take(m_columns[key]);
        page.skipped = round->skipped;
        page.reachesKnown = round->isWhole;
        if (!round->isWhole && !page.items.empty())
            page.older = page.items.back().post->id.remote;
        return page;
    });
}

Task<Done> TagReader::readOn(std::shared_ptr<Round> round, const QString& token)
{
    Slice slice;
    slice.limit = kMostIds;
    slice.sinceId = round->since;
    slice.token = token;
    return m_context.fetch(round->specs, round->query, slice, round->lane)
        .andThen(this, [this, round, token](RawPage raw) {
            const auto before = round->seen.size();
            for (auto& item : raw.items) {
                if (round->seen.contains(item.post->id.remote))
                    continue;
                round->seen.insert(item.post->id.remote);
                round->items.push_back(std::move(item));
            }
            round->skipped += raw.skipped;
            ++round->pages;
            // Some tokens give the same page for ever.
            const bool isEnd = raw.nextToken.isEmpty();
            const bool isStuck = raw.nextToken == token || round->seen.size() == before;
            if (isEnd || isStuck || round->pages >= kMostPages) {
                round->isWhole = isEnd;
                return readyTask<Done>(Done{});
            }
            return readOn(round, raw.nextToken);
        });
}

void TagReader::distribute(const Round& round, const QString& asking)
{
    for (const auto& spec : round.specs) {
        if (!round.isWhole && spec.key() != asking)
            continue;
        Column& column = m_columns[spec.key()];
        column.readAt = m_context.clock->monotonic();
        std::vector<FeedItem> own;
        QSet<PostId> present;
        for (const auto& item : round.items) {
            if (!matches(spec, *item.post))
                continue;
            own.push_back(item);
            present.insert(item.post->id);
        }
        for (auto& item : column.waiting) {
            if (!present.contains(item.post->id))
                own.push_back(std::move(item));
        }
        column.waiting = std::move(own);
        if (!round.isWhole)
            continue; // what it did not reach is still to be read
        for (const auto& item : round.items) {
            if (isNewerId(item.post->id.remote, column.known))
                column.known = item.post->id.remote;
        }
    }
}

Page TagReader::take(Column& column)
{
    Page page;
    page.items = std::exchange(column.waiting, {});
    std::stable_sort(page.items.begin(), page.items.end(), [](const auto& a, const auto& b) {
        return isNewerId(a.post->id.remote, b.post->id.remote);
    });
    page.reachesKnown = true;
    if (!page.items.empty() && isNewerId(page.items.front().post->id.remote, column.given))
        column.given = page.items.front().post->id.remote;
    return page;
}

void TagReader::forget(const QString& id)
{
    for (auto& [key, column] : m_columns) {
        std::erase_if(
            column.waiting, [&](const FeedItem& item) { return item.post->id.remote == id; });
    }
}

} // namespace staffroom::x
