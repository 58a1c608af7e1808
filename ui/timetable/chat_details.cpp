#include "ui/timetable/chat_details.h"

#include "core/base/clock.h"
#include "core/timetable/reminders.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/columns/open_external.h"
#include "ui/compose/flow_layout.h"
#include "ui/timetable/timetable_text.h"

#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array kMinutesBefore = {5, 10, 15, 60};
constexpr int kFurtherStarts = 3;

} // namespace

ChatDetails::ChatDetails(const TimetableContext& context, QWidget* parent)
    : QScrollArea(parent)
    , m_context(context)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_bar(new ThinScrollBar(Qt::Vertical, this))
    , m_page(new QWidget)
    , m_column(new QVBoxLayout(m_page))
    , m_back(new QPushButton(tr("Back to the list"), m_page))
    , m_empty(plainLabel(tr("Choose a chat to see what is known of it."), m_page))
    , m_content(new QWidget(m_page))
    , m_lines(new QVBoxLayout(m_content))
{
    setAccessibleName(tr("About this chat"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBar(m_bar);
    setFocusPolicy(Qt::NoFocus);
    setWidget(m_page);
    m_column->setContentsMargins(16, 16, 16, 16);
    m_column->setSpacing(12);
    m_column->addWidget(m_back, 0, Qt::AlignLeading);
    m_column->addWidget(m_empty);
    m_column->addWidget(m_content);
    m_column->addStretch(1);
    m_empty->setWordWrap(true);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(6);

    m_name = addLine();
    m_tag = addLine();
    m_lines->addSpacing(4);
    m_next = addLine();
    m_own = addLine();
    m_alive = addLine();
    m_then = addLine();
    m_lines->addSpacing(4);

    m_actions = new QWidget(m_content);
    auto* flow = new FlowLayout(8, m_actions);
    flow->setContentsMargins(0, 0, 0, 0);
    m_room = addButton(tr("Open the room"), true);
    m_toColumn = addButton(tr("Add as column"), false);
    m_lines->addWidget(m_actions);

    auto* remind = plainLabel(tr("Remind me"), m_content);
    m_reminder = new ComboField(m_content);
    m_reminder->setAccessibleName(remind->text());
    remind->setBuddy(m_reminder);
    m_reminder->addItem(tr("No reminder"), 0);
    for (const int minutes : kMinutesBefore)
        m_reminder->addItem(reminderText(minutes), minutes);
    m_onlyOnce = new TickBox(tr("Only of this meeting"), m_content);
    m_lines->addSpacing(4);
    m_lines->addWidget(remind);
    m_lines->addWidget(m_reminder);
    m_lines->addWidget(m_onlyOnce);
    m_lines->addSpacing(4);

    m_about = addLine();
    m_hosts = addLine();
    m_notes = addLine();
    m_sources = new QWidget(m_content);
    auto* sources = new QVBoxLayout(m_sources);
    sources->setContentsMargins(0, 0, 0, 0);
    sources->setSpacing(4);
    m_lines->addWidget(m_sources);

    auto* more = new QWidget(m_content);
    auto* moreFlow = new FlowLayout(8, more);
    moreFlow->setContentsMargins(0, 0, 0, 0);
    m_lines->addSpacing(4);
    m_lines->addWidget(more);
    m_actions = more; // the second row of buttons
    m_correct = addButton(tr("Correct…"), false);
    m_export = addButton(tr("Export…"), false);
    m_remove = addButton(tr("Take out"), false);
    m_restore = addButton(tr("Undo my corrections"), false);

    m_back->setAccessibleName(m_back->text());
    connect(m_back, &QPushButton::clicked, this, &ChatDetails::backWanted);
    connect(m_room, &QPushButton::clicked, this, [this] {
        const ChatListing listing = *m_listing;
        Q_EMIT roomWanted(listing, meant());
    });
    connect(m_toColumn, &QPushButton::clicked, this,
        [this] { Q_EMIT columnWanted(QString(m_listing->hashtag)); });
    connect(m_correct, &QPushButton::clicked, this, [this] { Q_EMIT correctWanted(listingId()); });
    connect(m_export, &QPushButton::clicked, this, [this] { Q_EMIT exportWanted(listingId()); });
    connect(m_remove, &QPushButton::clicked, this, [this] { Q_EMIT removeWanted(listingId()); });
    connect(m_restore, &QPushButton::clicked, this, [this] { Q_EMIT restoreWanted(listingId()); });
    connect(m_reminder, &QComboBox::currentIndexChanged, this, &ChatDetails::setReminder);
    connect(m_onlyOnce, &TickBox::toggled, this, &ChatDetails::setReminder);
    connect(context.reminders, &Reminders::changed, this, &ChatDetails::fillReminder);
    setBackShown(false);
    clear();
}

QLabel* ChatDetails::addLine()
{
    auto* label = plainLabel({}, m_content);
    label->setWordWrap(true);
    m_lines->addWidget(label);
    return label;
}

QPushButton* ChatDetails::addButton(const QString& text, bool isPrimary)
{
    auto* button = new QPushButton(text, m_actions);
    button->setAccessibleName(text);
    button->setProperty("primary", isPrimary);
    button->setAutoDefault(false);
    m_actions->layout()->addWidget(button);
    return button;
}

void ChatDetails::setBackShown(bool shown)
{
    m_back->setVisible(shown);
}

void ChatDetails::showChat(const ChatListing& listing, std::optional<Occurrence> occurrence)
{
    const bool isOther = !m_listing || m_listing->id != listing.id;
    m_listing = listing;
    m_occurrence = std::move(occurrence);
    m_empty->hide();
    m_content->show();
    fill();
    if (isOther)
        m_bar->setValue(0);
}

void ChatDetails::clear()
{
    m_listing.reset();
    m_occurrence.reset();
    m_content->hide();
    m_empty->show();
}

std::optional<Occurrence> ChatDetails::meant() const
{
    const Timestamp now = m_context.clock->now();
    if (m_occurrence && endOrGuess(*m_occurrence) > now)
        return m_occurrence;
    return m_listing->isExpected() ? currentOrNext(*m_listing, now) : std::nullopt;
}

void ChatDetails::refreshTimes()
{
    if (m_listing)
        fill();
}

void ChatDetails::fill()
{
    const ChatListing& one = *m_listing;
    const Timestamp now = m_context.clock->now();
    const auto say = [](QLabel* label, const QString& text) {
        label->setText(text);
        label->setVisible(!text.isEmpty());
    };
    say(m_name, one.name);
    say(m_tag, u'#' + one.hashtag);
    say(m_next, nextText(one, meant(), m_context.readerZone, now));
    say(m_own,
        one.hasSlot() || one.weekday || one.isSlow() ? tr("By its own clock: %1").arg(slotText(one))
                                                     : slotText(one));
    QString alive = aliveText(one, yearOf(now));
    alive[0] = alive[0].toUpper();
    say(m_alive, alive + u" · "_s + confidenceText(one.confidence));
    QStringList then;
    if (one.isExpected()) {
        for (const Occurrence& next : nextStarts(one, now, kFurtherStarts + 1))
            then << startText(next, m_context.readerZone, now);
    }
    say(m_then, then.size() < 2 ? QString() : tr("Then: %1").arg(then.mid(1).join(u", "_s)));

    QStringList about;
    if (!one.subject.isEmpty())
        about << one.subject;
    if (!one.region.isEmpty())
        about << one.region;
    if (!one.language.isEmpty())
        about << languageText(one.language);
    if (!one.services.isEmpty())
        about << tr("on %1", "names of networks").arg(servicesText(one.services));
    if (one.minutes)
        about << tr("%n minutes", nullptr, *one.minutes);
    else if (one.hasTimetable() && !one.isSlow())
        about << tr("length not known");
    say(m_about, about.join(u" · "_s));
    say(m_hosts, one.hosts.isEmpty() ? QString() : tr("Hosts: %1").arg(one.hosts.join(u", "_s)));
    say(m_notes, one.notes);
    fillSources();
    fillReminder();
    m_remove->setText(one.origin == ChatListing::Origin::Own ? tr("Delete") : tr("Take out"));
    m_remove->setAccessibleName(m_remove->text());
    m_restore->setVisible(one.origin == ChatListing::Origin::Corrected);
    setStyleTokens(m_style);
}

void ChatDetails::fillSources()
{
    const auto old = m_sources->findChildren<QPushButton*>();
    for (auto* button : old)
        delete button;
    for (const QString& source : m_listing->sources) {
        const QUrl url(source);
        auto* button = new QPushButton(m_sources);
        button->setAutoDefault(false);
        button->setFlat(true);
        // Addresses are as long as they like; the whole one is in the tooltip.
        button->setText(QFontMetrics(m_style.body)
                            .elidedText(url.host() + url.path(), Qt::ElideMiddle,
                                int(240 * std::max(1.0, m_style.textScale))));
        button->setToolTip(source.toHtmlEscaped());
        button->setAccessibleName(tr("Source: %1").arg(source));
        connect(button, &QPushButton::clicked, this, [url] { openExternal(url); });
        m_sources->layout()->addWidget(button);
        m_sources->layout()->setAlignment(button, Qt::AlignLeading);
    }
    m_sources->setVisible(!m_listing->sources.isEmpty());
}

void ChatDetails::fillReminder()
{
    if (!m_listing)
        return;
    m_isFilling = true;
    const bool canRemind = m_listing->isExpected() && Reminders::canRemind(*m_listing);
    const auto one = canRemind ? meant() : std::nullopt;
    const ChatReminder* ofStart
        = one ? m_context.reminders->ofStart(m_listing->id, one->start) : nullptr;
    const ChatReminder* wish = ofStart ? ofStart : m_context.reminders->ofChat(m_listing->id);
    const int index = wish ? m_reminder->findData(wish->minutesBefore) : 0;
    m_reminder->setCurrentIndex(std::max(0, index));
    m_reminder->setEnabled(canRemind);
    if (wish)
        m_onlyOnce->setChecked(ofStart != nullptr);
    m_onlyOnce->setVisible(canRemind && m_reminder->currentIndex() > 0);
    m_isFilling = false;
}

void ChatDetails::setReminder()
{
    if (m_isFilling || !m_listing)
        return;
    const QString id = m_listing->id;
    const int minutes = m_reminder->currentData().toInt();
    const bool isOnce = m_onlyOnce->isChecked();
    const auto one = meant();
    Reminders& reminders = *m_context.reminders;
    // One wish takes the place of the other.
    const ChatReminder* ofStart = one ? reminders.ofStart(id, one->start) : nullptr;
    if (ofStart && (minutes == 0 || !isOnce))
        reminders.remove(QString(ofStart->id));
    if (const ChatReminder* ofChat = reminders.ofChat(id); ofChat && (minutes == 0 || isOnce))
        reminders.remove(QString(ofChat->id));
    if (minutes > 0)
        reminders.set(id, minutes, isOnce && one ? std::optional(one->start) : std::nullopt);
    fillReminder();
}

void ChatDetails::setStyleTokens(const Style& style)
{
    m_style = style;
    QPalette palette = style.palette();
    palette.setColor(QPalette::Window, style.tokens.card);
    m_page->setPalette(palette);
    m_page->setAutoFillBackground(true);
    m_bar->setStyleTokens(style);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.3);
    QFont strong = style.name;
    const auto dress = [&style](QLabel* label, const QFont& font, const QColor& ink) {
        QPalette inked = style.palette();
        inked.setColor(QPalette::WindowText, ink);
        label->setFont(font);
        label->setPalette(inked);
    };
    const auto& tokens = style.tokens;
    const bool isInDoubt = m_listing && isDoubtful(*m_listing, yearOf(m_context.clock->now()));
    for (auto* label : m_content->findChildren<QLabel*>())
        dress(label, style.body, tokens.text);
    dress(m_name, title, tokens.text);
    dress(m_tag, style.body, tokens.textSecond);
    dress(m_next, strong, isInDoubt ? tokens.textSecond : tokens.accent);
    dress(m_alive, style.meta, isInDoubt ? tokens.question : tokens.textSecond);
    dress(m_then, style.meta, tokens.textSecond);
    dress(m_empty, style.body, tokens.textSecond);
    m_reminder->setStyleTokens(style);
    m_onlyOnce->setStyleTokens(style);
}

} // namespace staffroom
