#include "ui/timetable/directory_view.h"

#include "core/timetable/chat_directory.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/flow_layout.h"
#include "ui/timetable/chat_list_delegate.h"
#include "ui/timetable/chat_list_model.h"
#include "ui/timetable/timetable_text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

DirectoryView::DirectoryView(const TimetableContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_words(new QLineEdit(this))
    , m_filters(new QWidget(this))
    , m_onlyOwn(new TickBox(tr("Only mine"), m_filters))
    , m_count(plainLabel({}, this))
    , m_emptyBox(new QWidget(this))
    , m_empty(plainLabel(tr("No chat is found by these words."), m_emptyBox))
    , m_showAll(new QPushButton(tr("Show all chats"), m_emptyBox))
    , m_list(new QListView(this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_list))
    , m_model(new ChatListModel(*context.clock, context.readerZone, this))
    , m_delegate(new ChatListDelegate(this))
{
    auto* flow = new FlowLayout(8, m_filters);
    flow->setContentsMargins(0, 0, 0, 0);
    m_day = addFilter(tr("Day"), tr("Any day"));
    m_service = addFilter(tr("Network"), tr("Any network"));
    m_language = addFilter(tr("Language"), tr("Any language"));
    m_subject = addFilter(tr("Audience or subject"), tr("Any subject"));
    flow->addWidget(m_onlyOwn);
    for (WeekDay day = 1; day <= 7; ++day)
        m_day->addItem(weekDayText(day), day);
    m_words->setPlaceholderText(tr("Search: tag, subject, region, words"));
    m_words->setAccessibleName(tr("Search the chats"));
    m_words->setClearButtonEnabled(false);
    m_words->installEventFilter(this);

    m_list->setModel(m_model);
    m_list->setItemDelegate(m_delegate);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setVerticalScrollBar(m_bar);
    m_list->setAccessibleName(tr("Chats"));

    auto* empty = new QVBoxLayout(m_emptyBox);
    empty->setContentsMargins(16, 24, 16, 24);
    empty->setSpacing(12);
    empty->addWidget(m_empty);
    empty->addWidget(m_showAll, 0, Qt::AlignLeading);
    empty->addStretch(1);
    m_empty->setWordWrap(true);
    m_showAll->setAccessibleName(m_showAll->text());
    m_emptyBox->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(16, 8, 16, 0);
    top->setSpacing(8);
    top->addWidget(m_words);
    top->addWidget(m_filters);
    top->addWidget(m_count);
    column->addLayout(top);
    column->addWidget(m_list, 1);
    column->addWidget(m_emptyBox, 1);

    connect(m_words, &QLineEdit::textChanged, this, &DirectoryView::search);
    for (auto* filter : {m_day, m_service, m_language, m_subject})
        connect(filter, &QComboBox::currentIndexChanged, this, &DirectoryView::search);
    connect(m_onlyOwn, &TickBox::toggled, this, &DirectoryView::search);
    connect(m_showAll, &QPushButton::clicked, this, &DirectoryView::clearSearch);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
        [this](const QModelIndex& index) {
            const ChatListing* one = m_model->at(index.row());
            if (one && !m_isFilling)
                Q_EMIT picked(ChatListing(*one));
        });
    connect(m_list, &QListView::activated, this, [this](const QModelIndex& index) {
        if (const ChatListing* one = m_model->at(index.row()))
            Q_EMIT opened(ChatListing(*one));
    });
    refresh();
}

ComboField* DirectoryView::addFilter(const QString& name, const QString& all)
{
    auto* combo = new ComboField(m_filters);
    combo->setAccessibleName(name);
    combo->addItem(all);
    combo->setMaxVisibleItems(14);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(9);
    m_filters->layout()->addWidget(combo);
    return combo;
}

void DirectoryView::fillFilters()
{
    m_isFilling = true;
    const auto fill = [](ComboField* combo, const QStringList& values, auto textOf) {
        const QVariant chosen = combo->currentData();
        while (combo->count() > 1)
            combo->removeItem(combo->count() - 1);
        for (const QString& value : values)
            combo->addItem(textOf(value), value);
        combo->setCurrentIndex(chosen.isNull() ? 0 : std::max(0, combo->findData(chosen)));
    };
    const ChatDirectory& directory = *m_context.directory;
    fill(m_service, directory.services(), serviceText);
    fill(m_language, directory.languages(), languageText);
    fill(m_subject, directory.subjects(), [](const QString& text) { return text; });
    m_isFilling = false;
}

ChatQuery DirectoryView::query() const
{
    ChatQuery out;
    out.words = m_words->text();
    if (const int day = m_day->currentData().toInt(); day > 0)
        out.day = day;
    out.service = m_service->currentData().toString();
    out.language = m_language->currentData().toString();
    out.subject = m_subject->currentData().toString();
    out.onlyOwn = m_onlyOwn->isChecked();
    return out;
}

void DirectoryView::refresh()
{
    fillFilters();
    search();
}

void DirectoryView::refreshTimes()
{
    m_model->refreshTimes();
}

void DirectoryView::search()
{
    if (m_isFilling)
        return;
    const ChatListing* before = current();
    const QString id = before ? before->id : QString();
    m_model->setListings(m_context.directory->search(query()));
    const int count = m_model->rowCount();
    m_count->setText(!m_context.directory->isLoaded() ? tr("Reading the directory …")
            : count == 1                              ? tr("1 chat")
                                                      : tr("%n chats", nullptr, count));
    const bool isEmpty = count == 0 && m_context.directory->isLoaded();
    m_list->setVisible(!isEmpty);
    m_emptyBox->setVisible(isEmpty);
    m_empty->setText(m_onlyOwn->isChecked() && query().words.isEmpty()
            ? tr("You have no chats of your own yet. Add one, correct one, or import a file.")
            : tr("No chat is found by these words."));
    if (const int row = m_model->rowOf(id); row >= 0) {
        m_isFilling = true; // the same chat as before
        m_list->setCurrentIndex(m_model->index(row));
        m_isFilling = false;
    }
}

void DirectoryView::clearSearch()
{
    m_isFilling = true;
    m_words->clear();
    for (auto* filter : {m_day, m_service, m_language, m_subject})
        filter->setCurrentIndex(0);
    m_onlyOwn->setChecked(false);
    m_isFilling = false;
    search();
    m_words->setFocus();
}

void DirectoryView::select(const QString& id)
{
    if (m_model->rowOf(id) < 0)
        clearSearch();
    const int row = m_model->rowOf(id);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row));
    m_list->scrollTo(m_model->index(row));
}

const ChatListing* DirectoryView::current() const
{
    return m_model->at(m_list->currentIndex().row());
}

bool DirectoryView::eventFilter(QObject* watched, QEvent* event)
{
    // From the search field the arrows walk the list, the words stay where they are.
    if (watched == m_words && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int count = m_model->rowCount();
        if ((key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) && count > 0) {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            const int row = m_list->selectionModel()->hasSelection()
                ? m_list->currentIndex().row() + step
                : 0;
            m_list->setCurrentIndex(m_model->index(std::clamp(row, 0, count - 1)));
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (const ChatListing* one
                = count > 0 ? current() ? current() : m_model->at(0) : nullptr)
                Q_EMIT opened(ChatListing(*one));
            return true;
        }
        if (key->key() == Qt::Key_Escape && !m_words->text().isEmpty()) {
            m_words->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void DirectoryView::setStyleTokens(const Style& style)
{
    m_style = style;
    for (auto* combo : {m_day, m_service, m_language, m_subject})
        combo->setStyleTokens(style);
    m_onlyOwn->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    m_delegate->setStyleTokens(style);
    QPalette second = style.palette();
    second.setColor(QPalette::WindowText, style.tokens.textSecond);
    m_count->setPalette(second);
    m_count->setFont(style.meta);
    m_empty->setPalette(second);
    m_empty->setFont(style.body);
    QPalette sheet = style.palette();
    sheet.setColor(QPalette::Base, style.tokens.card);
    m_list->setPalette(sheet);
    m_list->setFont(style.body); // rows are measured anew
    m_list->doItemsLayout();
    m_list->viewport()->update();
}

} // namespace staffroom
