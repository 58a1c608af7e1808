#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace staffroom {

/// What the command line says. Parsed before there is an application, so that --help and --version
/// work without a display.
struct Options {
    enum class Command {
        Window,
        Archive,
        Recap,
        AccountAdd,
        AccountList,
        AccountRemove,
        Help,
        Version,
        PrintManual,
    };
    Command command = Command::Window;

    QString profile; ///< folder that keeps everything; empty: the desktop's usual places
    QHash<QString, QString> networkOptions; ///< ServiceContext::options, "bluesky.view"
    std::optional<double> practiceSpeed;
    QString deckFile;
    QStringList columns; ///< SPECs
    QStringList rooms; ///< SPECs of one hashtag: the places that a room reads
    QString screenshotFile;
    std::optional<double> afterSeconds; ///< when to take the picture and quit
    QString metricsFile;
    bool isReversed = false;

    QString archiveSpec;
    std::optional<Timestamp> since;
    std::optional<Timestamp> until;
    int limit = 10'000;
    QString transcriptFile;
    QString metaFile; ///< empty: beside the transcript

    QString format; ///< empty: by the ending of `outputFile`, else jsonl
    QString outputFile; ///< empty: standard output

    QString accountService; ///< "mastodon"
    QString accountServer; ///< as typed; may be empty
    QString accountHandle;
    QHash<QString, QString> loginFields; ///< what a network asks besides, by LoginField::id
    bool readsToken = false; ///< from standard input, as the next one: never an argument
    bool readsPassword = false;
};

/// Error::Invalid with one English sentence in `detail`.
Result<Options> parseOptions(const QStringList& arguments);

QString helpText();
/// The manual page in troff, from the same table as the help.
QString manualPage();

} // namespace staffroom
