#include "core/archive/archive_writers.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Spreadsheets run cells that begin so; an apostrophe makes them text.
bool isFormula(const QString& cell)
{
    return !cell.isEmpty() && u"=+-@\t\r"_s.contains(cell.at(0));
}

QString cell(QString text)
{
    if (isFormula(text))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

} // namespace

QByteArray writeCsv(const Archive& archive)
{
    QString out
        = u"time_utc,author,handle,text,content_warning,tags,link,boosted_by,replies,boosts,"
          "favourites\r\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        const QStringList cells{archiveTime(item.time()), post.author.name.text,
            u'@' + post.author.handle, post.text.text, post.contentWarning, post.tags.join(u' '),
            post.url.toString(), item.reason ? u'@' + item.reason->by.handle : QString(),
            QString::number(post.counts.replies), QString::number(post.counts.boosts),
            QString::number(post.counts.favourites)};
        QStringList guarded;
        for (const auto& text : cells)
            guarded << cell(text);
        out += guarded.join(u',') + u"\r\n"_s;
    }
    return out.toUtf8();
}

} // namespace staffroom
