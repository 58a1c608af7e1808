#include "tests/e2e/x/program.h"

#include "core/services/x/login.h"

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QNetworkReply>
#include <QSet>
#include <QTimer>

namespace staffroom::x {

namespace {

constexpr int kPaceOfNetwork = 5;
constexpr int kPaceOfNothing = 500;
constexpr Millis kLongestStep = 1s; ///< however long the machine was busy with something else
constexpr qint64 kSettles = 30; ///< ms after an answer in which it may lead to another request
constexpr qint64 kNeverCame = 400; ///< ms after which a request was refused at the door
/// So near to the end of a day of UTC, which begins the accounts anew, a test takes the next one.
constexpr auto kNearMidnight = 25min;

} // namespace

void XProgramAt::SetUp()
{
    if (!Rig::isInstalled())
        GTEST_SKIP() << "no folder with the server is named (STAFFROOM_X_RIG)";
    Rig* server = Rig::of(GetParam());
    ASSERT_TRUE(server);
    server->reset();
    begin(server, GetParam());
}

Timestamp XProgram::realTime()
{
    return fromDateTime(QDateTime::currentDateTimeUtc());
}

void XProgram::setClockRight()
{
    clock.setNow(realTime() + m_ahead);
}

void XProgram::begin(Rig* server, const Face& with)
{
    rig = server;
    face = with;
    const auto midnight = std::chrono::floor<std::chrono::days>(realTime()) + std::chrono::days(1);
    if (midnight - realTime() < kNearMidnight)
        m_ahead = std::chrono::ceil<Millis>(midnight - realTime()) + 5s;
    setClockRight();
    m_turned.start();
    m_traffic.start();
    proxy = std::make_unique<CuttingProxy>(QUrl(rig->base()));
    proxy->setTold([this](const QByteArray& first, int status) {
        const auto words = first.split(' ');
        exchanges.push_back({words.value(0), words.value(1).split('?').first(), status});
    });
    putTogether();
    ASSERT_TRUE(await(store->ready()));
}

void XProgram::putTogether()
{
    QStringList ports;
    for (const quint16 port : freePorts(3))
        ports << QString::number(port);
    ServiceContext context{&clock, &http, &pool, {}, nullptr, folder.path()};
    context.options
        = {{u"x.api"_s, proxy->base()}, {u"x.web"_s, rig->base()}, {u"x.ports"_s, ports.join(u',')},
            {u"x.vocabulary"_s, QString::fromLatin1(face.vocabulary)}};
    auto made = std::make_unique<XService>(context);
    service = made.get();
    services.add(std::move(made));
    accounts = std::make_unique<AccountBook>(AccountBook::Context{&clock, &services, nullptr, {}});
    store = std::make_unique<PostStore>(
        PostStore::Files{folder.filePath(u"cache.db"_s), folder.filePath(u"user.db"_s)});
    hub = std::make_unique<FeedHub>(FeedHub::Context{&clock, &services, store.get(),
        [this](const Source& from) { return accounts->session(from); }});
    lock.setLocked(false);
    outbox = std::make_unique<Outbox>(Outbox::Context{
        &clock, store.get(), &lock, [this](const Source& from) { return hub->client(from); }});
    actions = std::make_unique<PostActions>(PostActions::Context{hub.get(), &lock});
    showsOwnPosts();
}

/// As the program does it.
void XProgram::showsOwnPosts()
{
    const auto show = [this](const QString& id) {
        if (const OutboxItem* item = outbox->find(id)) {
            const PostPtr pending = outbox->pendingPost(*item);
            m_pending[id] = pending->id;
            hub->showPending(pending, item->account);
        }
    };
    QObject::connect(outbox.get(), &Outbox::added, hub.get(), show);
    QObject::connect(outbox.get(), &Outbox::changed, hub.get(), show);
    QObject::connect(
        outbox.get(), &Outbox::sent, hub.get(), [this](const QString& id, const PostPtr& post) {
            sent[id] = post;
            hub->pendingSent(m_pending.take(id), post);
        });
    QObject::connect(outbox.get(), &Outbox::removed, hub.get(),
        [this](const QString& id) { hub->dropPending(m_pending.take(id)); });
}

void XProgram::TearDown()
{
    m_columns.clear();
    outbox.reset();
    actions.reset();
    hub.reset();
    if (!rig)
        return;
    const auto log = rig->log();
    EXPECT_TRUE(log.violations.isEmpty()) << log.violations.join(u'\n').toStdString();
}

LoginRequest XProgram::loginRequest(const QString& dailyLimit) const
{
    LoginRequest request;
    request.way = LoginRequest::Way::Browser;
    request.access = LoginRequest::Access::ReadAndWrite;
    request.source.service = service->id();
    request.fields[kClientIdField] = Secret("cmlnLWNsaWVudDoxOmNp");
    request.fields[kDailyLimitField] = Secret(dailyLimit.toUtf8());
    return request;
}

Result<SignedIn> XProgram::signIn(const LoginRequest& request)
{
    const auto login = service->login(request);
    std::optional<Result<SignedIn>> answer;
    std::unique_ptr<QNetworkReply> page;
    QObject life;
    QObject::connect(
        login.get(), &Login::signedIn, &life, [&](const SignedIn& who) { answer = who; });
    QObject::connect(
        login.get(), &Login::failed, &life, [&](const Error& error) { answer = fail(error); });
    QObject::connect(login.get(), &Login::browserWanted, &life,
        [&](const QUrl& url) { page.reset(m_browser.get(QNetworkRequest(url))); });
    login->start();
    if (!goesOnUntil([&] { return answer.has_value(); }))
        return fail(Error::Kind::Timeout, u"test"_s);
    return std::move(*answer);
}

void XProgram::comeIn(const QString& dailyLimit)
{
    const auto who = signIn(loginRequest(dailyLimit));
    ASSERT_TRUE(who) << qPrintable(who.error().detail);
    source = who->source;
    EXPECT_EQ(source.account, Rig::handle());
    ASSERT_TRUE(await(accounts->add(*who, Keeping::ThisSession)));
}

void XProgram::useToken(const QByteArray& access)
{
    Credentials changed = session().credentials();
    changed.secrets[u"access"_s] = Secret(access);
    changed.expires = clock.now() + 2h;
    EXPECT_TRUE(await(session().replace(changed)));
}

FeedSpec XProgram::spec(FeedSpec::Kind kind, const QString& what) const
{
    FeedSpec spec;
    spec.kind = kind;
    spec.source = source;
    if (kind == FeedSpec::Kind::Hashtag)
        spec.tags = {what};
    else if (kind == FeedSpec::Kind::Received)
        spec.people = {what};
    else
        spec.target = what;
    return spec;
}

std::shared_ptr<Feed> XProgram::column(FeedSpec::Kind kind, const QString& what)
{
    auto feed = hub->feed(spec(kind, what));
    feed->addViewer();
    m_columns.push_back(feed);
    return feed;
}

std::shared_ptr<Feed> XProgram::tagColumn(const QString& tag)
{
    return column(FeedSpec::Kind::Hashtag, tag);
}

QStringList XProgram::ids(const Feed& feed)
{
    QStringList all;
    for (const auto& entry : feed.entries())
        all << entry.post->id.remote;
    return all;
}

bool XProgram::hasAll(const Feed& feed, const QStringList& wanted)
{
    const QStringList all = ids(feed);
    const QSet<QString> there(all.begin(), all.end());
    return std::all_of(
        wanted.begin(), wanted.end(), [&](const QString& id) { return there.contains(id); });
}

bool XProgram::isPolling(const Feed& feed)
{
    return feed.state().kind == FeedState::Kind::Polling;
}

void XProgram::expectWhole(const Feed& feed, const std::string& name)
{
    QStringList all = ids(feed);
    EXPECT_EQ(all.removeDuplicates(), 0) << name << ": twice in the column";
    EXPECT_TRUE(feed.gaps().empty()) << name << ": a hole";
}

Draft XProgram::draft(const QString& text) const
{
    Draft draft;
    draft.id = text;
    draft.account = source;
    draft.parts.front().text = text;
    draft.language = u"en"_s;
    return draft;
}

QString XProgram::submit(const Draft& draft)
{
    const auto made = await(outbox->submit(draft));
    EXPECT_TRUE(made) << qPrintable(draft.id);
    return made ? made->front() : QString();
}

PostPtr XProgram::send(const Draft& draft)
{
    const QString id = submit(draft);
    EXPECT_TRUE(goesOnUntil([&] {
        const OutboxItem* item = outbox->find(id);
        return !item || item->delivery.state == Delivery::State::Failed;
    })) << qPrintable(draft.id);
    return sent.value(id);
}

bool XProgram::isBusy()
{
    const qint64 requests = http.totals().requests;
    if (requests != m_sentBefore || proxy->open() > 0)
        m_traffic.start();
    m_sentBefore = requests;
    if (m_traffic.elapsed() > kNeverCame)
        m_refused = requests - proxy->requests();
    return requests > proxy->requests() + m_refused || m_traffic.elapsed() < kSettles;
}

void XProgram::turn()
{
    QEventLoop loop;
    QTimer::singleShot(2, &loop, &QEventLoop::quit);
    loop.exec();
    const int pace = isBusy() ? kPaceOfNetwork : kPaceOfNothing;
    clock.advance(std::min(Millis(pace * m_turned.restart()), kLongestStep));
}

void XProgram::pass(Millis time)
{
    const Millis end = clock.monotonic() + time;
    EXPECT_TRUE(goesOnUntil([&] { return clock.monotonic() >= end; }));
}

void XProgram::settle()
{
    m_traffic.start();
    EXPECT_TRUE(test::waitFor([this] { return !isBusy(); }));
    m_turned.start();
}

} // namespace staffroom::x
