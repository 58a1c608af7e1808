// A stand-alone FakeMastodon for tests of the whole program and for benchmarks.

#include "tests/support/fake_mastodon.h"
#include "tests/support/fake_mastodon_oauth.h"
#include "tests/support/fake_mastodon_posts.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace staffroom::test;
using namespace Qt::Literals::StringLiterals;

namespace {

volatile std::sig_atomic_t g_stopped = 0;

void onSignal(int)
{
    g_stopped = 1;
}

int msOf(const QString& seconds)
{
    return static_cast<int>(seconds.toDouble() * 1'000);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto option = [&](const QString& name, const QString& what, const QString& standard) {
        parser.addOption(QCommandLineOption(name, what, u"VALUE"_s, standard));
    };
    option(u"port"_s, u"port to listen on, 0 for any"_s, u"0"_s);
    option(u"posts"_s, u"posts that are there from the beginning"_s, u"200"_s);
    option(u"tags"_s, u"further tags t1, t2 ..."_s, u"0"_s);
    option(u"rate"_s, u"new posts a second"_s, u"0"_s);
    option(u"outage-at"_s, u"second at which an outage begins; may repeat"_s, {});
    option(u"outage-for"_s, u"how long it lasts; may repeat"_s, {});
    option(u"flavour"_s, u"mastodon, gotosocial, snac or akkoma"_s, u"mastodon"_s);
    option(u"token"_s, u"the token that is accepted"_s, u"fake-token"_s);
    option(u"lose-every"_s, u"the answer of every so manyth write is lost after it was done"_s,
        u"0"_s);
    option(u"seed"_s, u"for the made-up posts"_s, u"1"_s);
    option(u"for"_s, u"seconds to run"_s, u"0"_s);
    parser.addOption(QCommandLineOption(u"media"_s, u"serve avatars and pictures"_s));
    parser.addHelpOption();
    parser.process(app);

    FakeMastodon::Settings settings;
    const auto flavour = flavourOf(parser.value(u"flavour"_s));
    if (!flavour) {
        std::fputs("unknown flavour\n", stderr);
        return 2;
    }
    settings.flavour = *flavour;
    settings.token = parser.value(u"token"_s).toLatin1();
    settings.port = static_cast<quint16>(parser.value(u"port"_s).toUInt());
    settings.servesPictures = parser.isSet(u"media"_s);
    FakeMastodon fake(settings);
    if (!fake.server().isListening()) {
        std::fputs("cannot listen on that port\n", stderr);
        return 1;
    }
    fake.server().setRecording(false);
    const FakeOauth oauth(fake);
    if (const int every = parser.value(u"lose-every"_s).toInt(); every > 0) {
        fake.setWriteFaults([every](int number, const FaultRequest&) {
            return number % every == every - 1 ? WriteFault::DropAfter : WriteFault::None;
        });
    }

    QStringList tags{u"alpha"_s, u"beta"_s, u"gamma"_s};
    for (int i = 1; i <= parser.value(u"tags"_s).toInt(); ++i)
        tags << u't' + QString::number(i);
    FakePostMaker maker(
        parser.value(u"seed"_s).toUInt(), tags, fake.base(), settings.servesPictures);
    const int backlog = parser.value(u"posts"_s).toInt();
    // A post every twenty seconds up to now.
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - backlog * qint64(20'000);
    for (int i = 0; i < backlog; ++i) {
        FakeDraft draft = maker.next();
        draft.createdMs = start + i * qint64(20'000);
        fake.addPost(draft);
    }

    QTimer live;
    const double rate = parser.value(u"rate"_s).toDouble();
    if (rate > 0) {
        QObject::connect(&live, &QTimer::timeout, &app, [&] { fake.addPost(maker.next()); });
        live.setTimerType(Qt::PreciseTimer);
        live.start(std::max(1, static_cast<int>(1'000 / rate)));
    }
    const auto beginnings = parser.values(u"outage-at"_s);
    const auto lengths = parser.values(u"outage-for"_s);
    for (qsizetype i = 0; i < std::min(beginnings.size(), lengths.size()); ++i) {
        if (beginnings.at(i).isEmpty())
            continue;
        const int at = msOf(beginnings.at(i));
        QTimer::singleShot(at, &app, [&fake] { fake.startOutage(); });
        QTimer::singleShot(at + msOf(lengths.at(i)), &app, [&fake] { fake.endOutage(); });
    }
    if (const int limit = msOf(parser.value(u"for"_s)); limit > 0)
        QTimer::singleShot(limit, &app, &QCoreApplication::quit);
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, &app, [] {
        if (g_stopped)
            QCoreApplication::quit();
    });
    watch.start(100);

    // What is needed to read it, and to sign in by a ready token.
    std::printf("{\"url\": \"%s\", \"token\": \"%s\", \"handle\": \"%s\"}\n",
        qPrintable(fake.base()), fake.token().constData(), qPrintable(fake.handle()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
