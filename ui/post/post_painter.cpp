#include "ui/post/post_painter.h"

#include <QPainter>

namespace staffroom {

namespace {

QColor inkColour(const StyleTokens& t, Ink ink)
{
    switch (ink) {
    case Ink::Text:
        return t.text;
    case Ink::Second:
        return t.textSecond;
    case Ink::Accent:
        return t.accent;
    case Ink::Danger:
        return t.danger;
    case Ink::OnDark:
        return Qt::white;
    case Ink::Host:
        return t.host;
    case Ink::Question:
        return t.question;
    case Ink::OnQuestion:
        return t.questionFill;
    }
    return t.text;
}

void stroke(QPainter& painter, const QRect& rect, int radius, const QColor& colour, double width,
    Qt::PenStyle style = Qt::SolidLine)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, width, style, Qt::RoundCap, Qt::RoundJoin));
    const double half = width / 2.0;
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintBox(QPainter& painter, const QRect& rect, int radius, const QColor& colour)
{
    if (radius <= 0) {
        painter.fillRect(rect, colour);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, radius, radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintFill(QPainter& painter, const Fill& f, const PostPaint& paint)
{
    const StyleTokens& t = paint.style->tokens;
    const bool isLoud = paint.style->scheme == Scheme::HighContrast;
    switch (f.kind) {
    case Fill::Kind::Well:
        paintBox(painter, f.rect, f.radius, t.well);
        break;
    case Fill::Kind::Soft:
        paintBox(painter, f.rect, f.radius, t.accentSoft);
        if (isLoud)
            stroke(painter, f.rect, f.radius, t.accent, 1);
        break;
    case Fill::Kind::Strong: {
        // Between the soft fill and the accent, so that text on it keeps its contrast.
        QColor strong = t.accent;
        strong.setAlphaF(0.28F);
        paintBox(painter, f.rect, f.radius, t.accentSoft);
        paintBox(painter, f.rect, f.radius, strong);
        break;
    }
    case Fill::Kind::Border:
        stroke(painter, f.rect, f.radius, t.line, 1);
        break;
    case Fill::Kind::Dark:
        paintBox(painter, f.rect, f.radius, QColor(16, 20, 20, 205));
        break;
    case Fill::Kind::QuoteBar:
        paintBox(painter, f.rect, f.radius, isLoud ? t.accent : t.line);
        break;
    case Fill::Kind::Dashes:
        stroke(painter, f.rect, f.radius, t.textSecond, 1, Qt::DashLine);
        break;
    case Fill::Kind::ReadLine:
        paintBox(painter, f.rect, 0, t.accent);
        break;
    case Fill::Kind::Card:
        painter.fillRect(f.rect, t.card);
        break;
    case Fill::Kind::HostBar:
        painter.fillRect(f.rect, t.host);
        break;
    case Fill::Kind::Question:
        painter.fillRect(f.rect, t.questionFill);
        break;
    case Fill::Kind::QuestionBadge:
        paintBox(painter, f.rect, f.radius, t.question);
        break;
    }
}

/// A picture that has the box's size in device pixels is a plain copy.
void blit(QPainter& painter, const QRect& box, const QImage& image, qreal ratio)
{
    const QSizeF size = QSizeF(image.size()) / ratio;
    const QPointF at(box.left() + (box.width() - size.width()) / 2.0,
        box.top() + (box.height() - size.height()) / 2.0);
    if (qFuzzyCompare(ratio, 1.0))
        painter.drawImage(at.toPoint(), image);
    else
        painter.drawImage(QRectF(at, size), image, QRectF(image.rect()));
}

void paintPicture(QPainter& painter, const PictureBox& box, const PostPaint& paint)
{
    if (!paint.images)
        return;
    bool isUnseen = box.key.url.isEmpty() || !paint.style->showImages;
    if (paint.style->showImages && !box.isCovered && !box.key.url.isEmpty()) {
        const auto got = paint.images->image(box.key);
        if (got.status == ImageRepository::Status::Ready) {
            blit(painter, box.rect, got.image, paint.ratio);
            return;
        }
        isUnseen = got.status == ImageRepository::Status::Failed;
    }
    if (isUnseen && box.key.shape == ImageKey::Shape::Circle) {
        const QPixmap& sign = paint.icons->get(PostIcon::Person, Ink::Second);
        const QSizeF size = QSizeF(sign.size()) / sign.devicePixelRatio();
        painter.drawPixmap(QPointF(box.rect.left() + (box.rect.width() - size.width()) / 2,
                               box.rect.top() + (box.rect.height() - size.height()) / 2)
                               .toPoint(),
            sign);
    }
    if (!box.blur.url.isEmpty()) {
        const auto got = paint.images->image(box.blur);
        if (got.status == ImageRepository::Status::Ready)
            blit(painter, box.rect, got.image, paint.ratio);
    }
}

void paintBlock(QPainter& painter, const TextBlock& block, const PostPaint& paint)
{
    if (!block.text)
        return;
    painter.setPen(inkColour(paint.style->tokens, block.ink));
    block.text->draw(&painter, QPointF(block.at));
    if (!paint.images)
        return;
    for (const InlinePicture& picture : block.pictures) {
        const auto got = paint.images->image(emojiKey(picture, paint.ratio));
        if (got.status == ImageRepository::Status::Ready)
            blit(painter, picture.rect.translated(block.at), got.image, paint.ratio);
    }
}

bool isInText(HitRegion::Kind kind)
{
    return kind == HitRegion::Kind::Link || kind == HitRegion::Kind::Mention
        || kind == HitRegion::Kind::Tag;
}

void paintHovered(QPainter& painter, const HitRegion& region, const PostPaint& paint)
{
    if (!isInText(region.kind))
        return;
    for (const QRect& r : region.rects)
        painter.fillRect(QRect(r.left(), r.bottom() - 1, r.width(), 1), paint.style->tokens.accent);
}

void paintFocused(QPainter& painter, const HitRegion& region, const PostPaint& paint)
{
    for (const QRect& r : region.rects)
        stroke(painter, r.adjusted(-3, -2, 3, 2), 4, paint.style->tokens.accent, 2);
}

void paintMenu(QPainter& painter, const PostLayout& layout, const PostPaint& paint, bool isHot)
{
    const StyleTokens& t = paint.style->tokens;
    // It lies over the end of the handle for as long as the pointer is here.
    paintBox(painter, layout.menu.adjusted(0, 5, 0, -5), 6, isHot ? t.accentSoft : t.hover);
    const QPixmap& icon = paint.icons->get(PostIcon::Menu, isHot ? Ink::Accent : Ink::Second);
    const int side = paint.style->smallIcon();
    painter.drawPixmap(layout.menu.left() + (layout.menu.width() - side) / 2,
        layout.menu.top() + (layout.menu.height() - side) / 2, icon);
}

} // namespace

void paintPost(QPainter& painter, const PostLayout& layout, const PostPaint& paint)
{
    const StyleTokens& t = paint.style->tokens;
    const QRect all(0, 0, layout.width, layout.height);
    const bool isPost = layout.kind == FeedRow::Kind::Post;
    const bool isLit = isPost && (paint.isHovered || paint.isCurrent);
    painter.fillRect(all, isLit ? t.hover : t.card);

    for (const Fill& f : layout.fills) {
        if (!f.isAbovePictures)
            paintFill(painter, f, paint);
    }
    for (const PictureBox& p : layout.pictures)
        paintPicture(painter, p, paint);
    for (const Fill& f : layout.fills) {
        if (f.isAbovePictures)
            paintFill(painter, f, paint);
    }
    for (const IconBox& i : layout.icons)
        painter.drawPixmap(i.rect.topLeft(), paint.icons->get(i.icon, i.ink));
    for (const TextBlock& b : layout.blocks)
        paintBlock(painter, b, paint);

    const auto at = [&](int index) {
        return index >= 0 && size_t(index) < layout.regions.size() ? &layout.regions[size_t(index)]
                                                                   : nullptr;
    };
    const HitRegion* hovered = at(paint.hoveredRegion);
    const HitRegion* focused = at(paint.focusedRegion);
    if (isLit)
        paintMenu(painter, layout, paint,
            (hovered && hovered->kind == HitRegion::Kind::Menu)
                || (focused && focused->kind == HitRegion::Kind::Menu));
    if (hovered)
        paintHovered(painter, *hovered, paint);
    if (isPost)
        painter.fillRect(QRect(layout.card.left(), layout.card.bottom(), layout.width, 1), t.line);
    if (paint.isCurrent)
        stroke(painter, layout.card.adjusted(1, 0, -1, -1), 4, t.accent, 2);
    if (focused)
        paintFocused(painter, *focused, paint);
}

} // namespace staffroom
