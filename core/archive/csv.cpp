#include "core/archive/archive_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QByteArray writeCsv(const Archive& archive)
{
    QString out
        = u"time_utc,author,handle,text,content_warning,tags,link,boosted_by,replies,boosts,"
          "favourites\r\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        out += csvLine({archiveTime(item.time()), post.author.name.text, u'@' + post.author.handle,
            post.text.text, post.contentWarning, post.tags.join(u' '), post.url.toString(),
            item.reason ? u'@' + item.reason->by.handle : QString(),
            QString::number(post.counts.replies), QString::number(post.counts.boosts),
            QString::number(post.counts.favourites)});
    }
    return out.toUtf8();
}

} // namespace staffroom
