#include "core/text/html_tokens.h"

#include "core/text/entities.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxAttribute = 4096;

bool isAsciiLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isHtmlSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

void skipSpaces(QStringView html, qsizetype& i)
{
    while (i < html.size() && isHtmlSpace(html.at(i)))
        ++i;
}

QString decodeAttribute(QStringView raw)
{
    QString out;
    raw = raw.left(kMaxAttribute);
    for (qsizetype i = 0; i < raw.size();) {
        if (raw.at(i) == u'&') {
            const char32_t c = readEntity(raw, i);
            out += QStringView(QChar::fromUcs4(c));
        } else {
            out += raw.at(i++);
        }
    }
    return out;
}

/// One attribute; false at the end of the tag.
bool readAttribute(QStringView html, qsizetype& i, HtmlTag& tag)
{
    while (i < html.size() && (isHtmlSpace(html.at(i)) || html.at(i) == u'/'))
        ++i;
    if (i >= html.size() || html.at(i) == u'>')
        return false;
    const qsizetype nameStart = i;
    ++i; // a stray '=' may begin a name
    while (i < html.size() && !isHtmlSpace(html.at(i)) && html.at(i) != u'=' && html.at(i) != u'>'
        && html.at(i) != u'/')
        ++i;
    const QStringView name = html.mid(nameStart, i - nameStart);
    skipSpaces(html, i);
    QStringView value;
    if (i < html.size() && html.at(i) == u'=') {
        ++i;
        skipSpaces(html, i);
        if (i < html.size() && (html.at(i) == u'"' || html.at(i) == u'\'')) {
            const QChar quote = html.at(i++);
            const qsizetype start = i;
            while (i < html.size() && html.at(i) != quote)
                ++i;
            value = html.mid(start, i - start);
            if (i < html.size())
                ++i;
        } else {
            const qsizetype start = i;
            while (i < html.size() && !isHtmlSpace(html.at(i)) && html.at(i) != u'>')
                ++i;
            value = html.mid(start, i - start);
        }
    }
    QString* target = nullptr;
    if (name.compare("href"_L1, Qt::CaseInsensitive) == 0)
        target = &tag.href;
    else if (name.compare("class"_L1, Qt::CaseInsensitive) == 0)
        target = &tag.classes;
    else if (name.compare("start"_L1, Qt::CaseInsensitive) == 0)
        target = &tag.start;
    if (target && target->isEmpty()) // of two the first counts
        *target = decodeAttribute(value);
    return true;
}

} // namespace

bool readTag(QStringView html, qsizetype& i, HtmlTag& tag)
{
    const qsizetype next = i + 1;
    if (next >= html.size())
        return false;
    const QChar c = html.at(next);
    if (c == u'!' || c == u'?') {
        if (html.mid(next).startsWith("!--"_L1)) {
            const qsizetype end = html.indexOf("-->"_L1, next + 1);
            i = end < 0 ? html.size() : end + 3;
        } else {
            const qsizetype end = html.indexOf(u'>', next);
            i = end < 0 ? html.size() : end + 1;
        }
        return false;
    }
    const bool isEnd = c == u'/';
    qsizetype at = isEnd ? next + 1 : next;
    if (at >= html.size() || !isAsciiLetter(html.at(at))) {
        if (!isEnd)
            return false; // "<3" is text
        const qsizetype end = html.indexOf(u'>', at);
        i = end < 0 ? html.size() : end + 1;
        return false;
    }
    const qsizetype nameStart = at;
    while (
        at < html.size() && !isHtmlSpace(html.at(at)) && html.at(at) != u'>' && html.at(at) != u'/')
        ++at;
    tag = {};
    tag.isEnd = isEnd;
    tag.name = html.mid(nameStart, std::min<qsizetype>(at - nameStart, 24)).toString().toLower();
    while (readAttribute(html, at, tag)) { }
    i = at < html.size() ? at + 1 : at;
    return true;
}

void skipRawText(QStringView html, qsizetype& i, const QString& name)
{
    while (i < html.size()) {
        const qsizetype open = html.indexOf("</"_L1, i);
        if (open < 0)
            break;
        const QStringView rest = html.mid(open + 2);
        if (rest.startsWith(name, Qt::CaseInsensitive)) {
            const qsizetype end = html.indexOf(u'>', open);
            i = end < 0 ? html.size() : end + 1;
            return;
        }
        i = open + 2;
    }
    i = html.size();
}

} // namespace staffroom
