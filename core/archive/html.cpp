#include "core/archive/archive_writers.h"
#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto kStyle
    = u"body{font:16px/1.45 sans-serif;max-width:42em;margin:2em auto;padding:0 1em;"
      "background:#f3f1ec;color:#1e2326}article{background:#fff;border-bottom:1px solid"
      " #e2ded4;padding:.8em 1em}header{color:#59616a;font-size:.9em}header b{color:"
      "#1e2326;font-size:1.1em}p{white-space:pre-wrap;overflow-wrap:anywhere;margin:.4em 0}"
      "a{color:#0b6b4f}.note{color:#59616a;font-size:.9em}"_s;

} // namespace

QByteArray writeHtml(const Archive& archive)
{
    const QString title = archiveTitle(archive.feed).toHtmlEscaped();
    QString out = u"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                  "style-src 'unsafe-inline'\">"
                  "<meta name=\"viewport\" content=\"width=device-width\"><title>"_s
        + title + u"</title><style>"_s + kStyle + u"</style></head>\n<body><h1>"_s + title
        + u"</h1>\n"_s;
    for (const auto& item : archive.items) {
        const Post& post = *item.post;
        if (post.terms) {
            out += u"<article><p>"_s + htmlText(post.text) + u" <span class=\"note\">"_s
                + archiveTime(post.created).toHtmlEscaped() + u"</span></p></article>\n"_s;
            continue;
        }
        const QString language = post.language.isEmpty()
            ? QString()
            : u" lang=\""_s + post.language.toHtmlEscaped() + u'"';
        out += u"<article"_s + language + u"><header><b><bdi>"_s
            + post.author.name.text.toHtmlEscaped() + u"</bdi></b> @"_s
            + post.author.handle.toHtmlEscaped() + u" · "_s
            + htmlLink(post.url, archiveTime(post.created).toHtmlEscaped());
        if (item.reason)
            out += u" · boosted by @"_s + item.reason->by.handle.toHtmlEscaped();
        out += u"</header>"_s;
        if (!post.contentWarning.isEmpty())
            out += u"<p class=\"note\">Content warning: "_s + post.contentWarning.toHtmlEscaped()
                + u"</p>"_s;
        out += u"<p dir=\"auto\">"_s + htmlText(post.text) + u"</p>"_s;
        for (const auto& media : post.media) {
            const QString words
                = media.alt.isEmpty() ? u"no alt text"_s : media.alt.toHtmlEscaped();
            out += u"<p class=\"note\">"_s + htmlLink(media.url, u"Picture"_s) + u": "_s + words
                + u"</p>"_s;
        }
        if (post.poll) {
            out += u"<ul>"_s;
            for (const auto& option : post.poll->options) {
                out += u"<li>"_s + option.title.toHtmlEscaped()
                    + (option.votes ? u": "_s + QString::number(*option.votes) : QString())
                    + u"</li>"_s;
            }
            out += u"</ul>"_s;
        }
        out += u"</article>\n"_s;
    }
    return (out + u"</body></html>\n"_s).toUtf8();
}

} // namespace staffroom
