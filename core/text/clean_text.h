#pragma once

#include <QString>

namespace staffroom {

/// Builds text that is safe to lay out, character by character: no control characters, no
/// directional overrides, no lone surrogates, at most kMaxMarksPerBase combining marks in a row,
/// at most `maxLength` UTF-16 units. One pass, no second look.
class CleanText {
public:
    enum class Bidi {
        KeepIsolates, ///< body text: overrides and embeddings go, isolates and marks stay
        StripAll, ///< names: every directional control goes
    };
    CleanText(int maxLength, Bidi bidi);

    /// False when the text is full; nothing more is taken then.
    bool append(char32_t c);
    bool isFull() const { return m_full; }
    qsizetype length() const { return m_text.size(); }
    bool isEmpty() const { return m_text.isEmpty(); }
    QChar last() const { return m_text.isEmpty() ? QChar() : m_text.back(); }
    void chopSpaces(qsizetype notBefore); ///< spaces at the end, down to this length
    const QString& text() const { return m_text; }
    QString take();

private:
    QString m_text;
    qsizetype m_maxLength;
    Bidi m_bidi;
    int m_marks = 0;
    bool m_full = false;
};

/// A whole string through CleanText; line breaks become spaces.
QString cleanLine(const QString& text, int maxLength);

/// Reads one code point at `i` and moves on; a lone surrogate gives U+FFFD.
char32_t nextCodePoint(QStringView text, qsizetype& i);

} // namespace staffroom
