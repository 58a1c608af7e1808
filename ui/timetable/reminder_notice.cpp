#include "ui/timetable/reminder_notice.h"

#include "core/base/clock.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/timetable/timetable_text.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

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
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
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
    // To the next whole minute of the countdown.
    const Millis left = m_entry.occurrence.start - now;
    const Millis rest = left > 0ms ? left % 1min : 1min + left % 1min;
    m_timer->start(rest > 0ms ? rest + 1ms : 1min);
}

void ReminderNotice::setStyleTokens(const Style& style)
{
    m_style = style;
    setPalette(style.palette());
    setStyleSheet(controlSheet(style));
    setFont(style.body);
    m_text->setFont(style.name);
    m_close->setStyleTokens(style);
    update();
}

void ReminderNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.accentSoft);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_style.tokens.accent);
}

} // namespace staffroom
