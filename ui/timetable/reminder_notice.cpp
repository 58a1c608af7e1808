#include "ui/timetable/reminder_notice.h"

#include "core/base/clock.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/timetable/timetable_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int kTop = 12;
constexpr int kWidest = 620; ///< times the text scale
} // namespace

ReminderNotice::ReminderNotice(Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_timer(clock.createTimer([this] { count(); }))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_text(plainLabel({}, this))
    , m_open(new QPushButton(tr("Open the room"), this))
    , m_close(new IconButton("close"_L1, tr("Dismiss"), this))
{
    m_text->setWordWrap(true);
    m_open->setAccessibleName(m_open->text());
    m_open->setProperty("primary", true);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 8, 8);
    row->setSpacing(12);
    row->addWidget(m_text, 1);
    row->addWidget(m_open);
    row->addWidget(m_close);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const AgendaEntry entry = m_entry;
        dismiss();
        Q_EMIT openWanted(entry);
    });
    connect(m_close, &IconButton::clicked, this, &ReminderNotice::dismiss);
    parent->installEventFilter(this);
    hide();
}

ReminderNotice::~ReminderNotice() = default;

QString ReminderNotice::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void ReminderNotice::tell(const AgendaEntry& entry)
{
    m_entry = entry;
    show();
    count();
    raise();
}

void ReminderNotice::dismiss()
{
    m_timer->stop();
    hide();
}

void ReminderNotice::count()
{
    const Timestamp now = m_clock.now();
    if (now >= endOrGuess(m_entry.occurrence)) {
        dismiss();
        return;
    }
    const Countdown countdown = countdownTo(m_entry.occurrence.start, now);
    const QString tag = u'#' + m_entry.listing.hashtag;
    m_text->setText(countdown.isOn
            ? tr("%1 · %2", "tag, on for 5 min").arg(tag, countdownText(countdown))
            : tr("%1 begins %2", "tag, in 10 min").arg(tag, countdownText(countdown)));
    setAccessibleName(m_text->text());
    place();
    // To the next whole minute of the countdown.
    const Millis left = m_entry.occurrence.start - now;
    const Millis rest = left > 0ms ? left % 1min : 1min + left % 1min;
    m_timer->start(rest > 0ms ? rest + 1ms : 1min);
}

void ReminderNotice::place()
{
    const QRect area = parentWidget()->rect();
    const int widest = int(kWidest * std::max(1.0, m_style.textScale));
    const int width = std::min({widest, area.width() - 24, std::max(sizeHint().width(), 320)});
    const int height = layout()->hasHeightForWidth()
        ? std::max(layout()->heightForWidth(width), layout()->minimumSize().height())
        : layout()->sizeHint().height();
    setGeometry(area.left() + (area.width() - width) / 2, area.top() + kTop, width, height);
}

bool ReminderNotice::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && !isHidden())
        place();
    return QWidget::eventFilter(watched, event);
}

void ReminderNotice::setStyleTokens(const Style& style)
{
    m_style = style;
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    m_text->setFont(style.name);
    m_close->setStyleTokens(style);
    if (!isHidden())
        place();
    update();
}

void ReminderNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_style.tokens.accent, 1.5));
    painter.setBrush(m_style.tokens.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
}

} // namespace staffroom
