#include "tests/e2e/accounts/key_ring.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

#include <gtest/gtest.h>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLimitMs = 90'000;

constexpr char kBusWithoutServices[]
    = "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\" "
      "\"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\"><busconfig>"
      "<type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>"
      "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
      "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>";

} // namespace

QString KeyRingHome::missing()
{
    for (const auto& program : {u"dbus-run-session"_s, u"gnome-keyring-daemon"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            return program;
    }
    return {};
}

KeyRingHome::KeyRingHome()
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    for (const auto& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s,
             u"XDG_CURRENT_DESKTOP"_s, u"DESKTOP_SESSION"_s, u"KDE_FULL_SESSION"_s,
             u"XDG_CONFIG_HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CACHE_HOME"_s, u"XDG_STATE_HOME"_s,
             u"GNOME_KEYRING_CONTROL"_s})
        m_environment.remove(name);
    for (const auto& name : {u"home"_s, u"run"_s}) {
        QDir().mkpath(path(name));
        QFile::setPermissions(path(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    m_environment.insert(u"HOME"_s, home());
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, path(u"run"_s));
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_environment.insert(u"BIN"_s, QStringLiteral(STAFFROOM_BIN_DIR));
    QFile config(path(u"bus.conf"_s));
    EXPECT_TRUE(config.open(QIODevice::WriteOnly));
    config.write(kBusWithoutServices);
}

KeyRingHome::Run KeyRingHome::run(
    Ring ring, const QByteArray& script, const QByteArray& input, const QByteArray& password)
{
    QStringList arguments;
    if (ring == Ring::NoProvider)
        arguments << u"--config-file="_s + path(u"bus.conf"_s);
    QByteArray whole;
    if (ring == Ring::Unlocked) {
        whole = "printf '" + password
            + "' | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 "
              "&\n"
              "RING=$!\n"
              // It is there when it owns its name; a wrong password leaves it locked.
              "dbus-send --session --print-reply --dest=org.freedesktop.DBus / "
              "org.freedesktop.DBus.GetId >/dev/null\n"
              "n=0; until dbus-send --session --print-reply --dest=org.freedesktop.DBus / "
              "org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets 2>/dev/null "
              "| grep -q true || [ $n -gt 500 ]; do n=$((n+1)); done\n";
    }
    whole += script;
    if (ring == Ring::Unlocked)
        whole += "\nCODE=$?\nkill $RING 2>/dev/null\nexit $CODE\n";
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.setWorkingDirectory(path());
    if (ring == Ring::NoBus)
        process.start(u"sh"_s, {u"-c"_s, QString::fromUtf8(whole)});
    else
        process.start(u"dbus-run-session"_s,
            arguments + QStringList{u"--"_s, u"sh"_s, u"-c"_s, QString::fromUtf8(whole)});
    process.write(input);
    process.closeWriteChannel();
    Run out;
    if (!process.waitForFinished(kLimitMs)) {
        ADD_FAILURE() << "no end: " << process.readAllStandardOutput().toStdString();
        process.kill();
        process.waitForFinished();
    }
    out.code = process.exitCode();
    out.out = process.readAllStandardOutput();
    out.err = process.readAllStandardError();
    return out;
}

void KeyRingHome::forgetRings()
{
    QDir(home() + u"/.local/share/keyrings"_s).removeRecursively();
}

QStringList KeyRingHome::filesWith(const QByteArray& secret) const
{
    QList<QByteArray> spellings{
        secret, secret.toHex(), QUrl::toPercentEncoding(QString::fromUtf8(secret))};
    // Base64 of something longer looks different by where in it the secret begins.
    for (int before = 0; before < 3; ++before) {
        const QByteArray encoded = (QByteArray(before, 'x') + secret).toBase64();
        spellings << encoded.mid(4, encoded.size() - 8);
    }
    QStringList found;
    QDirIterator it(m_folder.path(), QDir::Files | QDir::Hidden | QDir::NoSymLinks,
        QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (const auto& spelling : spellings) {
            if (bytes.contains(spelling)) {
                found << file.fileName();
                break;
            }
        }
    }
    return found;
}

} // namespace staffroom::test
