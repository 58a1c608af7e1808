#include "core/chat/label_table.h"

#include <QHash>
#include <QSet>

#include <array>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Pair {
    const char16_t* question;
    const char16_t* answers; ///< separated by spaces
};

/// One row a language or more: what it asks with, and what is answered with.
constexpr std::array kLetters{
    Pair{u"Q", u"A R"}, // English; French and Catalan answer Q with R
    Pair{u"F", u"A S"}, // German; Swedish
    Pair{u"P", u"R O A"}, // Spanish, Portuguese; Polish and Croatian
    Pair{u"D", u"R"}, // Italian
    Pair{u"V", u"A"}, // Dutch
    Pair{u"S", u"C S"}, // Turkish; Danish and Norwegian ask and answer with it
    Pair{u"C", u"F A"}, // Irish and Welsh
    Pair{u"K", u"V"}, // Hungarian, Finnish, Estonian
    Pair{u"O", u"O"}, // Czech asks and answers with it
    Pair{u"Î", u"R"}, // Romanian
    Pair{u"T", u"J"}, // Indonesian, Malay
    Pair{u"В", u"О"}, // Russian, Bulgarian
    Pair{u"П", u"В О"}, // Ukrainian, Serbian
    Pair{u"Ε", u"Α"}, // Greek
    Pair{u"ש", u"ת"}, // Hebrew
    Pair{u"س", u"ج"}, // Arabic, Urdu
    Pair{u"پ", u"پ"}, // Persian
    Pair{u"問", u"答"}, Pair{u"问", u"答"}, Pair{u"문", u"답"}, Pair{u"प्र", u"उ"}, // Hindi
};

QSet<QString> setOf(const QString& words)
{
    const auto list = words.split(u' ', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

const QSet<QString>& questionWords()
{
    static const QSet<QString> kWords = setOf(
        u"question frage pregunta preg pergunta perg domanda quesito vraag pytanie pitanje otázka "
        u"întrebare "
        "întrebarea soru fråga spørgsmål spørsmål kysymys kérdés küsimus pertanyaan soalan ceist "
        "cwestiwn galdera вопрос питання въпрос ερώτηση שאלה سؤال السؤال سوال پرسش 質問 問題 问题 "
        "問 问 提问 질문 문 प्रश्न सवाल swali câu"_s);
    return kWords;
}

const QSet<QString>& answerWords()
{
    static const QSet<QString> kWords = setOf(
        u"answer answering ans response resp antwort antworten antworte antw rta rpta odp odg отв "
        u"respuesta respondo respondiendo "
        "resposta respondendo réponse réponds risposta rispondo antwoord odpowiedź odpověď odgovor "
        "răspuns cevap svar vastaus válasz vastus jawaban jawapan freagra ateb erantzuna ответ "
        "відповідь отговор απάντηση תשובה إجابة جواب الجواب الإجابة پاسخ 回答 答え 答 答案 답변 답 "
        "उत्तर जवाब jibu"_s);
    return kWords;
}

/// Zero first; words of one number in several languages are separated by '/'.
int indexIn(const QHash<QString, int>& numbers, const QString& word)
{
    return numbers.value(word.toLower(), -1);
}

QHash<QString, int> numbered(const QString& rows, int first)
{
    QHash<QString, int> out;
    int value = first;
    for (const auto& row : rows.split(u'/')) {
        for (const auto& word : row.split(u' ', Qt::SkipEmptyParts))
            out.insert(word, value);
        ++value;
    }
    return out;
}

} // namespace

LabelRole letterRole(const QString& letter)
{
    const QString upper = letter.toUpper();
    LabelRole role;
    for (const auto& row : kLetters) {
        role.asks = role.asks || upper == QStringView(row.question);
        role.answers
            = role.answers || QStringView(row.answers).toString().split(u' ').contains(upper);
    }
    if (upper == u"А"_s) // the Cyrillic one looks the same
        role.answers = true;
    return role;
}

QStringList answerLettersFor(const QString& questionLetter)
{
    QStringList out;
    for (const auto& row : kLetters) {
        if (questionLetter.toUpper() == QStringView(row.question))
            out += QStringView(row.answers).toString().split(u' ');
    }
    return out;
}

LabelRole wordRole(const QString& word)
{
    const QString lower = word.toLower();
    return {questionWords().contains(lower), answerWords().contains(lower)};
}

bool isDayWord(const QString& word)
{
    static const QSet<QString> kWords = setOf(
        u"day tag día dia jour giorno dag dzień den ziua gün nap päivä день ημέρα יום اليوم يوم"_s);
    return kWords.contains(word.toLower());
}

int writtenNumber(const QString& word)
{
    static const QHash<QString, int> kNumbers = numbered(
        u"zero null cero zéro nul/one eins uno um uma un een один/two zwei dos dois duas deux due "
        u"twee два/"
        "three drei tres três trois tre drie три/four vier cuatro quatro quatre quattro четыре/"
        "five fünf cinco cinq cinque vijf пять/six sechs seis sei zes шесть/"
        "seven sieben siete sete sept sette zeven семь/eight acht ocho oito huit otto восемь/"
        "nine neun nueve nove neuf negen девять/ten zehn diez dez dix dieci tien десять"_s,
        0);
    return indexIn(kNumbers, word);
}

int ordinalNumber(const QString& word)
{
    static const QHash<QString, int> kNumbers = numbered(
        u"first erste ersten primera primeira premier première prima eerste första første первый/"
        "second zweite zweiten segunda deuxième seconde seconda tweede andra второй/"
        "third dritte dritten tercera terceira troisième terza derde tredje третий/"
        "fourth vierte vierten cuarta quarta quatrième vierde fjärde четвертый/"
        "fifth fünfte fünften quinta cinquième vijfde femte пятый/"
        "sixth sechste sechsten sexta sixième sesta zesde sjätte шестой/"
        "seventh siebte siebten séptima sétima septième settima zevende/"
        "eighth achte achten octava oitava huitième ottava achtste/"
        "ninth neunte neunten novena nona neuvième negende/"
        "tenth zehnte zehnten décima dixième decima tiende"_s,
        1);
    return indexIn(kNumbers, word);
}

bool isLastWord(const QString& word)
{
    static const QSet<QString> kWords = setOf(
        u"last final bonus closing letzte letzten abschließende última ultima dernière laatste sista siste"_s);
    return kWords.contains(word.toLower());
}

bool isNextWord(const QString& word)
{
    static const QSet<QString> kWords = setOf(
        u"next nächste nächsten próxima siguiente prochaine suivante prossima volgende nästa neste"_s);
    return kWords.contains(word.toLower());
}

} // namespace staffroom
