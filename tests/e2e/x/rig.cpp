#include "tests/e2e/x/rig.h"

#include "tests/support/shared_data.h"
#include "tests/support/wait_for.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QProcessEnvironment>
#include <QTcpServer>

#include <map>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostStarts = 3;
constexpr int kUsualTokenLife = 7'200;

std::map<QByteArray, std::unique_ptr<Rig>>& runningRigs()
{
    static std::map<QByteArray, std::unique_ptr<Rig>> rigs;
    return rigs;
}

/// Stops the servers after the last test, while the program can still wait for them.
class StopsRigs : public testing::Environment {
    void TearDown() override { Rig::stopAll(); }
};
const testing::Environment* const kStopsRigs
    = testing::AddGlobalTestEnvironment(new StopsRigs); // owned by the framework

QString rigFolder()
{
    return qEnvironmentVariable("STAFFROOM_X_RIG");
}

} // namespace

QList<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> held;
    QList<quint16> ports;
    for (int i = 0; i < count; ++i) {
        held.push_back(std::make_unique<QTcpServer>());
        EXPECT_TRUE(held.back()->listen(QHostAddress::LocalHost));
        ports << held.back()->serverPort();
    }
    return ports;
}

bool Rig::isInstalled()
{
    return !rigFolder().isEmpty() && QFileInfo::exists(rigFolder() + u"/node_modules"_s)
        && !test::sharedPath(u"specs"_s).isEmpty();
}

Rig* Rig::of(const Face& face)
{
    const QByteArray name = QByteArray(face.vocabulary) + ' ' + face.tier;
    auto& rigs = runningRigs();
    if (!rigs.contains(name))
        rigs[name] = make(face, kUsualTokenLife);
    return rigs[name].get();
}

std::unique_ptr<Rig> Rig::withTokens(const Face& face, int seconds)
{
    return make(face, seconds);
}

void Rig::stopAll()
{
    runningRigs().clear();
}

Rig::~Rig()
{
    m_process.closeWriteChannel();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(2'000)) {
        m_process.kill();
        m_process.waitForFinished(2'000);
    }
}

std::unique_ptr<Rig> Rig::make(const Face& face, int tokenSeconds)
{
    // Somebody else may take a port between the look for a free one and its use.
    for (int i = 0; i < kMostStarts; ++i) {
        std::unique_ptr<Rig> rig(new Rig);
        if (rig->start(face, tokenSeconds))
            return rig;
    }
    ADD_FAILURE() << "the server in " << rigFolder().toStdString() << " does not start";
    return nullptr;
}

bool Rig::start(const Face& face, int tokenSeconds)
{
    const auto ports = freePorts(2);
    m_port = ports.front();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"RIG_X_PORT"_s, QString::number(m_port));
    environment.insert(u"RIG_MASTODON_PORT"_s, QString::number(ports.back()));
    environment.insert(u"RIG_SPECS"_s, test::sharedPath(u"specs"_s));
    environment.insert(u"RIG_TIER"_s, QString::fromLatin1(face.tier));
    // What names no fields, writes for instance, is held against this description.
    environment.insert(u"RIG_DIALECT"_s, QString::fromLatin1(face.vocabulary));
    environment.insert(u"RIG_TOKEN_TTL_S"_s, QString::number(tokenSeconds));
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(QProcess::nullDevice());
    // It ends with its standard input: nothing is left over, however this program ends.
    const QString script = u"process.stdin.on('end', () => process.exit()).resume();"
                           "await import('%1');"_s.arg(QUrl::fromLocalFile(
                               QDir(rigFolder()).absoluteFilePath(u"strict.mjs"_s))
                                                           .toString(QUrl::FullyEncoded));
    m_process.start(u"node"_s, {u"--input-type=module"_s, u"--eval"_s, script});
    QByteArray told;
    const bool hasSpoken = test::waitFor(
        [&] {
            told += m_process.readAllStandardOutput();
            return told.count('\n') >= 2 || m_process.state() == QProcess::NotRunning;
        },
        30s);
    return hasSpoken && told.startsWith("x http") && m_process.state() == QProcess::Running;
}

QString Rig::base() const
{
    return u"http://127.0.0.1:"_s + QString::number(m_port);
}

QJsonObject Rig::ask(const QString& path, const QJsonObject& body)
{
    QNetworkRequest request(QUrl(base() + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("Authorization", "Bearer witness");
    const bool isRead = body.isEmpty() && path != "/__rig/reset"_L1;
    const std::unique_ptr<QNetworkReply> reply(isRead
            ? m_network.get(request)
            : m_network.post(request, QJsonDocument(body).toJson(QJsonDocument::Compact)));
    EXPECT_TRUE(test::waitFor([&] { return reply->isFinished(); }, 30s));
    EXPECT_EQ(reply->error(), QNetworkReply::NoError) << path.toStdString();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

void Rig::reset()
{
    EXPECT_TRUE(ask(u"/__rig/reset"_s).value("ok"_L1).toBool());
}

QString Rig::post(const QString& text, QJsonObject more)
{
    more[u"text"_s] = text;
    return ask(u"/__rig/post"_s, more).value("id"_L1).toString();
}

void Rig::remove(const QString& id)
{
    EXPECT_TRUE(ask(u"/__rig/delete"_s, {{u"id"_s, id}}).value("ok"_L1).toBool());
}

void Rig::failNext(const QString& path, int status, int count, const QJsonObject& headers)
{
    const auto answer = ask(u"/__rig/fault"_s,
        {{u"match"_s, path}, {u"status"_s, status}, {u"count"_s, count}, {u"headers"_s, headers}});
    EXPECT_TRUE(answer.value("ok"_L1).toBool());
}

QStringList Rig::ownTexts()
{
    const auto answer = ask(u"/2/users/%1/tweets?max_results=100"_s.arg(userId()));
    QStringList texts;
    for (const auto value : answer.value("data"_L1).toArray())
        texts << value.toObject().value("text"_L1).toString();
    return texts;
}

Rig::Log Rig::log()
{
    const auto answer = ask(u"/__rig/log"_s);
    Log log;
    log.requests = answer.value("requests"_L1).toInt();
    for (const auto value : answer.value("violations"_L1).toArray()) {
        const auto violation = value.toObject();
        QStringList why;
        for (const auto error : violation.value("errors"_L1).toArray())
            why << error.toString();
        log.violations << violation.value("request"_L1).toString() + u": "_s + why.join(u"; "_s);
    }
    const auto billed = answer.value("billed"_L1).toObject();
    log.posts = billed.value("posts"_L1).toInt();
    log.users = billed.value("users"_L1).toInt();
    log.dollars = billed.value("usd"_L1).toDouble();
    return log;
}

} // namespace staffroom::x
