#include "core/chat/chat_sorter.h"

#include "core/chat/sorter_private.h"

#include <algorithm>

namespace staffroom {

ChatSorter::ChatSorter(ChatRules rules)
    : d(std::make_unique<Private>())
{
    d->rules = d->reading = std::move(rules);
    d->findAgain();
}

ChatSorter::~ChatSorter() = default;
ChatSorter::ChatSorter(ChatSorter&&) noexcept = default;
ChatSorter& ChatSorter::operator=(ChatSorter&&) noexcept = default;

const ChatRules& ChatSorter::rules() const
{
    return d->rules;
}

void ChatSorter::setRules(const ChatRules& rules)
{
    if (rules == d->rules)
        return;
    d->rules = rules;
    d->learnAgain();
    d->settle();
}

bool ChatSorter::isHost(const QString& handle) const
{
    return d->found.hosts.contains(handle.toLower());
}

void ChatSorter::put(const ChatPost& post)
{
    const auto* old = d->book.find(post.id);
    if (old && old->post == post)
        return;
    Private::Concern concern;
    if (old)
        d->takeOut(*old, concern);
    d->putIn(d->book.put(post, d->reading), concern);
    d->follow(concern);
    d->settle();
}

void ChatSorter::remove(const PostId& id)
{
    const auto* old = d->book.find(id);
    if (!old)
        return;
    Private::Concern concern;
    d->takeOut(*old, concern);
    d->uncount(*old);
    d->forget(id);
    d->book.remove(id);
    d->follow(concern);
    d->settle();
}

void ChatSorter::move(const PostId& id, std::optional<int> question)
{
    d->moves.insert(id, question);
    d->dirtyOne(id);
    d->settle();
}

void ChatSorter::unmove(const PostId& id)
{
    d->moves.remove(id);
    d->dirtyOne(id);
    d->settle();
}

void ChatSorter::hide(const PostId& id)
{
    d->shown.remove(id);
    d->hidden.insert(id);
    d->dirtyOne(id);
    d->settle();
}

void ChatSorter::show(const PostId& id)
{
    d->hidden.remove(id);
    d->shown.insert(id);
    d->dirtyOne(id);
    d->settle();
}

void ChatSorter::showAuthor(const QString& handle)
{
    const QString author = handle.toLower();
    d->shownAuthors.insert(author);
    for (auto* item : d->book.of(author)) {
        d->hidden.remove(item->post.id);
        d->dirty.insert(item);
    }
    d->settle();
}

const Placement* ChatSorter::placement(const PostId& id) const
{
    const auto* item = d->book.find(id);
    return item ? &item->placed : nullptr;
}

bool ChatSorter::isMoved(const PostId& id) const
{
    return d->moves.contains(id);
}

const std::vector<ChatQuestion>& ChatSorter::questions() const
{
    return d->questions;
}

const ChatQuestion* ChatSorter::question(int number) const
{
    const auto it = std::find_if(d->questions.begin(), d->questions.end(),
        [&](const ChatQuestion& question) { return question.number == number; });
    return it == d->questions.end() ? nullptr : &*it;
}

std::optional<int> ChatSorter::currentQuestion() const
{
    const ChatQuestion* current = nullptr;
    for (const auto& question : d->questions) {
        if (!current || question.asked >= current->asked)
            current = &question;
    }
    return current ? std::optional(current->number) : std::nullopt;
}

std::vector<ChatStorm> ChatSorter::storms() const
{
    return d->storms.storms();
}

ChatSorter::Changes ChatSorter::takeChanges()
{
    return std::exchange(d->changes, {});
}

qint64 ChatSorter::judgements() const
{
    return d->judgements;
}

} // namespace staffroom
