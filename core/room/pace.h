#pragma once

#include "core/base/clock.h"

#include <optional>

namespace staffroom {

/// How fast a room shows what arrives.
struct PaceSetting {
    enum class Mode {
        AsItComes,
        Gentle, ///< at most `perMinute`; hosts and replies to the reader first
        Held, ///< nothing, until released
    };
    Mode mode = Mode::AsItComes;
    int perMinute = 6; ///< 1 to 60
    bool operator==(const PaceSetting&) const = default;
};

/// What the pace holds back right now.
struct PaceState {
    PaceSetting setting;
    int waiting = 0; ///< posts
    Millis behind{0}; ///< age of what would be shown next: "4 min behind"
    bool operator==(const PaceState&) const = default;
};

} // namespace staffroom
