#include "ui/base/count_text.h"
#include "ui/base/delivery_text.h"
#include "ui/base/reason_text.h"
#include "ui/post/post_builder.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PostFootText {
    Q_DECLARE_TR_FUNCTIONS(PostFootText)
};

PostIcon iconOf(Reason::Kind kind)
{
    switch (kind) {
    case Reason::Kind::Boost:
        return PostIcon::Boost;
    case Reason::Kind::Favourite:
        return PostIcon::Favourite;
    case Reason::Kind::Follow:
    case Reason::Kind::FollowRequest:
        return PostIcon::Person;
    case Reason::Kind::Mention:
        return PostIcon::Reply;
    case Reason::Kind::Poll:
        return PostIcon::Poll;
    case Reason::Kind::Edit:
        return PostIcon::Edited;
    case Reason::Kind::Quote:
        return PostIcon::Quote;
    case Reason::Kind::Pin:
        return PostIcon::Pin;
    default:
        return PostIcon::Bell;
    }
}

} // namespace

/// Who brought the post here, and how; the newest kind of reason names itself.
void PostBuilder::reasonLine()
{
    if (m_entry.reasons.empty())
        return;
    const Reason& newest = m_entry.reasons.front();
    const int others = int(std::count_if(m_entry.reasons.begin() + 1, m_entry.reasons.end(),
        [&](const Reason& reason) { return reason.kind == newest.kind; }));
    const RichText by = shownName(newest.by);
    // The name stays its own rich text, so that its emoji are pictures here too.
    const QString words = reasonText(newest.kind, others);
    RichText line;
    const int slot = int(words.indexOf(u"%1"_s));
    line.text = words.left(slot) + QChar(0x2068) + by.text + QChar(0x2069) + words.mid(slot + 2);
    for (TextSpan span : by.spans) {
        span.start += slot + 1;
        line.spans.push_back(std::move(span));
    }
    const int side = m_style.smallIcon();
    const int iconX = m_style.avatar() > 0 ? m_left - kAvatarGap - side : m_left;
    const int textX = m_style.avatar() > 0 ? m_left : m_left + side + 6;
    TextBlock text = setLine(line, metaLook(), m_in.width - m_style.padX() - textX);
    const int height = text.height;
    icon(iconOf(newest.kind), QPoint(iconX, m_y + (height - side) / 2), Ink::Second);
    add(std::move(text), QPoint(textX, m_y), Ink::Second);
    m_y += height + 4;
}

void PostBuilder::counts()
{
    struct Count {
        PostIcon icon;
        int value;
    };
    const PostCounts& c = m_post.counts;
    if (c.replies <= 0 && c.boosts <= 0 && c.favourites <= 0)
        return;
    space(m_style.density == Density::Dense ? 2 : 6);
    const int side = m_style.smallIcon();
    const int height = std::max(m_style.metaPitch(), side);
    int x = m_left;
    for (const Count& count : {Count{PostIcon::Reply, c.replies}, Count{PostIcon::Boost, c.boosts},
             Count{PostIcon::Favourite, c.favourites}}) {
        if (count.value <= 0)
            continue;
        icon(count.icon, QPoint(x, m_y + (height - side) / 2), Ink::Second);
        x += side + 4;
        TextBlock text = setLine(countText(count.value), metaLook(), m_width);
        const int width = text.width;
        add(std::move(text), QPoint(x, m_y + (height - m_style.metaPitch()) / 2), Ink::Second);
        x += width + 16;
    }
    m_y += height;
}

void PostBuilder::actions()
{
    struct Button {
        PostIcon icon;
        HitRegion::Kind kind;
        int count;
        bool isOn;
        QString tooltip;
    };
    const PostCounts& c = m_post.counts;
    const ViewerMarks marks = m_post.viewer.value_or(ViewerMarks{});
    const Button buttons[] = {
        {PostIcon::Reply, HitRegion::Kind::Reply, c.replies, false, PostFootText::tr("Reply")},
        {PostIcon::Boost, HitRegion::Kind::Boost, c.boosts, marks.isBoosted,
            marks.isBoosted ? PostFootText::tr("Boosted by you; take it back")
                            : PostFootText::tr("Boost")},
        {PostIcon::Favourite, HitRegion::Kind::Favourite, c.favourites, marks.isFavourited,
            marks.isFavourited ? PostFootText::tr("A favourite of yours; take it back")
                               : PostFootText::tr("Favourite")},
        {PostIcon::Bookmark, HitRegion::Kind::Bookmark, 0, marks.isBookmarked,
            marks.isBookmarked ? PostFootText::tr("Bookmarked; take it off")
                               : PostFootText::tr("Bookmark")},
    };
    space(m_style.density == Density::Dense ? 0 : 4);
    const int side = m_style.smallIcon();
    const int height = std::max({m_style.metaPitch(), side, kHitSide - 8});
    const int slot = std::min(m_width / 4, side + 56);
    int x = m_left;
    for (const Button& button : buttons) {
        const Ink ink = button.isOn ? Ink::Accent : Ink::Second;
        if (button.isOn) // a shape besides the colour
            fill(Fill::Kind::Soft, QRect(x - 4, m_y + (height - side) / 2 - 3, side + 8, side + 6),
                (side + 6) / 2);
        icon(button.icon, QPoint(x, m_y + (height - side) / 2), ink);
        if (button.count > 0) {
            TextBlock text = setLine(countText(button.count), metaLook(), slot - side - 4);
            add(std::move(text), QPoint(x + side + 6, m_y + (height - m_style.metaPitch()) / 2),
                ink);
        }
        HitRegion& hit
            = region(button.kind, QRect(x - 6, m_y + (height - kHitSide) / 2, slot, kHitSide));
        hit.tooltip = button.tooltip;
        x += slot;
    }
    if (m_post.terms)
        viewLink(x, height);
    m_y += height;
}

void PostBuilder::viewLink(int x, int height)
{
    if (m_post.url.isEmpty())
        return;
    const QString words
        = PostFootText::tr("View on %1", "%1 is a network").arg(m_post.terms->network);
    TextBlock text = setLine({words, {}}, metaLook(), m_width);
    const int right = m_left + m_width;
    const bool hasRoom = height > 0 && x + text.width <= right;
    if (!hasRoom) { // a line of its own, below
        m_y += height > 0 ? height : 4;
        height = std::max(m_style.metaPitch(), kHitSide - 8);
    }
    const QRect box(hasRoom ? right - text.width : m_left, m_y + (height - text.height) / 2,
        text.width, text.height);
    add(std::move(text), box.topLeft(), Ink::Accent);
    HitRegion& hit = region(HitRegion::Kind::Link,
        QRect(box.left() - 4, m_y + (height - kHitSide) / 2, box.width() + 8, kHitSide));
    hit.url = m_post.url;
    hit.tooltip = words;
    if (!hasRoom && m_in.offersActions)
        return; // the caller adds the height
    if (!m_in.offersActions)
        m_y += height;
}

int PostBuilder::networkMark(int right, int y, int height)
{
    QFont strong = m_style.meta;
    strong.setWeight(QFont::DemiBold);
    TextBlock text
        = setLine({m_post.terms->network, {}}, look(strong, m_style.metaPitch()), m_width / 4);
    const int width = text.width;
    add(std::move(text), QPoint(right - width, y + (height - m_style.metaPitch()) / 2), Ink::Text);
    m_out.timeTooltip
        += u'\n' + PostFootText::tr("from %1", "%1 is a network").arg(m_post.terms->network);
    return width + 8;
}

void PostBuilder::delivery()
{
    const Delivery& where = *m_post.delivery;
    const bool isTrouble = isDeliveryTrouble(where);
    const Ink ink = isTrouble ? Ink::Danger : Ink::Second;
    space(6);
    const int side = m_style.smallIcon();
    TextBlock words
        = setClamped({deliveryText(where, m_in.now), {}}, metaLook(), m_width - side - 6, 5);
    const int height = std::max(words.height, side);
    icon(isTrouble ? PostIcon::Warning : PostIcon::Sending,
        QPoint(m_left, m_y + (m_style.metaPitch() - side) / 2), ink);
    add(std::move(words), QPoint(m_left + side + 6, m_y), ink);
    m_y += height;
    int x = m_left;
    const auto steps = deliverySteps(where);
    if (!steps.empty())
        m_y += 6;
    int rowHeight = 0;
    for (const DeliveryStep step : steps) {
        const QString text = deliveryStepText(step, where);
        const int wide = QFontMetrics(m_style.meta).horizontalAdvance(text) + 26;
        if (x > m_left && x + wide > m_left + m_width) {
            x = m_left;
            m_y += rowHeight + 4;
        }
        const QRect box = chip(text, {x, m_y});
        HitRegion& hit = region(HitRegion::Kind::Delivery, box.adjusted(-2, -2, 2, 2));
        hit.index = int(step);
        hit.tooltip = text;
        x = box.right() + 9;
        rowHeight = box.height();
    }
    m_y += rowHeight;
}

} // namespace staffroom
