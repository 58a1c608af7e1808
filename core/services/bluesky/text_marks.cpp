#include "core/services/bluesky/text_marks.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/post_text.h"
#include "core/text/clean_text.h"
#include "core/text/graphemes.h"

#include <QUrl>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::string_view kTopDomains[] = {
#include "core/services/bluesky/top_domains.inc"
};
constexpr qsizetype kLongestLink = 4'096;

bool isTopDomain(QStringView name)
{
    const std::string lower = name.toString().toLower().toStdString();
    return std::binary_search(std::begin(kTopDomains), std::end(kTopDomains), lower);
}

bool isGap(QChar c)
{
    return c.isSpace() || c == QChar(0xFEFF);
}

/// Unseen characters that end a tag.
bool isZeroWidth(QChar c)
{
    static constexpr QStringView zeroWidth = u"\u00AD\u2060\u200A\u200B\u200C\u200D\u20E2";
    return zeroWidth.contains(c);
}

bool isPunctuation(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Punctuation_Connector:
    case QChar::Punctuation_Dash:
    case QChar::Punctuation_Open:
    case QChar::Punctuation_Close:
    case QChar::Punctuation_InitialQuote:
    case QChar::Punctuation_FinalQuote:
    case QChar::Punctuation_Other:
        return true;
    default:
        return false;
    }
}

bool isHostChar(QChar c)
{
    return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'-');
}

/// End of the run of characters that names are made of, without dots and hyphens at its end.
qsizetype nameEnd(QStringView text, qsizetype i)
{
    qsizetype end = i;
    while (end < text.size() && isHostChar(text.at(end)))
        ++end;
    while (end > i && (text.at(end - 1) == u'.' || text.at(end - 1) == u'-'))
        --end;
    return end;
}

QChar openingOf(QChar closing)
{
    switch (closing.unicode()) {
    case u')':
        return u'(';
    case u']':
        return u'[';
    case u'}':
        return u'{';
    default:
        return {};
    }
}

/// End of an address that starts at `i`.
qsizetype linkEnd(QStringView text, qsizetype i)
{
    qsizetype end = i;
    int depths[3] = {0, 0, 0}; // round, square, curly brackets that are open
    const auto depthOf = [&](QChar c) -> int& {
        return depths[c == u'(' || c == u')' ? 0 : c == u'[' || c == u']' ? 1 : 2];
    };
    const qsizetype last = std::min(text.size(), i + kLongestLink + 1);
    for (; end < last; ++end) {
        const QChar c = text.at(end);
        if (isGap(c) || QStringView(u"<>\"“”«»「」（）").contains(c))
            break;
        if (QStringView(u"([{").contains(c))
            ++depthOf(c);
        else if (QStringView(u")]}").contains(c))
            --depthOf(c);
    }
    for (; end > i; --end) {
        const QChar c = text.at(end - 1);
        if (QStringView(u".,;:!?'‘’…、。").contains(c))
            continue;
        if (openingOf(c).isNull() || depthOf(c) >= 0)
            break;
        ++depthOf(c);
    }
    return end;
}

std::optional<TextMark> linkMark(qsizetype i, qsizetype end, const QString& typed)
{
    if (end <= i || end - i > kLongestLink)
        return std::nullopt;
    QUrl url(typed, QUrl::StrictMode);
    QString value = typed;
    if (!url.isValid()) {
        url = QUrl(typed, QUrl::TolerantMode);
        value = url.toString(QUrl::FullyEncoded);
    }
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    return TextMark{TextMark::Kind::Link, i, end - i, value};
}

/// Where there is none, `next` is behind what has been looked at for it.
std::optional<TextMark> linkAt(QStringView text, qsizetype i, qsizetype& next)
{
    const QStringView rest = text.mid(i);
    if (rest.startsWith("https://"_L1, Qt::CaseInsensitive)
        || rest.startsWith("http://"_L1, Qt::CaseInsensitive)) {
        const qsizetype end = linkEnd(text, i);
        next = std::max(next, end);
        return linkMark(i, end, text.mid(i, end - i).toString());
    }
    // A name alone: "school.example/timetable".
    if (!rest.front().isLetter())
        return std::nullopt;
    const qsizetype hostEnd = nameEnd(text, i);
    const QStringView host = text.mid(i, hostEnd - i);
    if (!isHandle(host) || !isTopDomain(host.mid(host.lastIndexOf(u'.') + 1)))
        return std::nullopt;
    const qsizetype end = std::max(linkEnd(text, i), hostEnd);
    // "bea.smith@school.example" is no page.
    if (end > hostEnd && !QStringView(u"/?#:").contains(text.at(hostEnd)))
        return std::nullopt;
    return linkMark(i, end, u"https://"_s + text.mid(i, end - i).toString());
}

std::optional<TextMark> mentionAt(QStringView text, qsizetype i)
{
    const qsizetype end = nameEnd(text, i + 1);
    const QStringView handle = text.mid(i + 1, end - i - 1);
    const bool isCutOff = end < text.size() && (text.at(end) == u'@' || text.at(end) == u'_');
    if (isCutOff || !isHandle(handle))
        return std::nullopt;
    return TextMark{TextMark::Kind::Mention, i, end - i, handle.toString()};
}

std::optional<TextMark> tagAt(QStringView text, qsizetype i)
{
    qsizetype end = i + 1;
    while (end < text.size() && !isGap(text.at(end)) && !isZeroWidth(text.at(end)))
        ++end;
    // "#" with the sign that makes it a key of a telephone is an emoji.
    if (end == i + 1 || text.at(i + 1) == QChar(0xFE0F))
        return std::nullopt;
    qsizetype keep = i + 1; // behind the last character that is no punctuation
    bool hasWord = false;
    for (qsizetype at = i + 1; at < end;) {
        const char32_t c = nextCodePoint(text, at);
        if (isPunctuation(c))
            continue;
        keep = at;
        hasWord = hasWord || c < U'0' || c > U'9';
    }
    const QStringView tag = text.mid(i + 1, keep - i - 1);
    if (!hasWord || graphemeCount(tag) > kMaxTagGraphemes || tag.toUtf8().size() > kMaxTagBytes)
        return std::nullopt;
    return TextMark{TextMark::Kind::Tag, i, keep - i, tag.toString()};
}

} // namespace

std::vector<TextMark> findTextMarks(QStringView text)
{
    std::vector<TextMark> out;
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text.at(i);
        const bool isFirst = i == 0 || isGap(text.at(i - 1));
        const bool isOpened = isFirst || QStringView(u"([{<\"“‘«「（").contains(text.at(i - 1));
        std::optional<TextMark> mark;
        qsizetype next = i + 1;
        if (isFirst && (c == u'#' || c == u'＃'))
            mark = tagAt(text, i);
        else if (isOpened && c == u'@')
            mark = mentionAt(text, i);
        else if (isOpened && c.unicode() < 128 && c.isLetter())
            mark = linkAt(text, i, next);
        if (!mark) {
            i = next;
            continue;
        }
        i = mark->end();
        out.push_back(std::move(*mark));
    }
    return out;
}

} // namespace staffroom::bluesky
