#include "core/chat/side_talk.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr int kLongTalk = 20; ///< words; a longer greeting has something to say

/// "Lena, maths and music", "sorry, late, Gun here": the first that its author writes is short and
/// holds the author's name.
bool introducesItself(const ChatItem& item, const ChatBook& book)
{
    constexpr int kShort = 14; // words
    const auto& own = book.of(item.author);
    if (own.empty() || *own.begin() != &item || item.features.words > kShort
        || !item.post.links.isEmpty())
        return false;
    const QString name = item.post.authorName.section(u' ', 0, 0).toLower();
    const QString account = item.author.section(u'@', 0, 0).section(u'.', 0, 0);
    bool isFirst = true;
    for (const auto& part : item.features.plain.parts) {
        if (part.kind != TextPart::Kind::Word)
            continue;
        const QString word = item.features.plain.view(part).toString().toLower();
        // "dom_maps" is Dom, "theodora" is not "The".
        const bool opensAccount = isFirst && account.startsWith(word)
            && !account.at(std::min(word.size(), account.size() - 1)).isLetter();
        const bool isName = word == name || word == account || opensAccount;
        if (word.size() > 1 && isName)
            return true;
        isFirst = false;
    }
    return false;
}

/// Thanks somebody who takes part for an idea: an answer, not a farewell.
bool credits(const ChatItem& item, const FoundQuestions& questions)
{
    return item.features.words >= 4
        && std::any_of(item.post.mentions.begin(), item.post.mentions.end(),
            [&](const QString& name) { return !questions.hosts.contains(name.toLower()); });
}

/// "Is anyone else's feed slow?": asks something of its own, in a few words of nobody's question.
/// What stands in quotation marks is said to somebody else.
bool asksAside(const ChatItem& item)
{
    constexpr int kShort = 14; // words
    const auto& text = item.features.plain.text;
    const bool isQuoting = std::any_of(text.begin(), text.end(),
        [](QChar c) { return QStringView(u"\"“”„«»「」『』").contains(c); });
    return item.features.asks && item.features.talks.has(Talk::Anybody)
        && item.features.words <= kShort && !item.post.inReplyTo && !item.post.quoteOf
        && item.features.labels.empty() && !isQuoting;
}

} // namespace

bool isSideTalk(
    const ChatItem& item, const ChatBook& book, const FoundQuestions& questions, double words)
{
    const auto& talks = item.features.talks;
    const int length = item.features.words;
    if (questions.hosts.contains(item.author)) {
        // "Half a minute more on Q1"; a poll goes with its question.
        const bool namesQuestion
            = std::any_of(item.features.labels.begin(), item.features.labels.end(),
                [](const auto& label) { return label.role.asks && !label.role.answers; });
        if (namesQuestion && item.post.pollOptions.isEmpty())
            return true;
        return talks.has(Talk::Soon) || talks.has(Talk::Handover) || talks.has(Talk::Farewell)
            || talks.has(Talk::NextTime) || talks.has(Talk::Welcome) || talks.has(Talk::Meta)
            || talks.has(Talk::Sorry)
            || ((talks.has(Talk::Greeting) || talks.has(Talk::Thanks)) && words < 1
                && length <= kLongTalk && !item.post.inReplyTo);
    }
    if (talks.has(Talk::Farewell) && words < 2)
        return true;
    // Question 0 asks who is there.
    const auto* current = questions.currentAt(item.post.created);
    const bool isRoundOfNames = current && current->shown.number == 0;
    if (talks.has(Talk::Greeting) && words < 2 && length <= kLongTalk && !isRoundOfNames)
        return true;
    if (words < 2 && !isRoundOfNames && introducesItself(item, book))
        return true;
    if (words < 1 && asksAside(item))
        return true;
    if (talks.has(Talk::Thanks) && length <= 12 && words < 2 && !credits(item, questions))
        return true;
    if (talks.has(Talk::Welcome) && length <= 8)
        return true;
    return talks.has(Talk::Meta) && words < 2;
}

} // namespace staffroom
