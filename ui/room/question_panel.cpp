#include "ui/room/question_panel.h"

#include "ui/base/form_controls.h"
#include "ui/base/icon_button.h"
#include "ui/base/thin_scroll_bar.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"
#include "ui/room/room_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QuestionPanel::QuestionPanel(QWidget* parent)
    : QWidget(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
    , m_line(plainLabel({}, this))
    , m_words(new WrapLabel)
    , m_area(new QScrollArea(this))
    , m_bar(new ThinScrollBar(Qt::Vertical, m_area))
    , m_previous(new IconButton("chevron-left"_L1, tr("Previous question"), this))
    , m_next(new IconButton("chevron-right"_L1, tr("Next question"), this))
    , m_now(new WordsButton({}, WordsButton::Look::Warned, this))
    , m_targets(new QWidget(this))
    , m_flow(new FlowLayout(8, m_targets))
{
    setAccessibleName(tr("Question"));
    m_area->setWidget(m_words);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setVerticalScrollBar(m_bar);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    m_words->setAutoFillBackground(false);
    m_area->setAccessibleName(tr("Words of the question"));
    m_flow->setContentsMargins(0, 0, 0, 0);

    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(m_line, 1);
    head->addWidget(m_now);
    head->addWidget(m_previous);
    head->addWidget(m_next);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 12, 12);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_area);
    column->addWidget(m_targets);

    connect(m_previous, &IconButton::clicked, this, &QuestionPanel::previousWanted);
    connect(m_next, &IconButton::clicked, this, &QuestionPanel::nextWanted);
    connect(m_now, &WordsButton::clicked, this, [this] {
        if (m_shown.now)
            Q_EMIT currentWanted();
        else
            Q_EMIT hostsWanted();
    });
    m_now->hide();
    m_targets->hide();
    align();
}

void QuestionPanel::showQuestion(const Shown& shown, Timestamp now)
{
    const bool isSame = shown == m_shown && !m_words->text().isEmpty();
    m_shown = shown;
    refreshTime(now);
    if (isSame)
        return;
    if (shown.question)
        m_words->setText(questionWords(*shown.question));
    else if (shown.hasHosts)
        m_words->setText(tr("No question was asked yet. What the hosts ask will stand here."));
    else
        m_words->setText(tr("Who asks the questions here? Name the hosts, and what they ask "
                            "stands here, earlier questions too."));
    m_words->setAccessibleName(m_words->text());
    m_previous->setEnabled(shown.hasPrevious);
    m_next->setEnabled(shown.hasNext);
    const bool asksForHosts = !shown.question && !shown.hasHosts;
    m_now->setVisible(shown.now.has_value() || asksForHosts);
    if (shown.now)
        m_now->setWords(tr("Now: Q%1", "the question that is on").arg(*shown.now));
    else if (asksForHosts)
        m_now->setWords(tr("Name the hosts"));
    for (WordsButton* button : m_buttons)
        delete button;
    m_buttons.clear();
    // One place is answered by the line below; several are a choice.
    for (const Target& target : shown.targets) {
        if (shown.targets.size() < 2)
            break;
        auto* button = new WordsButton(tr("Answer on %1", "a service or server").arg(target.where),
            WordsButton::Look::Chip, m_targets);
        button->setStyleTokens(m_style);
        connect(button, &WordsButton::clicked, this,
            [this, post = target.post] { Q_EMIT answerWanted(post); });
        m_flow->addWidget(button);
        button->show();
        m_buttons.push_back(button);
    }
    m_targets->setVisible(!m_buttons.empty());
    update();
}

void QuestionPanel::refreshTime(Timestamp now)
{
    m_line->setText(m_shown.question ? questionLine(*m_shown.question, m_shown.last, now)
                                     : tr("Before the first question"));
}

QString QuestionPanel::line() const
{
    return m_line->text();
}

QString QuestionPanel::words() const
{
    return m_words->text();
}

int QuestionPanel::fitTo(int width, int most)
{
    const QMargins margins = layout()->contentsMargins();
    const int wide = std::max(80, width - margins.left() - margins.right());
    int head = m_line->sizeHint().height();
    for (const QWidget* part : {static_cast<QWidget*>(m_now), static_cast<QWidget*>(m_previous)}) {
        if (!part->isHidden())
            head = std::max(head, part->sizeHint().height());
    }
    const int targets
        = m_targets->isHidden() ? 0 : m_flow->heightForWidth(wide) + layout()->spacing();
    const int others = margins.top() + margins.bottom() + head + layout()->spacing() + targets;
    const int least = QFontMetrics(m_words->font()).height() + 4;
    const int words
        = std::clamp(m_words->heightForWidth(wide), least, std::max(least, most - others));
    m_area->setFixedHeight(words);
    return others + words;
}

void QuestionPanel::align()
{
    // A label goes by its own words' direction, this line by the window's.
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    m_line->setAlignment(
        Qt::AlignVCenter | Qt::AlignAbsolute | (isMirrored ? Qt::AlignRight : Qt::AlignLeft));
}

void QuestionPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
    QWidget::changeEvent(event);
}

void QuestionPanel::setStyleTokens(const Style& style)
{
    m_style = style;
    QFont large = style.body;
    large.setPointSizeF(style.body.pointSizeF() * 1.25);
    large.setWeight(QFont::Medium);
    m_words->setFont(large);
    m_words->setInk(style.tokens.text);
    QFont strong = style.meta;
    strong.setWeight(QFont::DemiBold);
    m_line->setFont(strong);
    QPalette ink = style.palette();
    ink.setColor(QPalette::WindowText, style.tokens.question);
    m_line->setPalette(ink);
    for (auto* button : {m_previous, m_next})
        button->setStyleTokens(style);
    m_now->setStyleTokens(style);
    m_bar->setStyleTokens(style);
    for (WordsButton* button : m_buttons)
        button->setStyleTokens(style);
    align();
    update();
}

void QuestionPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.questionFill);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_style.tokens.line);
}

} // namespace staffroom
