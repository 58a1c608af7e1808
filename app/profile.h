#pragma once

#include "core/base/result.h"

#include <QString>

namespace staffroom {

/// Where this program keeps its files. All folders exist, mode 0700.
struct Profile {
    QString config; ///< deck, settings
    QString data; ///< user.db: what cannot be fetched again; what services keep
    QString cache; ///< cache.db, pictures
    QString state; ///< log

    QString deckFile() const { return config + QLatin1StringView("/deck.json"); }
    QString settingsFile() const { return config + QLatin1StringView("/settings.json"); }
    QString accountsFile() const { return config + QLatin1StringView("/accounts.json"); }
    QString pictureIntake() const { return data + QLatin1StringView("/pictures-to-send"); }
    QString ownWordsFile() const { return data + QLatin1StringView("/words.txt"); }
    QString userDatabase() const { return data + QLatin1StringView("/user.db"); }
    QString cacheDatabase() const { return cache + QLatin1StringView("/cache.db"); }
    /// What services keep of their own, see ServiceContext::folder.
    QString serviceFolder() const { return data + QLatin1StringView("/services"); }
    QString pictureFolder() const { return cache + QLatin1StringView("/pictures"); }
    QString logFile() const { return state + QLatin1StringView("/staffroom.log"); }

    /// `root` empty: the desktop's usual places. Storage, with the folder in `path`, when one
    /// cannot be made.
    static Result<Profile> open(const QString& root);

    /// Deletes everything but the settings: a shared computer keeps nothing of this run. Nothing
    /// may have a file of it open. False: something could not be deleted.
    bool wipe() const;
};

} // namespace staffroom
