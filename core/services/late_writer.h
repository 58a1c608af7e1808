#pragma once

#include "core/services/write_lock.h"

namespace staffroom {

/// A client whose writes go out later than they are asked for: they wait for the key store, for
/// what the server says of itself, for their turn. ServiceClient tells it, right before each write,
/// on whose leave that is, so that it can look at the pass again at the moment of sending
/// (HttpRequest::mayGo).
class LateWriter {
public:
    virtual ~LateWriter() = default;
    virtual void setLeave(const WritePass& pass) = 0;
};

} // namespace staffroom
