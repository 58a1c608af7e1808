// What the keys of the window do in a room, and its menu: see RoomPage.
#include "ui/room/room_page.h"

#include "core/deck/settings.h"
#include "core/room/room.h"
#include "ui/base/icon_button.h"
#include "ui/compose/words_button.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_rail.h"
#include "ui/room/room_acting.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_head.h"
#include "ui/room/room_speaker.h"
#include "ui/room/room_status_bar.h"

#include <QActionGroup>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFirstGentle = 6; ///< posts a minute

/// "room-question-3" with "room-question-" gives 3.
std::optional<int> numberAfter(QLatin1StringView text, QLatin1StringView start)
{
    if (!text.startsWith(start))
        return std::nullopt;
    bool isNumber = false;
    const int number = QString(text.mid(start.size())).toInt(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

} // namespace

PostPtr RoomPage::selected() const
{
    if (const FeedView* side = m_side->feed(); side && side->hasFocus())
        return side->currentPost();
    return posts()->currentPost();
}

void RoomPage::act(PostAction::Kind kind)
{
    PostAction action;
    action.kind = kind;
    action.post = selected();
    if (action.post)
        m_acting->run(action);
}

bool RoomPage::run(QLatin1StringView action)
{
    if (runQuestion(action) || runPost(action) || runPace(action))
        return true;
    if (action == "room-leave"_L1 || action == "column-close"_L1)
        Q_EMIT leaveWanted();
    else if (action == "compose"_L1)
        m_foot->open();
    else if (action == "composer"_L1) {
        if (m_foot->state() == RoomFoot::State::Open) {
            m_foot->shut();
            focusPosts();
        } else {
            m_foot->open();
        }
    } else if (action == "column-refresh"_L1)
        m_room->refresh();
    else if (action == "column-menu"_L1)
        openMenu();
    else if (action == "column-undo-close"_L1)
        undo();
    else if (action == "room-side"_L1)
        setSideShown(!isSideShown());
    else if (const auto tab = numberAfter(action, "room-side-"_L1)) {
        setSideShown(true);
        m_side->setTab(RoomSide::Tab(std::clamp(*tab - 1, 0, RoomSide::kTabs - 1)));
        m_side->focusTab();
    } else if (action == "room-hosts"_L1)
        Q_EMIT hostsWanted();
    else if (action == "room-edit"_L1)
        Q_EMIT editWanted();
    else if (action == "room-recap"_L1)
        Q_EMIT recapWanted();
    else if (action == "room-part-next"_L1)
        focusPart(1);
    else if (action == "room-part-previous"_L1)
        focusPart(-1);
    else
        // What moves or changes columns has no sense while none is seen.
        return action.startsWith("column-"_L1) && action != "column-add"_L1;
    return true;
}

bool RoomPage::runQuestion(QLatin1StringView action)
{
    const auto number = [&]() -> std::optional<int> {
        if (const auto asked = numberAfter(action, "room-question-"_L1))
            return asked;
        if (action == "column-last"_L1) // the key 0
            return 0;
        return numberAfter(action, "column-"_L1);
    }();
    if (number) {
        const auto& questions = m_room->questions();
        const bool isAsked = std::any_of(questions.begin(), questions.end(),
            [&](const ChatQuestion& question) { return question.number == *number; });
        if (isAsked)
            setQuestion(*number);
        else
            Q_EMIT told(tr("Question %1 was not asked yet.").arg(*number), false);
        return true;
    }
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    if (action == "room-next"_L1 || action == "room-previous"_L1)
        step(action == "room-next"_L1 ? 1 : -1);
    else if (action == "column-next"_L1 || action == "column-previous"_L1)
        step((action == "column-next"_L1) != isMirrored ? 1 : -1);
    else if (action == "room-current"_L1)
        setQuestion(std::nullopt);
    else if (action == "room-switch"_L1) {
        if (m_view.show != RoomView::Show::Stream)
            setView({});
        else if (m_question)
            setView({RoomView::Show::Question, *m_question});
        focusPosts();
    } else if (action == "room-hidden"_L1) {
        setView(m_view.show == RoomView::Show::Hidden
                ? RoomView{}
                : RoomView{RoomView::Show::Hidden, m_question.value_or(0)});
        focusPosts();
    } else
        return false;
    return true;
}

bool RoomPage::runPost(QLatin1StringView action)
{
    using Kind = PostAction::Kind;
    FeedView* list = m_side->feed() && m_side->feed()->hasFocus() ? m_side->feed() : posts();
    if (action == "post-next"_L1 || action == "post-previous"_L1) {
        list->setFocus(Qt::ShortcutFocusReason);
        if (action == "post-next"_L1)
            list->selectNext();
        else
            list->selectPrevious();
    } else if (action == "post-open"_L1)
        list->activateCurrent();
    else if (action == "post-expand"_L1)
        list->toggleExpanded();
    else if (action == "column-load-new"_L1)
        posts()->goToNewest();
    else if (action == "post-reply"_L1) {
        // Nothing selected: an answer to the question that is looked at.
        if (selected())
            act(Kind::Reply);
        else
            m_foot->open();
    } else if (action == "post-quote"_L1)
        act(Kind::Quote);
    else if (action == "post-boost"_L1)
        act(Kind::Boost);
    else if (action == "post-favourite"_L1)
        act(Kind::Favourite);
    else if (action == "post-bookmark"_L1)
        act(Kind::Bookmark);
    else if (action == "room-star"_L1)
        m_acting->toggleStar(selected());
    else if (action == "room-hide"_L1)
        m_acting->hide(selected());
    else if (action == "room-show"_L1)
        act(Kind::ShowHidden);
    else if (action == "room-move"_L1)
        openMoveMenu(selected());
    else if (action == "room-host"_L1) {
        if (const PostPtr post = selected())
            m_acting->toggleHost(post->author.handle);
    } else
        return false;
    return true;
}

bool RoomPage::runPace(QLatin1StringView action)
{
    using Mode = PaceSetting::Mode;
    PaceSetting pace = m_room->pace().setting;
    if (action == "room-hold"_L1) {
        const bool releases = pace.mode == Mode::Held;
        pace.mode = releases ? Mode::AsItComes : Mode::Held;
        m_room->setPace(pace);
        if (releases)
            m_room->release();
        Q_EMIT told(releases ? tr("Everything is shown as it comes.")
                             : tr("On hold; what comes waits for you."),
            false);
    } else if (action == "room-gentle"_L1) {
        const bool ends = pace.mode == Mode::Gentle;
        pace.mode = ends ? Mode::AsItComes : Mode::Gentle;
        pace.perMinute = std::max(1, pace.perMinute == 0 ? kFirstGentle : pace.perMinute);
        m_room->setPace(pace);
        Q_EMIT told(ends ? tr("Everything is shown as it comes.")
                         : tr("Gentle: at most %1 posts a minute.").arg(pace.perMinute),
            false);
    } else if (action == "room-catch-up"_L1)
        m_room->release();
    else if (action == "room-release-question"_L1) {
        if (m_question)
            m_room->releaseQuestion(*m_question);
    } else if (action == "room-play"_L1) {
        if (m_room->play().isReplay)
            m_room->setPaused(m_room->isPlaying());
    } else if (action == "room-speed"_L1)
        m_status->stepSpeed();
    else
        return false;
    return true;
}

void RoomPage::openMoveMenu(const PostPtr& post)
{
    if (!post)
        return;
    QMenu* menu = m_acting->moveMenu(post);
    const FeedView* list = posts();
    QPoint at = list->mapToGlobal(QPoint(list->width() / 3, list->height() / 4));
    const int row = list->feedModel()->rowOfPost(post->id);
    if (row >= 0) {
        const QRect box = list->visualRect(list->feedModel()->index(row));
        at = list->viewport()->mapToGlobal(
            QPoint(box.left() + 48, std::clamp(box.top() + 24, 0, list->height())));
    }
    menu->popup(at);
}

/// F6: head, questions, posts, writing, side, status and round again.
void RoomPage::focusPart(int by)
{
    std::vector<QWidget*> parts{m_rail, posts()};
    if (!m_foot->isHidden())
        parts.push_back(m_foot);
    if (isSideShown())
        parts.push_back(m_side);
    parts.push_back(m_status);
    parts.push_back(m_head);
    const QWidget* now = focusWidget();
    qsizetype at = by > 0 ? -1 : 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (now && (parts[i] == now || parts[i]->isAncestorOf(now)))
            at = qsizetype(i);
    }
    const auto count = qsizetype(parts.size());
    QWidget* next = parts[size_t((at + by + count) % count)];
    if (next == m_foot)
        m_foot->open();
    else if (next == m_side)
        m_side->focusTab();
    else if (next == m_head)
        m_head->menuButton()->setFocus(Qt::ShortcutFocusReason);
    else if (next == m_status)
        m_status->paceButton()->setFocus(Qt::ShortcutFocusReason);
    else
        next->setFocus(Qt::ShortcutFocusReason);
}

void RoomPage::openMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [this, menu](const QString& words, auto signal) {
        connect(menu->addAction(words), &QAction::triggered, this, signal);
    };
    add(tr("&Hosts …"), &RoomPage::hostsWanted);
    add(tr("Change this &room …"), &RoomPage::editWanted);
    QAction* newest = menu->addAction(tr("&Newest on top"));
    newest->setCheckable(true);
    newest->setChecked(m_stream.model->order() == FeedOrder::NewestFirst);
    connect(newest, &QAction::toggled, this, [this](bool on) {
        m_context.settings->set(Setting::RoomNewestFirst, on);
        for (const List& list : {m_stream, m_other})
            list.model->setOrder(on ? FeedOrder::NewestFirst : FeedOrder::ChatOrder);
        placeParts();
    });
    QMenu* replay = m_status->replayMenu();
    replay->setTitle(tr("Re&play"));
    replay->setParent(menu, replay->windowFlags());
    menu->addMenu(replay);
    QMenu* spoken = menu->addMenu(tr("&Tell a screen reader what is new"));
    auto* group = new QActionGroup(spoken);
    for (const int seconds : {15, 30, 60, 300, 0}) {
        QAction* action = spoken->addAction(seconds == 0 ? tr("Never")
                : seconds < 60                           ? tr("Every %1 seconds").arg(seconds)
                : seconds == 60                          ? tr("Every minute")
                                : tr("Every %1 minutes").arg(seconds / 60));
        action->setCheckable(true);
        action->setChecked(m_speaker->seconds() == seconds);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, seconds] {
            m_context.settings->set(Setting::RoomSummarySeconds, seconds);
            m_speaker->setSeconds(seconds);
        });
    }
    menu->addSeparator();
    add(tr("Re&cap"), &RoomPage::recapWanted);
    add(tr("New &voices"), &RoomPage::newVoicesWanted);
    add(tr("Resource &shelf"), &RoomPage::shelfWanted);
    add(tr("Host &desk"), &RoomPage::hostDeskWanted);
    menu->addSeparator();
    add(tr("&Leave the room"), &RoomPage::leaveWanted);
    const QWidget* button = m_head->menuButton();
    QPoint at = button->mapToGlobal(button->rect().bottomRight());
    if (layoutDirection() != Qt::RightToLeft)
        at.rx() -= menu->sizeHint().width();
    menu->popup(at);
}

void RoomPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        if (m_isNarrow && isSideShown())
            setSideShown(false);
        else
            Q_EMIT leaveWanted();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace staffroom
