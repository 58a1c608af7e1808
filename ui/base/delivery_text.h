#pragma once

#include "core/model/post.h"

#include <vector>

namespace staffroom {

/// What a person can do about a post of theirs that is on its way.
enum class DeliveryStep {
    SendNow, ///< send it, or send it again
    OpenOnWeb, ///< write it on the network's own page, with everything filled in
    MarkSent, ///< it is there, forget it
    Edit, ///< take it back into the composer
    Discard,
};

/// Where the post is, in one sentence that says what is safe and what to do.
QString deliveryText(const Delivery& delivery, Timestamp now);
/// In order of liking; empty while nothing is to be done.
std::vector<DeliveryStep> deliverySteps(const Delivery& delivery);
QString deliveryStepText(DeliveryStep step, const Delivery& delivery);
/// The words are drawn as trouble.
bool isDeliveryTrouble(const Delivery& delivery);

} // namespace staffroom
