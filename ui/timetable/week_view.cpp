#include "ui/timetable/week_view.h"

#include "core/base/clock.h"
#include "core/timetable/chat_directory.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/timetable/time_block.h"
#include "ui/timetable/timetable_text.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kDays = 7;
constexpr int kNarrowestDay = 104; ///< times the text scale; narrower, and days are stacked
} // namespace

WeekView::WeekView(const TimetableContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_title(plainLabel({}, this))
    , m_zone(plainLabel({}, this))
    , m_previous(new IconButton("chevron-left"_L1, tr("Week before"), this))
    , m_next(new IconButton("chevron-right"_L1, tr("Week after"), this))
    , m_now(new QPushButton(tr("Today"), this))
    , m_all(new TickBox(tr("Also chats that may have ended"), this))
    , m_area(new QScrollArea(this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_area))
    , m_filling(context.clock->createTimer([this] { fillSome(); }))
{
    m_first = today();
    m_now->setAccessibleName(m_now->text());
    m_now->setAutoDefault(false);
    if (layoutDirection() == Qt::RightToLeft) {
        m_previous->setIconName("chevron-right"_L1);
        m_next->setIconName("chevron-left"_L1);
    }
    auto* inner = new QWidget;
    m_row = new QBoxLayout(QBoxLayout::LeftToRight, inner);
    m_row->setContentsMargins(16, 0, 16, 16);
    m_row->setSpacing(8);
    for (int i = 0; i < kDays; ++i) {
        Day day;
        day.widget = new QWidget(inner);
        auto* column = new QVBoxLayout(day.widget);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(4);
        day.name = plainLabel({}, day.widget);
        day.none = plainLabel(tr("No chats"), day.widget);
        day.none->hide();
        day.name->setWordWrap(true);
        column->addWidget(day.name);
        column->addWidget(day.none);
        day.blocks = new QVBoxLayout;
        day.blocks->setSpacing(4);
        column->addLayout(day.blocks);
        column->addStretch(1);
        m_row->addWidget(day.widget, 1);
        m_days.push_back(std::move(day));
    }
    m_area->setWidget(inner);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setVerticalScrollBar(m_bar);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setAccessibleName(tr("Week"));
    m_bar->setOnWindow();

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 0);
    head->setSpacing(8);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    head->addWidget(m_now);
    head->addWidget(m_title, 1);
    m_title->setWordWrap(true);
    m_zone->setWordWrap(true);
    m_all->setWraps(true);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(16, 0, 16, 0);
    below->setSpacing(4);
    below->addWidget(m_zone);
    below->addWidget(m_all);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addLayout(below);
    column->addWidget(m_area, 1);

    connect(m_previous, &IconButton::clicked, this, [this] { step(-1); });
    connect(m_next, &IconButton::clicked, this, [this] { step(1); });
    connect(m_now, &QPushButton::clicked, this, &WeekView::goToToday);
    connect(m_all, &TickBox::toggled, this, &WeekView::reckon);
    reckon();
}

WeekView::~WeekView() = default;

QDate WeekView::today() const
{
    return toDateTime(m_context.clock->now()).toTimeZone(m_context.readerZone).date();
}

QWidget* WeekView::dayWidget(int index) const
{
    return m_days[size_t(index)].widget;
}

std::vector<TimeBlock*> WeekView::blocks() const
{
    std::vector<TimeBlock*> out;
    for (const Day& day : m_days)
        out.insert(out.end(), day.shown.begin(), day.shown.end());
    return out;
}

void WeekView::goToToday()
{
    m_isToday = true;
    m_first = today();
    reckon();
}

void WeekView::step(int weeks)
{
    m_first = m_first.addDays(qint64(7) * weeks);
    m_isToday = m_first == today();
    reckon();
}

void WeekView::refresh()
{
    reckon();
}

void WeekView::refreshTimes()
{
    if (m_isToday && m_first != today())
        m_first = today();
    reckon();
}

void WeekView::reckon()
{
    const Timestamp now = m_context.clock->now();
    m_agenda = agendaWeek(*m_context.directory,
        m_all->isChecked() ? AgendaScope::All : AgendaScope::Likely, m_first, m_context.readerZone,
        yearOf(now));
    m_nextDay = 0;
    nameDays();
    fillSome();
}

/// A day a turn: a week of all chats is some sixty buttons.
void WeekView::fillSome()
{
    if (m_nextDay >= m_days.size())
        return;
    Day& day = m_days[m_nextDay];
    const auto& entries = m_agenda[m_nextDay].entries;
    ++m_nextDay;
    const Timestamp now = m_context.clock->now();
    const int year = yearOf(now);
    while (day.shown.size() > entries.size()) {
        delete day.shown.back();
        day.shown.pop_back();
    }
    while (day.shown.size() < entries.size())
        day.shown.push_back(makeBlock(day));
    for (size_t i = 0; i < entries.size(); ++i) {
        const AgendaEntry& entry = entries[i];
        TimeBlock::Words words;
        words.hours = hoursText(entry.occurrence, m_context.readerZone);
        words.tag = u'#' + entry.listing.hashtag;
        words.isDoubtful = isDoubtful(entry.listing, year);
        words.isOn = entry.occurrence.start <= now && now < endOrGuess(entry.occurrence);
        if (words.isDoubtful)
            words.state = shortYearText(entry.listing);
        else if (words.isOn)
            words.state = countdownText(countdownTo(entry.occurrence.start, now));
        words.spoken = QStringList{entry.listing.name, words.tag,
            startText(entry.occurrence, m_context.readerZone, now), slotText(entry.listing),
            aliveText(entry.listing, year)}
                           .join(u", "_s);
        day.shown[i]->setEntry(entry, std::move(words));
    }
    day.none->setVisible(entries.empty());
    if (m_nextDay < m_days.size())
        m_filling->start(Millis(0));
}

TimeBlock* WeekView::makeBlock(Day& day)
{
    auto* block = new TimeBlock(day.widget);
    block->setStyleTokens(m_style);
    block->installEventFilter(this);
    connect(block, &TimeBlock::clicked, this, [this, block] { choose(block); });
    day.blocks->addWidget(block);
    return block;
}

void WeekView::choose(TimeBlock* block)
{
    for (TimeBlock* one : blocks())
        one->setChecked(one == block);
    const AgendaEntry entry = block->entry();
    Q_EMIT picked(entry);
}

void WeekView::nameDays()
{
    const QLocale locale;
    const QDate now = today();
    const QDate last = m_first.addDays(kDays - 1);
    m_title->setText(
        tr("%1 – %2", "first day, last day")
            .arg(locale.toString(m_first, u"d MMM"_s), locale.toString(last, u"d MMM yyyy"_s)));
    m_zone->setText(
        tr("Times are yours: %1").arg(zoneText(QString::fromLatin1(m_context.readerZone.id()))));
    for (int i = 0; i < kDays; ++i) {
        const QDate date = m_first.addDays(i);
        Day& day = m_days[size_t(i)];
        const QString name = locale.toString(date, m_isStacked ? u"dddd d MMM"_s : u"ddd d"_s);
        day.name->setText(date == now ? tr("%1 · today").arg(name) : name);
        day.widget->setAccessibleName(locale.toString(date, QLocale::LongFormat));
        dressDay(day, date == now);
    }
}

void WeekView::dressDay(Day& day, bool isToday)
{
    QPalette ink = m_style.palette();
    ink.setColor(QPalette::WindowText, isToday ? m_style.tokens.accent : m_style.tokens.text);
    day.name->setPalette(ink);
    day.name->setFont(m_style.name);
    QPalette second = m_style.palette();
    second.setColor(QPalette::WindowText, m_style.tokens.textSecond);
    day.none->setPalette(second);
    day.none->setFont(m_style.meta);
}

void WeekView::place()
{
    const int needed = int(kNarrowestDay * std::max(1.0, m_style.textScale)) * kDays;
    const bool isStacked = width() < needed;
    if (isStacked == m_isStacked
        && m_row->direction() == (isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight))
        return;
    m_isStacked = isStacked;
    m_row->setDirection(isStacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_row->setSpacing(isStacked ? 16 : 8);
    for (int i = 0; i < kDays; ++i)
        m_row->setStretch(i, isStacked ? 0 : 1);
    nameDays();
}

void WeekView::resizeEvent(QResizeEvent*)
{
    place();
}

void WeekView::focusFirst()
{
    const auto all = blocks();
    if (!all.empty())
        all.front()->setFocus(Qt::OtherFocusReason);
    else
        m_now->setFocus();
}

bool WeekView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // The window's own keys have the arrows for columns.
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        auto* block = qobject_cast<TimeBlock*>(watched);
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (block && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
            block->click();
            return true;
        }
        if (block && walk(block, key))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

bool WeekView::walk(TimeBlock* from, int key)
{
    if (key != Qt::Key_Up && key != Qt::Key_Down && key != Qt::Key_Left && key != Qt::Key_Right)
        return false;
    const auto all = blocks();
    TimeBlock* to = nullptr;
    if (m_isStacked || key == Qt::Key_Up || key == Qt::Key_Down) {
        const bool isForward = key == Qt::Key_Down
            || key == (layoutDirection() == Qt::RightToLeft ? Qt::Key_Left : Qt::Key_Right);
        const auto at = std::find(all.begin(), all.end(), from);
        if (isForward && at + 1 != all.end())
            to = *(at + 1);
        else if (!isForward && at != all.begin())
            to = *(at - 1);
    } else {
        const int step = (key == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight) ? 1 : -1;
        int day = 0;
        size_t row = 0;
        for (int i = 0; i < kDays; ++i) {
            const auto& shown = m_days[size_t(i)].shown;
            const auto at = std::find(shown.begin(), shown.end(), from);
            if (at != shown.end()) {
                day = i;
                row = size_t(at - shown.begin());
            }
        }
        for (int i = day + step; i >= 0 && i < kDays && !to; i += step) {
            const auto& shown = m_days[size_t(i)].shown;
            if (!shown.empty())
                to = shown[std::min(row, shown.size() - 1)];
        }
    }
    if (to) {
        to->setFocus(Qt::TabFocusReason);
        m_area->ensureWidgetVisible(to, 0, 24);
    }
    return true;
}

void WeekView::setStyleTokens(const Style& style)
{
    m_style = style;
    for (auto* button : {m_previous, m_next})
        button->setStyleTokens(style);
    m_all->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    QPalette window = style.palette();
    m_area->viewport()->setPalette(window);
    m_title->setPalette(window);
    m_title->setFont(style.name);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_zone->setPalette(second);
    m_zone->setFont(style.meta);
    for (TimeBlock* block : blocks())
        block->setStyleTokens(style);
    nameDays();
    place();
}

} // namespace staffroom
