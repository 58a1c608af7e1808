#include "ui/takeaway/room_recap.h"

#include "core/room/room.h"

namespace staffroom {

RecapSource recapSourceOf(const Room& room)
{
    RecapSource out;
    const RoomSetup& setup = room.setup();
    out.title = setup.title.isEmpty() ? u'#' + setup.hashtag : setup.title;
    out.hashtag = setup.hashtag;
    out.begin = setup.begin;
    out.sorter = &room.sorter();
    for (const RoomPost* post : room.posts()) {
        // What is on its way, or was never sent, is nobody's yet.
        if (post->entry.post->delivery)
            continue;
        RecapSource::Item item;
        item.post = post->entry.post;
        for (const PostCopy& copy : post->copies)
            item.copies.push_back(copy.post);
        if (!post->copies.empty()) {
            const auto source = size_t(post->copies.front().source);
            if (source < setup.sources.size())
                item.place = setup.sources[source].label();
        }
        item.isStarred = post->isStarred;
        item.isOwn = post->isOwn;
        out.items.push_back(std::move(item));
    }
    return out;
}

FoundIn foundIn(const Room& room, const PostId& id)
{
    FoundIn out;
    if (const RoomPost* post = room.find(id)) {
        out = foundIn(*post->entry.post);
        out.question = post->placement.question;
    }
    out.room = room.setup().id;
    out.chat = room.setup().hashtag;
    return out;
}

} // namespace staffroom
