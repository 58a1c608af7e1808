#include "core/chat/storms.h"

#include <algorithm>

namespace staffroom {

namespace {

constexpr auto kWithin = std::chrono::seconds(60);
constexpr int kAccounts = 5;
constexpr qsizetype kAlikeLetters = 20; ///< "Hello everyone" is said by many

/// Greetings, thanks and copies of one good post are no storm.
bool mayStorm(const ChatItem& item, const QSet<QString>& hosts)
{
    const auto& features = item.features;
    return !features.isTextCopy && features.copyText.size() >= kAlikeLetters
        && !features.talks.has(Talk::Thanks) && !hosts.contains(item.author)
        && !features.talks.has(Talk::Greeting);
}

bool isNear(const ChatItem& a, const ChatItem& b)
{
    if (a.features.copyText == b.features.copyText)
        return true;
    return overlap(a.features.topic, b.features.topic) >= 0.75
        && common(a.features.topic, b.features.topic) >= 3;
}

} // namespace

void StormFinder::clear()
{
    m_byKey.clear();
    m_numbers.clear();
}

std::vector<ChatItem*> StormFinder::look(
    const ChatBook& book, const QString& copyKey, const QSet<QString>& hosts)
{
    std::vector<ChatItem*> changed;
    if (copyKey.isEmpty())
        return changed;
    std::vector<ChatItem*> posts;
    for (auto* item : book.sounding(copyKey)) {
        if (mayStorm(*item, hosts))
            posts.push_back(item);
    }
    std::vector<Storm> found;
    std::vector<ChatItem*> run; // each within a minute of the one before it
    const auto endRun = [&] {
        // Somewhere in the run a minute must hold enough accounts.
        bool isStorm = false;
        size_t from = 0;
        QHash<QString, int> accounts;
        for (auto* item : run) {
            ++accounts[item->author];
            while (item->post.created - run[from]->post.created > kWithin) {
                if (--accounts[run[from]->author] == 0)
                    accounts.remove(run[from]->author);
                ++from;
            }
            isStorm = isStorm || accounts.size() >= kAccounts;
        }
        if (isStorm) {
            QSet<QString> all;
            for (auto* item : run)
                all.insert(item->author);
            found.push_back({run, static_cast<int>(all.size())});
        }
        run.clear();
    };
    for (auto* item : posts) {
        if (!run.empty()
            && (item->post.created - run.back()->post.created > kWithin
                || !isNear(*run.front(), *item)))
            endRun();
        run.push_back(item);
    }
    endRun();
    const bool wasThere = m_byKey.contains(copyKey);
    if (found.empty() && !wasThere)
        return changed;
    if (found.empty())
        m_byKey.erase(copyKey);
    else
        m_byKey[copyKey] = std::move(found);
    number(changed);
    // Posts that a storm has lost are among those that sound alike.
    for (auto* item : posts) {
        if (item->placed.storm != stormOf(item->post.id)
            && std::find(changed.begin(), changed.end(), item) == changed.end())
            changed.push_back(item);
    }
    return changed;
}

void StormFinder::number(std::vector<ChatItem*>& changed)
{
    std::vector<const Storm*> sorted;
    for (const auto& [key, alike] : m_byKey) {
        for (const auto& storm : alike)
            sorted.push_back(&storm);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Storm* a, const Storm* b) {
        return EarlierItem{}(a->posts.front(), b->posts.front());
    });
    m_numbers.clear();
    int next = 1;
    for (const auto* storm : sorted) {
        for (auto* item : storm->posts) {
            m_numbers.insert(item->post.id, next);
            if (item->placed.storm != next)
                changed.push_back(item);
        }
        ++next;
    }
}

std::vector<ChatStorm> StormFinder::storms() const
{
    std::map<int, ChatStorm> out;
    for (const auto& [key, alike] : m_byKey) {
        for (const auto& storm : alike) {
            ChatStorm shown;
            shown.id = stormOf(storm.posts.front()->post.id);
            shown.accounts = storm.accounts;
            shown.text = storm.posts.front()->post.text;
            for (const auto* item : storm.posts)
                shown.posts.push_back(item->post.id);
            out.emplace(shown.id, std::move(shown));
        }
    }
    std::vector<ChatStorm> sorted;
    for (auto& [id, storm] : out)
        sorted.push_back(std::move(storm));
    return sorted;
}

} // namespace staffroom
