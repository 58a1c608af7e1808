#include "ui/takeaway/recap_preview.h"

#include "ui/takeaway/recap_pages.h"
#include "ui/takeaway/takeaway_words.h"

#include <QPainter>

namespace staffroom {

namespace {

// A4 at the usual 96 dots; painted smaller.
constexpr qreal kDpi = 96;
constexpr QSizeF kSheet(793, 1122);

} // namespace

RecapPreview::RecapPreview(QWidget* parent)
    : QWidget(parent)
    , m_style(Style::make(Scheme::Light, Density::Comfortable, 1.0, 0))
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setMinimumSize(160, 226);
    setAccessibleName(tr("First page of the recap"));
}

RecapPreview::~RecapPreview() = default;

void RecapPreview::setRecap(const Recap& recap)
{
    m_pages = std::make_unique<RecapPages>(recap, recapWords(), kSheet, kDpi, 1);
    update();
}

void RecapPreview::setStyleTokens(const Style& style)
{
    m_style = style;
    update();
}

int RecapPreview::heightForWidth(int width) const
{
    return int(width * kSheet.height() / kSheet.width());
}

void RecapPreview::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal scale = std::min(width() / kSheet.width(), height() / kSheet.height());
    const QSizeF size = kSheet * scale;
    const QRectF sheet((width() - size.width()) / 2, 0, size.width(), size.height());
    painter.fillRect(sheet, Qt::white);
    painter.setPen(m_style.tokens.line);
    painter.drawRect(sheet.adjusted(0.5, 0.5, -0.5, -0.5));
    if (!m_pages)
        return;
    painter.translate(sheet.topLeft());
    painter.scale(scale, scale);
    painter.setLayoutDirection(layoutDirection());
    m_pages->paint(painter, 0);
}

} // namespace staffroom
