#include "core/services/x/text_entities.h"

#include "core/services/x/text_overlaps.h"

#include <algorithm>
#include <iterator>

namespace staffroom::x {

namespace {

bool isPairAt(const QString& text, int at)
{
    return at + 1 < text.size() && text[at].isHighSurrogate() && text[at + 1].isLowSurrogate();
}

void appendEntities(std::vector<Entity>& all, std::vector<Entity> more)
{
    std::ranges::move(more, std::back_inserter(all));
}

} // namespace

std::vector<Entity> withoutOverlaps(std::vector<Entity> entities)
{
    std::ranges::stable_sort(entities, {}, &Entity::start);
    std::vector<Entity> kept;
    kept.reserve(entities.size());
    for (Entity& entity : entities) {
        if (kept.empty() || kept.back().end() <= entity.start)
            kept.push_back(std::move(entity));
    }
    return kept;
}

std::vector<Entity> entitiesIn(const QString& text)
{
    std::vector<Entity> all = urlsIn(text);
    appendEntities(all, mentionsIn(text));
    appendEntities(all, hashtagsIn(text, false));
    appendEntities(all, cashtagsIn(text));
    return withoutOverlaps(std::move(all));
}

int toCodePoints(const QString& text, int units)
{
    const int end = std::clamp(units, 0, static_cast<int>(text.size()));
    int count = 0;
    for (int i = 0; i < end; ++count)
        i += isPairAt(text, i) ? 2 : 1;
    return count;
}

int toUnits(const QString& text, int codePoints)
{
    int units = 0;
    for (int i = 0; i < codePoints && units < text.size(); ++i)
        units += isPairAt(text, units) ? 2 : 1;
    return units;
}

} // namespace staffroom::x
