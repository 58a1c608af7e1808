#pragma once

#include "ui/base/style.h"

#include <QAbstractButton>

namespace staffroom {

/// A flat button of one icon: at least 28x28, named, with a tooltip and a visible focus.
class IconButton : public QAbstractButton {
    Q_OBJECT
public:
    IconButton(QLatin1StringView iconName, const QString& name, QWidget* parent = nullptr);

    void setIconName(QLatin1StringView name);
    /// Accessible name and tooltip.
    void setName(const QString& name);
    /// A word beside the icon; empty: none.
    void setCaption(const QString& caption);
    void setDot(bool on); ///< unread
    void setStyleTokens(const Style& style);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    int side() const;

    QLatin1StringView m_icon;
    QString m_caption;
    Style m_style;
    bool m_hasDot = false;
    bool m_showsFocus = false;
};

/// Fusion's push buttons, fields and lists in our colours and radii; for dialogs and pages, which
/// hold few controls. Columns paint themselves.
QString controlSheet(const Style& style);

} // namespace staffroom
