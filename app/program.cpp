#include "app/program.h"

#include "app/metered_application.h"
#include "app/platform/system_scheme.h"
#include "core/base/log.h"
#include "core/media/placeholder.h"
#include "ui/feed/feed_view.h"
#include "ui/room/room_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/room_desk.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Millis kPatienceAtEnd{2000};
constexpr double kUsualPictureAfterSeconds = 5;

Engine::Options engineOptions(const Options& options, const Settings& settings)
{
    Engine::Options out;
    out.isSharedComputer = settings.isOn(Setting::SharedComputer);
    out.serviceOptions = options.networkOptions;
    if (options.practiceSpeed)
        out.serviceOptions.insert(u"practice.speed"_s, QString::number(*options.practiceSpeed));
    return out;
}

ColumnConfig columnOf(const FeedSpec& spec)
{
    ColumnConfig column;
    column.spec = spec;
    return column;
}

tl::unexpected<Error> wrong(const QString& sentence)
{
    return fail(Error::Kind::Invalid, sentence);
}

} // namespace

Program::Program(const Options& options, const Profile& profile, MeteredApplication& application)
    : m_options(options)
    , m_profile(profile)
    , m_application(application)
    , m_settings(profile.settingsFile())
    , m_engine(profile, engineOptions(options, m_settings))
    , m_images(m_engine.http(), {profile.pictureFolder()})
    , m_writing(m_engine, m_deck, m_settings, profile)
    , m_chats(m_engine)
    , m_rooms({&m_engine.clock(), &m_engine.hub(), &m_engine.store(),
          [this] {
              QStringList handles;
              for (const Account& account : m_engine.accounts().accounts())
                  handles << account.source.account;
              return handles;
          }})
    , m_keepsakes(m_engine.clock(), &m_engine.store())
    , m_after(m_engine.clock().createTimer([this] { takePicture(); }))
    , m_patience(m_engine.clock().createTimer([this] { finishExit(); }))
{
    registerBuiltinColumns(m_columns);
    m_images.addDrawer(u"placeholder"_s, drawPlaceholder);
}

Program::~Program() = default;

Result<Done> Program::prepare()
{
    if (auto rooms = readRooms(); !rooms)
        return rooms;
    if (!m_options.deckFile.isEmpty()) {
        QFile file(m_options.deckFile);
        if (!file.open(QIODevice::ReadOnly))
            return wrong(u"The deck file %1 cannot be read: %2."_s.arg(
                m_options.deckFile, file.errorString()));
        auto deck = deckFromJson(file.readAll());
        if (!deck)
            return wrong(u"The deck file %1 is not a deck: %2."_s.arg(
                m_options.deckFile, deck.error().detail));
        m_deck.setDeck(std::move(*deck));
        return Done{};
    }
    if (!m_options.columns.isEmpty() || m_options.practiceSpeed) {
        Deck deck;
        const auto* practice = m_engine.services().find({u"practice"_s});
        if (m_options.practiceSpeed && practice) {
            for (const auto& spec : practice->starterFeeds())
                deck.columns.push_back(columnOf(spec));
        }
        for (const auto& text : m_options.columns) {
            const auto spec = m_engine.services().resolveSpec(text);
            if (!spec)
                return wrong(
                    u"The column \"%1\" cannot be opened: %2."_s.arg(text, spec.error().detail));
            deck.columns.push_back(columnOf(*spec));
        }
        m_deck.setDeck(std::move(deck));
        // The practice chat is also what somebody sees who has no deck yet; they keep it.
        if (m_options.columns.isEmpty() && !QFile::exists(m_profile.deckFile()))
            saveDeckFromNowOn();
        return Done{};
    }
    return loadSavedDeck();
}

Result<Done> Program::readRooms()
{
    RoomSetup setup;
    for (const auto& text : m_options.rooms) {
        const auto spec = m_engine.services().resolveSpec(text);
        if (!spec)
            return wrong(u"The room \"%1\" cannot be opened: %2."_s.arg(text, spec.error().detail));
        if (spec->kind != FeedSpec::Kind::Hashtag)
            return wrong(u"The room \"%1\" cannot be opened: a room follows a hashtag, such as "
                         "tag:SproutChat@practice."_s.arg(text));
        if (setup.hashtag.isEmpty())
            setup.hashtag = spec->tags.first();
        if (foldTag(setup.hashtag) != foldTag(spec->tags.first()))
            return wrong(
                u"The room \"%1\" cannot be opened: all places of a room have one hashtag, "
                "and #%2 was named first."_s.arg(text, setup.hashtag));
        setup.sources.push_back(spec->source);
    }
    const auto* practice = m_engine.services().find({u"practice"_s});
    const bool isPractice = m_options.practiceSpeed && practice && m_options.columns.isEmpty()
        && m_options.deckFile.isEmpty();
    const RoomSetup known = practice ? roomOf(practice->starterFeeds()) : RoomSetup{};
    if (!setup.sources.empty()) {
        // The hosts of the built-in chat are known.
        if (foldTag(setup.hashtag) == foldTag(known.hashtag) && setup.sources == known.sources)
            setup.hosts = known.hosts;
        m_room = setup;
    } else if (isPractice) {
        m_room = known;
    }
    return Done{};
}

/// Once the rooms of earlier runs are known, so that a kept one is gone on with.
void Program::openRoom()
{
    m_loadingRooms = m_rooms.load().then(this, [this](const Result<Done>&) {
        if (m_room && m_window)
            m_window->openRoom(*m_room);
    });
}

Result<Done> Program::loadSavedDeck()
{
    auto loaded = DeckFile(m_profile.deckFile()).load();
    if (loaded) {
        m_deck.setDeck(std::move(loaded->deck));
        m_isDeckRestored = loaded->isFromBackup;
    } else if (loaded.error().kind != Error::Kind::NotFound) {
        logLine(
            LogLevel::Error, "deck"_L1, "unreadable"_L1, {{"detail"_L1, loaded.error().detail}});
    }
    saveDeckFromNowOn();
    return Done{};
}

void Program::saveDeckFromNowOn()
{
    m_saver = std::make_unique<DeckSaver>(m_deck, m_profile.deckFile(), m_engine.clock());
    if (!m_deck.deck().columns.empty() && !QFile::exists(m_profile.deckFile()))
        Q_EMIT m_deck.changed();
}

void Program::openWindow()
{
    ShellContext context;
    context.hub = &m_engine.hub();
    context.services = &m_engine.services();
    context.columns = &m_columns;
    context.deck = &m_deck;
    context.settings = &m_settings;
    context.clock = &m_engine.clock();
    context.images = &m_images;
    context.accounts = &m_engine.accounts();
    context.lock = &m_writing.lock();
    context.actions = &m_writing.actions();
    context.drafts = &m_writing.drafts();
    context.outbox = &m_writing.outbox();
    context.intake = &m_writing.intake();
    context.spelling = &m_writing.spelling();
    context.hosting = &m_writing.hosting();
    context.chats = &m_chats.directory();
    context.reminders = &m_chats.reminders();
    context.rooms = &m_rooms;
    context.keepsakes = &m_keepsakes;
    m_writing.load();
    m_chats.load();
    m_window = std::make_unique<MainWindow>(context);
    m_chats.follow(*m_window);
    connect(&m_writing, &Writing::restoredFrom, m_window.get(), &MainWindow::tellWordsRestored);
    m_systemScheme = std::make_unique<SystemScheme>();
    connect(
        m_systemScheme.get(), &SystemScheme::changed, m_window.get(), &MainWindow::setSystemDark);
    m_window->setSystemDark(m_systemScheme->isDark());
    connect(m_window.get(), &MainWindow::firstPostPainted, this, &Program::noteFirstPost);
    connect(m_window.get(), &MainWindow::closing, this, [this] { shutDown(0); });
    if (m_saver)
        connect(m_saver.get(), &DeckSaver::failed, m_window.get(), &MainWindow::tellNotSaved);
    if (m_isDeckRestored)
        m_window->tellDeckRestored();
    if (!m_options.metricsFile.isEmpty())
        m_application.startMeasuring();
    m_window->show();
    openRoom();
    m_loadingKeepsakes = m_keepsakes.load().then(this, [](const Result<Done>&) {});
    m_windowMs = msSinceProcessStart();
    if (!m_options.screenshotFile.isEmpty() || m_options.afterSeconds) {
        const double seconds = m_options.afterSeconds.value_or(kUsualPictureAfterSeconds);
        m_after->start(Millis(static_cast<qint64>(seconds * 1000)));
    }
}

void Program::noteFirstPost()
{
    if (m_firstPostMs < 0)
        m_firstPostMs = msSinceProcessStart();
}

void Program::takePicture()
{
    int code = 0;
    if (!m_options.screenshotFile.isEmpty() && !m_window->grab().save(m_options.screenshotFile)) {
        std::fprintf(stderr, "staffroom: The picture could not be written to %s.\n",
            qPrintable(m_options.screenshotFile));
        code = 1;
    }
    shutDown(code);
}

/// What the open room shows, and whether anything in it stands there twice.
QJsonObject Program::roomFigures() const
{
    const RoomPage* page = m_window->rooms() ? m_window->rooms()->page() : nullptr;
    if (!page)
        return {};
    int rows = 0;
    int doubled = 0;
    QSet<QString> seen;
    const RowModel* model = page->stream()->feedModel();
    for (int row = 0; row < model->rowCount(); ++row) {
        const FeedRow& content = model->row(row);
        if (content.kind != FeedRow::Kind::Post)
            continue;
        ++rows;
        const Post& post = *content.entry->post;
        const QString key = post.uri.isEmpty() ? post.id.remote : post.uri;
        doubled += seen.contains(key) ? 1 : 0;
        seen.insert(key);
    }
    qint64 layouts = 0;
    for (const auto* view : page->findChildren<FeedView*>())
        layouts += view->layoutsMade();
    const RoomFigures figures = page->room().figures();
    return {{u"posts"_s, figures.posts}, {u"people"_s, figures.people},
        {u"hidden"_s, figures.hidden}, {u"questions"_s, int(page->room().questions().size())},
        {u"waiting"_s, page->room().pace().waiting}, {u"rows"_s, rows}, {u"doubled"_s, doubled},
        {u"layouts"_s, layouts}};
}

void Program::writeMetrics() const
{
    const auto rounded = [](double ms) { return std::round(ms * 10) / 10; };
    qint64 layouts = 0;
    for (const auto* view : m_window->findChildren<FeedView*>())
        layouts += view->layoutsMade();
    const auto posts = m_engine.totals();
    QJsonObject start{{u"window"_s, rounded(m_windowMs)}};
    if (m_firstPostMs >= 0)
        start.insert(u"first_post"_s, rounded(m_firstPostMs));
    const QJsonObject out{{u"start_ms"_s, start}, {u"frames"_s, m_application.frames().toJson()},
        {u"main_loop"_s, m_application.turns().toJson()},
        {u"posts"_s,
            QJsonObject{{u"received"_s, posts.feeds.received}, {u"shown"_s, posts.feeds.shown},
                {u"cached"_s, posts.store.cachedPosts}}},
        {u"layouts"_s, layouts}, {u"room"_s, roomFigures()}, {u"memory"_s, memoryUse()},
        {u"http"_s,
            QJsonObject{{u"requests"_s, posts.http.requests}, {u"bytes"_s, posts.http.bytes}}},
        {u"store"_s,
            QJsonObject{
                {u"writes"_s, posts.store.writes}, {u"write_ms_p99"_s, posts.store.writeMsP99}}}};
    QSaveFile file(m_options.metricsFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(out).toJson()) < 0
        || !file.commit()) {
        std::fprintf(stderr, "staffroom: The measurements could not be written to %s.\n",
            qPrintable(m_options.metricsFile));
    }
}

void Program::shutDown(int code)
{
    if (m_isEnding)
        return;
    m_isEnding = true;
    m_exitCode = code;
    m_after->stop();
    m_patience->start(kPatienceAtEnd);
    if (m_window)
        m_window->closeNow(); // sets the read markers, keeps the window's place
    m_unfinished = 2;
    m_flushing = m_engine.hub().flush().then(this, [this](Result<Done>) { stepFinished(); });
    m_flushingWords = m_writing.flush().then(this, [this](Result<Done>) { stepFinished(); });
    if (isOnSharedComputer())
        leaveAccounts();
}

/// Whoever uses this computer next is not signed in.
void Program::leaveAccounts()
{
    const auto accounts = m_engine.accounts().accounts();
    for (const Account& account : accounts) {
        ++m_unfinished;
        m_leaving.push_back(
            m_engine.accounts().remove(account.source).then(this, [this](Result<Done>) {
                stepFinished();
            }));
    }
}

void Program::stepFinished()
{
    if (--m_unfinished == 0)
        finishExit();
}

void Program::finishExit()
{
    m_patience->stop();
    if (!m_options.metricsFile.isEmpty())
        writeMetrics();
    if (m_saver)
        m_saver->finish();
    m_settings.finish();
    m_application.exit(m_exitCode);
}

} // namespace staffroom
