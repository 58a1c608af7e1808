#include "core/compose/spell_words.h"

#include "core/compose/text_tokens.h"
#include "core/text/clean_text.h"

#include <QRegularExpression>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWord(QStringView word)
{
    bool hasLetter = false;
    for (qsizetype i = 0; i < word.size();) {
        const char32_t c = nextCodePoint(word, i);
        if (QChar::isNumber(c) || c == U'_')
            return false;
        hasLetter = hasLetter || QChar::isLetter(c);
    }
    return hasLetter;
}

} // namespace

std::vector<Misspelling> wordsToCheck(const QString& text)
{
    auto skipped = findTokens(text);
    static const QRegularExpression shortcode(u":[A-Za-z0-9_]+:"_s);
    auto codes = shortcode.globalMatch(text);
    while (codes.hasNext()) {
        const auto code = codes.next();
        skipped.push_back({TextToken::Kind::Link, code.capturedStart(), code.capturedLength()});
    }
    std::vector<Misspelling> out;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, text);
    for (qsizetype start = 0, end = finder.toNextBoundary(); end >= 0;
         start = end, end = finder.toNextBoundary()) {
        if (!isWord(QStringView(text).mid(start, end - start)))
            continue;
        const bool isSkipped = std::any_of(skipped.begin(), skipped.end(),
            [&](const TextToken& token) { return start < token.end() && end > token.start; });
        if (!isSkipped)
            out.push_back({int(start), int(end - start)});
    }
    return out;
}

} // namespace staffroom
