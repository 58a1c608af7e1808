#include "tests/e2e/program/program_run.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonDocument>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

ProgramRun::ProgramRun() = default;

void ProgramRun::start(const QStringList& arguments)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, m_platform);
    environment.insert(u"HOME"_s, m_folder.path());
    for (const auto& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"XDG_CONFIG_HOME"_s,
             u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_STATE_HOME"_s})
        environment.remove(name);
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral(STAFFROOM_BIN_DIR "/staffroom"), arguments);
}

Finished ProgramRun::wait(int limitMs)
{
    Finished out;
    if (!m_process.waitForFinished(limitMs)) {
        m_process.kill();
        m_process.waitForFinished();
        return out;
    }
    out.code = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
    out.out = m_process.readAllStandardOutput();
    out.err = m_process.readAllStandardError();
    return out;
}

Finished ProgramRun::terminateOnceThereIs(const QString& name)
{
    const QDeadlineTimer limit(30'000);
    while (!QFile::exists(path(name)) && !limit.hasExpired()) {
        if (m_process.waitForFinished(20))
            return {};
    }
    m_process.terminate();
    return wait();
}

Finished ProgramRun::run(const QStringList& arguments, int limitMs)
{
    start(arguments);
    return wait(limitMs);
}

QByteArray ProgramRun::readFile(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject ProgramRun::readJson(const QString& name) const
{
    return QJsonDocument::fromJson(readFile(name)).object();
}

FakeServerProcess::FakeServerProcess(const QStringList& arguments)
{
    m_process.start(QStringLiteral(STAFFROOM_BIN_DIR "/fake_mastodon"), arguments);
    while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(20'000))
            return;
    }
    m_url = QJsonDocument::fromJson(m_process.readLine()).object().value(u"url"_s).toString();
}

FakeServerProcess::~FakeServerProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

} // namespace staffroom::test
