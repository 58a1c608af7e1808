#include "core/text/clean_text.h"
#include "core/text/html_to_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'_';
}

bool isHandle(QChar c)
{
    return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_' || c == u'.' || c == u'-';
}

/// End of an address that starts at `i`: up to space, without the punctuation that closes a
/// sentence or a bracket around it.
qsizetype addressEnd(QStringView text, qsizetype i)
{
    qsizetype end = i;
    while (end < text.size() && !text.at(end).isSpace() && text.at(end) != u'<'
        && text.at(end) != u'"')
        ++end;
    while (end > i && QStringView(u".,;:!?)]}'»”").contains(text.at(end - 1)))
        --end;
    return end;
}

} // namespace

RichText linkify(const QString& plain)
{
    CleanText clean(kMaxTextLength, CleanText::Bidi::KeepIsolates);
    for (qsizetype i = 0; i < plain.size() && !clean.isFull();)
        clean.append(nextCodePoint(plain, i));
    clean.chopSpaces(0);
    RichText out;
    out.text = clean.take();
    const QStringView text(out.text);
    const auto add
        = [&](TextSpan::Kind kind, qsizetype start, qsizetype end, QUrl url, QString label) {
              out.spans.push_back({kind, static_cast<int>(start), static_cast<int>(end - start),
                  std::move(url), std::move(label)});
          };
    for (qsizetype i = 0; i < text.size();) {
        const bool atWordStart = i == 0 || !isWord(text.at(i - 1));
        const QStringView rest = text.mid(i);
        if (atWordStart && (rest.startsWith("https://"_L1) || rest.startsWith("http://"_L1))) {
            const qsizetype end = addressEnd(text, i);
            const QUrl url(text.mid(i, end - i).toString(), QUrl::StrictMode);
            if (url.isValid() && !url.host().isEmpty())
                add(TextSpan::Kind::Link, i, end, url, {});
            i = std::max(end, i + 1);
            continue;
        }
        if (atWordStart && (rest.at(0) == u'#' || rest.at(0) == u'@')) {
            const bool isTag = rest.at(0) == u'#';
            qsizetype end = i + 1;
            bool hasLetter = false;
            while (end < text.size()
                && (isTag ? isWord(text.at(end))
                          : isHandle(text.at(end)) || text.at(end) == u'@')) {
                hasLetter = hasLetter || !text.at(end).isDigit();
                ++end;
            }
            while (!isTag && end > i + 1
                && (text.at(end - 1) == u'.' || text.at(end - 1) == u'-'
                    || text.at(end - 1) == u'@'))
                --end;
            if (end > i + 1 && hasLetter)
                add(isTag ? TextSpan::Kind::Tag : TextSpan::Kind::Mention, i, end, {},
                    text.mid(i + 1, end - i - 1).toString());
            i = end;
            continue;
        }
        ++i;
    }
    return out;
}

} // namespace staffroom
