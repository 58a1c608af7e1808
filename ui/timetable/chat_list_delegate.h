#pragma once

#include "ui/base/style.h"

#include <QAbstractItemDelegate>

namespace staffroom {

/// Draws a row of ChatListModel: name and tag, next start, own local time, state with its year.
class ChatListDelegate : public QAbstractItemDelegate {
    Q_OBJECT
public:
    explicit ChatListDelegate(QObject* parent = nullptr);
    void setStyleTokens(const Style& style);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
        const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    Style m_style;
};

} // namespace staffroom
