#include "ui/post/text_block.h"

#include "core/model/feed_spec.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QTextOption>

#include <algorithm>
#include <climits>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QChar kBox(0x00A0); // does not hang over the end of a line as a space would
constexpr int kWide = 1 << 20;

/// A paragraph as it is shown: emoji codes are one letter that keeps a box free.
struct Shown {
    QString text;
    QList<QTextLayout::FormatRange> formats;
    std::vector<TextSpan> targets; ///< in positions of `text`
    struct Box {
        int position;
        QUrl url;
    };
    std::vector<Box> boxes;
};

int boxSide(const TextLook& look)
{
    return int(std::lround(QFontMetricsF(look.font).height() * 0.95));
}

QFont codeFont(const QFont& like)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(like.pointSizeF() * 0.94);
    return font;
}

void applyStyle(QTextCharFormat& format, const TextSpan& span, const TextLook& look)
{
    const StyleTokens& tokens = look.style->tokens;
    switch (span.kind) {
    case TextSpan::Kind::Link:
    case TextSpan::Kind::Mention:
        if (look.hasTargets)
            format.setForeground(tokens.accent);
        break;
    case TextSpan::Kind::Tag:
        if (look.hasTargets) {
            const bool isQuiet = look.quietTags && look.quietTags->contains(foldTag(span.label));
            format.setForeground(isQuiet ? tokens.quietTag : tokens.accent);
        }
        break;
    case TextSpan::Kind::Bold:
        format.setFontWeight(QFont::DemiBold);
        break;
    case TextSpan::Kind::Italic:
        format.setFontItalic(true);
        break;
    case TextSpan::Kind::Strike:
        format.setFontStrikeOut(true);
        break;
    case TextSpan::Kind::Code:
        format.setFont(codeFont(look.font), QTextCharFormat::FontPropertiesSpecifiedOnly);
        format.setBackground(tokens.well);
        break;
    case TextSpan::Kind::CodeBlock:
        format.setFont(codeFont(look.font), QTextCharFormat::FontPropertiesSpecifiedOnly);
        break;
    case TextSpan::Kind::CustomEmoji:
    case TextSpan::Kind::Quote:
        break;
    }
}

bool isTarget(TextSpan::Kind kind)
{
    return kind == TextSpan::Kind::Link || kind == TextSpan::Kind::Mention
        || kind == TextSpan::Kind::Tag;
}

/// Cuts [start, end) out of `rich` and puts boxes in place of emoji codes.
Shown shownOf(const RichText& rich, int start, int end, const TextLook& look)
{
    Shown out;
    std::vector<const TextSpan*> inside;
    std::vector<const TextSpan*> emoji;
    for (const TextSpan& span : rich.spans) {
        if (span.end() <= start || span.start >= end || span.length <= 0)
            continue;
        if (span.kind != TextSpan::Kind::CustomEmoji)
            inside.push_back(&span);
        else if (span.start >= start && span.end() <= end
            && (emoji.empty() || emoji.back()->end() <= span.start))
            emoji.push_back(&span);
    }
    out.text.reserve(end - start);
    int at = start;
    for (const TextSpan* span : emoji) {
        out.text += QStringView(rich.text).sliced(at, span->start - at);
        out.boxes.push_back({int(out.text.size()), span->target});
        out.text += kBox;
        at = span->end();
    }
    out.text += QStringView(rich.text).sliced(at, end - at);

    const auto mapped = [&](int position) {
        int result = std::clamp(position, start, end) - start;
        for (const TextSpan* span : emoji) {
            if (position >= span->end())
                result -= span->length - 1;
            else if (position > span->start)
                result -= position - span->start;
        }
        return result;
    };
    for (const TextSpan* span : inside) {
        QTextLayout::FormatRange range;
        range.start = mapped(span->start);
        range.length = mapped(span->end()) - range.start;
        if (range.length <= 0)
            continue;
        applyStyle(range.format, *span, look);
        out.formats.push_back(range);
        if (look.hasTargets && isTarget(span->kind)) {
            TextSpan target = *span;
            target.start = range.start;
            target.length = range.length;
            out.targets.push_back(std::move(target));
        }
    }
    if (!out.boxes.empty()) {
        const double spacing = boxSide(look) + 1 - QFontMetricsF(look.font).horizontalAdvance(kBox);
        for (const auto& box : out.boxes) {
            QTextLayout::FormatRange range;
            range.start = box.position;
            range.length = 1;
            range.format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
            range.format.setFontLetterSpacing(spacing);
            out.formats.push_back(range);
        }
    }
    return out;
}

/// Lays lines with their baselines on an even pitch, whatever fonts fall in.
int layLines(QTextLayout& text, const TextLook& look, int width, int maxLines, bool* isComplete)
{
    const QFontMetricsF metrics(look.font);
    const double base
        = std::round((look.pitch - metrics.ascent() - metrics.descent()) / 2.0 + metrics.ascent());
    double y = 0;
    int end = 0;
    text.beginLayout();
    for (int i = 0; i < maxLines; ++i) {
        QTextLine line = text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        // A face with tall letters may use the space between the lines, but not more.
        const double above = std::max(0.0, std::ceil(line.ascent() - base - 2));
        const double below = std::max(0.0, std::ceil(line.descent() - (look.pitch - base) - 2));
        line.setPosition(QPointF(0, y + above + base - line.ascent()));
        y += look.pitch + above + below;
        end = line.textStart() + line.textLength();
    }
    text.endLayout();
    if (isComplete)
        *isComplete = end >= text.text().size();
    return int(std::ceil(y));
}

/// The part of a line that [start, end) takes, in whole pixels.
QRect lineBox(const QTextLine& line, int start, int end)
{
    const int from = std::max(start, line.textStart());
    const int to = std::min(end, line.textStart() + line.textLength());
    if (from >= to)
        return {};
    const double a = line.cursorToX(from);
    const double b = line.cursorToX(to);
    const double left = std::min(a, b);
    return QRectF(left, line.y(), std::max(a, b) - left, line.height()).toAlignedRect();
}

void findBoxes(TextBlock& block, const Shown& shown, const TextLook& look)
{
    const QTextLayout& text = *block.text;
    for (const TextSpan& span : shown.targets) {
        InlineTarget target{span.kind, span.target, span.label, {}};
        for (int i = 0; i < text.lineCount(); ++i) {
            const QRect box = lineBox(text.lineAt(i), span.start, span.end());
            if (!box.isEmpty())
                target.rects.push_back(box);
        }
        if (!target.rects.empty())
            block.targets.push_back(std::move(target));
    }
    const int side = boxSide(look);
    for (const auto& box : shown.boxes) {
        const QTextLine line = text.lineForTextPosition(box.position);
        if (!line.isValid() || box.position >= line.textStart() + line.textLength())
            continue;
        const double a = line.cursorToX(box.position);
        const double b = line.cursorToX(box.position + 1);
        const double middle = line.y() + line.ascent() - QFontMetricsF(look.font).capHeight() / 2.0;
        block.pictures.push_back({QRect(int(std::lround(std::min(a, b))),
                                      int(std::lround(middle - side / 2.0)), side, side),
            box.url});
    }
}

TextBlock setShown(
    const Shown& shown, const TextLook& look, int width, int maxLines, bool* isComplete)
{
    TextBlock block;
    block.text = std::make_unique<QTextLayout>(shown.text, look.font);
    block.text->setCacheEnabled(true);
    block.text->setFormats(shown.formats);
    const bool isRtl = shown.text.isRightToLeft();
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(isRtl ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment((isRtl ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignAbsolute);
    block.text->setTextOption(option);
    block.width = width;
    block.height = layLines(*block.text, look, width, maxLines, isComplete);
    findBoxes(block, shown, look);
    return block;
}

double naturalWidth(const TextBlock& block)
{
    double widest = 0;
    for (int i = 0; i < block.text->lineCount(); ++i)
        widest = std::max(widest, block.text->lineAt(i).naturalTextWidth());
    return widest;
}

/// Keeps the first `length` letters of a shown text and puts an ellipsis behind.
Shown cut(Shown shown, int length)
{
    length = std::clamp(length, 0, int(shown.text.size()));
    while (length > 0
        && (shown.text[length - 1].isSpace() || shown.text[length - 1].isHighSurrogate()))
        --length;
    shown.text.truncate(length);
    shown.text += u'…';
    std::erase_if(shown.boxes, [length](const auto& box) { return box.position >= length; });
    std::erase_if(shown.targets, [length](const auto& span) { return span.start >= length; });
    for (TextSpan& span : shown.targets)
        span.length = std::min(span.length, length - span.start);
    for (auto& range : shown.formats)
        range.length = std::clamp(length - range.start, 0, range.length);
    return shown;
}

} // namespace

TextBlock setParagraph(const RichText& text, int start, int end, const TextLook& look, int width,
    int maxLines, bool* isComplete)
{
    return setShown(shownOf(text, start, end, look), look, width, maxLines, isComplete);
}

TextBlock setClamped(const RichText& text, const TextLook& look, int width, int maxLines)
{
    // Only as much as can be seen is shaped: no line of a column holds more letters.
    constexpr int kLettersPerLine = 200;
    const int most = std::min(int(text.text.size()), maxLines * kLettersPerLine);
    Shown shown = shownOf(text, 0, most, look);
    shown.text.replace(u'\n', u' ');
    bool isComplete = true;
    TextBlock block = setShown(shown, look, width, maxLines, &isComplete);
    for (int take = 1; !isComplete && take <= 12; take += 3) {
        const QTextLine last = block.text->lineAt(block.text->lineCount() - 1);
        block = setShown(cut(shown, last.textStart() + last.textLength() - take), look, width,
            maxLines, &isComplete);
    }
    // One line takes no more room than it needs, so that it stays beside what it belongs to where
    // the row is mirrored.
    if (isComplete && block.text->lineCount() == 1) {
        const int natural = int(std::ceil(naturalWidth(block)));
        if (natural < width)
            block = setShown(shown, look, std::max(1, natural), 1, nullptr);
    }
    return block;
}

TextBlock setLine(const RichText& text, const TextLook& look, int width)
{
    constexpr int kLetters = 300;
    Shown shown = shownOf(text, 0, std::min(int(text.text.size()), kLetters), look);
    shown.text.replace(u'\n', u' ');
    TextBlock block = setShown(shown, look, kWide, 1, nullptr);
    const double natural = naturalWidth(block);
    if (natural > width) {
        const double room = width - QFontMetricsF(look.font).horizontalAdvance(u'…');
        const QTextLine line = block.text->lineAt(0);
        const bool isRtl = shown.text.isRightToLeft();
        const double x = isRtl ? kWide - room : room;
        shown = cut(
            std::move(shown), room <= 0 ? 0 : line.xToCursor(x, QTextLine::CursorOnCharacter));
        return setShown(shown, look, width, 1, nullptr);
    }
    const int fitting = int(std::ceil(natural));
    return setShown(shown, look, std::max(1, fitting), 1, nullptr);
}

TextBlock setLine(const QString& text, const TextLook& look, int width)
{
    return setLine(RichText{text, {}}, look, width);
}

TextBlock setHandle(const QString& handle, const TextLook& look, int width)
{
    const QString shown
        = QFontMetricsF(look.font).elidedText(handle, Qt::ElideMiddle, std::max(0, width));
    return setLine(shown, look, width + 2);
}

QString isolated(const QString& foreign)
{
    return QChar(0x2068) + foreign + QChar(0x2069);
}

} // namespace staffroom
