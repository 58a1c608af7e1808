#include "app/cli/account_command.h"
#include "app/cli/archive_command.h"
#include "app/cli/options.h"
#include "app/cli/recap_command.h"
#include "app/metered_application.h"
#include "app/profile.h"
#include "app/program.h"
#include "app/signals.h"
#include "core/base/log.h"

#include <QStyleFactory>

#include <cstdio>

namespace {

using namespace staffroom;
using namespace Qt::Literals::StringLiterals;

int complain(const QString& sentence, int code)
{
    std::fprintf(stderr, "staffroom: %s\n", qPrintable(sentence));
    return code;
}

/// What Qt has to say goes to the log; only what ends the program goes to standard error.
void logQtMessage(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    if (type == QtFatalMsg) {
        std::fprintf(stderr, "staffroom: %s\n", qPrintable(text));
        return;
    }
    const bool isTrouble = type == QtCriticalMsg || type == QtWarningMsg;
    logLine(isTrouble ? LogLevel::Warning : LogLevel::Debug, "qt"_L1, "message"_L1,
        {{"text"_L1, text}});
}

void print(const QString& text)
{
    std::fputs(qPrintable(text), stdout);
}

int runWindow(int argc, char** argv, const Options& options)
{
    QCoreApplication::setApplicationName(u"staffroom"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(STAFFROOM_VERSION));
    QGuiApplication::setDesktopFileName(u"staffroom"_s);
    MeteredApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    if (options.isReversed)
        QApplication::setLayoutDirection(Qt::RightToLeft);
    QApplication::setQuitOnLastWindowClosed(false); // Program writes first, then ends the loop

    const auto profile = Profile::open(options.profile);
    if (!profile)
        return complain(
            u"The folder %1 cannot be made or used. Choose another one with --profile."_s.arg(
                profile.error().path),
            1);
    startLog(profile->logFile(), LogLevel::Info);
    int code = 0;
    bool isWiped = true;
    bool isShared = false;
    {
        Program program(options, *profile, application);
        if (const auto prepared = program.prepare(); !prepared)
            return complain(prepared.error().detail, 2);
        const EndSignals signals([&program] { program.shutDown(0); });
        program.openWindow();
        code = QApplication::exec();
        isShared = program.isOnSharedComputer();
    }
    stopLog();
    if (isShared)
        isWiped = profile->wipe();
    if (!isWiped)
        return complain(
            u"Some files of this run could not be deleted; remove %1 by hand."_s.arg(profile->data),
            1);
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    qInstallMessageHandler(logQtMessage);
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const auto options = parseOptions(arguments);
    if (!options)
        return complain(options.error().detail, 2);
    switch (options->command) {
    case Options::Command::Help:
        print(helpText());
        return 0;
    case Options::Command::Version:
        print(u"staffroom " STAFFROOM_VERSION "\n"_s);
        return 0;
    case Options::Command::PrintManual:
        print(manualPage());
        return 0;
    case Options::Command::Archive:
        return runArchive(argc, argv, *options);
    case Options::Command::Recap:
        return runRecap(argc, argv, *options);
    case Options::Command::AccountAdd:
    case Options::Command::AccountList:
    case Options::Command::AccountRemove:
        return runAccount(argc, argv, *options);
    case Options::Command::Window:
        break;
    }
    return runWindow(argc, argv, *options);
}
