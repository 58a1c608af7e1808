#include "core/room/same_post.h"

#include <cstdlib>
#include <iterator>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kApart{10 * 60 * 1000};
constexpr qsizetype kTelling = 20; ///< letters from which on a text is somebody's own

struct Handle {
    QString core; ///< lower case, '@' as '.', without what a bridge appends
    QString first; ///< before the first '@' or '.'
    bool isBridged = false;
};

Handle handleOf(const Post& post)
{
    Handle out;
    out.core = post.author.handle.toLower();
    out.core.replace(u'@', u'.');
    static const QString suffixes[]
        = {u".bsky.brid.gy"_s, u".ap.brid.gy"_s, u".web.brid.gy"_s, u".brid.gy"_s, u".bridge"_s};
    for (const auto& suffix : suffixes) {
        if (out.core.endsWith(suffix)) {
            out.core.chop(suffix.size());
            out.isBridged = true;
            break;
        }
    }
    out.first = out.core.section(u'.', 0, 0);
    return out;
}

QString letters(const QString& text)
{
    QString out;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC).toCaseFolded()) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            out += c;
    }
    return out;
}

} // namespace

QString crossText(const Post& post)
{
    QString kept;
    qsizetype from = 0;
    for (const auto& span : post.text.spans) {
        const bool isCut = span.kind == TextSpan::Kind::Link || span.kind == TextSpan::Kind::Mention
            || span.kind == TextSpan::Kind::Tag;
        if (!isCut || span.start < from)
            continue;
        kept += QStringView(post.text.text).mid(from, span.start - from);
        from = span.end();
    }
    kept += QStringView(post.text.text).mid(from);
    // Some services give no span for a tag that stands in the words, or cut long addresses.
    QString out;
    for (const auto& word : kept.split(u' ', Qt::SkipEmptyParts)) {
        for (const auto& part : word.split(u'\n', Qt::SkipEmptyParts)) {
            if (!part.startsWith(u'#') && !part.startsWith(u'@') && !part.startsWith("http"_L1))
                out += part;
        }
    }
    return out.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

QString networkOf(const Post& post)
{
    const auto handle = handleOf(post);
    QString out = post.id.service.value;
    if (handle.isBridged)
        out += " bridged"_L1;
    // A practice chat and transcripts hold several networks in one service.
    if (!post.author.handle.contains(u'@'))
        out += " dotted"_L1;
    return out;
}

bool isSamePost(const Post& a, const Post& b, const QString& text)
{
    if (text.isEmpty() || networkOf(a) == networkOf(b))
        return false;
    if (std::chrono::abs(a.created - b.created) > kApart)
        return false;
    const auto one = handleOf(a);
    const auto two = handleOf(b);
    const bool isBridge = one.core == two.core && (one.isBridged || two.isBridged);
    if (isBridge)
        return true;
    const QString nameA = letters(a.author.name.text);
    const bool isSameName = !nameA.isEmpty() && nameA == letters(b.author.name.text);
    const bool isSameHandle = one.first == two.first && !one.first.isEmpty();
    return text.size() >= kTelling ? isSameName || isSameHandle || one.core == two.core
                                   : isSameName && isSameHandle;
}

} // namespace staffroom
