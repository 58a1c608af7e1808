#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/column.h"

#include <QObject>

#include <optional>

namespace staffroom {

/// The ordered columns of the deck and the last closed ones. The single truth: widgets change the
/// deck here and redraw from its signals. Main thread.
class DeckModel : public QObject {
    Q_OBJECT
public:
    explicit DeckModel(QObject* parent = nullptr);

    const Deck& deck() const;
    void setDeck(Deck deck); ///< ids that are empty or double are made anew
    int indexOf(const ColumnId& id) const; ///< -1
    const ColumnConfig* column(const ColumnId& id) const;

    /// Returns the id of the new column. `index` -1: at the end.
    ColumnId add(const FeedSpec& spec, int index = -1);
    void close(const ColumnId& id);
    bool canUndoClose() const;
    void undoClose(); ///< the last closed column, where it stood
    void move(const ColumnId& id, int toIndex);
    /// Replaces everything but the id; unknown ids are ignored.
    void update(const ColumnConfig& config);

Q_SIGNALS:
    void deckReset();
    void columnAdded(int index);
    void columnClosed(const staffroom::ColumnId& id, int index);
    void columnMoved(int from, int to);
    void columnChanged(const staffroom::ColumnId& id);
    /// Any of the above; the saver listens to this.
    void changed();

private:
    Deck m_deck;
    struct Closed {
        ColumnConfig config;
        int index = 0;
    };
    std::vector<Closed> m_closed; ///< oldest first, at most 10
    int m_nextId = 1;
    ColumnId freshId();
};

} // namespace staffroom
