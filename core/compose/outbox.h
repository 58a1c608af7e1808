#pragma once

#include "core/base/task.h"
#include "core/model/draft.h"
#include "core/services/service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

class Clock;
class PostStore;

/// Something on its way out. A thread is several items, sent one after the other.
struct OutboxItem {
    QString id; ///< made once; PostId::remote of its pending post is "outbox:" + id
    Source account;
    ColumnId column; ///< on whose behalf; its lock holds the item
    Submission submission;
    QString replacesDraft; ///< the draft it came from: what "edit again" opens, when still there
    QString follows; ///< item of the part before; its post is what this one answers
    Delivery delivery;
    int attempts = 0;
};

/// Posts between the person's "send" and the server's yes. Every item is on disk (user.db, FULL)
/// before its first attempt, and leaves the disk only after the server's answer was read or the
/// person took it out. Main thread.
///
/// - One after the other for each account, in order; an item that failed or waits for the person
///   holds back only what `follows` it.
/// - A lost answer (timeout, cut, 5xx) is never a reason to send again blindly: by
///   PostLimits::resend the same key is sent again, or one's own newest posts are looked through
///   first; where neither proves anything the item is Unsure until the person decides.
/// - Offline it waits. An item older than ten minutes that was not sent yet is Held and asked
/// about.
/// - Closed lock: Held, nothing leaves. 401: waits for the account (see AccountSession), text kept.
class Outbox : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        PostStore* store = nullptr; ///< never null
        const WriteLock* lock = nullptr; ///< never null
        /// The client of an account; null when there is none (signed out).
        std::function<ServiceClient*(const Source&)> client;
    };
    explicit Outbox(Context context, QObject* parent = nullptr);
    ~Outbox() override;

    /// Reads what an earlier run left. Items that were being sent then are Unsure or looked for,
    /// never sent again blindly.
    Task<Done> load();
    const std::vector<OutboxItem>& items() const; ///< in the order they were sent off
    const OutboxItem* find(const QString& id) const;
    bool hasUnsent() const; ///< anything the program should not be quit over without asking

    /// Makes the items of a draft and writes them; answers their ids once they are on disk. The
    /// caller clears its panel and removes the draft only then. Draft must have passed the check.
    Task<QStringList> submit(const Draft& draft);

    // The person's word on one item.
    void sendNow(
        const QString& id); ///< Held, Failed, Unsure: send (again), knowing what that means
    void markSent(const QString& id); ///< Unsure: it is there, forget it
    void discard(const QString& id);
    /// Takes it out and gives the words back to be edited. nullopt while it is being sent.
    std::optional<Draft> takeBack(const QString& id);

    void setOnline(bool online);
    /// Somebody signed in again or unlocked the key store: what waits for that goes on at once.
    void accountReady(const Source& account);
    /// The post as columns show it meanwhile; see FeedHub::showPending.
    PostPtr pendingPost(const OutboxItem& item) const;

Q_SIGNALS:
    void added(const QString& id);
    void changed(const QString& id);
    /// The server has it: `post` takes the pending one's place.
    void sent(const QString& id, const staffroom::PostPtr& post);
    /// Taken back, discarded, marked as sent, or kept by the server for its time.
    void removed(const QString& id);
    void failed(const staffroom::Error& error); ///< the disk does not take it

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
