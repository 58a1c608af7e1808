#include "core/archive/archive_writers.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString escaped(const QString& text)
{
    QString out;
    out.reserve(text.size() + 16);
    bool atLineStart = true;
    bool afterNumber = false; // "1." at the start of a line would open a list
    for (const QChar c : text) {
        const bool isMarkup = u"\\`*_[]<>&|~"_s.contains(c);
        const bool opensBlock = atLineStart && u"#+-="_s.contains(c);
        const bool endsNumber = afterNumber && (c == u'.' || c == u')');
        if (isMarkup || opensBlock || endsNumber)
            out += u'\\';
        out += c;
        if (c == u'\n')
            out += u"> "_s;
        afterNumber = (atLineStart || afterNumber) && c.isDigit();
        atLineStart = c == u'\n';
    }
    return out;
}

} // namespace

QByteArray writeMarkdown(const Archive& archive)
{
    QString out = u"# "_s + escaped(archiveTitle(archive.feed)) + u"\n\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        out += u"**"_s + escaped(post.author.name.text) + u"** @"_s + escaped(post.author.handle)
            + u", "_s;
        const QString time = archiveTime(post.created);
        out += post.url.isEmpty() ? time
                                  : u'[' + time + u"]("_s
                + QString::fromLatin1(post.url.toEncoded()).replace(u')', u"%29"_s) + u')';
        if (item.reason)
            out += u", boosted by @"_s + escaped(item.reason->by.handle);
        out += u"  \n\n"_s;
        if (!post.contentWarning.isEmpty())
            out += u"> *Content warning: "_s + escaped(post.contentWarning) + u"*\n>\n"_s;
        out += u"> "_s + escaped(post.text.text) + u"\n"_s;
        for (const auto& media : post.media) {
            out += u">\n> *Picture: "_s
                + (media.alt.isEmpty() ? u"no alt text"_s : escaped(media.alt)) + u"*\n"_s;
        }
        if (post.poll) {
            for (const auto& option : post.poll->options) {
                out += u">\n> ○ "_s + escaped(option.title)
                    + (option.votes ? u": "_s + QString::number(*option.votes) : QString())
                    + u"\n"_s;
            }
        }
        out += u'\n';
    }
    return out.toUtf8();
}

} // namespace staffroom
