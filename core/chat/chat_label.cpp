#include "core/chat/chat_label.h"

#include "core/chat/label_traps.h"
#include "core/text/clean_text.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = TextPart::Kind;

constexpr qsizetype kMaxDigits = 2;

bool isCased(QChar c)
{
    return c.toUpper() != c.toLower();
}

/// Reads the labels of one text, part by part.
class LabelReader {
public:
    LabelReader(const PlainText& plain, const OwnLabels& own)
        : m_plain(plain)
        , m_parts(plain.parts)
        , m_own(own)
    {
    }

    std::vector<ChatLabel> read()
    {
        for (m_at = 0; m_at < m_parts.size();) {
            auto label = labelHere();
            if (!label) {
                look(m_parts.at(m_at));
                ++m_at;
                continue;
            }
            label->isLeading = m_isLeading;
            label->opensSentence = m_isLeading || m_opensSentence;
            label->nearTag = tagBeside(m_first, m_last);
            label->isReferred = label->isReferred || (m_first > 0 && refers(m_first - 1));
            label->start = m_parts.at(m_first).start;
            // Tags and further labels may follow a leading label: "A4 / A5: both".
            m_opensSentence = false;
            m_at = m_last + 1;
            m_isLeading = m_isLeading && label->form == ChatLabel::Form::Tag;
            m_out.push_back(*label);
        }
        dropRanges();
        return std::move(m_out);
    }

private:
    QString text(size_t i) const { return m_plain.view(m_parts.at(i)).toString(); }
    bool is(size_t i, Kind kind) const { return i < m_parts.size() && m_parts.at(i).kind == kind; }
    bool isMark(size_t i, QStringView marks) const
    {
        return is(i, Kind::Mark) && marks.contains(m_plain.text.at(m_parts.at(i).start));
    }
    bool touches(size_t i) const { return i < m_parts.size() && !m_parts.at(i).isSpaceBefore; }

    /// Keeps in mind where the words begin and sentences end.
    void look(const TextPart& part)
    {
        switch (part.kind) {
        case Kind::Word:
        case Kind::Number:
        case Kind::Link:
            m_isLeading = false;
            m_opensSentence = false;
            break;
        case Kind::Mark:
            m_opensSentence
                = QStringView(u".!?。！？…;:)—–-|,").contains(m_plain.text.at(part.start));
            break;
        case Kind::Picture:
        case Kind::Tag:
        case Kind::Mention:
            m_opensSentence = m_opensSentence || part.kind == Kind::Picture;
            break;
        }
    }

    std::optional<ChatLabel> labelHere()
    {
        m_first = m_at;
        m_last = m_at;
        if (m_parts.at(m_at).isLineStart)
            m_opensSentence = true;
        if (is(m_at, Kind::Tag))
            return tagLabel();
        if (is(m_at, Kind::Word)) {
            if (auto label = letterLabel())
                return label;
            return wordLabel();
        }
        if (is(m_at, Kind::Number))
            return numberLabel();
        return std::nullopt;
    }

    std::optional<ChatLabel> tagLabel() const
    {
        const QString tag = text(m_at).mid(1);
        qsizetype digits = 0;
        while (digits < tag.size() && tag.at(tag.size() - 1 - digits).isDigit())
            ++digits;
        if (digits == 0 || digits > kMaxDigits || digits == tag.size())
            return std::nullopt;
        const QString sign = tag.chopped(digits);
        ChatLabel label;
        label.role = roleOf(sign);
        if (!label.role.isKnown())
            label.role = wordRole(sign);
        if (!label.role.isKnown())
            return std::nullopt;
        label.form = ChatLabel::Form::Tag;
        label.sign = sign.toUpper();
        label.number = tag.last(digits).toInt();
        label.isMarked = true;
        label.isCertain = isCertainLetter(label.sign);
        label.end = m_parts.at(m_at).end();
        return label;
    }

    LabelRole roleOf(const QString& letter) const
    {
        LabelRole role = letterRole(letter);
        role.asks = role.asks || m_own.questions.contains(letter, Qt::CaseInsensitive);
        role.answers = role.answers || m_own.answers.contains(letter, Qt::CaseInsensitive);
        return role;
    }

    bool isCertainLetter(const QString& sign) const
    {
        return sign == u"Q"_s || sign == u"A"_s || sign == u"R"_s || !isCased(sign.at(0))
            || m_own.questions.contains(sign, Qt::CaseInsensitive)
            || m_own.answers.contains(sign, Qt::CaseInsensitive);
    }

    /// "Q3", "Q.3", "Q#3", "Q-3", "Q 3:", "QIII:", "では問3"
    std::optional<ChatLabel> letterLabel()
    {
        QString word = text(m_at);
        if (isUnspaced(firstLetter(word)))
            word = word.right(1);
        if (word.size() > 2 && word.at(0).toUpper() == u'Q')
            return romanLabel(word);
        if (word.size() > 3)
            return std::nullopt;
        const LabelRole role = roleOf(word);
        if (!role.isKnown())
            return std::nullopt;
        size_t number = m_at + 1;
        bool isSpaced = false;
        if (isMark(number, u".#-°º*") && touches(number)) {
            ++number;
        } else if (is(number, Kind::Tag) && touches(number)) {
            return letterBeforeTag(word, role, number); // "Q#3" reads as a tag
        }
        if (!is(number, Kind::Number) || m_parts.at(number).length > kMaxDigits)
            return std::nullopt;
        isSpaced = m_parts.at(number).isSpaceBefore;
        if (isGluedBefore(m_at) || isGluedBehind(number))
            return std::nullopt;
        ChatLabel label;
        label.role = role;
        label.sign = word.toUpper();
        label.number = text(number).toInt();
        label.isCertain = isCertainLetter(label.sign);
        label.isCounted = isSpaced;
        m_last = number;
        if (isOtherName(m_plain, m_first, m_last, label.sign, label.number))
            return std::nullopt;
        finish(label);
        // "a 5 minute walk", "in 3 classes" in other scripts: a space needs a mark behind.
        if (isSpaced && !label.isMarked && !hasTotal(number))
            return std::nullopt;
        const bool isPlainQ = word == u"q"_s && !isSpaced; // stands for nothing else
        if (word.at(0).isLower() && !isPlainQ && !label.isMarked && !m_isLeading && !m_opensSentence
            && !(m_first > 0 && refers(m_first - 1)))
            return std::nullopt;
        return label;
    }

    std::optional<ChatLabel> letterBeforeTag(const QString& word, LabelRole role, size_t tag)
    {
        const QString digits = text(tag).mid(1);
        bool isNumber = false;
        const int number = digits.toInt(&isNumber);
        if (!isNumber || digits.size() > kMaxDigits)
            return std::nullopt;
        ChatLabel label;
        label.role = role;
        label.sign = word.toUpper();
        label.number = number;
        label.isCertain = isCertainLetter(label.sign);
        m_last = tag;
        finish(label);
        return label;
    }

    std::optional<ChatLabel> romanLabel(const QString& word)
    {
        static const QStringList kRoman{u""_s, u"I"_s, u"II"_s, u"III"_s, u"IV"_s, u"V"_s, u"VI"_s,
            u"VII"_s, u"VIII"_s, u"IX"_s, u"X"_s};
        const auto number = kRoman.indexOf(word.mid(1));
        if (number < 1)
            return std::nullopt;
        ChatLabel label;
        label.role.asks = true;
        label.sign = u"Q"_s;
        label.number = static_cast<int>(number);
        label.isCertain = true;
        finish(label);
        return label.isMarked ? std::optional(label) : std::nullopt;
    }

    /// "Question 6:", "Frage drei", "pregunta número 3", "answering 2", "Day 3"
    std::optional<ChatLabel> wordLabel()
    {
        QString word = text(m_at);
        if (auto label = ordinalLabel(word))
            return label;
        LabelRole role = wordRole(word);
        if (!role.isKnown() && isUnspaced(firstLetter(word)))
            role = endRole(word);
        role.asks = role.asks || m_own.questions.contains(word, Qt::CaseInsensitive);
        role.answers = role.answers || m_own.answers.contains(word, Qt::CaseInsensitive);
        const bool isDay = isDayWord(word);
        if (!role.isKnown() && !isDay)
            return std::nullopt;
        size_t next = m_at + 1;
        static const QSet<QString> kBetween{u"number"_s, u"no"_s, u"nr"_s, u"n"_s, u"nummer"_s,
            u"número"_s, u"numéro"_s, u"numero"_s, u"to"_s, u"à"_s, u"a"_s, u"zu"_s, u"op"_s,
            u"la"_s, u"question"_s, u"frage"_s, u"pregunta"_s, u"pergunta"_s, u"auf"_s, u"رقم"_s};
        for (int skipped = 0; skipped < 3; ++skipped) {
            if (isMark(next, u".#-°º")
                || (is(next, Kind::Word) && kBetween.contains(text(next).toLower())))
                ++next;
        }
        if (next >= m_parts.size())
            return std::nullopt;
        ChatLabel label;
        label.form = isDay ? ChatLabel::Form::Day : ChatLabel::Form::Word;
        label.role = isDay ? LabelRole{true, true} : role;
        label.sign = word.toLower();
        label.isCertain = true;
        if (is(next, Kind::Number) && m_parts.at(next).length <= kMaxDigits) {
            label.number = text(next).toInt();
        } else if (is(next, Kind::Tag) && text(next).mid(1).toInt() > 0
            && text(next).size() <= kMaxDigits + 1) {
            label.number = text(next).mid(1).toInt();
        } else if (is(next, Kind::Word) && writtenNumber(text(next)) >= 0) {
            label.number = writtenNumber(text(next));
            label.isCounted = true;
        } else {
            return std::nullopt;
        }
        m_last = next;
        finish(label);
        // "answer one thing", "two days": only what stands at the front or is marked.
        const bool isFirm = label.isMarked || m_isLeading || m_opensSentence || hasTotal(next);
        if (label.isCounted ? !label.isMarked && next + 1 < m_parts.size() && role.answers : false)
            return std::nullopt;
        if (isDay && !(m_isLeading || m_opensSentence))
            return std::nullopt;
        if (!isFirm)
            label.isReferred = true;
        return label;
    }

    /// "Third question:", "last question", "next question".
    std::optional<ChatLabel> ordinalLabel(const QString& word)
    {
        const int number = isLastWord(word) || isNextWord(word) ? kNextNumber : ordinalNumber(word);
        if (number == -1 || !is(m_at + 1, Kind::Word)
            || !(wordRole(text(m_at + 1)).asks
                || m_own.questions.contains(text(m_at + 1), Qt::CaseInsensitive)))
            return std::nullopt;
        ChatLabel label;
        label.form = ChatLabel::Form::Word;
        label.role.asks = true;
        label.sign = text(m_at + 1).toLower();
        label.number = number;
        label.isCertain = true;
        label.isCounted = true;
        m_last = m_at + 1;
        finish(label);
        return label;
    }

    /// "3) How", "3️⃣ How", "3rd question", "第3問"
    std::optional<ChatLabel> numberLabel()
    {
        const auto& part = m_parts.at(m_at);
        if (part.length > kMaxDigits)
            return std::nullopt;
        ChatLabel label;
        label.form = ChatLabel::Form::Bare;
        label.number = text(m_at).toInt();
        label.role = {true, true};
        static const QSet<QString> kEndings{
            u"st"_s, u"nd"_s, u"rd"_s, u"th"_s, u"ª"_s, u"e"_s, u"a"_s, u"ème"_s, u"ère"_s};
        size_t next = m_at + 1;
        const bool isOrdinal
            = (is(next, Kind::Word) && touches(next) && kEndings.contains(text(next).toLower()))
            || (isMark(next, u".") && touches(next));
        if (isOrdinal && is(next + 1, Kind::Word) && wordRole(text(next + 1)).asks) {
            label.form = ChatLabel::Form::Word;
            label.role.answers = false;
            label.isCertain = true;
            m_last = next + 1;
            finish(label);
            return label;
        }
        if (is(next, Kind::Word) && touches(next) && wordRole(text(next)).isKnown()
            && isUnspaced(firstLetter(text(next)))) {
            label.form = ChatLabel::Form::Word;
            label.role = wordRole(text(next));
            label.isCertain = true;
            m_last = next;
            finish(label);
            return label;
        }
        if (!m_isLeading || (m_at > 0 && is(m_at - 1, Kind::Mark) && isMark(m_at - 1, u"(/")))
            return std::nullopt;
        if (hasTotal(m_at)) {
            // "2/6 Where do ...?", but "1/2" is a part of what is too long for one post.
            constexpr int kLeastTotal = 4;
            const int total = text(m_at + 2).toInt();
            if (!m_isLeading || total < kLeastTotal || label.number > total)
                return std::nullopt;
            label.role.answers = false;
            label.isOfTotal = true;
            finish(label);
            return label;
        }
        finish(label);
        if (!part.isKeycap && (!label.isMarked || isTime(m_at)))
            return std::nullopt;
        return label;
    }

    /// Looks at what follows: sub-letter, total and mark.
    void finish(ChatLabel& label)
    {
        size_t next = m_last + 1;
        if (is(next, Kind::Word) && touches(next) && text(next).size() == 1
            && isMark(next + 1, u":).") && touches(next + 1))
            m_last = next++; // "Q2b:"
        if (hasTotal(m_last)) {
            m_last = m_last + 2;
            next = m_last + 1;
            label.isMarked = true;
        }
        const auto marks = QStringView(u":.)/]-–—|,>=→!»】」・~*、");
        if (isMark(next, marks)) {
            const bool isDash = isMark(next, u"-/=");
            const bool isFree = next + 1 >= m_parts.size() || m_parts.at(next + 1).isSpaceBefore
                || !is(next + 1, Kind::Word) || !isDash;
            const bool isMarkOfIt
                = isFree && !(isMark(next, u",") && m_parts.at(next).isSpaceBefore);
            label.isMarked = label.isMarked || isMarkOfIt;
            if (isMarkOfIt)
                m_last = next;
        } else if (is(next, Kind::Picture)) {
            label.isMarked = true;
        } else if (next < m_parts.size() && m_parts.at(next).isLineStart) {
            label.isMarked = true;
        }
        label.end = m_parts.at(m_last).end();
    }

    /// "6/6"
    bool hasTotal(size_t number) const
    {
        return isMark(number + 1, u"/") && touches(number + 1) && is(number + 2, Kind::Number)
            && touches(number + 2);
    }
    /// "7:30", "3.5"
    bool isTime(size_t number) const
    {
        return isMark(number + 1, u":.,") && touches(number + 1) && is(number + 2, Kind::Number)
            && touches(number + 2);
    }

    bool isGluedBefore(size_t i) const
    {
        if (i == 0 || m_parts.at(i).isSpaceBefore)
            return false;
        if (is(i - 1, Kind::Number))
            return true;
        return isMark(i - 1, u"-'’_&+")
            || (is(i - 1, Kind::Word) && isCased(m_plain.text.at(m_parts.at(i).start)));
    }

    /// "A4s", "H2O", "A1's": letters right behind, but for "Q2b:".
    bool isGluedBehind(size_t number) const
    {
        const size_t next = number + 1;
        if (!is(next, Kind::Word) || !touches(next))
            return (isMark(next, u"'’") && touches(next))
                || (isMark(next, u"%€$£°") && touches(next));
        if (!isCased(m_plain.text.at(m_parts.at(next).start)))
            return false;
        return !(text(next).size() == 1 && isMark(next + 1, u":).") && touches(next + 1));
    }

    QString tagBeside(size_t first, size_t last) const
    {
        if (first > 0 && is(first - 1, Kind::Tag))
            return text(first - 1).mid(1).toLower();
        if (is(last + 1, Kind::Tag))
            return text(last + 1).mid(1).toLower();
        // "Q1 at #otherchat"
        static const QSet<QString> kOf{u"at"_s, u"on"_s, u"in"_s, u"for"_s, u"of"_s, u"from"_s,
            u"bei"_s, u"im"_s, u"für"_s, u"von"_s, u"de"_s, u"del"_s, u"en"_s, u"para"_s, u"em"_s,
            u"no"_s, u"na"_s, u"pour"_s, u"sur"_s, u"di"_s, u"su"_s, u"van"_s, u"voor"_s, u"op"_s};
        if (is(last + 1, Kind::Word) && is(last + 2, Kind::Tag)
            && kOf.contains(text(last + 1).toLower()))
            return text(last + 2).mid(1).toLower();
        return {};
    }

    bool refers(size_t before) const
    {
        static const QSet<QString> kWords{u"for"_s, u"on"_s, u"to"_s, u"re"_s, u"about"_s, u"of"_s,
            u"from"_s, u"with"_s, u"your"_s, u"my"_s, u"the"_s, u"zu"_s, u"auf"_s, u"für"_s,
            u"zur"_s, u"bei"_s, u"para"_s, u"a"_s, u"sobre"_s, u"la"_s, u"pour"_s, u"à"_s, u"sur"_s,
            u"per"_s, u"voor"_s, u"op"_s, u"see"_s, u"that"_s, u"this"_s, u"your"_s, u"our"_s,
            u"still"_s, u"was"_s, u"by"_s, u"cracking"_s, u"great"_s, u"good"_s, u"love"_s};
        return is(before, Kind::Word) && kWords.contains(text(before).toLower());
    }

    static char32_t firstLetter(const QString& word)
    {
        qsizetype i = 0;
        return nextCodePoint(word, i);
    }

    static LabelRole endRole(const QString& word)
    {
        for (qsizetype length = std::min<qsizetype>(word.size(), 3); length > 0; --length) {
            if (const auto role = wordRole(word.right(length)); role.isKnown())
                return role;
        }
        return {};
    }

    /// "Q1 to Q6", "A1-A4", "A1 bis A4": spoken of, all of them.
    void dropRanges()
    {
        std::vector<bool> drops(m_out.size());
        for (size_t i = 0; i + 1 < m_out.size(); ++i) {
            const auto& a = m_out.at(i);
            const auto& b = m_out.at(i + 1);
            const QString between = m_plain.text.mid(a.end, b.start - a.end).trimmed().toLower();
            const QString mark = m_plain.text.mid(a.end - 1, 1);
            static const QSet<QString> kWords{u"to"_s, u"bis"_s, u"a"_s, u"al"_s, u"à"_s, u"thru"_s,
                u"through"_s, u"tot"_s, u"до"_s, u"-"_s, u"–"_s, u"—"_s, u"→"_s, u"until"_s,
                u"till"_s, u"hasta"_s, u"até"_s, u"إلى"_s, u"から"_s, u"~"_s, u"..."_s};
            const bool isRange = kWords.contains(between)
                || (between.isEmpty() && QStringView(u"-–—~→").contains(mark));
            if (isRange && b.number > a.number && a.sign == b.sign)
                drops[i] = drops[i + 1] = true;
        }
        size_t kept = 0;
        for (size_t i = 0; i < m_out.size(); ++i) {
            if (!drops[i])
                m_out[kept++] = m_out[i];
        }
        m_out.resize(kept);
    }

    const PlainText& m_plain;
    const std::vector<TextPart>& m_parts;
    const OwnLabels& m_own;
    std::vector<ChatLabel> m_out;
    size_t m_at = 0;
    size_t m_first = 0;
    size_t m_last = 0;
    bool m_isLeading = true;
    bool m_opensSentence = true;
};

} // namespace

std::vector<ChatLabel> readLabels(const PlainText& plain, const OwnLabels& own)
{
    return LabelReader(plain, own).read();
}

qsizetype contentStart(const PlainText& plain, const std::vector<ChatLabel>& labels)
{
    qsizetype start = 0;
    for (const auto& label : labels) {
        if (label.isLeading)
            start = std::max(start, label.end);
    }
    for (const auto& part : plain.parts) {
        if (part.start < start)
            continue;
        if (part.kind == TextPart::Kind::Word || part.kind == TextPart::Kind::Number
            || part.kind == TextPart::Kind::Link)
            return part.start;
    }
    return plain.text.size();
}

} // namespace staffroom
