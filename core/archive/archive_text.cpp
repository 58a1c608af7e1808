#include "core/archive/archive_writers.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString archiveTime(Timestamp time)
{
    return toDateTime(time).toString(u"yyyy-MM-dd hh:mm"_s) + u" UTC"_s;
}

QString archiveTitle(const FeedSpec& feed)
{
    QString what;
    switch (feed.kind) {
    case FeedSpec::Kind::Hashtag:
        what = u'#' + feed.tags.join(u" #"_s);
        break;
    case FeedSpec::Kind::List:
        what = u"List "_s + feed.target;
        break;
    case FeedSpec::Kind::Home:
        what = u"Home"_s;
        break;
    case FeedSpec::Kind::Public:
        what = u"Public"_s;
        break;
    case FeedSpec::Kind::User:
        what = u'@' + feed.target;
        break;
    case FeedSpec::Kind::Notifications:
        what = u"Notifications"_s;
        break;
    case FeedSpec::Kind::Mentions:
        what = u"Mentions"_s;
        break;
    case FeedSpec::Kind::Bookmarks:
        what = u"Bookmarks"_s;
        break;
    case FeedSpec::Kind::Favourites:
        what = u"Favourites"_s;
        break;
    case FeedSpec::Kind::Scheduled:
        what = u"Scheduled"_s;
        break;
    case FeedSpec::Kind::Search:
        what = u"Search for "_s + feed.target;
        break;
    case FeedSpec::Kind::Received:
        what = u"Replies to me, #"_s + feed.tags.join(u" #"_s);
        break;
    }
    return what + u", "_s + feed.source.label();
}

} // namespace staffroom
