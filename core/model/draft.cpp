#include "core/model/draft.h"

#include <algorithm>

namespace staffroom {

bool Draft::isEmpty() const
{
    return std::all_of(
        parts.begin(), parts.end(), [](const DraftPart& part) { return part.isEmpty(); });
}

int Draft::textLength() const
{
    int length = 0;
    for (const auto& part : parts)
        length += int(part.text.size());
    return length;
}

} // namespace staffroom
