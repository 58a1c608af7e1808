#include "core/services/x/web_pages.h"

#include "core/services/x/vocabulary.h"

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

QUrl pageOf(QLatin1StringView intent, const std::vector<std::pair<QString, QString>>& fields)
{
    QByteArray query;
    for (const auto& [name, value] : fields) {
        query += query.isEmpty() ? '?' : '&';
        query += name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
    }
    return QUrl::fromEncoded(
        webAddress().toLatin1() + "/intent/" + QByteArray(intent.data(), intent.size()) + query,
        QUrl::StrictMode);
}

} // namespace

QUrl intentOf(Act::Kind kind, const Post& post)
{
    const auto onPost = [&](QLatin1StringView intent) {
        return post.id.remote.isEmpty() ? QUrl()
                                        : pageOf(intent, {{u"tweet_id"_s, post.id.remote}});
    };
    switch (kind) {
    case Act::Kind::Favourite:
        return onPost("like"_L1);
    case Act::Kind::Boost:
        return onPost("retweet"_L1);
    case Act::Kind::Follow:
        return post.author.handle.isEmpty()
            ? QUrl()
            : pageOf("follow"_L1, {{u"screen_name"_s, post.author.handle}});
    // What has no page of its own is done on the post's.
    case Act::Kind::Unfavourite:
    case Act::Kind::Unboost:
    case Act::Kind::Bookmark:
    case Act::Kind::Unbookmark:
    case Act::Kind::Report:
        return post.url;
    case Act::Kind::Unfollow:
    case Act::Kind::Mute:
    case Act::Kind::Unmute:
    case Act::Kind::Block:
    case Act::Kind::Unblock:
        return post.author.url;
    default:
        return {};
    }
}

QUrl intentOf(const Submission& submission)
{
    std::vector<std::pair<QString, QString>> fields{{u"text"_s, submission.text}};
    if (submission.inReplyTo)
        fields.emplace_back(u"in_reply_to"_s, submission.inReplyTo->remote);
    if (submission.quote) // a post's address at the end makes a quote of it
        fields.emplace_back(u"url"_s, webAddress() + u"/i/status/"_s + submission.quote->remote);
    return pageOf("post"_L1, fields);
}

} // namespace staffroom::x
