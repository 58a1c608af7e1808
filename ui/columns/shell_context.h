#pragma once

namespace staffroom {

class Clock;
class ColumnRegistry;
class DeckModel;
class FeedHub;
class ImageRepository;
class ServiceRegistry;
class Settings;

/// All that the window needs from outside, made and owned by app. Everything outlives the window.
struct ShellContext {
    FeedHub* hub = nullptr; ///< never null
    const ServiceRegistry* services = nullptr; ///< never null
    const ColumnRegistry* columns = nullptr; ///< never null
    DeckModel* deck = nullptr; ///< never null
    Settings* settings = nullptr; ///< never null
    Clock* clock = nullptr; ///< never null
    ImageRepository* images = nullptr; ///< may be null: pictures stay placeholders
};

} // namespace staffroom
