#include "core/room/room_totals.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr Millis kRateOver{5 * 60 * 1000};
constexpr Millis kNoAnswerAfter{180 * 1000};
constexpr quint64 kStale = 1; ///< added to revisions, so that 0 is none

/// The address by which two shared links are one.
QString linkKey(const QUrl& url)
{
    QUrl key = url.adjusted(QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    return key.toString(QUrl::FullyEncoded);
}

} // namespace

RoomTotals::RoomTotals(const RoomContent& content)
    : m_content(content)
{
}

void RoomTotals::count()
{
    if (m_countedAt == m_content.revision() + kStale)
        return;
    m_countedAt = m_content.revision() + kStale;
    ++m_walks;
    m_figures = {};
    m_unread.clear();
    std::vector<bool> isHere(size_t(m_content.persons()), false);
    QHash<int, Timestamp> read;
    for (const auto& [question, upTo] : m_content.marks().readUpTo)
        read.insert(question, upTo);
    for (const auto* item : m_content.items()) {
        const auto& post = item->post;
        ++m_figures.posts;
        if (!isHere[size_t(item->person)]) {
            isHere[size_t(item->person)] = true;
            ++m_figures.people;
        }
        if (post.placement.isHidden()) {
            ++m_figures.hidden;
            continue;
        }
        if (post.isToMe && !m_content.isReplyRead(post))
            ++m_figures.toMeUnread;
        if (post.isWaiting || post.isOwn || post.placement.copyOf)
            continue;
        const int question = post.placement.question.value_or(-1);
        if (post.entry.time > read.value(question))
            ++m_unread[question];
    }
}

RoomFigures RoomTotals::figures(Timestamp now)
{
    count();
    RoomFigures out = m_figures;
    const auto& items = m_content.items();
    const auto at = [&](Timestamp time) {
        return std::upper_bound(items.begin(), items.end(), time,
            [](Timestamp t, const RoomItem* item) { return t < item->post.entry.time; });
    };
    const auto lately = at(now) - at(now - kRateOver);
    out.postsPerMinute = double(lately) / 5.0;
    out.notAnswered = int(notAnswered(now).size());
    return out;
}

int RoomTotals::unread(int question)
{
    count();
    return m_unread.value(question);
}

const std::vector<RoomPerson>& RoomTotals::people()
{
    if (m_peopleAt == m_content.revision() + kStale)
        return m_people;
    m_peopleAt = m_content.revision() + kStale;
    ++m_walks;
    m_people.clear();
    m_people.resize(size_t(m_content.persons()));
    for (const auto* item : m_content.items()) {
        const auto& post = item->post;
        auto& one = m_people[size_t(item->person)];
        one.author = post.entry.post->author; // oldest first: the newest stays
        one.lastPost = post.entry.placeId;
        ++one.posts;
        one.isHost = one.isHost || post.isHost;
        one.isOwn = one.isOwn || post.isOwn;
        const auto* answered = item->answers != 0 ? m_content.find(item->answers) : nullptr;
        if (!answered)
            continue;
        if (answered->post.isOwn && !post.isOwn)
            one.answeredMe = true;
        if (post.isOwn && !answered->post.isOwn)
            m_people[size_t(answered->person)].iAnswered = true;
    }
    std::erase_if(m_people, [](const RoomPerson& one) { return one.posts == 0; });
    std::stable_sort(m_people.begin(), m_people.end(),
        [](const RoomPerson& a, const RoomPerson& b) { return a.posts > b.posts; });
    return m_people;
}

const std::vector<RoomLink>& RoomTotals::links()
{
    if (m_linksAt == m_content.revision() + kStale)
        return m_links;
    m_linksAt = m_content.revision() + kStale;
    ++m_walks;
    m_links.clear();
    QHash<QString, size_t> places;
    for (const auto* item : m_content.items()) {
        const auto& post = item->post;
        if (post.placement.isHidden())
            continue;
        QStringList here; // once a post, however often it stands in it
        for (const auto& [url, title] : item->links) {
            const QString key = linkKey(url);
            const auto known = places.constFind(key);
            const bool isAgain = here.contains(key);
            here << key;
            if (known != places.constEnd()) {
                auto& link = m_links[*known];
                link.times += isAgain ? 0 : 1;
                // What is kept of a link later goes by the post that it was first shared in.
                if (link.title.isEmpty() && !post.entry.post->terms)
                    link.title = title;
                continue;
            }
            places.insert(key, m_links.size());
            m_links.push_back({url, title, post.entry.placeId, post.entry.post->author.handle,
                post.placement.question, 1});
        }
    }
    return m_links;
}

/// The server counts more replies than those that its author is known to have added.
bool RoomTotals::isAnsweredElsewhere(const RoomItem& item) const
{
    const int counted = item.post.entry.post->counts.replies;
    if (counted == 0)
        return false;
    const auto replies = m_content.repliesTo(item);
    return counted > std::count_if(replies.begin(), replies.end(),
               [&](const RoomItem* reply) { return reply->author == item.author; });
}

const std::vector<quint64>& RoomTotals::notAnswered(Timestamp now)
{
    // It changes with time too, but not by the second.
    const bool isFresh = m_answeredAt == m_content.revision() + kStale && now >= m_answeredNow
        && now - m_answeredNow < Millis(1000);
    if (isFresh)
        return m_notAnswered;
    m_answeredAt = m_content.revision() + kStale;
    m_answeredNow = now;
    ++m_walks;
    struct Heard {
        const RoomItem* newest = nullptr;
        bool isOut = false; ///< was answered, or is nobody to be welcomed
    };
    std::vector<Heard> people(size_t(m_content.persons()));
    for (const auto* item : m_content.items()) {
        const auto& post = item->post;
        auto& one = people[size_t(item->person)];
        if (post.isHost || post.isOwn || post.entry.post->author.isBot
            || isAnsweredElsewhere(*item))
            one.isOut = true;
        // An answer by somebody else, wherever it was read.
        if (const auto* answered = item->answers != 0 ? m_content.find(item->answers) : nullptr;
            answered && answered->person != item->person)
            people[size_t(answered->person)].isOut = true;
        const bool counts = !post.placement.isHidden() && !post.placement.copyOf && !post.isWaiting;
        if (counts && post.entry.time <= now - kNoAnswerAfter)
            one.newest = item;
    }
    std::vector<const RoomItem*> found;
    for (const auto& one : people) {
        if (!one.isOut && one.newest)
            found.push_back(one.newest);
    }
    std::sort(found.begin(), found.end(),
        [](const RoomItem* a, const RoomItem* b) { return isOlder(*a, *b); });
    m_notAnswered.clear();
    for (const auto* item : found)
        m_notAnswered.push_back(item->post.key);
    return m_notAnswered;
}

} // namespace staffroom
