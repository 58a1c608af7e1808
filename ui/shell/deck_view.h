#pragma once

#include "ui/columns/column_frame.h"

#include <QScrollArea>

class QHBoxLayout;

namespace staffroom {

/// The columns side by side, scrolled sideways; follows DeckModel. Knows which column has the
/// focus, where a dragged one would fall, and which are in view.
class DeckView : public QScrollArea {
    Q_OBJECT
public:
    explicit DeckView(const ShellContext& context, QWidget* parent = nullptr);
    ~DeckView() override;

    int count() const { return int(m_frames.size()); }
    ColumnFrame* frame(int index) const; ///< null outside
    ColumnFrame* frame(const ColumnId& id) const; ///< null: no such column
    ColumnFrame* current() const; ///< the focused column; null in an empty deck
    int currentIndex() const { return m_current; }

    /// Scrolls it into view; out of range is ignored. For the reason see ColumnFrame::focusPosts.
    void focusColumn(int index, Qt::FocusReason reason = Qt::OtherFocusReason);
    void setStyleTokens(const Style& style);
    void setWindowActive(bool active);
    void refreshTimes();

Q_SIGNALS:
    void currentChanged(int index);
    void columnsChanged(); ///< number, order, titles
    void unreadChanged(int index);
    void columnWanted(const staffroom::FeedSpec& spec, int atIndex);
    void changeWanted(const staffroom::ColumnId& id);
    void threadWanted(const staffroom::PostPtr& post, const staffroom::Source& source);
    void mediaWanted(const staffroom::PostPtr& post, int index);
    void roomWanted(const staffroom::ColumnConfig& column);
    void wished(const staffroom::WritingWish& wish);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();
    ColumnFrame* makeFrame(int index);
    void setCurrent(int index);
    int indexOf(const ColumnFrame* frame) const;
    void tellInView();
    void showDrop(const ColumnFrame* dragged, const QPoint& globalPos);
    void drop(ColumnFrame* dragged, const QPoint& globalPos, bool wasCancelled);
    int dropIndex(const ColumnFrame* dragged, const QPoint& globalPos) const;

    ShellContext m_context;
    QWidget* m_row;
    QHBoxLayout* m_layout;
    QWidget* m_dropMark;
    std::vector<ColumnFrame*> m_frames;
    Style m_style;
    int m_current = -1;
    bool m_isWindowActive = false;
};

} // namespace staffroom
