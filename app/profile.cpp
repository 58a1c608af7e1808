#include "app/profile.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Qt 6.4 has no location for state.
QString stateHome()
{
    const QString set = qEnvironmentVariable("XDG_STATE_HOME");
    return (set.isEmpty() ? QDir::homePath() + u"/.local/state"_s : set) + u"/staffroom"_s;
}

Result<Done> makePrivate(const QString& folder)
{
    if (!QDir().mkpath(folder))
        return fail(Error::Kind::Storage, u"the folder cannot be made"_s, folder);
    // Others may read a folder that was there before; ours are closed.
    QFile::setPermissions(
        folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    return Done{};
}

} // namespace

Result<Profile> Profile::open(const QString& root)
{
    Profile out;
    if (root.isEmpty()) {
        const auto place = [](QStandardPaths::StandardLocation location) {
            return QStandardPaths::writableLocation(location) + u"/staffroom"_s;
        };
        out.config = place(QStandardPaths::GenericConfigLocation);
        out.data = place(QStandardPaths::GenericDataLocation);
        out.cache = place(QStandardPaths::GenericCacheLocation);
        out.state = stateHome();
    } else {
        const QString base = QDir(root).absolutePath();
        if (auto made = makePrivate(base); !made)
            return fail(made.error());
        out = {base + u"/config"_s, base + u"/data"_s, base + u"/cache"_s, base + u"/state"_s};
    }
    for (const auto& folder :
        {out.config, out.data, out.cache, out.state, out.pictureFolder(), out.serviceFolder()}) {
        if (auto made = makePrivate(folder); !made)
            return fail(made.error());
    }
    return out;
}

bool Profile::wipe() const
{
    bool isGone = true;
    for (const auto& folder : {data, cache, state})
        isGone = QDir(folder).removeRecursively() && isGone;
    // Backups of the deck lie beside it; only the settings stay.
    for (const auto& entry : QDir(config).entryInfoList(QDir::Files | QDir::Hidden)) {
        if (entry.absoluteFilePath() != QFileInfo(settingsFile()).absoluteFilePath())
            isGone = QFile::remove(entry.absoluteFilePath()) && isGone;
    }
    return isGone;
}

} // namespace staffroom
