#include "ui/columns/trouble_bar.h"

#include "ui/base/icons.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

TroubleBar::TroubleBar(QWidget* parent)
    : QWidget(parent)
    , m_button(new QPushButton(this))
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_button->setAccessibleName(tr("Try again"));
    m_button->setCursor(Qt::PointingHandCursor);
    connect(m_button, &QPushButton::clicked, this, &TroubleBar::pressed);
    hide();
}

void TroubleBar::setTrouble(const QString& words, const QString& sentence, const QString& button)
{
    if (m_words == words && m_sentence == sentence && m_button->text() == button)
        return;
    m_words = words;
    m_sentence = sentence;
    setAccessibleName(words);
    setAccessibleDescription(sentence);
    m_button->setText(button);
    if (!button.isEmpty())
        m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    placeButton();
    update();
}

void TroubleBar::setStyleTokens(const Style& style)
{
    m_style = style;
    QFont font = style.meta;
    font.setWeight(QFont::DemiBold);
    m_button->setFont(font);
    // A word, not a box: the line is quiet, its focus is not.
    m_button->setStyleSheet(
        uR"(QPushButton { border: 2px solid transparent; border-radius: 6px; padding: 0px 6px;
  background: transparent; color: %1; }
QPushButton:hover { background: %2; } QPushButton:focus { border-color: %1; })"_s.arg(
            style.tokens.accent.name(), style.tokens.accentSoft.name()));
    placeButton();
    update();
}

QSize TroubleBar::sizeHint() const
{
    return {200, std::max(32, QFontMetrics(m_style.meta).height() + 14)};
}

void TroubleBar::placeButton()
{
    const int length = m_button->sizeHint().width();
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    m_button->setGeometry(isMirrored ? 6 : width() - 6 - length, 1, length, height() - 3);
}

void TroubleBar::resizeEvent(QResizeEvent*)
{
    placeButton();
}

bool TroubleBar::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        placeButton();
    if (event->type() == QEvent::ToolTip) {
        // Escaped: a tool tip that looks like markup would be read as such.
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(),
            u"<p>"_s + m_sentence.toHtmlEscaped() + u"</p>"_s, this);
        return true;
    }
    return QWidget::event(event);
}

void TroubleBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& tokens = m_style.tokens;
    painter.fillRect(rect(), tokens.hover);
    painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.line);
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed = [&](const QRect& box) {
        return isMirrored ? QRect(width() - box.right() - 1, box.top(), box.width(), box.height())
                          : box;
    };
    // In one line with the title and its icon above.
    const int side = m_style.smallIcon() + 2;
    const int start = m_style.padX();
    painter.drawPixmap(placed({start, (height() - 1 - side) / 2, side, side}),
        iconPixmap("warning"_L1, tokens.danger, side, devicePixelRatioF()));
    const int textStart = start + side + 8;
    const int end = m_button->isHidden() ? width() - start : width() - m_button->width() - 10;
    const QFontMetrics metrics(m_style.meta);
    painter.setFont(m_style.meta);
    painter.setPen(tokens.text);
    const QRect box(textStart, 0, std::max(0, end - textStart), height() - 1);
    painter.drawText(placed(box),
        int(Qt::AlignVCenter | Qt::AlignAbsolute | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
        metrics.elidedText(m_words, Qt::ElideRight, box.width()));
}

} // namespace staffroom
