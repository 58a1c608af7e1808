#pragma once

#include <QHash>
#include <QSet>
#include <QString>

#include <deque>
#include <vector>

namespace staffroom::mastodon {

/// Notices walks to older posts that go in circles: some servers answer a cursor they do not like
/// with their newest page. Remembers the ids of the pages that led to a cursor, a few hundred
/// pages back.
class WalkGuard {
public:
    /// `ids` came for `asked` (empty: the newest page) and `next` would be asked after. True: a
    /// page of this very walk gave one of them before.
    bool isLoop(const QString& call, const QString& asked, const std::vector<QString>& ids) const;
    void remember(const QString& call, const QString& asked, const std::vector<QString>& ids,
        const QString& next);

private:
    struct Page {
        QString asked;
        QSet<QString> ids;
    };
    QHash<QString, Page> m_pages; ///< by call and the cursor that came with the page
    std::deque<QString> m_order;
};

} // namespace staffroom::mastodon
