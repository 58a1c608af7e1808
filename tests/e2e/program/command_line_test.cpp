#include "tests/e2e/program/program_run.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::Finished;
using test::ProgramRun;

void expectOneSentence(const Finished& finished)
{
    EXPECT_EQ(finished.err.trimmed().count('\n'), 0) << finished.err.toStdString();
    EXPECT_TRUE(finished.err.startsWith("staffroom: ")) << finished.err.toStdString();
}

TEST(CommandLine, HelpVersionAndManualNeedNoDisplay)
{
    ProgramRun program;
    program.setPlatform(u"xcb"_s); // there is none, so anything that asks for it dies
    for (const auto& option : {u"--help"_s, u"--version"_s, u"--print-man"_s}) {
        const auto finished = program.run({option});
        EXPECT_EQ(finished.code, 0) << option.toStdString();
        EXPECT_FALSE(finished.out.isEmpty());
    }
    const auto help = program.run({u"--help"_s}).out;
    const auto manual = program.run({u"--print-man"_s}).out;
    for (const auto* option : {"profile", "practice", "deck", "column", "screenshot", "after",
             "metrics", "since", "until", "limit", "format"}) {
        EXPECT_TRUE(help.contains("--" + QByteArray(option))) << option;
        EXPECT_TRUE(manual.contains("\\-\\-" + QByteArray(option))) << option;
    }
}

TEST(CommandLine, WhatIsNotUnderstoodIsSaidInOneSentence)
{
    ProgramRun program;
    for (const auto& arguments : {QStringList{u"--nonsense"_s}, {u"--practice=100"_s},
             {u"--column"_s}, {u"--network"_s, u"nonsense"_s}, {u"--network"_s, u"bluesky.view="_s},
             {u"--column"_s, u"tag:a b@practice"_s},
             {u"--column"_s, u"tag:edchat@ftp://x.example"_s}, {u"--deck"_s, u"/no/such/file"_s},
             {u"archive"_s}, {u"archive"_s, u"tag:x@practice"_s, u"--since"_s, u"yesterday"_s}}) {
        const auto finished = program.run(QStringList{u"--profile"_s, program.profile()}.mid(
                                              0, arguments.first() == u"archive"_s ? 0 : 2)
            + arguments);
        EXPECT_EQ(finished.code, 2) << arguments.join(u' ').toStdString();
        expectOneSentence(finished);
    }
}

TEST(CommandLine, WhatANetworkAsksAtSignInIsNamedAndTaken)
{
    ProgramRun program;
    const auto bare = program.run({u"account"_s, u"add"_s, u"x"_s});
    EXPECT_EQ(bare.code, 1);
    expectOneSentence(bare);
    EXPECT_TRUE(bare.err.contains("--field client_id=VALUE")) << bare.err.toStdString();
    const auto broken = program.run({u"account"_s, u"add"_s, u"x"_s, u"--field"_s, u"client_id"_s});
    EXPECT_EQ(broken.code, 2);
    expectOneSentence(broken);
    const auto wrong
        = program.run({u"account"_s, u"add"_s, u"x"_s, u"--field"_s, u"client_id=not an id"_s});
    EXPECT_EQ(wrong.code, 1) << "the network's own look at it";
    expectOneSentence(wrong);
}

TEST(CommandLine, ArchivesThePracticeChatInEveryFormat)
{
    ProgramRun program;
    for (const auto& format : {u"jsonl"_s, u"csv"_s, u"md"_s, u"html"_s}) {
        const QString file = program.path(u"chat."_s + format);
        const auto finished = program.run({u"archive"_s, u"tag:SproutChat@practice"_s,
            u"--profile"_s, program.profile(), u"-o"_s, file});
        EXPECT_EQ(finished.code, 0) << finished.err.toStdString();
        EXPECT_TRUE(program.readFile(u"chat."_s + format).contains("SproutChat"));
    }
    const auto lines = program.readFile(u"chat.jsonl"_s).trimmed().split('\n');
    EXPECT_GT(lines.size(), 150);
    double last = -1;
    for (const auto& line : lines) {
        const auto json = QJsonDocument::fromJson(line).object();
        EXPECT_GE(json.value(u"created_offset_seconds"_s).toDouble(), last);
        last = json.value(u"created_offset_seconds"_s).toDouble();
        EXPECT_FALSE(json.contains(u"truth"_s));
    }
    // What services keep is for nobody else either.
    const QFileInfo services(program.profile() + u"/data/services"_s);
    EXPECT_TRUE(services.isDir());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    EXPECT_FALSE(services.permissions() & others);
    const auto toStdout = program.run({u"archive"_s, u"tag:SproutChat@practice"_s, u"--limit"_s,
        u"3"_s, u"--profile"_s, program.profile()});
    EXPECT_EQ(toStdout.out.trimmed().count('\n'), 2);
}

TEST(CommandLine, FailedArchiveLeavesNoFile)
{
    ProgramRun program;
    QDir(program.path({})).mkpath(u"out"_s);
    const QString file = program.path(u"out/chat.jsonl"_s);
    const auto finished = program.run({u"archive"_s, u"tag:edchat@http://127.0.0.1:9"_s,
        u"--profile"_s, program.profile(), u"-o"_s, file});
    EXPECT_EQ(finished.code, 1);
    expectOneSentence(finished);
    EXPECT_TRUE(QDir(program.path(u"out"_s)).isEmpty());
}

TEST(CommandLine, PracticeShowsPostsTakesItsPictureAndMeasures)
{
    ProgramRun program;
    const auto finished = program.run({u"--practice=60"_s, u"--profile"_s, program.profile(),
        u"--screenshot"_s, program.path(u"window.png"_s), u"--after"_s, u"3"_s, u"--metrics"_s,
        program.path(u"metrics.json"_s)});
    ASSERT_EQ(finished.code, 0) << finished.err.toStdString();
    const QImage picture(program.path(u"window.png"_s));
    EXPECT_GT(picture.width(), 600);

    const auto metrics = program.readJson(u"metrics.json"_s);
    const auto part = [&](const QString& name) { return metrics.value(name).toObject(); };
    EXPECT_GT(part(u"start_ms"_s).value(u"window"_s).toDouble(), 0);
    EXPECT_GT(part(u"start_ms"_s).value(u"first_post"_s).toDouble(), 0);
    for (const auto& timing : {u"frames"_s, u"main_loop"_s}) {
        EXPECT_GT(part(timing).value(u"count"_s).toInt(), 0);
        for (const auto& key : {u"p50_ms"_s, u"p95_ms"_s, u"p99_ms"_s, u"max_ms"_s})
            EXPECT_TRUE(part(timing).contains(key));
    }
    EXPECT_GT(part(u"posts"_s).value(u"received"_s).toInt(), 20);
    EXPECT_GT(part(u"posts"_s).value(u"shown"_s).toInt(), 20);
    EXPECT_GT(part(u"posts"_s).value(u"cached"_s).toInt(), 20);
    EXPECT_GT(metrics.value(u"layouts"_s).toInt(), 5);
    EXPECT_GT(part(u"memory"_s).value(u"pss_kb"_s).toInt(), 1000);
    EXPECT_EQ(part(u"http"_s).value(u"requests"_s).toInt(), 0); // no network in the practice chat
    EXPECT_GT(part(u"store"_s).value(u"writes"_s).toInt(), 0);

    // Somebody without a deck keeps this one.
    const auto deck = program.readJson(u"profile/config/deck.json"_s);
    EXPECT_EQ(deck.value(u"columns"_s).toArray().size(), 3);
}

TEST(CommandLine, ColumnsOfTheCommandLineLeaveTheSavedDeckAlone)
{
    ProgramRun program;
    ASSERT_EQ(program
                  .run({u"--practice=60"_s, u"--profile"_s, program.profile(), u"--screenshot"_s,
                      program.path(u"a.png"_s), u"--after"_s, u"0.5"_s})
                  .code,
        0);
    const auto before = program.readFile(u"profile/config/deck.json"_s);
    ASSERT_FALSE(before.isEmpty());
    ASSERT_EQ(program
                  .run({u"--column"_s, u"public@practice"_s, u"--profile"_s, program.profile(),
                      u"--screenshot"_s, program.path(u"b.png"_s), u"--after"_s, u"0.5"_s})
                  .code,
        0);
    EXPECT_EQ(program.readFile(u"profile/config/deck.json"_s), before);
}

TEST(CommandLine, SharedComputerKeepsNothingButTheSettings)
{
    ProgramRun program;
    ASSERT_TRUE(QDir().mkpath(program.profile() + u"/config"_s));
    QFile settings(program.profile() + u"/config/settings.json"_s);
    ASSERT_TRUE(settings.open(QIODevice::WriteOnly));
    settings.write(R"({"format": "staffroom-settings/1", "sharedComputer": true})");
    settings.close();
    const auto done = program.run(
        {u"--profile"_s, program.profile(), u"--practice=60"_s, u"--after"_s, u"2"_s});
    EXPECT_EQ(done.code, 0) << done.err.toStdString();
    QStringList left;
    QDirIterator files(program.profile(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        left << QDir(program.profile()).relativeFilePath(files.next());
    EXPECT_EQ(left, QStringList{u"config/settings.json"_s});
    EXPECT_FALSE(QFileInfo::exists(program.profile() + u"/data/services"_s));
}

TEST(CommandLine, EndsByASignalWithItsMeasurementsWritten)
{
    ProgramRun program;
    program.start({u"--practice"_s, u"--profile"_s, program.profile(), u"--metrics"_s,
        program.path(u"metrics.json"_s)});
    const auto finished = program.terminateOnceThereIs(u"profile/config/deck.json"_s);
    EXPECT_EQ(finished.code, 0) << finished.err.toStdString();
    EXPECT_FALSE(program.readJson(u"metrics.json"_s).isEmpty());
}

} // namespace
} // namespace staffroom
