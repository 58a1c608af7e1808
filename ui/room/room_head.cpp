#include "ui/room/room_head.h"

#include "ui/base/icon_button.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"

#include <QHBoxLayout>
#include <QPainter>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kWideEnough = 560;
}

RoomHead::RoomHead(QWidget* parent)
    : QWidget(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_title(new ElidedLabel(Qt::ElideRight, this))
    , m_stream(new WordsButton(tr("Everything"), WordsButton::Look::Chip, this))
    , m_answers(new WordsButton({}, WordsButton::Look::Chip, this))
    , m_side(new IconButton("users"_L1, tr("Hosts, replies, people"), this))
    , m_menu(new IconButton("more"_L1, tr("Menu of the room"), this))
    , m_leave(new IconButton("close"_L1, tr("Leave the room"), this))
{
    setAccessibleName(tr("Room"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 4, 8, 5);
    row->setSpacing(6);
    row->addWidget(m_title, 1);
    for (QWidget* part : {static_cast<QWidget*>(m_stream), static_cast<QWidget*>(m_answers),
             static_cast<QWidget*>(m_side), static_cast<QWidget*>(m_menu),
             static_cast<QWidget*>(m_leave)})
        row->addWidget(part);
    for (auto* button : {m_stream, m_answers})
        button->setCheckable(true);
    m_side->setCheckable(true);
    connect(m_stream, &WordsButton::clicked, this, &RoomHead::streamWanted);
    connect(m_answers, &WordsButton::clicked, this, &RoomHead::answersWanted);
    connect(m_side, &IconButton::clicked, this, &RoomHead::sideToggled);
    connect(m_menu, &IconButton::clicked, this, &RoomHead::menuWanted);
    connect(m_leave, &IconButton::clicked, this, &RoomHead::leaveWanted);
}

void RoomHead::setTitle(const QString& title, const QString& about)
{
    m_title->setLine(about.isEmpty() ? title : title + u" · "_s + about);
}

void RoomHead::setSwitch(bool showsStream, bool showsQuestion, std::optional<int> question)
{
    m_question = question;
    m_answers->setVisible(question.has_value());
    m_stream->setVisible(question.has_value());
    m_stream->setChecked(showsStream);
    m_answers->setChecked(showsQuestion);
    caption();
}

void RoomHead::caption()
{
    const bool isWide = width() >= int(kWideEnough * m_style.textScale);
    m_stream->setWords(isWide ? tr("Everything") : tr("All"));
    if (!m_question)
        return;
    m_answers->setWords(isWide ? tr("Answers to Q%1").arg(*m_question)
                               : tr("Q%1", "short: answers to this question").arg(*m_question));
    m_answers->setAccessibleName(tr("Answers to question %1").arg(*m_question));
}

void RoomHead::setSide(bool isShown, int unread)
{
    m_side->setChecked(isShown);
    m_side->setDot(unread > 0 && !isShown);
    m_side->setName(unread > 0 ? tr("Hosts, replies, people; %1 replies not seen").arg(unread)
                               : tr("Hosts, replies, people"));
}

void RoomHead::setStyleTokens(const Style& style)
{
    m_style = style;
    m_title->setFont(style.name);
    m_title->setInk(style.tokens.text);
    for (auto* button : {m_stream, m_answers})
        button->setStyleTokens(style);
    for (auto* button : {m_side, m_menu, m_leave})
        button->setStyleTokens(style);
    caption();
    update();
}

void RoomHead::resizeEvent(QResizeEvent*)
{
    caption();
}

void RoomHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.card);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_style.tokens.line);
}

} // namespace staffroom
