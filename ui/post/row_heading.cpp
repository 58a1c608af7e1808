#include "ui/post/row_heading.h"

#include "ui/base/mark_text.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kMostLines = 4;
constexpr int kAbove = 12;
constexpr int kBelow = 8;

TextLook lookOf(const Style& style, const QFont& font, int pitch)
{
    return {&style, font, pitch, nullptr, false};
}

QFont badgeFont(const Style& style)
{
    QFont font = style.meta;
    font.setWeight(QFont::DemiBold);
    return font;
}

int lines(const LayoutInput& in, qsizetype letters)
{
    const int perLine
        = std::max(8, int((in.width - 2 * in.style->padX() - 48) / (in.style->bodyPitch() * 0.39)));
    return int(std::clamp<qsizetype>((letters + perLine - 1) / perLine, 1, kMostLines));
}

} // namespace

PostLayout headingLayout(const LayoutInput& in)
{
    PostLayout out;
    const Style& style = *in.style;
    const int pad = style.padX();
    const FeedRow::Heading& heading = *in.row->heading;
    if (!heading.question) {
        TextBlock words = setLine(headingText(heading),
            lookOf(style, badgeFont(style), style.metaPitch()), in.width - 2 * pad - 48);
        out.height = kAbove + words.height + kBelow;
        const int x = (in.width - words.width) / 2;
        const int middle = kAbove + words.height / 2;
        out.fills.push_back(
            {Fill::Kind::QuoteBar, QRect(pad, middle, std::max(0, x - 8 - pad), 1), 0, false});
        const int right = x + words.width + 8;
        out.fills.push_back({Fill::Kind::QuoteBar,
            QRect(right, middle, std::max(0, in.width - pad - right), 1), 0, false});
        words.at = QPoint(x, kAbove);
        words.ink = Ink::Second;
        out.blocks.push_back(std::move(words));
        return out;
    }
    TextBlock badge = setLine(u'Q' + QString::number(*heading.question),
        lookOf(style, badgeFont(style), style.metaPitch()), in.width / 3);
    const QRect box(pad, kAbove, badge.width + 16, std::max(20, badge.height + 2));
    out.fills.push_back({Fill::Kind::QuestionBadge, box, box.height() / 2, false});
    badge.at = QPoint(box.left() + 8, box.top() + (box.height() - badge.height) / 2);
    badge.ink = Ink::OnQuestion;
    out.blocks.push_back(std::move(badge));
    int bottom = box.bottom() + 1;
    if (!heading.text.isEmpty()) {
        const int left = box.right() + 9;
        TextBlock words = setClamped({heading.text, {}},
            lookOf(style, style.name, style.bodyPitch()), in.width - left - pad, kMostLines);
        const int first = std::max(0, (box.height() - style.bodyPitch()) / 2);
        words.at = QPoint(left, kAbove + first);
        words.ink = Ink::Text;
        bottom = std::max(bottom, words.at.y() + words.height);
        out.blocks.push_back(std::move(words));
    }
    out.height = bottom + kBelow;
    out.fills.insert(
        out.fills.begin(), Fill{Fill::Kind::Question, QRect(0, 0, in.width, out.height), 0, false});
    return out;
}

int headingEstimate(const LayoutInput& in)
{
    const FeedRow::Heading& heading = *in.row->heading;
    if (!heading.question)
        return kAbove + in.style->metaPitch() + kBelow;
    return kAbove + lines(in, heading.text.size()) * in.style->bodyPitch() + kBelow;
}

int marksEstimate(const LayoutInput& in)
{
    const RowMarks& marks = *in.row->marks;
    const int line = in.style->metaPitch();
    int height = std::max(20, line + 2) + 4;
    if (marks.stormPosts > 0)
        height += line + 42;
    else if (marks.hidden != 0)
        height += line + 42;
    return height;
}

} // namespace staffroom
