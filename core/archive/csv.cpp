#include "core/archive/archive_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString withAt(const QString& handle)
{
    return handle.isEmpty() ? QString() : u'@' + handle;
}

} // namespace

QByteArray writeCsv(const Archive& archive)
{
    QString out
        = u"time_utc,author,handle,text,content_warning,tags,link,boosted_by,replies,boosts,"
          "favourites\r\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        const auto number = [&](int count) { // not told is not none
            return post.terms ? QString() : QString::number(count);
        };
        out += csvLine({archiveTime(item.time()), post.author.name.text, withAt(post.author.handle),
            post.text.text, post.contentWarning, post.tags.join(u' '), post.url.toString(),
            item.reason ? withAt(item.reason->by.handle) : QString(), number(post.counts.replies),
            number(post.counts.boosts), number(post.counts.favourites)});
    }
    return out.toUtf8();
}

} // namespace staffroom
