#pragma once

#include "core/chat/talk.h"

#include <span>

namespace staffroom {

struct TalkPhrases {
    Talk talk;
    const char16_t* phrases; ///< separated by '|', as in a phraseLine; "hal*": words that begin so
};

std::span<const TalkPhrases> talkPhrases();

} // namespace staffroom
