#include "app/writing.h"

#include "core/deck/deck_model.h"
#include "core/deck/settings.h"

namespace staffroom {

Writing::Writing(Engine& engine, DeckModel& deck, Settings& settings, const Profile& profile)
    : m_engine(engine)
    , m_deck(deck)
    , m_settings(settings)
    , m_actions({&engine.hub(), &m_lock})
    , m_drafts(engine.clock(), engine.store())
    , m_outbox({&engine.clock(), &engine.store(), &m_lock,
          [&engine](const Source& source) -> ServiceClient* {
              return engine.accounts().find(source) ? engine.hub().client(source) : nullptr;
          }})
    , m_hosting({&engine.clock(), &engine.store(), &m_outbox})
    , m_intake(engine.pool(), profile.pictureIntake())
    , m_spelling({SpellChecker::usualFolders(), profile.ownWordsFile()})
{
    followSettings();
    followDeck();
    followOutbox();
    followAccounts();
}

Writing::~Writing() = default;

void Writing::followSettings()
{
    m_lock.setLocked(m_settings.isOn(Setting::ReadingOnly));
    connect(&m_settings, &Settings::changed, this, [this](Setting setting) {
        if (setting == Setting::ReadingOnly)
            m_lock.setLocked(m_settings.isOn(setting));
    });
}

void Writing::followDeck()
{
    connect(&m_deck, &DeckModel::changed, this, &Writing::lockColumns);
    lockColumns();
}

void Writing::lockColumns()
{
    for (const ColumnConfig& column : m_deck.deck().columns)
        m_lock.setColumnLocked(column.id, column.isLocked);
}

void Writing::showPending(const OutboxItem& item)
{
    const PostPtr post = m_outbox.pendingPost(item);
    m_shown.insert(item.id, post->id);
    m_engine.hub().showPending(post, item.account);
}

void Writing::followOutbox()
{
    const auto show = [this](const QString& id) {
        if (const OutboxItem* item = m_outbox.find(id))
            showPending(*item);
    };
    connect(&m_outbox, &Outbox::added, this, show);
    connect(&m_outbox, &Outbox::changed, this, show);
    connect(&m_outbox, &Outbox::sent, this, [this](const QString& id, const PostPtr& post) {
        const PostId pending = m_shown.take(id);
        if (post)
            m_engine.hub().pendingSent(pending, post);
        else
            m_engine.hub().dropPending(pending);
    });
    connect(&m_outbox, &Outbox::removed, this,
        [this](const QString& id) { m_engine.hub().dropPending(m_shown.take(id)); });
}

void Writing::followAccounts()
{
    AccountBook& accounts = m_engine.accounts();
    const auto renew = [this](const Source& source) {
        m_engine.hub().renewClient(source);
        m_outbox.accountReady(source);
    };
    connect(&accounts, &AccountBook::added, this, renew);
    connect(&accounts, &AccountBook::removed, this,
        [this](const Source& source) { m_engine.hub().renewClient(source); });
    connect(&accounts, &AccountBook::changed, this, [this, renew](const Source& source) {
        const auto session = m_engine.accounts().session(source);
        if (session && session->state() == AccountSession::State::Ready)
            renew(source);
    });
}

void Writing::load()
{
    m_loadingDrafts = m_drafts.load().then(this, [this](const Result<Done>&) {
        sweepPictures();
        if (const auto day = m_engine.store().userRestoredFrom())
            Q_EMIT restoredFrom(*day);
    });
    m_loadingOutbox = m_outbox.load().then(this, [this](const Result<Done>&) {
        for (const OutboxItem& item : m_outbox.items())
            showPending(item);
        sweepPictures();
    });
    m_loadingScripts
        = m_hosting.load().then(this, [this](const Result<Done>&) { sweepPictures(); });
}

/// Our copies of pictures that nothing names any more go once all lists are known.
void Writing::sweepPictures()
{
    static constexpr int kLists = 3;
    if (++m_listsRead < kLists)
        return;
    QStringList keep;
    for (const Draft& draft : m_drafts.drafts()) {
        for (const DraftPart& part : draft.parts) {
            for (const DraftMedia& media : part.media)
                keep << media.file;
        }
    }
    for (const OutboxItem& item : m_outbox.items()) {
        for (const DraftMedia& media : item.submission.media)
            keep << media.file;
    }
    for (const HostScript& script : m_hosting.scripts()) {
        for (const ScriptLine& line : script.lines) {
            for (const DraftMedia& media : line.media)
                keep << media.file;
        }
    }
    m_intake.sweep(keep);
}

} // namespace staffroom
