#pragma once

#include "core/base/task.h"
#include "core/model/draft.h"

#include <QObject>

#include <memory>
#include <vector>

namespace staffroom {

class Clock;
class PostStore;

/// An older state of a draft, kept for a week: the longest of each day.
struct DraftCopy {
    Draft draft;
    Timestamp saved{};
};

/// An answer written before the chat, for one question of it.
struct PreparedAnswer {
    QString hashtag; ///< without '#'
    int question = 0; ///< 3 for Q3
    QString text;
    bool isUsed = false; ///< it was taken over into a draft once
    bool operator==(const PreparedAnswer&) const = default;
};

/// What the person has begun to write, on this disk only, in user.db (FULL sync). Main thread.
///
/// `save` is called on every change; it is on disk within a second of the last one. A draft that
/// becomes much shorter than it was leaves its longer state behind as a copy; copies live for seven
/// days. Nothing here is ever deleted but by `remove` (sent, or thrown away by the person), and
/// even then the copies stay their seven days.
class DraftStore : public QObject {
    Q_OBJECT
public:
    DraftStore(Clock& clock, PostStore& store, QObject* parent = nullptr);
    ~DraftStore() override; ///< writes what waits

    /// Answers when the drafts of earlier runs are in `drafts()`.
    Task<Done> load();
    /// Newest change first; empty ones are not kept.
    const std::vector<Draft>& drafts() const;
    const Draft* find(const QString& id) const;

    void save(const Draft& draft);
    void remove(const QString& id);
    /// Answers when all that was saved is on disk.
    Task<Done> flush();
    Task<std::vector<DraftCopy>> copies(); ///< newest first

    const std::vector<PreparedAnswer>& prepared() const;
    /// An empty text takes it out.
    void setPrepared(const PreparedAnswer& answer);

    /// What the person wrote in last, BCP 47; empty: never wrote anything.
    QString lastLanguage() const;
    void setLastLanguage(const QString& language);

Q_SIGNALS:
    void changed();
    void preparedChanged();
    void failed(
        const staffroom::Error& error); ///< could not be written; tried again with the next key

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
