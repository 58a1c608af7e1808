#pragma once

namespace staffroom {

/// Which lane a request takes when a budget is short: a person's act first, then columns in view,
/// then the rest.
enum class Lane { User, Visible, Background };

} // namespace staffroom
