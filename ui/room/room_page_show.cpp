// What a room shows of its state, again and again: see RoomPage.
#include "ui/room/room_page.h"

#include "core/room/room.h"
#include "ui/base/state_text.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/new_posts_pill.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_rail.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_head.h"
#include "ui/room/room_status_bar.h"

#include <algorithm>
#include <utility>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kFigures{500};

} // namespace

void RoomPage::refresh()
{
    const auto current = m_room->currentQuestion();
    // Whoever reads the answers to one question is left there; the way to the new one is a button.
    if (m_isFollowing && m_view.show != RoomView::Show::Question && m_question != current) {
        m_question = current;
        keepPlace();
    } else if (!m_question) {
        m_question = current;
    }
    if (m_question)
        m_isFollowing = m_isFollowing && m_question == current;
    m_head->setTitle(
        title(), m_room->setup().title.isEmpty() ? QString() : u'#' + m_room->setup().hashtag);
    m_rail->refresh();
    m_rail->setOpen(m_view);
    m_status->refresh();
    m_side->refresh();
    refreshPanel();
    showNotice();
    placeParts();
}

/// Nearly every post is one more answer to a question: that is a figure, and no reason to make the
/// page anew.
void RoomPage::questionsChanged()
{
    auto asked = m_room->questions();
    for (ChatQuestion& question : asked)
        question.answers = 0;
    if (asked == m_asked) {
        wantFigures();
        return;
    }
    m_asked = std::move(asked);
    refresh();
}

/// Figures change with every post; people need them twice a second at most.
void RoomPage::wantFigures()
{
    if (!std::exchange(m_isFigureDue, true))
        m_figures->start(kFigures);
}

void RoomPage::refreshFigures()
{
    m_isFigureDue = false;
    m_side->refresh();
    m_rail->refresh();
    m_head->setSide(isSideShown(), m_room->figures().toMeUnread);
    showNotice();
    placeParts(); // the line below may need another line
}

void RoomPage::refreshPanel()
{
    QuestionPanel::Shown shown;
    const auto& questions = m_room->questions();
    const auto& sources = m_room->setup().sources;
    shown.hasHosts = !m_room->setup().hosts.isEmpty();
    for (size_t i = 0; i < questions.size(); ++i) {
        shown.last = std::max(shown.last, questions[i].number);
        if (m_question != questions[i].number)
            continue;
        shown.question = questions[i];
        shown.hasPrevious = i > 0;
        shown.hasNext = i + 1 < questions.size();
        std::vector<ServiceId> seen;
        for (const PostId& id : questions[i].posts) {
            const RoomPost* post = m_room->find(id);
            for (const PostCopy& copy : post ? post->copies : std::vector<PostCopy>{}) {
                const ServiceId service = copy.post->id.service;
                if (std::find(seen.begin(), seen.end(), service) != seen.end())
                    continue;
                seen.push_back(service);
                const bool isKnown = copy.source >= 0 && size_t(copy.source) < sources.size();
                shown.targets.push_back({copy.post->id,
                    isKnown ? sources[size_t(copy.source)].label() : service.value});
            }
        }
    }
    const auto current = m_room->currentQuestion();
    if (current && current != m_question)
        shown.now = current;
    m_panel->showQuestion(shown, m_room->now());
    m_head->setSwitch(m_view.show == RoomView::Show::Stream,
        m_view.show == RoomView::Show::Question, shown.question ? m_question : std::nullopt);
    m_head->setSide(isSideShown(), m_room->figures().toMeUnread);
    m_status->setQuestion(m_question);
    m_foot->setQuestion(m_question);
    placeParts();
}

void RoomPage::refreshTimes()
{
    m_panel->refreshTime(m_room->now());
    m_rail->refresh();
    m_status->refresh();
    for (const List& list : {m_stream, m_other})
        list.view->refreshTimes();
    m_side->refreshTimes();
    markRead();
}

/// Read is what was in view at the newest edge of a window that was looked at.
void RoomPage::markRead()
{
    if (!m_status || !m_isWindowActive || !isVisible() || !posts()->isAtNewest()
        || posts()->newCount() > 0)
        return;
    const Timestamp now = m_room->now();
    if (m_view.show == RoomView::Show::Question) {
        if (m_room->unread(m_view.question) > 0)
            m_room->markRead(m_view.question, now);
    } else if (m_view.show == RoomView::Show::Unplaced) {
        if (m_room->unread(-1) > 0)
            m_room->markRead(-1, now);
    } else if (m_view.show == RoomView::Show::Stream) {
        // Asked before the first is marked: each mark has all of them counted again.
        std::vector<int> unread;
        for (const ChatQuestion& question : m_room->questions()) {
            if (m_room->unread(question.number) > 0)
                unread.push_back(question.number);
        }
        if (m_room->unread(-1) > 0)
            unread.push_back(-1);
        for (const int question : unread)
            m_room->markRead(question, now);
    }
}

void RoomPage::showNotice()
{
    if (!m_status)
        return;
    if (posts()->feedModel()->rowCount() > 0) {
        m_notice->hide();
        return;
    }
    const Timestamp now = m_room->now();
    const auto sources = m_room->sources();
    const auto trouble = std::find_if(sources.begin(), sources.end(),
        [](const RoomSource& source) { return stateIsTrouble(source.state); });
    const bool allTroubled = !sources.empty()
        && std::all_of(sources.begin(), sources.end(),
            [](const RoomSource& source) { return stateIsTrouble(source.state); });
    const bool isLoading = std::any_of(sources.begin(), sources.end(),
        [](const RoomSource& s) { return s.state.kind == FeedState::Kind::Loading; });
    const bool isStream = m_view.show == RoomView::Show::Stream;
    if (m_view.show == RoomView::Show::Hidden)
        m_notice->showMessage("eye"_L1, tr("Nothing was hidden in this room."), {});
    else if (m_view.show == RoomView::Show::Starred)
        m_notice->showMessage(
            "star-add"_L1, tr("Posts that you star are kept here, on this computer."), {});
    else if (m_view.show == RoomView::Show::Unplaced)
        m_notice->showMessage("list"_L1, tr("Everything stands under a question."), {});
    else if (isStream && allTroubled)
        m_notice->showMessage("offline"_L1, stateSentence(trouble->state, now), tr("Try again"));
    else if (isStream && isLoading)
        m_notice->showLoading(tr("Looking for posts with #%1").arg(m_room->setup().hashtag));
    else if (isStream && m_room->pace().waiting > 0)
        m_notice->showMessage("pause"_L1,
            tr("%1 posts wait; nothing is shown while on hold.").arg(m_room->pace().waiting), {});
    else if (isStream)
        m_notice->showMessage("chat"_L1,
            tr("Nobody has written into #%1 yet. Posts appear by themselves.")
                .arg(m_room->setup().hashtag),
            {});
    else
        m_notice->showMessage("chat"_L1, tr("No answers to this question yet."), {});
    m_notice->raise();
    m_pill->raise();
}

} // namespace staffroom
