#include "ui/compose/text_highlighter.h"

#include <QRegularExpression>
#include <QTextCharFormat>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

void TextHighlighter::setStyleTokens(const Style& style)
{
    m_style = style;
    rehighlight();
}

void TextHighlighter::setMisspellings(std::vector<Misspelling> wrong)
{
    if (wrong == m_wrong)
        return;
    m_wrong = std::move(wrong);
    rehighlight();
}

void TextHighlighter::shift(int position, int removed, int added)
{
    std::vector<Misspelling> kept;
    for (Misspelling mark : m_wrong) {
        const int end = mark.start + mark.length;
        if (end < position) {
            kept.push_back(mark);
        } else if (mark.start > position + removed) {
            mark.start += added - removed;
            kept.push_back(mark);
        }
    }
    m_wrong = std::move(kept);
}

void TextHighlighter::setCaret(int position)
{
    if (m_caret == position)
        return;
    const int before = m_caret;
    m_caret = position;
    for (const auto& mark : m_wrong) {
        const int end = mark.start + mark.length;
        if (end == before || end == position) {
            rehighlight();
            return;
        }
    }
}

void TextHighlighter::highlightBlock(const QString& text)
{
    static const QRegularExpression pattern(
        u"(https?://[^\\s<>\"]+)|((?<![\\w/])@[\\w.-]+(?:@[\\w-]+(?:\\.[\\w-]+)*)?)|((?<![\\w&/])#[\\w]*[^\\W\\d][\\w]*)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    QTextCharFormat entity;
    entity.setForeground(m_style.tokens.accent);
    if (m_style.scheme == Scheme::HighContrast)
        entity.setFontUnderline(true);
    auto it = pattern.globalMatch(text);
    while (it.hasNext()) {
        const auto match = it.next();
        setFormat(int(match.capturedStart()), int(match.capturedLength()), entity);
    }
    const int start = currentBlock().position();
    const int end = start + int(text.size());
    for (const auto& mark : m_wrong) {
        const int markEnd = mark.start + mark.length;
        if (markEnd <= start || mark.start >= end || markEnd == m_caret)
            continue;
        const int from = std::max(0, mark.start - start);
        const int to = std::min(int(text.size()), markEnd - start);
        for (int i = from; i < to; ++i) {
            QTextCharFormat wrong = format(i);
            wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
            wrong.setUnderlineColor(m_style.tokens.danger);
            setFormat(i, 1, wrong);
        }
    }
}

} // namespace staffroom
