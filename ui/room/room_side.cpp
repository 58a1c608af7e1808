#include "ui/room/room_side.h"

#include "core/room/room.h"
#include "ui/base/form_controls.h"
#include "ui/base/spoken_text.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/words_button.h"
#include "ui/feed/feed_view.h"

#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tabName(RoomSide::Tab tab)
{
    switch (tab) {
    case RoomSide::Tab::Hosts:
        return RoomSide::tr("Hosts");
    case RoomSide::Tab::Me:
        return RoomSide::tr("Me");
    case RoomSide::Tab::People:
        return RoomSide::tr("People");
    case RoomSide::Tab::Links:
        return RoomSide::tr("Links");
    case RoomSide::Tab::NotAnswered:
        return RoomSide::tr("Waiting for a word");
    }
    return {};
}

QString emptyWords(RoomSide::Tab tab)
{
    switch (tab) {
    case RoomSide::Tab::Hosts:
        return RoomSide::tr("Nothing by a host yet.");
    case RoomSide::Tab::Me:
        return RoomSide::tr("Replies to you stand here, each until you have seen it.");
    case RoomSide::Tab::People:
        return RoomSide::tr("Nobody has written yet.");
    case RoomSide::Tab::Links:
        return RoomSide::tr("Links that people share stand here.");
    case RoomSide::Tab::NotAnswered:
        return RoomSide::tr("Everybody who wrote has heard something. A word to a newcomer is what "
                            "brings them back.");
    }
    return {};
}

RoomView viewOf(RoomSide::Tab tab)
{
    RoomView view;
    view.show = tab == RoomSide::Tab::Hosts ? RoomView::Show::Hosts
        : tab == RoomSide::Tab::Me          ? RoomView::Show::ToMe
                                            : RoomView::Show::NotAnswered;
    return view;
}

bool hasPosts(RoomSide::Tab tab)
{
    return tab != RoomSide::Tab::People && tab != RoomSide::Tab::Links;
}

} // namespace

RoomSide::RoomSide(const ShellContext& context, Room& room, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_room(room)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_stack(new QStackedWidget(this))
    , m_empty(plainLabel({}, m_stack))
    , m_people(new RowList(m_stack))
    , m_links(new RowList(m_stack))
{
    setAccessibleName(tr("Beside the chat"));
    auto* tabs = new QWidget(this);
    auto* flow = new FlowLayout(4, tabs);
    flow->setContentsMargins(8, 6, 8, 6);
    for (int i = 0; i < kTabs; ++i) {
        auto* button = new WordsButton(tabName(Tab(i)), WordsButton::Look::Chip, tabs);
        button->setCheckable(true);
        connect(button, &WordsButton::clicked, this, [this, i] { setTab(Tab(i)); });
        flow->addWidget(button);
        m_buttons[size_t(i)] = button;
    }
    m_empty->setWordWrap(true);
    m_empty->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    m_empty->setContentsMargins(20, 32, 20, 20);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_people);
    m_stack->addWidget(m_links);
    m_people->setAccessibleName(tr("People of this chat"));
    m_links->setAccessibleName(tr("Links of this chat"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(tabs);
    column->addWidget(m_stack, 1);

    connect(m_people, &RowList::picked, this, &RoomSide::personPicked);
    connect(m_links, &RowList::picked, this,
        [this](const QString& key) { Q_EMIT linkPicked(QUrl(key)); });
    setTab(Tab::Hosts);
}

RoomSide::~RoomSide()
{
    for (Posts& one : m_posts) {
        if (one.view)
            one.view->setFeedModel(nullptr);
    }
}

RoomSide::Posts& RoomSide::posts(Tab tab)
{
    return m_posts[size_t(tab)];
}

FeedView* RoomSide::feed() const
{
    return m_posts[size_t(m_tab)].view;
}

void RoomSide::make(Tab tab)
{
    Posts& one = posts(tab);
    if (one.view || !hasPosts(tab))
        return;
    one.view = new FeedView({m_context.images, m_context.clock}, m_stack);
    one.bar = new ThinScrollBar(Qt::Vertical, one.view);
    one.model = new RoomModel(
        m_room, viewOf(tab), FeedOrder::NewestFirst, spokenText(*m_context.clock), this);
    one.view->setVerticalScrollBar(one.bar);
    one.view->setAccessibleName(tabName(tab));
    one.view->setStyleTokens(m_style);
    one.bar->setStyleTokens(m_style);
    one.view->setQuietTags(m_quietTags);
    one.view->setOffersActions(m_offers);
    one.view->setFeedModel(one.model);
    m_stack->addWidget(one.view);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(one.model, signal, this, [this] {
            showEmpty();
            readReplies();
        });
    connect(one.model, &QAbstractItemModel::modelReset, this, &RoomSide::showEmpty);
    Q_EMIT feedMade(one.view);
}

void RoomSide::setTab(Tab tab)
{
    m_tab = tab;
    for (int i = 0; i < kTabs; ++i)
        m_buttons[size_t(i)]->setChecked(i == int(tab));
    if (isVisible() || hasPosts(tab))
        make(tab);
    refresh();
    showEmpty();
    readReplies();
}

void RoomSide::focusTab()
{
    if (m_stack->currentWidget() == m_empty)
        m_buttons[size_t(m_tab)]->setFocus(Qt::ShortcutFocusReason);
    else
        m_stack->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void RoomSide::showEmpty()
{
    QWidget* wanted = m_tab == Tab::People ? m_people
        : m_tab == Tab::Links              ? m_links
                                           : static_cast<QWidget*>(posts(m_tab).view);
    const bool isEmpty = hasPosts(m_tab)
        ? !posts(m_tab).model || posts(m_tab).model->rowCount() == 0
        : static_cast<RowList*>(wanted)->count() == 0;
    if (isEmpty) {
        m_empty->setText(emptyWords(m_tab));
        wanted = m_empty;
    }
    if (wanted && m_stack->currentWidget() != wanted)
        m_stack->setCurrentWidget(wanted);
}

/// A reply that stands on the screen has been seen: listed once, marked once.
void RoomSide::readReplies()
{
    if (m_tab != Tab::Me || !isVisible() || !window()->isActiveWindow())
        return;
    const RoomModel* model = posts(Tab::Me).model;
    for (int row = 0; model && row < model->rowCount(); ++row) {
        const FeedRow& shown = model->row(row);
        if (shown.kind == FeedRow::Kind::Post)
            m_room.markReplyRead(shown.entry->post->id);
    }
}

void RoomSide::refresh()
{
    const RoomFigures figures = m_room.figures();
    const auto name = [this](Tab tab, int count) {
        const QString words = tabName(tab);
        m_buttons[size_t(tab)]->setWords(
            count > 0 ? tr("%1 %2", "name of a tab, a count").arg(words).arg(count) : words);
    };
    name(Tab::Me, figures.toMeUnread);
    if (figures.toMeUnread > 0)
        m_buttons[size_t(Tab::Me)]->setAccessibleName(
            tr("Me, %1 replies not seen").arg(figures.toMeUnread));
    name(Tab::People, figures.people);
    name(Tab::NotAnswered, figures.notAnswered);
    if (m_tab == Tab::People)
        fillPeople();
    if (m_tab == Tab::Links)
        fillLinks();
    if (!hasPosts(m_tab))
        showEmpty();
}

void RoomSide::fillPeople()
{
    std::vector<RowList::Row> rows;
    for (const RoomPerson& person : m_room.people()) {
        RowList::Row row;
        row.key = person.author.handle;
        row.title = person.author.name.isEmpty() ? person.author.handle.section(u'@', 0, 0)
                                                 : person.author.name.text;
        QStringList about;
        if (person.isHost)
            about << tr("host");
        if (person.isOwn)
            about << tr("you");
        if (person.answeredMe)
            about << tr("answered you");
        if (person.iAnswered)
            about << tr("you answered");
        about << u'@' + person.author.handle;
        row.detail = about.join(u" · "_s);
        row.count = person.posts == 1 ? tr("1 post") : tr("%n posts", nullptr, person.posts);
        row.isHost = person.isHost;
        row.tooltip = u'@' + person.author.handle;
        rows.push_back(std::move(row));
    }
    m_people->setRows(rows);
}

void RoomSide::fillLinks()
{
    std::vector<RowList::Row> rows;
    for (const RoomLink& link : m_room.links()) {
        RowList::Row row;
        row.key = link.url.toString(QUrl::FullyEncoded);
        row.title = link.title.isEmpty() ? link.url.host() + link.url.path() : link.title;
        QStringList about;
        if (link.question)
            about << tr("under Q%1").arg(*link.question);
        about << link.url.host() << u'@' + link.by;
        row.detail = about.join(u" · "_s);
        row.count = link.times > 1 ? tr("%1 times").arg(link.times) : QString();
        row.tooltip = link.url.toDisplayString();
        rows.push_back(std::move(row));
    }
    m_links->setRows(rows);
}

void RoomSide::refreshTimes()
{
    for (const Posts& one : m_posts) {
        if (one.view)
            one.view->refreshTimes();
    }
}

void RoomSide::setOffersActions(bool offers)
{
    m_offers = offers;
    for (const Posts& one : m_posts) {
        if (one.view)
            one.view->setOffersActions(offers);
    }
}

void RoomSide::setQuietTags(const QStringList& tags)
{
    m_quietTags = tags;
    for (const Posts& one : m_posts) {
        if (one.view)
            one.view->setQuietTags(tags);
    }
}

void RoomSide::setStyleTokens(const Style& style)
{
    m_style = style;
    for (WordsButton* button : m_buttons)
        button->setStyleTokens(style);
    for (const Posts& one : m_posts) {
        if (one.view) {
            one.view->setStyleTokens(style);
            one.bar->setStyleTokens(style);
        }
    }
    m_people->setStyleTokens(style);
    m_links->setStyleTokens(style);
    m_empty->setFont(style.body);
    QPalette ink = style.palette();
    ink.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_empty->setPalette(ink);
    update();
}

void RoomSide::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    make(m_tab);
    refresh();
    showEmpty();
    readReplies();
}

void RoomSide::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.card);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(isMirrored ? width() - 1 : 0, 0, 1, height()), m_style.tokens.line);
}

} // namespace staffroom
