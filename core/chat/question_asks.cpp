#include "core/chat/question_asks.h"

#include "core/chat/ask_numbers.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastWords = 3; ///< of a question
constexpr auto kSecondPost = std::chrono::minutes(4); ///< "Q4 has arrived", then the question

bool isPolled(const ChatItem& item)
{
    return !item.post.pollOptions.isEmpty();
}

/// Talk of the first words only: "Q2 coming up. What did you ...?" announces, "Q5 What will you
/// try soon?" asks.
Talks openingTalks(const ChatItem& item, qsizetype from)
{
    const QString line = phraseLine(item.features.plain, from);
    return talksOf(line.section(u' ', 0, 6) + u' ');
}

int wordsFrom(const ChatItem& item, qsizetype from)
{
    int words = 0;
    for (const auto& part : item.features.plain.parts) {
        if (part.kind != TextPart::Kind::Word || part.start < from)
            continue;
        const bool isUnspacedWord = isUnspaced(item.features.plain.text.at(part.start).unicode());
        words += isUnspacedWord ? std::max(1, static_cast<int>(part.length / 2)) : 1;
    }
    return words;
}

/// A list of all questions, or a look back at several.
bool namesSeveral(const ChatItem& item)
{
    int first = -1;
    for (const auto& label : item.features.labels) {
        if (!label.role.asks || label.form == ChatLabel::Form::Bare
            || label.form == ChatLabel::Form::Day
            || !(label.isMarked || label.isLeading || !item.features.asks))
            continue;
        if (first >= 0 && label.number != first)
            return true;
        first = label.number;
    }
    return false;
}

bool isAsking(const ChatLabel& label, const ChatItem& item)
{
    if (!label.role.asks || label.number > 60)
        return false;
    if (label.role.answers && label.form == ChatLabel::Form::Letter)
        return item.features.asks && label.opensSentence;
    if (label.form == ChatLabel::Form::Letter && !label.isCertain)
        return label.opensSentence && (label.isMarked || item.features.asks);
    return true;
}

bool pointsUp(const ChatItem& item)
{
    return item.features.plain.text.contains(u"👆"_s) || item.features.plain.text.contains(u"☝"_s)
        || item.features.plain.text.contains(u"⬆"_s);
}

/// Reads the hosts' posts in order and says which of them ask what.
class AskReader {
public:
    AskReader(const ChatBook& book, const ChatRules& rules, const QSet<QString>& hosts)
        : m_book(book)
        , m_rules(rules)
        , m_hosts(hosts)
    {
        for (const auto& host : hosts) {
            for (auto* item : book.of(host)) {
                if (isInSession(rules, item->post.created) && !item->features.isTextCopy)
                    m_posts.insert(item);
            }
        }
    }

    std::vector<Ask> read(const std::vector<Ask>& more)
    {
        for (auto* item : m_posts)
            readPost(*item);
        for (const auto& ask : m_unusual) {
            if (!isAsked(ask.number))
                add(*ask.item, ask.number, false);
        }
        mendNumbers();
        for (const auto& ask : more)
            add(*ask.item, ask.number, ask.isPointer);
        const bool isNumbered = std::any_of(
            m_asks.begin(), m_asks.end(), [](const Ask& ask) { return ask.number != kNextNumber; });
        if (!isNumbered)
            addUnnumbered();
        std::stable_sort(m_asks.begin(), m_asks.end(),
            [](const Ask& a, const Ask& b) { return EarlierItem{}(a.item, b.item); });
        return std::move(m_asks);
    }

private:
    const ChatItem* hostPost(const std::optional<PostId>& id) const
    {
        const auto* item = id ? m_book.find(*id) : nullptr;
        return item && m_hosts.contains(item->author) ? item : nullptr;
    }

    bool isAsked(int number) const
    {
        return std::any_of(
            m_asks.begin(), m_asks.end(), [&](const Ask& ask) { return ask.number == number; });
    }

    /// "Sorry, that was Q4": the question before got a wrong number.
    void mendNumbers()
    {
        constexpr auto kSoon = std::chrono::minutes(5);
        for (const auto& mend : m_mends) {
            const auto before = [&](const Ask& ask) {
                return ask.number != kNextNumber && ask.item->post.created < mend.item->post.created
                    && mend.item->post.created - ask.item->post.created < kSoon;
            };
            const Ask* last = nullptr;
            for (const auto& ask : m_asks) {
                if (before(ask) && (!last || EarlierItem{}(last->item, ask.item)))
                    last = &ask;
            }
            if (!last || last->number == mend.number || isAsked(mend.number))
                continue;
            const int wrong = last->number;
            for (auto& ask : m_asks) {
                if (before(ask) && ask.number == wrong)
                    ask.number = mend.number;
            }
        }
    }

    bool isReplyToOthers(const ChatItem& item) const
    {
        return item.post.inReplyTo && !hostPost(item.post.inReplyTo);
    }

    void add(const ChatItem& item, int number, bool isPointer)
    {
        const bool isThere = std::any_of(
            m_asks.begin(), m_asks.end(), [&](const Ask& ask) { return ask.item == &item; });
        if (!isThere)
            m_asks.push_back({&item, number, isPointer, sign(item)});
    }

    static QString sign(const ChatItem& item)
    {
        const auto label = askingLabel(item);
        return label && label->form == ChatLabel::Form::Letter ? label->sign : QString();
    }

    void readPost(const ChatItem& item)
    {
        if (namesSeveral(item))
            return;
        auto label = askingLabel(item);
        if (label && label->form == ChatLabel::Form::Day && !m_rules.isSlow)
            label.reset();
        if (mendsNumber(item))
            return;
        const bool hasWords
            = wordsFrom(item, label ? label->end : item.features.content) >= kLeastWords;
        if (!label && item.features.altLabel && item.features.altLabel->role.asks
            && !isReplyToOthers(item)
            && (!hasWords || item.features.talks.has(Talk::Here) || item.features.words <= 8)) {
            add(item, item.features.altLabel->number, true);
            return;
        }
        if (!label)
            return;
        if (isReplyToOthers(item) && !(label->isLeading && label->isMarked && item.features.asks))
            return;
        readLabelled(item, *label);
    }

    void readLabelled(const ChatItem& item, const ChatLabel& label)
    {
        const auto& features = item.features;
        const int words = wordsFrom(item, label.end);
        const Talks opening = openingTalks(item, label.end);
        const bool isSoon = opening.has(Talk::Soon)
            || (!features.asks && (features.talks.has(Talk::Soon) || opening.has(Talk::Clock)));
        const bool isFront = label.isLeading || (label.opensSentence && label.isMarked);
        const bool isHere = features.talks.has(Talk::Here) || words == 0
            || (words < kLeastWords && !features.asks);
        if (isFront && features.asks && words >= kLeastWords && !opening.has(Talk::Soon)
            && !(opening.has(Talk::Recap) && !label.isMarked)) {
            add(item, label.number, false);
            return;
        }
        if (isSoon)
            return;
        if (isFront && !features.asks && words > kLeastWords && !features.talks.has(Talk::Recap)
            && !(isHere && points(item)) && !(isHere && words <= 8)
            && (label.isMarked || !features.talks.has(Talk::Thanks))) {
            // "Question three is a picture tonight."
            add(item, label.number, addReply(item, label.number));
            return;
        }
        if (!isFront && isPolled(item))
            return; // "Quick poll to go with Q5: ...?"
        if (!isFront && label.isMarked && features.asks && words > kLeastWords
            && !features.talks.has(Talk::Recap)) {
            add(item, label.number, false);
            return;
        }
        // "Here comes question two. How do you ...?"
        if (!isFront && features.asks && isHere && words > kLeastWords
            && !features.talks.has(Talk::Recap)) {
            add(item, label.number, false);
            return;
        }
        const auto asked = m_asks.size();
        if (isHere || isFront)
            followPointer(item, label);
        if (m_asks.size() == asked)
            readUnusual(item, label);
    }

    /// "And now Q6 which tool ...?", "How do you ...? (Q5)": taken where nothing plainer has the
    /// number.
    void readUnusual(const ChatItem& item, const ChatLabel& label)
    {
        const auto& features = item.features;
        if (label.number == kNextNumber || isPolled(item))
            return;
        const int words = wordsFrom(item, 0);
        if (features.asks && words > kLeastWords && !features.talks.has(Talk::Recap)
            && !openingTalks(item, 0).has(Talk::Soon))
            m_unusual.push_back({&item, label.number, false, {}});
    }

    /// "Sorry, that was Q4": no question, only its number.
    bool mendsNumber(const ChatItem& item)
    {
        constexpr int kShort = 7; ///< words
        const auto& features = item.features;
        if (features.asks || !features.talks.has(Talk::Sorry) || wordsFrom(item, 0) > kShort)
            return false;
        const ChatLabel* named = nullptr;
        for (const auto& label : features.labels) {
            if (label.role.asks && label.number != kNextNumber)
                named = &label; // "that was Q4, not Q5" is rarer than "not Q5 but Q4"
        }
        if (named)
            m_mends.push_back({&item, named->number, false, {}});
        return named != nullptr;
    }

    static bool points(const ChatItem& item)
    {
        return item.post.quoteOf || !item.post.alts.isEmpty();
    }

    bool isPlainQuestion(const ChatItem& item) const
    {
        return item.features.asks && !askingLabel(item) && !isPolled(item)
            && item.features.words >= kLeastWords && !item.features.talks.has(Talk::Welcome);
    }

    static bool isPicture(const ChatItem& item)
    {
        return !item.post.alts.isEmpty() && item.features.words <= kLeastWords;
    }

    /// "Q4 has arrived": the question is a picture here, or another post.
    void followPointer(const ChatItem& item, const ChatLabel& label)
    {
        if (const auto* quoted = hostPost(item.post.quoteOf)) {
            const auto inner = askingLabel(*quoted);
            if (!inner || inner->number == label.number) {
                if (!inner)
                    add(*quoted, label.number, false);
                add(item, label.number, true);
            }
            return;
        }
        if (item.post.quoteOf || !item.features.altText.isEmpty()) {
            add(item, label.number, true);
            return;
        }
        // A picture without a description: maybe the words follow.
        if (!item.post.alts.isEmpty())
            add(item, label.number, true);
        if (addReply(item, label.number)) {
            add(item, label.number, true);
            return;
        }
        if (const auto* other = pointsUp(item) ? neighbour(item, false) : neighbour(item, true)) {
            add(item, label.number, true);
            add(*other, label.number, false);
        }
    }

    /// The question itself, as the hosts' reply to its announcement.
    bool addReply(const ChatItem& item, int number)
    {
        for (const auto* reply : m_book.pointingAt(item.post.id)) {
            if (m_hosts.contains(reply->author) && reply->post.inReplyTo == item.post.id
                && (isPlainQuestion(*reply) || isPicture(*reply))
                && reply->post.created - item.post.created < kSecondPost) {
                add(*reply, number, false);
                return true;
            }
        }
        return false;
    }

    /// The host team's plain question or picture right after (or before) this post.
    const ChatItem* neighbour(const ChatItem& item, bool isAfter) const
    {
        const ChatItem* best = nullptr;
        for (const auto* other : m_posts) {
            const auto gap = isAfter ? other->post.created - item.post.created
                                     : item.post.created - other->post.created;
            if (other == &item || gap < Millis(0) || gap > kSecondPost || isReplyToOthers(*other))
                continue;
            if ((isPlainQuestion(*other) || isPicture(*other)) && (!best || !isAfter))
                best = other;
        }
        return best;
    }

    // Chats that do not number.

    bool saysQuestion(const ChatItem& item) const
    {
        int seen = 0;
        for (const auto& part : item.features.plain.parts) {
            if (part.kind != TextPart::Kind::Word)
                continue;
            if (wordRole(item.features.plain.view(part).toString()).asks)
                return true;
            if (++seen == 4)
                break;
        }
        return false;
    }

    bool mayAskUnnumbered(const ChatItem& item) const
    {
        return item.features.asks && !isReplyToOthers(item) && !isPolled(item)
            && item.features.words > kLeastWords && !item.features.talks.has(Talk::Welcome)
            && !item.features.talks.has(Talk::Soon) && !namesSeveral(item)
            && (!item.features.talks.has(Talk::Greeting) || m_rules.isSlow);
    }

    void addUnnumbered()
    {
        const auto slowGap = std::chrono::hours(8);
        const auto fastGap = std::chrono::minutes(3);
        std::vector<const ChatItem*> said;
        std::vector<const ChatItem*> plain;
        for (const auto* item : m_posts) {
            if (!mayAskUnnumbered(*item))
                continue;
            (saysQuestion(*item) ? said : plain).push_back(item);
        }
        // Who marks questions by a word marks all of them.
        if (said.size() < 2) {
            plain.insert(plain.end(), said.begin(), said.end());
            std::sort(plain.begin(), plain.end(), EarlierItem{});
            said = plain;
        }
        std::optional<Timestamp> last;
        const ChatItem* lastItem = nullptr;
        for (const auto* item : said) {
            const bool isCopy = lastItem
                && (overlap(item->features.topic, lastItem->features.topic) >= 0.6
                    || (item->post.created - *last < std::chrono::minutes(30)
                        && item->post.language != lastItem->post.language));
            const Millis gap = m_rules.isSlow ? Millis(slowGap) : Millis(fastGap);
            if (isCopy) {
                add(*item, kNextNumber, true);
            } else if (!last || item->post.created - *last >= gap) {
                add(*item, kNextNumber, false);
                last = item->post.created;
                lastItem = item;
            }
        }
    }

    const ChatBook& m_book;
    const ChatRules& m_rules;
    const QSet<QString>& m_hosts;
    ItemSet m_posts;
    std::vector<Ask> m_asks;
    std::vector<Ask> m_unusual; ///< only where nothing plainer asks that number
    std::vector<Ask> m_mends; ///< numbers for the question before
};

} // namespace

std::optional<ChatLabel> askingLabel(const ChatItem& item)
{
    std::optional<ChatLabel> best;
    for (const auto& label : item.features.labels) {
        if (!isAsking(label, item) || (label.isReferred && !label.isMarked))
            continue;
        const bool isBare = label.form == ChatLabel::Form::Bare;
        if (isBare && !(item.features.asks && label.isLeading))
            continue;
        if (label.form == ChatLabel::Form::Tag && item.features.labels.size() > 1)
            continue;
        // A number leads only until something better is there; an answer's label leads nowhere.
        if (!best || (!best->opensSentence && label.opensSentence)
            || (best->form == ChatLabel::Form::Day && label.opensSentence))
            best = label;
    }
    if (best && !best->isLeading) {
        for (const auto& label : item.features.labels) {
            if (label.isLeading && label.role.answers && !label.role.asks)
                return std::nullopt;
        }
    }
    return best;
}

FoundQuestions asksOf(const ChatBook& book, const ChatRules& rules, const QSet<QString>& hosts,
    const std::vector<Ask>& more)
{
    FoundQuestions found = numberAsks(AskReader(book, rules, hosts).read(more), rules);
    found.hosts = hosts;
    return found;
}

} // namespace staffroom
