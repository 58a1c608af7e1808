#pragma once

#include "core/chat/chat_post.h"
#include "core/chat/placement.h"

#include <memory>

namespace staffroom {

/// What is known of a chat before it begins, and may change at any time.
struct ChatRules {
    QString hashtag; ///< without '#', any case
    QStringList hosts; ///< full handles, any case; several names of one person count as several
    /// The scheduled start; absent: not known (a chat without a clock).
    std::optional<Timestamp> begin;
    std::optional<Timestamp> end; ///< scheduled; afterwards a post without label is side talk
    bool isSlow = false; ///< questions days apart: time says more than minutes do
    /// The person's own label letters or words besides the known ones, e.g. "Frage", "K".
    QStringList questionLabels;
    QStringList answerLabels;

    bool operator==(const ChatRules&) const = default;
};

/// Finds the questions that hosts ask in a chat and puts every post under its question. Pure: no
/// network, clock or widget; one thread. Works as posts come, edits, deletions and new hosts
/// included: each change costs in proportion to what it concerns, well under a millisecond for one
/// post among thousands. What a person decides (`move`, `show`, `hide`) stays whatever comes later.
class ChatSorter {
public:
    explicit ChatSorter(ChatRules rules = {});
    ~ChatSorter();
    ChatSorter(ChatSorter&&) noexcept;
    ChatSorter& operator=(ChatSorter&&) noexcept;

    const ChatRules& rules() const;
    /// Judges everything again where it matters.
    void setRules(const ChatRules& rules);
    /// By the rules, or somebody who took over: named by a host, or going on with the numbers and
    /// answered by many, or asking the same at the same time again and again.
    bool isHost(const QString& handle) const;

    /// New, or changed under the same id. The order of calls may differ from that of writing.
    void put(const ChatPost& post);
    void remove(const PostId& id);

    // What a person decides; may be said before the post is there.
    void move(const PostId& id, std::optional<int> question);
    void unmove(const PostId& id); ///< back to what the sorter thinks
    void hide(const PostId& id);
    void show(const PostId& id); ///< one click restores what was hidden
    /// All posts of its author, from now on too.
    void showAuthor(const QString& handle);

    /// Null: unknown.
    const Placement* placement(const PostId& id) const;
    bool isMoved(const PostId& id) const;
    const std::vector<ChatQuestion>& questions() const; ///< by number
    const ChatQuestion* question(int number) const; ///< null: not asked
    /// The question that is on: the one asked last.
    std::optional<int> currentQuestion() const;
    std::vector<ChatStorm> storms() const;

    /// What has changed since the last call.
    struct Changes {
        std::vector<PostId> placed; ///< each once; new, moved, hidden or shown
        bool questions = false;
        bool isEmpty() const { return placed.empty() && !questions; }
    };
    Changes takeChanges();
    /// How often a post has been judged so far: what the work is measured by.
    qint64 judgements() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
