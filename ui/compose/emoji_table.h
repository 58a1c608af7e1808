#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace staffroom {

/// One emoji as the picker and the completion list show it.
struct EmojiEntry {
    QString text; ///< what goes into the post: the character, or ":code:"
    QString name; ///< English name or the server's code
    int group = 0; ///< index into `emojiGroups()`; -1: the server's own
};

/// The Unicode table compiled in; read once, at first use.
const std::vector<EmojiEntry>& emojiTable();
const QStringList& emojiGroups();
/// Does each word of `typed` begin a word of the name? Empty: yes.
bool matchesEmoji(const EmojiEntry& entry, const QString& typed);
/// Best matches of a code that is being typed, names that begin like it first.
std::vector<EmojiEntry> findEmoji(
    const std::vector<EmojiEntry>& own, const QString& typed, int limit);

} // namespace staffroom
