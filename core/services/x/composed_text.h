#pragma once

#include <QString>

#include <vector>

namespace staffroom::x {

/// A text in the form in which X counts it (NFC: a letter and its accent are one), and the way
/// back to the text as given.
class ComposedText {
public:
    explicit ComposedText(const QString& given);

    const QString& text() const { return m_text; }

    /// The last position in the text as given that is in when all up to `at` in `text()` is in; a
    /// letter counts with its accents or not at all. Never below 0.
    qsizetype givenUntil(qsizetype at) const;

private:
    QString m_text;
    std::vector<qsizetype> m_given; ///< by position in m_text; empty: the same
};

} // namespace staffroom::x
