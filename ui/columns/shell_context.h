#pragma once

namespace staffroom {

class AccountBook;
class Clock;
class ChatDirectory;
class ColumnRegistry;
class DeckModel;
class DraftStore;
class FeedHub;
class HostDesk;
class ImageRepository;
class Keepsakes;
class MediaIntake;
class Outbox;
class PostActions;
class Reminders;
class RoomBook;
class ServiceRegistry;
class Settings;
class SpellChecker;
class WriteLock;

/// All that the window needs from outside, made and owned by app. Everything outlives the window.
struct ShellContext {
    FeedHub* hub = nullptr; ///< never null
    const ServiceRegistry* services = nullptr; ///< never null
    const ColumnRegistry* columns = nullptr; ///< never null
    DeckModel* deck = nullptr; ///< never null
    Settings* settings = nullptr; ///< never null
    Clock* clock = nullptr; ///< never null
    ImageRepository* images = nullptr; ///< may be null: pictures stay placeholders

    // Writing. Null together: a window that only reads (some tests).
    AccountBook* accounts = nullptr;
    WriteLock* lock = nullptr;
    PostActions* actions = nullptr;
    DraftStore* drafts = nullptr;
    Outbox* outbox = nullptr;
    MediaIntake* intake = nullptr;
    SpellChecker* spelling = nullptr;
    HostDesk* hosting = nullptr; ///< may be null with the others there: nobody hosts

    // The timetable. Null together: none (some tests).
    ChatDirectory* chats = nullptr;
    Reminders* reminders = nullptr;

    RoomBook* rooms = nullptr; ///< null: no chat rooms (some tests)
    Keepsakes* keepsakes = nullptr; ///< null: no shelf and no notes (some tests)
};

} // namespace staffroom
