#include "core/services/x/text_length.h"

#include "core/services/x/composed_text.h"
#include "core/services/x/emoji_spans.h"
#include "core/services/x/text_chars.h"
#include "core/services/x/text_entities.h"

#include <algorithm>

namespace staffroom::x {

namespace {

constexpr int kLightWeight = 1;
constexpr int kHeavyWeight = 2;

constexpr bool isLightUnit(char16_t unit)
{
    return unit <= 0x10FF || (unit >= 0x2000 && unit <= 0x200D)
        || (unit >= 0x2010 && unit <= 0x201F) || (unit >= 0x2032 && unit <= 0x2037);
}

/// What counts as one, and how much.
struct WeightedSpan {
    qsizetype end = 0;
    int weight = 0;
};

WeightedSpan spanAt(QStringView text, qsizetype start)
{
    const qsizetype end = emojiEnd(text, start);
    if (end > start)
        return {end, kHeavyWeight};
    if (text[start].isHighSurrogate() && start + 1 < text.size()
        && text[start + 1].isLowSurrogate())
        return {start + 2, kHeavyWeight};
    return {start + 1, isLightUnit(text[start].unicode()) ? kLightWeight : kHeavyWeight};
}

bool isBlankText(QStringView text)
{
    return std::ranges::all_of(text, [](QChar unit) { return isTextSpace(unit.unicode()); });
}

} // namespace

TextLength textLength(const QString& text)
{
    TextLength length;
    const ComposedText composed(text);
    const QString& counted = composed.text();
    const std::vector<Entity> urls = urlsIn(counted);
    auto url = urls.begin();
    bool isAccepted = true;
    qsizetype lastFitting = 0;
    for (qsizetype at = 0; at < counted.size();) {
        WeightedSpan span;
        if (url != urls.end() && url->start == at) {
            span = {url->end(), kUrlLength};
            ++url;
        } else {
            span = spanAt(counted, at);
        }
        length.weighted += span.weight;
        isAccepted = isAccepted && !isRefusedChar(counted[span.end - 1].unicode());
        if (isAccepted && length.weighted <= kMaxWeightedLength)
            lastFitting = span.end - 1;
        at = span.end;
    }
    length.permillage = static_cast<int>(qint64{length.weighted} * 1000 / kMaxWeightedLength);
    length.isValid = isAccepted && !isBlankText(text) && length.weighted <= kMaxWeightedLength;
    length.displayEnd = static_cast<int>(std::max<qsizetype>(text.size() - 1, 0));
    length.validEnd = static_cast<int>(composed.givenUntil(lastFitting));
    return length;
}

} // namespace staffroom::x
