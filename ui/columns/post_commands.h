#pragma once

#include "core/model/feed_spec.h"
#include "ui/feed/feed_view.h"

#include <functional>
#include <optional>

class QMenu;

namespace staffroom {

/// The column that an action on a tag or a person asks for.
std::optional<FeedSpec> columnOf(const PostAction& action, const Source& source);

/// Actions that leave the program: browser and clipboard. Others are not for it.
void runOutside(const PostAction& action);

/// What can be done with a post; deletes itself after use.
QMenu* makePostMenu(
    const PostPtr& post, QWidget* parent, const std::function<void(const PostAction&)>& run);

} // namespace staffroom
