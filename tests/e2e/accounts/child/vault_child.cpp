// Acts with accounts as the program does and prints what came of it, one line each. A process of
// its own, because a process knows one session bus only.
#include "core/accounts/account_book.h"
#include "core/secrets/secret_store.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>

#include <csignal>
#include <cstdio>

using namespace staffroom;
using namespace Qt::Literals::StringLiterals;

namespace {

void say(const QString& line)
{
    std::printf("%s\n", qPrintable(line));
    std::fflush(stdout);
}

template <class T>
Result<T> waitFor(Task<T> task)
{
    std::optional<Result<T>> answer;
    const auto handle
        = std::move(task).then(qApp, [&](Result<T> result) { answer = std::move(result); });
    while (!answer)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return std::move(*answer);
}

QString outcome(const Result<Done>& done)
{
    return done ? u"done"_s : u"%1 %2"_s.arg(errorName(done.error().kind), done.error().path);
}

QString readLine()
{
    QByteArray line;
    for (int c = std::fgetc(stdin); c != EOF && c != '\n'; c = std::fgetc(stdin))
        line += static_cast<char>(c);
    return QString::fromUtf8(line);
}

class Child {
public:
    Child()
        : m_store(m_clock, u"staffroom-vault-test"_s)
        , m_book(
              {&m_clock, &m_services, &m_store, qEnvironmentVariable("HOME") + u"/accounts.json"_s})
    {
        if (!m_book.load())
            say(u"list damaged"_s);
    }

    int run(const QString& what, int pid)
    {
        if (what == "state"_L1)
            tellState();
        else if (what == "add"_L1)
            add();
        else if (what == "remove"_L1)
            say(u"remove %1"_s.arg(outcome(waitFor(m_book.remove(source())))));
        else if (what == "silent"_L1)
            surviveSilence(pid);
        else
            return 2;
        say(u"accounts %1"_s.arg(m_book.accounts().size()));
        return 0;
    }

private:
    static Source source()
    {
        return {{u"mastodon"_s}, u"https://labcoat.example"_s, u"bea@labcoat.example"_s};
    }

    void add()
    {
        SignedIn who;
        who.source = source();
        who.credentials.secrets[u"access"_s] = Secret(readLine().toUtf8());
        who.credentials.secrets[u"refresh"_s] = Secret(readLine().toUtf8());
        say(u"probe %1"_s.arg(outcome(waitFor(m_book.probeKeyStore()))));
        say(u"add %1"_s.arg(outcome(waitFor(m_book.add(who, Keeping::KeyStore)))));
    }

    void tellState()
    {
        const auto now = waitFor(m_store.availability());
        say(u"availability %1"_s.arg(now ? availabilityName(*now) : "error"_L1));
        if (const auto session = m_book.session(source())) {
            QElapsedTimer clock;
            clock.start();
            const auto ready = waitFor(session->ready());
            tell(*session, ready);
            say(u"quick %1"_s.arg(clock.elapsed() < 6000 ? u"yes"_s : u"no"_s));
        }
    }

    static void tell(const AccountSession& session, const Result<Credentials>& ready)
    {
        switch (session.state()) {
        case AccountSession::State::Ready: {
            QCryptographicHash hash(QCryptographicHash::Sha256);
            for (const auto& [name, secret] : ready->secrets)
                hash.addData(secret.reveal());
            return say(u"session ready %1"_s.arg(QString::fromLatin1(hash.result().toHex())));
        }
        case AccountSession::State::Locked:
            return say(u"session locked %1"_s.arg(session.trouble()->path));
        case AccountSession::State::Refused:
            return say(u"session refused"_s);
        case AccountSession::State::Opening:
            return say(u"session opening"_s);
        }
    }

    /// The daemon `pid` stops in the middle of everything and goes on later.
    void surviveSilence(int pid)
    {
        ::kill(pid, SIGSTOP);
        tellState();
        ::kill(pid, SIGCONT);
        const auto session = m_book.session(source());
        while (session->state() != AccountSession::State::Ready)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        say(u"later ready"_s);
    }

    SystemClock m_clock;
    ServiceRegistry m_services;
    KeychainSecretStore m_store;
    AccountBook m_book;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    Child child;
    return child.run(app.arguments().value(1), app.arguments().value(2).toInt());
}
