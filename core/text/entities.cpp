#include "core/text/entities.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace staffroom {

namespace {

struct Entity {
    std::string_view name;
    char32_t character;
};

constexpr Entity kEntities[] = {
#include "core/text/entities_table.inc"
};

constexpr qsizetype kLongestName = 8;

/// Code points that Windows-1252 pages meant by 0x80 to 0x9F; HTML maps them so.
constexpr std::array<char32_t, 32> kWindows1252{0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026,
    0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018,
    0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178};

char32_t lookUp(std::string_view name)
{
    const auto* it = std::lower_bound(std::begin(kEntities), std::end(kEntities), name,
        [](const Entity& e, std::string_view n) { return e.name < n; });
    return it != std::end(kEntities) && it->name == name ? it->character : 0;
}

char32_t numeric(QStringView text, qsizetype& i)
{
    qsizetype at = i + 2; // behind "&#"
    const bool isHex = at < text.size() && (text.at(at) == u'x' || text.at(at) == u'X');
    if (isHex)
        ++at;
    const int base = isHex ? 16 : 10;
    char32_t value = 0;
    const qsizetype first = at;
    for (; at < text.size() && at < first + 16; ++at) {
        const char16_t c = text.at(at).unicode();
        int digit = -1;
        if (c >= u'0' && c <= u'9')
            digit = c - u'0';
        else if (isHex && c >= u'a' && c <= u'f')
            digit = c - u'a' + 10;
        else if (isHex && c >= u'A' && c <= u'F')
            digit = c - u'A' + 10;
        if (digit < 0)
            break;
        value = std::min<char32_t>(
            value * static_cast<char32_t>(base) + static_cast<char32_t>(digit), 0x110000);
    }
    if (at == first)
        return 0;
    if (at < text.size() && text.at(at) == u';')
        ++at;
    i = at;
    if (value >= 0x80 && value <= 0x9F)
        return kWindows1252.at(value - 0x80);
    return value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) ? 0xFFFD : value;
}

} // namespace

char32_t readEntity(QStringView text, qsizetype& i)
{
    if (i + 1 < text.size() && text.at(i + 1) == u'#') {
        if (const char32_t c = numeric(text, i))
            return c;
        ++i;
        return U'&';
    }
    std::array<char, kLongestName> name{};
    size_t length = 0;
    qsizetype at = i + 1;
    while (at < text.size() && length < name.size()) {
        const char16_t c = text.at(at).unicode();
        const bool isName
            = (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
        if (!isName)
            break;
        name.at(length++) = static_cast<char>(c);
        ++at;
    }
    // The longest name that matches wins: "&notit;" is "not" and "it;".
    for (size_t n = length; n >= 2; --n) {
        if (const char32_t c = lookUp({name.data(), n})) {
            at = i + 1 + static_cast<qsizetype>(n);
            if (at < text.size() && text.at(at) == u';')
                ++at;
            i = at;
            return c;
        }
    }
    ++i;
    return U'&';
}

} // namespace staffroom
