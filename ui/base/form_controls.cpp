#include "ui/base/form_controls.h"

#include "ui/base/icons.h"
#include "ui/base/wrapped_text.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyle>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ComboField::ComboField(QWidget* parent)
    : QComboBox(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    view()->setAccessibleName(tr("Choices"));
}

void ComboField::setStyleTokens(const Style& style)
{
    m_style = style;
    update();
}

void ComboField::paintEvent(QPaintEvent* event)
{
    QComboBox::paintEvent(event);
    QPainter painter(this);
    constexpr int side = 16;
    const int x = layoutDirection() == Qt::RightToLeft ? 8 : width() - side - 8;
    painter.drawPixmap(x, (height() - side) / 2,
        iconPixmap("chevron-down"_L1, m_style.tokens.textSecond, side, devicePixelRatioF()));
}

namespace {
constexpr int kTickSide = 18;
constexpr int kTickGap = 8;
} // namespace

TickBox::TickBox(const QString& text, QWidget* parent)
    : QCheckBox(text, parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
}

void TickBox::setStyleTokens(const Style& style)
{
    m_style = style;
    setFont(style.body);
    updateGeometry();
    update();
}

QSize TickBox::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {kTickSide + kTickGap + metrics.size(Qt::TextShowMnemonic, text()).width() + 4,
        std::max(28, metrics.height() + 8)};
}

void TickBox::setWraps(bool wraps)
{
    m_wraps = wraps;
    // Not Fixed: that would hold it at the height of one line.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(wraps);
    setSizePolicy(policy);
}

QSize TickBox::minimumSizeHint() const
{
    if (!m_wraps)
        return sizeHint();
    return {kTickSide + kTickGap + 8 * QFontMetrics(font()).averageCharWidth(), 28};
}

int TickBox::heightForWidth(int width) const
{
    const int room = std::max(20, width - kTickSide - kTickGap - 1);
    return std::max(28, wrappedSize(font(), text(), room).height() + 8);
}

void TickBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& tokens = m_style.tokens;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const int x = isMirrored ? width() - kTickSide - 2 : 2;
    const QRect box(x, (height() - kTickSide) / 2, kTickSide, kTickSide);
    const QColor border = isChecked() ? tokens.accent : tokens.textSecond;
    painter.setPen(QPen(border, 1.5));
    painter.setBrush(isChecked() ? tokens.accent : tokens.card);
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 4, 4);
    if (isChecked())
        painter.drawPixmap(box.x() + 2, box.y() + 2,
            iconPixmap("check"_L1, tokens.onAccent, kTickSide - 4, devicePixelRatioF()));
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(box).adjusted(-1, -1, 1, 1), 6, 6);
    }
    painter.setPen(tokens.text);
    const QRect words = isMirrored
        ? QRect(0, 0, box.left() - kTickGap, height())
        : QRect(box.right() + kTickGap + 1, 0, width() - box.right() - kTickGap - 1, height());
    if (m_wraps) {
        drawWrapped(painter, words, font(), text(),
            Qt::AlignVCenter | (isMirrored ? Qt::AlignRight : Qt::AlignLeft));
        return;
    }
    painter.drawText(words,
        int(Qt::AlignVCenter | Qt::AlignAbsolute | Qt::TextShowMnemonic
            | (isMirrored ? Qt::AlignRight : Qt::AlignLeft)),
        text());
}

SentenceLabel::SentenceLabel(QWidget* parent)
    : QLabel(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setAlignment(Qt::AlignLeading | Qt::AlignTop);
}

void SentenceLabel::say(const QString& sentence, bool isTrouble)
{
    m_isTrouble = isTrouble;
    setText(sentence);
    recolour();
}

void SentenceLabel::setStyleTokens(const Style& style)
{
    m_style = style;
    setFont(style.meta);
    // Room for two lines, so that a sentence coming or going moves nothing else.
    setMinimumHeight(2 * QFontMetrics(style.meta).lineSpacing());
    recolour();
}

void SentenceLabel::recolour()
{
    QPalette palette = m_style.palette();
    palette.setColor(
        QPalette::WindowText, m_isTrouble ? m_style.tokens.danger : m_style.tokens.textSecond);
    setPalette(palette);
}

QLabel* plainLabel(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    return label;
}

void setTrouble(QWidget& field, bool isTrouble)
{
    if (field.property("trouble").toBool() == isTrouble)
        return;
    field.setProperty("trouble", isTrouble);
    field.style()->unpolish(&field);
    field.style()->polish(&field);
}

} // namespace staffroom
