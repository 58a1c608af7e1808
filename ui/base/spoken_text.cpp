#include "ui/base/spoken_text.h"

#include "ui/base/delivery_text.h"
#include "ui/base/mark_text.h"
#include "ui/base/reason_text.h"

#include "ui/base/time_text.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SpokenText {
    Q_DECLARE_TR_FUNCTIONS(SpokenText)
};

QString nameOf(const Author& author)
{
    return author.name.isEmpty() ? author.handle : author.name.text;
}

QString sentence(QString text)
{
    text = text.simplified();
    if (text.isEmpty())
        return text;
    const QChar last = text.back();
    if (!last.isPunct())
        text += u'.';
    return text;
}

void add(QString& out, const QString& text)
{
    if (text.isEmpty())
        return;
    if (!out.isEmpty())
        out += u' ';
    out += text;
}

QString mediaText(const std::vector<Media>& media)
{
    QString out;
    for (const Media& m : media) {
        QString kind;
        switch (m.kind) {
        case Media::Kind::Image:
            kind = SpokenText::tr("Picture");
            break;
        case Media::Kind::Animation:
            kind = SpokenText::tr("Animation");
            break;
        case Media::Kind::Video:
            kind = SpokenText::tr("Video");
            break;
        case Media::Kind::Audio:
            kind = SpokenText::tr("Sound");
            break;
        case Media::Kind::Unknown:
            kind = SpokenText::tr("Attachment");
            break;
        }
        add(out,
            sentence(m.alt.isEmpty() ? SpokenText::tr("%1 without description").arg(kind)
                                     : SpokenText::tr("%1: %2").arg(kind, m.alt)));
    }
    return out;
}

QString postText(const FeedEntry& entry, const RowMarks* marks, Timestamp now)
{
    const Post& post = *entry.post;
    QString out;
    if (!entry.reasons.empty()) {
        const Reason& newest = entry.reasons.front();
        QString why = reasonText(newest.kind, 0).arg(nameOf(newest.by));
        why[0] = why[0].toUpper();
        add(out, sentence(why));
    }
    if (marks)
        add(out, spokenMarks(*marks));
    QString head = SpokenText::tr("%1, %2", "name, time of the post")
                       .arg(nameOf(post.author), spokenTime(post.created, now));
    if (!post.inReplyToHandle.isEmpty())
        head = SpokenText::tr("%1, replying to %2").arg(head, post.inReplyToHandle);
    add(out, head + u':');
    if (!post.contentWarning.isEmpty()) {
        add(out, sentence(SpokenText::tr("Content warning: %1").arg(post.contentWarning)));
    } else {
        add(out, sentence(post.text.text));
        add(out, mediaText(post.media));
        if (post.poll)
            add(out,
                sentence(SpokenText::tr(
                    "Poll with %n answers", nullptr, int(post.poll->options.size()))));
        if (post.quote && post.quote->post)
            add(out,
                sentence(SpokenText::tr("Quotes %1: %2")
                             .arg(nameOf(post.quote->post->author), post.quote->post->text.text)));
        if (post.card && !post.card->title.isEmpty())
            add(out, sentence(SpokenText::tr("Link: %1").arg(post.card->title)));
    }
    QStringList counts;
    if (post.counts.replies > 0)
        counts << (post.counts.replies == 1
                ? SpokenText::tr("1 reply")
                : SpokenText::tr("%n replies", nullptr, post.counts.replies));
    if (post.counts.boosts > 0)
        counts << (post.counts.boosts == 1
                ? SpokenText::tr("1 boost")
                : SpokenText::tr("%n boosts", nullptr, post.counts.boosts));
    if (post.counts.favourites > 0)
        counts << (post.counts.favourites == 1
                ? SpokenText::tr("1 favourite")
                : SpokenText::tr("%n favourites", nullptr, post.counts.favourites));
    add(out, sentence(counts.join(u", "_s)));
    if (post.viewer) {
        QStringList mine;
        if (post.viewer->isBoosted)
            mine << SpokenText::tr("boosted by you");
        if (post.viewer->isFavourited)
            mine << SpokenText::tr("a favourite of yours");
        if (post.viewer->isBookmarked)
            mine << SpokenText::tr("bookmarked");
        add(out, sentence(mine.join(u", "_s)));
    }
    if (post.delivery)
        add(out, sentence(deliveryText(*post.delivery, now)));
    return out;
}

QString endText(FeedEnd end)
{
    switch (end) {
    case FeedEnd::MayHaveMore:
        return SpokenText::tr("Load older posts.");
    case FeedEnd::Loading:
        return SpokenText::tr("Older posts are being loaded.");
    case FeedEnd::Reached:
        return SpokenText::tr("That is everything.");
    case FeedEnd::Failed:
        return SpokenText::tr("Older posts could not be loaded. Press Enter to try again.");
    }
    return {};
}

} // namespace

QString spokenText(const FeedRow& row, Timestamp now)
{
    switch (row.kind) {
    case FeedRow::Kind::Post:
        return row.entry && row.entry->post ? postText(*row.entry, row.marks, now) : QString();
    case FeedRow::Kind::Gap:
        if (!row.gap)
            return {};
        if (row.gap->isLoading)
            return SpokenText::tr("Missing posts are being loaded.");
        return SpokenText::tr("Gap: %1 not loaded. Press Enter to load.")
            .arg(durationText(row.gap->newer - row.gap->older));
    case FeedRow::Kind::End:
        return endText(row.end);
    case FeedRow::Kind::Heading:
        return row.heading ? spokenHeading(*row.heading) : QString();
    }
    return {};
}

FeedModel::Spoken spokenText(const Clock& clock)
{
    return [&clock](const FeedRow& row) { return spokenText(row, clock.now()); };
}

} // namespace staffroom
