#include "core/text/html_to_text.h"

#include "core/text/clean_text.h"
#include "core/text/custom_emoji.h"
#include "core/text/entities.h"
#include "core/text/html_tokens.h"

#include <algorithm>
#include <optional>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasClass(const QString& classes, QLatin1StringView name)
{
    return classes.split(u' ', Qt::SkipEmptyParts).contains(name);
}

bool isOpenable(const QUrl& url)
{
    return url.isValid() && !url.host().isEmpty()
        && (url.scheme() == "http"_L1 || url.scheme() == "https"_L1);
}

bool sameAddress(const QUrl& a, const QUrl& b)
{
    return a.host() == b.host() && a.path().compare(b.path(), Qt::CaseInsensitive) == 0;
}

bool isRawText(const QString& name)
{
    static const QStringList names{u"script"_s, u"style"_s, u"iframe"_s, u"noscript"_s,
        u"noembed"_s, u"noframes"_s, u"xmp"_s, u"textarea"_s, u"title"_s, u"template"_s,
        u"object"_s, u"svg"_s, u"math"_s, u"select"_s, u"audio"_s, u"video"_s};
    return names.contains(name);
}

bool isBlock(const QString& name)
{
    static const QStringList names{u"p"_s, u"div"_s, u"h1"_s, u"h2"_s, u"h3"_s, u"h4"_s, u"h5"_s,
        u"h6"_s, u"ul"_s, u"ol"_s, u"blockquote"_s, u"pre"_s, u"table"_s, u"section"_s,
        u"article"_s, u"figure"_s, u"dl"_s};
    return names.contains(name);
}

std::optional<TextSpan::Kind> styleOf(const QString& name)
{
    if (name == "b"_L1 || name == "strong"_L1
        || (name.size() == 2 && name.at(0) == u'h' && name.at(1).isDigit()))
        return TextSpan::Kind::Bold;
    if (name == "i"_L1 || name == "em"_L1)
        return TextSpan::Kind::Italic;
    if (name == "del"_L1 || name == "s"_L1)
        return TextSpan::Kind::Strike;
    if (name == "code"_L1)
        return TextSpan::Kind::Code;
    if (name == "pre"_L1)
        return TextSpan::Kind::CodeBlock;
    if (name == "blockquote"_L1)
        return TextSpan::Kind::Quote;
    return std::nullopt;
}

/// No half of a tag is left at the end.
QStringView cutAtCap(QStringView html)
{
    if (html.size() <= kMaxHtmlLength)
        return html;
    const QStringView kept = html.left(kMaxHtmlLength);
    const auto open = kept.lastIndexOf(u'<');
    return open > kept.lastIndexOf(u'>') ? kept.left(open) : kept;
}

/// The pass itself. Keeps a stack of open elements of at most kMaxHtmlDepth; deeper tags are
/// dropped, their text stays.
class HtmlReader {
public:
    HtmlReader(QStringView html, const HtmlContext& context)
        : m_html(cutAtCap(html))
        , m_context(context)
        , m_out(kMaxTextLength, CleanText::Bidi::KeepIsolates)
    {
    }

    RichText read()
    {
        qsizetype i = 0;
        while (i < m_html.size() && !m_out.isFull()) {
            const QChar c = m_html.at(i);
            if (c == u'<') {
                const qsizetype before = i;
                HtmlTag tag;
                if (readTag(m_html, i, tag))
                    takeTag(tag, i);
                else if (i == before)
                    takeCharacter(nextCodePoint(m_html, i));
            } else if (c == u'&') {
                takeCharacter(readEntity(m_html, i));
            } else {
                takeCharacter(nextCodePoint(m_html, i));
            }
        }
        while (!m_open.empty())
            closeTop();
        return finish();
    }

private:
    struct Open {
        QString name;
        qsizetype start = 0; ///< in the output
        std::optional<TextSpan::Kind> style;
        QUrl href;
        QString classes;
        bool isHidden = false;
        bool hasEllipsis = false;
        int item = 0; ///< number of the next <li> of an <ol>; 0 in <ul>
    };

    void takeCharacter(char32_t c)
    {
        if (m_hidden > 0)
            return;
        if (m_preformatted == 0) {
            if (c == U'\n' || c == U'\t' || c == U'\r' || c == U'\f')
                c = U' ';
            if (c == U' ') {
                m_spaceWaits = !m_out.isEmpty() && m_breaks == 0;
                return;
            }
        }
        flushBreaks();
        m_out.append(c);
    }

    void flushBreaks()
    {
        if (m_breaks > 0 && !m_out.isEmpty()) {
            for (int n = 0; n < m_breaks; ++n)
                m_out.append(U'\n');
        } else if (m_spaceWaits && m_out.last() != u'\n') {
            m_out.append(U' ');
        }
        m_breaks = 0;
        m_spaceWaits = false;
        // What opened before its first character begins at that character.
        for (auto& open : m_open)
            open.start = open.start < 0 ? m_out.length() : open.start;
    }

    void breakLine(int atLeast)
    {
        m_breaks = std::max(m_breaks, atLeast);
        m_spaceWaits = false;
    }

    void takeTag(const HtmlTag& tag, qsizetype& i)
    {
        if (isRawText(tag.name)) {
            if (!tag.isEnd)
                skipRawText(m_html, i, tag.name);
            return;
        }
        if (tag.name == "br"_L1) {
            if (m_hidden == 0)
                m_breaks = std::min(m_breaks + 1, 2);
            m_spaceWaits = false;
            return;
        }
        if (tag.isEnd) {
            closeNamed(tag.name);
            return;
        }
        if (tag.name == "li"_L1) {
            closeNamed(u"li"_s);
            breakLine(1);
        } else if (isBlock(tag.name)) {
            if (tag.name == "p"_L1)
                closeNamed(u"p"_s); // a paragraph cannot hold another
            breakLine(2);
        } else if (tag.name == "tr"_L1) {
            breakLine(1);
        } else if (tag.name == "td"_L1 || tag.name == "th"_L1) {
            m_spaceWaits = !m_out.isEmpty() && m_breaks == 0;
        }
        if (tag.name == "a"_L1)
            closeNamed(u"a"_s); // links do not nest
        static const QStringList kept{u"a"_s, u"span"_s, u"p"_s, u"ul"_s, u"ol"_s, u"li"_s};
        const auto style = styleOf(tag.name);
        if (m_open.size() >= kMaxHtmlDepth || (!style && !kept.contains(tag.name)))
            return;
        open(tag, style);
    }

    void open(const HtmlTag& tag, std::optional<TextSpan::Kind> style)
    {
        Open entry;
        entry.name = tag.name;
        entry.start = -1;
        entry.style = style;
        entry.classes = tag.classes;
        if (tag.name == "a"_L1) {
            const QUrl url(tag.href.trimmed(), QUrl::StrictMode);
            if (isOpenable(url))
                entry.href = url;
            m_linkDepth = static_cast<int>(m_open.size()) + 1;
        }
        const bool isInLink = m_linkDepth > 0 && tag.name == "span"_L1;
        entry.isHidden = (isInLink && hasClass(tag.classes, "invisible"_L1))
            || (m_context.hideQuoteInline && hasClass(tag.classes, "quote-inline"_L1));
        entry.hasEllipsis = isInLink && hasClass(tag.classes, "ellipsis"_L1);
        if (entry.isHidden)
            ++m_hidden;
        if (style == TextSpan::Kind::CodeBlock)
            ++m_preformatted;
        if (tag.name == "ol"_L1)
            entry.item = std::clamp(tag.start.isEmpty() ? 1 : tag.start.toInt(), 1, 99'999);
        if (tag.name == "li"_L1 && m_hidden == 0) {
            flushBreaks();
            const auto list = std::find_if(m_open.rbegin(), m_open.rend(),
                [](const Open& o) { return o.name == "ol"_L1 || o.name == "ul"_L1; });
            const bool isNumbered = list != m_open.rend() && list->item > 0;
            const QString mark = isNumbered ? QString::number(list->item++) + u". "_s : u"• "_s;
            for (const QChar c : mark)
                m_out.append(c.unicode());
        }
        m_open.push_back(std::move(entry));
    }

    void closeNamed(const QString& name)
    {
        const auto it = std::find_if(
            m_open.rbegin(), m_open.rend(), [&name](const Open& o) { return o.name == name; });
        if (isBlock(name) || name == "li"_L1)
            breakLine(name == "li"_L1 ? 1 : 2);
        if (it == m_open.rend())
            return;
        const auto depth = static_cast<size_t>(std::distance(it, m_open.rend()));
        while (m_open.size() >= depth)
            closeTop();
    }

    void closeTop()
    {
        Open top = std::move(m_open.back());
        m_open.pop_back();
        if (top.isHidden)
            --m_hidden;
        if (top.style == TextSpan::Kind::CodeBlock)
            --m_preformatted;
        if (top.hasEllipsis && m_hidden == 0)
            m_out.append(U'…');
        if (top.name == "a"_L1)
            m_linkDepth = 0;
        if (top.start < 0 || top.start >= m_out.length())
            return;
        const int start = static_cast<int>(top.start);
        const int length = static_cast<int>(m_out.length() - top.start);
        if (top.style)
            m_spans.push_back({*top.style, start, length, {}, {}});
        else if (top.name == "a"_L1 && !top.href.isEmpty())
            addLink(top, start, length);
    }

    void addLink(const Open& link, int start, int length)
    {
        const QString shown = m_out.text().mid(start, length);
        const auto mention = std::find_if(m_context.mentions.begin(), m_context.mentions.end(),
            [&](const MentionRef& m) { return m.url == link.href; });
        const bool saysTag = shown.startsWith(u'#');
        if (saysTag) {
            const QString name = shown.mid(1);
            const bool isKnown = hasClass(link.classes, "hashtag"_L1)
                || std::any_of(m_context.tags.begin(), m_context.tags.end(), [&](const TagRef& t) {
                       return t.name.compare(name, Qt::CaseInsensitive) == 0
                           || sameAddress(t.url, link.href);
                   });
            if (isKnown && !name.isEmpty() && !name.contains(u' ')) {
                m_spans.push_back({TextSpan::Kind::Tag, start, length, link.href, name});
                return;
            }
        }
        if (mention != m_context.mentions.end()) {
            m_spans.push_back({TextSpan::Kind::Mention, start, length, link.href, mention->handle});
            return;
        }
        m_spans.push_back({TextSpan::Kind::Link, start, length, link.href, {}});
        warnOfForeignHost(shown, link.href);
    }

    /// A link whose words are an address of another place says where it really leads.
    void warnOfForeignHost(const QString& shown, const QUrl& target)
    {
        if (shown.contains(u' ') || !shown.contains(u'.') || shown.startsWith(u'@'))
            return;
        const QUrl said = QUrl::fromUserInput(shown.endsWith(u'…') ? shown.chopped(1) : shown);
        if (said.host().isEmpty())
            return;
        const auto bare
            = [](QString host) { return host.startsWith("www."_L1) ? host.mid(4) : host; };
        if (bare(said.host()) == bare(target.host()))
            return;
        const QString note = u" ["_s + target.host() + u']';
        for (const QChar c : note)
            m_out.append(c.unicode());
    }

    RichText finish()
    {
        m_out.chopSpaces(0);
        RichText out;
        out.text = m_out.take();
        const int size = static_cast<int>(out.text.size());
        for (auto& span : m_spans) {
            span.length = std::min(span.end(), size) - span.start;
            while (span.length > 0 && out.text.at(span.end() - 1).isSpace())
                --span.length;
            if (span.length > 0)
                out.spans.push_back(std::move(span));
        }
        markCustomEmoji(out, m_context.emojis);
        std::stable_sort(out.spans.begin(), out.spans.end(),
            [](const TextSpan& a, const TextSpan& b) { return a.start < b.start; });
        return out;
    }

    QStringView m_html;
    const HtmlContext& m_context;
    CleanText m_out;
    std::vector<TextSpan> m_spans;
    std::vector<Open> m_open;
    int m_hidden = 0;
    int m_preformatted = 0;
    int m_linkDepth = 0;
    int m_breaks = 0; ///< line breaks that wait for the next character
    bool m_spaceWaits = false;
};

} // namespace

RichText htmlToRichText(const QString& html, const HtmlContext& context)
{
    return HtmlReader(html, context).read();
}

RichText plainToRichText(const QString& plain, const std::vector<EmojiRef>& emojis, int maxLength)
{
    RichText out;
    out.text = cleanLine(plain, maxLength);
    markCustomEmoji(out, emojis);
    return out;
}

} // namespace staffroom
