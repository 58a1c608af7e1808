#include "ui/post/post_builder.h"

#include "core/media/blurhash.h"
#include "ui/base/count_text.h"
#include "ui/base/time_text.h"

#include <QCoreApplication>
#include <QFontMetrics>

#include <algorithm>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct PostBuilderText {
    Q_DECLARE_TR_FUNCTIONS(PostBuilder)
};

constexpr int kMoreLines = 24; ///< a longer text is folded to so many
constexpr int kMoreLetters = 1200;
constexpr int kSpareLines = 4; ///< no fold that would hide less than this
constexpr int kAllLines = 100'000;

int linesOf(const TextBlock& block)
{
    return block.text->lineCount();
}

bool coversParagraph(const RichText& text, TextSpan::Kind kind, int start, int end)
{
    return std::any_of(text.spans.begin(), text.spans.end(), [&](const TextSpan& span) {
        return span.kind == kind && span.start <= start && span.end() >= end && end > start;
    });
}

} // namespace

RichText shownName(const Author& author)
{
    if (author.name.text.trimmed().isEmpty())
        return {author.handle.section(u'@', 0, 0), {}};
    return author.name;
}

QString shownHandle(const Author& author)
{
    return u'@' + author.handle;
}

PostBuilder::PostBuilder(const LayoutInput& input)
    : m_in(input)
    , m_style(*input.style)
    , m_entry(*input.row->entry)
    , m_post(*m_entry.post)
{
    m_left = m_style.padX() + (m_style.avatar() > 0 ? m_style.avatar() + kAvatarGap : 0);
    m_width = std::max(40, m_in.width - m_left - m_style.padX());
    m_y = m_style.padY();
}

PostLayout PostBuilder::build()
{
    if (m_in.row->marks) {
        hiddenLine();
        stormLine();
    }
    reasonLine();
    if (m_style.density == Density::Comfortable)
        header();
    else
        compactHeader();
    if (m_in.row->marks)
        marksLine();
    replyLine();
    if (!warning()) {
        body();
        media();
        poll();
        quote();
        card();
    }
    if (m_post.delivery)
        delivery();
    else if (m_in.offersActions)
        actions();
    else if (m_post.terms)
        viewLink(m_left + m_width, 0);
    else
        counts();
    m_y = std::max(m_y, m_out.avatar.isNull() ? 0 : m_out.avatar.bottom() + 1);
    m_out.height = m_y + m_style.padY() + 1; // 1: the line between cards
    if (m_in.row->marks)
        markCard();
    return std::move(m_out);
}

TextLook PostBuilder::look(const QFont& font, int pitch, bool hasTargets) const
{
    return {&m_style, font, pitch, m_in.quietTags, hasTargets};
}

TextLook PostBuilder::bodyLook() const
{
    return look(m_style.body, m_style.bodyPitch(), true);
}

TextLook PostBuilder::metaLook() const
{
    return look(m_style.meta, m_style.metaPitch());
}

TextLook PostBuilder::nameLook() const
{
    if (m_style.density == Density::Dense) {
        QFont font = m_style.meta;
        font.setWeight(QFont::DemiBold);
        return look(font, m_style.metaPitch());
    }
    return look(m_style.name, m_style.bodyPitch());
}

int PostBuilder::add(TextBlock block, QPoint at, Ink ink)
{
    block.at = at;
    block.ink = ink;
    m_out.blocks.push_back(std::move(block));
    return int(m_out.blocks.size()) - 1;
}

void PostBuilder::fill(Fill::Kind kind, const QRect& rect, int radius, bool isAbove)
{
    m_out.fills.push_back({kind, rect, radius, isAbove});
}

void PostBuilder::icon(PostIcon icon, QPoint at, Ink ink)
{
    const int side = m_style.smallIcon();
    m_out.icons.push_back({QRect(at, QSize(side, side)), icon, ink});
}

HitRegion& PostBuilder::region(HitRegion::Kind kind, const QRect& rect)
{
    HitRegion r;
    r.kind = kind;
    r.rects.push_back(rect);
    m_out.regions.push_back(std::move(r));
    return m_out.regions.back();
}

void PostBuilder::space(int before)
{
    m_y += before;
}

ImageKey PostBuilder::key(const QUrl& url, QSize size, ImageKey::Shape shape, int radius) const
{
    ImageKey k;
    k.url = url;
    k.pixels = QSize(qRound(size.width() * m_in.ratio), qRound(size.height() * m_in.ratio));
    k.shape = shape;
    k.radius = qRound(radius * m_in.ratio);
    k.isKept = !m_post.terms;
    return k;
}

QRect PostBuilder::chip(const QString& words, QPoint at)
{
    TextBlock text = setLine(words, metaLook(), m_width - 24);
    const int height = std::max(24, text.height + 4);
    const QRect box(at, QSize(text.width + 24, height));
    fill(Fill::Kind::Soft, box, height / 2);
    const int top = at.y() + (height - text.height) / 2;
    add(std::move(text), QPoint(at.x() + 12, top), Ink::Accent);
    return box;
}

int PostBuilder::timeRoom(const TextBlock& time) const
{
    // Room for the longest of the short forms, so that a minute passing moves nothing.
    return std::max(time.width, QFontMetrics(m_style.meta).horizontalAdvance(u"59 min"_s));
}

/// Puts the time and the sign of who can see the post at the right; returns what they take.
int PostBuilder::placeTime(int y)
{
    m_out.timeText = relativeTime(m_post.created, m_in.now);
    m_out.timeTooltip = absoluteTime(m_post.created);
    if (m_post.edited)
        m_out.timeTooltip
            += u'\n' + PostBuilderText::tr("edited %1").arg(absoluteTime(*m_post.edited));
    TextBlock time = setLine(m_out.timeText, metaLook(), m_width);
    int room = timeRoom(time);
    const int right = m_left + m_width;
    const int timeWidth = time.width;
    m_out.timeBox = QRect(right - room, y, room, time.height);
    // The baselines of the time and the name must meet.
    const int shift = m_style.density == Density::Dense
        ? 0
        : int(
            std::lround(QFontMetricsF(m_style.name).ascent() - QFontMetricsF(m_style.meta).ascent()
                + (m_style.bodyPitch() - QFontMetricsF(m_style.name).height()) / 2.0
                - (m_style.metaPitch() - QFontMetricsF(m_style.meta).height()) / 2.0));
    const int height = time.height;
    m_out.timeBlock = add(std::move(time), QPoint(right - timeWidth, y + shift), Ink::Second);

    const int side = m_style.smallIcon();
    const auto sign = [&](PostIcon which) {
        icon(which, QPoint(right - room - 4 - side, y + shift + (height - side) / 2), Ink::Second);
        room += side + 4;
    };
    if (m_post.terms)
        room += networkMark(right - room - 8, y + shift, height);
    if (m_post.edited)
        sign(PostIcon::Edited);
    switch (m_post.visibility) {
    case Visibility::Public:
        break;
    case Visibility::Unlisted:
        sign(PostIcon::Unlisted);
        m_out.timeTooltip += u'\n' + PostBuilderText::tr("not in public lists");
        break;
    case Visibility::Followers:
        sign(PostIcon::Followers);
        m_out.timeTooltip += u'\n' + PostBuilderText::tr("for followers only");
        break;
    case Visibility::Direct:
        sign(PostIcon::Direct);
        m_out.timeTooltip += u'\n' + PostBuilderText::tr("for the people named only");
        break;
    }
    if (m_post.terms && !m_post.url.isEmpty()) { // the time leads to the post's page
        HitRegion& hit = region(HitRegion::Kind::Link, m_out.timeBox);
        hit.url = m_post.url;
        hit.tooltip = m_out.timeTooltip;
    }
    return room + 8;
}

void PostBuilder::avatar()
{
    const int side = m_style.avatar();
    if (side == 0)
        return;
    m_out.avatar = QRect(m_style.padX(), m_y + 2, side, side);
    fill(Fill::Kind::Well, m_out.avatar, side / 2);
    // Without an address too: the painter draws its sign for somebody unseen.
    m_out.pictures.push_back({m_out.avatar,
        key(m_post.author.avatar, m_out.avatar.size(), ImageKey::Shape::Circle, 0), {}, false});
}

/// What the sign behind the name takes, the gap before it included.
int PostBuilder::verifiedRoom() const
{
    return m_post.author.isVerified ? m_style.smallIcon() + 4 : 0;
}

void PostBuilder::verifiedSign(const QRect& name)
{
    if (!m_post.author.isVerified)
        return;
    const int side = m_style.smallIcon();
    icon(PostIcon::Verified, QPoint(name.right() + 1 + 4, name.y() + (name.height() - side) / 2),
        Ink::Accent);
}

QString PostBuilder::authorTooltip() const
{
    const QString handle = shownHandle(m_post.author);
    return m_post.author.isVerified ? handle + u'\n' + PostBuilderText::tr("verified") : handle;
}

void PostBuilder::header()
{
    avatar();

    const int taken = placeTime(m_y);
    TextBlock name
        = setLine(shownName(m_post.author), nameLook(), m_width - taken - verifiedRoom());
    const QRect nameBox(m_left, m_y, name.width, name.height);
    m_y += name.height;
    add(std::move(name), nameBox.topLeft(), Ink::Text);
    verifiedSign(nameBox);
    TextBlock handle = setHandle(shownHandle(m_post.author), metaLook(), m_width);
    const QRect handleBox(m_left, m_y, handle.width, handle.height);
    m_y += handle.height;
    const int menuSide = std::max(28, handle.height);
    m_out.menu = QRect(m_left + m_width - menuSide + 6, handleBox.center().y() - menuSide / 2 + 1,
        menuSide, menuSide);
    add(std::move(handle), handleBox.topLeft(), Ink::Second);

    HitRegion& author = region(HitRegion::Kind::Author, m_out.avatar);
    author.rects.push_back(nameBox);
    author.rects.push_back(handleBox);
    author.text = m_post.author.handle;
    author.url = m_post.author.url;
    author.tooltip = authorTooltip();
    space(4);
}

void PostBuilder::compactHeader()
{
    avatar();
    const int taken = placeTime(m_y);
    const int room = m_width - taken;
    // The handle is never hidden: the name gives way first, but keeps three fifths.
    const int wanted = QFontMetrics(m_style.meta).horizontalAdvance(shownHandle(m_post.author)) + 2;
    const int nameRoom = std::max(room - wanted - 6, room * 3 / 5) - verifiedRoom();
    TextBlock name = setLine(shownName(m_post.author), nameLook(), nameRoom);
    const QRect nameBox(m_left, m_y, name.width, name.height);
    const int handleLeft = nameBox.right() + 1 + verifiedRoom() + 6;
    const int handleRoom = std::max(24, m_left + room - handleLeft);
    TextBlock handle = setHandle(shownHandle(m_post.author), metaLook(), handleRoom);
    const int shift = m_style.density == Density::Dense
        ? 0
        : m_out.blocks[size_t(m_out.timeBlock)].at.y() - m_y;
    const QRect handleBox(handleLeft, m_y + shift, handle.width, handle.height);
    add(std::move(name), nameBox.topLeft(), Ink::Text);
    verifiedSign(nameBox);
    add(std::move(handle), handleBox.topLeft(), Ink::Second);
    m_out.menu = QRect(m_left + m_width - taken - 28 + 6, nameBox.center().y() - 13, 28, 28);
    HitRegion& author = region(HitRegion::Kind::Author, nameBox);
    author.rects.push_back(handleBox);
    if (!m_out.avatar.isNull())
        author.rects.push_back(m_out.avatar);
    author.text = m_post.author.handle;
    author.url = m_post.author.url;
    author.tooltip = authorTooltip();
    m_y = nameBox.bottom() + 1;
}

void PostBuilder::replyLine()
{
    if (!m_post.inReplyTo && m_post.inReplyToHandle.isEmpty())
        return;
    const QString words = m_post.inReplyToHandle.isEmpty()
        ? PostBuilderText::tr("replying in a conversation")
        : PostBuilderText::tr("replying to %1")
              .arg(isolated(u'@' + m_post.inReplyToHandle.section(u'@', 0, 0)));
    const int side = m_style.smallIcon();
    TextBlock text = setLine(words, metaLook(), m_width - side - 4);
    const int height = text.height;
    icon(PostIcon::Reply, QPoint(m_left, m_y + (height - side) / 2), Ink::Second);
    add(std::move(text), QPoint(m_left + side + 4, m_y), Ink::Second);
    m_y += height + 2;
}

/// True when the text behind the warning is hidden.
bool PostBuilder::warning()
{
    if (m_post.contentWarning.isEmpty())
        return false;
    const int side = m_style.smallIcon();
    TextLook heading = look(m_style.body, m_style.bodyPitch());
    TextBlock words = setClamped({m_post.contentWarning, {}}, heading, m_width - side - 6, 4);
    const int top = m_y;
    icon(PostIcon::Warning, QPoint(m_left, top + (m_style.bodyPitch() - side) / 2), Ink::Second);
    m_y += words.height + 6;
    add(std::move(words), QPoint(m_left + side + 6, top), Ink::Text);
    const bool isOpen = m_in.unfolded.warning;
    const QRect box
        = chip(isOpen ? PostBuilderText::tr("Hide") : PostBuilderText::tr("Show"), {m_left, m_y});
    region(HitRegion::Kind::Warning, box.adjusted(-2, -2, 2, 2));
    m_y = box.bottom() + 1;
    m_out.isFolded = !isOpen;
    if (isOpen)
        space(6);
    return !isOpen;
}

void PostBuilder::addTargets(const TextBlock& block)
{
    for (const InlineTarget& target : block.targets) {
        HitRegion r;
        switch (target.kind) {
        case TextSpan::Kind::Mention:
            r.kind = HitRegion::Kind::Mention;
            r.tooltip = u'@' + target.label;
            break;
        case TextSpan::Kind::Tag:
            r.kind = HitRegion::Kind::Tag;
            r.tooltip = u'#' + target.label;
            break;
        default:
            r.kind = HitRegion::Kind::Link;
            r.tooltip = target.target.toDisplayString();
            break;
        }
        r.url = target.target;
        r.text = target.label;
        for (const QRect& rect : target.rects)
            r.rects.push_back(rect.translated(block.at));
        m_out.regions.push_back(std::move(r));
    }
}

void PostBuilder::paragraphs(const RichText& text, int maxLines, bool* isCut)
{
    int lines = 0;
    const int length = int(text.text.size());
    int limit = length;
    if (maxLines < kAllLines && length > kMoreLetters + 200)
        limit = kMoreLetters;
    *isCut = limit < length;
    int start = 0;
    bool isFirst = true;
    while (start <= limit) {
        int end = int(text.text.indexOf(u'\n', start));
        if (end < 0 || end > limit)
            end = limit;
        if (end == start) { // an empty line is half a line of space, once
            if (!isFirst && start > 0 && text.text[start - 1] == u'\n' && end < limit)
                space(m_style.bodyPitch() / 2);
            start = end + 1;
            while (start < limit && text.text[start] == u'\n')
                ++start;
            continue;
        }
        if (lines >= maxLines) {
            *isCut = true;
            return;
        }
        const bool isQuote = coversParagraph(text, TextSpan::Kind::Quote, start, end);
        const bool isCode = coversParagraph(text, TextSpan::Kind::CodeBlock, start, end);
        const int indent = isQuote ? 12 : isCode ? 8 : 0;
        bool isComplete = true;
        TextBlock block = setParagraph(text, start, end, bodyLook(),
            m_width - indent - (isCode ? 8 : 0), maxLines - lines, &isComplete);
        lines += linesOf(block);
        const int height = block.height;
        if (isQuote)
            fill(Fill::Kind::QuoteBar, QRect(m_left, m_y, 3, height), 1);
        if (isCode)
            fill(Fill::Kind::Well, QRect(m_left, m_y, m_width, height), 0);
        const int index = add(std::move(block), QPoint(m_left + indent, m_y), Ink::Text);
        addTargets(m_out.blocks[size_t(index)]);
        m_y += height;
        isFirst = false;
        if (!isComplete) {
            *isCut = true;
            return;
        }
        start = end + 1;
    }
}

void PostBuilder::body()
{
    if (m_post.text.text.isEmpty())
        return;
    bool isCut = false;
    if (m_in.unfolded.more) {
        paragraphs(m_post.text, kAllLines, &isCut);
        space(4);
        const QRect box = chip(PostBuilderText::tr("Show less"), {m_left, m_y});
        region(HitRegion::Kind::More, box.adjusted(-2, -2, 2, 2));
        m_y = box.bottom() + 1;
        return;
    }
    // First with some lines to spare; only a text that is truly long is set again, shorter.
    const int y = m_y;
    const size_t blocks = m_out.blocks.size();
    const size_t regions = m_out.regions.size();
    const size_t fills = m_out.fills.size();
    paragraphs(m_post.text, kMoreLines + kSpareLines, &isCut);
    if (!isCut)
        return;
    m_y = y;
    m_out.blocks.erase(m_out.blocks.begin() + qsizetype(blocks), m_out.blocks.end());
    m_out.regions.erase(m_out.regions.begin() + qsizetype(regions), m_out.regions.end());
    m_out.fills.erase(m_out.fills.begin() + qsizetype(fills), m_out.fills.end());
    paragraphs(m_post.text, kMoreLines, &isCut);
    m_out.isCut = true;
    space(4);
    const QRect box = chip(PostBuilderText::tr("Show more"), {m_left, m_y});
    region(HitRegion::Kind::More, box.adjusted(-2, -2, 2, 2));
    m_y = box.bottom() + 1;
}

} // namespace staffroom
