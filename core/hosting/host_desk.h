#pragma once

#include "core/base/task.h"
#include "core/hosting/host_script.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace staffroom {

class Outbox;
class PostStore;

/// The scripts of a host, and the one that runs: posts its lines by hand or on time through the
/// outbox, as every account of the script. Main thread.
///
/// - A line is handed over once. That it is being handed over is on the disk before the outbox gets
///   it; a program that ends in between finds the line as HandingOver and asks.
/// - A hold shifts all that waits. A line that is posted by hand before its time, or late, shifts
///   nothing: later lines keep their time.
/// - On time: what is more than `kLateLimit` late (the machine slept, the program was closed) is
///   not posted by itself; the run is held and says so.
/// - "Reading only": the outbox holds the posts; nothing leaves.
class HostDesk : public QObject {
    Q_OBJECT
public:
    static constexpr Millis kLateLimit{std::chrono::minutes(2)};

    struct Context {
        Clock* clock = nullptr; ///< never null
        PostStore* store = nullptr; ///< never null
        Outbox* outbox = nullptr; ///< never null
    };
    explicit HostDesk(Context context, QObject* parent = nullptr);
    ~HostDesk() override;

    /// Answers when the scripts of earlier runs are here. A run that was going on is on hold.
    Task<Done> load();
    const std::vector<HostScript>& scripts() const; ///< changed last first
    const HostScript* find(const QString& id) const;
    /// New (an empty id makes one) or changed; gives the id. Lines that went out stay as they are.
    QString put(HostScript script);
    void remove(QString id);

    // The run.
    void start(const QString& id, bool onTime);
    void stop(const QString& id);
    void hold(const QString& id);
    void resume(const QString& id);
    /// Posts a line now, whatever its time. Error::Conflict: it went out, or is going.
    Task<Done> post(const QString& id, const QString& line);
    void skip(const QString& id, const QString& line);
    void unskip(const QString& id, const QString& line);
    /// After a restart: the person has looked whether a HandingOver line is there.
    void settle(const QString& id, const QString& line, bool isThere);

    /// How far behind its plan the run is; 0 where it is on time.
    Millis drift(const QString& id) const;

Q_SIGNALS:
    void changed(const QString& id); ///< script, run, or only the time of what comes next
    void posted(const QString& id, const QString& line);
    /// A line could not be handed over; it waits again and the run is held.
    void refused(const QString& id, const QString& line, const staffroom::Error& error);
    void failed(const staffroom::Error& error); ///< the disk does not take it

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
