#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTemporaryDir>

namespace staffroom::test {

/// A home of its own with a gnome-keyring of its own, and shells that run in it.
class KeyRingHome {
public:
    enum class Ring {
        Unlocked, ///< with `password`
        Activated, ///< nobody has unlocked it; the bus starts it when it is asked for
        NoProvider, ///< a bus without any key store
        NoBus,
    };
    struct Run {
        int code = -1;
        QByteArray out;
        QByteArray err;
        bool has(const QByteArray& line) const { return out.split('\n').contains(line); }
    };

    KeyRingHome();
    /// Empty: all that is needed is installed.
    static QString missing();

    /// Runs `script` with sh; `input` is its standard input.
    Run run(Ring ring, const QByteArray& script, const QByteArray& input = {},
        const QByteArray& password = "first-password");
    QProcessEnvironment& environment() { return m_environment; }
    QString path(const QString& name = {}) const { return m_folder.filePath(name); }
    QString home() const { return path(QStringLiteral("home")); }
    void forgetRings();

    /// Files of this home that hold the secret as it is, in base64, in hexadecimal or
    /// percent-encoded.
    QStringList filesWith(const QByteArray& secret) const;

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
};

} // namespace staffroom::test
