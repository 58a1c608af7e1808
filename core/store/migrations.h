#pragma once

#include "core/store/database.h"

#include <span>

namespace staffroom {

/// One numbered step of a schema: takes revision `to - 1` to `to`. Steps that were released are
/// never changed; a new need is a new step.
struct SchemaStep {
    int to = 0;
    const char* sql = nullptr;
};

std::span<const SchemaStep> cacheSchema();
std::span<const SchemaStep> userSchema();

/// Brings a file to revision `upTo` (-1: the newest) in one transaction. A file of a newer
/// revision than the newest is not touched: Error::Storage, `path` "schema".
Result<Done> migrate(Database& db, std::span<const SchemaStep> steps, int upTo = -1);

/// Is this the error of a file that a newer program wrote?
bool isNewerSchema(const Error& error);

} // namespace staffroom
