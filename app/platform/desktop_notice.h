#pragma once

#include <QHash>
#include <QObject>
#include <QVariantMap>

#include <functional>

namespace staffroom {

/// Notices of the desktop (org.freedesktop.Notifications) with one action. Asked without waiting;
/// where there is no such service nothing happens. Texts are plain: markup is escaped here.
class DesktopNotice : public QObject {
    Q_OBJECT
public:
    explicit DesktopNotice(QObject* parent = nullptr);

    /// `run` is called when the action, or the notice itself, is pressed; at most once.
    void tell(const QString& title, const QString& text, const QString& action,
        std::function<void()> run);

private Q_SLOTS:
    void onAction(uint id, const QString& action);
    void onClosed(uint id, uint reason);

private:
    QHash<uint, std::function<void()>> m_runs; ///< notices that are shown
};

} // namespace staffroom
