#pragma once

#include "core/model/rich_text.h"
#include "ui/base/style.h"

#include <QPoint>
#include <QRect>
#include <QSet>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace staffroom {

/// Which of the style's colours a piece is drawn in; looked up at paint time.
enum class Ink { Text, Second, Accent, Danger, OnDark, Host, Question, OnQuestion };

/// A picture in the flow of text; `rect` is relative to its block.
struct InlinePicture {
    QRect rect;
    QUrl url;
};

/// A link, mention or tag in a block; `rects` (one per line it runs over) are relative to it.
struct InlineTarget {
    TextSpan::Kind kind = TextSpan::Kind::Link;
    QUrl target;
    QString label;
    std::vector<QRect> rects;
};

/// One shaped paragraph or line, ready to be drawn at `at`.
struct TextBlock {
    std::unique_ptr<QTextLayout> text;
    QPoint at;
    int width = 0; ///< that its lines were given
    int height = 0;
    Ink ink = Ink::Text;
    std::vector<InlinePicture> pictures;
    std::vector<InlineTarget> targets;

    QRect box() const { return QRect(at, QSize(width, height)); }
};

/// How a paragraph is set.
struct TextLook {
    const Style* style = nullptr;
    QFont font;
    int pitch = 0; ///< distance of baselines
    const QSet<QString>* quietTags = nullptr; ///< folded; drawn quietly
    bool hasTargets = true; ///< false: links are plain text
};

/// Sets `text[start, end)` in lines of `width`. At most `maxLines`, which sets `isComplete`.
TextBlock setParagraph(const RichText& text, int start, int end, const TextLook& look, int width,
    int maxLines, bool* isComplete);

/// Sets at most `maxLines`; what does not fit ends in an ellipsis.
TextBlock setClamped(const RichText& text, const TextLook& look, int width, int maxLines);

/// One line in its natural width, at most `width`; the end is cut with an ellipsis.
TextBlock setLine(const RichText& text, const TextLook& look, int width);
TextBlock setLine(const QString& text, const TextLook& look, int width);
/// The same, cut in the middle: both ends of a handle tell.
TextBlock setHandle(const QString& handle, const TextLook& look, int width);

/// Foreign text inside a sentence of ours, so that its direction stays its own affair.
QString isolated(const QString& foreign);

} // namespace staffroom
