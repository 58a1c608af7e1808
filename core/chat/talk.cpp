#include "core/chat/talk.h"

#include "core/chat/talk_phrases.h"
#include "core/text/clean_text.h"

#include <QHash>

#include <vector>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Phrase {
    QString words; ///< with a space in front, and behind where it ends with a whole word
    Talk talk = Talk::Meta;
    bool isAtStart = false;
};

/// Phrases by their first word (cut where the phrase is "danke*"), so that a text asks only for
/// those that can be in it; those of scripts without spaces are asked for one by one.
struct Index {
    QHash<QString, std::vector<Phrase>> byWord;
    std::vector<Phrase> byBeginning; ///< one word, open at its end
    std::vector<Phrase> anywhere;
};

Index makeIndex()
{
    Index out;
    for (const auto& row : talkPhrases()) {
        const auto list = QStringView(row.phrases).toString().split(u'|', Qt::SkipEmptyParts);
        for (QString words : list) {
            Phrase phrase;
            phrase.talk = row.talk;
            phrase.isAtStart = words.startsWith(u'^');
            if (phrase.isAtStart)
                words.remove(0, 1);
            const bool isOpen = words.endsWith(u'*');
            if (isOpen)
                words.chop(1);
            qsizetype at = 0;
            if (isUnspaced(nextCodePoint(words, at))) {
                phrase.words = words;
                out.anywhere.push_back(phrase);
                continue;
            }
            phrase.words = u' ' + words + (isOpen ? QString() : u" "_s);
            if (isOpen && !words.contains(u' '))
                out.byBeginning.push_back(phrase);
            else
                out.byWord[words.section(u' ', 0, 0)].push_back(phrase);
        }
    }
    return out;
}

bool isAt(const QString& line, const Phrase& phrase, qsizetype space)
{
    return (!phrase.isAtStart || space == 0)
        && QStringView(line).mid(space).startsWith(phrase.words);
}

} // namespace

Talks talksOf(const QString& line)
{
    static const Index kIndex = makeIndex();
    Talks out;
    for (qsizetype space = 0; space + 1 < line.size();) {
        const auto next = line.indexOf(u' ', space + 1);
        if (next < 0)
            break;
        const auto found = kIndex.byWord.constFind(line.mid(space + 1, next - space - 1));
        if (found != kIndex.byWord.constEnd()) {
            for (const auto& phrase : *found) {
                if (isAt(line, phrase, space))
                    out.add(phrase.talk);
            }
        }
        for (const auto& phrase : kIndex.byBeginning) {
            if (isAt(line, phrase, space))
                out.add(phrase.talk);
        }
        space = next;
    }
    for (const auto& phrase : kIndex.anywhere) {
        if (line.contains(phrase.words))
            out.add(phrase.talk);
    }
    return out;
}

} // namespace staffroom
