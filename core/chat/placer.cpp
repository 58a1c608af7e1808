#include "core/chat/placer.h"

#include "core/chat/side_talk.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kPrepared = std::chrono::seconds(75); ///< an answer may be out before its question
constexpr auto kFreshQuestion = std::chrono::minutes(4);
constexpr auto kTooSoon = std::chrono::seconds(12); ///< nobody answers faster

bool isUnder(const ChatItem& item)
{
    return item.placed.question.has_value();
}

} // namespace

Placer::Placer(const ChatBook& book, const ChatRules& rules, const FoundQuestions& questions)
    : m_book(book)
    , m_rules(rules)
    , m_questions(questions)
{
}

Placement Placer::place(const ChatItem& item) const
{
    Placement out;
    if (const auto asked = m_questions.askedBy.constFind(item.post.id);
        asked != m_questions.askedBy.constEnd()) {
        out.question = *asked;
        out.by = PlacedBy::Asking;
        out.confidence = 0.97;
        out.isQuestion = true;
        return out;
    }
    const auto take = [&](const Guess& guess) {
        out.question = guess.question;
        out.by = guess.question ? guess.by : PlacedBy::Nothing;
        out.confidence = guess.confidence;
        if (!out.question)
            out.also.clear();
        return out;
    };
    if (const auto* first = original(item)) {
        out.copyOf = first->post.id;
        out.also = first->placed.also;
        return take({first->placed.question, PlacedBy::Copy, 0.9});
    }
    if (const auto guess = byLabels(item, out))
        return take(*guess);
    if (const auto guess = byPart(item))
        return take(*guess);
    if (const auto guess = byThread(item))
        return take(*guess);
    if (const auto guess = byQuote(item))
        return take(*guess);
    if (const auto guess = byWeakLabel(item))
        return take(*guess);
    return take(byTime(item));
}

const ChatItem* Placer::earlier(const ChatItem& item, const std::optional<PostId>& id) const
{
    const auto* other = id ? m_book.find(*id) : nullptr;
    return other && EarlierItem{}(other, &item) ? other : nullptr;
}

/// The post that this one copies as text.
const ChatItem* Placer::original(const ChatItem& item) const
{
    constexpr qsizetype kLongText = 40; ///< letters; shorter ones are said by many
    const auto& letters = item.features.copyText;
    if (!item.features.isTextCopy
        && (letters.size() < kLongText || m_questions.hosts.contains(item.author)))
        return nullptr;
    for (const auto* other : m_book.sounding(ChatBook::copyKey(item.features))) {
        if (!EarlierItem{}(other, &item))
            break;
        const auto& theirs = other->features.copyText;
        if (other->features.isTextCopy || other->author == item.author)
            continue;
        if (item.features.isTextCopy
            && (theirs.startsWith(letters) || letters.startsWith(theirs)
                || overlap(
                       theirs.size() > letters.size() ? item.features.topic : other->features.topic,
                       theirs.size() > letters.size() ? other->features.topic : item.features.topic)
                    >= 0.7))
            return other;
        if (theirs == letters)
            return other;
    }
    return nullptr;
}

bool Placer::isAsked(int number, Timestamp at) const
{
    const auto* question = m_questions.find(number);
    return question && question->shown.asked <= at + kPrepared;
}

bool Placer::hasAnswered(const ChatItem& item, int number) const
{
    for (const auto* other : m_book.of(item.author)) {
        if (!EarlierItem{}(other, &item))
            break;
        if (other->placed.question == number && other->placed.by != PlacedBy::Reply
            && other->placed.by != PlacedBy::Quote && !other->placed.isQuestion)
            return true;
    }
    return false;
}

double Placer::wording(const ChatItem& item, const FoundQuestion& question) const
{
    double score = 0;
    const auto& theirs = question.topic;
    for (const auto& word : item.features.topic) {
        if (!std::binary_search(theirs.begin(), theirs.end(), word))
            continue;
        // A word that several questions share tells less.
        int sharers = 0;
        for (const auto& other : m_questions.questions) {
            if (other.shown.asked <= item.post.created + kPrepared
                && std::binary_search(other.topic.begin(), other.topic.end(), word))
                ++sharers;
        }
        score += 1.0 / std::max(1, sharers);
    }
    return score;
}

/// The question whose words a post takes up clearly more than those of the one that is on.
const FoundQuestion* Placer::bestWording(const ChatItem& item, const FoundQuestion* current) const
{
    constexpr double kClearly = 1.9;
    const FoundQuestion* best = nullptr;
    double bestScore = 0;
    for (const auto& question : m_questions.questions) {
        if (question.shown.asked > item.post.created)
            continue;
        const double score = wording(item, question);
        if (score > bestScore) {
            bestScore = score;
            best = &question;
        }
    }
    const double own = current ? wording(item, *current) : 0;
    return best && best != current && bestScore >= kClearly && bestScore >= own + kClearly
        ? best
        : nullptr;
}

/// A label of another chat that has its tag on the same post.
bool Placer::isOtherChats(const ChatItem& item, const ChatLabel& label) const
{
    const QString own = m_rules.hashtag.toLower();
    if (!label.nearTag.isEmpty() && label.nearTag != own && soundsLikeChatTag(label.nearTag))
        return true;
    // "A3 safety goggles #otherchat", without this chat's tag.
    if (!item.features.hasChatTag && !item.post.inReplyTo
        && std::any_of(
            item.features.otherTags.begin(), item.features.otherTags.end(), soundsLikeChatTag))
        return true;
    for (const auto& tag : item.features.otherTags) {
        // The other chat's question that is on, if posts with its tag ask any here.
        const ChatItem* asked = nullptr;
        for (const auto* asker : m_book.tagged(tag)) {
            if (!EarlierItem{}(asker, &item))
                break;
            if (!m_questions.hosts.contains(asker->author) && soundsLikeChatTag(tag))
                asked = asker;
        }
        if (!asked)
            continue;
        const bool isTheirs
            = std::any_of(asked->features.labels.begin(), asked->features.labels.end(),
                [&](const ChatLabel& other) { return other.number == label.number; });
        const auto* current = m_questions.currentAt(item.post.created);
        if (isTheirs && (!current || current->shown.number != label.number))
            return true;
    }
    return false;
}

std::vector<const ChatLabel*> Placer::usableLabels(const ChatItem& item) const
{
    std::vector<const ChatLabel*> out;
    const bool isHost = m_questions.hosts.contains(item.author);
    for (const auto& label : item.features.labels) {
        if (label.number < 0)
            continue;
        const bool isFront = label.isLeading || label.opensSentence;
        bool isUsable = false;
        switch (label.form) {
        case ChatLabel::Form::Letter:
            // Only hosts ask; others name a question in passing, or type it before their answer.
            if (label.role.asks && !label.role.answers && !label.isLeading && !isHost)
                break;
            isUsable = (label.isCertain || m_questions.signs.contains(label.sign)
                           || (label.isLeading && label.isMarked && m_questions.signs.isEmpty()))
                && (isFront || label.isMarked);
            break;
        case ChatLabel::Form::Tag:
            isUsable = label.isCertain || m_questions.signs.contains(label.sign);
            break;
        case ChatLabel::Form::Word:
            isUsable = isFront || label.isMarked;
            break;
        case ChatLabel::Form::Bare:
            isUsable
                = label.isLeading && !label.isOfTotal && isAsked(label.number, item.post.created);
            break;
        case ChatLabel::Form::Day:
            isUsable = m_rules.isSlow && label.isLeading;
            break;
        }
        if (isUsable)
            out.push_back(&label);
    }
    return out;
}

Placer::MaybeGuess Placer::byLabels(const ChatItem& item, Placement& out) const
{
    const auto labels = usableLabels(item);
    if (labels.empty())
        return std::nullopt;
    std::vector<const ChatLabel*> own;
    for (const auto* label : labels) {
        if (!isOtherChats(item, *label))
            own.push_back(label);
    }
    if (own.empty())
        return Guess{std::nullopt, PlacedBy::Nothing, 0.6};
    const bool isHost = m_questions.hosts.contains(item.author);
    const auto& talks = item.features.talks;
    const bool onlyAsking
        = std::all_of(own.begin(), own.end(), [](const auto* label) { return label->role.asks; });
    const bool isFront
        = std::any_of(own.begin(), own.end(), [](const auto* label) { return label->isLeading; });
    const bool isNotice = talks.has(Talk::Soon) || talks.has(Talk::Recap) || talks.has(Talk::Clock)
        || talks.has(Talk::Handover) || (!isFront && item.post.pollOptions.isEmpty());
    if (isHost && onlyAsking && isNotice)
        return Guess{std::nullopt, PlacedBy::Nothing, 0.8};
    const auto at = item.post.created;
    const auto* current = m_questions.currentAt(at);
    std::vector<int> asked;
    for (const auto* label : own) {
        if (isAsked(label->number, at)
            && std::find(asked.begin(), asked.end(), label->number) == asked.end())
            asked.push_back(label->number);
    }
    if (asked.size() > 1) {
        const auto on
            = current ? std::find(asked.begin(), asked.end(), current->shown.number) : asked.end();
        const int main = on != asked.end() ? *on : asked.front();
        for (const int number : asked) {
            if (number != main)
                out.also.push_back(number);
        }
        std::sort(out.also.begin(), out.also.end());
        return Guess{main, PlacedBy::Label, 0.9};
    }
    if (asked.size() == 1) {
        const auto label = std::find_if(own.begin(), own.end(),
            [&](const auto* candidate) { return candidate->number == asked.front(); });
        return byOneLabel(item, **label);
    }
    return byOneLabel(item, *own.front());
}

Placer::Guess Placer::byOneLabel(const ChatItem& item, const ChatLabel& label) const
{
    const auto at = item.post.created;
    const auto& talks = item.features.talks;
    const auto* current = m_questions.currentAt(at);
    const auto* named = m_questions.find(label.number);
    if (!named || !isAsked(label.number, at)) {
        // Not asked yet, or never.
        if (!current)
            return {std::nullopt, PlacedBy::Nothing, 0.6};
        if (named
            && (talks.has(Talk::Early) || wording(item, *named) >= 1.5 + wording(item, *current)))
            return {label.number, PlacedBy::Label, 0.7};
        const bool isElsewhere = std::any_of(
            item.features.otherTags.begin(), item.features.otherTags.end(), soundsLikeChatTag);
        if (isElsewhere || label.form == ChatLabel::Form::Bare
            || (m_questions.wrapUp && at > *m_questions.wrapUp))
            return {std::nullopt, PlacedBy::Nothing, 0.5};
        return {current->shown.number, PlacedBy::Time, 0.6};
    }
    if (named == current)
        return {label.number, PlacedBy::Label, 0.97};
    const auto* parent = earlier(item, item.post.inReplyTo);
    if (parent && isUnder(*parent)) {
        if (parent->placed.question == label.number)
            return {label.number, PlacedBy::Label, 0.97};
        // Who answers the question's own post means that question, whatever was typed.
        if (parent->placed.isQuestion && !talks.has(Talk::Late))
            return {parent->placed.question, PlacedBy::Reply, 0.7};
    }
    const bool isExcused = talks.has(Talk::Late) || talks.has(Talk::More) || item.features.part > 0;
    if (!current || isExcused)
        return {label.number, PlacedBy::Label, 0.9};
    const double words = wording(item, *current) - wording(item, *named);
    const bool isFresh = at - current->shown.asked < kFreshQuestion;
    // The old number, typed by habit: the author is through with it and the new question is fresh.
    const bool isHabit = m_questions.before(*current) == named && isFresh && words >= 0
        && at - current->shown.asked > kTooSoon && hasAnswered(item, label.number)
        && !hasAnswered(item, current->shown.number);
    if (isHabit)
        return {current->shown.number, words >= 1 ? PlacedBy::Wording : PlacedBy::Time, 0.6};
    // A first answer to the question before is likelier than a slip.
    const bool isTakenUp = isFresh && hasAnswered(item, label.number);
    if (words >= (isTakenUp ? 1 : 2.4))
        return {current->shown.number, PlacedBy::Wording, 0.6};
    return {label.number, PlacedBy::Label, isFresh ? 0.85 : 0.8};
}

Placer::MaybeGuess Placer::byPart(const ChatItem& item) const
{
    constexpr auto kNextPart = std::chrono::minutes(6);
    const bool goesOn = item.features.plain.text.startsWith(u"..."_s);
    if (item.features.part < 2 && !goesOn)
        return std::nullopt;
    const ChatItem* before = nullptr;
    for (const auto* other : m_book.of(item.author)) {
        if (!EarlierItem{}(other, &item))
            break;
        if (!other->placed.isHidden())
            before = other;
    }
    const auto* parent = earlier(item, item.post.inReplyTo);
    if (parent && parent->author == item.author)
        before = parent;
    if (!before || item.post.created - before->post.created > kNextPart
        || (parent && parent != before && parent->author != item.author))
        return std::nullopt;
    return Guess{before->placed.question, PlacedBy::Part, before->placed.question ? 0.9 : 0.6};
}

Placer::MaybeGuess Placer::byThread(const ChatItem& item) const
{
    const auto* parent = earlier(item, item.post.inReplyTo);
    if (!parent)
        return std::nullopt;
    const auto& talks = item.features.talks;
    const int words = item.features.words;
    if (!isUnder(*parent))
        return Guess{std::nullopt, PlacedBy::Nothing, parent->placed.isHidden() ? 0.9 : 0.8};
    const bool isPersonal = (talks.has(Talk::Welcome) && words <= 8)
        || (talks.has(Talk::Farewell) && words <= 10)
        || (talks.has(Talk::Handover) && m_questions.hosts.contains(item.author));
    const bool isTidying = talks.has(Talk::Meta) && parent->post.pollOptions.isEmpty();
    if (isPersonal || isTidying)
        return Guess{std::nullopt, PlacedBy::Nothing, 0.65};
    return Guess{parent->placed.question, PlacedBy::Reply,
        parent->placed.isQuestion ? 0.95 : std::max(0.7, 0.95 * parent->placed.confidence)};
}

Placer::MaybeGuess Placer::byQuote(const ChatItem& item) const
{
    const auto* quoted = earlier(item, item.post.quoteOf);
    if (!quoted || quoted->placed.isHidden())
        return std::nullopt;
    if (!quoted->placed.question)
        return std::nullopt;
    if (item.features.talks.has(Talk::Meta) || item.features.talks.has(Talk::Farewell))
        return Guess{std::nullopt, PlacedBy::Nothing, 0.55};
    return Guess{quoted->placed.question, PlacedBy::Quote, 0.85};
}

/// "I am with Bea on A2": spoken of in the middle of a sentence.
Placer::MaybeGuess Placer::byWeakLabel(const ChatItem& item) const
{
    const auto& talks = item.features.talks;
    if (m_questions.hosts.contains(item.author) || talks.has(Talk::Thanks)
        || talks.has(Talk::Farewell) || talks.has(Talk::Meta))
        return std::nullopt;
    for (const auto& label : item.features.labels) {
        const bool isSpokenOf = label.isReferred && label.isCertain
            && (label.form == ChatLabel::Form::Letter || label.form == ChatLabel::Form::Word);
        if (isSpokenOf && isAsked(label.number, item.post.created) && !isOtherChats(item, label))
            return Guess{label.number, PlacedBy::Label, 0.7};
    }
    return std::nullopt;
}

Placer::Guess Placer::byTime(const ChatItem& item) const
{
    const auto at = item.post.created;
    const auto* current = m_questions.currentAt(at);
    if (!current)
        return {std::nullopt, PlacedBy::Nothing, 0.95};
    const bool isOver = (m_questions.wrapUp && at >= *m_questions.wrapUp)
        || (m_rules.end && !m_rules.isSlow && at > *m_rules.end);
    const double words = wording(item, *current);
    if (isOver)
        return {std::nullopt, PlacedBy::Nothing, 0.8};
    // A reply to a post that is not here: without the tag nothing ties it to the chat, and a short
    // question is mostly about that post itself.
    if (item.post.inReplyTo && !m_book.find(*item.post.inReplyTo) && words < 1
        && (!item.features.hasChatTag || (item.features.asks && item.features.words <= 8)))
        return {std::nullopt, PlacedBy::Nothing, 0.5};
    if (isSideTalk(item, m_book, m_questions, words))
        return {std::nullopt, PlacedBy::Nothing, 0.7};
    const bool isElsewhere = std::any_of(
        item.features.otherTags.begin(), item.features.otherTags.end(), soundsLikeChatTag);
    if (const auto* better = bestWording(item, current))
        return {better->shown.number, PlacedBy::Wording, 0.55};
    if (isElsewhere && words < 1 && !item.features.hasChatTag)
        return {std::nullopt, PlacedBy::Nothing, 0.5};
    const auto* before = m_questions.before(*current);
    if (before && at - current->shown.asked < kTooSoon && words < 1)
        return {before->shown.number, PlacedBy::Time, 0.5};
    if (words >= 1.5)
        return {current->shown.number, PlacedBy::Wording, 0.8};
    return {current->shown.number, PlacedBy::Time, words >= 1 ? 0.65 : 0.55};
}

} // namespace staffroom
