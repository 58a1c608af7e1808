#include "core/compose/compose_text.h"

#include "core/compose/text_split.h"
#include "core/compose/text_tokens.h"
#include "core/model/feed_spec.h"
#include "core/text/clean_text.h"

#include <QRegularExpression>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What is done to every part of a draft.
struct Frame {
    QString label; ///< "A3"; empty: none
    QString tag; ///< without '#'; empty: none
    bool isNumbered = false;
    int total = 1;
};

struct Label {
    char32_t letter = 0; ///< upper case; 0: none
    int number = 0;
    bool isMarked = false; ///< something like ':' follows, so that it can hardly be a word
    qsizetype end = 0; ///< behind it and its mark, in the text it was found in
};

int digitAt(QStringView text, qsizetype i, qsizetype* next)
{
    *next = i;
    return i < text.size() ? QChar::digitValue(nextCodePoint(text, *next)) : -1;
}

/// One or two digits at `i`, moving it behind them; -1: none, or more of them.
int numberAt(QStringView text, qsizetype& i)
{
    int value = -1;
    for (int count = 0; count < 3; ++count) {
        qsizetype next = 0;
        const int digit = digitAt(text, i, &next);
        if (digit < 0)
            return value;
        value = std::max(value, 0) * 10 + digit;
        i = next;
    }
    return -1;
}

/// Where the words of a post begin: behind mentions, hashtags, brackets and pictures.
qsizetype wordsBegin(const QString& text)
{
    const auto tokens = findTokens(text);
    auto token = tokens.begin();
    qsizetype i = 0;
    while (i < text.size()) {
        while (token != tokens.end() && token->start < i)
            ++token;
        if (token != tokens.end() && token->start == i) {
            if (token->kind == TextToken::Kind::Link)
                return i;
            i = token->end();
            continue;
        }
        qsizetype next = i;
        if (QChar::isLetterOrNumber(nextCodePoint(text, next)))
            return i;
        i = next;
    }
    return i;
}

/// "A3", "a.3:", "Q 3" is none, "Question 3:" is one with its mark.
Label labelOf(const QString& text)
{
    // Full-width letters and digits become plain ones; what follows does not matter here.
    const qsizetype from = wordsBegin(text);
    const QString plain = text.mid(from, 40).normalized(QString::NormalizationForm_KC);
    qsizetype i = 0;
    while (i < plain.size() && plain.at(i).isLetter())
        ++i;
    if (i == 0)
        return {};
    const QString word = plain.left(i).toLower();
    static const QStringList kQuestions{
        u"question"_s, u"frage"_s, u"pregunta"_s, u"pergunta"_s, u"domanda"_s, u"vraag"_s};
    static const QStringList kAnswers{u"answer"_s, u"antwort"_s, u"respuesta"_s, u"réponse"_s,
        u"resposta"_s, u"risposta"_s, u"antwoord"_s};
    const bool isWord = kQuestions.contains(word) || kAnswers.contains(word);
    if (!isWord && i != 1)
        return {};
    if (isWord) {
        while (i < plain.size() && (plain.at(i) == u' ' || plain.at(i) == u'#'))
            ++i;
    } else if (i < plain.size() && (plain.at(i) == u'.' || plain.at(i) == u'#')) {
        ++i;
    }
    Label label;
    label.number = numberAt(plain, i);
    if (label.number < 0)
        return {};
    const QChar after = i < plain.size() ? plain.at(i) : QChar(u' ');
    label.isMarked = QStringView(u":.)/]-–—|,").contains(after) && i < plain.size();
    if (!label.isMarked && !after.isSpace())
        return {};
    // "Question 1 is coming in a minute" announces; only "Question 1:" asks.
    if (isWord && !label.isMarked)
        return {};
    label.end = std::min(text.size(), from + i + (label.isMarked ? 1 : 0));
    if (isWord)
        label.letter = kQuestions.contains(word) ? U'Q' : U'A';
    else
        label.letter = plain.at(0).toUpper().unicode();
    return label;
}

bool isAnswer(const Label& label)
{
    return label.letter == U'A' || label.letter == U'R';
}

/// "2/3" of the person's own at the beginning or the end.
bool hasOwnNumber(const QString& text, int part, int total)
{
    static const QRegularExpression number(
        u"^\\s*[(\\[]?(\\d+)\\s*/\\s*(\\d+)(?!\\S*\\d)|(\\d+)\\s*/\\s*(\\d+)[)\\]]?\\s*$"_s);
    const QString words = text.mid(labelOf(text).end);
    auto matches = number.globalMatch(words);
    while (matches.hasNext()) {
        const auto match = matches.next();
        const int base = match.capturedLength(1) > 0 ? 1 : 3;
        if (match.captured(base).toInt() == part + 1 && match.captured(base + 1).toInt() == total)
            return true;
    }
    return false;
}

Frame frameOf(const Draft& draft)
{
    Frame frame;
    frame.total = int(draft.parts.size());
    if (draft.usesLabel)
        frame.label = draft.chat.label;
    if (draft.keepsTag)
        frame.tag = draft.chat.hashtag;
    frame.isNumbered = frame.total > 1;
    if (frame.isNumbered) {
        bool isOwn = true;
        for (int i = 0; i < frame.total; ++i)
            isOwn = isOwn && hasOwnNumber(draft.parts[size_t(i)].text, i, frame.total);
        frame.isNumbered = !isOwn;
    }
    return frame;
}

bool wantsLabel(const QString& text, const QString& label)
{
    if (label.isEmpty())
        return false;
    const Label typed = labelOf(text);
    if (!isAnswer(typed))
        return true;
    // "A4 paper" under A3 is paper; "A4: yes" is what the person wants to say.
    return typed.number != answerNumber(label) && !typed.isMarked;
}

QString framed(const QString& typed, int part, const Frame& frame)
{
    QString text = typed.trimmed();
    if (frame.isNumbered) {
        // Behind a label that was typed, so that the label still comes first.
        const auto behind = labelOf(text).end;
        const QString number = u"%1/%2"_s.arg(part + 1).arg(frame.total);
        text = (text.left(behind) + u' ' + number + u' ' + text.mid(behind).trimmed()).trimmed();
    }
    if (wantsLabel(text, frame.label))
        text = (frame.label + u' ' + text).trimmed();
    if (!frame.tag.isEmpty() && !hasTag(text, frame.tag))
        text += (text.isEmpty() ? u"#"_s : u" #"_s) + frame.tag;
    return text;
}

} // namespace

QString sentText(const Draft& draft, int part)
{
    if (part < 0 || size_t(part) >= draft.parts.size())
        return {};
    return framed(draft.parts[size_t(part)].text, part, frameOf(draft));
}

int reservedLength(const Draft& draft, int part, const TextLength& length)
{
    if (part < 0 || size_t(part) >= draft.parts.size())
        return 0;
    const QString typed = draft.parts[size_t(part)].text.trimmed();
    return std::max(0, length(sentText(draft, part)) - length(typed));
}

bool hasTag(const QString& text, const QString& tag)
{
    const QString wanted = foldTag(tag);
    if (wanted.isEmpty())
        return false;
    const auto tokens = findTokens(text);
    return std::any_of(tokens.begin(), tokens.end(), [&](const TextToken& token) {
        return token.kind == TextToken::Kind::Tag
            && foldTag(text.mid(token.start + 1, token.length - 1)) == wanted;
    });
}

int answerNumber(const QString& text)
{
    const Label label = labelOf(text);
    return isAnswer(label) ? label.number : 0;
}

int questionNumber(const QString& text)
{
    const Label label = labelOf(text);
    return label.letter == U'Q' || label.letter == U'F' || label.letter == U'P' ? label.number : 0;
}

std::vector<DraftPart> splitText(const Draft& draft, int part, int limit, const TextLength& length)
{
    const auto& whole = draft.parts[size_t(part)];
    if (length(sentText(draft, part)) <= limit)
        return {whole};
    Frame frame = frameOf(draft);
    frame.isNumbered = true;
    const int others = int(draft.parts.size()) - 1;

    std::vector<DraftPart> pieces;
    // The numbers take room, and how many digits they have is known only at the end.
    for (const int most : {9, 99, 999}) {
        frame.total = most;
        pieces.clear();
        QString rest = whole.text.trimmed();
        while (!rest.isEmpty()) {
            const int place = part + int(pieces.size());
            const auto cut = cutPiece(rest,
                [&](const QString& piece) { return length(framed(piece, place, frame)) <= limit; });
            DraftPart piece;
            piece.text = rest.left(cut).trimmed();
            rest = rest.mid(cut).trimmed();
            if (!piece.text.isEmpty())
                pieces.push_back(std::move(piece));
        }
        if (int(pieces.size()) + others <= most)
            break;
    }
    if (pieces.empty())
        return {whole};
    pieces.front().media = whole.media;
    pieces.front().poll = whole.poll;
    return pieces;
}

} // namespace staffroom
