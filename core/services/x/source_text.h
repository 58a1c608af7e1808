#pragma once

#include "core/base/result.h"
#include "core/model/feed_spec.h"

#include <optional>

namespace staffroom::x {

/// What a person types to mean X: "x", "x.com", "twitter.com", "https://x.com/bea", "bea@x.com".
/// Whoever is named there must be signed in: Invalid says so. nullopt: not of this network.
/// `api` is the address that is asked ("https://api.x.com").
std::optional<Result<Source>> sourceOfText(const QString& text, const QString& api);

} // namespace staffroom::x
