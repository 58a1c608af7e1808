#include "core/chat/found_questions.h"

#include "core/chat/answer_runs.h"
#include "core/chat/question_asks.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kBeforeBegin = std::chrono::minutes(30);
constexpr auto kAfterEnd = std::chrono::minutes(45);
constexpr auto kAnswersWithin = std::chrono::minutes(15);
constexpr int kMostHosts = 12;

/// Others who answer with this number soon after `asked`.
int answerersOf(const ChatBook& book, const ChatItem& asked, int number)
{
    QSet<QString> authors;
    for (const auto* item : book.labelled(number)) {
        if (item->author != asked.author && item->post.created > asked.post.created
            && item->post.created < asked.post.created + kAnswersWithin)
            authors.insert(item->author);
    }
    for (const auto* item : book.pointingAt(asked.post.id)) {
        if (item->author != asked.author)
            authors.insert(item->author);
    }
    return static_cast<int>(authors.size());
}

/// Did a host name this account when somebody was to take over?
bool isNamedByHosts(const ChatBook& book, const QSet<QString>& hosts, const ChatItem& candidate)
{
    const QString name = candidate.post.authorName.section(u' ', 0, 0).toLower();
    for (const auto& host : hosts) {
        for (const auto* item : book.of(host)) {
            if (!item->features.talks.has(Talk::Handover))
                continue;
            for (const auto& mention : item->post.mentions) {
                if (mention.compare(candidate.post.author, Qt::CaseInsensitive) == 0)
                    return true;
            }
            if (name.size() > 2 && phraseLine(item->features.plain).contains(u' ' + name + u' '))
                return true;
        }
    }
    return false;
}

bool saysToTakeOver(const ChatBook& book, const ChatItem& candidate)
{
    const auto& own = book.of(candidate.author);
    return std::any_of(own.begin(), own.end(), [&](const auto* item) {
        return item->features.talks.has(Talk::Handover)
            && item->post.created <= candidate.post.created;
    });
}

bool saysTheSame(const ChatItem& a, const ChatItem& b)
{
    return a.features.copyText == b.features.copyText
        || (common(a.features.topic, b.features.topic) >= 4
            && overlap(a.features.topic, b.features.topic) >= 0.9);
}

/// The chat's own account elsewhere, or a host's: it asks the same at the same time.
QString nextMirror(const ChatBook& book, const ChatRules& rules, const FoundQuestions& found)
{
    constexpr auto kAtOnce = std::chrono::minutes(2);
    const QString tag = rules.hashtag.toLower();
    QSet<QString> once;
    for (const auto* item : book.askers()) {
        if (found.hosts.contains(item->author) || item->post.inReplyTo || !item->features.hasChatTag
            || item->features.copyText.isEmpty())
            continue;
        const auto label = askingLabel(*item);
        const auto* question = label ? found.find(label->number) : nullptr;
        if (!question)
            continue;
        const bool isSame = std::any_of(
            question->shown.posts.begin(), question->shown.posts.end(), [&](const PostId& id) {
                const auto* asked = book.find(id);
                return asked && saysTheSame(*asked, *item)
                    && item->post.links.size() <= asked->post.links.size()
                    && item->post.created - asked->post.created < kAtOnce
                    && asked->post.created - item->post.created < kAtOnce;
            });
        if (!isSame)
            continue;
        const QString account = item->author.section(u'@', 0, 0).section(u'.', 0, 0);
        if (account == tag || once.contains(item->author))
            return item->author;
        once.insert(item->author);
    }
    return {};
}

/// Somebody who goes on with the numbers where hosts stopped, and whom others answer.
QString nextHost(const ChatBook& book, const ChatRules& rules, const FoundQuestions& found)
{
    constexpr int kAnswerers = 3;
    for (const auto* item : book.askers()) {
        if (found.hosts.contains(item->author) || !isInSession(rules, item->post.created)
            || item->post.inReplyTo || !item->features.hasChatTag)
            continue;
        const auto label = askingLabel(*item);
        const auto* named = label ? found.find(label->number) : nullptr;
        if (!label || (named && !named->isCountedOn))
            continue;
        const auto* current = found.currentAt(item->post.created);
        const int next = current ? current->shown.number + 1 : 1;
        if (label->number != next && !(label->number == 0 && !current))
            continue;
        const int answerers = answerersOf(book, *item, label->number);
        if (isNamedByHosts(book, found.hosts, *item)
            || answerers >= (saysToTakeOver(book, *item) ? 1 : kAnswerers))
            return item->author;
    }
    return {};
}

void findWrapUp(FoundQuestions& found, const ChatBook& book, const ChatRules& rules)
{
    constexpr auto kLeastTime = std::chrono::seconds(150);
    if (found.questions.empty() || rules.isSlow)
        return;
    Timestamp last{};
    for (const auto& question : found.questions)
        last = std::max(last, question.shown.asked);
    for (const auto& host : found.hosts) {
        for (const auto* item : book.of(host)) {
            const auto& talks = item->features.talks;
            if (item->post.created < last + kLeastTime || item->post.inReplyTo
                || found.askedBy.contains(item->post.id) || !isInSession(rules, item->post.created)
                || (found.wrapUp && *found.wrapUp <= item->post.created))
                continue;
            const bool isLate
                = rules.end && item->post.created > *rules.end - std::chrono::minutes(6);
            // Should another question follow, this was no end, and all is judged again.
            const bool hasPassed = item->post.created > last + kLeastTime;
            const bool thanksAll = talks.has(Talk::Thanks) && talks.has(Talk::Everybody)
                && !talks.has(Talk::Soon) && !item->features.asks;
            if (talks.has(Talk::Farewell) || (talks.has(Talk::NextTime) && (isLate || thanksAll))
                || (talks.has(Talk::Thanks) && isLate && !talks.has(Talk::Soon))
                || (thanksAll && hasPassed))
                found.wrapUp = item->post.created;
        }
    }
}

} // namespace

const FoundQuestion* FoundQuestions::find(int number) const
{
    const auto it = std::find_if(questions.begin(), questions.end(),
        [&](const auto& question) { return question.shown.number == number; });
    return it == questions.end() ? nullptr : &*it;
}

const FoundQuestion* FoundQuestions::currentAt(Timestamp time) const
{
    const FoundQuestion* current = nullptr;
    for (const auto& question : questions) {
        if (question.shown.asked <= time
            && (!current || question.shown.asked >= current->shown.asked))
            current = &question;
    }
    return current;
}

const FoundQuestion* FoundQuestions::before(const FoundQuestion& question) const
{
    return currentAt(question.shown.asked - Millis(1));
}

bool soundsLikeChatTag(const QString& tag)
{
    return tag.contains(u"chat"_s) || tag.contains(u"hour"_s);
}

bool isInSession(const ChatRules& rules, Timestamp time)
{
    if (rules.begin && time < *rules.begin - kBeforeBegin)
        return false;
    return rules.isSlow || !rules.end || time <= *rules.end + kAfterEnd;
}

FoundQuestions findQuestions(const ChatBook& book, const ChatRules& rules)
{
    QSet<QString> hosts;
    for (const auto& host : rules.hosts)
        hosts.insert(host.toLower());
    FoundQuestions found = asksOf(book, rules, hosts);
    while (hosts.size() < kMostHosts) {
        QString next = nextMirror(book, rules, found);
        if (next.isEmpty())
            next = nextHost(book, rules, found);
        if (next.isEmpty())
            break;
        hosts.insert(next);
        found = asksOf(book, rules, hosts);
    }
    for (const auto& question : found.questions)
        found.plain.insert(question.shown.number);
    addAnswered(found, book, rules);
    findWrapUp(found, book, rules);
    return found;
}

} // namespace staffroom
