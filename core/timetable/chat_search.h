#pragma once

#include "core/timetable/chat_listing.h"

namespace staffroom {

/// What is looked for; empty fields ask for nothing.
struct ChatQuery {
    QString words; ///< each must be found somewhere, in any order, case or accent
    std::optional<WeekDay> day; ///< in the chat's zone; a slow chat has several
    QString service;
    QString language;
    QString subject; ///< the whole audience or subject
    bool onlyOwn = false; ///< own and corrected ones
    bool operator==(const ChatQuery&) const = default;
};

/// Letters as they are compared: no case, no accents, compatible forms made one.
QString foldWords(const QString& text);

/// All of a listing that is searched, folded once.
struct SearchText {
    explicit SearchText(const ChatListing& listing);
    QString text;
};

/// The words of a query, folded once.
class ChatMatcher {
public:
    explicit ChatMatcher(const ChatQuery& query);
    bool matches(const ChatListing& listing, const SearchText& text) const;
    /// Found in the tag or the name itself: to be shown before the others.
    bool isClose(const ChatListing& listing) const;

private:
    ChatQuery m_query;
    QStringList m_words;
};

} // namespace staffroom
