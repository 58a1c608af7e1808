#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace staffroom {

/// What every function that can fail returns.
template <class T>
using Result = tl::expected<T, Error>;

/// The answer of something that has no value to give.
struct Done {
    bool operator==(const Done&) const = default;
};

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

inline tl::unexpected<Error> fail(Error::Kind kind, QString detail = {}, QString path = {})
{
    return tl::unexpected<Error>(Error{kind, 0, std::nullopt, std::move(path), std::move(detail)});
}

} // namespace staffroom
