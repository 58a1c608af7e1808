#include "core/text/graphemes.h"

#include <unicode/ubrk.h>

#include <memory>

namespace staffroom {

namespace {

struct Closer {
    void operator()(UBreakIterator* finder) const { ubrk_close(finder); }
};

/// Making one reads tables, so a thread keeps its own.
UBreakIterator* finderFor(QStringView text)
{
    thread_local std::unique_ptr<UBreakIterator, Closer> finder;
    UErrorCode status = U_ZERO_ERROR;
    if (!finder)
        finder.reset(ubrk_open(UBRK_CHARACTER, "", nullptr, 0, &status));
    if (!finder || U_FAILURE(status))
        return nullptr;
    ubrk_setText(finder.get(), reinterpret_cast<const UChar*>(text.utf16()),
        static_cast<int32_t>(text.size()), &status);
    return U_FAILURE(status) ? nullptr : finder.get();
}

} // namespace

int graphemeCount(QStringView text)
{
    UBreakIterator* finder = finderFor(text);
    if (!finder) // without its tables; too long is the safe side
        return static_cast<int>(text.size());
    int count = 0;
    while (ubrk_next(finder) != UBRK_DONE)
        ++count;
    return count;
}

QStringView firstGraphemes(QStringView text, int count)
{
    if (count <= 0)
        return text.left(0);
    UBreakIterator* finder = finderFor(text);
    if (!finder)
        return text.left(count);
    int32_t end = 0;
    for (int i = 0; i < count; ++i) {
        const int32_t next = ubrk_next(finder);
        if (next == UBRK_DONE)
            return text;
        end = next;
    }
    return text.left(end);
}

} // namespace staffroom
