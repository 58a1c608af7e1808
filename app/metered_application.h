#pragma once

#include "app/measure.h"

#include <QApplication>

namespace staffroom {

/// The application, with a stop-watch on its event loop.
///
/// A turn is what the loop does between two waits: from the return of one poll to the next. With
/// GLib's loop (Qt on Linux) that is measured at the poll itself; elsewhere each outermost event is
/// taken for a turn. A frame is the handling of one update request of a window: layout and paint.
class MeteredApplication : public QApplication {
public:
    MeteredApplication(int& argc, char** argv);
    ~MeteredApplication() override;

    /// Begins to count; before, nothing is measured.
    void startMeasuring();
    const DurationCounts& turns() const { return m_turns; }
    const DurationCounts& frames() const { return m_frames; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    friend struct PollHook;
    void endTurn();
    void beginTurn() { m_turn.start(); }

    DurationCounts m_turns;
    DurationCounts m_frames;
    QElapsedTimer m_turn;
    bool m_isMeasuring = false;
    bool m_hasPollHook = false;
    int m_depth = 0;
};

} // namespace staffroom
