#pragma once

#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

/// A collapsed column: icon, unread dot, title from bottom to top. Pressing it opens the column.
class ColumnStrip : public QAbstractButton {
    Q_OBJECT
public:
    static constexpr int kWidth = 44;

    explicit ColumnStrip(QWidget* parent = nullptr);
    void setTitle(QLatin1StringView icon, const QString& title);
    void setUnread(bool unread);
    void setActive(bool active);
    void setStyleTokens(const Style& style);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void tellName();

    QLatin1StringView m_icon;
    Style m_style;
    bool m_isUnread = false;
    bool m_isActive = false;
};

} // namespace staffroom
