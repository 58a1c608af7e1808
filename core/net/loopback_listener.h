#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QObject>
#include <QUrl>
#include <QUrlQuery>

#include <memory>

namespace staffroom {

/// Waits on 127.0.0.1 for one redirect of the system browser (RFC 8252, 7.3). Takes exactly one GET
/// of its path with a Host of its own and answers it with a plain page that says to go back to the
/// program; everything else gets 404 and is not told. Closes itself after that, after five minutes,
/// and when destroyed. Main thread.
class LoopbackListener : public QObject {
    Q_OBJECT
public:
    explicit LoopbackListener(Clock& clock, QObject* parent = nullptr);
    ~LoopbackListener() override;

    /// Offline when no port can be had. `port` 0: any; one that is taken is an error.
    Result<Done> listen(quint16 port, const QString& path);
    /// "http://127.0.0.1:PORT/callback"
    QUrl address() const;

Q_SIGNALS:
    void answered(const QUrlQuery& query); ///< once
    void timedOut(); ///< five minutes have passed

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
