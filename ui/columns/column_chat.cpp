#include "ui/columns/column_chat.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace staffroom {

namespace {

constexpr size_t kPostsLookedAt = 400;
constexpr auto kChatLasts = std::chrono::hours(3);

/// "#edskychat" and "#EdSkyChat" are one tag; the one with more capitals inside reads better.
QString readableTag(const QString& own, const Feed& feed)
{
    const QString folded = foldTag(own);
    QHash<QString, int> seen;
    size_t looked = 0;
    for (const auto& entry : feed.entries()) {
        if (++looked > 100)
            break;
        for (const QString& tag : entry.post->tags) {
            if (foldTag(tag) == folded)
                ++seen[tag];
        }
    }
    const auto capitals = [](const QString& tag) {
        return std::count_if(tag.begin(), tag.end(), [](QChar c) { return c.isUpper(); });
    };
    QString best = own;
    // All capitals shout and are read letter by letter; then the own spelling is as good.
    for (auto it = seen.cbegin(); it != seen.cend(); ++it) {
        const auto here = capitals(it.key());
        if (here > capitals(best) && here < it.key().size())
            best = it.key();
    }
    return best;
}

} // namespace

ChatFacts chatFactsOf(const ColumnConfig& column, const Feed& feed, Timestamp now)
{
    ChatFacts facts;
    const FeedSpec& spec = column.spec;
    const bool isChat
        = spec.kind == FeedSpec::Kind::Hashtag || spec.kind == FeedSpec::Kind::Received;
    if (!isChat || spec.tags.isEmpty())
        return facts;
    facts.hashtag = readableTag(spec.tags.first(), feed);

    // Whoever has asked most different numbers is taken for the host; one question alone counts
    // when nobody else asks.
    QHash<AccountId, QMap<int, Timestamp>> asked;
    size_t looked = 0;
    for (const auto& entry : feed.entries()) {
        const Post& post = *entry.post;
        if (++looked > kPostsLookedAt || now - entry.time > kChatLasts)
            break;
        const int number = post.inReplyTo || post.delivery ? 0 : questionNumber(post.text.text);
        if (number > 0) {
            auto& times = asked[post.author.id];
            if (!times.contains(number))
                times.insert(number, post.created);
        }
    }
    qsizetype most = 0;
    Timestamp newest{};
    for (const auto& numbers : std::as_const(asked)) {
        const Timestamp last = *std::max_element(numbers.cbegin(), numbers.cend());
        if (numbers.size() > most || (numbers.size() == most && last > newest)) {
            most = numbers.size();
            newest = last;
            for (auto it = numbers.cbegin(); it != numbers.cend(); ++it) {
                if (*it == last)
                    facts.currentQuestion = it.key();
            }
        }
    }
    return facts;
}

} // namespace staffroom
