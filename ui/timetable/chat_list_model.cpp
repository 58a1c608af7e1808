#include "ui/timetable/chat_list_model.h"

#include "core/base/clock.h"
#include "ui/timetable/timetable_text.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ChatListModel::ChatListModel(const Clock& clock, const QTimeZone& readerZone, QObject* parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_zone(readerZone)
{
}

void ChatListModel::setListings(const std::vector<const ChatListing*>& listings)
{
    beginResetModel();
    m_listings.clear();
    for (const ChatListing* one : listings)
        m_listings.push_back(*one);
    m_words.assign(m_listings.size(), std::nullopt);
    endResetModel();
}

const ChatListing* ChatListModel::at(int row) const
{
    return row >= 0 && row < int(m_listings.size()) ? &m_listings[size_t(row)] : nullptr;
}

int ChatListModel::rowOf(const QString& id) const
{
    const auto found = std::find_if(m_listings.begin(), m_listings.end(),
        [&id](const ChatListing& one) { return one.id == id; });
    return found == m_listings.end() ? -1 : int(found - m_listings.begin());
}

const ChatListModel::Words& ChatListModel::words(int row) const
{
    auto& kept = m_words[size_t(row)];
    if (kept)
        return *kept;
    const ChatListing& one = m_listings[size_t(row)];
    const Timestamp now = m_clock.now();
    const int year = yearOf(now);
    Words words;
    words.name = one.name;
    words.tag = u'#' + one.hashtag;
    const auto next = currentOrNext(one, now);
    words.next = nextText(one, next, m_zone, now);
    words.hasNext = next && one.isExpected();
    words.slot = slotText(one);
    words.alive = aliveText(one, year);
    words.confidence = confidenceText(one.confidence);
    words.isDoubtful = isDoubtful(one, year);
    words.isOwn = one.origin != ChatListing::Origin::BuiltIn;
    kept = words;
    return *kept;
}

void ChatListModel::refreshTimes()
{
    m_words.assign(m_listings.size(), std::nullopt);
    if (!m_listings.empty())
        Q_EMIT dataChanged(index(0), index(int(m_listings.size()) - 1));
}

int ChatListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_listings.size());
}

QVariant ChatListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_listings.size()))
        return {};
    if (role == Qt::DisplayRole)
        return m_listings[size_t(index.row())].name;
    if (role == Qt::AccessibleTextRole) {
        const Words& words = this->words(index.row());
        return QStringList{
            words.name, words.tag, words.next, words.slot, words.alive, words.confidence}
            .join(u", "_s);
    }
    return {};
}

} // namespace staffroom
