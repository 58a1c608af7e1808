#include "ui/compose/prepared_dialog.h"

#include "core/model/feed_spec.h"
#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/field_sheet.h"
#include "ui/compose/labels.h"
#include "ui/compose/post_text_edit.h"
#include "ui/compose/words_button.h"

#include <QScrollArea>
#include <QSet>
#include <QSpinBox>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

PreparedDialog::PreparedDialog(
    DraftStore& store, const Style& style, const QString& hashtag, QWidget* parent)
    : QDialog(parent)
    , m_store(store)
    , m_hashtag(hashtag)
    , m_style(style)
    , m_box(new QVBoxLayout)
    , m_add(new WordsButton(tr("Add an answer"), WordsButton::Look::Quiet, this))
    , m_save(new WordsButton(tr("Save"), WordsButton::Look::Primary, this))
    , m_cancel(new WordsButton(tr("Cancel"), WordsButton::Look::Plain, this))
    , m_trouble(new WrapLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Prepared answers for #%1").arg(hashtag));
    setPalette(style.palette());
    setStyleSheet(fieldSheet(style));
    auto* title = new WrapLabel(this);
    title->setText(windowTitle());
    title->setFont(style.name);
    title->setInk(style.tokens.text);
    auto* note = new WrapLabel(this);
    note->setText(tr("Each is offered when its question comes. Nothing is sent by itself."));
    note->setFont(style.meta);
    note->setInk(style.tokens.textSecond);
    m_trouble->setFont(style.meta);
    m_trouble->setInk(style.tokens.danger);
    m_trouble->hide();
    m_add->setIconName("plus"_L1);
    for (WordsButton* button : {m_add, m_save, m_cancel})
        button->setStyleTokens(style);

    auto* page = new QWidget(this);
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(0, 0, 8, 0);
    rows->setSpacing(8);
    m_box->setSpacing(12);
    rows->addLayout(m_box);
    rows->addWidget(m_add, 0, Qt::AlignLeading);
    rows->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* bar = new ThinScrollBar(Qt::Vertical, scroll);
    bar->setStyleTokens(style);
    scroll->setVerticalScrollBar(bar);
    scroll->setWidget(page);
    page->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_save);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(scroll, 1);
    column->addWidget(m_trouble);
    column->addLayout(buttons);

    std::vector<PreparedAnswer> own;
    for (const auto& answer : store.prepared()) {
        if (foldTag(answer.hashtag) == foldTag(hashtag))
            own.push_back(answer);
    }
    std::sort(own.begin(), own.end(),
        [](const PreparedAnswer& a, const PreparedAnswer& b) { return a.question < b.question; });
    for (const auto& answer : own)
        addRow(answer.question, answer.text, answer.isUsed);
    if (m_rows.empty())
        addRow(1, {}, false);
    connect(m_add, &WordsButton::clicked, this, [this] {
        addRow(nextNumber(), {}, false);
        m_rows.back().text->setFocus(Qt::TabFocusReason);
    });
    connect(m_cancel, &WordsButton::clicked, this, &QDialog::reject);
    connect(m_save, &WordsButton::clicked, this, &PreparedDialog::save);
    resize(int(420 * std::max(1.0, style.textScale * 0.9)), 460);
}

int PreparedDialog::nextNumber() const
{
    int highest = 0;
    for (const auto& row : m_rows)
        highest = std::max(highest, row.number->value());
    return highest + 1;
}

void PreparedDialog::addRow(int question, const QString& text, bool isUsed)
{
    Row row{new QWidget(this), nullptr, nullptr, nullptr};
    row.number = new QSpinBox(row.box);
    row.number->setRange(1, 99);
    row.number->setPrefix(u"Q"_s);
    row.number->setValue(question);
    row.number->setButtonSymbols(QAbstractSpinBox::NoButtons);
    row.number->setAccessibleName(tr("Number of the question"));
    row.number->setFont(m_style.body);
    row.text = new PostTextEdit(row.box);
    row.text->setLines(2, 8);
    row.text->setStyleTokens(m_style);
    row.text->showText(text);
    row.text->setPlaceholderText(tr("Your answer, without “A%1”").arg(question));
    row.text->setAccessibleName(tr("Answer to question %1").arg(question));
    row.remove = new IconButton("trash"_L1, tr("Take this answer out"), row.box);
    row.remove->setStyleTokens(m_style);
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(row.number);
    if (isUsed) {
        auto* used = new ElidedLabel(Qt::ElideRight, row.box);
        used->setLine(tr("used already"));
        used->setFont(m_style.meta);
        used->setInk(m_style.tokens.textSecond);
        head->addWidget(used, 1);
    } else {
        head->addStretch(1);
    }
    head->addWidget(row.remove);
    auto* column = new QVBoxLayout(row.box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(row.text);
    m_box->addWidget(row.box);
    row.box->show();
    connect(row.number, &QSpinBox::valueChanged, this, [this, edit = row.text](int number) {
        edit->setAccessibleName(tr("Answer to question %1").arg(number));
        edit->setPlaceholderText(tr("Your answer, without “A%1”").arg(number));
        tellTrouble();
    });
    connect(row.text, &PostTextEdit::sendWanted, this, &PreparedDialog::save);
    connect(row.remove, &IconButton::clicked, this, [this, box = row.box] {
        std::erase_if(m_rows, [box](const Row& r) { return r.box == box; });
        box->hide();
        box->deleteLater();
        tellTrouble();
        m_add->setFocus(Qt::TabFocusReason);
    });
    m_rows.push_back(row);
    tellTrouble();
}

void PreparedDialog::tellTrouble()
{
    QSet<int> seen;
    int twice = 0;
    for (const auto& row : m_rows) {
        if (seen.contains(row.number->value()))
            twice = row.number->value();
        seen.insert(row.number->value());
    }
    m_trouble->setText(twice > 0
            ? tr("There are two answers for Q%1. Give one of them another number.").arg(twice)
            : QString());
    m_trouble->setVisible(twice > 0);
    m_save->setEnabled(twice == 0);
}

QString PreparedDialog::troubleText() const
{
    return m_trouble->text();
}

void PreparedDialog::save()
{
    if (!m_save->isEnabled())
        return;
    const std::vector<PreparedAnswer> before = m_store.prepared();
    QSet<int> kept;
    for (const auto& row : m_rows) {
        const int question = row.number->value();
        const QString text = row.text->toPlainText().trimmed();
        if (text.isEmpty())
            continue;
        kept.insert(question);
        const auto it = std::find_if(before.begin(), before.end(), [&](const PreparedAnswer& a) {
            return a.question == question && foldTag(a.hashtag) == foldTag(m_hashtag);
        });
        // Other words are another answer: they are offered again.
        const bool isSame = it != before.end() && it->text == text;
        if (!isSame)
            m_store.setPrepared({m_hashtag, question, text, false});
    }
    for (const auto& answer : before) {
        if (foldTag(answer.hashtag) == foldTag(m_hashtag) && !kept.contains(answer.question))
            m_store.setPrepared({answer.hashtag, answer.question, {}, false});
    }
    accept();
}

} // namespace staffroom
