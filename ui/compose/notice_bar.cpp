#include "ui/compose/notice_bar.h"

#include "ui/base/icons.h"
#include "ui/compose/flow_layout.h"
#include "ui/compose/labels.h"
#include "ui/compose/words_button.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

NoticeBar::NoticeBar(QLatin1StringView icon, Tone tone, QWidget* parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_tone(tone)
    , m_words(new WrapLabel(this))
    , m_buttons(new QWidget(this))
    , m_first(new WordsButton({}, WordsButton::Look::Plain, m_buttons))
    , m_second(new WordsButton({}, WordsButton::Look::Plain, m_buttons))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    auto* flow = new FlowLayout(8, m_buttons);
    flow->addWidget(m_first);
    flow->addWidget(m_second);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_words);
    column->addWidget(m_buttons);
    setButtons({});
    hide();
}

void NoticeBar::setSentences(const QStringList& sentences)
{
    m_sentences = sentences;
    m_words->setText(sentences.join(u'\n'));
    setAccessibleName(sentences.join(u' '));
}

void NoticeBar::setButtons(const QString& first, const QString& second)
{
    m_first->setWords(first);
    m_first->setVisible(!first.isEmpty());
    m_second->setWords(second);
    m_second->setVisible(!second.isEmpty());
    m_buttons->setVisible(!first.isEmpty() || !second.isEmpty());
}

void NoticeBar::setStyleTokens(const Style& style)
{
    m_style = style;
    const int start = 12 + style.smallIcon() + 8;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    layout()->setContentsMargins(isMirrored ? 12 : start, 8, isMirrored ? start : 12, 8);
    m_words->setFont(style.meta);
    m_words->setInk(style.tokens.text);
    m_first->setStyleTokens(style);
    m_second->setStyleTokens(style);
    update();
}

void NoticeBar::announce()
{
    show();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void NoticeBar::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        setStyleTokens(m_style); // margins are not mirrored by themselves
    QWidget::changeEvent(event);
}

void NoticeBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& t = m_style.tokens;
    const QColor ink = m_tone == Tone::Asking ? t.question
        : m_tone == Tone::Trouble             ? t.danger
                                              : t.accent;
    const QColor fill = m_tone == Tone::Asking ? t.questionFill
        : m_tone == Tone::Trouble              ? t.well
                                               : t.accentSoft;
    // In high contrast fills are hardly seen; the border is what sets it apart there.
    painter.setPen(m_style.scheme == Scheme::HighContrast ? QPen(ink, 1) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int side = m_style.smallIcon();
    const int x = layoutDirection() == Qt::RightToLeft ? width() - 12 - side : 12;
    const int y = 8 + (QFontMetrics(m_style.meta).height() - side) / 2;
    painter.drawPixmap(x, y, iconPixmap(m_icon, ink, side, devicePixelRatioF()));
}

} // namespace staffroom
