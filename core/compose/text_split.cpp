#include "core/compose/text_split.h"

#include "core/compose/text_tokens.h"

#include <QTextBoundaryFinder>

#include <algorithm>
#include <vector>

namespace staffroom {

namespace {

enum class Liking { Grapheme, Line, Word, Sentence, Paragraph };

struct Break {
    qsizetype at = 0;
    Liking liking = Liking::Grapheme;
};

/// Where the text may be cut, in order. Positions inside something that belongs together are left
/// out; `insideTokens` lets links and tags be cut.
std::vector<Break> breaksOf(const QString& text, bool insideTokens)
{
    std::vector<Liking> liking(size_t(text.size()) + 1, Liking::Grapheme);
    const auto mark = [&](QTextBoundaryFinder::BoundaryType type, Liking as) {
        QTextBoundaryFinder finder(type, text);
        for (auto at = finder.toNextBoundary(); at > 0; at = finder.toNextBoundary())
            liking[size_t(at)] = std::max(liking[size_t(at)], as);
    };
    mark(QTextBoundaryFinder::Line, Liking::Line);
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i - 1).isSpace() && liking[size_t(i)] == Liking::Line)
            liking[size_t(i)] = Liking::Word;
    }
    QTextBoundaryFinder sentences(QTextBoundaryFinder::Sentence, text);
    for (auto at = sentences.toNextBoundary(); at > 0; at = sentences.toNextBoundary())
        liking[size_t(at)] = std::max(liking[size_t(at)], Liking::Sentence);
    for (qsizetype i = 2; i < text.size(); ++i) {
        if (text.at(i - 1) == u'\n')
            liking[size_t(i)] = text.at(i - 2) == u'\n' ? Liking::Paragraph : Liking::Sentence;
    }

    std::vector<Break> out;
    const auto tokens = findTokens(text);
    auto token = tokens.begin();
    QTextBoundaryFinder graphemes(QTextBoundaryFinder::Grapheme, text);
    for (auto at = graphemes.toNextBoundary(); at > 0; at = graphemes.toNextBoundary()) {
        while (token != tokens.end() && token->end() <= at)
            ++token;
        const bool isInside = token != tokens.end() && at > token->start;
        if (!isInside || insideTokens)
            out.push_back({at, isInside ? Liking::Grapheme : liking[size_t(at)]});
    }
    return out;
}

/// The last break up to which the text fits; -1: not even the first.
std::ptrdiff_t lastFitting(const QString& text, const std::vector<Break>& breaks,
    const std::function<bool(const QString&)>& fits)
{
    const auto fitsUpTo = [&](const Break& one) { return fits(text.left(one.at).trimmed()); };
    // Lengths grow with the text nearly always (a tag that is typed further on need not be added):
    // halve, then make sure.
    const auto end = std::partition_point(breaks.begin(), breaks.end(), fitsUpTo);
    auto last = std::distance(breaks.begin(), end) - 1;
    while (last >= 0 && !fitsUpTo(breaks[size_t(last)]))
        --last;
    return last;
}

} // namespace

qsizetype cutPiece(const QString& text, const std::function<bool(const QString&)>& fits)
{
    if (fits(text.trimmed()))
        return text.size();
    auto breaks = breaksOf(text, false);
    auto last = lastFitting(text, breaks, fits);
    // Cutting between graphemes is for what cannot be cut elsewhere.
    const auto upTo = [&] { return breaks.begin() + last + 1; };
    const bool hasBetter = std::any_of(
        breaks.begin(), upTo(), [](const Break& one) { return one.liking > Liking::Grapheme; });
    if (!hasBetter) {
        auto finer = breaksOf(text, true);
        const auto lastFiner = lastFitting(text, finer, fits);
        if (lastFiner < 0)
            return finer.empty() ? text.size() : finer.front().at;
        // A link that begins the text and is too long is cut; one further on begins the next piece.
        if (last >= 0)
            return breaks[size_t(last)].at;
        return finer[size_t(lastFiner)].at;
    }
    const qsizetype room = breaks[size_t(last)].at;
    for (const Liking wanted : {Liking::Paragraph, Liking::Sentence, Liking::Word, Liking::Line}) {
        const auto found = std::find_if(std::make_reverse_iterator(upTo()), breaks.rend(),
            [&](const Break& one) { return one.liking >= wanted; });
        if (found == breaks.rend())
            continue;
        const bool wastes = found->at * 2 < room;
        if (!wastes || wanted == Liking::Line)
            return found->at;
    }
    return room;
}

} // namespace staffroom
