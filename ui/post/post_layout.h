#pragma once

#include "core/feeds/feed_model.h"
#include "core/media/image_repository.h"
#include "ui/post/post_icon.h"
#include "ui/post/text_block.h"

#include <QRect>
#include <QSet>

#include <vector>

namespace staffroom {

/// What the person has opened on one row.
struct Unfolded {
    bool warning = false; ///< the text behind a content warning
    bool more = false; ///< the rest of a long text
    bool media = false; ///< pictures marked sensitive
    bool operator==(const Unfolded&) const = default;
};

/// A part of a row that answers to the pointer and to the keyboard, in tab order.
struct HitRegion {
    enum class Kind {
        Author,
        Link,
        Mention,
        Tag,
        Warning, ///< opens and folds
        More, ///< the rest of a long text
        Media, ///< `index` in Post::media
        MediaCover,
        Quote,
        Card,
        Menu,
        Reply,
        Boost,
        Favourite,
        Bookmark,
        Vote,
        Delivery, ///< `index`: a DeliveryStep
        GapLoad,
        EndLoad,
        Place, ///< badge of the question it stands under: moves it
        Star,
        Show, ///< brings back what was hidden, or opens a storm
        ShowAuthor, ///< all that its author wrote
    };
    Kind kind = Kind::Link;
    std::vector<QRect> rects;
    QUrl url;
    QString text; ///< handle or tag
    int index = 0;
    QString tooltip; ///< plain text

    bool contains(QPoint at) const;
    QRect bounds() const;
};

/// A filled or stroked box.
struct Fill {
    enum class Kind {
        Well,
        Soft,
        Strong,
        Border,
        Dark,
        QuoteBar,
        Dashes,
        ReadLine,
        Card,
        HostBar,
        Question, ///< the whole card of a question
        QuestionBadge,
    };
    Kind kind = Kind::Well;
    QRect rect;
    int radius = 0;
    bool isAbovePictures = false;
};

struct PictureBox {
    QRect rect;
    ImageKey key;
    ImageKey blur; ///< shown until `key` is there; url may be empty
    bool isCovered = false; ///< only the blur is shown
};

struct IconBox {
    QRect rect;
    PostIcon icon = PostIcon::Reply;
    Ink ink = Ink::Second;
};

/// Where everything of one row is, shaped and measured once; painter, pointer, keyboard and tests
/// read the same rectangles. Origin is the row's top left corner.
struct PostLayout {
    FeedRow::Kind kind = FeedRow::Kind::Post;
    int width = 0;
    int height = 0;
    std::vector<Fill> fills;
    std::vector<PictureBox> pictures;
    std::vector<IconBox> icons;
    std::vector<TextBlock> blocks;
    std::vector<HitRegion> regions;
    QRect card; ///< the row without the read line's strip
    QRect avatar;
    QRect menu; ///< shown under the pointer or focus only
    QRect timeBox; ///< for the tooltip
    int timeBlock = -1; ///< index in `blocks`
    QString timeText;
    QString timeTooltip;
    bool isFolded = false; ///< a content warning covers the text
    bool isCut = false; ///< a long text is shown in part

    /// All pictures in their sizes, to be pinned while the row is in view.
    void appendKeys(std::vector<ImageKey>& keys, qreal ratio) const;
};

struct LayoutInput {
    const FeedRow* row = nullptr;
    int width = 340;
    const Style* style = nullptr;
    qreal ratio = 1.0; ///< device pixels per pixel
    Unfolded unfolded;
    Timestamp now{};
    const QSet<QString>* quietTags = nullptr; ///< folded
    bool offersActions = false; ///< there is an account, and the column is not locked
    bool isRightToLeft = false; ///< of the application
    bool olderIsAbove = false; ///< chat order: the read line runs along the top
};

PostLayout makeLayout(const LayoutInput& input);

/// What a row will need, from lengths alone; never shapes text.
int estimateHeight(const LayoutInput& input);

/// Sets the relative time anew; true when its words have changed.
bool refreshTime(PostLayout& layout, const LayoutInput& input);

/// Picture of an inline emoji in the size it is painted.
ImageKey emojiKey(const InlinePicture& picture, qreal ratio);

} // namespace staffroom
