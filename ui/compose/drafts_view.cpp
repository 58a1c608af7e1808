#include "ui/compose/drafts_view.h"

#include "core/base/clock.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/base/time_text.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kShownLetters = 140;

void empty(QVBoxLayout* box)
{
    while (QLayoutItem* item = box->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            // It may be the sender of the signal that leads here.
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace

DraftsView::DraftsView(DraftStore& store, const Clock& clock, QWidget* parent)
    : QScrollArea(parent)
    , m_store(store)
    , m_clock(clock)
    , m_page(new QWidget(this))
    , m_column(new QVBoxLayout(m_page))
    , m_draftBox(new QVBoxLayout)
    , m_copyBox(new QVBoxLayout)
    , m_draftHead(heading(tr("Drafts")))
    , m_copyHead(heading(tr("Older copies, kept for seven days")))
    , m_prepared(new WordsButton({}, WordsButton::Look::Plain, m_page))
    , m_back(new WordsButton(tr("Back to the post"), WordsButton::Look::Quiet, m_page))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setAccessibleName(tr("Drafts"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBar(new ThinScrollBar(Qt::Vertical, this));
    m_back->setIconName("arrow-left"_L1);
    m_draftBox->setSpacing(4);
    m_copyBox->setSpacing(4);
    m_column->setContentsMargins(12, 8, 12, 12);
    m_column->setSpacing(8);
    m_column->addWidget(m_back, 0, Qt::AlignLeading);
    m_column->addWidget(m_prepared, 0, Qt::AlignLeading);
    m_column->addWidget(m_draftHead);
    m_column->addLayout(m_draftBox);
    m_column->addWidget(m_copyHead);
    m_column->addLayout(m_copyBox);
    m_column->addStretch(1);
    setWidget(m_page);
    m_page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    connect(m_back, &WordsButton::clicked, this, &DraftsView::closeWanted);
    connect(m_prepared, &WordsButton::clicked, this, [this] { Q_EMIT preparedWanted(m_hashtag); });
    connect(&store, &DraftStore::changed, this, [this] {
        if (isVisible())
            fill();
    });
}

WrapLabel* DraftsView::heading(const QString& words)
{
    auto* label = new WrapLabel(m_page);
    label->setText(words);
    return label;
}

QString DraftsView::lineOf(const Draft& draft, Timestamp at) const
{
    QStringList words;
    for (const DraftPart& part : draft.parts)
        words << part.text.simplified();
    QString line = words.join(u' ').trimmed();
    if (line.size() > kShownLetters)
        line = line.left(kShownLetters) + u'…';
    if (line.isEmpty())
        line = tr("No words yet");
    const QString what = draft.edits   ? tr("Change of a post")
        : draft.inReplyTo              ? tr("Reply to @%1").arg(draft.inReplyToHandle)
        : draft.quote                  ? tr("Quote of @%1").arg(draft.inReplyToHandle)
        : draft.chat.hashtag.isEmpty() ? tr("New post")
                                       : u'#' + draft.chat.hashtag;
    return line + u'\n' + what + u" · "_s + clockTime(at, m_clock.now());
}

WordsButton* DraftsView::row(const Draft& draft, Timestamp at, bool canThrowAway)
{
    auto* box = new QWidget(m_page);
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto* open = new WordsButton(lineOf(draft, at), WordsButton::Look::Listed, box);
    open->setStyleTokens(m_style);
    connect(open, &WordsButton::clicked, this, [this, draft] { Q_EMIT openWanted(draft); });
    line->addWidget(open, 1);
    if (canThrowAway) {
        auto* away
            = new IconButton("trash"_L1, tr("Throw away; a copy is kept for seven days"), box);
        away->setStyleTokens(m_style);
        line->addWidget(away, 0, Qt::AlignTop);
        connect(away, &IconButton::clicked, this, [this, id = draft.id] {
            m_store.remove(id);
            refresh(m_present, m_hashtag);
            focusFirst();
        });
        m_draftBox->addWidget(box);
    } else {
        m_copyBox->addWidget(box);
    }
    box->show();
    return open;
}

void DraftsView::refresh(const QString& present, const QString& hashtag)
{
    m_present = present;
    m_hashtag = hashtag;
    m_prepared->setWords(tr("Prepared answers for #%1").arg(hashtag));
    m_prepared->setVisible(!hashtag.isEmpty());
    fill();
    m_asking = m_store.copies().then(this, [this](Result<std::vector<DraftCopy>> copies) {
        showCopies(copies ? *copies : std::vector<DraftCopy>());
    });
}

void DraftsView::fill()
{
    empty(m_draftBox);
    m_drafts.clear();
    for (const Draft& draft : m_store.drafts()) {
        if (draft.id != m_present)
            m_drafts.push_back(row(draft, draft.changed, true));
    }
    m_draftHead->setText(m_drafts.empty() ? tr("No other drafts") : tr("Drafts"));
}

void DraftsView::showCopies(const std::vector<DraftCopy>& copies)
{
    empty(m_copyBox);
    m_copies.clear();
    for (const DraftCopy& copy : copies)
        m_copies.push_back(row(copy.draft, copy.saved, false));
    m_copyHead->setVisible(!m_copies.empty());
}

void DraftsView::focusFirst()
{
    (m_drafts.empty() ? m_back : m_drafts.front())->setFocus(Qt::TabFocusReason);
}

void DraftsView::setStyleTokens(const Style& style)
{
    m_style = style;
    static_cast<ThinScrollBar*>(verticalScrollBar())->setStyleTokens(style);
    for (WrapLabel* label : {m_draftHead, m_copyHead}) {
        label->setFont(style.name);
        label->setInk(style.tokens.text);
    }
    m_back->setStyleTokens(style);
    m_prepared->setStyleTokens(style);
    for (WordsButton* button : m_page->findChildren<WordsButton*>())
        button->setStyleTokens(style);
    for (IconButton* button : m_page->findChildren<IconButton*>())
        button->setStyleTokens(style);
}

void DraftsView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT closeWanted();
        return;
    }
    QScrollArea::keyPressEvent(event);
}

} // namespace staffroom
