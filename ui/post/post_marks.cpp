// The parts of PostBuilder that only posts of a chat room have.
#include "ui/base/mark_text.h"
#include "ui/post/post_builder.h"

#include <QCoreApplication>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PostMarksText {
    Q_DECLARE_TR_FUNCTIONS(PostMarks)
};

constexpr int kHostBar = 3;

} // namespace

void PostBuilder::iconLine(PostIcon which, const QString& words, Ink ink, int maxLines)
{
    const int side = m_style.smallIcon();
    TextBlock text = setClamped({words, {}}, metaLook(), m_width - side - 6, maxLines);
    const int height = text.height;
    icon(which, QPoint(m_left, m_y + (m_style.metaPitch() - side) / 2), ink);
    add(std::move(text), QPoint(m_left + side + 6, m_y), ink);
    m_y += std::max(height, side) + 4;
}

/// Why the post was not shown at first, and the one press that brings it back.
void PostBuilder::hiddenLine()
{
    const RowMarks& marks = *m_in.row->marks;
    if (marks.hidden == 0 || marks.stormPosts > 0) // a storm says so itself
        return;
    iconLine(PostIcon::Hidden, hiddenSentence(marks), Ink::Second, 3);
    const QRect show = chip(PostMarksText::tr("Show"), {m_left, m_y});
    region(HitRegion::Kind::Show, show.adjusted(-2, -2, 2, 2)).tooltip
        = PostMarksText::tr("Show it in the room from now on");
    const QString all = PostMarksText::tr("Show all of this person");
    const int wide = QFontMetrics(m_style.meta).horizontalAdvance(all) + 24;
    if (show.right() + 9 + wide <= m_left + m_width) {
        const QRect author = chip(all, {show.right() + 9, m_y});
        region(HitRegion::Kind::ShowAuthor, author.adjusted(-2, -2, 2, 2)).tooltip = all;
    }
    m_y = show.bottom() + 1 + 8;
}

/// Many posts as one row; the post below is the first of them.
void PostBuilder::stormLine()
{
    const RowMarks& marks = *m_in.row->marks;
    if (marks.stormPosts <= 0)
        return;
    iconLine(PostIcon::Storm, stormSentence(marks.stormPosts, marks.stormAccounts), Ink::Text, 2);
    const QRect show = chip(PostMarksText::tr("Show all"), {m_left, m_y});
    region(HitRegion::Kind::Show, show.adjusted(-2, -2, 2, 2)).tooltip
        = PostMarksText::tr("Show each of these posts");
    m_y = show.bottom() + 1 + 8;
}

/// Which question it belongs to, who speaks, what is odd about it, where it was seen; the star.
void PostBuilder::marksLine()
{
    const RowMarks& marks = *m_in.row->marks;
    const int height = std::max(20, m_style.metaPitch() + 2);
    const int side = m_style.smallIcon();
    const int top = m_y;
    // Its network wants no actions on a card but its own; stars and moves are in the menu then.
    const bool isOurs = !m_post.terms;
    const int starLeft = m_left + m_width - side;
    const int right = isOurs ? starLeft - 8 : m_left + m_width;
    int x = m_left;
    QFont strong = m_style.meta;
    strong.setWeight(QFont::DemiBold);
    const TextLook strongLook = look(strong, m_style.metaPitch());
    const auto textTop = [&](const TextBlock& text) { return m_y + (height - text.height) / 2; };

    const QString badge = placeBadge(marks);
    const bool isPlaced = !badge.isEmpty();
    TextBlock place = setLine(isPlaced ? badge : PostMarksText::tr("no question"),
        isPlaced ? strongLook : metaLook(), std::max(24, right - x - 16));
    const QRect box(x, m_y, place.width + 16, height);
    const bool isAsking = isPlaced && marks.isQuestion;
    const bool isSure = isAsking || (isPlaced && marks.isSure);
    fill(isAsking      ? Fill::Kind::QuestionBadge
            : isSure   ? Fill::Kind::Soft
            : isPlaced ? Fill::Kind::Dashes
                       : Fill::Kind::Border,
        box, height / 2);
    const int placeTop = textTop(place);
    add(std::move(place), QPoint(x + 8, placeTop),
        isAsking     ? Ink::OnQuestion
            : isSure ? Ink::Accent
                     : Ink::Second);
    if (isOurs) {
        HitRegion& hit = region(HitRegion::Kind::Place,
            QRect(box.left() - 2, m_y + (height - kHitSide) / 2, box.width() + 4, kHitSide));
        hit.tooltip = placeSentence(marks) + u' ' + PostMarksText::tr("Press to move it.");
    }
    x = box.right() + 1 + 8;

    if (marks.isHost) {
        TextBlock host = setLine(PostMarksText::tr("host"), strongLook, std::max(24, right - x));
        const int width = host.width;
        const int hostTop = textTop(host);
        add(std::move(host), QPoint(x, hostTop), Ink::Host);
        x += width + 8;
    }
    QStringList words = markWords(marks);
    if (marks.sources.size() > 0)
        words << marks.sources;
    if (!words.isEmpty()) {
        const QString text = words.join(u" · "_s);
        const int wanted = QFontMetrics(m_style.meta).horizontalAdvance(text);
        const bool isBelow = x > m_left && wanted > right - x;
        if (isBelow) {
            x = m_left;
            m_y += height + 2;
        }
        TextBlock rest = setClamped({text, {}}, metaLook(), std::max(24, right - x), 2);
        const int restTop = isBelow ? m_y : textTop(rest);
        const int restHeight = rest.height;
        add(std::move(rest), QPoint(x, restTop), Ink::Second);
        if (isBelow)
            m_y += restHeight - height;
    }
    m_y += height + 4;

    if (!isOurs)
        return;
    icon(marks.isStarred ? PostIcon::Star : PostIcon::StarAdd,
        QPoint(starLeft, top + (height - side) / 2), marks.isStarred ? Ink::Question : Ink::Second);
    HitRegion& star = region(HitRegion::Kind::Star,
        QRect(starLeft - (kHitSide - side) / 2, top + (height - kHitSide) / 2, kHitSide, kHitSide));
    star.tooltip = marks.isStarred ? PostMarksText::tr("Starred; press to take the star off")
                                   : PostMarksText::tr("Star it, on this computer only");
}

void PostBuilder::markCard()
{
    const RowMarks& marks = *m_in.row->marks;
    const QRect card(0, 0, m_in.width, m_out.height - 1);
    // Below everything else of the card.
    if (marks.isHost)
        m_out.fills.insert(m_out.fills.begin(),
            Fill{Fill::Kind::HostBar, QRect(0, 0, kHostBar, card.height()), 0, false});
    if (marks.isQuestion)
        m_out.fills.insert(m_out.fills.begin(), Fill{Fill::Kind::Question, card, 0, false});
}

} // namespace staffroom
