#pragma once

#include "core/chat/chat_text.h"

#include <cstdint>

namespace staffroom {

/// What kind of talk a text sounds like, by set phrases of many languages. Several may be true.
enum class Talk : std::uint32_t {
    Greeting = 1 << 0, ///< says hello or who one is
    Thanks = 1 << 1,
    Farewell = 1 << 2, ///< leaves, or ends the chat
    Soon = 1 << 3, ///< announces what will come
    Late = 1 << 4, ///< excuses a late answer
    More = 1 << 5, ///< adds to what one has said
    Early = 1 << 6, ///< answers before the time
    Meta = 1 << 7, ///< of the chat as such, its tools and its tidiness
    Recap = 1 << 8, ///< looks back at a question ("that was Q3", "still on Q2")
    Handover = 1 << 9, ///< somebody else hosts from now on
    Sorry = 1 << 10, ///< mends a mistake
    Welcome = 1 << 11, ///< greets somebody who has come
    Here = 1 << 12, ///< "has arrived", "is here": a question is in another post
    Again = 1 << 13, ///< a question once more, or in other words
    NextTime = 1 << 14, ///< names the next chat, or just next week
    Clock = 1 << 15, ///< speaks of minutes
    Everybody = 1 << 16, ///< speaks to all
    Anybody = 1 << 17, ///< looks for somebody who knows, or for the place ("anyone", "are we on")
};

struct Talks {
    std::uint32_t bits = 0;

    bool has(Talk talk) const { return (bits & static_cast<std::uint32_t>(talk)) != 0; }
    void add(Talk talk) { bits |= static_cast<std::uint32_t>(talk); }
    bool operator==(const Talks&) const = default;
};

/// `line` as by phraseLine; phrases of scripts without spaces are found anywhere.
Talks talksOf(const QString& line);

} // namespace staffroom
