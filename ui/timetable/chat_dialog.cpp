#include "ui/timetable/chat_dialog.h"

#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/flow_layout.h"
#include "ui/timetable/timetable_text.h"

#include <QCompleter>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = ChatRule::Kind;

const std::array kServices{u"bluesky"_s, u"mastodon"_s, u"x"_s};

bool hasWeekday(Kind kind)
{
    return kind != Kind::Slow;
}

QTime timeFrom(const QString& text)
{
    for (const auto& format : {u"HH:mm"_s, u"H:mm"_s, u"H.mm"_s}) {
        if (const QTime time = QTime::fromString(text.trimmed(), format); time.isValid())
            return time;
    }
    return {};
}

/// Handles and addresses have no spaces in them.
QStringList wordsFrom(const QString& text)
{
    QString plain = text;
    plain.replace(u',', u' ');
    return plain.simplified().split(u' ', Qt::SkipEmptyParts);
}

/// A whole number, nothing where nothing is typed; -1 where it is none.
std::optional<int> numberFrom(const QString& text)
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    bool isNumber = false;
    const int number = text.trimmed().toInt(&isNumber);
    return isNumber ? number : -1;
}

} // namespace

ChatDialog::ChatDialog(
    const ChatListing& listing, bool isKnown, int thisYear, const Style& style, QWidget* parent)
    : PlainDialog(isKnown ? tr("Correct this chat") : tr("Add a chat"), style, parent)
    , m_listing(listing)
    , m_year(thisYear)
    , m_fields(new FieldRows)
    , m_area(new QScrollArea(this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_area))
    , m_rule(new ComboField)
    , m_day(new ComboField)
    , m_zone(new ComboField)
    , m_status(new ComboField)
    , m_notes(new QPlainTextEdit)
{
    build();
    auto* inner = new QWidget;
    auto* column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 16, 0);
    column->addWidget(m_fields);
    column->addStretch(1);
    m_area->setWidget(inner);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setVerticalScrollBar(m_bar);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_bar->setOnWindow();
    m_area->setAccessibleName(tr("Fields"));
    body()->addWidget(m_area, 1);
    QPushButton* cancel = addButton(tr("Cancel"), false);
    QPushButton* keep = addButton(tr("Keep"), true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(keep, &QPushButton::clicked, this, &ChatDialog::press);
    connect(m_rule, &QComboBox::currentIndexChanged, this, &ChatDialog::showFittingFields);
    fill();
    showFittingFields();
    ChatDialog::setStyleTokens(style);
    const double scale = std::clamp(style.textScale, 1.0, 1.5);
    resize(int(480 * scale), int(640 * scale));
    m_fields->focusFirst();
}

QWidget* ChatDialog::tickRow(const QStringList& texts, std::vector<TickBox*>& boxes)
{
    auto* row = new QWidget;
    auto* flow = new FlowLayout(12, row);
    flow->setContentsMargins(0, 0, 0, 0);
    for (const QString& text : texts) {
        auto* box = new TickBox(text, row);
        boxes.push_back(box);
        flow->addWidget(box);
    }
    return row;
}

void ChatDialog::build()
{
    for (const auto& [kind, text] : {std::pair(Kind::Weekly, tr("Every week")),
             std::pair(Kind::Fortnightly, tr("Every other week")),
             std::pair(Kind::MonthlyNth, tr("In certain weeks of the month")),
             std::pair(Kind::MonthlyLast, tr("In the last week of the month")),
             std::pair(Kind::Slow, tr("Over days, without a clock")),
             std::pair(Kind::Irregular, tr("Now and then")),
             std::pair(Kind::Unknown, tr("Not known"))})
        m_rule->addItem(text, int(kind));
    if (m_listing.rule.kind == Kind::FortnightlyAlternating)
        m_rule->addItem(
            tr("Every other week, by turns with another slot"), int(Kind::FortnightlyAlternating));
    m_day->addItem(tr("Not known"), 0);
    QStringList days;
    for (WeekDay day = 1; day <= 7; ++day) {
        m_day->addItem(weekDayText(day), day);
        days << weekDayText(day);
    }
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    QStringList zones;
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds())
        zones << QString::fromLatin1(id);
    m_zone->addItems(zones);
    m_zone->completer()->setFilterMode(Qt::MatchContains);
    m_zone->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_zone->lineEdit()->setAccessibleName(tr("Time zone"));
    m_status->addItem(tr("Nothing is known"), int(ChatListing::Status::Unknown));
    m_status->addItem(tr("It pauses"), int(ChatListing::Status::Paused));
    m_status->addItem(tr("It has ended"), int(ChatListing::Status::Ended));
    m_status->addItem(tr("It meets irregularly"), int(ChatListing::Status::Irregular));

    m_fields->addField(u"tag"_s, tr("Hashtag"), false);
    m_fields->addField(u"name"_s, tr("Name"), false);
    m_fields->addControl(u"rule"_s, tr("How often"), m_rule);
    m_fields->addControl(u"day"_s, tr("Day of the week, by its own clock"), m_day);
    m_fields->addControl(u"nth"_s, tr("Weeks of the month"),
        tickRow({tr("1st"), tr("2nd"), tr("3rd"), tr("4th"), tr("5th")}, m_nth));
    m_fields->addControl(u"days"_s, tr("Days"), tickRow(days, m_days));
    m_fields->addField(u"time"_s, tr("Begins at, such as 19:30"), false);
    m_fields->addControl(u"zone"_s, tr("Time zone"), m_zone);
    m_fields->addField(u"minutes"_s, tr("Minutes; empty: not known"), false);
    m_fields->addField(
        u"anchor"_s, tr("A date on which it meets, such as 2026-12-03; empty: not known"), false);
    QStringList services;
    for (const QString& service : kServices)
        services << serviceText(service);
    m_fields->addControl(u"services"_s, tr("Networks"), tickRow(services, m_services));
    m_fields->addField(u"subject"_s, tr("Audience or subject"), false);
    m_fields->addField(u"language"_s, tr("Language, such as en or de"), false);
    m_fields->addField(u"year"_s, tr("Year in which it was last seen; empty: not known"), false);
    m_fields->addControl(u"status"_s, tr("What is known of it"), m_status);
    m_fields->addField(u"hosts"_s, tr("Hosts: full handles with spaces between"), false);
    m_fields->addField(u"sources"_s, tr("Sources: addresses with spaces between"), false);
    m_notes->setTabChangesFocus(true);
    m_notes->setFixedHeight(96);
    m_fields->addControl(u"notes"_s, tr("Notes"), m_notes);
}

void ChatDialog::fill()
{
    const auto set = [this](const QString& id, const QString& text) {
        m_fields->field(id)->setText(text);
        m_fields->field(id)->setCursorPosition(0);
    };
    const ChatListing& one = m_listing;
    set(u"tag"_s, one.hashtag);
    set(u"name"_s, one.name);
    set(u"time"_s, one.start ? one.start->toString(u"HH:mm"_s) : QString());
    set(u"minutes"_s, one.minutes ? QString::number(*one.minutes) : QString());
    set(u"anchor"_s, one.rule.anchor ? one.rule.anchor->toString(Qt::ISODate) : QString());
    set(u"subject"_s, one.subject);
    set(u"language"_s, one.language);
    set(u"year"_s, one.lastYear ? QString::number(*one.lastYear) : QString());
    set(u"hosts"_s, one.hosts.join(u' '));
    set(u"sources"_s, one.sources.join(u' '));
    m_notes->setPlainText(one.notes);
    m_rule->setCurrentIndex(std::max(0, m_rule->findData(int(one.rule.kind))));
    m_day->setCurrentIndex(m_day->findData(one.weekday.value_or(0)));
    m_zone->setEditText(one.timeZone);
    m_status->setCurrentIndex(std::max(0, m_status->findData(int(one.status))));
    for (const int nth : one.rule.nth)
        m_nth[size_t(nth - 1)]->setChecked(true);
    for (const WeekDay day : one.rule.days)
        m_days[size_t(day - 1)]->setChecked(true);
    for (size_t i = 0; i < kServices.size(); ++i)
        m_services[i]->setChecked(one.services.contains(kServices[i]));
}

void ChatDialog::showFittingFields()
{
    const auto kind = Kind(m_rule->currentData().toInt());
    m_fields->setShown(u"day"_s, hasWeekday(kind));
    m_fields->setShown(u"time"_s, hasWeekday(kind));
    m_fields->setShown(u"minutes"_s, hasWeekday(kind));
    m_fields->setShown(u"nth"_s, kind == Kind::MonthlyNth);
    m_fields->setShown(u"days"_s, kind == Kind::Slow);
    m_fields->setShown(
        u"anchor"_s, kind == Kind::Fortnightly || kind == Kind::FortnightlyAlternating);
}

ChatListing ChatDialog::typed() const
{
    const auto text = [this](const QString& id) { return m_fields->field(id)->text().trimmed(); };
    ChatListing out = m_listing; // what has no field stays
    out.hashtag = text(u"tag"_s);
    if (out.hashtag.startsWith(u'#'))
        out.hashtag.remove(0, 1);
    out.name = text(u"name"_s);
    const auto kind = Kind(m_rule->currentData().toInt());
    if (kind != m_listing.rule.kind)
        out.rule = {};
    out.rule.kind = kind;
    const int day = m_day->currentData().toInt();
    out.weekday = hasWeekday(kind) && day > 0 ? std::optional(day) : std::nullopt;
    const QTime time = timeFrom(text(u"time"_s));
    out.start = hasWeekday(kind) && time.isValid() ? std::optional(time) : std::nullopt;
    const QString zone = m_zone->currentText().trimmed();
    if (zone != m_listing.timeZone)
        out.isZoneAssumed = false;
    out.timeZone = zone;
    out.minutes = hasWeekday(kind) ? numberFrom(text(u"minutes"_s)) : std::nullopt;
    out.rule.nth.clear();
    for (size_t i = 0; i < m_nth.size(); ++i) {
        if (kind == Kind::MonthlyNth && m_nth[i]->isChecked())
            out.rule.nth.push_back(int(i) + 1);
    }
    out.rule.days.clear();
    for (size_t i = 0; i < m_days.size(); ++i) {
        if (kind == Kind::Slow && m_days[i]->isChecked())
            out.rule.days.push_back(WeekDay(i) + 1);
    }
    out.rule.anchor.reset();
    const bool isByTurns = kind == Kind::Fortnightly || kind == Kind::FortnightlyAlternating;
    if (const QDate date = QDate::fromString(text(u"anchor"_s), Qt::ISODate);
        isByTurns && date.isValid())
        out.rule.anchor = date;
    for (size_t i = 0; i < kServices.size(); ++i) {
        const bool isOn = m_services[i]->isChecked();
        if (isOn && !out.services.contains(kServices[i]))
            out.services << kServices[i];
        else if (!isOn)
            out.services.removeAll(kServices[i]);
    }
    out.subject = text(u"subject"_s);
    out.language = text(u"language"_s);
    const auto year = numberFrom(text(u"year"_s));
    if (year != m_listing.lastYear)
        out.isYearEstimated = false;
    out.lastYear = year;
    out.status = ChatListing::Status(m_status->currentData().toInt());
    out.hosts = wordsFrom(text(u"hosts"_s));
    out.sources = wordsFrom(text(u"sources"_s));
    out.notes = m_notes->toPlainText().trimmed();
    return out;
}

void ChatDialog::tell(ListingProblem problem)
{
    const auto fieldOf = [problem] {
        switch (problem) {
        case ListingProblem::NoTag:
        case ListingProblem::BadTag:
            return u"tag"_s;
        case ListingProblem::NoName:
            return u"name"_s;
        case ListingProblem::NoZone:
        case ListingProblem::BadZone:
            return u"zone"_s;
        case ListingProblem::NoWeekday:
            return u"day"_s;
        case ListingProblem::NoTime:
            return u"time"_s;
        case ListingProblem::BadMinutes:
            return u"minutes"_s;
        case ListingProblem::NoNth:
            return u"nth"_s;
        case ListingProblem::BadYear:
            return u"year"_s;
        case ListingProblem::BadSource:
            return u"sources"_s;
        case ListingProblem::AnchorOnOtherDay:
            return u"anchor"_s;
        case ListingProblem::TooLong:
            break;
        }
        return u"notes"_s;
    };
    m_fields->tell(fieldOf(), problemText(problem));
}

/// What cannot even be read as what it should be.
bool ChatDialog::tellUnreadable()
{
    const auto kind = Kind(m_rule->currentData().toInt());
    const QString time = m_fields->field(u"time"_s)->text().trimmed();
    if (hasWeekday(kind) && !time.isEmpty() && !timeFrom(time).isValid()) {
        m_fields->tell(u"time"_s, tr("A time has hours and minutes, such as 19:30."));
        return true;
    }
    const QString date = m_fields->field(u"anchor"_s)->text().trimmed();
    const bool isByTurns = kind == Kind::Fortnightly || kind == Kind::FortnightlyAlternating;
    if (isByTurns && !date.isEmpty() && !QDate::fromString(date, Qt::ISODate).isValid()) {
        m_fields->tell(u"anchor"_s, tr("A date has year, month and day, such as 2026-12-03."));
        return true;
    }
    return false;
}

void ChatDialog::press()
{
    m_fields->clearSentences();
    if (tellUnreadable())
        return;
    const ChatListing listing = typed();
    const auto problems = problemsOf(listing, m_year);
    // From the last to the first: the keyboard ends at the first.
    for (auto one = problems.rbegin(); one != problems.rend(); ++one)
        tell(*one);
    if (!problems.empty()) {
        if (QWidget* focused = m_fields->focusWidget())
            m_area->ensureWidgetVisible(focused, 0, 60);
        return;
    }
    Q_EMIT done(listing);
    accept();
}

void ChatDialog::setStyleTokens(const Style& style)
{
    PlainDialog::setStyleTokens(style);
    m_fields->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    QPalette notes = style.palette();
    m_notes->setPalette(notes);
    m_notes->setFont(style.body);
    m_notes->setFixedHeight(int(96 * std::clamp(style.textScale, 1.0, 2.0)));
    for (TickBox* box : findChildren<TickBox*>())
        box->setStyleTokens(style);
}

} // namespace staffroom
