#pragma once

#include "core/compose/outbox_entry.h"
#include "core/services/service.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace staffroom {

/// How one attempt to get an item to its server ended.
struct TripEnd {
    enum class Kind {
        Sent, ///< `post`, or the server keeps it for later
        Wait, ///< try again later; `error` says why
        Refused, ///< `error` in the server's words
        Unsure,
        Locked, ///< the lock was closed on the way
        TooOld, ///< it is not there, and it would come too late
        KeepTime, ///< the server cannot send it at its time: this program does
        Disk, ///< what must be written first could not be
    };
    Kind kind = Kind::Wait;
    PostPtr post;
    std::optional<Error> error;
};

/// One attempt of one item: pictures first, then the post, and after a lost answer a look whether
/// it arrived. Before anything that the server could have done is begun, the disk knows of it; so
/// the program can end anywhere and the next attempt begins with what is known for sure.
/// Destroying it gives up what has not been sent.
class OutboxTrip : public QObject {
    Q_OBJECT
public:
    struct Context {
        Clock* clock = nullptr; ///< never null
        const WriteLock* lock = nullptr; ///< never null
        ServiceClient* client = nullptr; ///< never null; may go meanwhile
        std::optional<PostLimits> limits; ///< when they are known already
        std::function<Task<Done>(const OutboxEntry&)> keep; ///< answers when it is on disk
    };
    OutboxTrip(Context context, OutboxEntry entry, QObject* parent = nullptr);

    const OutboxEntry& entry() const { return m_entry; }
    const std::optional<PostLimits>& limits() const { return m_context.limits; }
    /// From here on only the server knows.
    bool isBeyondRecall() const { return m_isBeyondRecall; }
    void start();

Q_SIGNALS:
    void progressed(); ///< `entry().item.delivery`
    /// Once, last; `entry` is as it should be kept.
    void ended(const staffroom::TripEnd& end);

private:
    void decide();
    void uploadNext();
    void publish();
    void published(const OutboxEntry& before, const Result<Published>& answer);
    void look(std::optional<Error> refusal);
    void seen(const Result<Sighting>& answer, const std::optional<Error>& refusal);
    void absent(const std::optional<Error>& refusal);
    void show(Delivery::State state, int done = 0);
    void end(TripEnd::Kind kind, std::optional<Error> error = std::nullopt, PostPtr post = {});
    bool maySendKeyAgain() const;
    /// Writes the entry, then goes on.
    void keepThen(std::function<void()> next);
    ServiceClient* client();

    Context m_context;
    QPointer<ServiceClient> m_client;
    OutboxEntry m_entry;
    bool m_isBeyondRecall = false;
    bool m_hasLooked = false;
    std::unique_ptr<Timer> m_pause;
    TaskHandle m_task;
};

} // namespace staffroom
