#include "core/room/room_rows.h"

#include <algorithm>

namespace staffroom {

namespace {

bool isUnder(const RoomPost& post, int question)
{
    const auto& placement = post.placement;
    return placement.question == question
        || std::find(placement.also.begin(), placement.also.end(), question)
        != placement.also.end();
}

/// Of a storm only the first post is shown, for all of them.
bool isVisible(const RoomPost& post)
{
    if (post.placement.copyOf)
        return false;
    return !post.placement.isHidden()
        || (post.storm != 0 && post.placement.hidden == HiddenBecause::Storm);
}

constexpr Millis kStormLasts{std::chrono::minutes(10)};

/// While a room is under attack, pictures of accounts that nobody has seen here before wait to be
/// asked for.
bool coversMedia(const RoomPost& post, const Room& room)
{
    const Post& content = *post.entry.post;
    if (content.media.empty() || post.isHost || post.isOwn || post.isStarred)
        return false;
    const auto storms = room.sorter().storms();
    const bool isStormy = std::any_of(storms.begin(), storms.end(), [&](const ChatStorm& storm) {
        const RoomPost* first = storm.posts.empty() ? nullptr : room.find(storm.posts.front());
        return first && first->entry.time <= content.created + kStormLasts
            && content.created <= first->entry.time + kStormLasts;
    });
    if (!isStormy)
        return false;
    for (const RoomPerson& person : room.people()) {
        if (person.author.handle.compare(content.author.handle, Qt::CaseInsensitive) == 0)
            return person.posts < 2;
    }
    return true;
}

} // namespace

bool hasRow(const RoomPost& post, const RoomView& view, const QSet<quint64>& silent)
{
    using Show = RoomView::Show;
    if (post.isWaiting)
        return false;
    switch (view.show) {
    case Show::Stream:
        return isVisible(post);
    case Show::Question:
        return isVisible(post) && isUnder(post, view.question);
    case Show::Unplaced:
        return isVisible(post) && !post.placement.question;
    case Show::Hidden:
        return post.placement.isHidden();
    case Show::Hosts:
        return isVisible(post) && post.isHost;
    case Show::ToMe:
        return isVisible(post) && post.isToMe;
    case Show::NotAnswered:
        return silent.contains(post.key);
    case Show::Starred:
        return post.isStarred;
    }
    return false;
}

bool asks(const RoomPost& post, const RoomView& view)
{
    return view.show == RoomView::Show::Question && post.placement.isQuestion
        && post.placement.question == view.question;
}

RowMarks marksOf(const RoomPost& post, const Room& room)
{
    const auto& placement = post.placement;
    RowMarks out;
    out.isHost = post.isHost;
    out.isQuestion = placement.isQuestion;
    out.question = placement.question;
    out.isSure = placement.isSure();
    out.isMoved = post.isMoved;
    const auto& sources = room.setup().sources;
    for (const auto& copy : post.copies) {
        if (sources.size() < 2 || size_t(copy.source) >= sources.size())
            continue;
        const QString label = sources[size_t(copy.source)].label();
        if (!out.sources.contains(label))
            out.sources << label;
    }
    out.hasNoTag = post.hasNoTag;
    out.isLate = post.isLate;
    out.isStarred = post.isStarred;
    out.isToMe = post.isToMe;
    out.textCopies = post.textCopies;
    if (post.storm != 0) {
        for (const auto& storm : room.sorter().storms()) {
            if (storm.id != post.storm)
                continue;
            out.stormPosts = int(storm.posts.size());
            out.stormAccounts = storm.accounts;
        }
    }
    out.hidden = int(placement.hidden);
    out.hiddenDetail = placement.hiddenDetail;
    out.coversMedia = coversMedia(post, room);
    return out;
}

} // namespace staffroom
