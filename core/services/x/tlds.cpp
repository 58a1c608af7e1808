#include "core/services/x/tlds.h"

#include "core/services/x/text_chars.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace staffroom::x {

namespace {

constexpr std::u16string_view kTlds[] = {
#include "core/services/x/tlds_table.inc"
};
static_assert(std::ranges::is_sorted(kTlds), "searched by halves");

constexpr size_t kLongestTld = std::ranges::max(kTlds, {}, &std::u16string_view::size).size();
constexpr QStringView kEncodedPrefix = u"xn--";

/// No sign outside of ASCII stands for one inside (the Kelvin sign is no k).
char16_t loweredForTld(char16_t unit)
{
    if (unit < 0x80)
        return unit >= u'A' && unit <= u'Z' ? static_cast<char16_t>(unit + 0x20) : unit;
    const char16_t lowered = QChar(unit).toLower().unicode();
    return lowered < 0x80 ? unit : lowered;
}

bool endsTld(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return true;
    const char16_t unit = text[at].unicode();
    return !isAsciiAlnum(unit) && unit != u'@' && unit != u'+' && unit != u'-';
}

} // namespace

qsizetype topLevelDomainEnd(QStringView text, qsizetype start)
{
    std::array<char16_t, kLongestTld> lowered{};
    size_t length = 0;
    for (qsizetype i = start; i < text.size() && length < kLongestTld; ++i) {
        if (!isDomainChar(text[i].unicode()))
            break;
        lowered[length++] = loweredForTld(text[i].unicode());
    }
    for (; length > 0; --length) {
        const qsizetype end = start + static_cast<qsizetype>(length);
        if (endsTld(text, end)
            && std::ranges::binary_search(kTlds, std::u16string_view(lowered.data(), length)))
            return end;
    }
    if (!text.sliced(std::min(start, text.size())).startsWith(kEncodedPrefix, Qt::CaseInsensitive))
        return -1;
    qsizetype end = start + kEncodedPrefix.size();
    while (end < text.size() && (isAsciiAlnum(text[end].unicode()) || text[end] == u'-'))
        ++end;
    return end > start + kEncodedPrefix.size() ? end : -1;
}

} // namespace staffroom::x
