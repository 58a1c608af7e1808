#pragma once

#include "core/base/clock.h"
#include "core/model/draft.h"

#include <QByteArray>

namespace staffroom {

/// One post of a host's script.
struct ScriptLine {
    enum class Kind { Welcome, Question, Remark, WrapUp }; // written as names
    /// How far it is. Kept, so that a restart neither repeats nor forgets a post.
    enum class State {
        Waiting,
        HandingOver, ///< to the outbox; after a restart: nobody knows, the person decides
        HandedOver, ///< the outbox sends it, and shows what becomes of it
        Skipped,
    };
    QString id; ///< made once
    Kind kind = Kind::Question;
    int number = 0; ///< of a question, made by numberQuestions(); the label "Q3" comes from it
    QString text; ///< without label and tag
    std::vector<DraftMedia> media; ///< with their descriptions
    /// From the line before it; absent: the script's spacing. The first counts from the start.
    std::optional<Millis> after;
    State state = State::Waiting;
    std::optional<Timestamp> posted; ///< when it was handed over

    bool operator==(const ScriptLine&) const = default;
};

/// What somebody who hosts a chat has prepared. Kept in user.db.
struct HostScript {
    QString id; ///< made once
    QString title;
    QString hashtag; ///< readable case, without '#'
    Source account; ///< who asks; never changed without the person's doing
    std::vector<Source> mirrors; ///< further accounts that post the same
    Timestamp begin{}; ///< planned start
    Millis spacing{std::chrono::minutes(8)};
    std::vector<ScriptLine> lines;
    bool beginsAtZero = false; ///< with an ice-breaker, Q0
    bool isTimed = false; ///< posts on time by itself once it runs; else each by hand
    bool isRunning = false;
    Millis held{0}; ///< by how much all that waits was shifted by holds
    std::optional<Timestamp> heldSince; ///< now on hold
    Timestamp changed{};

    bool operator==(const HostScript&) const = default;
};

/// When a line is planned: start, what stands before it, and the holds so far. A hold that goes on
/// at `now` counts for lines that wait.
Timestamp plannedTime(const HostScript& script, size_t line, Timestamp now);
/// The same as it was planned, without holds.
Timestamp scheduledTime(const HostScript& script, size_t line);
/// First line that waits; lines.size(): none.
size_t nextLine(const HostScript& script);
/// The draft that posts a line as one account.
Draft draftOf(const HostScript& script, size_t line, const Source& account);
/// Gives questions their numbers in order; those that went out keep theirs.
void numberQuestions(HostScript& script);

QByteArray encodeScript(const HostScript& script);
/// Error::Storage where the bytes are none.
Result<HostScript> decodeScript(const QByteArray& bytes);

} // namespace staffroom
