#include "core/services/mastodon/walk_guard.h"

#include <algorithm>

namespace staffroom::mastodon {

namespace {

constexpr size_t kPagesKept = 400;

QString keyOf(const QString& call, const QString& cursor)
{
    return call + QChar(u'\n') + cursor;
}

} // namespace

bool WalkGuard::isLoop(
    const QString& call, const QString& asked, const std::vector<QString>& ids) const
{
    QString cursor = asked;
    for (size_t step = 0; step < kPagesKept && !cursor.isEmpty(); ++step) {
        const auto page = m_pages.constFind(keyOf(call, cursor));
        if (page == m_pages.constEnd())
            return false;
        if (std::any_of(
                ids.begin(), ids.end(), [&](const QString& id) { return page->ids.contains(id); }))
            return true;
        cursor = page->asked;
    }
    return false;
}

void WalkGuard::remember(
    const QString& call, const QString& asked, const std::vector<QString>& ids, const QString& next)
{
    if (next.isEmpty() || next == asked)
        return;
    const QString key = keyOf(call, next);
    if (!m_pages.contains(key))
        m_order.push_back(key);
    m_pages.insert(key, Page{asked, QSet<QString>(ids.begin(), ids.end())});
    while (m_order.size() > kPagesKept) {
        m_pages.remove(m_order.front());
        m_order.pop_front();
    }
}

} // namespace staffroom::mastodon
