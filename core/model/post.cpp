#include "core/model/post.h"

namespace staffroom {

bool Quote::operator==(const Quote& other) const
{
    if (state != other.state || !post != !other.post)
        return false;
    return !post || post == other.post || *post == *other.post;
}

} // namespace staffroom
