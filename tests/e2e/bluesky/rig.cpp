#include "tests/e2e/bluesky/rig.h"

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/login.h"
#include "core/services/bluesky/xrpc.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace staffroom::bluesky {

namespace {

std::unique_ptr<Rig> g_rig;
bool g_wasTried = false;

/// Stops the servers after the last test, while the program can still wait for them.
class StopsRig : public testing::Environment {
    void TearDown() override { Rig::stop(); }
};
const testing::Environment* const kStopsRig
    = testing::AddGlobalTestEnvironment(new StopsRig); // owned by the framework

constexpr std::chrono::seconds kStartLimit{240};

} // namespace

Rig* Rig::instance()
{
    if (std::exchange(g_wasTried, true))
        return g_rig.get();
    const QString folder = qEnvironmentVariable("STAFFROOM_BLUESKY_RIG");
    if (folder.isEmpty())
        return nullptr;
    g_rig.reset(new Rig);
    if (!g_rig->start(folder)) {
        ADD_FAILURE() << "the servers in " << folder.toStdString() << " do not start";
        g_rig.reset();
    }
    return g_rig.get();
}

void Rig::stop()
{
    g_rig.reset();
}

Rig::~Rig()
{
    m_browser.kill();
    m_browser.waitForFinished(2'000);
    m_process.closeWriteChannel(); // they stop with it, databases included
    if (!m_process.waitForFinished(20'000))
        m_process.terminate();
    m_process.waitForFinished(5'000);
}

bool Rig::start(const QString& folder)
{
    m_folder = folder;
    m_process.setWorkingDirectory(folder);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start(QDir(folder).filePath(u"node_modules/.bin/node"_s),
        {u"start.mjs"_s, u"--base-port"_s, u"0"_s, u"--exit-with-stdin"_s});
    QByteArray line;
    const bool isThere = test::waitFor(
        [&] {
            line += m_process.readAllStandardOutput();
            return line.contains('\n') || m_process.state() == QProcess::NotRunning;
        },
        kStartLimit);
    m_told = QJsonDocument::fromJson(line.left(line.indexOf('\n'))).object();
    return isThere && m_told.value("ready"_L1).toBool();
}

QString Rig::url(QLatin1StringView name) const
{
    return m_told.value("urls"_L1).toObject().value(name).toString();
}

QString Rig::pds() const
{
    return url("pds"_L1).replace(u"127.0.0.1"_s, u"localhost"_s);
}

QString Rig::live() const
{
    QUrl address(url("jetstream"_L1));
    address.setScheme(u"http"_s);
    address.setPath({});
    return address.toString();
}

QString Rig::text(QLatin1StringView user, QLatin1StringView member) const
{
    return m_told.value("users"_L1).toObject().value(user).toObject().value(member).toString();
}

QString Rig::list(QLatin1StringView name) const
{
    return m_told.value("lists"_L1).toObject().value(name).toString();
}

QString Rig::feed() const
{
    return m_told.value("feed"_L1).toString();
}

QString Rig::question(int index) const
{
    return m_told.value("questions"_L1).toArray().at(index).toString();
}

QString Rig::post(QLatin1StringView name) const
{
    const QJsonValue post = m_told.value("posts"_L1).toObject().value(name);
    return post.isObject() ? post.toObject().value("uri"_L1).toString() : post.toString();
}

void Rig::agree(const QUrl& page, const QString& handle, const QString& password)
{
    m_browser.setWorkingDirectory(m_folder);
    m_browser.start(QDir(m_folder).filePath(u"node_modules/.bin/node"_s),
        {u"oauth.mjs"_s, page.toString(QUrl::FullyEncoded), handle, password, u"--visit"_s});
}

bool eventually(const std::function<bool()>& condition, std::chrono::milliseconds limit)
{
    const QDeadlineTimer deadline(limit);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QEventLoop loop;
        QTimer::singleShot(50, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

void RigTest::SetUp()
{
    rig = Rig::instance();
    if (!rig)
        GTEST_SKIP() << "no folder with the servers is named (STAFFROOM_BLUESKY_RIG)";
    ServiceContext context{&clock, &http, &pool, {}, &secrets};
    context.options = {{u"bluesky.view"_s, rig->url("appview"_L1)},
        {u"bluesky.directory"_s, rig->url("plc"_L1)}, {u"bluesky.live"_s, rig->live()},
        {u"bluesky.entry"_s, rig->pds()}};
    service = std::make_unique<BlueskyService>(context);
}

Result<SignedIn> RigTest::signIn(LoginRequest request, std::function<void(const QUrl&)> browse)
{
    const auto login = service->login(request);
    std::optional<Result<SignedIn>> answer;
    QObject::connect(
        login.get(), &Login::signedIn, &life, [&answer](const SignedIn& who) { answer = who; });
    QObject::connect(login.get(), &Login::failed, &life,
        [&answer](const Error& error) { answer = fail(error); });
    if (browse)
        QObject::connect(login.get(), &Login::browserWanted, &life, browse);
    login->start();
    if (!test::waitFor([&answer] { return answer.has_value(); }, std::chrono::seconds(30)))
        return fail(Error::Kind::Timeout, u"test"_s);
    return std::move(*answer);
}

LoginRequest RigTest::passwordRequest(const QString& handle, const QString& password) const
{
    LoginRequest request;
    request.way = LoginRequest::Way::Form;
    request.access = LoginRequest::Access::ReadAndWrite;
    request.source.service = service->id();
    request.fields[kIdentifierField] = Secret(handle.toUtf8());
    request.fields[kPasswordField] = Secret(password.toUtf8());
    request.fields[kServerField] = Secret(rig->pds().toUtf8());
    return request;
}

Person RigTest::come(const QString& handle, const QString& password, const QString& server)
{
    Person person;
    const auto who = signIn(passwordRequest(handle, password));
    EXPECT_TRUE(who) << handle.toStdString() << ": "
                     << qPrintable(who ? QString() : who.error().detail);
    person.who = who.value_or(SignedIn{});
    if (!server.isEmpty()) {
        person.who.source.server = server;
        person.who.credentials.values.insert(kServer, server);
    }
    person.session = std::make_shared<AccountSession>(
        person.who.source, QUuid::createUuid().toString(QUuid::WithoutBraces), secrets);
    EXPECT_TRUE(await(person.session->replace(person.who.credentials)));
    person.client = service->client(person.who.source, person.session);
    return person;
}

Person RigTest::seeded(QLatin1StringView name, const QString& server)
{
    return come(rig->text(name, "handle"_L1), rig->text(name, "appPassword"_L1), server);
}

Person RigTest::newcomer(const QString& name, const QString& server)
{
    const QString handle
        = name + QString::number(clock.now().time_since_epoch().count() % 10'000'000) + ".test"_L1;
    const QJsonObject made = tell("com.atproto.server.createAccount"_L1,
        {{u"handle"_s, handle}, {u"email"_s, QString(handle + "@example.test"_L1)},
            {u"password"_s, u"a-long-password"_s}});
    const Secret bearer(made.value("accessJwt"_L1).toString().toUtf8());
    const QJsonObject given
        = tell("com.atproto.server.createAppPassword"_L1, {{u"name"_s, u"test"_s}}, bearer);
    return come(handle, given.value("password"_L1).toString(), server);
}

FeedSpec RigTest::spec(const ServiceClient& client, FeedSpec::Kind kind, const QString& what) const
{
    FeedSpec spec;
    spec.kind = kind;
    spec.source = client.source();
    if (kind == FeedSpec::Kind::Hashtag)
        spec.tags = {what};
    else
        spec.target = what;
    return spec;
}

Result<Page> RigTest::page(
    ServiceClient& client, FeedSpec::Kind kind, const QString& what, const QString& cursor)
{
    PageRequest request;
    request.feed = spec(client, kind, what);
    if (!cursor.isEmpty()) {
        request.direction = PageRequest::Direction::Older;
        request.cursor = cursor;
    }
    return await(client.page(request), std::chrono::seconds(30));
}

Submission RigTest::words(const QString& text) const
{
    Submission out;
    out.key = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    out.text = text;
    out.language = u"en"_s;
    out.written = clock.now();
    return out;
}

PostPtr RigTest::say(Person& person, const Submission& submission)
{
    const auto said = await(person.client->publish(submission, open.pass()));
    EXPECT_TRUE(said) << qPrintable(submission.text) << ": "
                      << qPrintable(said ? QString() : said.error().detail);
    return said ? said->post : std::make_shared<const Post>();
}

ActOutcome RigTest::act(Person& person, Act act)
{
    const auto done = await(person.client->act(act, open.pass()));
    EXPECT_TRUE(done) << int(act.kind) << ": "
                      << qPrintable(done ? QString() : done.error().detail);
    return done.value_or(ActOutcome{});
}

ActOutcome RigTest::act(Person& person, Act::Kind kind, const PostPtr& post)
{
    Act one;
    one.kind = kind;
    one.post = post->id;
    one.person = post->author.id;
    return act(person, one);
}

ActOutcome RigTest::act(Person& person, Act::Kind kind, const AccountId& other)
{
    Act one;
    one.kind = kind;
    one.person = other;
    return act(person, one);
}

QJsonObject RigTest::ask(const QString& server, QLatin1StringView nsid,
    const std::vector<std::pair<QByteArray, QString>>& params, const Secret& bearer)
{
    HttpRequest request = query({server, Lane::User, {}}, nsid, params);
    request.bearer = bearer;
    const auto reply = await(http.send(std::move(request)));
    return reply ? QJsonDocument::fromJson(reply->body).object() : QJsonObject();
}

QJsonObject RigTest::tell(QLatin1StringView nsid, const QJsonObject& body, const Secret& bearer)
{
    HttpRequest request = procedure({rig->pds(), Lane::User, {}}, nsid, body);
    request.bearer = bearer;
    const auto reply = await(http.send(std::move(request)));
    EXPECT_TRUE(reply) << nsid.data() << ' '
                       << qPrintable(reply ? QString() : reply.error().detail);
    return reply ? QJsonDocument::fromJson(reply->body).object() : QJsonObject();
}

QJsonObject RigTest::record(const QString& atUri)
{
    const auto uri = parseAtUri(atUri);
    EXPECT_TRUE(uri) << atUri.toStdString();
    if (!uri)
        return {};
    return ask(rig->pds(), "com.atproto.repo.getRecord"_L1,
        {{"repo", uri->authority}, {"collection", uri->collection}, {"rkey", uri->key}})
        .value("value"_L1)
        .toObject();
}

QStringList RigTest::posted(const QString& did)
{
    QStringList texts;
    QString cursor;
    do {
        std::vector<std::pair<QByteArray, QString>> params{
            {"repo", did}, {"collection", kPostCollection}, {"limit", u"100"_s}};
        if (!cursor.isEmpty())
            params.emplace_back("cursor", cursor);
        const QJsonObject page = ask(rig->pds(), "com.atproto.repo.listRecords"_L1, params);
        for (const auto value : page.value("records"_L1).toArray())
            texts << value.toObject().value("value"_L1).toObject().value("text"_L1).toString();
        cursor = page.value("cursor"_L1).toString();
    } while (!cursor.isEmpty());
    return texts;
}

QString RigTest::freshTag() const
{
    static int number = 0;
    return u"try%1x%2"_s.arg(clock.now().time_since_epoch().count()).arg(++number);
}

} // namespace staffroom::bluesky
