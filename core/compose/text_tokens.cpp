#include "core/compose/text_tokens.h"

#include "core/text/clean_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWord(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == u'_';
}

bool isHandle(QChar c)
{
    return isWord(c) || c == u'.' || c == u'-';
}

bool isHash(QChar c)
{
    return c == u'#' || c == u'\uff03';
}

qsizetype linkEnd(QStringView text, qsizetype i)
{
    while (i < text.size() && !text.at(i).isSpace())
        ++i;
    return i;
}

/// End of "@name" or "@name@server.example" that starts at `i`; `i` itself: none.
qsizetype mentionEnd(QStringView text, qsizetype i)
{
    const auto part = [&](qsizetype from) {
        qsizetype end = from;
        while (end < text.size() && isHandle(text.at(end)))
            ++end;
        // A full stop or a dash behind a name belongs to the sentence.
        while (end > from && !isWord(text.at(end - 1)))
            --end;
        return end;
    };
    qsizetype end = part(i + 1);
    if (end == i + 1)
        return i;
    if (end < text.size() && text.at(end) == u'@') {
        const qsizetype server = part(end + 1);
        if (server > end + 1)
            end = server;
    }
    return end;
}

qsizetype tagEnd(QStringView text, qsizetype i)
{
    qsizetype end = i + 1;
    bool hasOther = false; // a number alone is no hashtag
    while (end < text.size()) {
        qsizetype next = end;
        const char32_t c = nextCodePoint(text, next);
        if (!isTagCharacter(c))
            break;
        hasOther = hasOther || !QChar::isDigit(c);
        end = next;
    }
    return hasOther ? end : i;
}

} // namespace

bool isTagCharacter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_' || c == U'\u00b7'
        || c == U'\u30fb' || c == U'\u200c' || c == U'\u200d';
}

std::vector<TextToken> findTokens(QStringView text)
{
    std::vector<TextToken> out;
    for (qsizetype i = 0; i < text.size();) {
        const QStringView rest = text.mid(i);
        const QChar before = i == 0 ? QChar() : text.at(i - 1);
        const bool atStart = i == 0 || !isWord(before);
        qsizetype end = i;
        auto kind = TextToken::Kind::Link;
        if (atStart
            && (rest.startsWith("https://"_L1, Qt::CaseInsensitive)
                || rest.startsWith("http://"_L1, Qt::CaseInsensitive))) {
            end = linkEnd(text, i);
        } else if (atStart && before != u'/' && rest.at(0) == u'@') {
            kind = TextToken::Kind::Mention;
            end = mentionEnd(text, i);
        } else if (atStart && before != u'/' && before != u'&' && isHash(rest.at(0))) {
            kind = TextToken::Kind::Tag;
            end = tagEnd(text, i);
        }
        if (end > i)
            out.push_back({kind, i, end - i});
        i = std::max(end, i + 1);
    }
    return out;
}

QString withoutMentions(const QString& text)
{
    QString out = text;
    const auto tokens = findTokens(text);
    for (auto it = tokens.rbegin(); it != tokens.rend(); ++it) {
        if (it->kind == TextToken::Kind::Mention)
            out.remove(it->start, it->length);
    }
    return out.trimmed();
}

} // namespace staffroom
