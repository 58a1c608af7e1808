#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/post_text.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestAbout = 5'000;

Reason::Kind noticeKind(const QString& reason)
{
    using Kind = Reason::Kind;
    static const QHash<QString, Kind> known{
        {u"reply"_s, Kind::Mention},
        {u"mention"_s, Kind::Mention},
        {u"quote"_s, Kind::Quote},
        {u"like"_s, Kind::Favourite},
        {u"like-via-repost"_s, Kind::Favourite},
        {u"repost"_s, Kind::Boost},
        {u"repost-via-repost"_s, Kind::Boost},
        {u"follow"_s, Kind::Follow},
        {u"subscribed-post"_s, Kind::Post},
    };
    return known.value(reason, Kind::Other);
}

/// What somebody liked or passed on; with "-via-repost" the subject of the notification is the
/// repost, so the record is asked first.
QString likedPost(const QJsonObject& object)
{
    const QJsonObject record = object.value("record"_L1).toObject();
    QString subject = textOf(record.value("subject"_L1).toObject(), "uri"_L1);
    if (!isPostUri(subject))
        subject = textOf(object, "reasonSubject"_L1);
    return isPostUri(subject) ? subject : QString();
}

std::optional<RawNotification> noticeOf(const QJsonObject& object, const DecodeContext& context)
{
    const QString uri = textOf(object, "uri"_L1);
    const QString reason = textOf(object, "reason"_L1, 100);
    const auto at = timeOf(object.value("indexedAt"_L1));
    const QJsonObject profile = object.value("author"_L1).toObject();
    auto by = authorOf(profile, context);
    if (!parseAtUri(uri) || reason.isEmpty() || !at || !by)
        return std::nullopt;
    RawNotification notice;
    notice.reason.kind = noticeKind(reason);
    notice.reason.by = std::move(*by);
    notice.reason.at = *at;
    notice.isRead = object.value("isRead"_L1).toBool();
    notice.about = textOf(profile, "description"_L1, kLongestAbout);
    if (notice.reason.kind == Reason::Kind::Favourite
        || notice.reason.kind == Reason::Kind::Boost) {
        notice.post = likedPost(object);
        // A custom feed or a labeller can be liked as well; that is nothing to show as a post.
        if (notice.post.isEmpty())
            notice.reason.kind = Reason::Kind::Other;
    } else if (isPostUri(uri)) {
        notice.post = uri;
    }
    // One post may answer, name and quote the reader: three notifications of one record.
    notice.reason.wrapper = postIdOf(notice.post == uri ? uri + u'#' + reason : uri);
    return notice;
}

/// Stands where a notification has no post of its own.
PostPtr introductionOf(const RawNotification& notice)
{
    Post post;
    post.id = postIdOf("notification-"_L1 + notice.reason.wrapper.remote);
    post.uri = notice.reason.wrapper.remote;
    post.url = notice.reason.by.url;
    post.author = notice.reason.by;
    post.created = notice.reason.at;
    post.text = plainRichText(notice.about, kLongestAbout);
    return std::make_shared<const Post>(std::move(post));
}

} // namespace

Result<RawNotifications> decodeNotifications(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value("notifications"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a list of notifications"_s, path);
    RawNotifications raw;
    raw.cursor = textOf(*object, "cursor"_L1);
    const QJsonArray entries = object->value("notifications"_L1).toArray();
    for (qsizetype i = 0; i < std::min(entries.size(), kMostEntries); ++i) {
        auto notice = noticeOf(entries.at(i).toObject(), context);
        if (!notice) {
            ++raw.skipped;
            continue;
        }
        if (!notice->post.isEmpty() && !raw.wanted.contains(notice->post))
            raw.wanted << notice->post;
        raw.entries.push_back(std::move(*notice));
    }
    std::stable_sort(raw.entries.begin(), raw.entries.end(),
        [](const RawNotification& a, const RawNotification& b) {
            return a.reason.at > b.reason.at;
        });
    return raw;
}

RawPage joinNotifications(const RawNotifications& raw, const std::vector<PostPtr>& posts)
{
    QHash<QString, PostPtr> byUri;
    for (const auto& post : posts)
        byUri.insert(post->uri, post);
    RawPage page;
    page.cursor = raw.cursor;
    page.skipped = raw.skipped;
    page.entries = static_cast<int>(raw.entries.size()) + raw.skipped;
    for (const auto& notice : raw.entries) {
        if (!page.oldest || notice.reason.at < *page.oldest)
            page.oldest = notice.reason.at;
        const PostPtr post
            = notice.post.isEmpty() ? introductionOf(notice) : byUri.value(notice.post);
        if (post)
            page.items.push_back(FeedItem{post, notice.reason});
    }
    return page;
}

} // namespace staffroom::bluesky
