#pragma once

#include "core/deck/deck_file.h"
#include "core/deck/deck_model.h"
#include "core/deck/latest_writer.h"

namespace staffroom {

/// Saves the deck at once on every change, off the main thread; the newest state wins.
class DeckSaver : public QObject {
    Q_OBJECT
public:
    DeckSaver(DeckModel& model, const QString& path, const Clock& clock, QObject* parent = nullptr);

    /// Blocks until all is on disk. For the end of the program only; the destructor does it too.
    void finish();

Q_SIGNALS:
    void saved();
    void failed(const staffroom::Error& error);

private:
    void save();

    DeckModel& m_model;
    const Clock& m_clock;
    std::shared_ptr<DeckFile> m_file; ///< used on the writer's thread only
    LatestWriter m_writer;
};

} // namespace staffroom
