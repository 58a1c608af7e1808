#include "ui/dialogs/plain_dialog.h"

#include "ui/base/icon_button.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace staffroom {

PlainDialog::PlainDialog(const QString& heading, const Style& style, QWidget* parent)
    : QDialog(parent)
    , m_style(style)
    , m_heading(plainLabel(heading, this))
    , m_body(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    setWindowTitle(heading);
    setAttribute(Qt::WA_DeleteOnClose);
    m_heading->setWordWrap(true);
    m_body->setSpacing(8);
    m_buttons->setSpacing(8);
    m_buttons->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(16);
    column->addWidget(m_heading);
    column->addLayout(m_body, 1);
    column->addLayout(m_buttons);
    setMinimumWidth(int(400 * std::clamp(style.textScale, 1.0, 1.6)));
}

QLabel* PlainDialog::addText(const QString& text)
{
    auto* label = plainLabel(text, this);
    label->setWordWrap(true);
    m_body->addWidget(label);
    return label;
}

SentenceLabel* PlainDialog::addSentence()
{
    auto* label = new SentenceLabel(this);
    m_body->addWidget(label);
    return label;
}

QPushButton* PlainDialog::addButton(const QString& text, bool isPrimary)
{
    auto* button = new QPushButton(text, this);
    button->setAccessibleName(QString(text).remove(u'&'));
    button->setProperty("primary", isPrimary);
    button->setDefault(isPrimary);
    button->setAutoDefault(isPrimary);
    m_buttons->addWidget(button);
    return button;
}

bool PlainDialog::event(QEvent* event)
{
    const bool isHandled = QDialog::event(event);
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        growToFit();
    return isHandled;
}

/// A window's least size knows nothing of text that wraps, nor of buttons that come later.
void PlainDialog::growToFit()
{
    const QRect room = screen() ? screen()->availableGeometry() : QRect(0, 0, 10000, 10000);
    const int wide
        = std::max(width(), std::min(layout()->totalMinimumSize().width(), room.width()));
    const int needed = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide)
                                                     : layout()->totalMinimumSize().height();
    const int high = std::max(height(), std::min(needed, room.height()));
    if (QSize(wide, high) != size())
        resize(wide, high);
}

void PlainDialog::setStyleTokens(const Style& style)
{
    m_style = style;
    setStyleSheet(controlSheet(style));
    setPalette(style.palette()); // a new sheet brings back the palette of the first
    setFont(style.body);
    QFont title = style.name;
    title.setPointSizeF(style.body.pointSizeF() * 1.3);
    m_heading->setFont(title);
    for (auto* sentence : findChildren<SentenceLabel*>())
        sentence->setStyleTokens(style);
    for (auto* combo : findChildren<ComboField*>())
        combo->setStyleTokens(style);
    for (auto* tick : findChildren<TickBox*>())
        tick->setStyleTokens(style);
}

} // namespace staffroom
