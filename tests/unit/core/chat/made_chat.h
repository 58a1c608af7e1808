#pragma once

#include "core/chat/chat_sorter.h"

#include <gtest/gtest.h>

namespace staffroom::test {

/// A chat written in the test, post by post, at seconds after its start.
class MadeChat {
public:
    MadeChat()
    {
        rules.hashtag = QStringLiteral("EdChat");
        rules.hosts << QStringLiteral("host@x.example");
        rules.begin = at(0);
        rules.end = at(3600);
    }

    static Timestamp at(int seconds)
    {
        return timestampFromMs(1'000'000'000'000 + seconds * 1000LL);
    }
    static PostId id(const QString& remote) { return {{QStringLiteral("test")}, {}, remote}; }

    static ChatPost post(
        int seconds, const QString& remote, const QString& author, const QString& text)
    {
        ChatPost out;
        out.id = id(remote);
        out.author = author + QStringLiteral("@x.example");
        out.authorName = author;
        out.created = out.seen = at(seconds);
        out.text = text;
        out.language = QStringLiteral("en");
        out.tags << QStringLiteral("EdChat");
        return out;
    }

    ChatPost host(int seconds, const QString& remote, const QString& text) const
    {
        return post(seconds, remote, QStringLiteral("host"), text);
    }

    ChatRules rules;
};

inline std::optional<int> questionOf(const ChatSorter& sorter, const QString& remote)
{
    const auto* placed = sorter.placement(MadeChat::id(remote));
    if (!placed) {
        ADD_FAILURE() << "no post " << qPrintable(remote);
        return std::nullopt;
    }
    return placed->question;
}

} // namespace staffroom::test
