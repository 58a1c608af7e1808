#include "core/services/bluesky/post_text.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/text_marks.h"
#include "core/text/clean_text.h"
#include "core/text/graphemes.h"
#include "core/text/html_to_text.h"

#include <algorithm>
#include <optional>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The network's own program shows a path up to this length, and of a longer one so much.
constexpr qsizetype kShownPath = 15;
constexpr qsizetype kCutPath = 13;

int utf8Length(char32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

int utf8Length(QStringView text)
{
    int bytes = 0;
    for (qsizetype i = 0; i < text.size();)
        bytes += utf8Length(nextCodePoint(text, i));
    return bytes;
}

/// As typed, without what no server can keep: control characters and halves of a pair.
QString sendable(const QString& typed)
{
    QString out;
    out.reserve(typed.size());
    for (qsizetype i = 0; i < typed.size();) {
        const char32_t c = nextCodePoint(typed, i);
        if (c == U'\r' && (i >= typed.size() || typed.at(i) != u'\n'))
            out += u'\n';
        else if ((c >= 0x20 && c != 0x7F) || c == U'\n' || c == U'\t')
            out += QChar::fromUcs4(c);
    }
    return out;
}

QString shortened(const QString& address)
{
    const QUrl url(address, QUrl::TolerantMode);
    QString out = url.host(QUrl::FullyEncoded);
    const int standard = url.scheme() == "http"_L1 ? 80 : 443;
    if (url.port(standard) != standard)
        out += u':' + QString::number(url.port());
    QString path = url.path(QUrl::FullyEncoded);
    if (path == u"/")
        path.clear();
    if (!url.query().isEmpty())
        path += u'?' + url.query(QUrl::FullyEncoded);
    if (!url.fragment().isEmpty())
        path += u'#' + url.fragment(QUrl::FullyEncoded);
    return out + (path.size() > kShownPath ? path.left(kCutPath) + u"..."_s : path);
}

bool hasScheme(QStringView typed)
{
    return typed.startsWith("https://"_L1, Qt::CaseInsensitive)
        || typed.startsWith("http://"_L1, Qt::CaseInsensitive);
}

QUrl personPage(const QString& actor)
{
    return QUrl(u"https://bsky.app/profile/"_s + actor);
}

QUrl tagPage(const QString& tag)
{
    return QUrl(u"https://bsky.app/hashtag/"_s + QString::fromLatin1(QUrl::toPercentEncoding(tag)));
}

/// A record's text, cleaned, and where each of its bytes went.
struct CleanedText {
    QString text;
    std::vector<int> at; ///< UTF-16 position for each byte; -1 inside a character; one for the end
};

CleanedText cleaned(const QString& text)
{
    CleanedText out;
    out.at.reserve(static_cast<size_t>(text.size()) + 1);
    CleanText clean(kMaxTextLength, CleanText::Bidi::KeepIsolates);
    for (qsizetype i = 0; i < text.size();) {
        const char32_t c = nextCodePoint(text, i);
        out.at.push_back(static_cast<int>(clean.length()));
        out.at.insert(out.at.end(), static_cast<size_t>(utf8Length(c) - 1), -1);
        clean.append(c);
    }
    out.at.push_back(static_cast<int>(clean.length()));
    clean.chopSpaces(0);
    out.text = clean.take();
    return out;
}

/// Position of a byte; one inside a character counts as its beginning, or as its end.
int positionOf(const CleanedText& text, qint64 byte, bool isEnd)
{
    auto i
        = static_cast<size_t>(std::clamp<qint64>(byte, 0, static_cast<qint64>(text.at.size()) - 1));
    while (text.at[i] < 0)
        i = isEnd ? i + 1 : i - 1;
    return std::min(text.at[i], static_cast<int>(text.text.size()));
}

QString tagOf(const QJsonObject& feature)
{
    QString tag = cleanLine(feature.value("tag"_L1).toString().left(kMaxTagBytes), kMaxTagBytes);
    while (tag.startsWith(u'#') || tag.startsWith(u'＃'))
        tag.remove(0, 1);
    return firstGraphemes(tag, kMaxTagGraphemes).toString();
}

/// What a feature makes of the `shown` text; nothing for one that is unknown or unreadable.
std::optional<TextSpan> spanOf(const QJsonObject& feature, QStringView shown)
{
    const QString type = typeOf(feature);
    TextSpan span;
    if (type == "app.bsky.richtext.facet#link"_L1) {
        span.kind = TextSpan::Kind::Link;
        span.target = urlOf(feature.value("uri"_L1));
        return span.target.isEmpty() ? std::nullopt : std::optional(span);
    }
    if (type == "app.bsky.richtext.facet#mention"_L1) {
        const QString did = feature.value("did"_L1).toString();
        if (!isDid(did))
            return std::nullopt;
        const QStringView name = shown.startsWith(u'@') ? shown.mid(1) : shown;
        span.kind = TextSpan::Kind::Mention;
        span.target = personPage(did);
        span.label = isHandle(name) ? name.toString() : did;
        return span;
    }
    if (type == "app.bsky.richtext.facet#tag"_L1) {
        span.kind = TextSpan::Kind::Tag;
        span.label = tagOf(feature);
        span.target = tagPage(span.label);
        return span.label.isEmpty() ? std::nullopt : std::optional(span);
    }
    return std::nullopt;
}

void collectTags(const QJsonArray& features, QStringList& tags)
{
    for (const auto entry : features) {
        const QJsonObject feature = entry.toObject();
        if (typeOf(feature) != "app.bsky.richtext.facet#tag"_L1)
            continue;
        const QString tag = tagOf(feature);
        if (!tag.isEmpty() && !tags.contains(tag, Qt::CaseInsensitive))
            tags += tag;
    }
}

} // namespace

PreparedText prepareText(const QString& typed)
{
    using Kind = PreparedText::Facet::Kind;
    const QString plain = sendable(typed);
    const QStringView text(plain);
    PreparedText out;
    int bytes = 0;
    qsizetype done = 0;
    const auto take = [&](QStringView part) {
        out.text += part;
        bytes += utf8Length(part);
    };
    for (const TextMark& mark : findTextMarks(text)) {
        take(text.mid(done, mark.start - done));
        const int start = bytes;
        const QStringView written = text.mid(mark.start, mark.length);
        const bool isWhole = mark.kind == TextMark::Kind::Link && hasScheme(written);
        take(isWhole ? shortened(mark.value) : written.toString());
        const Kind kind = mark.kind == TextMark::Kind::Link ? Kind::Link
            : mark.kind == TextMark::Kind::Mention          ? Kind::Mention
                                                            : Kind::Tag;
        out.facets.push_back({kind, start, bytes, mark.value});
        done = mark.end();
    }
    take(text.mid(done));
    return out;
}

int textLength(const QString& typed)
{
    const QString text = prepareText(typed).text;
    const int count = graphemeCount(text);
    return utf8Length(QStringView(text)) > kMaxBytes ? std::max(count, kMaxGraphemes + 1) : count;
}

RichText richTextOf(const QString& text, const QJsonArray& facets, QStringList* tags)
{
    struct Range {
        int start;
        int end;
        QJsonArray features;
    };
    CleanedText clean = cleaned(text);
    std::vector<Range> ranges;
    for (const auto entry : facets) {
        const QJsonObject index = entry.toObject().value("index"_L1).toObject();
        const QJsonArray features = entry.toObject().value("features"_L1).toArray();
        // A tag counts for search wherever its range lies, so it counts here.
        if (tags != nullptr)
            collectTags(features, *tags);
        const qint64 first = index.value("byteStart"_L1).toInteger(-1);
        const qint64 last = index.value("byteEnd"_L1).toInteger(-1);
        if (first < 0 || last <= first)
            continue;
        const Range range{positionOf(clean, first, false), positionOf(clean, last, true), features};
        const QStringView shown = QStringView(clean.text).mid(range.start, range.end - range.start);
        if (range.end > range.start && !shown.trimmed().isEmpty())
            ranges.push_back(range);
    }
    std::stable_sort(ranges.begin(), ranges.end(),
        [](const Range& a, const Range& b) { return a.start < b.start; });

    RichText out;
    int free = 0; // where the next span may begin
    for (const Range& range : ranges) {
        if (range.start < free)
            continue;
        const QStringView shown = QStringView(clean.text).mid(range.start, range.end - range.start);
        for (const auto feature : range.features) {
            auto span = spanOf(feature.toObject(), shown);
            if (!span)
                continue;
            span->start = range.start;
            span->length = range.end - range.start;
            out.spans.push_back(std::move(*span));
            free = range.end;
            break;
        }
    }
    out.text = std::move(clean.text);
    return out;
}

RichText plainRichText(const QString& text, int maxLength)
{
    CleanText clean(maxLength, CleanText::Bidi::KeepIsolates);
    for (qsizetype i = 0; i < text.size() && !clean.isFull();)
        clean.append(nextCodePoint(text, i));
    clean.chopSpaces(0);
    RichText out;
    out.text = clean.take();
    for (const TextMark& mark : findTextMarks(out.text)) {
        TextSpan span;
        span.start = static_cast<int>(mark.start);
        span.length = static_cast<int>(mark.length);
        switch (mark.kind) {
        case TextMark::Kind::Link:
            span.kind = TextSpan::Kind::Link;
            span.target = QUrl(mark.value, QUrl::StrictMode);
            break;
        case TextMark::Kind::Mention:
            span.kind = TextSpan::Kind::Mention;
            span.target = personPage(mark.value);
            span.label = mark.value;
            break;
        case TextMark::Kind::Tag:
            span.kind = TextSpan::Kind::Tag;
            span.target = tagPage(mark.value);
            span.label = mark.value;
            break;
        }
        out.spans.push_back(std::move(span));
    }
    return out;
}

} // namespace staffroom::bluesky
