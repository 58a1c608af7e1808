#include "core/services/x/text_chars.h"
#include "core/services/x/text_domains.h"
#include "core/services/x/text_entities.h"
#include "core/services/x/text_link_paths.h"

#include <algorithm>

namespace staffroom::x {

namespace {

constexpr qsizetype kLongestUrl = 4096;
constexpr QStringView kAddedScheme = u"https://"; ///< to a link without one
constexpr QStringView kNotBeforeBareUrl = u"-_./";

/// A link as it stands, before it is judged.
struct UrlMatch {
    qsizetype start = 0;
    qsizetype domainStart = 0; ///< `start` when there is no "http://"
    qsizetype domainEnd = 0;
    bool hasPath = false;
    qsizetype end = 0;

    bool hasScheme() const { return domainStart > start; }
};

qsizetype schemeEnd(QStringView text, qsizetype start)
{
    const QStringView rest = text.sliced(start, std::min<qsizetype>(8, text.size() - start));
    for (const QStringView scheme : {QStringView(u"http://"), QStringView(u"https://")}) {
        if (rest.startsWith(scheme, Qt::CaseInsensitive))
            return start + scheme.size();
    }
    return start;
}

/// Ends at its start when there is none.
UrlMatch urlAt(QStringView text, qsizetype start, const DomainFinder& domains)
{
    UrlMatch match{start, schemeEnd(text, start), 0, false, start};
    match.domainEnd = domains.endFrom(match.domainStart);
    if (match.domainEnd < 0)
        return match;
    const qsizetype pathStart = portEnd(text, match.domainEnd);
    const qsizetype queryStart = pathEnd(text, pathStart);
    match.hasPath = queryStart > pathStart;
    match.end = queryEnd(text, queryStart);
    return match;
}

bool mayStandBeforeUrl(char16_t unit)
{
    return !isAsciiAlnum(unit) && !isAtSign(unit) && !isHashSign(unit) && unit != u'$'
        && !isRefusedChar(unit);
}

Entity urlEntity(const QString& text, qsizetype start, qsizetype end)
{
    return {Entity::Kind::Url, static_cast<int>(start), static_cast<int>(end - start),
        text.mid(start, end - start), {}};
}

void addUrlWithScheme(const QString& text, const UrlMatch& match, std::vector<Entity>* found)
{
    const qsizetype domainLength = match.domainEnd - match.domainStart;
    const bool isFit = match.end - match.start <= kLongestUrl
        && isEncodableDomain(QStringView(text).sliced(match.domainStart, domainLength));
    const qsizetype end = isFit ? shortLinkEnd(text, match.start, match.end) : -1;
    if (end >= 0)
        found->push_back(urlEntity(text, match.start, end));
}

/// Without "http://" letters of other scripts belong to the words around, and a path to the last
/// domain among them.
void addBareUrls(const QString& text, const UrlMatch& match, std::vector<Entity>* found)
{
    if (match.start > 0 && kNotBeforeBareUrl.contains(text[match.start - 1]))
        return;
    const QStringView domain = QStringView(text).sliced(match.start, match.domainEnd - match.start);
    const std::vector<TextPart> parts = latinDomainsIn(domain);
    for (size_t i = 0; i < parts.size(); ++i) {
        const TextPart& part = parts[i];
        const bool takesPath = match.hasPath && i + 1 == parts.size();
        const qsizetype start = match.start + part.start;
        const qsizetype end = takesPath ? match.end : match.start + part.end;
        if (kAddedScheme.size() + end - start <= kLongestUrl
            && isEncodableDomain(domain.sliced(part.start, part.end - part.start)))
            found->push_back(urlEntity(text, start, end));
    }
}

} // namespace

std::vector<Entity> urlsIn(const QString& text)
{
    std::vector<Entity> found;
    if (!text.contains(u'.'))
        return found;
    const DomainFinder domains(text);
    qsizetype at = 0;
    while (at < text.size()) {
        UrlMatch match{at, at, at, false, at};
        if (mayStandBeforeUrl(text[at].unicode()))
            match = urlAt(text, at + 1, domains);
        if (at == 0 && match.end <= match.start)
            match = urlAt(text, 0, domains);
        if (match.end <= match.start) {
            ++at;
            continue;
        }
        if (match.hasScheme())
            addUrlWithScheme(text, match, &found);
        else
            addBareUrls(text, match, &found);
        at = match.end;
    }
    return found;
}

} // namespace staffroom::x
