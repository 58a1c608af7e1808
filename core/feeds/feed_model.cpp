#include "core/feeds/feed_model.h"

#include <QSet>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

namespace staffroom {

namespace {

constexpr quint64 kEndKey = std::numeric_limits<quint64>::max();

/// The model's own copy of what a row shows: the feed may have gone on while views are told.
struct Row {
    FeedRow row;
    std::unique_ptr<FeedEntry> entry;
    std::unique_ptr<FeedGap> gap;
};

Row gapRow(const FeedGap& gap)
{
    Row out;
    out.gap = std::make_unique<FeedGap>(gap);
    out.row.kind = FeedRow::Kind::Gap;
    out.row.gap = out.gap.get();
    out.row.key = qHashMulti(0x9a9, gap.id);
    return out;
}

} // namespace

/// Rows are kept newest first, whatever the order shown, without the end row.
struct FeedModel::Private {
    explicit Private(FeedModel* model)
        : q(model)
    {
    }

    int shownRow(int position) const
    {
        const int count = int(rows.size());
        return order == FeedOrder::NewestFirst ? position : count - position;
    }
    /// For a run of positions before it is there, or while it is.
    void beginInsert(int first, int count);
    void beginRemove(int first, int count);
    int endRow() const { return order == FeedOrder::NewestFirst ? int(rows.size()) : 0; }

    int positionOfEntry(int entryIndex) const;
    Row entryRow(const FeedEntry& entry);
    quint64 freeKey(quint64 key) const;
    void touch(int position);

    void onInserted(int first, int last);
    void onAboutToRemove(int first, int last);
    void onRemoved();
    void onChanged(int first, int last);
    void updateGaps();
    void updateReadLine();
    void updateEnd();
    void rebuild();

    FeedModel* q;
    std::shared_ptr<Feed> feed;
    FeedOrder order = FeedOrder::NewestFirst;
    Spoken spoken;
    std::vector<Row> rows;
    FeedRow end;
    QSet<quint64> keys;
    bool isRemoving = false;
    int entryCount = 0;
};

void FeedModel::Private::beginInsert(int first, int count)
{
    const int all = int(rows.size());
    // Chat order: the end row is 0, the newest is last.
    const int from = order == FeedOrder::NewestFirst ? first : all - first + 1;
    q->beginInsertRows({}, from, from + count - 1);
}

void FeedModel::Private::beginRemove(int first, int count)
{
    const int all = int(rows.size());
    const int from = order == FeedOrder::NewestFirst ? first : all - first - count + 1;
    q->beginRemoveRows({}, from, from + count - 1);
}

/// Where the row of this entry is, or would be put: behind the gap rows that are newer.
int FeedModel::Private::positionOfEntry(int entryIndex) const
{
    int seen = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].row.kind != FeedRow::Kind::Post)
            continue;
        if (seen == entryIndex)
            return int(i);
        ++seen;
    }
    return int(rows.size());
}

quint64 FeedModel::Private::freeKey(quint64 key) const
{
    while (key == kEndKey || keys.contains(key))
        ++key;
    return key;
}

Row FeedModel::Private::entryRow(const FeedEntry& entry)
{
    Row out;
    out.entry = std::make_unique<FeedEntry>(entry);
    out.row.kind = FeedRow::Kind::Post;
    out.row.entry = out.entry.get();
    out.row.key = freeKey(qHash(entry.post->id));
    keys.insert(out.row.key);
    return out;
}

void FeedModel::Private::touch(int position)
{
    ++rows[size_t(position)].row.revision;
    const auto index = q->index(shownRow(position));
    Q_EMIT q->dataChanged(index, index);
}

void FeedModel::Private::onInserted(int first, int last)
{
    const auto& entries = feed->entries();
    int at = first;
    while (at <= last) {
        // Entries that belong on the same side of every gap row go in together.
        const auto& top = entries[size_t(at)];
        int position = at == 0 ? 0 : positionOfEntry(at - 1) + 1;
        const auto isGapAbove = [&](const FeedEntry& entry) {
            return position < int(rows.size())
                && rows[size_t(position)].row.kind == FeedRow::Kind::Gap
                && rows[size_t(position)].gap->newer > entry.time;
        };
        while (isGapAbove(top))
            ++position;
        int to = at + 1;
        while (to <= last && !isGapAbove(entries[size_t(to)]))
            ++to;
        beginInsert(position, to - at);
        std::vector<Row> fresh;
        for (int i = at; i < to; ++i)
            fresh.push_back(entryRow(entries[size_t(i)]));
        rows.insert(rows.begin() + position, std::make_move_iterator(fresh.begin()),
            std::make_move_iterator(fresh.end()));
        entryCount += to - at;
        q->endInsertRows();
        at = to;
    }
    updateGaps();
    updateReadLine();
}

void FeedModel::Private::onAboutToRemove(int first, int last)
{
    // Gap rows between the entries go first, so that each removal is one run.
    int from = positionOfEntry(first);
    int to = positionOfEntry(last);
    for (int i = to; i > from; --i) {
        if (rows[size_t(i)].row.kind != FeedRow::Kind::Gap)
            continue;
        beginRemove(i, 1);
        keys.remove(rows[size_t(i)].row.key);
        rows.erase(rows.begin() + i);
        q->endRemoveRows();
        --to;
    }
    const int count = to - from + 1;
    beginRemove(from, count);
    for (int i = from; i <= to; ++i)
        keys.remove(rows[size_t(i)].row.key);
    rows.erase(rows.begin() + from, rows.begin() + to + 1);
    entryCount -= count;
    q->endRemoveRows();
}

void FeedModel::Private::onRemoved()
{
    updateGaps();
    updateReadLine();
}

void FeedModel::Private::onChanged(int first, int last)
{
    const auto& entries = feed->entries();
    for (int i = first; i <= last; ++i) {
        const int position = positionOfEntry(i);
        *rows[size_t(position)].entry = entries[size_t(i)];
        touch(position);
    }
}

void FeedModel::Private::updateGaps()
{
    // What should be there: a gap shows where there are posts at or above it, and none of the
    // loaded ones ends above it.
    std::vector<const FeedGap*> wanted;
    const auto& entries = feed->entries();
    for (const auto& gap : feed->gaps()) {
        if (entryCount > 0 && entryCount == int(entries.size()) && gap.newer <= entries.front().time
            && gap.newer >= entries.back().time)
            wanted.push_back(&gap);
    }
    const auto positionFor = [&](const FeedGap& gap) {
        int position = 0;
        for (size_t i = 0; i < rows.size(); ++i) {
            const bool isAbove = rows[i].row.kind == FeedRow::Kind::Post
                ? rows[i].entry->time >= gap.newer
                : rows[i].gap->newer > gap.newer
                    || (rows[i].gap->newer == gap.newer && rows[i].gap->id != gap.id
                        && rows[i].gap->id > gap.id);
            if (isAbove)
                position = int(i) + 1;
        }
        return position;
    };
    for (int i = int(rows.size()) - 1; i >= 0; --i) {
        auto& row = rows[size_t(i)];
        if (row.row.kind != FeedRow::Kind::Gap)
            continue;
        const auto it = std::find_if(wanted.begin(), wanted.end(),
            [&](const FeedGap* gap) { return gap->id == row.gap->id; });
        if (it != wanted.end() && positionFor(**it) == i) {
            if (*row.gap != **it) {
                *row.gap = **it;
                touch(i);
            }
            wanted.erase(it);
            continue;
        }
        beginRemove(i, 1);
        keys.remove(row.row.key);
        rows.erase(rows.begin() + i);
        q->endRemoveRows();
    }
    for (const auto* gap : wanted) {
        const int position = positionFor(*gap);
        auto row = gapRow(*gap);
        row.row.key = freeKey(row.row.key);
        keys.insert(row.row.key);
        beginInsert(position, 1);
        rows.insert(rows.begin() + position, std::move(row));
        q->endInsertRows();
    }
}

void FeedModel::Private::updateReadLine()
{
    const auto& marker = feed->readMarker();
    int line = -1;
    if (!marker.isEmpty()) {
        for (size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].entry && rows[i].entry->post->id == marker)
                line = int(i) - 1; // under the oldest row that has not been read
        }
    }
    for (size_t i = 0; i < rows.size(); ++i) {
        const bool has = int(i) == line;
        if (rows[i].row.hasReadLine == has)
            continue;
        rows[i].row.hasReadLine = has;
        touch(int(i));
    }
}

void FeedModel::Private::updateEnd()
{
    if (end.end == feed->end())
        return;
    end.end = feed->end();
    ++end.revision;
    const auto index = q->index(endRow());
    Q_EMIT q->dataChanged(index, index);
}

void FeedModel::Private::rebuild()
{
    q->beginResetModel();
    rows.clear();
    keys.clear();
    end.kind = FeedRow::Kind::End;
    end.key = kEndKey;
    end.end = feed->end();
    ++end.revision;
    for (const auto& entry : feed->entries())
        rows.push_back(entryRow(entry));
    entryCount = int(rows.size());
    q->endResetModel();
    updateGaps();
    updateReadLine();
}

FeedModel::FeedModel(std::shared_ptr<Feed> feed, FeedOrder order, Spoken spoken, QObject* parent)
    : RowModel(parent)
    , d(std::make_unique<Private>(this))
{
    d->feed = std::move(feed);
    d->order = order;
    d->spoken = std::move(spoken);
    d->rebuild();
    const auto* source = d->feed.get();
    connect(source, &Feed::inserted, this, [this](int a, int b) { d->onInserted(a, b); });
    connect(source, &Feed::aboutToRemove, this, [this](int a, int b) { d->onAboutToRemove(a, b); });
    connect(source, &Feed::removed, this, [this] { d->onRemoved(); });
    connect(source, &Feed::changed, this, [this](int a, int b) { d->onChanged(a, b); });
    connect(source, &Feed::gapsChanged, this, [this] {
        d->updateGaps();
        d->updateReadLine();
    });
    connect(source, &Feed::endChanged, this, [this] { d->updateEnd(); });
    connect(source, &Feed::readMarkerChanged, this, [this] { d->updateReadLine(); });
    connect(source, &Feed::reset, this, [this] { d->rebuild(); });
}

FeedModel::~FeedModel() = default;

Feed& FeedModel::feed() const
{
    return *d->feed;
}

FeedOrder FeedModel::order() const
{
    return d->order;
}

void FeedModel::setOrder(FeedOrder order)
{
    if (order == d->order)
        return;
    beginResetModel();
    d->order = order;
    endResetModel();
}

const FeedRow& FeedModel::row(int index) const
{
    if (index == d->endRow())
        return d->end;
    const int position = d->order == FeedOrder::NewestFirst ? index : int(d->rows.size()) - index;
    return d->rows.at(size_t(position)).row;
}

int FeedModel::rowOfKey(quint64 key) const
{
    if (key == kEndKey)
        return d->endRow();
    for (size_t i = 0; i < d->rows.size(); ++i) {
        if (d->rows[i].row.key == key)
            return d->shownRow(int(i));
    }
    return -1;
}

int FeedModel::rowOfPost(const PostId& id) const
{
    for (size_t i = 0; i < d->rows.size(); ++i) {
        if (d->rows[i].entry && d->rows[i].entry->post->id == id)
            return d->shownRow(int(i));
    }
    return -1;
}

int FeedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(d->rows.size()) + 1;
}

QVariant FeedModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::AccessibleTextRole
        || !d->spoken)
        return {};
    return d->spoken(row(index.row()));
}

} // namespace staffroom
