#pragma once

#include "ui/feed/feed_view.h"

#include <functional>

class QMenu;

namespace staffroom {

/// Actions that leave the program: browser and clipboard. Others are not for it.
void runOutside(const PostAction& action);

/// What can be done with a post; deletes itself after use.
QMenu* makePostMenu(
    const PostPtr& post, QWidget* parent, const std::function<void(const PostAction&)>& run);

} // namespace staffroom
