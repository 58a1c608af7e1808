#include "core/timetable/chat_search.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype kMostWords = 12;
constexpr qsizetype kLongestQuery = 200;
} // namespace

QString foldWords(const QString& text)
{
    QString out = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    out.removeIf([](QChar c) { return c.isMark(); });
    return out;
}

SearchText::SearchText(const ChatListing& listing)
    : text(
        foldWords(QStringList{u'#' + listing.hashtag, listing.name, listing.subject, listing.region,
            listing.timeZone, listing.notes, listing.services.join(u' '), listing.hosts.join(u' ')}
                      .join(u'\n')))
{
}

ChatMatcher::ChatMatcher(const ChatQuery& query)
    : m_query(query)
    , m_words(foldWords(query.words.left(kLongestQuery))
                  .split(u' ', Qt::SkipEmptyParts)
                  .mid(0, kMostWords))
{
}

bool ChatMatcher::matches(const ChatListing& listing, const SearchText& text) const
{
    if (m_query.onlyOwn && listing.origin == ChatListing::Origin::BuiltIn)
        return false;
    if (m_query.day && listing.weekday != m_query.day) {
        const auto& days = listing.rule.days;
        if (std::find(days.begin(), days.end(), *m_query.day) == days.end())
            return false;
    }
    if (!m_query.service.isEmpty() && !listing.services.contains(m_query.service))
        return false;
    if (!m_query.language.isEmpty() && listing.language != m_query.language)
        return false;
    if (!m_query.subject.isEmpty() && listing.subject != m_query.subject)
        return false;
    return std::all_of(m_words.begin(), m_words.end(),
        [&text](const QString& word) { return text.text.contains(word); });
}

bool ChatMatcher::isClose(const ChatListing& listing) const
{
    const QString near = foldWords(u'#' + listing.hashtag + u'\n' + listing.name);
    return std::any_of(m_words.begin(), m_words.end(),
        [&near](const QString& word) { return near.contains(word); });
}

} // namespace staffroom
