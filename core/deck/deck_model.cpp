#include "core/deck/deck_model.h"

#include <algorithm>
#include <set>

namespace staffroom {

namespace {
constexpr size_t kClosedKept = 10;
}

DeckModel::DeckModel(QObject* parent)
    : QObject(parent)
{
}

const Deck& DeckModel::deck() const
{
    return m_deck;
}

void DeckModel::setDeck(Deck deck)
{
    m_deck = {};
    std::set<QString> seen;
    std::vector<ColumnConfig*> nameless;
    for (auto& column : deck.columns) {
        if (column.id.isEmpty() || !seen.insert(column.id.value).second)
            nameless.push_back(&column);
    }
    for (auto* column : nameless) {
        do {
            column->id = freshId();
        } while (!seen.insert(column->id.value).second);
    }
    m_deck = std::move(deck);
    m_closed.clear();
    Q_EMIT deckReset();
    Q_EMIT changed();
}

int DeckModel::indexOf(const ColumnId& id) const
{
    for (size_t i = 0; i < m_deck.columns.size(); ++i) {
        if (m_deck.columns[i].id == id)
            return int(i);
    }
    return -1;
}

const ColumnConfig* DeckModel::column(const ColumnId& id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &m_deck.columns[size_t(index)];
}

ColumnId DeckModel::freshId()
{
    const auto isTaken = [this](const ColumnId& id) {
        return indexOf(id) >= 0
            || std::any_of(m_closed.begin(), m_closed.end(),
                [&id](const Closed& closed) { return closed.config.id == id; });
    };
    ColumnId id;
    do {
        id.value = QLatin1Char('c') + QString::number(m_nextId++);
    } while (isTaken(id));
    return id;
}

ColumnId DeckModel::add(const FeedSpec& spec, int index)
{
    const int count = int(m_deck.columns.size());
    if (index < 0 || index > count)
        index = count;
    ColumnConfig config;
    config.id = freshId();
    config.spec = spec;
    const ColumnId id = config.id;
    m_deck.columns.insert(m_deck.columns.begin() + index, std::move(config));
    Q_EMIT columnAdded(index);
    Q_EMIT changed();
    return id;
}

void DeckModel::close(const ColumnId& id)
{
    const int index = indexOf(id);
    if (index < 0)
        return;
    const auto at = m_deck.columns.begin() + index;
    const ColumnId closedId = at->id; // `id` may live in what is erased
    m_closed.push_back({std::move(*at), index});
    m_deck.columns.erase(at);
    if (m_closed.size() > kClosedKept)
        m_closed.erase(m_closed.begin());
    Q_EMIT columnClosed(closedId, index);
    Q_EMIT changed();
}

bool DeckModel::canUndoClose() const
{
    return !m_closed.empty();
}

void DeckModel::undoClose()
{
    if (m_closed.empty())
        return;
    Closed closed = std::move(m_closed.back());
    m_closed.pop_back();
    const int index = std::min(closed.index, int(m_deck.columns.size()));
    m_deck.columns.insert(m_deck.columns.begin() + index, std::move(closed.config));
    Q_EMIT columnAdded(index);
    Q_EMIT changed();
}

void DeckModel::move(const ColumnId& id, int toIndex)
{
    const int from = indexOf(id);
    if (from < 0)
        return;
    const int to = std::clamp(toIndex, 0, int(m_deck.columns.size()) - 1);
    if (from == to)
        return;
    const auto begin = m_deck.columns.begin();
    if (from < to)
        std::rotate(begin + from, begin + from + 1, begin + to + 1);
    else
        std::rotate(begin + to, begin + from, begin + from + 1);
    Q_EMIT columnMoved(from, to);
    Q_EMIT changed();
}

void DeckModel::update(const ColumnConfig& config)
{
    const int index = indexOf(config.id);
    if (index < 0 || m_deck.columns[size_t(index)] == config)
        return;
    m_deck.columns[size_t(index)] = config;
    const ColumnId id = config.id;
    Q_EMIT columnChanged(id);
    Q_EMIT changed();
}

} // namespace staffroom
