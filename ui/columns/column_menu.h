#pragma once

#include "core/model/column.h"

#include <functional>

class QMenu;
class QWidget;

namespace staffroom {

/// What a column's menu or a shortcut can ask for.
enum class ColumnCommand {
    NewestFirst,
    ChatOrder,
    MarkRead,
    Clear,
    Narrow,
    Normal,
    Wide,
    MoveLeft,
    MoveRight,
    Collapse,
    OpenRoom, ///< the chat of a hashtag as a room
    Lock, ///< or open: nothing can be written from this column
    Close,
};

constexpr int kNarrowColumn = 280;
constexpr int kNormalColumn = 340;
constexpr int kWideColumn = 420;

/// A menu for one column as it is now; deletes itself after use.
QMenu* makeColumnMenu(const ColumnConfig& config, bool isFirst, bool isLast, QWidget* parent,
    const std::function<void(ColumnCommand)>& run);

} // namespace staffroom
