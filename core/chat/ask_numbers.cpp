#include "core/chat/ask_numbers.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Asks that belong together, in order.
struct Group {
    int number = 0;
    std::vector<const Ask*> asks;

    Timestamp asked() const { return asks.front()->item->post.created; }
};

QString languageOf(const ChatItem& item)
{
    return item.post.language.section(u'-', 0, 0).toLower();
}

bool isSameText(const ChatItem& a, const ChatItem& b)
{
    if (a.features.copyText == b.features.copyText && !a.features.copyText.isEmpty())
        return true;
    const int shared = common(a.features.topic, b.features.topic);
    return shared >= 2 && overlap(a.features.topic, b.features.topic) >= 0.6;
}

bool isLike(const Group& group, const ChatItem& item)
{
    return std::any_of(group.asks.begin(), group.asks.end(),
        [&](const Ask* ask) { return isSameText(*ask->item, item); });
}

bool isInOtherWords(const Group& group, const Ask& ask)
{
    const auto& item = *ask.item;
    const bool isOtherLanguage = std::none_of(group.asks.begin(), group.asks.end(),
        [&](const Ask* before) { return languageOf(*before->item) == languageOf(item); });
    return isOtherLanguage || ask.isPointer || item.features.talks.has(Talk::Again)
        || std::any_of(group.asks.begin(), group.asks.end(),
            [](const Ask* before) { return before->isPointer; });
}

class Numbering {
public:
    explicit Numbering(const std::vector<Ask>& asks)
        : m_asks(asks)
    {
    }

    std::vector<Group> groups()
    {
        for (const auto& ask : m_asks) {
            if (ask.number == kNextNumber)
                addUncounted(ask);
            else
                addCounted(ask);
        }
        std::sort(m_groups.begin(), m_groups.end(),
            [](const Group& a, const Group& b) { return a.number < b.number; });
        return std::move(m_groups);
    }

private:
    Group* find(int number)
    {
        const auto it = std::find_if(m_groups.begin(), m_groups.end(),
            [&](const Group& group) { return group.number == number; });
        return it == m_groups.end() ? nullptr : &*it;
    }

    Group* newest() { return m_groups.empty() ? nullptr : &m_groups.back(); }

    int highest() const
    {
        int out = 0;
        for (const auto& group : m_groups)
            out = std::max(out, group.number);
        return out;
    }

    bool isNumberLater(const Ask& ask, int number) const
    {
        return std::any_of(m_asks.begin(), m_asks.end(), [&](const Ask& other) {
            return other.number == number && other.item->post.created > ask.item->post.created;
        });
    }

    void addUncounted(const Ask& ask)
    {
        auto* group = newest();
        if (group && (ask.isPointer || isLike(*group, *ask.item)))
            group->asks.push_back(&ask);
        else
            m_groups.push_back({highest() + 1, {&ask}});
    }

    void addCounted(const Ask& ask)
    {
        constexpr auto kTogether = std::chrono::minutes(3);
        const auto& item = *ask.item;
        auto* same = find(ask.number);
        if (!same) {
            addNew(ask);
            return;
        }
        const bool isOn = same == newest();
        const auto age = item.post.created - same->asked();
        if (isLike(*same, item) || isInOtherWords(*same, ask) || item.features.part > 1) {
            // Afterwards it is a look back, unless it comes from a slow mirror.
            if (isOn || age < std::chrono::minutes(2))
                same->asks.push_back(&ask);
            return;
        }
        if (!item.post.pollOptions.isEmpty())
            return; // "Quick poll to go with Q5: ...?"
        if (isOn && age < kTogether) {
            if (same->asks.front()->item->author != item.author || item.features.part > 0
                || same->asks.front()->item->features.part > 0)
                same->asks.push_back(&ask);
            return;
        }
        // One number left out, then this one twice: the first had the number that is missing.
        if (isOn && ask.number > 1 && !find(ask.number - 1) && item.features.asks) {
            same->number = ask.number - 1;
            m_groups.push_back({ask.number, {&ask}});
            return;
        }
        // The number was not counted on: another question under the number of the last one.
        if (isOn && !isNumberLater(ask, ask.number + 1) && item.features.labels.front().isLeading)
            m_groups.push_back({ask.number + 1, {&ask}});
    }

    /// A number that was not there before; maybe it mends a wrong one.
    void addNew(const Ask& ask)
    {
        constexpr auto kMended = std::chrono::minutes(10);
        for (auto& group : m_groups) {
            if (!isLike(group, *ask.item) || ask.item->post.created - group.asked() > kMended)
                continue;
            if (ask.item->features.talks.has(Talk::Sorry) || &group == newest()) {
                group.number = ask.number;
                group.asks.push_back(&ask);
                return;
            }
        }
        m_groups.push_back({ask.number, {&ask}});
    }

    const std::vector<Ask>& m_asks;
    std::vector<Group> m_groups; ///< in the order of asking
};

FoundQuestion questionOf(const Group& group, const ChatRules& rules)
{
    const OwnLabels own{rules.questionLabels, rules.answerLabels};
    FoundQuestion out;
    auto& shown = out.shown;
    shown.number = group.number;
    shown.asked = group.asked();
    shown.hasText = false;
    for (const auto* ask : group.asks) {
        const auto& item = *ask->item;
        shown.posts.push_back(item.post.id);
        out.topic.insert(out.topic.end(), item.features.topic.begin(), item.features.topic.end());
        if (!item.features.altText.isEmpty()) {
            const auto words = topicWords(plainText(item.features.altText));
            out.topic.insert(out.topic.end(), words.begin(), words.end());
        }
    }
    std::sort(out.topic.begin(), out.topic.end());
    out.topic.erase(std::unique(out.topic.begin(), out.topic.end()), out.topic.end());
    // Words that were written are better than a picture's description, an earlier post than a
    // later.
    for (const auto* ask : group.asks) {
        const QString text = ask->isPointer ? QString() : shownText(ask->item->post.text, own);
        if (text.isEmpty())
            continue;
        shown.text = text;
        shown.language = ask->item->post.language;
        shown.hasText = true;
        return out;
    }
    for (const auto* ask : group.asks) {
        if (ask->item->features.altText.isEmpty())
            continue;
        shown.text = ask->item->features.altText;
        shown.language = ask->item->post.language;
        shown.hasText = shown.isFromAlt = true;
        break;
    }
    return out;
}

} // namespace

FoundQuestions numberAsks(const std::vector<Ask>& asks, const ChatRules& rules)
{
    FoundQuestions out;
    for (const auto& group : Numbering(asks).groups()) {
        auto question = questionOf(group, rules);
        question.isCountedOn = std::all_of(group.asks.begin(), group.asks.end(),
            [](const Ask* ask) { return ask->number == kNextNumber; });
        for (const auto* ask : group.asks) {
            out.askedBy.insert(ask->item->post.id, group.number);
            out.isNumbered = out.isNumbered || ask->number != kNextNumber;
            if (ask->sign.isEmpty())
                continue;
            out.signs.insert(ask->sign);
            for (const auto& letter : answerLettersFor(ask->sign))
                out.signs.insert(letter);
        }
        out.questions.push_back(std::move(question));
    }
    return out;
}

} // namespace staffroom
