#include "ui/shell/side_bar.h"

#include "ui/base/icons.h"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kNarrow = 56;
constexpr int kWide = 200;
} // namespace

/// The program's mark, and its name when there is room.
class SideBar::Mark : public QWidget {
public:
    explicit Mark(QWidget* parent)
        : QWidget(parent)
        , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    {
        setFixedHeight(44);
        setAccessibleName(u"Staffroom"_s);
    }
    void show(const Style& style, bool isWide)
    {
        m_style = style;
        m_isWide = isWide;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        constexpr int side = 28;
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const int x = !m_isWide ? (width() - side) / 2 : isMirrored ? width() - 14 - side : 14;
        painter.drawPixmap(x, (height() - side) / 2,
            iconPixmap("staffroom"_L1, m_style.tokens.accent, side, devicePixelRatioF()));
        if (!m_isWide)
            return;
        painter.setFont(m_style.name);
        painter.setPen(m_style.tokens.text);
        const int start = 14 + side + 10;
        const QRect box = isMirrored ? QRect(0, 0, width() - start, height())
                                     : QRect(start, 0, width() - start, height());
        painter.drawText(box,
            int(Qt::AlignVCenter | Qt::AlignAbsolute
                | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
            u"Staffroom"_s);
    }

private:
    Style m_style;
    bool m_isWide = false;
};

SideBar::SideBar(QWidget* parent)
    : QWidget(parent)
    , m_mark(new Mark(this))
    , m_area(new QScrollArea(this))
    , m_roomList(new QVBoxLayout)
    , m_chats(new IconButton("calendar"_L1, tr("Chats"), this))
    , m_lock(new IconButton("lock"_L1, tr("Reading only"), this))
    , m_lockWords(new QLabel(this))
    , m_compose(new IconButton("compose"_L1, tr("New post"), this))
    , m_accounts(new IconButton("users"_L1, tr("Accounts"), this))
    , m_room(new IconButton("graduation"_L1, tr("Open a chat room"), this))
    , m_add(new IconButton("plus"_L1, tr("Add column"), this))
    , m_keys(new IconButton("keyboard"_L1, tr("Keys"), this))
    , m_settings(new IconButton("settings"_L1, tr("Settings"), this))
    , m_expand(new IconButton("expand"_L1, tr("Widen the side bar"), this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setAccessibleName(tr("Side bar"));
    auto* inner = new QWidget;
    inner->setAutoFillBackground(false);
    m_list = new QVBoxLayout(inner);
    m_list->setContentsMargins(7, 4, 7, 4);
    m_list->setSpacing(4);
    m_roomList->setSpacing(4);
    m_list->addLayout(m_roomList);
    m_list->addStretch(1);
    m_area->setWidget(inner);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    m_area->setAccessibleName(tr("Columns"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 6, 1, 8); // the line at the edge stays free
    column->setSpacing(4);
    column->addWidget(m_mark);
    column->addWidget(m_area, 1);
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(1, 4, 1, 0); // the words below the padlock need the whole width
    bottom->setSpacing(4);
    m_lockWords->setTextFormat(Qt::PlainText);
    m_lockWords->setAlignment(Qt::AlignHCenter);
    m_lockWords->setWordWrap(true);
    for (auto* button :
        {m_chats, m_lock, m_compose, m_room, m_add, m_accounts, m_keys, m_settings, m_expand}) {
        auto* row = new QHBoxLayout;
        row->setContentsMargins(6, 0, 6, 0);
        row->addWidget(button);
        bottom->addLayout(row);
        if (button == m_lock)
            bottom->addWidget(m_lockWords);
    }
    column->addLayout(bottom);

    m_lock->setCheckable(true);
    m_lock->setObjectName(u"lock"_s);
    connect(m_lock, &IconButton::clicked, this, [this] {
        m_lock->setChecked(m_isLocked); // the lock decides
        Q_EMIT lockAsked();
    });
    connect(m_compose, &IconButton::clicked, this, &SideBar::composeAsked);
    connect(m_accounts, &IconButton::clicked, this, &SideBar::accountsAsked);
    m_chats->hide();
    m_chats->setCheckable(true);
    m_chats->setObjectName(u"chats"_s);
    connect(m_chats, &IconButton::clicked, this, [this] {
        m_chats->setChecked(m_isChatsActive); // the window decides
        Q_EMIT chatsAsked();
    });
    m_room->hide();
    connect(m_room, &IconButton::clicked, this, &SideBar::roomAsked);
    connect(m_add, &IconButton::clicked, this, &SideBar::addAsked);
    connect(m_keys, &IconButton::clicked, this, &SideBar::keysAsked);
    connect(m_settings, &IconButton::clicked, this, &SideBar::settingsAsked);
    connect(m_expand, &IconButton::clicked, this, [this] { Q_EMIT expandAsked(!m_isExpanded); });
    setExpanded(false);
}

void SideBar::applyTo(IconButton* button)
{
    button->setStyleTokens(m_style);
    button->setFixedHeight(button->sizeHint().height() + 6);
}

void SideBar::setItems(const std::vector<Item>& items)
{
    m_items = items;
    while (m_buttons.size() > items.size()) {
        delete m_buttons.back();
        m_buttons.pop_back();
    }
    while (m_buttons.size() < items.size()) {
        const int index = int(m_buttons.size());
        auto* button = new IconButton("columns"_L1, QString(), m_area->widget());
        button->setCheckable(true);
        applyTo(button);
        m_list->insertWidget(index + 1, button); // below the rooms
        connect(button, &IconButton::clicked, this, [this, index] {
            m_buttons[size_t(index)]->setChecked(index == m_active); // the deck decides
            Q_EMIT columnPicked(index);
        });
        m_buttons.push_back(button);
    }
    for (size_t i = 0; i < items.size(); ++i) {
        m_buttons[i]->setIconName(items[i].icon);
        m_buttons[i]->setDot(items[i].isUnread);
        nameItem(int(i));
    }
    setActive(m_active);
    recaption();
}

void SideBar::setRooms(const std::vector<Item>& rooms, int active)
{
    m_rooms = rooms;
    m_room->show();
    while (m_roomButtons.size() > rooms.size()) {
        delete m_roomButtons.back();
        m_roomButtons.pop_back();
    }
    while (m_roomButtons.size() < rooms.size()) {
        const int index = int(m_roomButtons.size());
        auto* button = new IconButton("graduation"_L1, QString(), m_area->widget());
        button->setCheckable(true);
        applyTo(button);
        m_roomList->addWidget(button);
        connect(button, &IconButton::clicked, this, [this, index] {
            m_roomButtons[size_t(index)]->setChecked(false); // whoever opens it decides
            Q_EMIT roomPicked(index);
        });
        m_roomButtons.push_back(button);
    }
    for (size_t i = 0; i < rooms.size(); ++i) {
        m_roomButtons[i]->setIconName(rooms[i].icon);
        m_roomButtons[i]->setName(tr("Chat room %1").arg(rooms[i].title));
        m_roomButtons[i]->setChecked(int(i) == active);
    }
    recaption();
}

void SideBar::nameItem(int index)
{
    const Item& item = m_items[size_t(index)];
    m_buttons[size_t(index)]->setName(
        item.isUnread ? tr("%1, new posts", "%1 is a column's title").arg(item.title) : item.title);
}

void SideBar::setNextChat(const QString& words, bool isOn)
{
    m_nextChat = words;
    m_chats->show();
    m_chats->setDot(isOn);
    m_chats->setName(
        words.isEmpty() ? tr("Chats") : tr("Chats; next: %1", "tag, in 10 min").arg(words));
    recaption();
}

void SideBar::setChatsActive(bool active)
{
    m_isChatsActive = active;
    m_chats->setChecked(active);
}

void SideBar::setUnread(int index, bool unread)
{
    if (index < 0 || index >= int(m_items.size()))
        return;
    m_items[size_t(index)].isUnread = unread;
    m_buttons[size_t(index)]->setDot(unread);
    nameItem(index);
}

void SideBar::setActive(int index)
{
    m_active = index;
    for (size_t i = 0; i < m_buttons.size(); ++i)
        m_buttons[i]->setChecked(int(i) == index);
}

void SideBar::setExpanded(bool expanded)
{
    m_isExpanded = expanded;
    m_expand->setIconName(expanded ? "collapse"_L1 : "expand"_L1);
    m_expand->setName(expanded ? tr("Narrow the side bar") : tr("Widen the side bar"));
    setFixedWidth(expanded ? int(kWide * std::max(1.0, m_style.textScale)) : kNarrow);
    recaption();
}

void SideBar::recaption()
{
    const auto caption = [this](const QString& text) { return m_isExpanded ? text : QString(); };
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        QString title = m_items[i].title;
        if (m_items[i].icon == "hashtag"_L1 && title.startsWith(u'#'))
            title = title.mid(1);
        m_buttons[i]->setCaption(caption(title));
    }
    for (size_t i = 0; i < m_roomButtons.size(); ++i)
        m_roomButtons[i]->setCaption(caption(m_rooms[i].title));
    m_chats->setCaption(caption(m_nextChat.isEmpty() ? tr("Chats") : m_nextChat));
    m_room->setCaption(caption(tr("Chat room")));
    m_lock->setCaption(caption(m_isLocked ? tr("Reading only") : tr("Writing allowed")));
    // Words as wide as they fit in; larger text has the wide bar for them.
    const QString words = tr("Reading only");
    m_lockWords->setText(words);
    m_lockWords->setFont(m_style.meta);
    QPalette ink = m_style.palette();
    ink.setColor(QPalette::WindowText, m_style.tokens.accent);
    m_lockWords->setPalette(ink);
    int widest = 0;
    for (const QString& word : words.split(u' '))
        widest = std::max(widest, QFontMetrics(m_style.meta).horizontalAdvance(word));
    const bool fits = widest <= kNarrow - 6;
    m_lockWords->setVisible(!m_isExpanded && m_isLocked && fits && !m_lock->isHidden());
    m_compose->setCaption(caption(tr("New post")));
    m_accounts->setCaption(caption(tr("Accounts")));
    m_add->setCaption(caption(tr("Add column")));
    m_keys->setCaption(caption(tr("Keys")));
    m_settings->setCaption(caption(tr("Settings")));
    m_expand->setCaption(caption(tr("Narrow")));
    m_mark->show(m_style, m_isExpanded);
}

void SideBar::setLocked(bool locked)
{
    m_isLocked = locked;
    m_lock->setIconName(locked ? "lock"_L1 : "unlock"_L1);
    m_lock->setChecked(locked);
    m_lock->setName(locked ? tr("Reading only; press to allow writing")
                           : tr("Writing is allowed; press for reading only"));
    recaption();
}

void SideBar::setWrites(bool writes)
{
    for (auto* button : {m_lock, m_compose, m_accounts})
        button->setVisible(writes);
    recaption();
}

void SideBar::setStyleTokens(const Style& style)
{
    m_style = style;
    for (auto* button : m_buttons)
        applyTo(button);
    for (auto* button : m_roomButtons)
        applyTo(button);
    for (auto* button :
        {m_chats, m_lock, m_compose, m_room, m_add, m_accounts, m_keys, m_settings, m_expand})
        applyTo(button);
    setExpanded(m_isExpanded);
    update();
}

void SideBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.window);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    painter.fillRect(QRect(isMirrored ? 0 : width() - 1, 0, 1, height()), m_style.tokens.line);
}

} // namespace staffroom
