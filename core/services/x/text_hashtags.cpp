#include "core/services/x/text_chars.h"
#include "core/services/x/text_entities.h"
#include "core/services/x/text_overlaps.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <iterator>

namespace staffroom::x {

namespace {

constexpr int kLongestSymbol = 6; ///< of shares
constexpr int kLongestSuffix = 2;
constexpr char16_t kTextPresentation = 0xFE0E;
constexpr char16_t kEmojiPresentation = 0xFE0F;
constexpr char16_t kKeycap = 0x20E3;

/// Signs that people write within words: joiners, middle dots, the marks of Hebrew, Japanese and
/// Tibetan.
constexpr QStringView kWithinTags
    = u"_\u200C\u200D\uA67E\u05BE\u05F3\u05F4\uFF5E\u301C\u309B\u309C\u30A0\u30FB\u3003\u0F0B"
      u"\u0F0C\u00B7";

char32_t tagPointAt(const QString& text, int at)
{
    const QChar unit = text[at];
    if (unit.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate())
        return QChar::surrogateToUcs4(unit, text[at + 1]);
    return unit.unicode();
}

int tagPointWidth(char32_t point)
{
    return point > 0xFFFF ? 2 : 1;
}

bool isTagLetter(char32_t point)
{
    return (U_GET_GC_MASK(static_cast<UChar32>(point)) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

bool isTagPart(char32_t point)
{
    return isTagLetter(point) || u_charType(static_cast<UChar32>(point)) == U_DECIMAL_DIGIT_NUMBER
        || (point <= 0xFFFF && kWithinTags.contains(static_cast<char16_t>(point)));
}

/// A tag begins at the start of the text or after what cannot be part of one.
bool mayStandBeforeTag(const QString& text, int at, int used)
{
    if (at == 0)
        return true;
    if (at - 1 < used)
        return false;
    const QChar before = text[at - 1];
    if (before.isLowSurrogate() && at - 2 >= used && text[at - 2].isHighSurrogate())
        return !isTagPart(tagPointAt(text, at - 2));
    if (before.isSurrogate())
        return false;
    // An emoji may end in a mark that says how to show it.
    if (before == kTextPresentation || before == kEmojiPresentation)
        return true;
    return before != u'&' && !isTagPart(before.unicode());
}

struct TagBody {
    int end = 0;
    bool hasLetter = false;
};

TagBody tagBodyAt(const QString& text, int start)
{
    TagBody body{start, false};
    while (body.end < text.size()) {
        const char32_t point = tagPointAt(text, body.end);
        if (!isTagPart(point))
            break;
        body.hasLetter = body.hasLetter || isTagLetter(point);
        body.end += tagPointWidth(point);
    }
    return body;
}

/// "#" as an emoji.
bool isKeycapAt(const QString& text, int at)
{
    return at + 1 < text.size() && (text[at + 1] == kEmojiPresentation || text[at + 1] == kKeycap);
}

/// What follows says that it was no tag: the next one, or the rest of a link.
bool spoilsTag(const QString& text, int after)
{
    return after < text.size()
        && (isHashSign(text[after].unicode())
            || QStringView(text).sliced(after).startsWith(u"://"));
}

int lettersEndIn(const QString& text, int start)
{
    int end = start;
    while (end < text.size() && isAsciiLetter(text[end].unicode()))
        ++end;
    return end;
}

bool endsCashtag(const QString& text, int at)
{
    return at >= text.size() || isTextSpace(text[at].unicode())
        || isAsciiPunctuation(text[at].unicode());
}

/// Where the symbol that begins at `start` ends; `start`: none does.
int symbolEndIn(const QString& text, int start, int lettersEnd)
{
    if (lettersEnd - start > kLongestSymbol || !endsCashtag(text, lettersEnd))
        return start;
    if (lettersEnd == start || lettersEnd >= text.size()
        || (text[lettersEnd] != u'.' && text[lettersEnd] != u'_'))
        return lettersEnd;
    const int suffixEnd = lettersEndIn(text, lettersEnd + 1);
    const int suffix = suffixEnd - lettersEnd - 1;
    const bool isWhole = suffix > 0 && suffix <= kLongestSuffix && endsCashtag(text, suffixEnd);
    return isWhole ? suffixEnd : lettersEnd;
}

} // namespace

std::vector<Entity> hashtagsIn(const QString& text, bool checksUrls)
{
    std::vector<Entity> found;
    int used = 0;
    for (int at = 0; at < text.size(); ++at) {
        if (!isHashSign(text[at].unicode()) || isKeycapAt(text, at)
            || !mayStandBeforeTag(text, at, used))
            continue;
        const TagBody body = tagBodyAt(text, at + 1);
        if (!body.hasLetter)
            continue;
        used = body.end;
        if (!spoilsTag(text, body.end))
            found.push_back({Entity::Kind::Hashtag, at, body.end - at,
                text.mid(at + 1, body.end - at - 1), {}});
        at = body.end - 1;
    }
    if (!checksUrls || found.empty())
        return found;
    std::ranges::move(urlsIn(text), std::back_inserter(found));
    found = withoutOverlaps(std::move(found));
    std::erase_if(found, [](const Entity& entity) { return entity.kind != Entity::Kind::Hashtag; });
    return found;
}

std::vector<Entity> hashtagsIn(const QString& text)
{
    return hashtagsIn(text, true);
}

std::vector<Entity> cashtagsIn(const QString& text)
{
    std::vector<Entity> found;
    for (int at = 0; at < text.size(); ++at) {
        if (text[at] != u'$')
            continue;
        const char16_t before = at > 0 ? text[at - 1].unicode() : u' ';
        if (!isTextSpace(before) && !isDirectionMark(before))
            continue;
        const int start = at + 1;
        const int end = symbolEndIn(text, start, lettersEndIn(text, start));
        if (end > start)
            found.push_back(
                {Entity::Kind::Cashtag, at, end - at, text.mid(start, end - start), {}});
    }
    return found;
}

} // namespace staffroom::x
