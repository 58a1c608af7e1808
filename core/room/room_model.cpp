#include "core/room/room_model.h"

#include "core/feeds/feed_entries.h"
#include "core/room/room.h"
#include "core/room/room_rows.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>
#include <iterator>
#include <vector>

namespace staffroom {

namespace {

/// Where a row stands: the asking posts first, then by time.
struct Place {
    int rank = 1;
    Timestamp time{};
    PostId id; ///< empty: a heading, which comes before what happened at the same moment
    bool operator==(const Place&) const = default;
};

/// The model's own copy of what a row shows: the room may have gone on while views are told.
struct Row {
    FeedRow row;
    FeedEntry entry;
    RowMarks marks;
    FeedRow::Heading heading;
    Place place;
};
using RowPtr = std::unique_ptr<Row>;

bool isSame(const FeedEntry& a, const FeedEntry& b)
{
    return a.post == b.post && a.reasons == b.reasons && a.time == b.time;
}

QDate dayOf(Timestamp time)
{
    return toDateTime(time).toLocalTime().date();
}

} // namespace

struct RoomModel::Private {
    bool comesBefore(const Place& a, const Place& b) const;
    int positionFor(const Place& place) const;
    int positionOf(const Row& row) const { return positionFor(row.place); }
    RowPtr rowOf(const RoomPost& post) const;
    RowPtr headingOf(QDate day) const;
    bool hasHeadings() const;
    bool wants(const RoomPost& post) const { return hasRow(post, view, silent); }

    void take(const std::vector<quint64>& added, const std::vector<quint64>& changed,
        const std::vector<quint64>& removed);
    void reconcile(quint64 key, std::vector<RowPtr>& fresh);
    void insert(std::vector<RowPtr> fresh);
    void remove(quint64 key);
    void removeAt(int position);
    void updateHeadings(const QSet<qint64>& days);
    QSet<quint64> silentNow() const;
    void rebuild();

    RoomModel* q;
    Room& room;
    RoomView view;
    FeedOrder order = FeedOrder::NewestFirst;
    Spoken spoken;
    std::vector<RowPtr> rows; ///< from top to bottom
    QHash<quint64, Row*> byKey;
    QMap<qint64, int> postsOfDay; ///< by Julian day, where there are headings
    QSet<quint64> silent;
};

bool RoomModel::Private::comesBefore(const Place& a, const Place& b) const
{
    if (a.rank != b.rank)
        return a.rank < b.rank;
    return order == FeedOrder::ChatOrder || a.rank == 0 ? isOlderPlace(a.time, a.id, b.time, b.id)
                                                        : isOlderPlace(b.time, b.id, a.time, a.id);
}

int RoomModel::Private::positionFor(const Place& place) const
{
    const auto at = std::lower_bound(rows.begin(), rows.end(), place,
        [this](const RowPtr& row, const Place& wanted) { return comesBefore(row->place, wanted); });
    return int(at - rows.begin());
}

RowPtr RoomModel::Private::rowOf(const RoomPost& post) const
{
    auto out = std::make_unique<Row>();
    out->entry = post.entry;
    out->marks = marksOf(post, room);
    out->place = {asks(post, view) ? 0 : 1, post.entry.time, post.entry.placeId};
    out->row.kind = FeedRow::Kind::Post;
    out->row.entry = &out->entry;
    out->row.marks = &out->marks;
    out->row.key = post.key;
    return out;
}

bool RoomModel::Private::hasHeadings() const
{
    return room.setup().isSlow && view.show == RoomView::Show::Stream;
}

RowPtr RoomModel::Private::headingOf(QDate day) const
{
    auto out = std::make_unique<Row>();
    out->heading.day = day;
    // Above the first of the day's posts that is shown.
    const QDate edge = order == FeedOrder::ChatOrder ? day : day.addDays(1);
    out->place = {1, fromDateTime(edge.startOfDay(Qt::LocalTime)), {}};
    out->row.kind = FeedRow::Kind::Heading;
    out->row.heading = &out->heading;
    out->row.key = qHashMulti(0x4ead, day.toJulianDay());
    return out;
}

QSet<quint64> RoomModel::Private::silentNow() const
{
    if (view.show != RoomView::Show::NotAnswered)
        return {};
    const auto keys = room.notAnswered();
    return {keys.begin(), keys.end()};
}

void RoomModel::Private::take(const std::vector<quint64>& added,
    const std::vector<quint64>& changed, const std::vector<quint64>& removed)
{
    constexpr size_t kWholesale = 100;
    if (removed.size() > kWholesale && removed.size() * 2 > rows.size()) {
        rebuild(); // replay begins or ends
        return;
    }
    for (const quint64 key : removed)
        remove(key);
    std::vector<RowPtr> fresh;
    if (view.show == RoomView::Show::NotAnswered) {
        auto before = std::exchange(silent, silentNow());
        for (const quint64 key : before.unite(silent))
            reconcile(key, fresh);
    } else {
        for (const quint64 key : added)
            reconcile(key, fresh);
        for (const quint64 key : changed)
            reconcile(key, fresh);
    }
    insert(std::move(fresh));
}

/// The row of this post, as it should be now: changed in place, taken out, or to be put in.
void RoomModel::Private::reconcile(quint64 key, std::vector<RowPtr>& fresh)
{
    const auto* post = room.find(key);
    const bool isWanted = post && wants(*post);
    auto* there = byKey.value(key);
    if (!isWanted) {
        remove(key);
        return;
    }
    auto next = rowOf(*post);
    if (!there) {
        fresh.push_back(std::move(next));
        return;
    }
    if (next->place != there->place) {
        next->row.revision = there->row.revision + 1;
        remove(key);
        fresh.push_back(std::move(next));
        return;
    }
    if (isSame(next->entry, there->entry) && next->marks == there->marks)
        return;
    there->entry = std::move(next->entry);
    there->marks = std::move(next->marks);
    ++there->row.revision;
    const auto index = q->index(positionOf(*there));
    Q_EMIT q->dataChanged(index, index);
}

void RoomModel::Private::insert(std::vector<RowPtr> fresh)
{
    if (fresh.empty())
        return;
    std::sort(fresh.begin(), fresh.end(),
        [this](const RowPtr& a, const RowPtr& b) { return comesBefore(a->place, b->place); });
    QSet<qint64> days;
    if (hasHeadings()) {
        for (const auto& row : fresh) {
            const qint64 day = dayOf(row->entry.time).toJulianDay();
            ++postsOfDay[day];
            days.insert(day);
        }
    }
    size_t from = 0;
    while (from < fresh.size()) {
        const int at = positionFor(fresh[from]->place);
        // As many as fit before the next row that is there already.
        size_t to = from + 1;
        while (to < fresh.size()
            && (at == int(rows.size()) || comesBefore(fresh[to]->place, rows[size_t(at)]->place)))
            ++to;
        q->beginInsertRows({}, at, at + int(to - from) - 1);
        for (size_t i = from; i < to; ++i)
            byKey.insert(fresh[i]->row.key, fresh[i].get());
        rows.insert(rows.begin() + at,
            std::make_move_iterator(fresh.begin() + std::ptrdiff_t(from)),
            std::make_move_iterator(fresh.begin() + std::ptrdiff_t(to)));
        q->endInsertRows();
        from = to;
    }
    updateHeadings(days);
}

void RoomModel::Private::removeAt(int position)
{
    q->beginRemoveRows({}, position, position);
    byKey.remove(rows[size_t(position)]->row.key);
    rows.erase(rows.begin() + position);
    q->endRemoveRows();
}

void RoomModel::Private::remove(quint64 key)
{
    const auto* there = byKey.value(key);
    if (!there)
        return;
    const bool counts = hasHeadings();
    const qint64 day = counts ? dayOf(there->entry.time).toJulianDay() : 0;
    removeAt(positionOf(*there));
    if (counts) {
        --postsOfDay[day];
        updateHeadings({day});
    }
}

void RoomModel::Private::updateHeadings(const QSet<qint64>& days)
{
    for (const qint64 number : days) {
        auto heading = headingOf(QDate::fromJulianDay(number));
        const auto* there = byKey.value(heading->row.key);
        if (postsOfDay.value(number) > 0 && !there) {
            const int at = positionFor(heading->place);
            q->beginInsertRows({}, at, at);
            byKey.insert(heading->row.key, heading.get());
            rows.insert(rows.begin() + at, std::move(heading));
            q->endInsertRows();
        } else if (postsOfDay.value(number) <= 0) {
            postsOfDay.remove(number);
            if (there)
                removeAt(positionOf(*there));
        }
    }
}

void RoomModel::Private::rebuild()
{
    q->beginResetModel();
    rows.clear();
    byKey.clear();
    postsOfDay.clear();
    silent = silentNow();
    for (const auto* post : room.posts()) {
        if (!wants(*post))
            continue;
        auto row = rowOf(*post);
        if (hasHeadings())
            ++postsOfDay[dayOf(post->entry.time).toJulianDay()];
        rows.push_back(std::move(row));
    }
    for (auto it = postsOfDay.constBegin(); it != postsOfDay.constEnd(); ++it)
        rows.push_back(headingOf(QDate::fromJulianDay(it.key())));
    std::sort(rows.begin(), rows.end(),
        [this](const RowPtr& a, const RowPtr& b) { return comesBefore(a->place, b->place); });
    for (const auto& row : rows)
        byKey.insert(row->row.key, row.get());
    q->endResetModel();
}

RoomModel::RoomModel(Room& room, RoomView view, FeedOrder order, Spoken spoken, QObject* parent)
    : RowModel(parent)
    , d(new Private{this, room, view, order, std::move(spoken), {}, {}, {}, {}})
{
    d->rebuild();
    connect(&room, &Room::postsChanged, this,
        [this](const std::vector<quint64>& added, const std::vector<quint64>& changed,
            const std::vector<quint64>& removed) { d->take(added, changed, removed); });
    connect(&room, &Room::setupChanged, this, [this, wasSlow = room.setup().isSlow]() mutable {
        if (std::exchange(wasSlow, d->room.setup().isSlow) != d->room.setup().isSlow)
            d->rebuild();
    });
}

RoomModel::~RoomModel() = default;

const RoomView& RoomModel::view() const
{
    return d->view;
}

void RoomModel::setView(const RoomView& view)
{
    if (view == d->view)
        return;
    d->view = view;
    d->rebuild();
}

FeedOrder RoomModel::order() const
{
    return d->order;
}

void RoomModel::setOrder(FeedOrder order)
{
    if (order == d->order)
        return;
    d->order = order;
    d->rebuild();
}

const FeedRow& RoomModel::row(int index) const
{
    return d->rows.at(size_t(index))->row;
}

int RoomModel::rowOfPost(const PostId& id) const
{
    const auto* post = d->room.find(id);
    const auto* there = post ? d->byKey.value(post->key) : nullptr;
    return there ? d->positionOf(*there) : -1;
}

int RoomModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(d->rows.size());
}

QVariant RoomModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::AccessibleTextRole
        || !d->spoken)
        return {};
    return d->spoken(row(index.row()));
}

} // namespace staffroom
