#include "core/services/x/composed_text.h"

#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>

namespace staffroom::x {

namespace {

/// Sorting the accents of one letter takes the square of their number. Nobody writes so many;
/// such a heap is counted as it is.
constexpr qsizetype kLongestHeap = 256;

const UNormalizer2* nfcForm()
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* found = unorm2_getNFCInstance(&status);
    return U_SUCCESS(status) ? found : nullptr;
}

const UChar* unitsOf(QStringView text)
{
    return reinterpret_cast<const UChar*>(text.utf16());
}

bool isComposed(const UNormalizer2* nfc, QStringView text)
{
    UErrorCode status = U_ZERO_ERROR;
    const auto quick
        = unorm2_spanQuickCheckYes(nfc, unitsOf(text), static_cast<int32_t>(text.size()), &status);
    return U_FAILURE(status) || quick == text.size();
}

/// The end of what composes together.
qsizetype heapEnd(const UNormalizer2* nfc, QStringView text, qsizetype start)
{
    qsizetype at = start;
    while (at < text.size()) {
        UChar32 point = 0;
        U16_GET(text.utf16(), 0, at, text.size(), point);
        if (at > start && unorm2_hasBoundaryBefore(nfc, point))
            break;
        at += U16_LENGTH(point);
    }
    return at;
}

QString composedHeap(const UNormalizer2* nfc, QStringView heap)
{
    if (heap.size() > kLongestHeap)
        return heap.toString();
    // No character composes to more than three units for each of its own.
    QString composed(3 * heap.size(), Qt::Uninitialized);
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = unorm2_normalize(nfc, unitsOf(heap), static_cast<int32_t>(heap.size()),
        reinterpret_cast<UChar*>(composed.data()), static_cast<int32_t>(composed.size()), &status);
    if (U_FAILURE(status))
        return heap.toString();
    composed.truncate(length);
    return composed;
}

} // namespace

ComposedText::ComposedText(const QString& given)
    : m_text(given)
{
    const UNormalizer2* nfc = nfcForm();
    if (!nfc || isComposed(nfc, given))
        return;
    m_text.clear();
    m_given.reserve(static_cast<size_t>(given.size()));
    const QStringView view(given);
    for (qsizetype at = 0; at < view.size();) {
        const qsizetype end = heapEnd(nfc, view, at);
        const QString composed = composedHeap(nfc, view.sliced(at, end - at));
        m_text += composed;
        if (composed == view.sliced(at, end - at)) {
            for (; at < end; ++at)
                m_given.push_back(at);
        } else {
            m_given.resize(m_given.size() + static_cast<size_t>(composed.size()) - 1, at - 1);
            m_given.push_back(end - 1);
        }
        at = end;
    }
}

qsizetype ComposedText::givenUntil(qsizetype at) const
{
    if (m_given.empty())
        return at;
    return std::max<qsizetype>(m_given[static_cast<size_t>(at)], 0);
}

} // namespace staffroom::x
