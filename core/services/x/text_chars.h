#pragma once

namespace staffroom::x {

/// The kinds of UTF-16 units that the text rules of X tell apart. They are X's own, not those of
/// Unicode: the halves of a surrogate pair are domain characters, for instance.

constexpr bool isAsciiDigit(char16_t unit)
{
    return unit >= u'0' && unit <= u'9';
}

constexpr bool isAsciiLetter(char16_t unit)
{
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z');
}

constexpr bool isAsciiAlnum(char16_t unit)
{
    return isAsciiDigit(unit) || isAsciiLetter(unit);
}

/// Of names of people and lists.
constexpr bool isNameChar(char16_t unit)
{
    return isAsciiAlnum(unit) || unit == u'_';
}

constexpr bool isAtSign(char16_t unit)
{
    return unit == u'@' || unit == u'\uFF20';
}

constexpr bool isHashSign(char16_t unit)
{
    return unit == u'#' || unit == u'\uFF03';
}

constexpr bool isAsciiPunctuation(char16_t unit)
{
    return unit > 0x20 && unit < 0x7F && !isAsciiAlnum(unit);
}

constexpr bool isTextSpace(char16_t unit)
{
    return (unit >= 0x09 && unit <= 0x0D) || unit == 0x20 || unit == 0x85 || unit == 0xA0
        || unit == 0x1680 || unit == 0x180E || (unit >= 0x2000 && unit <= 0x200A) || unit == 0x2028
        || unit == 0x2029 || unit == 0x202F || unit == 0x205F || unit == 0x3000;
}

/// X refuses a post with one of them.
constexpr bool isRefusedChar(char16_t unit)
{
    return unit == 0xFEFF || unit == 0xFFFE || unit == 0xFFFF;
}

/// Says which way the text runs, without being seen.
constexpr bool isDirectionMark(char16_t unit)
{
    return unit == 0x061C || unit == 0x200E || unit == 0x200F || (unit >= 0x202A && unit <= 0x202E)
        || (unit >= 0x2066 && unit <= 0x2069);
}

/// Latin letters with accents, the accents themselves, and the letter of Hawaii.
constexpr bool isLatinAccent(char16_t unit)
{
    if (unit < 0xC0)
        return false;
    if (unit <= 0x024F)
        return unit != 0xD7 && unit != 0xF7;
    switch (unit) {
    case 0x0253:
    case 0x0254:
    case 0x0256:
    case 0x0257:
    case 0x0259:
    case 0x025B:
    case 0x0263:
    case 0x0268:
    case 0x026F:
    case 0x0272:
    case 0x0289:
    case 0x028B:
    case 0x02BB:
        return true;
    default:
        return (unit >= 0x0300 && unit <= 0x036F) || (unit >= 0x1E00 && unit <= 0x1EFF);
    }
}

constexpr bool isCyrillic(char16_t unit)
{
    return unit >= 0x0400 && unit <= 0x04FF;
}

/// May begin and end a label of a domain; '-' and '_' may only be within.
constexpr bool isDomainChar(char16_t unit)
{
    return !isAsciiPunctuation(unit) && !isTextSpace(unit) && !isRefusedChar(unit)
        && !isDirectionMark(unit);
}

} // namespace staffroom::x
