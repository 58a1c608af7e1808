#include "ui/columns/column_notice.h"

#include "ui/base/icons.h"
#include "ui/columns/icon_button.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

ColumnNotice::ColumnNotice(QWidget* parent)
    : QWidget(parent)
    , m_picture(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_icon("info"_L1)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    m_picture->setTextFormat(Qt::PlainText);
    m_picture->setAlignment(Qt::AlignCenter);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(14);
    column->addStretch(2);
    column->addWidget(m_picture);
    column->addWidget(m_sentence);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    m_button->setAccessibleName(tr("Try again"));
    connect(m_button, &QPushButton::clicked, this, &ColumnNotice::pressed);
}

void ColumnNotice::showMessage(
    QLatin1StringView icon, const QString& sentence, const QString& button)
{
    m_icon = icon;
    m_isLoading = false;
    m_sentence->setText(sentence);
    m_picture->show();
    m_sentence->show();
    m_button->setText(button);
    if (!button.isEmpty())
        m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
    restyle();
    setVisible(true);
}

void ColumnNotice::showLoading(const QString& sentence)
{
    m_isLoading = true;
    m_sentence->setText(sentence);
    m_picture->hide();
    m_sentence->hide();
    m_button->hide();
    setAccessibleName(sentence);
    setVisible(true);
    update();
}

QString ColumnNotice::sentence() const
{
    return m_sentence->text();
}

void ColumnNotice::setStyleTokens(const Style& style)
{
    m_style = style;
    setStyleSheet(controlSheet(style));
    restyle();
}

void ColumnNotice::restyle()
{
    m_sentence->setFont(m_style.body);
    m_button->setFont(m_style.body);
    QPalette palette = m_style.palette();
    palette.setColor(QPalette::WindowText, m_style.tokens.textSecond);
    m_sentence->setPalette(palette);
    const int side = int(40 * m_style.textScale);
    m_picture->setPixmap(iconPixmap(m_icon, m_style.tokens.textSecond, side, devicePixelRatioF()));
    update();
}

void ColumnNotice::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_style.tokens.card);
    if (!m_isLoading)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_style.tokens.well);
    const int avatar = m_style.avatar();
    const int start = m_style.padX() + (avatar > 0 ? avatar + 8 : 0);
    const int line = m_style.bodyPitch();
    int top = m_style.padY() + 4;
    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    const auto bar = [&](int left, int y, int length, int height, qreal radius) {
        const int x = isMirrored ? width() - left - length : left;
        painter.drawRoundedRect(QRectF(x, y, length, height), radius, radius);
    };
    for (int card = 0; card < 3; ++card) {
        if (avatar > 0)
            bar(m_style.padX(), top, avatar, avatar, avatar / 2.0);
        const int room = width() - start - m_style.padX();
        bar(start, top + 2, room * 45 / 100, 10, 5);
        bar(start, top + line, room * 92 / 100, 10, 5);
        bar(start, top + 2 * line - 2, room * (card == 1 ? 80 : 60) / 100, 10, 5);
        top += 3 * line + 2 * m_style.padY() + 8;
    }
}

} // namespace staffroom
