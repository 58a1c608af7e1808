#pragma once

#include "core/room/room.h"

namespace staffroom {

// What a room says of itself in words.

/// "Q3 of 6 · asked 4 min ago"; `last` is the greatest number asked so far.
QString questionLine(const ChatQuestion& question, int last, Timestamp now);
/// The words of a question, or what stands in for them.
QString questionWords(const ChatQuestion& question);
/// "3 of 3 sources live", of one source its own state.
QString sourcesLine(const std::vector<RoomSource>& sources, Timestamp now);
/// "19:04 to 19:09 filled", "2 gaps open"; empty: nothing was missed.
QString gapsLine(const std::vector<RoomSource>& sources, Timestamp now);
/// Every source with its state, a line each; for a tooltip and a screen reader.
QString sourcesInFull(const std::vector<RoomSource>& sources, Timestamp now);
/// "42 people · 8 posts a minute"
QString figuresLine(const RoomFigures& figures);
/// "2 min behind", "14 waiting"; empty: nothing is held back.
QString paceLine(const PaceState& pace);
/// "As it comes", "6 a minute", "On hold".
QString paceName(const PaceSetting& pace);
/// The whole status line.
QString statusLine(const Room& room);
/// What came since it was last said: "4 new posts, question 3 was asked"; empty: nothing.
QString summaryLine(int posts, int toMe, std::optional<int> question, int waiting);

} // namespace staffroom
