#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QString>

namespace staffroom::bluesky {

/// A record key (atproto.com/specs/tid) for something written at `when`; the same for the same
/// `when` and `seed`, so that every attempt to send it lands on one record. The microseconds below
/// a millisecond and the clock id come from a digest of `seed`.
QString tidOf(Timestamp when, const QByteArray& seed);

} // namespace staffroom::bluesky
