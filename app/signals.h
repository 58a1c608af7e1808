#pragma once

#include <QObject>

#include <functional>

namespace staffroom {

/// Calls `stop` on the main thread when the system asks the process to end (SIGTERM, SIGINT,
/// SIGHUP). Make one, once.
class EndSignals : public QObject {
    Q_OBJECT
public:
    explicit EndSignals(std::function<void()> stop, QObject* parent = nullptr);
};

} // namespace staffroom
