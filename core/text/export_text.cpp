#include "core/text/export_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWeb(const QUrl& url)
{
    return url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
}

/// Spreadsheets run cells that begin so; an apostrophe makes them text.
bool isFormula(const QString& field)
{
    return !field.isEmpty() && u"=+-@\t\r"_s.contains(field.at(0));
}

QString markdownEscaped(const QString& text, QLatin1StringView lineStart)
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
            out += lineStart;
        afterNumber = (atLineStart || afterNumber) && c.isDigit();
        atLineStart = c == u'\n';
    }
    return out;
}

} // namespace

QString htmlLink(const QUrl& url, const QString& words)
{
    if (!isWeb(url))
        return words;
    return u"<a rel=\"noopener noreferrer\" href=\""_s
        + QString::fromLatin1(url.toEncoded()).toHtmlEscaped() + u"\">"_s + words + u"</a>"_s;
}

QString htmlText(const RichText& text)
{
    QString out;
    qsizetype at = 0;
    for (const auto& span : text.spans) {
        if (span.kind != TextSpan::Kind::Link || span.start < at)
            continue;
        out += text.text.mid(at, span.start - at).toHtmlEscaped();
        out += htmlLink(span.target, text.text.mid(span.start, span.length).toHtmlEscaped());
        at = span.end();
    }
    return out + text.text.mid(at).toHtmlEscaped();
}

QString csvField(QString text)
{
    if (isFormula(text))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        return u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text;
}

QString csvLine(const QStringList& fields)
{
    QStringList guarded;
    for (const auto& text : fields)
        guarded << csvField(text);
    return guarded.join(u',') + u"\r\n"_s;
}

QString markdownQuoted(const QString& text)
{
    return markdownEscaped(text, "> "_L1);
}

QString markdownLine(const QString& text)
{
    return markdownEscaped(text.simplified(), {});
}

QString markdownLink(const QUrl& url, const QString& words)
{
    if (!isWeb(url))
        return words;
    QString address = QString::fromLatin1(url.toEncoded());
    return u'[' + words + u"]("_s + address.replace(u')', u"%29"_s).replace(u'(', u"%28"_s) + u')';
}

} // namespace staffroom
