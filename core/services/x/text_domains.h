#pragma once

#include <QStringView>

#include <vector>

namespace staffroom::x {

/// The domain names in one text, asked for by where they begin. The answers are prepared once
/// from the end of the text, so that asking at every position is linear. Holds a view of the
/// text. Use from one thread.
class DomainFinder {
public:
    explicit DomainFinder(QStringView text);

    /// Where the longest domain ends that begins at `start`: labels and a known top-level domain.
    /// -1: none begins there.
    qsizetype endFrom(qsizetype start) const;

private:
    qsizetype endAfterLabel(qsizetype start, qsizetype dot) const;

    QStringView m_text;
    // By position in the text; -1: none.
    std::vector<qsizetype> m_dot; ///< that ends the label here
    std::vector<qsizetype> m_underscore; ///< at or after
    std::vector<qsizetype> m_topLevelEnd; ///< of the one that begins after this dot
    std::vector<qsizetype> m_longestEnd; ///< with at least one label after this dot
};

/// A part of a text, in UTF-16 units.
struct TextPart {
    qsizetype start = 0;
    qsizetype end = 0;
};

/// The domains of Latin letters within a domain: where a text without spaces runs into a link,
/// as in Japanese, only they are links.
std::vector<TextPart> latinDomainsIn(QStringView domain);

/// Whether the labels of a domain fit the domain name system once they are encoded.
bool isEncodableDomain(QStringView domain);

} // namespace staffroom::x
