#include "core/services/bluesky/moderation.h"

#include <algorithm>

namespace staffroom::bluesky {

namespace {

bool isWordLetter(QStringView text, qsizetype i)
{
    const QChar c = text.at(i);
    if (c.isLowSurrogate() && i > 0)
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(text.at(i - 1), c));
    if (c.isHighSurrogate() && i + 1 < text.size())
        return QChar::isLetterOrNumber(QChar::surrogateToUcs4(c, text.at(i + 1)));
    return c.isLetterOrNumber() || c.isMark();
}

/// Of a script that parts its words by spaces, so that a word has an edge.
bool hasEdge(QStringView word, qsizetype i)
{
    switch (word.at(i).script()) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Hangul:
    case QChar::Script_Bopomofo:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return false;
    default:
        return isWordLetter(word, i);
    }
}

/// Does `word` stand in `text` as a word of its own? Both are case-folded.
bool hasWord(QStringView text, QStringView word)
{
    const bool hasFront = hasEdge(word, 0);
    const bool hasBack = hasEdge(word, word.size() - 1);
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        const qsizetype end = at + word.size();
        if ((!hasFront || at == 0 || !isWordLetter(text, at - 1))
            && (!hasBack || end == text.size() || !isWordLetter(text, end)))
            return true;
    }
    return false;
}

} // namespace

bool isMuted(const QString& text, const QStringList& tags, bool isFollowed,
    const Preferences& preferences, Timestamp now)
{
    if (preferences.mutedWords.empty())
        return false;
    const QString folded = text.toCaseFolded();
    QStringList foldedTags;
    for (const QString& tag : tags)
        foldedTags += tag.toCaseFolded();
    return std::any_of(
        preferences.mutedWords.begin(), preferences.mutedWords.end(), [&](const MutedWord& word) {
            if ((word.expires && *word.expires <= now) || (word.sparesFollowed && isFollowed))
                return false;
            QString value = word.value.toCaseFolded();
            if (word.inText && hasWord(folded, value))
                return true;
            if (value.size() > 1 && value.startsWith(u'#'))
                value.remove(0, 1);
            return foldedTags.contains(value);
        });
}

} // namespace staffroom::bluesky
