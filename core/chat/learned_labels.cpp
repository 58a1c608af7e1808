#include "core/chat/learned_labels.h"

#include "core/chat/chat_book.h"
#include "core/chat/chat_sorter.h"
#include "core/chat/label_table.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = TextPart::Kind;

constexpr qsizetype kLongest = 12; ///< letters
constexpr int kLeastPeople = 3; ///< who answer with one word
constexpr int kLeastNumbers = 2; ///< with one word, so that it counts something

/// Words that count other things at the beginning of a post.
bool countsOtherThings(const QString& word)
{
    static const QSet<QString> kWords{u"year"_s, u"years"_s, u"grade"_s, u"class"_s, u"level"_s,
        u"week"_s, u"part"_s, u"page"_s, u"chapter"_s, u"step"_s, u"unit"_s, u"tip"_s, u"no"_s,
        u"klasse"_s, u"jahrgang"_s, u"seite"_s, u"teil"_s, u"curso"_s, u"grado"_s, u"página"_s,
        u"parte"_s, u"classe"_s, u"groep"_s, u"pagina"_s, u"klasa"_s, u"årskurs"_s, u"trinn"_s};
    return kWords.contains(word);
}

struct Use {
    QSet<QString> people;
    QSet<int> numbers;
    QHash<int, QSet<QString>> byNumber;

    void add(const ChatItem& item, int number)
    {
        people.insert(item.author);
        numbers.insert(number);
        byNumber[number].insert(item.author);
    }
    /// Two people who use one number mean the same by it.
    bool isShared() const
    {
        return std::any_of(byNumber.begin(), byNumber.end(),
            [](const auto& authors) { return authors.size() > 1; });
    }
};

} // namespace

std::optional<UnknownLabel> unknownLabel(const PlainText& plain)
{
    const auto& parts = plain.parts;
    size_t i = 0;
    while (i < parts.size() && parts[i].kind != Kind::Word && parts[i].kind != Kind::Number)
        ++i;
    if (i >= parts.size() || parts[i].kind != Kind::Word || parts[i].length > kLongest)
        return std::nullopt;
    const QString word = plain.view(parts[i]).toString().toLower();
    // Letters that mean this in one language may be anything in another.
    static const QSet<QString> kKnown{u"q"_s, u"a"_s, u"r"_s};
    if (word.at(0).toUpper() == word.at(0).toLower() || kKnown.contains(word)
        || wordRole(word).isKnown() || isDayWord(word) || countsOtherThings(word))
        return std::nullopt;
    const auto isMark = [&](size_t at, QStringView marks) {
        return at < parts.size() && parts[at].kind == Kind::Mark
            && marks.contains(plain.text.at(parts[at].start));
    };
    size_t number = i + 1;
    if (isMark(number, u".#-") && !parts[number].isSpaceBefore)
        ++number;
    if (number >= parts.size() || parts[number].kind != Kind::Number || parts[number].length > 2)
        return std::nullopt;
    const bool isTotal = isMark(number + 1, u"/");
    const size_t mark = isTotal ? number + 3 : number + 1;
    const bool isLineEnd = mark < parts.size() && parts[mark].isLineStart;
    if (!isTotal && !isLineEnd && !isMark(mark, u":.)]>-–—|"))
        return std::nullopt;
    return UnknownLabel{word, plain.view(parts[number]).toString().toInt()};
}

OwnLabels learnedLabels(const ChatBook& book, const ChatRules& rules)
{
    OwnLabels out;
    for (auto it = book.unknownWords().begin(); it != book.unknownWords().end(); ++it) {
        Use asking;
        Use answering;
        for (const auto* item : it.value()) {
            const auto& features = item->features;
            if (features.isTextCopy || features.isSelling)
                continue;
            const bool isHost = rules.hosts.contains(item->post.author, Qt::CaseInsensitive);
            if (isHost && (features.asks || !item->post.alts.isEmpty()))
                asking.add(*item, features.unknown->number);
            else if (!isHost)
                answering.add(*item, features.unknown->number);
        }
        if (asking.numbers.size() >= kLeastNumbers)
            out.questions << it.key();
        else if (answering.people.size() >= kLeastPeople
            && answering.numbers.size() >= kLeastNumbers && answering.isShared())
            out.answers << it.key();
    }
    out.questions.sort();
    out.answers.sort();
    return out;
}

} // namespace staffroom
