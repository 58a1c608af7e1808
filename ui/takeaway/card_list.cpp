#include "ui/takeaway/card_list.h"

#include "ui/base/form_controls.h"
#include "ui/compose/words_button.h"

#include <QVBoxLayout>

namespace staffroom {

namespace {

constexpr int kAtOnce = 50;

} // namespace

CardList::CardList(QWidget* parent)
    : ScrollPage(parent)
    , m_column(new QVBoxLayout(page()))
    , m_more(new WordsButton(tr("Show more"), WordsButton::Look::Quiet, page()))
    , m_empty(plainLabel({}, page()))
{
    m_column->setContentsMargins(0, 0, 12, 0);
    m_column->setSpacing(12);
    m_empty->setWordWrap(true);
    m_column->addWidget(m_empty);
    m_column->addWidget(m_more, 0, Qt::AlignLeading);
    m_column->addStretch(1);
    connect(m_more, &WordsButton::clicked, this, &CardList::showMore);
}

void CardList::clear()
{
    // The last three are the sentence for none, the button and the stretch.
    while (m_column->count() > 3) {
        QLayoutItem* item = m_column->takeAt(0);
        item->widget()->hide();
        item->widget()->deleteLater(); // one of its buttons may be what calls us
        delete item;
    }
    m_made = 0;
}

void CardList::setCards(int count, MakeCard make, const QString& empty)
{
    clear();
    m_count = count;
    m_make = std::move(make);
    m_empty->setText(empty);
    m_empty->setVisible(count == 0);
    showMore();
}

void CardList::showMore()
{
    const int upTo = std::min(m_count, m_made + kAtOnce);
    for (; m_made < upTo; ++m_made) {
        QWidget* card = m_make(m_made, page());
        m_column->insertWidget(m_made, card);
        card->show();
    }
    m_more->setVisible(m_made < m_count);
}

void CardList::setStyleTokens(const Style& style)
{
    ScrollPage::setStyleTokens(style);
    m_more->setStyleTokens(style);
}

} // namespace staffroom
