#pragma once

#include "core/feeds/feed_state.h"
#include "ui/columns/icon_button.h"

namespace staffroom {

/// The top of a column: icon, title, source and state in words, three buttons. All of it but the
/// buttons is a handle for dragging the column; a click on it goes to the newest post.
class ColumnHeader : public QWidget {
    Q_OBJECT
public:
    explicit ColumnHeader(QWidget* parent = nullptr);

    void setTitle(QLatin1StringView icon, const QString& title, const QString& source);
    void setState(const FeedState& state, Timestamp now);
    /// "Reading only": the padlock and the words, and a way to open it.
    void setLocked(bool locked);
    void setActive(bool active); ///< the focused column: an accent line on top
    void setStyleTokens(const Style& style);

    QString title() const { return m_title; }
    QString stateWords() const { return m_state; }
    QString costWords() const { return m_cost; }
    IconButton* lockButton() const { return m_lock; }
    IconButton* menuButton() const { return m_menu; }

Q_SIGNALS:
    void clicked();
    void refreshAsked();
    void pauseAsked(bool paused);
    void menuAsked();
    void lockAsked();
    void dragMoved(const QPoint& globalPos);
    void dragFinished(const QPoint& globalPos, bool wasCancelled);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void tellName();
    void fitHeight();
    void stopDrag(const QPoint& globalPos, bool wasCancelled);

    IconButton* m_lock;
    IconButton* m_refresh;
    IconButton* m_pause;
    IconButton* m_menu;
    QLatin1StringView m_icon;
    QString m_title;
    QString m_source;
    QString m_state;
    QString m_sentence;
    QString m_cost; ///< a line of its own, where reading costs money
    bool m_isTrouble = false;
    bool m_isLive = false;
    bool m_isActive = false;
    Style m_style;
    QPoint m_pressed;
    bool m_isPressed = false;
    bool m_isDragging = false;
};

} // namespace staffroom
