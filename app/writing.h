#pragma once

#include "app/engine.h"
#include "core/compose/draft_store.h"
#include "core/compose/media_intake.h"
#include "core/compose/outbox.h"
#include "core/compose/spell_checker.h"
#include "core/feeds/post_actions.h"
#include "core/hosting/host_desk.h"
#include "core/services/write_lock.h"

#include <QObject>

namespace staffroom {

class DeckModel;
class Settings;

/// All that writes, built over the engine: the lock, drafts, outbox, acts; and what binds them to
/// feeds, settings and deck.
class Writing : public QObject {
    Q_OBJECT
public:
    Writing(Engine& engine, DeckModel& deck, Settings& settings, const Profile& profile);
    ~Writing() override;

    /// Reads drafts and what an earlier run did not send.
    void load();

    WriteLock& lock() { return m_lock; }
    PostActions& actions() { return m_actions; }
    DraftStore& drafts() { return m_drafts; }
    Outbox& outbox() { return m_outbox; }
    HostDesk& hosting() { return m_hosting; }
    MediaIntake& intake() { return m_intake; }
    SpellChecker& spelling() { return m_spelling; }

    /// Answers when all words are on disk.
    Task<Done> flush() { return m_drafts.flush(); }

Q_SIGNALS:
    /// The person's own data was damaged; the copy of this day stands in.
    void restoredFrom(const QDate& day);

private:
    void followSettings();
    void followDeck();
    void followOutbox();
    void followAccounts();
    void showPending(const OutboxItem& item);
    void lockColumns();
    void sweepPictures();

    Engine& m_engine;
    DeckModel& m_deck;
    Settings& m_settings;
    WriteLock m_lock;
    PostActions m_actions;
    DraftStore m_drafts;
    Outbox m_outbox;
    HostDesk m_hosting;
    MediaIntake m_intake;
    SpellChecker m_spelling;
    QHash<QString, PostId> m_shown; ///< pending posts in the columns, by item
    int m_listsRead = 0; ///< drafts, outbox, scripts
    TaskHandle m_loadingDrafts;
    TaskHandle m_loadingOutbox;
    TaskHandle m_loadingScripts;
};

} // namespace staffroom
