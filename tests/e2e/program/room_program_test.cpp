// The chat room in the running program: from the command line to what it measures.
#include "tests/e2e/program/program_run.h"

#include <QFile>
#include <QJsonArray>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::ProgramRun;

QJsonObject part(const QJsonObject& all, const QString& name)
{
    return all.value(name).toObject();
}

TEST(RoomProgram, ThePracticeChatOpensAsARoomAndShowsEachPostOnce)
{
    ProgramRun program;
    const auto done = program.run({u"--practice=20"_s, u"--profile"_s, program.profile(),
        u"--after"_s, u"20"_s, u"--metrics"_s, program.path(u"metrics.json"_s), u"--screenshot"_s,
        program.path(u"room.png"_s)});
    ASSERT_EQ(done.code, 0) << done.err.toStdString();
    const QJsonObject metrics = program.readJson(u"metrics.json"_s);
    const QJsonObject room = part(metrics, u"room"_s);
    EXPECT_GT(room.value(u"rows"_s).toInt(), 20);
    EXPECT_EQ(room.value(u"doubled"_s).toInt(), 0);
    EXPECT_GE(room.value(u"questions"_s).toInt(), 1); // its hosts are known from the start
    EXPECT_GT(room.value(u"layouts"_s).toInt(), 5);
    // Whatever a person does waits for the turn that is on, at most.
    EXPECT_LT(part(metrics, u"main_loop"_s).value(u"p99_ms"_s).toDouble(), 100);
    EXPECT_GT(part(metrics, u"start_ms"_s).value(u"first_post"_s).toDouble(), 0);
    EXPECT_EQ(part(metrics, u"http"_s).value(u"requests"_s).toInt(), 0);
    // The columns of the practice chat lie behind the room.
    EXPECT_EQ(
        program.readJson(u"profile/config/deck.json"_s).value(u"columns"_s).toArray().size(), 3);
}

TEST(RoomProgram, ARoomOfTheCommandLineOpensOverTheSavedDeck)
{
    ProgramRun program;
    const auto done = program.run({u"--room"_s, u"tag:SproutChat@practice"_s, u"--profile"_s,
        program.profile(), u"--after"_s, u"3"_s, u"--metrics"_s, program.path(u"metrics.json"_s)});
    ASSERT_EQ(done.code, 0) << done.err.toStdString();
    EXPECT_GT(part(program.readJson(u"metrics.json"_s), u"room"_s).value(u"rows"_s).toInt(), 0);
    EXPECT_FALSE(QFile::exists(program.path(u"profile/config/deck.json"_s)));
}

TEST(RoomProgram, RoomsThatCannotBeAreRefusedInOneSentence)
{
    for (const QStringList& arguments :
        {QStringList{u"--room"_s, u"home@practice"_s}, {u"--room"_s, u"nonsense"_s},
            {u"--room"_s, u"tag:one@practice"_s, u"--room"_s, u"tag:two@practice"_s}}) {
        ProgramRun program;
        const auto done = program.run(arguments + QStringList{u"--profile"_s, program.profile()});
        EXPECT_NE(done.code, 0);
        EXPECT_EQ(done.err.trimmed().count('\n'), 0) << done.err.toStdString();
        EXPECT_TRUE(done.err.contains("The room")) << done.err.toStdString();
    }
}

} // namespace
} // namespace staffroom
