#include "app/platform/system_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
constexpr auto kPortalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto kPortalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto kInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto kNamespace = "org.freedesktop.appearance"_L1;
constexpr auto kKey = "color-scheme"_L1;

} // namespace

SystemScheme::SystemScheme(QObject* parent)
    : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kPortalService, kPortalPath, kInterface, u"SettingChanged"_s, this,
        SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    auto ask = QDBusMessage::createMethodCall(kPortalService, kPortalPath, kInterface, u"Read"_s);
    ask << QString(kNamespace) << QString(kKey);
    auto* waiting = new QDBusPendingCallWatcher(bus.asyncCall(ask), this);
    connect(waiting, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* w) {
        const QDBusPendingReply<QDBusVariant> reply = *w;
        if (reply.isValid())
            set(meansDark(reply.value().variant()));
        w->deleteLater();
    });
}

bool SystemScheme::meansDark(const QVariant& value)
{
    QVariant inner = value;
    while (inner.canConvert<QDBusVariant>() && inner.userType() == qMetaTypeId<QDBusVariant>())
        inner = inner.value<QDBusVariant>().variant();
    return inner.toUInt() == 1;
}

void SystemScheme::onSettingChanged(
    const QString& nameSpace, const QString& key, const QDBusVariant& value)
{
    if (nameSpace == kNamespace && key == kKey)
        set(meansDark(value.variant()));
}

void SystemScheme::set(bool isDark)
{
    if (m_isDark == isDark)
        return;
    m_isDark = isDark;
    Q_EMIT changed(isDark);
}

} // namespace staffroom
