#pragma once

#include "app/chats.h"
#include "app/cli/options.h"
#include "app/engine.h"
#include "app/measure.h"
#include "app/writing.h"
#include "core/deck/deck_model.h"
#include "core/deck/deck_saver.h"
#include "core/deck/settings.h"
#include "core/media/image_repository.h"
#include "core/recap/keepsakes.h"
#include "core/room/room_book.h"
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

    /// Nothing of this run may stay on the disk: wipe the profile once this object is gone.
    bool isOnSharedComputer() const { return m_settings.isOn(Setting::SharedComputer); }

    /// Reads the deck that the command line names, or the saved one. An error is for people who
    /// typed the command: one English sentence in `detail`.
    Result<Done> prepare();
    void openWindow();
    /// Writes what is open and ends the event loop with `code`; at most two seconds.
    void shutDown(int code);

private:
    Result<Done> loadSavedDeck();
    Result<Done> readRooms();
    void openRoom();
    void saveDeckFromNowOn();
    void noteFirstPost();
    void takePicture();
    void writeMetrics() const;
    QJsonObject roomFigures() const;
    void finishExit();
    void stepFinished();
    void leaveAccounts();

    Options m_options;
    Profile m_profile;
    MeteredApplication& m_application;
    Settings m_settings;
    Engine m_engine;
    ColumnRegistry m_columns;
    DeckModel m_deck;
    ImageRepository m_images;
    Writing m_writing;
    Chats m_chats;
    RoomBook m_rooms;
    Keepsakes m_keepsakes;
    std::optional<RoomSetup> m_room; ///< to open at the start
    std::unique_ptr<DeckSaver> m_saver;
    std::unique_ptr<SystemScheme> m_systemScheme;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Timer> m_after;
    std::unique_ptr<Timer> m_patience;
    TaskHandle m_loadingRooms;
    TaskHandle m_loadingKeepsakes;
    TaskHandle m_flushing;
    TaskHandle m_flushingWords;
    std::vector<TaskHandle> m_leaving; ///< sign-outs of a shared computer
    int m_unfinished = 0; ///< what has to be done before the end
    double m_windowMs = -1;
    double m_firstPostMs = -1;
    int m_exitCode = 0;
    bool m_isDeckRestored = false;
    bool m_isEnding = false;
};

} // namespace staffroom
