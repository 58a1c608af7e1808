#include "app/platform/desktop_notice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// https://specifications.freedesktop.org/notification-spec/latest/
constexpr auto kNoticeService = "org.freedesktop.Notifications"_L1;
constexpr auto kNoticePath = "/org/freedesktop/Notifications"_L1;
constexpr auto kDefaultAction = "default"_L1; ///< the notice itself
constexpr auto kOpenAction = "open"_L1;
constexpr int kAsTheDesktopDoes = -1; // how long it stays

} // namespace

DesktopNotice::DesktopNotice(QObject* parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kNoticeService, kNoticePath, kNoticeService, u"ActionInvoked"_s, this,
        SLOT(onAction(uint, QString)));
    bus.connect(kNoticeService, kNoticePath, kNoticeService, u"NotificationClosed"_s, this,
        SLOT(onClosed(uint, uint)));
}

void DesktopNotice::tell(
    const QString& title, const QString& text, const QString& action, std::function<void()> run)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    auto ask
        = QDBusMessage::createMethodCall(kNoticeService, kNoticePath, kNoticeService, u"Notify"_s);
    const QVariantMap hints{{u"desktop-entry"_s, u"staffroom"_s}, {u"category"_s, u"presence"_s}};
    ask << u"Staffroom"_s << uint(0) << u"staffroom"_s << title << text.toHtmlEscaped()
        << QStringList{kDefaultAction, action, kOpenAction, action} << hints << kAsTheDesktopDoes;
    auto* waiting = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this,
        [this, run = std::move(run)](QDBusPendingCallWatcher* watcher) {
            const QDBusPendingReply<uint> reply = *watcher;
            if (reply.isValid())
                m_runs.insert(reply.value(), run);
            watcher->deleteLater();
        });
}

void DesktopNotice::onAction(uint id, const QString& action)
{
    if (action != kDefaultAction && action != kOpenAction)
        return;
    // Ids of other programs' notices come here too.
    if (const auto run = m_runs.take(id))
        run();
}

void DesktopNotice::onClosed(uint id, uint)
{
    m_runs.remove(id);
}

} // namespace staffroom
