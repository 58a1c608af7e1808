#include "core/chat/sorter_private.h"

#include "core/chat/learned_labels.h"
#include "core/chat/placer.h"
#include "core/chat/question_asks.h"

#include <algorithm>
#include <tuple>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// How long before its question an answer counts (see Placer), and so how far back one reaches.
constexpr auto kReachBack = std::chrono::minutes(2);

bool isCounted(const Placement& placed)
{
    return placed.question && !placed.isQuestion && !placed.isHidden();
}

/// Looks at earlier posts of its own author.
bool dependsOnOwn(const ChatItem& item)
{
    return !item.features.labels.empty() || item.features.part > 1
        || item.features.plain.text.startsWith(u"..."_s);
}

} // namespace

bool ChatSorter::Private::concernsQuestions(const ChatItem& item) const
{
    if (found.hosts.contains(item.author)
        || rules.hosts.contains(item.post.author, Qt::CaseInsensitive)
        || ChatBook::soundsLikeAsking(item))
        return true;
    if (item.post.inReplyTo && pendingPosts.contains(*item.post.inReplyTo))
        return true;
    if (item.post.quoteOf && pendingPosts.contains(*item.post.quoteOf))
        return true;
    return std::any_of(
        item.features.labels.begin(), item.features.labels.end(), [&](const auto& label) {
            return pendingNumbers.contains(label.number)
                || (label.role.answers && !found.plain.contains(label.number))
                || found.watched.contains(label.number);
        });
}

void ChatSorter::Private::countSigns(const ChatItem& item, int by, Concern& concern)
{
    auto& author = signs[item.author];
    const auto state = [&] {
        return std::tuple(author.isSpammer(), author.takesPart(), author.isRepeated(item));
    };
    const auto before = state();
    author.count(item, by);
    if (state() != before)
        concern.authors << item.author;
    if (author.posts <= 0)
        signs.remove(item.author);
}

void ChatSorter::Private::takeOut(const ChatItem& item, Concern& concern)
{
    countSigns(item, -1, concern);
    concern.copyKeys << ChatBook::copyKey(item.features);
    concern.questions = concern.questions || concernsQuestions(item);
    concern.labels = concern.labels || item.features.unknown;
    dirtyPointing(item);
    dirtyDependents(item);
    dirtyOtherChat(item);
    if (const auto it = dirty.find(&item); it != dirty.end())
        dirty.erase(it);
}

void ChatSorter::Private::putIn(ChatItem* item, Concern& concern)
{
    countSigns(*item, 1, concern);
    concern.copyKeys << ChatBook::copyKey(item->features);
    concern.questions = concern.questions || concernsQuestions(*item);
    concern.labels = concern.labels || item->features.unknown;
    dirty.insert(item);
    dirtyPointing(*item);
    dirtyDependents(*item);
    dirtyOtherChat(*item);
}

void ChatSorter::Private::follow(const Concern& concern)
{
    for (const auto& author : concern.authors) {
        const auto& posts = book.of(author);
        dirty.insert(posts.begin(), posts.end());
    }
    if (concern.labels)
        learnAgain();
    if (concern.questions)
        findAgain();
    for (const auto& key : concern.copyKeys) {
        for (auto* item : storms.look(book, key, found.hosts))
            dirty.insert(item);
    }
}

void ChatSorter::Private::dirtyAll()
{
    dirty.insert(book.all().begin(), book.all().end());
}

void ChatSorter::Private::dirtyFrom(Timestamp time)
{
    for (auto it = book.all().rbegin(); it != book.all().rend(); ++it) {
        if ((*it)->post.created < time)
            break;
        dirty.insert(*it);
    }
}

void ChatSorter::Private::dirtyOne(const PostId& id)
{
    if (auto* item = book.find(id))
        dirty.insert(item);
}

/// Whether a post is there at all matters to its replies, also to those that a wrong clock put
/// before it.
void ChatSorter::Private::dirtyPointing(const ChatItem& item)
{
    const auto& pointing = book.pointingAt(item.post.id);
    dirty.insert(pointing.begin(), pointing.end());
}

/// Posts whose place may follow from this one's.
void ChatSorter::Private::dirtyDependents(const ChatItem& item)
{
    const auto isLater = [&](const ChatItem* other) { return EarlierItem{}(&item, other); };
    for (auto* other : book.pointingAt(item.post.id)) {
        if (isLater(other))
            dirty.insert(other);
    }
    const auto& own = book.of(item.author);
    bool isNext = true; // it may have become the first of its author, or no longer be
    for (auto it = own.upper_bound(&item); it != own.end(); ++it) {
        if (isNext || dependsOnOwn(**it))
            dirty.insert(*it);
        isNext = false;
    }
    if (const QString key = ChatBook::copyKey(item.features); !key.isEmpty()) {
        const auto& alike = book.sounding(key);
        for (auto it = alike.upper_bound(&item); it != alike.end(); ++it)
            dirty.insert(*it);
    }
}

/// Another chat's question changes what its numbers mean on later posts with its tag.
void ChatSorter::Private::dirtyOtherChat(const ChatItem& item)
{
    if (item.features.otherTags.isEmpty() || !ChatBook::soundsLikeAsking(item))
        return;
    for (auto it = book.all().upper_bound(&item); it != book.all().end(); ++it) {
        const auto& tags = (*it)->features.otherTags;
        const bool shares = std::any_of(tags.begin(), tags.end(),
            [&](const QString& tag) { return item.features.otherTags.contains(tag); });
        if (shares && !(*it)->features.labels.empty())
            dirty.insert(*it);
    }
}

void ChatSorter::Private::readAgain()
{
    dirty.clear();
    storms.clear();
    signs.clear();
    book.reread(reading);
    Concern ignored;
    for (auto* item : book.all())
        countSigns(*item, 1, ignored);
    QSet<QString> keys;
    for (auto* item : book.all())
        keys.insert(ChatBook::copyKey(item->features));
    for (const auto& key : std::as_const(keys))
        storms.look(book, key, found.hosts);
}

void ChatSorter::Private::learnAgain()
{
    const OwnLabels learned = learnedLabels(book, rules);
    ChatRules now = rules;
    now.questionLabels += learned.questions;
    now.answerLabels += learned.answers;
    if (now == reading)
        return;
    const bool readsOtherwise = now.hashtag.compare(reading.hashtag, Qt::CaseInsensitive) != 0
        || now.questionLabels != reading.questionLabels || now.answerLabels != reading.answerLabels;
    reading = std::move(now);
    if (readsOtherwise)
        readAgain();
    findAgain();
    dirtyAll();
}

void ChatSorter::Private::findAgain()
{
    const FoundQuestions old = std::exchange(found, findQuestions(book, reading));
    findPending();
    if (old == found)
        return;
    compareQuestions(old);
    if (old.hosts == found.hosts)
        return;
    // Hosts are in no storm.
    const auto changedHosts = (old.hosts - found.hosts) + (found.hosts - old.hosts);
    for (const auto& host : changedHosts) {
        for (auto* item : book.of(host)) {
            for (auto* other : storms.look(book, ChatBook::copyKey(item->features), found.hosts))
                dirty.insert(other);
        }
    }
}

void ChatSorter::Private::findPending()
{
    pendingNumbers.clear();
    pendingPosts.clear();
    for (const auto* item : book.askers()) {
        if (found.hosts.contains(item->author))
            continue;
        const auto label = askingLabel(*item);
        const auto* named = label ? found.find(label->number) : nullptr;
        if (!label || (named && found.plain.contains(label->number) && !named->isCountedOn))
            continue;
        pendingNumbers.insert(label->number);
        pendingPosts.insert(item->post.id);
    }
}

void ChatSorter::Private::compareQuestions(const FoundQuestions& old)
{
    if (old.hosts != found.hosts || old.signs != found.signs
        || old.isNumbered != found.isNumbered) {
        dirtyAll();
        return;
    }
    std::optional<Timestamp> from;
    const auto reach = [&](Timestamp time) { from = from ? std::min(*from, time) : time; };
    const auto concern = [&](const FoundQuestion& question) {
        reach(question.shown.asked);
        for (const auto& id : question.shown.posts)
            dirtyOne(id);
        const auto& labelled = book.labelled(question.shown.number);
        dirty.insert(labelled.begin(), labelled.end());
    };
    for (const auto& question : old.questions) {
        const auto* now = found.find(question.shown.number);
        if (!now || !(*now == question))
            concern(question);
    }
    for (const auto& question : found.questions) {
        const auto* before = old.find(question.shown.number);
        if (!before || !(*before == question))
            concern(question);
    }
    if (old.wrapUp != found.wrapUp) {
        if (old.wrapUp)
            reach(*old.wrapUp);
        if (found.wrapUp)
            reach(*found.wrapUp);
    }
    if (from)
        dirtyFrom(*from - kReachBack);
}

Placement ChatSorter::Private::judge(const ChatItem& item) const
{
    const auto& id = item.post.id;
    const bool isTrusted = found.hosts.contains(item.author) || shown.contains(id)
        || shownAuthors.contains(item.author);
    QString detail;
    HiddenBecause because = HiddenBecause::Nothing;
    const int storm = storms.stormOf(id);
    if (!isTrusted) {
        because = signs.value(item.author).verdict(item, &detail);
        if (because == HiddenBecause::Nothing && storm > 0)
            because = HiddenBecause::Storm;
    }
    Placement placed;
    if (because == HiddenBecause::Nothing)
        placed = Placer(book, reading, found).place(item);
    else
        placed.confidence = 0.9;
    if (const auto move = moves.constFind(id); move != moves.constEnd()) {
        placed.isQuestion = placed.isQuestion && placed.question == *move;
        placed.question = *move;
        placed.also.clear();
        placed.by = PlacedBy::Person;
        placed.confidence = 1;
    }
    if (hidden.contains(id))
        because = HiddenBecause::Person;
    placed.hidden = because;
    placed.hiddenDetail = detail;
    placed.storm = storm;
    return placed;
}

void ChatSorter::Private::settle()
{
    while (!dirty.empty()) {
        auto* item = *dirty.begin();
        dirty.erase(dirty.begin());
        ++judgements;
        Placement placed = judge(*item);
        if (item->isJudged && placed == item->placed)
            continue;
        uncount(*item);
        item->placed = std::move(placed);
        item->isJudged = true;
        if (isCounted(item->placed))
            ++answers[*item->placed.question];
        tell(*item);
        dirtyDependents(*item);
    }
    showQuestions();
}

void ChatSorter::Private::uncount(const ChatItem& item)
{
    if (item.isJudged && isCounted(item.placed))
        --answers[*item.placed.question];
}

void ChatSorter::Private::tell(const ChatItem& item)
{
    // takeChanges empties the list and leaves the set behind.
    if (changes.placed.empty())
        changed.clear();
    if (changed.contains(item.post.id))
        return;
    changed.insert(item.post.id);
    changes.placed.push_back(item.post.id);
}

void ChatSorter::Private::forget(const PostId& id)
{
    if (changed.remove(id))
        std::erase(changes.placed, id);
}

void ChatSorter::Private::showQuestions()
{
    std::vector<ChatQuestion> now;
    now.reserve(found.questions.size());
    for (const auto& question : found.questions) {
        if (question.isUnseen())
            continue;
        now.push_back(question.shown);
        now.back().answers = answers.value(question.shown.number);
    }
    if (now == questions)
        return;
    questions = std::move(now);
    changes.questions = true;
}

} // namespace staffroom
