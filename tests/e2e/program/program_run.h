#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace staffroom::test {

struct Finished {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Starts the built program on the offscreen platform with a home of its own.
class ProgramRun {
public:
    ProgramRun();
    Finished run(const QStringList& arguments, int limitMs = 60'000);
    void start(const QStringList& arguments);
    Finished wait(int limitMs = 60'000);
    /// Asks a running program to end, as a closing session does, once it has written that file.
    Finished terminateOnceThereIs(const QString& name);
    void setPlatform(const QString& platform) { m_platform = platform; }

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString profile() const { return path(QStringLiteral("profile")); }
    QJsonObject readJson(const QString& name) const;
    QByteArray readFile(const QString& name) const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QString m_platform = QStringLiteral("offscreen");
};

/// The stand-in server as a process of its own.
class FakeServerProcess {
public:
    explicit FakeServerProcess(const QStringList& arguments);
    ~FakeServerProcess();
    QString url() const { return m_url; } ///< empty: it did not start

private:
    QProcess m_process;
    QString m_url;
};

} // namespace staffroom::test
