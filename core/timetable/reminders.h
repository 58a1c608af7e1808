#pragma once

#include "core/base/task.h"
#include "core/timetable/agenda.h"

#include <QObject>

#include <memory>
#include <vector>

namespace staffroom {

class PostStore;

/// The wish to be told of a chat's start.
struct ChatReminder {
    QString id; ///< one for a chat, and one for each single meeting
    QString listingId;
    int minutesBefore = 10;
    std::optional<Timestamp> only; ///< this one start; absent: every one
    bool operator==(const ChatReminder&) const = default;
};

/// Tells of the starts that the person wants to be told of, each exactly once: on time while the
/// machine runs, within a minute after it wakes up, and after a restart too. Needs no network. Main
/// thread.
///
/// What was told is written before it is told, so that it is not told again by the next run; and it
/// is remembered start by start, so that a clock that is set back tells nothing twice and one that
/// was far ahead silences nothing. A start that was slept through is told as due while the chat is
/// on (half an hour where its length is not known), after that once as missed, up to twelve hours;
/// of several missed starts of one chat only the last. Chats that ended, pause, or were taken out
/// of the directory stay silent.
class Reminders : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        PostStore* store = nullptr; ///< null: nothing is kept
        const ChatDirectory* directory = nullptr; ///< never null; may load later
    };
    explicit Reminders(Context context, QObject* parent = nullptr);
    ~Reminders() override;

    /// Reads what is kept; tells nothing before.
    Task<Done> load();

    const std::vector<ChatReminder>& reminders() const;
    /// That of the whole chat; null: none.
    const ChatReminder* ofChat(const QString& listingId) const;
    /// That of one meeting; null: none of its own.
    const ChatReminder* ofStart(const QString& listingId, Timestamp start) const;
    /// A chat without a clock cannot be reminded of.
    static bool canRemind(const ChatListing& listing);

    /// Takes the place of one for the same chat or start. What has begun already is not told.
    void set(
        const QString& listingId, int minutesBefore, std::optional<Timestamp> only = std::nullopt);
    void remove(const QString& id);

Q_SIGNALS:
    void changed();
    void due(const staffroom::AgendaEntry& entry);
    void missed(const staffroom::AgendaEntry& entry);
    void failed(const staffroom::Error& error); ///< could not be kept; the reminder works on

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
