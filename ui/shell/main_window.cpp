#include "ui/shell/main_window.h"

#include "core/deck/deck_model.h"
#include "core/services/service_registry.h"
#include "ui/base/icons.h"
#include "ui/columns/column_frame.h"
#include "ui/columns/column_registry.h"
#include "ui/compose/compose_panel.h"
#include "ui/dialogs/add_column_dialog.h"
#include "ui/dialogs/first_run_page.h"
#include "ui/dialogs/media_dialog.h"
#include "ui/dialogs/settings_dialog.h"
#include "ui/dialogs/thread_dialog.h"
#include "ui/room/room_page.h"
#include "ui/shell/afterwards_desk.h"
#include "ui/shell/chats_desk.h"
#include "ui/shell/deck_view.h"
#include "ui/shell/room_desk.h"
#include "ui/shell/side_bar.h"
#include "ui/shell/window_notice.h"
#include "ui/shell/writing_desk.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

MainWindow::MainWindow(const ShellContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_appearance(new Appearance(*context.settings, this))
    , m_actions(new ActionRegistry(this))
    , m_sideBar(new SideBar(this))
    , m_deckView(new DeckView(context, this))
    , m_notice(new WindowNotice(*context.clock, this))
    , m_top(new QBoxLayout(QBoxLayout::TopToBottom))
    , m_main(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_stack(new QStackedLayout)
{
    setWindowTitle(u"Staffroom"_s);
    setWindowIcon(appIcon());
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sideBar);
    row->addLayout(m_top, 1);
    m_top->setSpacing(0);
    m_top->addLayout(m_main, 1);
    m_main->setSpacing(0);
    m_main->addLayout(m_stack, 1);
    m_stack->addWidget(m_deckView);
    setMinimumSize(360, 320);
    resize(1280, 800);
    // Refuses what does not fit the screens of today by itself.
    restoreGeometry(
        QByteArray::fromBase64(context.settings->text(Setting::WindowGeometry).toLatin1()));

    m_sideBar->setExpanded(context.settings->isOn(Setting::SidebarExpanded));
    connect(m_sideBar, &SideBar::columnPicked, this, [this](int index) {
        showColumnsAgain();
        m_deckView->focusColumn(index);
    });
    connect(m_sideBar, &SideBar::addAsked, this, [this] { openAddColumn(); });
    connect(m_sideBar, &SideBar::settingsAsked, this, &MainWindow::openSettings);
    connect(m_sideBar, &SideBar::keysAsked, this, &MainWindow::openKeys);
    connect(m_sideBar, &SideBar::expandAsked, this,
        [this](bool on) { m_context.settings->set(Setting::SidebarExpanded, on); });
    connect(context.settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::SidebarExpanded)
            m_sideBar->setExpanded(m_context.settings->isOn(setting));
    });
    connect(context.settings, &Settings::failed, this, &MainWindow::tellNotSaved);

    connect(m_deckView, &DeckView::columnsChanged, this, &MainWindow::showColumns);
    connect(m_deckView, &DeckView::unreadChanged, this, [this](int index) {
        if (const ColumnFrame* frame = m_deckView->frame(index))
            m_sideBar->setUnread(index, frame->isUnread());
    });
    connect(m_deckView, &DeckView::currentChanged, m_sideBar, &SideBar::setActive);
    connect(m_deckView, &DeckView::columnWanted, this,
        [this](const FeedSpec& spec, int atIndex) { addColumn(spec, atIndex); });
    connect(m_deckView, &DeckView::changeWanted, this, [this](const ColumnId& id) {
        if (const ColumnConfig* config = m_context.deck->column(id)) {
            const FeedSpec spec = config->spec;
            openAddColumn(&spec, m_context.deck->indexOf(id) + 1);
        }
    });
    connect(m_deckView, &DeckView::threadWanted, this,
        [this](const PostPtr& post, const Source& source) { openThread(post, source); });
    connect(m_deckView, &DeckView::mediaWanted, this, &MainWindow::openMedia);
    connect(context.deck, &DeckModel::columnClosed, this, &MainWindow::tellClosed);
    connect(m_appearance, &Appearance::styleChanged, this, &MainWindow::applyStyle);

    m_sideBar->setWrites(context.accounts != nullptr);
    if (context.accounts)
        m_desk = new WritingDesk(context, {this, m_deckView, m_notice}, this);
    bindActions();
    bindWriting();
    bindRooms();
    bindChats();
    applyStyle();
    showColumns();
    if (m_desk && context.settings->isOn(Setting::ComposerShown)) {
        m_desk->compose();
        m_desk->restore();
    }
    if (m_deckView->count() > 0)
        m_deckView->focusColumn(0);
    else
        startPage()->practiceButton()->setFocus();
    m_minute = context.clock->createTimer([this] {
        m_deckView->refreshTimes();
        if (m_rooms)
            m_rooms->refreshTimes();
        m_minute->start(std::chrono::minutes(1));
    });
    m_minute->start(std::chrono::minutes(1));
}

MainWindow::~MainWindow() = default;

void MainWindow::setSystemDark(bool dark)
{
    m_appearance->setSystemDark(dark);
}

void MainWindow::applyStyle()
{
    m_appearance->applyToApplication();
    const Style& now = style();
    m_sideBar->setStyleTokens(now);
    m_deckView->setStyleTokens(now);
    if (m_firstRun)
        m_firstRun->setStyleTokens(now);
    m_notice->setStyleTokens(now);
    if (m_desk)
        m_desk->setStyleTokens(now);
    if (m_chats)
        m_chats->setStyleTokens(now);
    if (m_rooms) {
        m_rooms->setStyleTokens(now);
        m_afterwards->setStyleTokens(now);
    }
    if (m_addDialog)
        m_addDialog->setStyleTokens(now);
    for (auto* dialog : findChildren<SettingsDialog*>())
        dialog->setStyleTokens(now);
    for (auto* dialog : findChildren<ThreadDialog*>())
        dialog->setStyleTokens(now);
    update();
}

void MainWindow::closeChats()
{
    if (m_chats)
        m_chats->close();
}

/// The columns in place of a room or the page of chats.
void MainWindow::showColumnsAgain()
{
    if (m_rooms)
        m_rooms->leave();
    closeChats();
}

RoomPage* MainWindow::openRoom(const RoomSetup& setup)
{
    return m_rooms ? m_rooms->openRoom(setup) : nullptr;
}

/// Left of the columns, or below them.
void MainWindow::placePanel()
{
    ComposePanel* panel = m_desk->panel();
    const bool isBelow = m_context.settings->isOn(Setting::ComposerAtBottom);
    m_main->removeWidget(panel);
    m_main->setDirection(isBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_main->insertWidget(isBelow ? 1 : 0, panel);
    const int side = int(360 * std::clamp(style().textScale, 1.0, 1.5));
    panel->setMinimumWidth(isBelow ? 0 : std::min(side, 300));
    panel->setMaximumWidth(isBelow ? QWIDGETSIZE_MAX : side);
    panel->setMaximumHeight(isBelow ? int(300 * style().textScale) : QWIDGETSIZE_MAX);
}

void MainWindow::showColumns()
{
    std::vector<SideBar::Item> items;
    for (int i = 0; i < m_deckView->count(); ++i) {
        const ColumnFrame* frame = m_deckView->frame(i);
        const ColumnConfig* config = m_context.deck->column(frame->id());
        items.push_back({config ? m_context.columns->iconOf(config->spec) : "columns"_L1,
            frame->title(), frame->isUnread()});
    }
    m_sideBar->setItems(items);
    m_sideBar->setActive(m_deckView->currentIndex());
    watchFirstPaint();
    showDeckOrStart();
}

void MainWindow::watchFirstPaint()
{
    if (m_wasPainted)
        return;
    for (int i = 0; i < m_deckView->count(); ++i) {
        FeedView* view = m_deckView->frame(i)->view();
        connect(view, &FeedView::firstPostPainted, this, &MainWindow::notePainted,
            Qt::UniqueConnection);
    }
}

void MainWindow::notePainted()
{
    if (!std::exchange(m_wasPainted, true))
        Q_EMIT firstPostPainted();
}

FirstRunPage* MainWindow::startPage()
{
    // Most starts have a deck and never need it.
    if (m_firstRun)
        return m_firstRun;
    m_firstRun = new FirstRunPage(m_context, style(), this);
    m_stack->addWidget(m_firstRun);
    if (m_desk)
        connect(m_firstRun, &FirstRunPage::signInAsked, m_desk, [this] { m_desk->openSignIn({}); });
    connect(m_firstRun, &FirstRunPage::practiceChosen, this,
        [this](const std::vector<FeedSpec>& specs) {
            for (const FeedSpec& spec : specs)
                m_context.deck->add(spec);
            if (m_rooms)
                m_rooms->openRoom(roomOf(specs));
            else
                m_deckView->focusColumn(0);
        });
    connect(m_firstRun, &FirstRunPage::chosen, this, [this](const std::vector<FeedSpec>& specs) {
        for (const FeedSpec& spec : specs)
            m_context.deck->add(spec);
        m_deckView->focusColumn(0);
    });
    return m_firstRun;
}

void MainWindow::showDeckOrStart()
{
    if (m_rooms && m_rooms->isOpen())
        return; // the columns change behind it
    if (m_chats && m_chats->isOpen())
        return;
    QWidget* wanted = m_deckView->count() > 0 ? static_cast<QWidget*>(m_deckView) : startPage();
    if (m_stack->currentWidget() != wanted)
        m_stack->setCurrentWidget(wanted);
}

void MainWindow::addColumn(const FeedSpec& spec, int atIndex, const QString& title)
{
    showColumnsAgain(); // what is asked for shall be seen
    // The same column twice is hardly ever meant: go to the one that is there.
    const auto& columns = m_context.deck->deck().columns;
    for (size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].spec.key() == spec.key()) {
            m_deckView->focusColumn(int(i));
            return;
        }
    }
    const ColumnId id = m_context.deck->add(spec, atIndex);
    if (title.isEmpty())
        return;
    ColumnConfig named = *m_context.deck->column(id);
    named.title = title;
    m_context.deck->update(named);
}

AddColumnDialog* MainWindow::openAddColumn(const FeedSpec* like, int atIndex)
{
    if (!m_addDialog) {
        m_addDialog = new AddColumnDialog(m_context, style(), this);
        connect(m_addDialog, &AddColumnDialog::chosen, this,
            [this, atIndex](
                const FeedSpec& spec, const QString& title) { addColumn(spec, atIndex, title); });
    }
    if (like)
        m_addDialog->setSpec(*like);
    m_addDialog->open();
    return m_addDialog;
}

ThreadDialog* MainWindow::openThread(const PostPtr& post, const Source& source)
{
    auto* dialog = new ThreadDialog(m_context, style(), post, source, this);
    connect(dialog, &ThreadDialog::columnWanted, this,
        [this](const FeedSpec& spec) { addColumn(spec, m_deckView->currentIndex() + 1); });
    connect(dialog, &ThreadDialog::mediaWanted, this, &MainWindow::openMedia);
    dialog->open();
    return dialog;
}

void MainWindow::openMedia(const PostPtr& post, int index)
{
    (new MediaDialog(m_context, style(), post, index, this))->open();
}

void MainWindow::openSettings()
{
    (new SettingsDialog(*m_context.settings, style(), this))->open();
}

void MainWindow::closeNow()
{
    m_mustClose = true;
    close();
}

void MainWindow::tellClosed()
{
    m_notice->tell(tr("Column closed"), tr("Undo"), [this] { m_context.deck->undoClose(); });
}

void MainWindow::tellDeckRestored()
{
    m_notice->tell(tr("The deck file could not be read; the newest backup stands in for it."),
        QString(), nullptr);
}

void MainWindow::tellWordsRestored(const QDate& day)
{
    m_notice->tell(
        tr("Your drafts could not be read; the copy of %1 stands in. The damaged file is "
           "kept beside it.")
            .arg(QLocale().toString(day, QLocale::ShortFormat)),
        QString(), nullptr);
}

void MainWindow::tellNotSaved(const Error&)
{
    m_notice->tell(tr("Your changes could not be saved. Is the disk full?"), QString(), nullptr);
}

void MainWindow::resizeEvent(QResizeEvent*)
{
    m_notice->placeIn(rect());
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::ActivationChange) {
        m_deckView->setWindowActive(isActiveWindow());
        if (m_rooms)
            m_rooms->setWindowActive(isActiveWindow());
    }
    QWidget::changeEvent(event);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_desk && !m_mustClose && !m_desk->mayClose([this] { close(); })) {
        event->ignore();
        return;
    }
    m_deckView->setWindowActive(false); // sets the read markers
    if (m_rooms)
        m_rooms->setWindowActive(false);
    m_context.settings->set(
        Setting::WindowGeometry, QString::fromLatin1(saveGeometry().toBase64()));
    event->accept();
    Q_EMIT closing();
}

void MainWindow::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), style().tokens.window);
}

} // namespace staffroom
