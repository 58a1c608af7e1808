#pragma once

#include "core/compose/spell_checker.h"
#include "ui/base/style.h"

#include <QSyntaxHighlighter>

namespace staffroom {

/// Colours hashtags, mentions and links while they are typed and underlines what the dictionary
/// does not know. The text stays plain; only its look changes.
class TextHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    void setStyleTokens(const Style& style);
    /// Positions in the whole text as it is now.
    void setMisspellings(std::vector<Misspelling> wrong);
    /// The text changed: marks behind the place move with it, marks in it go.
    void shift(int position, int removed, int added);
    const std::vector<Misspelling>& misspellings() const { return m_wrong; }
    /// Where the person is typing; a word that ends there is not judged yet. -1: nowhere.
    void setCaret(int position);

protected:
    void highlightBlock(const QString& text) override;

private:
    Style m_style = Style::make(Scheme::Light, Density::Comfortable, 1.0, 0);
    std::vector<Misspelling> m_wrong;
    int m_caret = -1;
};

} // namespace staffroom
