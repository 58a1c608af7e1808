#include "core/room/room_threads.h"

#include "core/feeds/feed_hub.h"
#include "core/services/service.h"

#include <algorithm>
#include <limits>

namespace staffroom {

namespace {

constexpr Millis kPause{2000};
constexpr Millis kLocalPause{100}; ///< what lives in this program needs no sparing
constexpr Millis kErrorPause{60'000};
/// A thread that had posts without the tag is looked at again: edits of those, and answers to
/// them, come no other way.
constexpr Millis kAgain{120'000};
constexpr Millis kLocalAgain{5000};
constexpr size_t kMostOfThread = 300;

} // namespace

RoomThreads::RoomThreads(Clock& clock, FeedHub& hub, const RoomContent& content, Outlet outlet)
    : m_clock(clock)
    , m_hub(hub)
    , m_content(content)
    , m_outlet(std::move(outlet))
    , m_timer(clock.createTimer([this] { tick(); }))
{
}

RoomThreads::~RoomThreads() = default;

void RoomThreads::consider(const std::vector<quint64>& keys)
{
    for (const quint64 key : keys) {
        const auto* item = m_content.find(key);
        if (!item || rank(*item) < 0)
            continue;
        m_candidates.insert(key);
        const auto source = size_t(bestCopy(*item).source);
        if (source < m_lines.size() && m_lines[source].isIdle) {
            m_lines[source].isIdle = false;
            m_lines[source].nextAt = m_clock.monotonic();
        }
    }
    plan();
}

const PostCopy& RoomThreads::bestCopy(const RoomItem& item) const
{
    return *std::max_element(
        item.post.copies.begin(), item.post.copies.end(), [](const PostCopy& a, const PostCopy& b) {
            return a.post->counts.replies < b.post->counts.replies;
        });
}

int RoomThreads::rank(const RoomItem& item) const
{
    const auto& post = item.post;
    const auto& copy = bestCopy(item);
    if (post.placement.isHidden() || copy.post->delivery)
        return -1;
    const int replies = copy.post->counts.replies;
    const auto before = m_fetched.constFind(post.key);
    const bool isNew = before == m_fetched.constEnd() || before->replies < 0;
    if (isNew && replies <= int(m_content.repliesTo(item).size()))
        return -1;
    if (!isNew && before->replies == replies)
        return before->found.empty() ? -1 : 4; // only to look again
    if (post.placement.isQuestion)
        return 0;
    if (post.isHost)
        return 1;
    return post.isOwn ? 2 : 3;
}

Millis RoomThreads::pauseOf(int source) const
{
    const auto& sources = m_content.setup().sources;
    return size_t(source) < sources.size() && sources[size_t(source)].server.isEmpty() ? kLocalPause
                                                                                       : kPause;
}

void RoomThreads::plan()
{
    if (m_candidates.isEmpty())
        return;
    const Millis now = m_clock.monotonic();
    Millis wait = kPause;
    for (size_t i = 0; i < m_lines.size(); ++i)
        wait = std::min(wait, std::max(Millis(0), m_lines[i].nextAt - now));
    m_timer->start(std::max(m_lines.empty() ? Millis(0) : wait, kLocalPause));
}

void RoomThreads::tick()
{
    m_lines.resize(std::max(m_lines.size(), m_content.setup().sources.size()));
    const Millis now = m_clock.monotonic();
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].isBusy || m_lines[i].nextAt > now)
            continue;
        // Where there is nothing to ask one need not look again at once.
        m_lines[i].isIdle = !askNext(int(i));
        m_lines[i].nextAt = now + (m_lines[i].isIdle ? kPause : pauseOf(int(i)));
    }
    plan();
}

bool RoomThreads::askNext(int source)
{
    const Millis now = m_clock.monotonic();
    const Millis again = pauseOf(source) == kLocalPause ? kLocalAgain : kAgain;
    const RoomItem* best = nullptr;
    int bestRank = std::numeric_limits<int>::max();
    std::vector<quint64> done;
    for (const quint64 key : std::as_const(m_candidates)) {
        const auto* item = m_content.find(key);
        const int itemRank = item ? rank(*item) : -1;
        if (itemRank < 0) {
            done.push_back(key);
            continue;
        }
        if (bestCopy(*item).source != source)
            continue;
        if (itemRank == 4 && now - m_fetched.value(key).at < again)
            continue;
        const bool isBetter
            = !best || itemRank < bestRank || (itemRank == bestRank && isOlder(*best, *item));
        if (isBetter) {
            best = item;
            bestRank = itemRank;
        }
    }
    for (const quint64 key : done)
        m_candidates.remove(key);
    if (!best)
        return false;
    ask(source, *best);
    return true;
}

void RoomThreads::ask(int source, const RoomItem& item)
{
    auto* client = m_hub.client(m_content.setup().sources[size_t(source)]);
    if (!client) {
        m_candidates.remove(item.post.key);
        return;
    }
    const auto& copy = bestCopy(item);
    const quint64 key = item.post.key;
    const int replies = copy.post->counts.replies;
    auto& line = m_lines[size_t(source)];
    line.isBusy = true;
    ++m_requests;
    line.request = client->thread(copy.post->id).then(this, [=, this](Result<Thread> answer) {
        if (answer)
            answered(source, key, replies, std::move(answer->descendants));
        else
            answered(source, key, replies, fail(std::move(answer.error())));
    });
}

void RoomThreads::answered(
    int source, quint64 key, int replies, Result<std::vector<PostPtr>> answer)
{
    auto& line = m_lines[size_t(source)];
    line.isBusy = false;
    auto& fetched = m_fetched[key];
    fetched.at = m_clock.monotonic();
    if (!answer) {
        const bool isLostClient = answer.error().kind == Error::Kind::Cancelled;
        if (!answer.error().isRetryable() && !isLostClient) {
            fetched.replies = replies; // it will not answer otherwise until something changes
        } else {
            const auto asked = answer.error().retryAfter;
            line.nextAt = m_clock.monotonic() + (asked ? Millis(*asked) : kErrorPause);
        }
        plan();
        return;
    }
    fetched.replies = replies;
    const auto before = std::exchange(fetched.found, {});
    auto& descendants = *answer;
    if (descendants.size() > kMostOfThread)
        descendants.resize(kMostOfThread);
    std::vector<PostId> found;
    QSet<PostId> there;
    for (const auto& post : descendants) {
        there.insert(post->id);
        if (post->visibility == Visibility::Direct || post->visibility == Visibility::Followers)
            continue; // not part of a public chat
        m_outlet.found(source, post);
        const auto* item = m_content.find(post->id);
        if (!item || !item->cameByTag)
            found.push_back(post->id);
    }
    for (const auto& id : before) {
        if (there.contains(id))
            continue;
        // Long threads come cut: only the post itself tells that it is gone.
        if (const auto* item = m_content.find(id); item && !item->cameByTag) {
            checkGone(source, id);
            found.push_back(id);
        }
    }
    m_fetched[key].found = std::move(found);
    plan();
}

void RoomThreads::checkGone(int source, const PostId& id)
{
    auto* client = m_hub.client(m_content.setup().sources[size_t(source)]);
    if (!client)
        return;
    ++m_requests;
    m_lines[size_t(source)].check
        = client->post(id, Lane::Background).then(this, [this, id](const Result<PostPtr>& answer) {
              if (!answer && answer.error().kind == Error::Kind::NotFound)
                  m_hub.showDeleted(id);
          });
}

} // namespace staffroom
