#include "ui/room/room_page.h"

#include "core/deck/settings.h"
#include "core/room/room.h"
#include "ui/base/spoken_text.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/columns/column_notice.h"
#include "ui/columns/new_posts_pill.h"
#include "ui/feed/feed_view.h"
#include "ui/room/question_rail.h"
#include "ui/room/room_acting.h"
#include "ui/room/room_foot.h"
#include "ui/room/room_head.h"
#include "ui/room/room_speaker.h"
#include "ui/room/room_status_bar.h"
#include "ui/room/room_words.h"

#include <QEvent>
#include <QPainter>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kTick = std::chrono::seconds(10);

} // namespace

RoomPage::RoomPage(
    const ShellContext& context, std::shared_ptr<Room> room, PanelMaker* maker, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_room(std::move(room))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_head(new RoomHead(this))
    , m_rail(new QuestionRail(*m_room, this))
    , m_panel(new QuestionPanel(this))
    , m_centre(new QWidget(this))
    , m_notice(nullptr)
    , m_pill(nullptr)
    , m_side(nullptr)
    , m_foot(nullptr)
    , m_status(nullptr)
    , m_acting(new RoomActing(context, *m_room, this))
    , m_speaker(new RoomSpeaker(
          *m_room, *context.clock, [this] { return isVisible() && m_isWindowActive; }, this))
    , m_tick(context.clock->createTimer([this] {
        refreshTimes();
        m_tick->start(kTick);
    }))
    , m_figures(context.clock->createTimer([this] { refreshFigures(); }))
{
    // Made in the order of Tab: head, questions, the question, posts, writing, side, status.
    m_stream = makeList({});
    m_other = makeList({RoomView::Show::Question, 0});
    m_other.view->hide();
    m_other.bar->hide();
    m_notice = new ColumnNotice(m_centre);
    m_pill = new NewPostsPill(m_centre);
    m_foot = new RoomFoot(context, *m_room, maker, this);
    m_side = new RoomSide(context, *m_room, this);
    m_status = new RoomStatusBar(*m_room, this);
    m_side->setQuietTags({m_room->setup().hashtag});
    setTabOrder(m_head, m_rail);
    setAccessibleName(title());
    connectParts();
    m_speaker->setSeconds(context.settings->number(Setting::RoomSummarySeconds));
    restorePlace();
    refresh();
    m_tick->start(kTick);
}

RoomPage::~RoomPage()
{
    keepPlace();
    for (const List& list : {m_stream, m_other})
        list.view->setFeedModel(nullptr);
    delete m_side; // its lists look at the room
}

QString RoomPage::title() const
{
    const RoomSetup& setup = m_room->setup();
    return setup.title.isEmpty() ? u'#' + setup.hashtag : setup.title;
}

RoomPage::List RoomPage::makeList(const RoomView& view)
{
    List list;
    const FeedOrder order = m_context.settings->isOn(Setting::RoomNewestFirst)
        ? FeedOrder::NewestFirst
        : FeedOrder::ChatOrder;
    list.view = new FeedView({m_context.images, m_context.clock}, m_centre);
    list.bar = new ThinScrollBar(Qt::Vertical, list.view);
    list.model = new RoomModel(*m_room, view, order, spokenText(*m_context.clock), this);
    list.view->setVerticalScrollBar(list.bar);
    list.view->setQuietTags({m_room->setup().hashtag});
    list.view->setOffersActions(m_acting->offersActions());
    list.view->setAccessibleName(tr("Posts of the room"));
    list.view->setFeedModel(list.model);
    m_acting->attach(list.view);
    connect(list.view, &FeedView::newCountChanged, this, [this, view = list.view](int count) {
        if (view == posts())
            m_pill->setCount(count);
        markRead();
    });
    const auto changed = [this, model = list.model] {
        if (posts() && posts()->feedModel() == model)
            showNotice();
    };
    connect(list.model, &QAbstractItemModel::rowsInserted, this, changed);
    connect(list.model, &QAbstractItemModel::rowsRemoved, this, changed);
    connect(list.model, &QAbstractItemModel::modelReset, this, changed);
    return list;
}

void RoomPage::connectParts()
{
    connect(m_head, &RoomHead::streamWanted, this, [this] { setView({}); });
    connect(m_head, &RoomHead::answersWanted, this, [this] {
        if (m_question)
            setView({RoomView::Show::Question, *m_question});
    });
    connect(m_head, &RoomHead::sideToggled, this, [this] { setSideShown(!isSideShown()); });
    connect(m_head, &RoomHead::menuWanted, this, &RoomPage::openMenu);
    connect(m_head, &RoomHead::leaveWanted, this, &RoomPage::leaveWanted);
    connect(m_rail, &QuestionRail::viewPicked, this, &RoomPage::setView);
    connect(m_rail, &QuestionRail::recapPicked, this, &RoomPage::recapWanted);
    connect(m_panel, &QuestionPanel::previousWanted, this, [this] { step(-1); });
    connect(m_panel, &QuestionPanel::nextWanted, this, [this] { step(1); });
    connect(m_panel, &QuestionPanel::currentWanted, this, [this] { setQuestion(std::nullopt); });
    connect(m_panel, &QuestionPanel::hostsWanted, this, &RoomPage::hostsWanted);
    connect(m_panel, &QuestionPanel::answerWanted, this, [this](const PostId& id) {
        const RoomPost* post = m_room->find(id);
        if (!post)
            return;
        PostAction reply;
        reply.kind = PostAction::Kind::Reply;
        reply.post = post->entry.post;
        for (const PostCopy& copy : post->copies) {
            if (copy.post->id == id)
                reply.post = copy.post;
        }
        m_acting->run(reply);
    });
    connect(m_pill, &NewPostsPill::clicked, this, [this] { posts()->goToNewest(); });
    connect(m_notice, &ColumnNotice::pressed, this, [this] { m_room->refresh(); });
    connect(m_side, &RoomSide::feedMade, this, [this](FeedView* view) { m_acting->attach(view); });
    if (FeedView* made = m_side->feed())
        m_acting->attach(made);
    connect(m_side, &RoomSide::personPicked, this, [this](const QString& handle) {
        for (const RoomPerson& person : m_room->people()) {
            if (person.author.handle != handle)
                continue;
            setView({});
            m_stream.view->focusPost(person.lastPost);
            focusPosts();
        }
    });
    connect(m_side, &RoomSide::linkPicked, this, [this](const QUrl& url) {
        PostAction open;
        open.kind = PostAction::Kind::OpenLink;
        open.url = url;
        m_acting->run(open);
    });
    connect(m_foot, &RoomFoot::heightChanged, this, &RoomPage::placeParts);
    connect(m_foot, &RoomFoot::closed, this, [this] { focusPosts(Qt::OtherFocusReason); });
    connect(m_foot, &RoomFoot::sent, this, [this] { focusPosts(Qt::OtherFocusReason); });
    connect(m_foot, &RoomFoot::signInWanted, this, &RoomPage::signInWanted);
    connect(m_foot, &RoomFoot::unlockWanted, this, &RoomPage::unlockWanted);
    connect(m_acting, &RoomActing::wished, this, [this](const WritingWish& wish) {
        using Kind = WritingWish::Kind;
        // In the practice room whoever answers without a name is asked for it here.
        const bool isJoin = wish.kind == Kind::SignIn && m_foot->state() == RoomFoot::State::Join;
        if (isJoin)
            m_foot->open();
        else
            Q_EMIT wished(wish);
    });
    connect(m_acting, &RoomActing::changed, this, [this] {
        for (const List& list : {m_stream, m_other})
            list.view->setOffersActions(m_acting->offersActions());
        m_side->setOffersActions(m_acting->offersActions());
    });
    connect(m_acting, &RoomActing::noteWanted, this, &RoomPage::noteWanted);
    connect(m_acting, &RoomActing::moveWanted, this, &RoomPage::openMoveMenu);
    connect(m_acting, &RoomActing::threadWanted, this, &RoomPage::threadWanted);
    connect(m_acting, &RoomActing::mediaWanted, this, &RoomPage::mediaWanted);
    connect(m_acting, &RoomActing::columnWanted, this, &RoomPage::columnWanted);
    connect(m_acting, &RoomActing::done, this,
        [this](const QString& sentence) { Q_EMIT told(sentence, true); });
    connect(m_speaker, &RoomSpeaker::said, m_status, &RoomStatusBar::say);

    connect(m_room.get(), &Room::questionsChanged, this, &RoomPage::questionsChanged);
    connect(m_room.get(), &Room::statusChanged, this, &RoomPage::wantFigures);
    connect(m_room.get(), &Room::paceChanged, this, &RoomPage::placeParts);
    connect(m_room.get(), &Room::playChanged, this, &RoomPage::refresh);
    connect(m_room.get(), &Room::setupChanged, this, &RoomPage::refresh);
    connect(m_room.get(), &Room::postsChanged, this, [this] {
        if (!m_returnTo.remote.isEmpty() && posts()->feedModel()->rowOfPost(m_returnTo) >= 0) {
            posts()->focusPost(m_returnTo);
            m_returnTo = {};
        }
    });
}

FeedView* RoomPage::posts() const
{
    return m_view.show == RoomView::Show::Stream ? m_stream.view : m_other.view;
}

void RoomPage::setView(const RoomView& view)
{
    m_view = view;
    if (view.show == RoomView::Show::Question) {
        m_question = view.question;
        m_isFollowing = m_room->currentQuestion() == m_question;
    }
    const bool isStream = view.show == RoomView::Show::Stream;
    if (!isStream)
        m_other.model->setView(view);
    m_stream.view->setVisible(isStream);
    m_other.view->setVisible(!isStream);
    m_pill->setCount(posts()->newCount());
    m_rail->setOpen(view);
    posts()->setAccessibleName(view.show == RoomView::Show::Question
            ? tr("Answers to question %1").arg(view.question)
            : view.show == RoomView::Show::Hidden  ? tr("Hidden posts")
            : view.show == RoomView::Show::Starred ? tr("Starred posts")
                                                   : tr("Posts of the room"));
    refreshPanel();
    showNotice();
    placeParts();
    keepPlace();
    markRead();
}

void RoomPage::setQuestion(std::optional<int> question)
{
    const auto current = m_room->currentQuestion();
    m_question = question ? question : current;
    m_isFollowing = m_question == current;
    if (m_view.show == RoomView::Show::Question && m_question) {
        setView({RoomView::Show::Question, *m_question});
        return;
    }
    refreshPanel();
    keepPlace();
}

void RoomPage::step(int by)
{
    const auto& questions = m_room->questions();
    if (questions.empty())
        return;
    const auto at = std::find_if(questions.begin(), questions.end(),
        [this](const ChatQuestion& one) { return m_question == one.number; });
    const auto index = at == questions.end() ? qsizetype(questions.size()) - 1
                                             : qsizetype(at - questions.begin()) + by;
    if (index >= 0 && index < qsizetype(questions.size()))
        setQuestion(questions[size_t(index)].number);
}

void RoomPage::restorePlace()
{
    const RoomPlace place = m_room->place();
    m_question = place.question;
    m_isFollowing = !place.question || place.question == m_room->currentQuestion();
    m_returnTo = place.post;
    if (place.view.show != RoomView::Show::Stream)
        setView(place.view);
    else
        refreshPanel();
    if (!m_returnTo.remote.isEmpty() && posts()->feedModel()->rowOfPost(m_returnTo) >= 0) {
        posts()->focusPost(m_returnTo);
        m_returnTo = {};
    }
}

/// Where one stands, unless that is simply the newest.
void RoomPage::keepPlace()
{
    RoomPlace place;
    place.question = m_question;
    place.view = m_view;
    if (!m_returnTo.remote.isEmpty()) {
        place.post = m_returnTo; // not come to it yet
    } else if (const PostPtr current = posts()->currentPost()) {
        place.post = current->id;
    } else if (!posts()->isAtNewest()) {
        const QModelIndex top = posts()->indexAt(QPoint(4, 4));
        if (top.isValid()) {
            const FeedRow& row = posts()->feedModel()->row(top.row());
            if (row.kind == FeedRow::Kind::Post)
                place.post = row.entry->post->id;
        }
    }
    if (!(place == m_room->place()))
        m_room->setPlace(place);
}

void RoomPage::undo()
{
    m_acting->undo();
}

void RoomPage::setStyleTokens(const Style& style)
{
    m_style = style;
    m_head->setStyleTokens(style);
    m_rail->setStyleTokens(style);
    m_panel->setStyleTokens(style);
    for (const List& list : {m_stream, m_other}) {
        list.view->setStyleTokens(style);
        list.bar->setStyleTokens(style);
    }
    m_notice->setStyleTokens(style);
    m_pill->setStyleTokens(style);
    m_side->setStyleTokens(style);
    m_foot->setStyleTokens(style);
    m_status->setStyleTokens(style);
    placeParts();
    update();
}

void RoomPage::setWindowActive(bool active)
{
    m_isWindowActive = active;
    if (active)
        markRead();
    else
        keepPlace();
}

void RoomPage::focusPosts(Qt::FocusReason reason)
{
    posts()->setFocus(reason);
}

void RoomPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), m_style.tokens.card);
}

} // namespace staffroom
