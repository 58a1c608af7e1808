#include "core/text/clean_text.h"

#include "core/text/html_to_text.h"

namespace staffroom {

namespace {

bool isDirectionalControl(char32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E
        || c == 0x200F || c == 0x061C;
}

bool isEmbeddingOrOverride(char32_t c)
{
    return c >= 0x202A && c <= 0x202E;
}

/// Characters that no post needs: controls, interlinear annotation, object replacement (we use it
/// ourselves for inline pictures), non-characters, language tags.
bool isForbidden(char32_t c)
{
    if (c < 0x20)
        return c != U'\n' && c != U'\t';
    if (c >= 0x7F && c < 0xA0)
        return true;
    if ((c >= 0xFFF9 && c <= 0xFFFC) || c == 0xFEFF)
        return true;
    if ((c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF))
        return true;
    return c == 0xE0001;
}

} // namespace

CleanText::CleanText(int maxLength, Bidi bidi)
    : m_maxLength(maxLength)
    , m_bidi(bidi)
{
}

bool CleanText::append(char32_t c)
{
    if (m_full)
        return false;
    if (c == U'\r')
        return true;
    if (c == 0x2028 || c == 0x2029)
        c = U'\n';
    if (c == U'\t')
        c = U' ';
    if (isForbidden(c))
        return true;
    if (m_bidi == Bidi::StripAll ? isDirectionalControl(c) : isEmbeddingOrOverride(c))
        return true;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    // Marks pile up without limit only to break layouts; scripts that stack them use up to four.
    if (c >= 0x300 && QChar::isMark(c) && c != 0xFE0F && c != 0xFE0E && c != 0x20E3) {
        if (++m_marks > kMaxMarksPerBase)
            return true;
    } else {
        m_marks = 0;
    }
    const qsizetype needed = QChar::requiresSurrogates(c) ? 2 : 1;
    if (m_text.size() + needed + 1 > m_maxLength) {
        m_text += QChar(0x2026);
        m_full = true;
        return false;
    }
    if (needed == 2) {
        m_text += QChar(QChar::highSurrogate(c));
        m_text += QChar(QChar::lowSurrogate(c));
    } else {
        m_text += QChar(static_cast<char16_t>(c));
    }
    return true;
}

void CleanText::chopSpaces(qsizetype notBefore)
{
    while (m_text.size() > notBefore && (m_text.back() == u' ' || m_text.back() == u'\n'))
        m_text.chop(1);
}

QString CleanText::take()
{
    return std::exchange(m_text, {});
}

char32_t nextCodePoint(QStringView text, qsizetype& i)
{
    const QChar high = text.at(i++);
    if (!high.isSurrogate())
        return high.unicode();
    if (high.isHighSurrogate() && i < text.size() && text.at(i).isLowSurrogate())
        return QChar::surrogateToUcs4(high, text.at(i++));
    return 0xFFFD;
}

QString cleanLine(const QString& text, int maxLength)
{
    CleanText out(maxLength, CleanText::Bidi::StripAll);
    for (qsizetype i = 0; i < text.size() && !out.isFull();) {
        char32_t c = nextCodePoint(text, i);
        if (c == U'\n' || c == 0x2028 || c == 0x2029)
            c = U' ';
        if (c == U' ' && (out.isEmpty() || out.last() == u' '))
            continue;
        out.append(c);
    }
    out.chopSpaces(0);
    return out.take();
}

} // namespace staffroom
