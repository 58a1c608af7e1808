#pragma once

#include "core/base/clock.h"

#include <functional>

namespace staffroom {

/// Numbers in [0, 1). Injected so that tests know them.
using RandomSource = std::function<double()>;
RandomSource systemRandom();

/// Growing pauses between tries: 1 s, 2 s, 4 s ... 60 s, each cut by up to a half at random so
/// that columns of one server do not come back in one burst.
class Backoff {
public:
    explicit Backoff(
        RandomSource random, Millis first = Millis(1'000), Millis most = Millis(60'000));

    /// The pause before the next try; longer with every call.
    Millis next();
    /// The other side answered again.
    void reset();

private:
    RandomSource m_random;
    Millis m_first;
    Millis m_most;
    Millis m_current;
};

} // namespace staffroom
