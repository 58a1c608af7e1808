#include "app/cli/read_secret.h"

#include <cstdio>

#ifdef Q_OS_UNIX
#include <termios.h>
#include <unistd.h>
#endif

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongest = 16 * 1024;

/// Nothing that is typed shows while this lives.
class QuietTerminal {
public:
#ifdef Q_OS_UNIX
    explicit QuietTerminal(const QString& prompt)
        : m_isTerminal(isatty(STDIN_FILENO) != 0 && tcgetattr(STDIN_FILENO, &m_before) == 0)
    {
        if (!m_isTerminal)
            return;
        termios quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
        std::fputs(qPrintable(prompt), stderr);
    }
    ~QuietTerminal()
    {
        if (!m_isTerminal)
            return;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }

private:
    termios m_before{};
    bool m_isTerminal;
#else
    explicit QuietTerminal(const QString&) { }
    ~QuietTerminal() { }

public:
#endif
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;
};

} // namespace

Result<Secret> readSecretLine(const QString& prompt)
{
    QByteArray line;
    {
        const QuietTerminal quiet(prompt);
        for (int c = std::fgetc(stdin); c != EOF && c != '\n' && line.size() < kLongest;
             c = std::fgetc(stdin))
            line += static_cast<char>(c);
    }
    Secret secret(line.trimmed());
    line.fill('\0');
    if (secret.isEmpty())
        return fail(Error::Kind::Invalid, u"Standard input held nothing."_s);
    return secret;
}

} // namespace staffroom
