#include "core/services/x/text_link_paths.h"

#include "core/services/x/text_chars.h"

namespace staffroom::x {

namespace {

constexpr qsizetype kLongestShortName = 40;
constexpr QStringView kPathSigns = u"!*';:=+,.$/%#[]-\u2013_~@|&";
constexpr QStringView kPathEndSigns = u"+-=_#/";
constexpr QStringView kQuerySigns = u"!?*'@();:&=+$/%#[]-_.,~|";
constexpr QStringView kQueryEndSigns = u"-_&=#/";

bool isPathLetter(char16_t unit)
{
    return isAsciiAlnum(unit) || isCyrillic(unit) || isLatinAccent(unit);
}

bool isPathChar(QChar unit)
{
    return isPathLetter(unit.unicode()) || kPathSigns.contains(unit);
}

bool endsPath(QChar unit)
{
    return isPathLetter(unit.unicode()) || kPathEndSigns.contains(unit);
}

bool isQueryChar(QChar unit)
{
    return isAsciiAlnum(unit.unicode()) || kQuerySigns.contains(unit);
}

bool endsQuery(QChar unit)
{
    return isAsciiAlnum(unit.unicode()) || kQueryEndSigns.contains(unit);
}

bool isAt(QStringView text, qsizetype at, char16_t unit)
{
    return at < text.size() && text[at] == unit;
}

qsizetype skipPathChars(QStringView text, qsizetype at)
{
    while (at < text.size() && isPathChar(text[at]))
        ++at;
    return at;
}

/// Where "(a)", "(a(b)c)" or "((b))" ends that begins at `start`; -1: there is none.
qsizetype bracketsEnd(QStringView text, qsizetype start)
{
    qsizetype at = skipPathChars(text, start + 1);
    if (isAt(text, at, u')'))
        return at > start + 1 ? at + 1 : -1;
    if (!isAt(text, at, u'('))
        return -1;
    const qsizetype inner = at + 1;
    at = skipPathChars(text, inner);
    if (at == inner || !isAt(text, at, u')'))
        return -1;
    at = skipPathChars(text, at + 1);
    return isAt(text, at, u')') ? at + 1 : -1;
}

} // namespace

qsizetype portEnd(QStringView text, qsizetype start)
{
    if (!isAt(text, start, u':'))
        return start;
    qsizetype end = start + 1;
    while (end < text.size() && isAsciiDigit(text[end].unicode()))
        ++end;
    return end > start + 1 ? end : start;
}

qsizetype pathEnd(QStringView text, qsizetype start)
{
    if (!isAt(text, start, u'/'))
        return start;
    qsizetype end = start + 1;
    qsizetype at = end;
    while (at < text.size()) {
        if (text[at] == u'(') {
            at = bracketsEnd(text, at);
            if (at < 0)
                break;
            end = at;
        } else if (isPathChar(text[at])) {
            if (endsPath(text[at]))
                end = at + 1;
            ++at;
        } else {
            break;
        }
    }
    return end;
}

qsizetype queryEnd(QStringView text, qsizetype start)
{
    if (!isAt(text, start, u'?'))
        return start;
    qsizetype end = start;
    for (qsizetype at = start + 1; at < text.size() && isQueryChar(text[at]); ++at) {
        if (endsQuery(text[at]))
            end = at + 1;
    }
    return end;
}

qsizetype shortLinkEnd(QStringView text, qsizetype start, qsizetype end)
{
    const QStringView link = text.sliced(start, end - start);
    const qsizetype scheme = link.indexOf(u"://");
    constexpr QStringView host = u"t.co/";
    if (scheme < 0 || !link.sliced(scheme + 3).startsWith(host, Qt::CaseInsensitive))
        return end;
    const qsizetype nameStart = scheme + 3 + host.size();
    qsizetype nameEnd = nameStart;
    while (nameEnd < link.size() && isAsciiAlnum(link[nameEnd].unicode()))
        ++nameEnd;
    if (nameEnd == nameStart)
        return end;
    if (nameEnd - nameStart > kLongestShortName)
        return -1;
    return start + queryEnd(link, nameEnd);
}

} // namespace staffroom::x
