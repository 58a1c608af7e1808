#pragma once

#include "ui/base/style.h"

#include <QScrollArea>

namespace staffroom {

class ThinScrollBar;

/// A page that scrolls up and down inside a dialog, on the window's own ground; never sideways: it
/// is at least as wide as what stands on it.
class ScrollPage : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrollPage(QWidget* parent = nullptr);

    QWidget* page() const { return m_page; }
    void setStyleTokens(const Style& style);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* m_page;
    ThinScrollBar* m_bar;
};

} // namespace staffroom
