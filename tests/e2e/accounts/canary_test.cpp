// One token, from `account add` through the running program and an export to `account remove`: it
// is found in no file, log, argument, environment or output.
#include "tests/e2e/accounts/key_ring.h"
#include "tests/e2e/program/program_run.h"

#include <QDir>
#include <QFile>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::KeyRingHome;

const QByteArray kToken = "canaryToken-51c0ffee9b7d42a6";

struct CanaryTest : testing::Test {
    KeyRingHome home;
    test::FakeServerProcess server{
        {u"--posts"_s, u"30"_s, u"--rate"_s, u"4"_s, u"--token"_s, QString::fromLatin1(kToken)}};

    void SetUp() override
    {
        if (const auto program = KeyRingHome::missing(); !program.isEmpty())
            GTEST_SKIP() << program.toStdString() << " is not installed";
        ASSERT_FALSE(server.url().isEmpty());
        home.environment().insert(u"SERVER"_s, server.url());
    }
    KeyRingHome::Run run(const QByteArray& script)
    {
        // `read` and `printf` are the shell's own: the token is in no argument.
        const auto out = home.run(KeyRingHome::Ring::Unlocked,
            "read -r TOKEN; P=\"--profile $HOME/profile\"; S=\"$BIN/staffroom\"\n" + script,
            kToken + '\n');
        EXPECT_FALSE(out.out.contains(kToken));
        EXPECT_FALSE(out.err.contains(kToken));
        return out;
    }
    QByteArray read(const QString& name) const
    {
        QFile file(home.path(u"home/"_s + name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

TEST_F(CanaryTest, TheTokenIsFoundNowhere)
{
    const auto out = run(R"sh(
printf '%s\n' "$TOKEN" | $S account add mastodon "$SERVER" --token-stdin $P || exit 11
$S account list $P > "$HOME/list.txt" || exit 12
HANDLE=$(cut -f1 "$HOME/list.txt")
unset TOKEN
$S $P --column "home@$HANDLE" --column "notifications@$HANDLE" --metrics "$HOME/metrics.json" \
   --screenshot "$HOME/window.png" --after 5 > "$HOME/window.out" 2> "$HOME/window.err" &
WINDOW=$!
# Until then it is the shell's own copy.
until grep -aq -- --screenshot /proc/$WINDOW/cmdline || ! kill -0 $WINDOW 2>/dev/null; do :; done
tr '\0' '\n' < /proc/$WINDOW/cmdline > "$HOME/cmdline.txt"
tr '\0' '\n' < /proc/$WINDOW/environ > "$HOME/environ.txt"
wait $WINDOW || exit 13
for FORMAT in jsonl csv md html; do
  $S archive "home@$HANDLE" $P --limit 20 -o "$HOME/export.$FORMAT" || exit 14
done
)sh");
    ASSERT_EQ(out.code, 0) << out.out.toStdString() << out.err.toStdString();
    EXPECT_TRUE(out.out.contains("Signed in as ")) << out.out.toStdString();
    // It was really used: home is closed to everybody else.
    EXPECT_TRUE(read(u"list.txt"_s).contains("\tmastodon\thttp://127.0.0.1:"));
    EXPECT_TRUE(read(u"cmdline.txt"_s).contains("--column"));
    EXPECT_TRUE(read(u"environ.txt"_s).contains("HOME="));
    EXPECT_GT(read(u"export.jsonl"_s).count('\n'), 3);
    EXPECT_TRUE(read(u"profile/config/accounts.json"_s).contains("127.0.0.1"));
    EXPECT_EQ(home.filesWith(kToken), QStringList());

    const auto gone = run(R"sh(
HANDLE=$(cut -f1 "$HOME/list.txt")
$S account remove "$HANDLE" $P
[ -z "$($S account list $P)" ] || exit 15
)sh");
    EXPECT_EQ(gone.code, 0) << gone.out.toStdString() << gone.err.toStdString();
    // A token from the server's own page can only be ended there; that is said.
    EXPECT_TRUE(gone.out.contains("signed out here")) << gone.out.toStdString();
    EXPECT_EQ(home.filesWith(kToken), QStringList());
}

TEST_F(CanaryTest, SignsInThroughTheBrowserAndOutAgain)
{
    // The "browser" follows the redirect to this computer, as a person's would.
    const auto out = run(R"sh(
$S account add mastodon "$SERVER" $P > "$HOME/page.txt" &
ADDING=$!
until grep -q ^http "$HOME/page.txt" || ! kill -0 $ADDING 2>/dev/null; do :; done
python3 -c 'import sys,urllib.request; urllib.request.urlopen(sys.argv[1]).read()' \
  "$(grep ^http "$HOME/page.txt")" || exit 21
wait $ADDING || exit 22
HANDLE=$($S account list $P | cut -f1)
$S archive "home@$HANDLE" $P --limit 5 -o "$HOME/export.jsonl" || exit 23
$S account remove "@$HANDLE" $P || exit 24
[ -z "$($S account list $P)" ] || exit 25
)sh");
    EXPECT_EQ(out.code, 0) << out.out.toStdString() << out.err.toStdString();
    EXPECT_TRUE(read(u"page.txt"_s).contains("\nSigned in as "));
    EXPECT_TRUE(out.out.contains(" is signed out.")) << out.out.toStdString();
    EXPECT_EQ(home.filesWith("issued-access-"), QStringList());
    EXPECT_EQ(home.filesWith("client-secret-"), QStringList());
}

TEST_F(CanaryTest, WrongTokensAndClosedKeyStoresAddNobody)
{
    const auto wrong = run(R"sh(
printf 'wrong\n' | $S account add mastodon "$SERVER" --token-stdin $P 2> "$HOME/wrong.err"
echo code $?
$S account add mastodon "$SERVER" --token-stdin $P < /dev/null 2> "$HOME/nothing.err"
echo code $?
$S account list $P
)sh");
    EXPECT_EQ(wrong.out, "code 1\ncode 1\n");
    EXPECT_EQ(read(u"wrong.err"_s).count('\n'), 1) << read(u"wrong.err"_s).toStdString();
    EXPECT_EQ(read(u"nothing.err"_s), "staffroom: Standard input held nothing.\n");

    const auto closed = home.run(KeyRingHome::Ring::NoProvider,
        "\"$BIN/staffroom\" account add mastodon \"$SERVER\" --token-stdin --profile $HOME/profile",
        kToken + '\n');
    EXPECT_EQ(closed.code, 1);
    EXPECT_TRUE(closed.err.contains("key store")) << closed.err.toStdString();
    EXPECT_EQ(home.filesWith(kToken), QStringList());
}

TEST_F(CanaryTest, TheSearchFindsATokenThatWasLeftBehind)
{
    for (const auto& left : {kToken, kToken.toBase64(), ("ab" + kToken + "cd").toBase64()}) {
        QFile file(home.path(u"home/left.txt"_s));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write("x" + left + "y");
        file.close();
        EXPECT_EQ(home.filesWith(kToken).size(), 1);
    }
}

} // namespace
} // namespace staffroom
