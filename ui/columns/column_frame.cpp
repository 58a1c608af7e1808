#include "ui/columns/column_frame.h"

#include "core/deck/deck_model.h"
#include "ui/base/spoken_text.h"
#include "ui/base/state_text.h"
#include "ui/base/time_text.h"
#include "ui/columns/column_chat.h"
#include "ui/columns/column_header.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/column_registry.h"
#include "ui/columns/column_strip.h"
#include "ui/columns/new_posts_pill.h"
#include "ui/columns/post_acting.h"
#include "ui/columns/post_commands.h"
#include "ui/columns/read_tracker.h"
#include "ui/columns/resize_edge.h"
#include "ui/columns/thin_scroll_bar.h"
#include "ui/columns/trouble_bar.h"

#include <QMenu>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ColumnFrame::ColumnFrame(const ShellContext& context, const ColumnId& id, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_id(id)
    , m_feed(context.hub->feed(context.deck->column(id)->spec))
    , m_header(new ColumnHeader(this))
    , m_trouble(new TroubleBar(this)) // before the posts, for Tab
    , m_view(new FeedView({context.images, context.clock}, this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_view))
    , m_notice(new ColumnNotice(this))
    , m_pill(new NewPostsPill(this))
    , m_strip(new ColumnStrip(this))
    , m_edge(new ResizeEdge(this))
    , m_acting(new PostActing(
          context, [this]() -> const ColumnConfig& { return this->config(); }, this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_lastConfig = config();
    m_lastConfig.isPaused = false; // a feed starts unpaused
    m_model = new FeedModel(m_feed, config().order, spokenText(*context.clock), this);
    m_view->setVerticalScrollBar(m_bar);
    m_view->setFeedModel(m_model);
    m_view->setQuietTags(config().spec.tags);
    m_reads = new ReadTracker(*m_feed, *m_view, *context.clock, this);

    connect(m_header, &ColumnHeader::clicked, this, [this] {
        goToNewest();
        focusPosts(Qt::MouseFocusReason);
        Q_EMIT headerClicked();
    });
    connect(m_header, &ColumnHeader::refreshAsked, this, &ColumnFrame::refresh);
    connect(m_header, &ColumnHeader::pauseAsked, this, &ColumnFrame::setPaused);
    connect(m_header, &ColumnHeader::menuAsked, this, &ColumnFrame::openMenu);
    connect(m_header, &ColumnHeader::dragMoved, this, &ColumnFrame::dragMoved);
    connect(m_header, &ColumnHeader::dragFinished, this, &ColumnFrame::dragFinished);
    connect(m_strip, &ColumnStrip::clicked, this, [this] {
        change([](ColumnConfig& c) { c.isCollapsed = false; });
        focusPosts(Qt::MouseFocusReason);
    });
    connect(m_edge, &ResizeEdge::dragged, this, &ColumnFrame::applyWidth);
    connect(m_edge, &ResizeEdge::finished, this,
        [this](int width) { change([width](ColumnConfig& c) { c.width = width; }); });
    connect(m_notice, &ColumnNotice::pressed, this, &ColumnFrame::noticePressed);
    connect(m_trouble, &TroubleBar::pressed, this, &ColumnFrame::noticePressed);
    connect(m_pill, &NewPostsPill::clicked, this, &ColumnFrame::goToNewest);

    connect(m_view, &FeedView::newCountChanged, m_pill, &NewPostsPill::setCount);
    connect(m_view, &FeedView::acted, this, &ColumnFrame::act);
    connect(m_view, &FeedView::gapActivated, m_feed.get(), &Feed::fillGap);
    connect(m_view, &FeedView::endReached, m_feed.get(), &Feed::loadOlder);
    connect(m_view, &FeedView::contextMenuFor, this, &ColumnFrame::openPostMenu);

    connect(m_feed.get(), &Feed::stateChanged, this, &ColumnFrame::showState);
    connect(m_feed.get(), &Feed::endChanged, this, &ColumnFrame::showState);
    connect(m_feed.get(), &Feed::inserted, this, &ColumnFrame::showState);
    connect(m_feed.get(), &Feed::removed, this, &ColumnFrame::showState);
    connect(m_feed.get(), &Feed::reset, this, &ColumnFrame::showState);
    connect(m_reads, &ReadTracker::unreadChanged, this, [this](bool unread) {
        m_strip->setUnread(unread);
        Q_EMIT unreadChanged();
    });
    connect(context.deck, &DeckModel::columnChanged, this, [this](const ColumnId& changed) {
        if (changed == m_id)
            applyConfig();
    });
    if (config().spec.kind == FeedSpec::Kind::Notifications) {
        connect(m_feed.get(), &Feed::readMarkerChanged, this, [this] {
            for (const FeedEntry& entry : m_feed->entries()) {
                if (entry.post->id == m_feed->readMarker()) {
                    m_acting->tellSeen(entry);
                    break;
                }
            }
        });
    }
    connect(m_acting, &PostActing::wished, this, &ColumnFrame::wished);
    connect(m_acting, &PostActing::changed, this, &ColumnFrame::showWriting);
    connect(m_header, &ColumnHeader::lockAsked, this, [this] {
        WritingWish wish;
        wish.kind = WritingWish::Kind::Unlock;
        wish.column = m_id;
        Q_EMIT wished(wish);
    });
    applyConfig();
}

ColumnFrame::~ColumnFrame()
{
    if (m_isViewer)
        m_feed->removeViewer();
    delete m_reads; // sets the marker while view and feed are there
    m_view->setFeedModel(nullptr);
}

const ColumnConfig& ColumnFrame::config() const
{
    const ColumnConfig* config = m_context.deck->column(m_id);
    return config ? *config : m_lastConfig;
}

QString ColumnFrame::title() const
{
    const ColumnConfig& c = config();
    return c.title.isEmpty() ? m_context.columns->titleOf(c.spec) : c.title;
}

bool ColumnFrame::isUnread() const
{
    return m_reads->isUnread();
}

void ColumnFrame::change(const std::function<void(ColumnConfig&)>& edit)
{
    ColumnConfig copy = config();
    edit(copy);
    m_context.deck->update(copy);
}

void ColumnFrame::applyConfig()
{
    const bool wasPaused = m_lastConfig.isPaused;
    m_lastConfig = config();
    const ColumnConfig& c = m_lastConfig;
    const auto icon = m_context.columns->iconOf(c.spec);
    m_header->setTitle(icon, title(), sourceLabel(c.spec.source));
    m_strip->setTitle(icon, title());
    setAccessibleName(title());
    m_view->setAccessibleName(tr("Posts of %1", "%1 is a column's title").arg(title()));
    if (m_model->order() != c.order)
        m_model->setOrder(c.order);
    m_pill->setOrder(c.order);
    if (wasPaused != c.isPaused)
        m_feed->setPaused(c.isPaused);
    for (QWidget* part : {static_cast<QWidget*>(m_header), static_cast<QWidget*>(m_view),
             static_cast<QWidget*>(m_edge), m_inline.data()}) {
        if (part)
            part->setVisible(!c.isCollapsed);
    }
    m_strip->setVisible(c.isCollapsed);
    applyWidth(c.isCollapsed ? ColumnStrip::kWidth : c.width);
    m_pill->setCount(c.isCollapsed ? 0 : m_view->newCount());
    countViewer();
    showWriting();
    showState();
}

void ColumnFrame::showWriting()
{
    m_view->setOffersActions(m_acting->offersActions());
    // Without an account nothing could be written anyway; a padlock would only puzzle.
    const bool hasWriters = m_acting->account().has_value() || m_acting->offersActions();
    m_header->setLocked(m_acting->isLocked() && (hasWriters || m_lastConfig.isLocked));
}

ChatFacts ColumnFrame::chatFacts() const
{
    return chatFactsOf(config(), *m_feed, m_context.clock->now());
}

void ColumnFrame::setInlinePanel(QWidget* panel)
{
    if (m_inline && m_inline != panel)
        m_inline->deleteLater();
    m_inline = panel;
    if (panel) {
        panel->setParent(this);
        panel->show();
    }
    placeParts();
}

void ColumnFrame::actOnCurrent(PostAction::Kind kind)
{
    PostAction action;
    action.kind = kind;
    action.post = m_view->currentPost();
    if (action.post)
        act(action);
}

void ColumnFrame::applyWidth(int width)
{
    setFixedWidth(width + ResizeEdge::kWidth);
    placeParts();
}

void ColumnFrame::setStyleTokens(const Style& style)
{
    m_style = style;
    m_header->setStyleTokens(style);
    m_view->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    m_notice->setStyleTokens(style);
    m_trouble->setStyleTokens(style);
    m_pill->setStyleTokens(style);
    m_strip->setStyleTokens(style);
    m_edge->setColour(style.tokens.accent);
    placeParts();
    update();
}

void ColumnFrame::setActive(bool active)
{
    m_header->setActive(active);
    m_strip->setActive(active);
}

void ColumnFrame::setInView(bool inView)
{
    m_isInView = inView;
    countViewer();
}

void ColumnFrame::setWindowActive(bool active)
{
    m_isWindowActive = active;
    countViewer();
}

void ColumnFrame::countViewer()
{
    const bool isShown = m_isInView && !m_lastConfig.isCollapsed;
    m_reads->setWatched(isShown && m_isWindowActive);
    if (isShown == m_isViewer)
        return;
    m_isViewer = isShown;
    if (isShown)
        m_feed->addViewer();
    else
        m_feed->removeViewer();
}

void ColumnFrame::refreshTimes()
{
    m_view->refreshTimes();
    showState(); // "until 19:42" may have passed
}

namespace {

/// By the person, once there is credit again; another server would not help.
bool mayBeTriedAgain(const Error& error)
{
    return error.isRetryable() || error.path == kNoCredit;
}

} // namespace

void ColumnFrame::showState()
{
    const FeedState& state = m_feed->state();
    const Timestamp now = m_context.clock->now();
    m_header->setState(state, now);
    const QString sentence = stateSentence(state, now);
    if (m_lastConfig.isCollapsed || !m_feed->entries().empty()) {
        m_notice->hide();
        showTrouble(state, sentence);
        return;
    }
    setTroubleShown(false);
    const auto show = [this](QLatin1StringView icon, const QString& text, NoticeButton button) {
        m_noticeButton = button;
        const QString word = button == NoticeButton::Refresh ? tr("Try again")
            : button == NoticeButton::Resume                 ? tr("Resume")
            : button == NoticeButton::Change                 ? tr("Choose another server")
                                                             : QString();
        m_notice->showMessage(icon, text, word);
    };
    switch (state.kind) {
    case FeedState::Kind::Loading:
        m_notice->showLoading(sentence);
        break;
    case FeedState::Kind::Paused:
        show("pause"_L1, sentence, NoticeButton::Resume);
        break;
    case FeedState::Kind::NeedsLogin:
        show("lock"_L1, sentence, NoticeButton::Change);
        break;
    case FeedState::Kind::Offline:
        show("offline"_L1, sentence, NoticeButton::Refresh);
        break;
    case FeedState::Kind::Limited:
        show("clock"_L1, sentence, NoticeButton::None);
        break;
    case FeedState::Kind::Failed:
        show("warning"_L1, sentence,
            mayBeTriedAgain(state.error) ? NoticeButton::Refresh : NoticeButton::Change);
        break;
    case FeedState::Kind::Live:
    case FeedState::Kind::Polling:
        show("chat"_L1, tr("Nothing here yet. New posts appear by themselves as they are written."),
            NoticeButton::None);
        break;
    case FeedState::Kind::Ended:
        show("chat"_L1, sentence, NoticeButton::None);
        break;
    }
    placeParts();
}

/// Posts of before are still there: one line says why no new ones come.
void ColumnFrame::showTrouble(const FeedState& state, const QString& sentence)
{
    const bool isShown = !m_lastConfig.isCollapsed && stateIsTrouble(state);
    if (isShown) {
        QString words;
        m_noticeButton = NoticeButton::None;
        if (state.kind == FeedState::Kind::Offline) {
            // Short, so that it is whole beside the button in large text.
            words = tr("No answer since %1", "%1 is a clock time")
                        .arg(clockTime(state.since, m_context.clock->now()));
            m_noticeButton = NoticeButton::Refresh;
        } else if (state.kind == FeedState::Kind::Limited) {
            words = state.error.path == kSpendingLimit ? tr("Your daily limit is reached")
                                                       : tr("The server asked for a pause");
        } else if (state.kind == FeedState::Kind::NeedsLogin) {
            words = tr("For signed-in people only");
            m_noticeButton = NoticeButton::Change;
        } else {
            words = sentence.section(u'\n', 0, 0); // what it costs is in the tooltip
            m_noticeButton
                = mayBeTriedAgain(state.error) ? NoticeButton::Refresh : NoticeButton::Change;
        }
        m_trouble->setTrouble(words, sentence,
            m_noticeButton == NoticeButton::Refresh      ? tr("Try again")
                : m_noticeButton == NoticeButton::Change ? tr("Change")
                                                         : QString());
    }
    setTroubleShown(isShown);
}

void ColumnFrame::setTroubleShown(bool shown)
{
    if (m_trouble->isHidden() != shown)
        return;
    // At the newest edge the posts make room; anywhere else what is read stays where it is on the
    // screen.
    const bool isHeld = m_view->isVisible() && !m_view->isAtNewest();
    m_trouble->setVisible(shown);
    placeParts();
    if (isHeld) {
        const int height = m_trouble->height();
        m_bar->setValue(m_bar->value() + (shown ? height : -height));
    }
}

void ColumnFrame::noticePressed()
{
    switch (m_noticeButton) {
    case NoticeButton::Refresh:
        refresh();
        break;
    case NoticeButton::Resume:
        setPaused(false);
        break;
    case NoticeButton::Change:
        Q_EMIT changeWanted();
        break;
    case NoticeButton::None:
        break;
    }
}

QRect ColumnFrame::columnRect() const
{
    // The grip lies beside the column, in what looks like the gap between two columns: a scroll
    // bar needs its own edge.
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    return {isMirrored ? ResizeEdge::kWidth : 0, 0, width() - ResizeEdge::kWidth, height()};
}

void ColumnFrame::placeParts()
{
    const QRect column = columnRect();
    m_strip->setGeometry(column);
    const int top = m_header->height();
    m_header->setGeometry(column.x(), 0, column.width(), top);
    const int line = m_trouble->sizeHint().height();
    m_trouble->setGeometry(column.x(), top, column.width(), line);
    const int start = top + (m_trouble->isHidden() ? 0 : line);
    int end = height();
    if (m_inline && !m_lastConfig.isCollapsed) {
        // The posts keep at least a third of the column.
        const int room = (height() - start) * 2 / 3;
        const int wanted = m_inline->hasHeightForWidth() ? m_inline->heightForWidth(column.width())
                                                         : m_inline->sizeHint().height();
        end -= std::clamp(wanted, 0, std::max(0, room));
        m_inline->setGeometry(column.x(), end, column.width(), height() - end);
    }
    const QRect posts(column.x(), start, column.width(), std::max(0, end - start));
    m_view->setGeometry(posts);
    m_notice->setGeometry(posts);
    m_pill->placeOver(posts);
    m_edge->setGeometry(column.x() > 0 ? 0 : column.width(), 0, ResizeEdge::kWidth, height());
}

void ColumnFrame::resizeEvent(QResizeEvent*)
{
    placeParts();
}

void ColumnFrame::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        placeParts();
    QWidget::changeEvent(event);
}

bool ColumnFrame::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) // the inline panel grows with its text
        placeParts();
    return QWidget::event(event);
}

void ColumnFrame::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(columnRect(), m_style.tokens.card);
}

void ColumnFrame::run(ColumnCommand command)
{
    const int index = m_context.deck->indexOf(m_id);
    switch (command) {
    case ColumnCommand::NewestFirst:
        change([](ColumnConfig& c) { c.order = FeedOrder::NewestFirst; });
        break;
    case ColumnCommand::ChatOrder:
        change([](ColumnConfig& c) { c.order = FeedOrder::ChatOrder; });
        break;
    case ColumnCommand::MarkRead:
        m_reads->markRead();
        break;
    case ColumnCommand::Clear:
        m_feed->clear();
        break;
    case ColumnCommand::Narrow:
        change([](ColumnConfig& c) { c.width = kNarrowColumn; });
        break;
    case ColumnCommand::Normal:
        change([](ColumnConfig& c) { c.width = kNormalColumn; });
        break;
    case ColumnCommand::Wide:
        change([](ColumnConfig& c) { c.width = kWideColumn; });
        break;
    case ColumnCommand::MoveLeft:
        m_context.deck->move(m_id, index - 1);
        break;
    case ColumnCommand::MoveRight:
        m_context.deck->move(m_id, index + 1);
        break;
    case ColumnCommand::Collapse:
        change([](ColumnConfig& c) { c.isCollapsed = !c.isCollapsed; });
        break;
    case ColumnCommand::OpenRoom:
        Q_EMIT roomWanted(config());
        break;
    case ColumnCommand::Lock:
        change([](ColumnConfig& c) { c.isLocked = !c.isLocked; });
        break;
    case ColumnCommand::Close:
        m_context.deck->close(m_id);
        break;
    }
}

void ColumnFrame::refresh()
{
    m_feed->refresh();
}

void ColumnFrame::setPaused(bool paused)
{
    change([paused](ColumnConfig& c) { c.isPaused = paused; });
    // Another column on the same feed may have paused it.
    if ((m_feed->state().kind == FeedState::Kind::Paused) != paused)
        m_feed->setPaused(paused);
}

void ColumnFrame::goToNewest()
{
    m_view->goToNewest();
}

void ColumnFrame::focusPosts(Qt::FocusReason reason)
{
    if (m_lastConfig.isCollapsed)
        m_strip->setFocus(reason);
    else
        m_view->setFocus(reason);
}

void ColumnFrame::openMenu()
{
    const int index = m_context.deck->indexOf(m_id);
    const int last = int(m_context.deck->deck().columns.size()) - 1;
    QMenu* menu = makeColumnMenu(
        config(), index <= 0, index >= last, this, [this](ColumnCommand c) { run(c); });
    const QWidget* button = m_header->menuButton();
    const QPoint corner = layoutDirection() == Qt::RightToLeft ? button->rect().bottomLeft()
                                                               : button->rect().bottomRight();
    QPoint at = button->mapToGlobal(corner);
    if (layoutDirection() != Qt::RightToLeft)
        at.rx() -= menu->sizeHint().width();
    menu->popup(at);
}

void ColumnFrame::act(const PostAction& action)
{
    const Source& source = m_lastConfig.spec.source;
    if (const auto spec = columnOf(action, source)) {
        Q_EMIT columnWanted(*spec);
        return;
    }
    if (m_acting->run(action))
        return;
    switch (action.kind) {
    case PostAction::Kind::OpenThread:
        Q_EMIT threadWanted(action.post, source);
        break;
    case PostAction::Kind::OpenMedia:
        Q_EMIT mediaWanted(action.post, action.index);
        break;
    default:
        runOutside(action);
        break;
    }
}

void ColumnFrame::openPostMenu(const PostPtr& post, const QPoint& at)
{
    QMenu* menu = makePostMenu(post, this, [this](const PostAction& action) { act(action); });
    m_acting->fillMenu(*menu, post);
    menu->popup(at);
}

} // namespace staffroom
