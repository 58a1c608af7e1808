#pragma once

#include "core/chat/chat_book.h"

#include <QHash>

namespace staffroom {

/// What the posts of one author say of the author, counted as they come and go.
struct AuthorSigns {
    int posts = 0;
    int selling = 0;
    int heaps = 0; ///< posts of tags
    int genuine = 0; ///< takes part: says something without selling or linking
    QHash<QString, int> repeats; ///< how often each long text was posted

    void count(const ChatItem& item, int by);
    /// Why this post of that author is not shown at first, with what gives it away.
    HiddenBecause verdict(const ChatItem& item, QString* detail) const;
    /// What verdicts on all posts of the author depend on, besides each post itself.
    bool isSpammer() const;
    bool takesPart() const { return genuine > selling + heaps; }
    bool isRepeated(const ChatItem& item) const;
};

} // namespace staffroom
