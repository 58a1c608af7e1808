#pragma once

#include "core/base/clock.h"
#include "core/base/ids.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace staffroom {

/// Why a post stands under its question; ui makes the sentence.
enum class PlacedBy {
    Nothing, ///< it stands under none
    Asking, ///< it is the question, or a copy of it
    Label, ///< "A3"
    Reply, ///< it answers a post that stands there
    Quote, ///< it quotes one
    Copy, ///< it says the same as one ("RT @...")
    Part, ///< one of several parts by one author
    Wording, ///< it takes up the question's words
    Time, ///< it was written while the question was on
    Person, ///< somebody moved it there
};

/// Why a post is not shown at first; ui makes the sentence.
enum class HiddenBecause {
    Nothing,
    Repeated, ///< its author posts the same again and again
    ManyTags, ///< more tags than words, of other matters
    Promotion, ///< sells something, with a link, and takes no part
    Storm, ///< one of many near-identical posts of different accounts within a minute
    Company, ///< its author's other posts are hidden for one of these reasons
    Person, ///< somebody hid it
};

/// Where the sorter puts one post.
struct Placement {
    std::optional<int> question; ///< number; 0 is possible (ice-breaker); absent: under none
    /// Further questions that it answers too ("A4 late … and A5 …"), ascending.
    std::vector<int> also;
    PlacedBy by = PlacedBy::Nothing;
    double confidence = 0; ///< 0 to 1; from 0.7 the card shows "A3", below "A3?"
    bool isQuestion = false; ///< a host asks the question with it (several copies may)
    HiddenBecause hidden = HiddenBecause::Nothing;
    QString hiddenDetail; ///< e.g. the repeated words, the site that is sold; plain, not translated
    int storm = 0; ///< number of the storm it is part of, 0: of none
    std::optional<PostId> copyOf; ///< a text copy ("RT @…") of this post: folded under it

    bool isSure() const { return confidence >= 0.7; }
    bool isHidden() const { return hidden != HiddenBecause::Nothing; }
    bool operator==(const Placement&) const = default;
};

/// A question of the chat as it stands now.
struct ChatQuestion {
    int number = 0;
    std::vector<PostId> posts; ///< every post that asks it, first asked first; never empty
    QString text; ///< to be shown: without label and tags, of a picture its alt text
    QString language; ///< of `text`
    bool isFromAlt = false; ///< `text` is the description of a picture
    bool hasText = true; ///< false: asked by a picture without description; `text` is empty
    Timestamp asked{}; ///< of the first post that asks it
    int answers = 0; ///< posts that stand under it, without the asking ones and hidden ones

    bool operator==(const ChatQuestion&) const = default;
};

/// Several near-identical posts of different accounts within a minute; one row.
struct ChatStorm {
    int id = 0; ///< from 1
    std::vector<PostId> posts; ///< oldest first
    int accounts = 0;
    QString text; ///< of the first
    bool operator==(const ChatStorm&) const = default;
};

} // namespace staffroom
