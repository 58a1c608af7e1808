// The parts of PostBuilder that come below the text: pictures, poll, quoted post, link card.
#include "ui/post/post_builder.h"

#include "core/media/blurhash.h"
#include "ui/base/count_text.h"
#include "ui/base/time_text.h"
#include "ui/post/media_grid.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct AttachmentText {
    Q_DECLARE_TR_FUNCTIONS(PostAttachments)
};

constexpr int kRadius = 6;
constexpr size_t kCells = 4;
constexpr int kQuoteLines = 6;

bool isMoving(Media::Kind kind)
{
    return kind == Media::Kind::Video || kind == Media::Kind::Animation;
}

QString kindWord(Media::Kind kind)
{
    switch (kind) {
    case Media::Kind::Audio:
        return AttachmentText::tr("Sound");
    case Media::Kind::Video:
        return AttachmentText::tr("Video");
    case Media::Kind::Animation:
        return AttachmentText::tr("Animation");
    case Media::Kind::Image:
        return AttachmentText::tr("Picture");
    case Media::Kind::Unknown:
        return AttachmentText::tr("Attachment");
    }
    return {};
}

} // namespace

void PostBuilder::media()
{
    if (m_post.media.empty())
        return;
    space(6);
    const int most = int(std::lround(m_in.width * 0.6));
    const auto cells = mediaGrid(m_post.media, m_width, most);
    QRect all;
    for (const QRect& cell : cells)
        all |= cell;
    const bool isCovered = coversMedia();
    const int hidden = int(m_post.media.size() - std::min(m_post.media.size(), kCells));
    for (size_t i = 0; i < cells.size(); ++i)
        mediaCell(m_post.media[i], int(i), cells[i].translated(m_left, m_y),
            i + 1 == kCells ? hidden : 0);
    all.translate(m_left, m_y);
    if (isCovered)
        cover(all);
    m_y = all.bottom() + 1;
}

void PostBuilder::mediaCell(const Media& media, int index, const QRect& box, int hidden)
{
    const bool isCovered = coversMedia();
    const QUrl source
        = media.preview.isEmpty() && media.kind == Media::Kind::Image ? media.url : media.preview;
    fill(Fill::Kind::Well, box, kRadius);
    if (!source.isEmpty() || !media.blurhash.isEmpty()) {
        PictureBox picture;
        picture.rect = box;
        picture.key = key(source, box.size(), ImageKey::Shape::Rounded, kRadius);
        picture.blur
            = key(blurhashUrl(media.blurhash), box.size(), ImageKey::Shape::Rounded, kRadius);
        picture.isCovered = isCovered;
        m_out.pictures.push_back(std::move(picture));
    }
    if (isCovered)
        return;
    HitRegion& r = region(HitRegion::Kind::Media, box);
    r.index = index;
    r.url = media.url;
    r.tooltip = media.alt.isEmpty()
        ? AttachmentText::tr("%1 without description").arg(kindWord(media.kind))
        : media.alt;
    const int side = m_style.smallIcon();
    if (source.isEmpty() && media.kind != Media::Kind::Image) {
        // Nothing to look at: a line of words with an icon.
        const int middle = box.center().y() + 1;
        const PostIcon which = media.kind == Media::Kind::Audio ? PostIcon::Audio
            : isMoving(media.kind)                              ? PostIcon::Play
                                                                : PostIcon::Link;
        icon(which, QPoint(box.left() + 12, middle - side / 2), Ink::Second);
        TextBlock words = setClamped({media.alt.isEmpty() ? kindWord(media.kind) : media.alt, {}},
            metaLook(), box.width() - side - 32, 2);
        const int top = middle - words.height / 2;
        add(std::move(words), QPoint(box.left() + 12 + side + 8, top), Ink::Second);
        return;
    }
    if (isMoving(media.kind) || media.kind == Media::Kind::Audio) {
        const QRect disc(box.center().x() - 21, box.center().y() - 21, 44, 44);
        fill(Fill::Kind::Dark, disc, 22, true);
        icon(media.kind == Media::Kind::Audio ? PostIcon::Audio : PostIcon::Play,
            QPoint(disc.center().x() + 1 - side / 2, disc.center().y() + 1 - side / 2),
            Ink::OnDark);
    }
    if (hidden > 0)
        badge(u'+' + QLocale().toString(hidden), box);
    else if (!media.alt.isEmpty())
        badge(AttachmentText::tr("ALT", "sign that a picture has a description"), box);
}

void PostBuilder::badge(const QString& words, const QRect& box)
{
    QFont font = m_style.meta;
    font.setWeight(QFont::DemiBold);
    TextBlock text = setLine(words, look(font, m_style.metaPitch()), box.width() - 12);
    const QSize size(text.width + 12, text.height + 2);
    const QRect sign(
        QPoint(box.right() + 1 - 6 - size.width(), box.bottom() + 1 - 6 - size.height()), size);
    fill(Fill::Kind::Dark, sign, 4, true);
    add(std::move(text), sign.topLeft() + QPoint(6, 1), Ink::OnDark);
}

bool PostBuilder::coversMedia() const
{
    const bool isOfStranger = m_in.row->marks && m_in.row->marks->coversMedia;
    return (m_post.isSensitive || isOfStranger) && !m_in.unfolded.media
        && !(m_post.isSensitive && m_in.unfolded.warning);
}

void PostBuilder::cover(const QRect& box)
{
    const int side = m_style.smallIcon();
    TextBlock words = setLine(m_post.isSensitive ? AttachmentText::tr("Sensitive · Show")
                                                 : AttachmentText::tr("New here · Show"),
        metaLook(), std::max(20, box.width() - side - 36));
    const QSize size(words.width + side + 6 + 24, std::max(28, words.height + 8));
    const QRect pill(
        QPoint(box.center().x() + 1 - size.width() / 2, box.center().y() + 1 - size.height() / 2),
        size);
    fill(Fill::Kind::Dark, pill, size.height() / 2, true);
    const int middle = pill.top() + size.height() / 2;
    icon(PostIcon::Cover, QPoint(pill.left() + 12, middle - side / 2), Ink::OnDark);
    const int top = middle - words.height / 2;
    add(std::move(words), QPoint(pill.left() + 12 + side + 6, top), Ink::OnDark);
    region(HitRegion::Kind::MediaCover, box).tooltip = m_post.isSensitive
        ? AttachmentText::tr("The author marked this as sensitive")
        : AttachmentText::tr("The room is being flooded, and this person is new to it");
}

void PostBuilder::poll()
{
    if (!m_post.poll || m_post.poll->options.empty())
        return;
    const Poll& poll = *m_post.poll;
    space(6);
    int total = 0;
    int best = -1;
    bool isCounted = true;
    for (const PollOption& option : poll.options) {
        isCounted = isCounted && option.votes.has_value();
        total += std::max(0, option.votes.value_or(0));
        best = std::max(best, option.votes.value_or(-1));
    }
    // Of several answers each share is one of the people, not of the votes.
    const int whole = std::max(1, poll.isMultiple && poll.voters ? *poll.voters : total);
    constexpr size_t kOptions = 12;
    for (size_t i = 0; i < std::min(poll.options.size(), kOptions); ++i) {
        const PollOption& option = poll.options[i];
        const int votes = std::max(0, option.votes.value_or(0));
        const int share = std::clamp(int(std::lround(100.0 * votes / whole)), 0, 100);
        const bool isFirst = isCounted && votes == best && votes > 0;
        int room = m_width - 16;
        TextBlock percent;
        if (isCounted) {
            percent = setLine(AttachmentText::tr("%1 %", "share of votes").arg(share),
                look(isFirst ? m_style.name : m_style.body, m_style.bodyPitch()), m_width / 3);
            room -= percent.width + 8;
        }
        TextBlock title = setClamped({option.title, {}},
            look(isFirst ? m_style.name : m_style.body, m_style.bodyPitch()), room, 2);
        const int height = title.height + 8;
        const QRect bar(m_left, m_y, m_width, height);
        fill(Fill::Kind::Well, bar, 4);
        if (isCounted && share > 0)
            fill(isFirst ? Fill::Kind::Strong : Fill::Kind::Soft,
                QRect(m_left, m_y, std::max(8, m_width * share / 100), height), 4);
        add(std::move(title), QPoint(m_left + 8, m_y + 4), Ink::Text);
        if (isCounted) {
            const int x = m_left + m_width - 8 - percent.width;
            add(std::move(percent), QPoint(x, m_y + (height - m_style.bodyPitch()) / 2), Ink::Text);
        }
        m_y += height + 4;
    }
    pollFoot();
}

void PostBuilder::pollFoot()
{
    const Poll& poll = *m_post.poll;
    QStringList words;
    const int voters = poll.voters.value_or(poll.votes);
    if (poll.voters)
        words << (voters == 1 ? AttachmentText::tr("1 person", "who voted")
                              : AttachmentText::tr("%n people", "who voted", voters));
    else
        words << (voters == 1 ? AttachmentText::tr("1 vote")
                              : AttachmentText::tr("%n votes", nullptr, voters));
    if (poll.hasVoted)
        words << AttachmentText::tr("you voted");
    if (poll.isClosed)
        words << AttachmentText::tr("closed");
    else if (poll.closes && *poll.closes > m_in.now)
        words << AttachmentText::tr("%1 left").arg(durationText(*poll.closes - m_in.now));
    TextBlock foot = setLine(words.join(u" · "_s), metaLook(), m_width);
    const int height = foot.height;
    add(std::move(foot), QPoint(m_left, m_y), Ink::Second);
    m_y += height;
    if (!m_in.offersActions || poll.isClosed || poll.hasVoted || m_post.delivery)
        return;
    space(4);
    const QRect box = chip(AttachmentText::tr("Vote"), {m_left, m_y});
    region(HitRegion::Kind::Vote, box.adjusted(-2, -2, 2, 2));
    m_y = box.bottom() + 1;
}

void PostBuilder::quote()
{
    if (!m_post.quote)
        return;
    space(6);
    const int top = m_y;
    const int left = m_left + 10;
    const int width = m_width - 20;
    const size_t border = m_out.fills.size();
    fill(Fill::Kind::Border, {}, kRadius);
    m_y += 8;
    if (m_post.quote->state != Quote::State::Shown || !m_post.quote->post) {
        const QString words = m_post.quote->state == Quote::State::Pending
            ? AttachmentText::tr("The quoted post waits for its author's consent")
            : AttachmentText::tr("The quoted post is not available");
        TextBlock text = setClamped({words, {}}, metaLook(), width, 2);
        m_y += text.height;
        add(std::move(text), QPoint(left, top + 8), Ink::Second);
    } else {
        const Post& quoted = *m_post.quote->post;
        QFont font = m_style.meta;
        font.setWeight(QFont::DemiBold);
        TextBlock name
            = setLine(shownName(quoted.author), look(font, m_style.metaPitch()), width * 3 / 5);
        const int x = left + name.width + 6;
        const int height = name.height;
        TextBlock handle
            = setHandle(shownHandle(quoted.author), metaLook(), std::max(24, left + width - x));
        add(std::move(name), QPoint(left, m_y), Ink::Text);
        add(std::move(handle), QPoint(x, m_y), Ink::Second);
        m_y += height + 2;
        const bool isCovered = !quoted.contentWarning.isEmpty();
        TextLook words = look(m_style.body, m_style.bodyPitch());
        TextBlock text = isCovered
            ? setClamped(
                {AttachmentText::tr("Content warning: %1").arg(isolated(quoted.contentWarning)),
                    {}},
                words, width, 2)
            : setClamped(quoted.text, words, width, kQuoteLines);
        const int textHeight = text.height;
        if (!quoted.text.isEmpty() || isCovered) {
            add(std::move(text), QPoint(left, m_y), isCovered ? Ink::Second : Ink::Text);
            m_y += textHeight;
        }
        if (!quoted.media.empty() && !isCovered) {
            const int side = m_style.smallIcon();
            TextBlock note = setLine(quoted.media.size() == 1
                    ? AttachmentText::tr("1 attachment")
                    : AttachmentText::tr("%n attachments", nullptr, int(quoted.media.size())),
                metaLook(), width - side - 4);
            m_y += 2;
            icon(PostIcon::Picture, QPoint(left, m_y + (note.height - side) / 2), Ink::Second);
            const int noteHeight = note.height;
            add(std::move(note), QPoint(left + side + 4, m_y), Ink::Second);
            m_y += noteHeight;
        }
        HitRegion& r = region(HitRegion::Kind::Quote, {});
        r.url = quoted.url;
        r.tooltip = AttachmentText::tr("Open the quoted post");
    }
    m_y += 8;
    const QRect box(m_left, top, m_width, m_y - top);
    m_out.fills[border].rect = box;
    if (!m_out.regions.empty() && m_out.regions.back().kind == HitRegion::Kind::Quote)
        m_out.regions.back().rects = {box};
}

void PostBuilder::card()
{
    // A post with pictures of its own needs no second one.
    if (!m_post.card || m_post.card->url.isEmpty() || !m_post.media.empty() || m_post.quote)
        return;
    const LinkCard& card = *m_post.card;
    space(6);
    const bool hasPicture = !card.image.isEmpty() && m_style.density != Density::Dense;
    const int side = m_style.density == Density::Comfortable ? 72 : 56;
    const int textLeft = m_left + (hasPicture ? side + 10 : 12);
    const int width = m_left + m_width - 10 - textLeft;
    QFont font = m_style.meta;
    font.setWeight(QFont::DemiBold);
    const QString provider = card.provider.isEmpty() ? card.url.host() : card.provider;
    TextBlock site = setLine(provider, metaLook(), width);
    TextBlock title
        = setClamped({card.title.isEmpty() ? card.url.toDisplayString() : card.title, {}},
            look(font, m_style.metaPitch()), width, 2);
    const int textHeight = site.height + title.height;
    const int height = std::max(hasPicture ? side : 0, textHeight + 16);
    const QRect box(m_left, m_y, m_width, height);
    if (hasPicture) {
        const QRect at(m_left + 1, m_y + 1, side, height - 2);
        PictureBox picture;
        picture.rect = at;
        picture.key = key(card.image, at.size(), ImageKey::Shape::Rounded, kRadius - 1);
        picture.blur
            = key(blurhashUrl(card.blurhash), at.size(), ImageKey::Shape::Rounded, kRadius - 1);
        fill(Fill::Kind::Well, at, kRadius - 1);
        m_out.pictures.push_back(std::move(picture));
    }
    fill(Fill::Kind::Border, box, kRadius);
    const int top = m_y + (height - textHeight) / 2;
    const int titleTop = top + site.height;
    add(std::move(site), QPoint(textLeft, top), Ink::Second);
    add(std::move(title), QPoint(textLeft, titleTop), Ink::Text);
    HitRegion& r = region(HitRegion::Kind::Card, box);
    r.url = card.url;
    r.tooltip = card.url.toDisplayString();
    m_y += height;
}

} // namespace staffroom
