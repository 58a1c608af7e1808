#include "ui/timetable/chats_page.h"

#include "core/base/clock.h"
#include "ui/base/error_text.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/compose/flow_layout.h"
#include "ui/timetable/chat_details.h"
#include "ui/timetable/chat_dialog.h"
#include "ui/timetable/directory_view.h"
#include "ui/timetable/timetable_text.h"
#include "ui/timetable/week_view.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kSideBySide = 760; ///< times the text scale
constexpr int kDetailsWidth = 340;
} // namespace

ChatsPage::ChatsPage(const TimetableContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_title(plainLabel(tr("Chats"), this))
    , m_close(new IconButton("close"_L1, tr("Back to the columns"), this))
    , m_tools(new QWidget(this))
    , m_views(new QStackedWidget(this))
    , m_directory(new DirectoryView(context, m_views))
    , m_details(new ChatDetails(context, this))
    , m_minute(context.clock->createTimer([this] {
        m_directory->refreshTimes();
        if (m_week)
            m_week->refreshTimes();
        m_details->refreshTimes();
        m_minute->start(std::chrono::minutes(1));
    }))
{
    setAccessibleName(tr("Chats"));
    auto* tools = new FlowLayout(8, m_tools);
    tools->setContentsMargins(0, 0, 0, 0);
    m_toDirectory = addButton(tr("Directory"));
    m_toWeek = addButton(tr("Week"));
    m_add = addButton(tr("Add a chat…"));
    m_import = addButton(tr("Import…"));
    m_export = addButton(tr("Export mine…"));
    m_toDirectory->setCheckable(true);
    m_toWeek->setCheckable(true);
    m_views->addWidget(m_directory);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 12, 12, 0);
    head->setSpacing(16);
    head->addWidget(m_title, 0, Qt::AlignTop);
    head->addWidget(m_tools, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    auto* body = new QHBoxLayout;
    body->setSpacing(1);
    body->addWidget(m_views, 1);
    body->addWidget(m_details);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addLayout(body, 1);

    connect(m_toDirectory, &QPushButton::clicked, this, [this] { setView(View::Directory); });
    connect(m_toWeek, &QPushButton::clicked, this, [this] { setView(View::Week); });
    connect(m_add, &QPushButton::clicked, this, [this] { openEditor(); });
    connect(m_import, &QPushButton::clicked, this, &ChatsPage::askImport);
    connect(m_export, &QPushButton::clicked, this, [this] { askExport({}); });
    connect(m_close, &IconButton::clicked, this, &ChatsPage::closeWanted);
    connect(m_directory, &DirectoryView::picked, this,
        [this](const ChatListing& listing) { m_details->showChat(listing); });
    connect(m_directory, &DirectoryView::opened, this,
        [this](const ChatListing& listing) { pick(listing, std::nullopt); });
    connect(m_directory->list(), &QListView::clicked, this, [this] {
        if (m_isNarrow)
            showDetails(true);
    });
    connect(context.directory, &ChatDirectory::changed, this, &ChatsPage::refresh);
    bindDetails();
    setView(View::Directory);
    m_minute->start(std::chrono::minutes(1));
}

ChatsPage::~ChatsPage() = default;

QPushButton* ChatsPage::addButton(const QString& text)
{
    auto* button = new QPushButton(text, m_tools);
    button->setAccessibleName(QString(text).remove(u'…'));
    button->setAutoDefault(false);
    m_tools->layout()->addWidget(button);
    return button;
}

void ChatsPage::bindDetails()
{
    ChatDirectory& directory = *m_context.directory;
    connect(m_details, &ChatDetails::roomWanted, this, &ChatsPage::roomWanted);
    connect(m_details, &ChatDetails::columnWanted, this, &ChatsPage::columnWanted);
    connect(m_details, &ChatDetails::correctWanted, this,
        [this](const QString& id) { openEditor(id); });
    connect(m_details, &ChatDetails::exportWanted, this, &ChatsPage::askExport);
    connect(m_details, &ChatDetails::removeWanted, this, [this, &directory](const QString& id) {
        const ChatListing* one = directory.find(id);
        const QString tag = one ? one->hashtag : QString();
        directory.remove(id);
        Q_EMIT told(tr("#%1 is no longer in the directory").arg(tag), true);
    });
    connect(m_details, &ChatDetails::restoreWanted, this, [this, &directory](const QString& id) {
        directory.restoreBuiltIn(id);
        Q_EMIT told(tr("The entry is as it came with the program"), true);
    });
    connect(m_details, &ChatDetails::backWanted, this, [this] { showDetails(false); });
}

WeekView* ChatsPage::weekView()
{
    if (m_week)
        return m_week;
    m_week = new WeekView(m_context, m_views);
    m_week->setStyleTokens(m_style);
    m_views->addWidget(m_week);
    connect(m_week, &WeekView::picked, this, [this](const AgendaEntry& entry) {
        m_isWeekPicked = true;
        pick(entry.listing, entry.occurrence);
    });
    return m_week;
}

ChatsPage::View ChatsPage::view() const
{
    return m_week && m_views->currentWidget() == m_week ? View::Week : View::Directory;
}

void ChatsPage::setView(View view)
{
    const bool isWeek = view == View::Week;
    m_views->setCurrentWidget(isWeek ? static_cast<QWidget*>(weekView()) : m_directory);
    m_toDirectory->setChecked(!isWeek);
    m_toWeek->setChecked(isWeek);
    showDetails(false);
    if (isWeek)
        m_week->focusFirst();
    else
        m_directory->searchField()->setFocus();
}

void ChatsPage::showChat(const ChatListing& listing, std::optional<Occurrence> one)
{
    if (view() == View::Directory)
        m_directory->select(listing.id);
    pick(listing, std::move(one));
}

void ChatsPage::pick(const ChatListing& listing, std::optional<Occurrence> one)
{
    m_details->showChat(listing, std::move(one));
    showDetails(true);
    m_details->roomButton()->setFocus();
}

void ChatsPage::showDetails(bool shown)
{
    // The week has the whole width until something in it is chosen.
    const bool isBeside = !m_isNarrow && (view() == View::Directory || m_isWeekPicked);
    m_details->setVisible(shown || isBeside);
    m_views->setVisible(!shown || !m_isNarrow);
    if (!shown && view() == View::Directory)
        m_directory->list()->setFocus();
}

void ChatsPage::refresh()
{
    m_directory->refresh();
    if (m_week)
        m_week->refresh();
    const QString id = m_details->listingId();
    if (id.isEmpty())
        return;
    if (const ChatListing* one = m_context.directory->find(id)) {
        m_details->showChat(*one);
        return;
    }
    m_details->clear();
    if (m_isNarrow)
        showDetails(false);
}

void ChatsPage::place()
{
    const double scale = std::max(1.0, m_style.textScale);
    const bool isNarrow = width() < int(kSideBySide * scale);
    const int side = int(kDetailsWidth * std::min(scale, 1.5));
    m_details->setMinimumWidth(isNarrow ? 0 : side);
    m_details->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : side);
    m_details->setBackShown(isNarrow);
    if (isNarrow == m_isNarrow)
        return;
    m_isNarrow = isNarrow;
    showDetails(false);
}

void ChatsPage::resizeEvent(QResizeEvent*)
{
    place();
}

void ChatsPage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_isNarrow && m_details->isVisible())
        showDetails(false);
    else
        Q_EMIT closeWanted();
}

void ChatsPage::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.window);
    if (m_details->isVisible() && m_views->isVisible()) {
        const bool isMirrored = layoutDirection() == Qt::RightToLeft;
        const int x = isMirrored ? m_details->geometry().right() + 1 : m_details->x() - 1;
        painter.fillRect(QRect(x, m_details->y(), 1, m_details->height()), m_style.tokens.line);
    }
}

ChatDialog* ChatsPage::openEditor(const QString& id)
{
    if (m_editor)
        m_editor->reject();
    const ChatListing* known = id.isEmpty() ? nullptr : m_context.directory->find(id);
    ChatListing start;
    if (known) {
        start = *known;
    } else {
        start.timeZone = QString::fromLatin1(m_context.readerZone.id());
        start.rule.kind = ChatRule::Kind::Weekly;
        start.lastYear = yearOf(m_context.clock->now());
        start.confidence = ChatListing::Confidence::High; // the person knows
    }
    m_editor
        = new ChatDialog(start, known != nullptr, yearOf(m_context.clock->now()), m_style, this);
    connect(m_editor, &ChatDialog::done, this, [this](const ChatListing& listing) {
        const QString kept = m_context.directory->put(listing);
        if (const ChatListing* one = m_context.directory->find(kept))
            showChat(ChatListing(*one));
        Q_EMIT told(tr("#%1 is kept").arg(listing.hashtag), true);
    });
    m_editor->open();
    return m_editor;
}

void ChatsPage::askImport()
{
    auto* dialog = new QFileDialog(this, tr("Import chats"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Chats (*.json *.ics)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ChatsPage::importFile);
    dialog->open();
}

void ChatsPage::importFile(const QString& path)
{
    m_importing
        = m_context.directory->importFile(path, QString::fromLatin1(m_context.readerZone.id()))
              .then(this, [this](const Result<ChatDirectory::Imported>& result) {
                  if (!result && result.error().kind == Error::Kind::Protocol)
                      Q_EMIT told(tr("This file holds no chats: a calendar (.ics) or a "
                                     "directory of chats (.json) is needed."),
                          false);
                  else if (!result)
                      Q_EMIT told(errorText(result.error()), false);
                  else
                      Q_EMIT told(importedText(*result), result->added + result->updated > 0);
              });
}

void ChatsPage::askExport(const QString& id)
{
    auto* dialog = new QFileDialog(this, tr("Export chats"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString calendar = tr("Calendar (*.ics)");
    dialog->setNameFilters({calendar, tr("Directory of chats (*.json)")});
    dialog->setDefaultSuffix(u"ics"_s);
    connect(
        dialog, &QFileDialog::filterSelected, dialog, [dialog, calendar](const QString& chosen) {
            dialog->setDefaultSuffix(chosen == calendar ? u"ics"_s : u"json"_s);
        });
    const ChatListing* one = m_context.directory->find(id);
    dialog->selectFile((one ? one->hashtag : tr("chats")) + u".ics"_s);
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, id](const QString& path) { exportFile(path, id); });
    dialog->open();
}

void ChatsPage::exportFile(const QString& path, const QString& id)
{
    std::vector<ChatListing> chosen;
    for (const ChatListing& one : m_context.directory->listings()) {
        if (id.isEmpty() ? one.origin != ChatListing::Origin::BuiltIn : one.id == id)
            chosen.push_back(one);
    }
    if (chosen.empty()) {
        Q_EMIT told(tr("You have no chats of your own yet. One from the directory is exported from "
                       "its own page."),
            false);
        return;
    }
    const auto format = path.endsWith(".json"_L1, Qt::CaseInsensitive)
        ? ChatDirectory::Format::Json
        : ChatDirectory::Format::Calendar;
    m_exporting
        = m_context.directory->exportFile(path, format, chosen)
              .then(this, [this](const Result<ChatDirectory::Exported>& result) {
                  Q_EMIT told(result ? exportedText(*result) : errorText(result.error()), false);
              });
}

void ChatsPage::setStyleTokens(const Style& style)
{
    m_style = style;
    setPalette(style.palette());
    // Which of the two views it is, is told by a frame, not by colour alone.
    setStyleSheet(controlSheet(style)
        + u"QPushButton:checked { background: %1; color: %2; border: 2px solid %2; padding: 5px 13px; }"_s
              .arg(style.tokens.accentSoft.name(), style.tokens.accent.name()));
    setFont(style.body);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.3);
    m_title->setFont(title);
    m_title->setContentsMargins(0, 4, 0, 0);
    m_close->setStyleTokens(style);
    m_directory->setStyleTokens(style);
    if (m_week)
        m_week->setStyleTokens(style);
    m_details->setStyleTokens(style);
    if (m_editor)
        m_editor->setStyleTokens(style);
    place();
    update();
}

} // namespace staffroom
