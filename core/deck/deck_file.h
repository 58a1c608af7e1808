#pragma once

#include "core/base/result.h"
#include "core/model/column.h"

namespace staffroom {

/// The deck as versioned JSON ("format": "staffroom-deck/1"), without secrets. Unknown keys are
/// kept out, unknown column kinds are an error that names them.
QByteArray deckToJson(const Deck& deck);
Result<Deck> deckFromJson(const QByteArray& json);

/// Loads and saves one deck file whole or not at all (write, sync, rename), mode 0600, and keeps
/// nine rotating backups beside it (`deck.json.1` newest). A backup is made at the first save of a
/// run and then when the last is older than ten minutes.
class DeckFile {
public:
    explicit DeckFile(QString path);
    const QString& path() const { return m_path; }

    struct Loaded {
        Deck deck;
        /// The file itself was unreadable and this is the newest good backup; the bad file is
        /// kept as `deck.json.bad`.
        bool isFromBackup = false;
    };
    /// NotFound: there is none yet. Storage or Protocol: neither it nor a backup could be read.
    Result<Loaded> load() const;
    Result<Done> save(const Deck& deck, qint64 nowMs);

private:
    QString m_path;
    qint64 m_lastBackupMs = 0;
};

} // namespace staffroom
