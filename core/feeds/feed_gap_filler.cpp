#include "core/feeds/feed_gap_filler.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPageSize = 40;
constexpr int kPagesAlone = 10;

} // namespace

FeedGapFiller::FeedGapFiller(FeedCore& core)
    : m_core(core)
{
}

FeedGapFiller::~FeedGapFiller() = default;

void FeedGapFiller::fillNext()
{
    if (m_current != 0 || m_core.isPaused() || !m_core.client())
        return;
    for (const auto& gap : m_core.gaps()) {
        if (creditOf(gap) > 0 && !m_core.isBelowLoaded(gap)) {
            begin(gap.id, m_core.lane());
            return;
        }
    }
}

/// Pages to be asked for by itself. None where reading costs money, nor for a hole without a
/// cursor: what is missing there had been read once and was dropped. Those are filled for who asks.
int FeedGapFiller::creditOf(const FeedGap& gap) const
{
    const bool isOnRequest = gap.cursor.isEmpty() || m_core.client()->cost(m_core.spec());
    return m_credit.value(gap.id, isOnRequest ? 0 : kPagesAlone);
}

void FeedGapFiller::fill(quint64 id)
{
    if (!m_core.findGap(id))
        return;
    m_credit[id] = kPagesAlone;
    if (m_current == id)
        return;
    stop();
    begin(id, Lane::User);
}

void FeedGapFiller::stop()
{
    m_ticket.drop();
    m_request = {};
    if (auto* gap = m_core.findGap(std::exchange(m_current, 0))) {
        gap->isLoading = false;
        m_core.gapTouched();
    }
}

void FeedGapFiller::begin(quint64 id, Lane lane)
{
    m_current = id;
    m_lane = lane;
    m_isFromTop = false;
    m_cursors.clear();
    auto* gap = m_core.findGap(id);
    gap->isLoading = true;
    gap->error.reset();
    m_core.gapTouched();
    // The other side of the hole must be at hand to be recognised.
    m_core.loadDownTo(gap->older, [this, lane] { ask(lane); });
}

void FeedGapFiller::ask(Lane lane)
{
    m_ticket
        = m_core.shared()->scheduler().schedule(m_core.sourceKey(), lane, Millis(0), [this, lane] {
              auto* client = m_core.client();
              const auto* gap = m_core.findGap(m_current);
              if (!client || !gap) {
                  end();
                  return;
              }
              m_cursors.insert(gap->cursor);
              PageRequest request;
              request.feed = m_core.spec();
              m_isFromTop = m_isFromTop || gap->cursor.isEmpty();
              request.cursor = gap->cursor;
              request.direction = gap->cursor.isEmpty() ? PageRequest::Direction::Newest
                                                        : PageRequest::Direction::Older;
              request.limit = kPageSize;
              request.lane = lane;
              m_request = client->page(request).then(m_core.context(),
                  [this, lane](Result<Page> answer) { answered(std::move(answer), lane); });
          });
}

void FeedGapFiller::answered(Result<Page> answer, Lane lane)
{
    auto* gap = m_core.findGap(m_current);
    if (!gap) { // a poll has closed it meanwhile
        end();
        fillNext();
        return;
    }
    if (!answer) {
        m_core.noteAnswer(answer.error());
        gap->error = answer.error();
        // Answers that will not change do not deserve the pages that are left.
        if (!answer.error().isRetryable())
            m_credit[m_current] = 0;
        end();
        m_core.updateState();
        return; // the poll that finds the server back goes on here
    }
    const quint64 id = m_current;
    m_core.noteAnswer(std::nullopt);
    m_core.applyEvents();
    takePage(*answer);
    if (m_core.findGap(id) && --m_credit[id] > 0 && m_current == id)
        ask(lane);
    else
        end();
    if (m_current == 0)
        fillNext();
}

void FeedGapFiller::takePage(const Page& page)
{
    const quint64 id = m_current;
    if (!m_credit.contains(id))
        m_credit[id] = kPagesAlone;
    auto gaps = m_core.gaps();
    const auto gap
        = std::find_if(gaps.begin(), gaps.end(), [id](const FeedGap& g) { return g.id == id; });
    const bool meets = page.items.empty() || page.older.isEmpty()
        || std::any_of(page.items.begin(), page.items.end(), [&](const FeedItem& item) {
               return m_core.isBelowFloor(item)
                   || (m_core.entries().isFirm(item.pagingId())
                       && m_core.placeTime(item) <= gap->older);
           });
    if (meets) {
        gaps.erase(gap);
    } else if (m_cursors.contains(page.older)) {
        gap->error = Error{Error::Kind::Protocol, 0, {}, {}, u"the same page again"_s};
        m_credit[id] = 0;
    } else {
        gap->cursor = page.older;
        gap->newer = std::clamp(
            m_core.placeTime(page.items.back()), gap->older, std::max(gap->older, gap->newer));
    }
    m_core.setGaps(std::move(gaps));
    const auto items = m_isFromTop ? m_core.withoutNewer(page.items) : page.items;
    m_isFromTop = m_isFromTop && items.empty();
    m_core.take(items, true);
    m_core.shared()->writeChanges();
    m_core.finishBatch();
}

void FeedGapFiller::end()
{
    m_ticket.drop();
    if (auto* gap = m_core.findGap(std::exchange(m_current, 0))) {
        gap->isLoading = false;
        m_core.gapTouched();
    }
}

} // namespace staffroom
