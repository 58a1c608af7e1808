#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace staffroom {

/// A piece of a post's text as the sorting sees it.
struct TextPart {
    enum class Kind {
        Word, ///< letters of one kind of script
        Number, ///< digits
        Mention, ///< with '@'
        Tag, ///< with '#'
        Link,
        Mark, ///< one character of punctuation or a sign
        Picture, ///< emoji and the like
    };
    Kind kind = Kind::Mark;
    qsizetype start = 0;
    qsizetype length = 0;
    bool isKeycap = false; ///< a number that was written as a picture
    bool isSpaceBefore = false;
    bool isLineStart = false;

    qsizetype end() const { return start + length; }
};

/// Text in one form for all ways of writing it: compatibility forms folded, digits of every script
/// as 0 to 9, keycaps as digits, invisible signs gone.
struct PlainText {
    QString text;
    std::vector<TextPart> parts;

    QStringView view(const TextPart& part) const
    {
        return QStringView(text).mid(part.start, part.length);
    }
};

PlainText plainText(const QString& text);

/// Letters without lower and upper case, such as Han, Kana or Hangul, where a word cannot be told
/// by spaces.
bool isUnspaced(char32_t c);

/// Does it ask, in any script?
bool hasQuestionMark(QStringView text);

/// What a text is about: its words without the little ones, cut to their beginning so that forms
/// of one word meet; pairs of characters in scripts without spaces. Sorted, each once.
std::vector<QString> topicWords(const PlainText& plain, qsizetype from = 0);

/// Lower-case letters only, without tags, mentions and links: what stays the same in copies.
QString copyLetters(const PlainText& plain, qsizetype from = 0);

/// Words between single spaces, lower case, without apostrophes, with a space at both ends:
/// phrases are looked up in it.
QString phraseLine(const PlainText& plain, qsizetype from = 0);

/// Share of the shorter list that the other one has too, 0 to 1.
double overlap(const std::vector<QString>& a, const std::vector<QString>& b);
int common(const std::vector<QString>& a, const std::vector<QString>& b);

} // namespace staffroom
