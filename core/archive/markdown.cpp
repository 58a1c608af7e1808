#include "core/archive/archive_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QByteArray writeMarkdown(const Archive& archive)
{
    QString out = u"# "_s + markdownLine(archiveTitle(archive.feed)) + u"\n\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        if (post.terms) {
            out += markdownLink(post.url, markdownLine(post.text.text)) + u", "_s
                + archiveTime(post.created) + u"\n\n"_s;
            continue;
        }
        out += u"**"_s + markdownLine(post.author.name.text) + u"** @"_s
            + markdownLine(post.author.handle) + u", "_s;
        const QString time = archiveTime(post.created);
        out += markdownLink(post.url, time);
        if (item.reason)
            out += u", boosted by @"_s + markdownLine(item.reason->by.handle);
        out += u"  \n\n"_s;
        if (!post.contentWarning.isEmpty())
            out += u"> *Content warning: "_s + markdownLine(post.contentWarning) + u"*\n>\n"_s;
        out += u"> "_s + markdownQuoted(post.text.text) + u"\n"_s;
        for (const auto& media : post.media) {
            out += u">\n> *Picture: "_s
                + (media.alt.isEmpty() ? u"no alt text"_s : markdownQuoted(media.alt)) + u"*\n"_s;
        }
        if (post.poll) {
            for (const auto& option : post.poll->options) {
                out += u">\n> ○ "_s + markdownLine(option.title)
                    + (option.votes ? u": "_s + QString::number(*option.votes) : QString())
                    + u"\n"_s;
            }
        }
        out += u'\n';
    }
    return out.toUtf8();
}

} // namespace staffroom
