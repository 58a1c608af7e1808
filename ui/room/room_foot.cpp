#include "ui/room/room_foot.h"

#include "core/accounts/account_book.h"
#include "core/services/service_registry.h"
#include "core/services/write_lock.h"
#include "ui/compose/notice_bar.h"
#include "ui/compose/words_button.h"
#include "ui/room/join_bar.h"
#include "ui/room/room_accounts.h"

#include <QEvent>
#include <QLineEdit>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

RoomFoot::RoomFoot(const ShellContext& context, Room& room, PanelMaker* maker, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_room(room)
    , m_maker(maker)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_join(new JoinBar(context, this))
    , m_notice(new NoticeBar("lock"_L1, NoticeBar::Tone::Calm, this))
    , m_opener(new WordsButton({}, WordsButton::Look::Listed, this))
{
    setAccessibleName(tr("Write here"));
    m_join->hide();
    m_notice->hide();
    m_opener->setIconName("compose"_L1);
    m_opener->hide();
    connect(m_notice->first(), &WordsButton::clicked, this, &RoomFoot::press);
    connect(m_opener, &WordsButton::clicked, this, &RoomFoot::open);
    connect(m_join, &JoinBar::joined, this, [this](const Source& who) {
        RoomSetup setup = m_room.setup();
        setup.answersAs = who;
        m_room.setSetup(setup);
        m_opensWhenUnlocked = true;
        sync();
        if (m_state == State::Locked)
            m_notice->first()->setFocus(Qt::OtherFocusReason);
        else
            open();
    });
    connect(&room, &Room::setupChanged, this, &RoomFoot::sync);
    if (maker) {
        for (const auto signal : {&AccountBook::added, &AccountBook::removed})
            connect(context.accounts, signal, this, &RoomFoot::sync);
        connect(context.lock, &WriteLock::changed, this, [this] {
            sync();
            if (std::exchange(m_opensWhenUnlocked, false) && m_state == State::Shut)
                open();
        });
    }
    sync();
}

RoomFoot::~RoomFoot()
{
    delete m_panel; // shows its composer to the end
}

ColumnId RoomFoot::column() const
{
    return roomColumn(m_room.setup());
}

std::optional<Source> RoomFoot::account() const
{
    return m_maker ? writingAccount(m_room.setup(), *m_context.accounts) : std::nullopt;
}

ChatFacts RoomFoot::facts() const
{
    ChatFacts facts;
    facts.hashtag = m_room.setup().hashtag;
    facts.currentQuestion = std::max(0, m_question.value_or(0));
    return facts;
}

void RoomFoot::setQuestion(std::optional<int> question)
{
    if (m_question == question)
        return;
    m_question = question;
    if (m_composer && m_isOpen)
        m_composer->setChatFacts(facts());
    sync();
}

QWidget* RoomFoot::shown() const
{
    switch (m_state) {
    case State::None:
        return nullptr;
    case State::Join:
        return m_join;
    case State::Nobody:
    case State::Locked:
        return m_notice;
    case State::Shut:
        return m_opener;
    case State::Open:
        return m_panel;
    }
    return nullptr;
}

QString RoomFoot::openerWords() const
{
    const auto as = account();
    const QString what = m_question && *m_question > 0
        ? tr("Write an answer to Q%1 …").arg(*m_question)
        : tr("Write into #%1 …").arg(m_room.setup().hashtag);
    return as ? tr("%1 as @%2", "write …; a handle").arg(what, as->account) : what;
}

void RoomFoot::sync()
{
    const auto before = m_state;
    if (!m_maker) {
        m_state = State::None;
    } else {
        const auto accounts = roomAccounts(m_room.setup(), *m_context.accounts);
        const Source& first = m_room.setup().sources.front();
        m_join->setSource(first);
        const Service* service = m_context.services->find(first.service);
        const bool canWrite = service && service->capabilities().canPublish;
        m_state = accounts.empty() && JoinBar::fits(m_context, first) ? State::Join
            : accounts.empty() && !canWrite                           ? State::None
            : accounts.empty()                                        ? State::Nobody
            : m_context.lock->isLocked(column())                      ? State::Locked
            : m_isOpen && m_panel                                     ? State::Open
                                                                      : State::Shut;
        if (m_state == State::Nobody) {
            m_notice->setSentences({tr("You can read without an account. To answer, sign in.")});
            m_notice->setButtons(tr("Sign in"));
        } else if (m_state == State::Locked) {
            m_notice->setSentences({tr("Reading only: nothing is sent by accident.")});
            m_notice->setButtons(tr("Allow writing"));
        }
        m_opener->setWords(openerWords());
    }
    if (m_state != State::Open && m_panel && !m_panel->isHidden())
        m_panel->hide();
    for (QWidget* part : {static_cast<QWidget*>(m_join), static_cast<QWidget*>(m_notice),
             static_cast<QWidget*>(m_opener), static_cast<QWidget*>(m_panel)}) {
        if (part)
            part->setVisible(part == shown());
    }
    setVisible(m_state != State::None);
    place();
    if (before != m_state)
        Q_EMIT heightChanged();
}

void RoomFoot::press()
{
    if (m_state == State::Locked) {
        m_opensWhenUnlocked = true;
        Q_EMIT unlockWanted();
    } else {
        Q_EMIT signInWanted(m_room.setup().sources.front());
    }
}

void RoomFoot::makePanel()
{
    if (m_panel)
        return;
    m_composer = m_maker->composer();
    m_panel = m_maker->panel(*m_composer, ComposePanel::Form::Inline, this);
    m_panel->setStyleTokens(m_style);
    connect(m_panel, &ComposePanel::closeWanted, this, [this] {
        shut();
        Q_EMIT closed();
    });
    connect(m_panel, &ComposePanel::sent, this, [this] {
        // Who wrote once in this room writes here again; never anybody from elsewhere.
        const Source as = m_composer->draft().account;
        if (!m_room.setup().answersAs && !as.account.isEmpty()) {
            RoomSetup setup = m_room.setup();
            setup.answersAs = as;
            m_room.setSetup(setup);
        }
        shut();
        Q_EMIT sent();
    });
}

void RoomFoot::open()
{
    switch (m_state) {
    case State::None:
        return;
    case State::Join:
        m_join->nameField()->setFocus(Qt::ShortcutFocusReason);
        return;
    case State::Nobody:
    case State::Locked:
        m_notice->first()->setFocus(Qt::ShortcutFocusReason);
        return;
    case State::Open:
        m_panel->focusText();
        return;
    case State::Shut:
        break;
    }
    makePanel();
    if (m_composer->draft().isEmpty()) {
        m_composer->beginPost(column(), account().value_or(Source{}), facts());
        // In a room an answer is what one writes: the label is there, and can be taken off.
        if (!m_composer->draft().chat.label.isEmpty())
            m_composer->change([](Draft& draft) { draft.usesLabel = true; });
    } else {
        m_composer->setChatFacts(facts());
    }
    m_isOpen = true;
    sync();
    m_panel->focusText();
}

void RoomFoot::answer(const WritingWish& wish)
{
    if (m_state != State::Shut && m_state != State::Open)
        return open();
    makePanel();
    ChatFacts chat = facts();
    const RoomPost* post = wish.post ? m_room.find(wish.post->id) : nullptr;
    if (post && post->placement.question)
        chat.currentQuestion = std::max(0, *post->placement.question);
    m_maker->begin(*m_composer, wish, chat);
    m_isOpen = true;
    sync();
    m_panel->focusText();
}

void RoomFoot::shut()
{
    m_isOpen = false;
    sync();
}

int RoomFoot::wantedHeight(int width) const
{
    const QWidget* part = shown();
    if (!part)
        return 0;
    const int wide = std::max(40, width);
    if (part == m_opener)
        return m_opener->heightForWidth(wide - 24) + 13;
    return 1
        + (part->hasHeightForWidth() || (part->layout() && part->layout()->hasHeightForWidth())
                ? part->heightForWidth(wide)
                : part->sizeHint().height());
}

void RoomFoot::place()
{
    QWidget* part = shown();
    if (part == m_opener)
        part->setGeometry(rect().adjusted(12, 7, -12, -6));
    else if (part)
        part->setGeometry(rect().adjusted(0, 1, 0, 0));
}

bool RoomFoot::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        place();
        Q_EMIT heightChanged();
    }
    return QWidget::event(event);
}

void RoomFoot::resizeEvent(QResizeEvent*)
{
    place();
}

void RoomFoot::setStyleTokens(const Style& style)
{
    m_style = style;
    m_join->setStyleTokens(style);
    m_notice->setStyleTokens(style);
    m_opener->setStyleTokens(style);
    if (m_panel)
        m_panel->setStyleTokens(style);
    place();
    update();
}

void RoomFoot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.raised);
    painter.fillRect(QRect(0, 0, width(), 1), m_style.tokens.line);
    if (m_state == State::Shut) { // looks like the field that it becomes
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(m_style.tokens.card);
        painter.setPen(m_style.tokens.textSecond);
        painter.drawRoundedRect(QRectF(rect()).adjusted(8.5, 4.5, -8.5, -3.5), 6, 6);
    }
}

} // namespace staffroom
