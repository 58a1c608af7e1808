#pragma once

#include "core/base/result.h"
#include "core/model/post.h"

#include <QByteArray>

#include <vector>

namespace staffroom {

/// A post as the cache keeps it: a CBOR map with small integer keys and a version. Fields with
/// their default value are left out; keys that are not known are skipped, so an older program
/// reads what a newer one wrote.
QByteArray encodePost(const Post& post);
/// Error::Storage where the bytes are no post.
Result<PostPtr> decodePost(const QByteArray& bytes);

/// Empty bytes for no boosts.
QByteArray encodeReasons(const std::vector<Reason>& boosts);
/// What cannot be read is left out.
std::vector<Reason> decodeReasons(const QByteArray& bytes);

} // namespace staffroom
