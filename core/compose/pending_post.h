#pragma once

#include "core/compose/outbox.h"

namespace staffroom {

/// "outbox:ID" at the item's server.
PostId pendingId(const OutboxItem& item);
/// An item as columns show it until the server's copy takes its place.
PostPtr makePendingPost(const OutboxItem& item, const QString& inReplyToHandle);

} // namespace staffroom
