#include "core/recap/recap_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QByteArray writeRecapCsv(const Recap& recap)
{
    QString out = u"question,asks,time,author,handle,host,starred,answers,text,content_warning,"
                  "pictures,link,source\r\n"_s;
    // Questions in their order, each with what stands under it; then the rest.
    std::vector<size_t> order;
    for (const RecapQuestion& question : recap.questions) {
        order.insert(order.end(), question.asking.begin(), question.asking.end());
        order.insert(order.end(), question.answers.begin(), question.answers.end());
    }
    order.insert(order.end(), recap.others.begin(), recap.others.end());
    for (const size_t place : order) {
        const RecapPost& entry = recap.posts[place];
        const Post& post = *entry.post;
        QStringList pictures;
        for (const Media& media : post.media)
            pictures << (media.alt.isEmpty() ? u"-"_s : media.alt);
        const auto& number = entry.placement.question;
        const QString time = recap.isDated ? toDateTime(post.created)
                                                 .toTimeZone(recap.choice.zone)
                                                 .toString(u"yyyy-MM-dd hh:mm:ss"_s)
                                           : recapClock(recap, post.created);
        // Of a bare post the author and who is answered are empty, and its text is its address.
        out += csvLine({number ? QString::number(*number) : QString(),
            entry.placement.isQuestion ? u"1"_s : u"0"_s, time, post.author.name.text,
            post.author.handle.isEmpty() ? QString() : u'@' + post.author.handle,
            entry.isHost ? u"1"_s : u"0"_s, entry.isStarred ? u"1"_s : u"0"_s, entry.answers,
            post.text.text, post.contentWarning, pictures.join(u" | "_s), post.url.toString(),
            recap.choice.withoutNames ? QString() : entry.place});
    }
    return out.toUtf8();
}

} // namespace staffroom
