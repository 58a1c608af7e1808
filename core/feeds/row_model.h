#pragma once

#include "core/feeds/feed.h"
#include "core/model/column.h"

#include <QAbstractListModel>
#include <QDate>

namespace staffroom {

/// What a chat room knows about a row besides the post; ui makes words and badges of it.
struct RowMarks {
    bool isHost = false; ///< bar in the host colour and the word "host"
    bool isQuestion = false; ///< asks `question`: question fill, number in a badge
    std::optional<int> question; ///< badge "A3"; with `isSure` false "A3?"
    bool isSure = false;
    bool isMoved = false; ///< the person put it there
    int placedBy = 0; ///< why it stands under `question`; an index of PlacedBy of core/chat
    double confidence = 0; ///< of that, 0 to 1
    QStringList sources; ///< where it was seen, short names: "mastodon.social", "Bluesky"
    bool hasNoTag = false; ///< "no tag"
    bool isLate = false; ///< "arrived late"
    bool isStarred = false;
    bool isToMe = false;
    int textCopies = 0; ///< copies folded under it
    int stormPosts = 0; ///< stands for so many near-identical posts
    int stormAccounts = 0;
    /// Why it was hidden at first; an index of HiddenBecause of core/chat, 0: it was not.
    int hidden = 0;
    QString hiddenDetail;
    /// Its pictures are shown when asked for: its author is new here, and a storm is on.
    bool coversMedia = false;

    bool operator==(const RowMarks&) const = default;
};

/// One row of a column. Valid until the next change of the model.
struct FeedRow {
    enum class Kind {
        Post,
        Gap,
        End,
        Heading, ///< of a day, or of a question; `heading`
    };
    /// A line between posts.
    struct Heading {
        std::optional<int> question; ///< "Q3", with its words
        QString text;
        std::optional<QDate> day; ///< in a slow chat
        bool operator==(const Heading&) const = default;
    };
    Kind kind = Kind::Post;
    const RowMarks* marks = nullptr; ///< Kind::Post in a chat room; else null
    const Heading* heading = nullptr; ///< Kind::Heading
    const FeedEntry* entry = nullptr; ///< Kind::Post
    const FeedGap* gap = nullptr; ///< Kind::Gap
    FeedEnd end = FeedEnd::MayHaveMore; ///< Kind::End
    /// The last-read line runs along the older side of this row.
    bool hasReadLine = false;
    /// Stable key of the row over inserts and removals: hash of post or gap id; unique in the
    /// model.
    quint64 key = 0;
    /// Grows when the row's content changes.
    quint32 revision = 0;
};

/// Rows that a view of posts can show, wherever they come from.
class RowModel : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    virtual FeedOrder order() const = 0;
    virtual const FeedRow& row(int index) const = 0;
    /// -1 when there is none.
    virtual int rowOfPost(const PostId& id) const = 0;
};

} // namespace staffroom
