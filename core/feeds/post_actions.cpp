#include "core/feeds/post_actions.h"

#include "core/services/service.h"

#include <algorithm>

namespace staffroom {

namespace {

using Kind = Act::Kind;

bool isOnPerson(Kind kind)
{
    switch (kind) {
    case Kind::Follow:
    case Kind::Unfollow:
    case Kind::Mute:
    case Kind::Unmute:
    case Kind::Block:
    case Kind::Unblock:
    case Kind::AddToList:
    case Kind::RemoveFromList:
        return true;
    default:
        return false;
    }
}

/// Acts whose own kind or opposite must not overtake each other.
struct RunningKey {
    Kind kind;
    PostId post;
    AccountId person;
    QString remote;
    Source as;
    bool operator==(const RunningKey&) const = default;
};

Kind plainKind(Kind kind)
{
    switch (kind) {
    case Kind::Unfavourite:
        return Kind::Favourite;
    case Kind::Unboost:
        return Kind::Boost;
    case Kind::Unbookmark:
        return Kind::Bookmark;
    case Kind::UnmuteThread:
        return Kind::MuteThread;
    case Kind::Unfollow:
        return Kind::Follow;
    case Kind::Unmute:
        return Kind::Mute;
    case Kind::Unblock:
        return Kind::Block;
    case Kind::RemoveFromList:
        return Kind::AddToList;
    default:
        return kind;
    }
}

RunningKey keyOf(const Act& act, const Source& as)
{
    return {plainKind(act.kind), act.post, isOnPerson(act.kind) ? act.person : AccountId{},
        act.remote + act.list, as};
}

} // namespace

std::optional<Act> inverseOf(const Act& act)
{
    static constexpr std::pair<Kind, Kind> kPairs[]
        = {{Kind::Favourite, Kind::Unfavourite}, {Kind::Boost, Kind::Unboost},
            {Kind::Bookmark, Kind::Unbookmark}, {Kind::MuteThread, Kind::UnmuteThread},
            {Kind::Follow, Kind::Unfollow}, {Kind::Mute, Kind::Unmute},
            {Kind::Block, Kind::Unblock}, {Kind::AddToList, Kind::RemoveFromList}};
    for (const auto& [one, other] : kPairs) {
        if (act.kind == one || act.kind == other) {
            Act back = act;
            back.kind = act.kind == one ? other : one;
            return back;
        }
    }
    return std::nullopt;
}

PostPtr withAct(const Act& act, const PostPtr& post)
{
    auto next = std::make_shared<Post>(*post);
    ViewerMarks marks = post->viewer.value_or(ViewerMarks{});
    const auto count = [](bool& mark, int* number, bool on) {
        if (number && mark != on)
            *number = std::max(0, *number + (on ? 1 : -1));
        mark = on;
    };
    switch (act.kind) {
    case Kind::Favourite:
    case Kind::Unfavourite:
        count(marks.isFavourited, &next->counts.favourites, act.kind == Kind::Favourite);
        break;
    case Kind::Boost:
    case Kind::Unboost:
        count(marks.isBoosted, &next->counts.boosts, act.kind == Kind::Boost);
        break;
    case Kind::Bookmark:
    case Kind::Unbookmark:
        count(marks.isBookmarked, nullptr, act.kind == Kind::Bookmark);
        break;
    case Kind::MuteThread:
    case Kind::UnmuteThread:
        count(marks.isMuted, nullptr, act.kind == Kind::MuteThread);
        break;
    case Kind::Vote: {
        if (!next->poll || next->poll->hasVoted)
            return nullptr;
        Poll& poll = *next->poll;
        poll.hasVoted = true;
        poll.ownVotes = act.choices;
        poll.votes += int(act.choices.size());
        if (poll.voters)
            ++*poll.voters;
        for (const int choice : act.choices) {
            if (choice >= 0 && choice < int(poll.options.size())) {
                auto& votes = poll.options[size_t(choice)].votes;
                if (votes)
                    ++*votes;
            }
        }
        return next;
    }
    default:
        return nullptr;
    }
    next->viewer = marks;
    return next;
}

struct PostActions::Private {
    Context context;
    std::vector<RunningKey> running;

    void stop(const RunningKey& key)
    {
        if (const auto at = std::find(running.begin(), running.end(), key); at != running.end())
            running.erase(at);
    }
    /// The poll as it was before the vote; other acts are undone by their opposite, so that what
    /// changed meanwhile stays.
    void takeBack(const Act& act, const PostPtr& before) const
    {
        const PostPtr now = before ? context.hub->find(before->id) : nullptr;
        if (!now)
            return;
        if (act.kind == Kind::Vote) {
            auto next = std::make_shared<Post>(*now);
            next->poll = before->poll;
            context.hub->showPost(next);
        } else if (const auto back = inverseOf(act)) {
            if (const auto next = withAct(*back, now))
                context.hub->showPost(next);
        }
    }
    void show(const Act& act, const ActOutcome& outcome) const
    {
        auto& hub = *context.hub;
        if (outcome.post && outcome.post->id == act.post)
            hub.showPost(outcome.post);
        switch (act.kind) {
        case Kind::Delete:
            hub.showDeleted(act.post);
            break;
        case Kind::CancelScheduled:
            hub.showDeleted(act.post);
            break;
        case Kind::Mute:
        case Kind::Block:
            hub.hidePerson(act.person);
            break;
        case Kind::Unmute:
        case Kind::Unblock:
            hub.unhidePerson(act.person);
            break;
        default:
            break;
        }
    }
};

PostActions::PostActions(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(Private{context, {}}))
{
}

PostActions::~PostActions() = default;

bool PostActions::isRunning(const Act& act, const Source& as) const
{
    return std::find(d->running.begin(), d->running.end(), keyOf(act, as)) != d->running.end();
}

Task<PostPtr> PostActions::postFor(const PostPtr& post, const Source& as)
{
    if (understands(as, post->id))
        return readyTask<PostPtr>(PostPtr(post));
    auto* client = d->context.hub->client(as);
    if (!client || post->id.service != as.service)
        return readyTask<PostPtr>(fail(Error::Kind::Unsupported));
    return client->findPost(*post);
}

Task<ActOutcome> PostActions::run(const Act& act, const Source& as, const ColumnId& column)
{
    auto& hub = *d->context.hub;
    auto* client = hub.client(as);
    const WritePass pass = d->context.lock->pass(column);
    if (!client)
        return readyTask<ActOutcome>(fail(Error::Kind::Unsupported));
    if (!pass.allows()) {
        Q_EMIT refused(act, Error{Error::Kind::Locked, 0, {}, {}, {}});
        return readyTask<ActOutcome>(fail(Error::Kind::Locked));
    }
    const RunningKey key = keyOf(act, as);
    if (isRunning(act, as))
        return readyTask<ActOutcome>(fail(Error::Kind::Conflict));
    d->running.push_back(key);

    const PostPtr before = act.post.isEmpty() ? nullptr : hub.find(act.post);
    if (before) {
        if (const auto shown = withAct(act, before))
            hub.showPost(shown);
    }

    Promise<ActOutcome> promise;
    auto task = promise.task();
    const auto finish = [this, act, key, before, promise](Result<ActOutcome> answer) {
        d->stop(key);
        if (answer) {
            d->show(act, *answer);
            Q_EMIT done(act, *answer);
        } else {
            d->takeBack(act, before);
            Q_EMIT refused(act, answer.error());
        }
        promise.finish(std::move(answer));
    };
    const QPointer<ServiceClient> held(client);
    const bool isForeign = before && !understands(as, before->id);
    if (isForeign) {
        postFor(before, as)
            .then(this,
                [this, held, act, pass, finish](Result<PostPtr> found) {
                    if (!found || !held) {
                        finish(fail(
                            found ? Error{Error::Kind::Cancelled, 0, {}, {}, {}} : found.error()));
                        return;
                    }
                    Act there = act;
                    there.post = (*found)->id;
                    if (act.person == (*found)->author.id || !act.person.remote.isEmpty())
                        there.person = (*found)->author.id;
                    held->act(there, pass).then(this, finish).detach();
                })
            .detach();
    } else {
        client->act(act, pass).then(this, finish).detach();
    }
    return task;
}

} // namespace staffroom
