#pragma once

#include "app/cli/options.h"
#include "app/engine.h"
#include "app/measure.h"
#include "core/deck/deck_model.h"
#include "core/deck/deck_saver.h"
#include "core/deck/settings.h"
#include "core/media/image_repository.h"
#include "ui/columns/column_registry.h"

#include <QObject>

#include <memory>

class QWindow;

namespace staffroom {

class MainWindow;
class MeteredApplication;
class SystemScheme;

/// The program with its window: builds every object in order, takes them down in reverse, and does
/// what the command line asked of it.
class Program : public QObject {
    Q_OBJECT
public:
    Program(const Options& options, const Profile& profile, MeteredApplication& application);
    ~Program() override;

    /// Reads the deck that the command line names, or the saved one. An error is for people who
    /// typed the command: one English sentence in `detail`.
    Result<Done> prepare();
    void openWindow();
    /// Writes what is open and ends the event loop with `code`; at most two seconds.
    void shutDown(int code);

private:
    Result<Done> loadSavedDeck();
    void saveDeckFromNowOn();
    void noteFirstPost();
    void takePicture();
    void writeMetrics() const;
    void finishExit();

    Options m_options;
    Profile m_profile;
    MeteredApplication& m_application;
    Engine m_engine;
    ColumnRegistry m_columns;
    DeckModel m_deck;
    Settings m_settings;
    ImageRepository m_images;
    std::unique_ptr<DeckSaver> m_saver;
    std::unique_ptr<SystemScheme> m_systemScheme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Timer> m_after;
    std::unique_ptr<Timer> m_patience;
    TaskHandle m_flushing;
    double m_windowMs = -1;
    double m_firstPostMs = -1;
    int m_exitCode = 0;
    bool m_isDeckRestored = false;
    bool m_isEnding = false;
};

} // namespace staffroom
