// The account commands where there is no key store and no network.
#include "tests/e2e/program/program_run.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::ProgramRun;

TEST(AccountCommand, WhatIsNotUnderstoodIsSaidInOneSentence)
{
    ProgramRun program;
    for (const auto& arguments :
        {QStringList{u"account"_s}, {u"account"_s, u"nonsense"_s}, {u"account"_s, u"add"_s},
            {u"account"_s, u"remove"_s}, {u"account"_s, u"list"_s, u"more"_s},
            {u"account"_s, u"add"_s, u"mastodon"_s, u"a.example"_s, u"b.example"_s},
            {u"account"_s, u"add"_s, u"mastodon"_s, u"--token-stdin=secret"_s},
            {u"account"_s, u"add"_s, u"mastodon"_s, u"--token"_s, u"secret"_s},
            {u"account"_s, u"add"_s, u"mastodon"_s, u"--token-stdin"_s, u"--password-stdin"_s},
            {u"account"_s, u"list"_s, u"--handle"_s, u"x"_s}}) {
        const auto finished = program.run(arguments);
        EXPECT_EQ(finished.code, 2) << arguments.join(u' ').toStdString();
        EXPECT_EQ(finished.err.trimmed().count('\n'), 0);
        EXPECT_TRUE(finished.err.startsWith("staffroom: "));
    }
}

TEST(AccountCommand, WhatCannotBeIsSaidInOneSentence)
{
    ProgramRun program;
    const QStringList profile{u"--profile"_s, program.profile()};
    for (const auto& arguments : {QStringList{u"add"_s, u"nowhere"_s}, {u"add"_s, u"mastodon"_s},
             {u"add"_s, u"mastodon"_s, u"not an address"_s}, {u"add"_s, u"practice"_s},
             {u"add"_s, u"practice"_s, u"--token-stdin"_s},
             {u"remove"_s, u"nobody@labcoat.example"_s}}) {
        const auto finished = program.run(QStringList{u"account"_s} + arguments + profile);
        EXPECT_EQ(finished.code, 1) << arguments.join(u' ').toStdString();
        EXPECT_EQ(finished.err.trimmed().count('\n'), 0) << finished.err.toStdString();
        EXPECT_TRUE(finished.out.isEmpty());
    }
    const auto list = program.run(QStringList{u"account"_s, u"list"_s} + profile);
    EXPECT_EQ(list.code, 0);
    EXPECT_TRUE(list.out.isEmpty());
}

TEST(AccountCommand, IsInHelpAndManual)
{
    ProgramRun program;
    const auto help = program.run({u"--help"_s}).out;
    const auto manual = program.run({u"--print-man"_s}).out;
    for (const auto* option : {"handle", "token-stdin", "password-stdin"}) {
        EXPECT_TRUE(help.contains("--" + QByteArray(option))) << option;
        EXPECT_TRUE(manual.contains("\\-\\-" + QByteArray(option).replace("-", "\\-"))) << option;
    }
    EXPECT_TRUE(help.contains("staffroom account add SERVICE"));
    EXPECT_EQ(program.run({u"account"_s, u"--help"_s}).out, help);
    EXPECT_EQ(program.run({u"account"_s, u"add"_s, u"--help"_s}).out, help);
}

} // namespace
} // namespace staffroom
