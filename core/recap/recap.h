#pragma once

#include "core/chat/chat_sorter.h"
#include "core/recap/recap_words.h"

#include <QTimeZone>

namespace staffroom {

/// What a recap is made from. Everything is borrowed for the call.
struct RecapSource {
    struct Item {
        PostPtr post; ///< never null
        std::vector<PostPtr> copies; ///< of it, on other servers and services
        QString place; ///< where it was seen: "mastodon.social"
        bool isStarred = false; ///< by the reader
        bool isOwn = false;
    };
    QString title;
    QString hashtag; ///< without '#'
    std::optional<Timestamp> begin; ///< scheduled start; absent: offsets count from the first post
    bool isDated = true; ///< false: only the distance from `begin` means something
    const ChatSorter* sorter = nullptr; ///< never null
    std::vector<Item> items; ///< in any order; deleted posts are not among them
};

/// What the person chose.
struct RecapChoice {
    bool withoutNames = false; ///< people become "Person 1"; links to posts and profiles go
    bool onlyStarred = false; ///< of the answers; questions stay whole
    bool withUnplaced = true; ///< greetings, side talk and thanks
    QTimeZone zone = QTimeZone::utc(); ///< times are shown in it

    bool operator==(const RecapChoice&) const = default;
};

struct RecapPost {
    PostPtr post;
    QString id; ///< the server's own; a running number where names are removed
    std::vector<QUrl> elsewhere; ///< pages of its copies
    QString place;
    QString answers; ///< who is answered: handle or "Person 4"; empty: nobody, or not known
    Placement placement;
    bool isHost = false;
    bool isStarred = false;
    bool isOwn = false;
    /// May be shown with its words. Unlisted, hidden and folded posts only count.
    bool isShown = false;
    /// Its network lets nothing out but the address: `post` has no author and no words of its own.
    bool isBare() const { return post->terms.has_value(); }
};

/// Positions are those of Recap::posts.
struct RecapQuestion {
    ChatQuestion question;
    std::vector<size_t> asking; ///< shown posts that ask it
    std::vector<size_t> answers; ///< oldest first
};

struct RecapLink {
    QUrl url;
    QString title; ///< of the page, as the server's card has it; else the address
    QString by; ///< handle or "Person 4"
    std::optional<int> question;
    int times = 1; ///< how many posts share it
};

struct RecapPerson {
    QString name; ///< may be empty
    QString handle; ///< or "Person 4", then without profile page
    QUrl url;
    int posts = 0;
    bool isHost = false;
};

/// A chat as it is taken home: by question, oldest first, without boosts, deleted, unlisted and
/// private posts, hidden ones and text copies. Of a post whose network has terms (Post::terms)
/// there is the address alone, unless its author said the same on a network without any.
struct Recap {
    QString title;
    QString hashtag;
    Timestamp begin{}; ///< what offsets count from
    bool isDated = true;
    Timestamp first{}; ///< of the first and last post shown
    Timestamp last{};
    RecapChoice choice;
    std::vector<RecapPost> posts; ///< oldest first; private ones (followers, direct) are not here
    std::vector<RecapQuestion> questions; ///< by number
    std::vector<size_t> others; ///< under no question
    std::vector<size_t> starred; ///< the reader's own choice, oldest first
    std::vector<RecapLink> links; ///< oldest first
    std::vector<RecapPerson> people; ///< hosts first, then by their first post
    struct LeftOut {
        int hidden = 0;
        int notPublic = 0; ///< unlisted, followers, direct
        int copies = 0;
        /// Of networks that let only the address out, where that may not be shown.
        int bare = 0;
        bool operator==(const LeftOut&) const = default;
    };
    LeftOut leftOut;
};

/// Pure; any thread. Of `words` only those that stand for people are used.
Recap makeRecap(const RecapSource& source, const RecapChoice& choice, const RecapWords& words = {});

} // namespace staffroom
