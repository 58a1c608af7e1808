#pragma once

#include "core/services/mastodon/decode.h"
#include "core/services/mastodon/requests.h"

namespace staffroom::mastodon {

/// The calls that together make one hashtag feed: groups of four tags where the server combines
/// them, one tag each where it does not.
std::vector<TagCall> tagCalls(const FeedSpec& spec, bool serverCombines);

/// One call's place in a walk to older posts.
struct CallCursor {
    QString maxId; ///< empty: from the newest
    bool isAtEnd = false; ///< nothing older there
    bool operator==(const CallCursor&) const = default;
};

/// Cursors of all calls of a feed as one text. Text that does not fit gives first pages.
QString joinCursors(const std::vector<CallCursor>& cursors);
std::vector<CallCursor> splitCursors(const QString& text, size_t calls);

struct CallAnswer {
    CallCursor asked;
    RawPage page; ///< empty and unused when `asked.isAtEnd`
};
struct MergedPage {
    Page page;
    std::vector<CallCursor> next;
    std::vector<std::vector<QString>> taken; ///< ids of each call that are part of `page`
};

/// One page out of the calls' pages. It goes back only as far as every call reached, so that it
/// has no holes; what a call gave beyond is asked again with the next page. Rules of the column
/// are applied, copies of one post dropped.
MergedPage mergeCalls(
    const std::vector<CallAnswer>& answers, const FeedSpec& spec, const QString& domain);

} // namespace staffroom::mastodon
