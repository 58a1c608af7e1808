#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/model/feed_cost.h"

namespace staffroom {

/// What a column says of itself at any moment. ui turns it into words (`ui/base/state_text.h`);
/// there is always one.
struct FeedState {
    enum class Kind {
        Loading, ///< nothing known yet, first answer awaited
        Live, ///< a stream delivers
        Polling, ///< asked every `interval`
        Paused, ///< the person paused it; nothing is asked
        Limited, ///< the server asked to wait until `until`
        NeedsLogin, ///< the server shows this to signed-in people only
        Offline, ///< no answer since `since`; tried again by itself at `until`
        Failed, ///< `error`; not tried again by itself
        Ended, ///< all there was has been delivered (practice chat over)
    };
    Kind kind = Kind::Loading;
    Millis interval{0};
    Timestamp until{};
    Timestamp since{};
    Error error;
    std::optional<FeedCost> cost; ///< where reading costs money

    bool operator==(const FeedState&) const = default;
};

} // namespace staffroom
