#include "ui/post/post_hit_test.h"

#include <limits>

namespace staffroom {

int regionAt(const PostLayout& layout, QPoint at)
{
    int best = -1;
    qint64 smallest = std::numeric_limits<qint64>::max();
    for (size_t i = 0; i < layout.regions.size(); ++i) {
        for (const QRect& rect : layout.regions[i].rects) {
            const qint64 area = qint64(rect.width()) * rect.height();
            if (rect.contains(at) && area < smallest) {
                smallest = area;
                best = int(i);
            }
        }
    }
    return best;
}

int nextRegion(const PostLayout& layout, int from, int step)
{
    const int count = int(layout.regions.size());
    const int next = from < 0 ? (step > 0 ? 0 : count - 1) : from + step;
    return next >= 0 && next < count ? next : -1;
}

QString tooltipAt(const PostLayout& layout, QPoint at)
{
    const int index = regionAt(layout, at);
    if (index >= 0)
        return layout.regions[size_t(index)].tooltip;
    if (layout.timeBox.contains(at))
        return layout.timeTooltip;
    return {};
}

} // namespace staffroom
