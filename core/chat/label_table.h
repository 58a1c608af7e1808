#pragma once

#include <QString>
#include <QStringList>

namespace staffroom {

/// What a label names by itself. Some letters ask in one language and answer in another
/// ("S" is soru in Turkish and svar in Swedish): the chat's own use decides then.
struct LabelRole {
    bool asks = false;
    bool answers = false;
    bool operator==(const LabelRole&) const = default;
    bool isKnown() const { return asks || answers; }
};

/// "Q", "F", "س", "問"; any case.
LabelRole letterRole(const QString& letter);
/// Letters that answer where this one asks: "F" -> "A".
QStringList answerLettersFor(const QString& questionLetter);
/// "question", "Frage", "respuesta", "answering"; any case.
LabelRole wordRole(const QString& word);
/// "day", "Tag", "día": a slow chat counts days instead of questions.
bool isDayWord(const QString& word);
/// "three", "drei", "third"; -1: no number. Any case.
int writtenNumber(const QString& word);
int ordinalNumber(const QString& word);
/// "last", "final", "letzte": of a question.
bool isLastWord(const QString& word);
/// "next", "nächste".
bool isNextWord(const QString& word);

} // namespace staffroom
