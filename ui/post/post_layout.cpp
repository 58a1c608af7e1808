#include "ui/post/post_layout.h"

#include "ui/base/error_text.h"
#include "ui/base/time_text.h"
#include "ui/post/media_grid.h"
#include "ui/post/post_builder.h"
#include "ui/post/row_heading.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RowText {
    Q_DECLARE_TR_FUNCTIONS(PostLayout)
};

TextLook metaLook(const LayoutInput& in)
{
    return {in.style, in.style->meta, in.style->metaPitch(), nullptr, false};
}

int readStrip(const Style& style)
{
    return style.metaPitch() + 4;
}

int gapHeight(const Style& style)
{
    return std::max(44, style.metaPitch() + 24);
}

int endHeight(const Style& style)
{
    return std::max(56, style.metaPitch() + 36);
}

int add(PostLayout& out, TextBlock block, QPoint at, Ink ink)
{
    block.at = at;
    block.ink = ink;
    out.blocks.push_back(std::move(block));
    return int(out.blocks.size()) - 1;
}

/// Words, and perhaps something to press, centred in a row of fixed height.
void centred(PostLayout& out, const LayoutInput& in, const QString& words, const QString& button,
    HitRegion::Kind kind, std::optional<PostIcon> icon)
{
    const int side = icon ? in.style->smallIcon() : 0;
    const int room = in.width - 2 * in.style->padX() - (icon ? side + 6 : 0);
    TextBlock press;
    if (!button.isEmpty())
        press = setLine(button, metaLook(in), room);
    TextBlock text;
    if (!words.isEmpty())
        text = setLine(words, metaLook(in), std::max(20, room - press.width));
    const int total = (icon ? side + 6 : 0) + text.width + press.width;
    int x = (in.width - total) / 2;
    const int middle = out.height / 2;
    if (icon) {
        out.icons.push_back({QRect(x, middle - side / 2, side, side), *icon, Ink::Second});
        x += side + 6;
    }
    if (text.text) {
        const int width = text.width;
        const int top = middle - text.height / 2;
        add(out, std::move(text), QPoint(x, top), Ink::Second);
        x += width;
    }
    if (press.text) {
        const int top = middle - press.height / 2;
        add(out, std::move(press), QPoint(x, top), Ink::Accent);
        HitRegion region;
        region.kind = kind;
        // The whole row takes the press; a hole is no place for fine aiming.
        region.rects.push_back(
            QRect(in.style->padX(), 4, in.width - 2 * in.style->padX(), out.height - 8));
        out.regions.push_back(std::move(region));
    }
}

PostLayout gapLayout(const LayoutInput& in)
{
    PostLayout out;
    out.height = gapHeight(*in.style);
    const QRect box(in.style->padX(), 6, in.width - 2 * in.style->padX(), out.height - 13);
    out.fills.push_back({Fill::Kind::Dashes, box, 6, false});
    const FeedGap& gap = *in.row->gap;
    if (gap.isLoading) {
        centred(out, in, RowText::tr("Loading the missing posts …"), {}, HitRegion::Kind::GapLoad,
            PostIcon::Gap);
    } else if (gap.error) {
        centred(out, in, RowText::tr("Not loaded: %1 · ").arg(errorWords(*gap.error)),
            RowText::tr("Try again"), HitRegion::Kind::GapLoad, PostIcon::Gap);
    } else {
        centred(out, in,
            RowText::tr("%1 not loaded · ", "%1 is a duration")
                .arg(durationText(gap.newer - gap.older)),
            RowText::tr("Load"), HitRegion::Kind::GapLoad, PostIcon::Gap);
    }
    return out;
}

PostLayout endLayout(const LayoutInput& in)
{
    PostLayout out;
    out.height = endHeight(*in.style);
    switch (in.row->end) {
    case FeedEnd::MayHaveMore:
        centred(out, in, {}, RowText::tr("Load older"), HitRegion::Kind::EndLoad, std::nullopt);
        break;
    case FeedEnd::Loading:
        centred(out, in, RowText::tr("Loading older posts …"), {}, HitRegion::Kind::EndLoad,
            std::nullopt);
        break;
    case FeedEnd::Reached:
        centred(
            out, in, RowText::tr("That is everything"), {}, HitRegion::Kind::EndLoad, std::nullopt);
        break;
    case FeedEnd::Failed:
        centred(out, in, RowText::tr("Older posts could not be loaded · "),
            RowText::tr("Try again"), HitRegion::Kind::EndLoad, std::nullopt);
        break;
    }
    return out;
}

void shiftDown(PostLayout& out, int by)
{
    for (Fill& f : out.fills)
        f.rect.translate(0, by);
    for (PictureBox& p : out.pictures)
        p.rect.translate(0, by);
    for (IconBox& i : out.icons)
        i.rect.translate(0, by);
    for (TextBlock& b : out.blocks)
        b.at.ry() += by;
    for (HitRegion& r : out.regions) {
        for (QRect& rect : r.rects)
            rect.translate(0, by);
    }
    for (QRect* rect : {&out.card, &out.avatar, &out.menu, &out.timeBox})
        rect->translate(0, by);
}

/// "read to here" between this row and the next older one, in a strip of its own.
void addReadLine(PostLayout& out, const LayoutInput& in)
{
    const int strip = readStrip(*in.style);
    if (in.olderIsAbove)
        shiftDown(out, strip);
    const int top = in.olderIsAbove ? 0 : out.height;
    out.height += strip;
    TextBlock words = setLine(RowText::tr("read to here"), metaLook(in), in.width / 2);
    const int x = (in.width - words.width) / 2;
    const int middle = top + strip / 2;
    const int pad = in.style->padX();
    out.fills.push_back({Fill::Kind::ReadLine, QRect(pad, middle - 1, x - 8 - pad, 2), 1, false});
    const int right = x + words.width + 8;
    out.fills.push_back(
        {Fill::Kind::ReadLine, QRect(right, middle - 1, in.width - pad - right, 2), 1, false});
    const int wordsTop = middle - words.height / 2;
    add(out, std::move(words), QPoint(x, wordsTop), Ink::Accent);
}

} // namespace

bool HitRegion::contains(QPoint at) const
{
    return std::any_of(rects.begin(), rects.end(), [at](const QRect& r) { return r.contains(at); });
}

QRect HitRegion::bounds() const
{
    QRect all;
    for (const QRect& r : rects)
        all |= r;
    return all;
}

ImageKey emojiKey(const InlinePicture& picture, qreal ratio)
{
    ImageKey key;
    key.url = picture.url;
    key.pixels = QSize(qRound(picture.rect.width() * ratio), qRound(picture.rect.height() * ratio));
    key.crop = false;
    return key;
}

void PostLayout::appendKeys(std::vector<ImageKey>& keys, qreal ratio) const
{
    for (const PictureBox& p : pictures) {
        if (!p.isCovered && !p.key.url.isEmpty())
            keys.push_back(p.key);
        if (!p.blur.url.isEmpty())
            keys.push_back(p.blur);
    }
    for (const TextBlock& b : blocks) {
        for (const InlinePicture& p : b.pictures)
            keys.push_back(emojiKey(p, ratio));
    }
}

void mirror(PostLayout& out)
{
    const auto turn = [&out](QRect& r) {
        if (!r.isNull())
            r.moveLeft(out.width - r.left() - r.width());
    };
    for (Fill& f : out.fills)
        turn(f.rect);
    for (PictureBox& p : out.pictures)
        turn(p.rect);
    for (IconBox& i : out.icons)
        turn(i.rect);
    for (HitRegion& r : out.regions) {
        for (QRect& rect : r.rects)
            turn(rect);
    }
    // What lies in a block keeps its place in it: letters are not mirrored.
    std::vector<std::pair<QPoint, QPoint>> moves;
    for (TextBlock& b : out.blocks)
        b.at.setX(out.width - b.at.x() - b.width);
    for (QRect* rect : {&out.card, &out.avatar, &out.menu, &out.timeBox})
        turn(*rect);
}

PostLayout makeLayout(const LayoutInput& input)
{
    PostLayout out;
    switch (input.row->kind) {
    case FeedRow::Kind::Post:
        out = PostBuilder(input).build();
        break;
    case FeedRow::Kind::Gap:
        out = gapLayout(input);
        break;
    case FeedRow::Kind::End:
        out = endLayout(input);
        break;
    case FeedRow::Kind::Heading:
        out = headingLayout(input);
        break;
    }
    out.kind = input.row->kind;
    out.width = input.width;
    out.card = QRect(0, 0, input.width, out.height);
    if (input.row->hasReadLine)
        addReadLine(out, input);
    if (input.isRightToLeft)
        mirror(out);
    if (out.kind == FeedRow::Kind::Post) {
        HitRegion menu;
        menu.kind = HitRegion::Kind::Menu;
        menu.rects.push_back(out.menu);
        menu.tooltip = RowText::tr("What can be done with this post");
        out.regions.push_back(std::move(menu));
    }
    return out;
}

int estimateHeight(const LayoutInput& in)
{
    const Style& style = *in.style;
    int height = in.row->hasReadLine ? readStrip(style) : 0;
    if (in.row->kind == FeedRow::Kind::Gap)
        return height + gapHeight(style);
    if (in.row->kind == FeedRow::Kind::End)
        return height + endHeight(style);
    if (in.row->kind == FeedRow::Kind::Heading)
        return height + headingEstimate(in);
    const Post& post = *in.row->entry->post;
    if (in.row->marks)
        height += marksEstimate(in);
    const int left = style.padX() + (style.avatar() > 0 ? style.avatar() + 8 : 0);
    const int width = std::max(40, in.width - left - style.padX());
    const int pitch = style.bodyPitch();
    // Letters are about 0.37 of the pitch wide in Latin faces.
    const int letters = std::max(8, int(width / (pitch * 0.37)));
    const auto lines
        = [letters](qsizetype length) { return int((length + letters - 1) / letters); };
    height += 2 * style.padY() + 1 + pitch;
    if (style.density == Density::Comfortable)
        height += style.metaPitch() + 2;
    if (!in.row->entry->reasons.empty())
        height += style.metaPitch() + 4;
    if (post.inReplyTo || !post.inReplyToHandle.isEmpty())
        height += style.metaPitch() + 2;
    if (!post.contentWarning.isEmpty()) {
        height += lines(post.contentWarning.size()) * pitch + 30;
        if (!in.unfolded.warning)
            return height;
    }
    height += std::min(24, lines(post.text.text.size()) + int(post.text.text.count(u'\n')) / 2)
        * pitch;
    if (!post.media.empty()) {
        int bottom = 0;
        for (const QRect& cell : mediaGrid(post.media, width, int(std::lround(in.width * 0.6))))
            bottom = std::max(bottom, cell.bottom() + 1);
        height += 6 + bottom;
    }
    if (post.poll)
        height += 6 + int(post.poll->options.size()) * (pitch + 12) + style.metaPitch();
    if (post.quote)
        height += 24 + style.metaPitch()
            + (post.quote->post ? std::min(6, lines(post.quote->post->text.text.size())) * pitch
                                : 0);
    else if (post.card && post.media.empty())
        height += 78;
    if (post.delivery)
        height += 6 + 2 * style.metaPitch() + 30;
    else if (in.offersActions)
        height += 4 + std::max(style.metaPitch(), 20);
    else if (post.counts != PostCounts{})
        height += 6 + style.metaPitch();
    return height;
}

bool refreshTime(PostLayout& layout, const LayoutInput& input)
{
    if (layout.timeBlock < 0 || input.row->kind != FeedRow::Kind::Post)
        return false;
    const QString words = relativeTime(input.row->entry->post->created, input.now);
    if (words == layout.timeText)
        return false;
    layout.timeText = words;
    TextBlock& block = layout.blocks[size_t(layout.timeBlock)];
    TextBlock fresh = setLine(words, metaLook(input), input.width / 2);
    fresh.ink = block.ink;
    fresh.at = block.at;
    if (!input.isRightToLeft)
        fresh.at.setX(block.at.x() + block.width - fresh.width);
    block = std::move(fresh);
    return true;
}

} // namespace staffroom
