#include "core/services/x/text_domains.h"

#include "core/services/x/text_chars.h"
#include "core/services/x/tlds.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

namespace staffroom::x {

namespace {

constexpr qsizetype kLongestLabel = 63;
/// Nothing longer becomes short enough by being encoded; spares the work.
constexpr qsizetype kHopelessLabel = 256;

struct IdnaCloser {
    void operator()(UIDNA* idna) const { uidna_close(idna); }
};

const UIDNA* labelEncoder()
{
    // Never changed once it is made, so all threads share it.
    static const std::unique_ptr<UIDNA, IdnaCloser> encoder = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<UIDNA, IdnaCloser>(uidna_openUTS46(UIDNA_DEFAULT, &status));
    }();
    return encoder.get();
}

bool isAsciiLabel(QStringView label)
{
    return std::ranges::all_of(label, [](QChar unit) { return unit.unicode() < 0x80; });
}

/// Only lengths matter: X links names that no registry would have.
bool isEncodableLabel(QStringView label)
{
    if (label.isEmpty() || label.size() > kHopelessLabel)
        return false;
    if (isAsciiLabel(label))
        return label.size() <= kLongestLabel;
    if (label.startsWith(u"xn--", Qt::CaseInsensitive) || !labelEncoder())
        return false;
    std::array<UChar, 4 * kHopelessLabel> encoded{};
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = uidna_labelToASCII(labelEncoder(),
        reinterpret_cast<const UChar*>(label.utf16()), static_cast<int32_t>(label.size()),
        encoded.data(), static_cast<int32_t>(encoded.size()), &info, &status);
    return U_SUCCESS(status) && length > 0 && length <= kLongestLabel;
}

bool isLatinLabelChar(QChar unit)
{
    return unit == u'-' || isAsciiAlnum(unit.unicode()) || isLatinAccent(unit.unicode());
}

} // namespace

DomainFinder::DomainFinder(QStringView text)
    : m_text(text)
{
    const auto size = static_cast<size_t>(text.size());
    m_dot.assign(size + 1, -1);
    m_underscore.assign(size + 1, text.size());
    m_topLevelEnd.assign(size, -1);
    m_longestEnd.assign(size, -1);
    for (size_t i = size; i-- > 0;) {
        const auto at = static_cast<qsizetype>(i);
        const char16_t unit = text[at].unicode();
        m_underscore[i] = unit == u'_' ? at : m_underscore[i + 1];
        if (unit == u'.') {
            m_topLevelEnd[i] = topLevelDomainEnd(text, at + 1);
            m_longestEnd[i] = endFrom(at + 1);
            m_dot[i] = at;
        } else if (unit == u'-' || unit == u'_' || isDomainChar(unit)) {
            m_dot[i] = m_dot[i + 1];
        }
    }
}

qsizetype DomainFinder::endAfterLabel(qsizetype start, qsizetype dot) const
{
    const auto at = static_cast<size_t>(dot);
    if (m_longestEnd[at] >= 0)
        return m_longestEnd[at];
    // Only subdomains may have underscores.
    const bool hasUnderscore = m_underscore[static_cast<size_t>(start)] < dot;
    return hasUnderscore ? -1 : m_topLevelEnd[at];
}

qsizetype DomainFinder::endFrom(qsizetype start) const
{
    if (start >= m_text.size() || !isDomainChar(m_text[start].unicode()))
        return -1;
    const qsizetype dot = m_dot[static_cast<size_t>(start)];
    if (dot < 0 || !isDomainChar(m_text[dot - 1].unicode()))
        return -1;
    return endAfterLabel(start, dot);
}

std::vector<TextPart> latinDomainsIn(QStringView domain)
{
    std::vector<TextPart> found;
    qsizetype at = 0;
    while (at < domain.size()) {
        if (!isLatinLabelChar(domain[at])) {
            ++at;
            continue;
        }
        // A chain of labels, up to the last dot that a top-level domain follows.
        TextPart part{at, -1};
        while (at < domain.size() && isLatinLabelChar(domain[at])) {
            while (at < domain.size() && isLatinLabelChar(domain[at]))
                ++at;
            if (at >= domain.size() || domain[at] != u'.')
                break;
            ++at;
            part.end = std::max(part.end, topLevelDomainEnd(domain, at));
        }
        if (part.end < 0)
            continue;
        at = std::max(at, part.end);
        found.push_back(part);
    }
    return found;
}

bool isEncodableDomain(QStringView domain)
{
    for (const QStringView label : domain.tokenize(u'.')) {
        if (!isEncodableLabel(label))
            return false;
    }
    return true;
}

} // namespace staffroom::x
