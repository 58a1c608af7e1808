#include "core/secrets/secret_service.h"

#ifdef QT_DBUS_LIB
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#endif

namespace staffroom {

using namespace Qt::Literals::StringLiterals;
using Availability = SecretStore::Availability;

SecretService::SecretService(Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
}

SecretService::~SecretService() = default;

void SecretService::look()
{
    if (std::exchange(m_isLooking, true))
        return;
    const bool wasUnlocked = m_last == Availability::Unlocked;
    availability()
        .then(this,
            [this, wasUnlocked](const Result<Availability>& now) {
                m_isLooking = false;
                if (!wasUnlocked && now && *now == Availability::Unlocked)
                    Q_EMIT unlocked();
            })
        .detach();
}

Task<Availability> SecretService::availability()
{
    watch();
    return ask().andThen(this, [this](Availability now) {
        m_last = now;
        return Result<Availability>(now);
    });
}

#ifdef QT_DBUS_LIB

namespace {

constexpr Millis kServiceAnswersWithin{5000};
const QString kService = u"org.freedesktop.secrets"_s;
const QString kPath = u"/org/freedesktop/secrets"_s;

bool isKde()
{
    return qgetenv("XDG_CURRENT_DESKTOP").toUpper().split(':').contains("KDE");
}

QDBusMessage readAlias()
{
    auto call = QDBusMessage::createMethodCall(
        kService, kPath, u"org.freedesktop.Secret.Service"_s, u"ReadAlias"_s);
    call << u"default"_s;
    return call;
}

QDBusMessage getLocked(const QString& collection)
{
    auto call = QDBusMessage::createMethodCall(
        kService, collection, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    call << u"org.freedesktop.Secret.Collection"_s << u"Locked"_s;
    return call;
}

Availability meaningOf(const QDBusError& error)
{
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return Availability::Silent;
    default:
        return Availability::Absent;
    }
}

/// Answers the reply, or nothing when it does not come in time.
Task<QDBusMessage> send(Clock& clock, const QDBusMessage& call)
{
    Promise<QDBusMessage> promise;
    auto task = promise.task();
    // Deletes itself below, whichever comes first.
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(
        call, static_cast<int>(kServiceAnswersWithin.count())));
    auto timer = std::make_shared<std::unique_ptr<Timer>>();
    *timer = clock.createTimer([promise, watcher] {
        promise.finish(fail(Error::Kind::Timeout));
        watcher->deleteLater();
    });
    (*timer)->start(kServiceAnswersWithin);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher,
        [promise, timer](QDBusPendingCallWatcher* done) {
            (*timer)->stop();
            promise.finish(done->reply());
            done->deleteLater();
        });
    return task;
}

} // namespace

void SecretService::watch()
{
    if (m_isWatching || isKde())
        return;
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    m_isWatching = true;
    bus.connect(kService, {}, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
        SLOT(look()));
    for (const auto& change : {u"CollectionChanged"_s, u"CollectionCreated"_s}) {
        bus.connect(
            kService, kPath, u"org.freedesktop.Secret.Service"_s, change, this, SLOT(look()));
    }
    auto* comes = new QDBusServiceWatcher(
        kService, bus, QDBusServiceWatcher::WatchForRegistration, this); // owned by this
    connect(comes, &QDBusServiceWatcher::serviceRegistered, this, &SecretService::look);
}

Task<Availability> SecretService::ask()
{
    if (!QDBusConnection::sessionBus().isConnected())
        return readyTask<Availability>(Availability::Absent);
    if (isKde())
        return readyTask<Availability>(Availability::Unknown);
    Promise<Availability> promise;
    auto task = promise.task();
    const auto onLocked = [promise](const Result<QDBusMessage>& message) {
        if (!message)
            return promise.finish(Availability::Silent);
        const QDBusPendingReply<QDBusVariant> locked(*message);
        if (locked.isError()) { // the alias names a collection that is not there
            const auto meaning = meaningOf(locked.error());
            return promise.finish(meaning == Availability::Silent ? meaning : Availability::Empty);
        }
        promise.finish(
            locked.value().variant().toBool() ? Availability::Locked : Availability::Unlocked);
    };
    send(m_clock, readAlias())
        .then(this,
            [this, promise, onLocked](const Result<QDBusMessage>& message) {
                if (!message)
                    return promise.finish(Availability::Silent);
                const QDBusPendingReply<QDBusObjectPath> path(*message);
                if (path.isError())
                    return promise.finish(meaningOf(path.error()));
                if (path.value().path().size() < 2)
                    return promise.finish(Availability::Empty);
                send(m_clock, getLocked(path.value().path())).then(this, onLocked).detach();
            })
        .detach();
    return task;
}

#else

void SecretService::watch()
{
    m_isWatching = true;
}

Task<Availability> SecretService::ask()
{
    return readyTask<Availability>(Availability::Unknown);
}

#endif

} // namespace staffroom
