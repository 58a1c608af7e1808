#include "core/compose/spell_checker.h"

#include "core/compose/spell_words.h"

#include "tests/support/wait_for.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Two dictionaries of a few words each.
class SpellCheckerTest : public testing::Test {
protected:
    SpellCheckerTest()
    {
        write(u"en_GB.aff"_s, "SET UTF-8\nTRY esianrtolcdugmphbyfvkwzESIANRTOLCDUGMPHBYFVKWZ'\n");
        write(u"en_GB.dic"_s, "6\nread\nreads\naloud\nwe\ndon't\ncolour\n");
        write(u"de_DE_frami.aff"_s, "SET ISO8859-1\n");
        write(u"de_DE_frami.dic"_s,
            "2\nwir\n\xfc"
            "ben\n");
        write(u"hyph_en.dic"_s, "x");
        write(u"notes.dic"_s, "x");
    }
    void write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_folder.filePath(name));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    SpellChecker& checker()
    {
        if (!m_checker) {
            m_checker = std::make_unique<SpellChecker>(SpellChecker::Places{
                {u"/nowhere"_s, m_folder.path()}, m_folder.filePath(u"own.txt"_s)});
            QObject::connect(m_checker.get(), &SpellChecker::checked,
                [this](int request, const std::vector<Misspelling>& wrong) {
                    m_answers.push_back({request, wrong});
                });
        }
        return *m_checker;
    }
    QStringList wrong(const QString& text, const QString& language = u"en-GB"_s)
    {
        const int request = checker().check(text, language);
        EXPECT_TRUE(
            test::waitFor([&] { return !m_answers.empty() && m_answers.back().first == request; }));
        QStringList out;
        for (const auto& one : m_answers.back().second)
            out << text.mid(one.start, one.length);
        return out;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SpellChecker> m_checker;
    std::vector<std::pair<int, std::vector<Misspelling>>> m_answers;
};

QStringList words(const QString& text)
{
    QStringList out;
    for (const auto& one : wordsToCheck(text))
        out << text.mid(one.start, one.length);
    return out;
}

TEST(SpellWords, LeaveOutWhatIsNoWord)
{
    EXPECT_EQ(
        words(
            u"A3 We read #EdChat @bea@x.example https://x.example/reed 1st :star: \U0001F642 don't"_s),
        (QStringList{u"We"_s, u"read"_s, u"don't"_s}));
    EXPECT_EQ(words(u"Straße, naïve; cafe\u0301 – \u201Cquoted\u201D"_s),
        (QStringList{u"Straße"_s, u"naïve"_s, u"cafe\u0301"_s, u"quoted"_s}));
    EXPECT_TRUE(words(u""_s).isEmpty());
}

TEST_F(SpellCheckerTest, KnowsItsLanguages)
{
    EXPECT_EQ(checker().languages(), (QStringList{u"de-DE"_s, u"en-GB"_s}));
    EXPECT_TRUE(checker().canCheck(u"en"_s));
    EXPECT_TRUE(checker().canCheck(u"en-gb"_s));
    EXPECT_TRUE(checker().canCheck(u"en-AU"_s));
    EXPECT_TRUE(checker().canCheck(u"de"_s));
    EXPECT_FALSE(checker().canCheck(u"fr"_s));
    EXPECT_FALSE(checker().canCheck(QString()));
}

TEST_F(SpellCheckerTest, FindsWhatIsWrong)
{
    EXPECT_EQ(wrong(u"We raed aloud, we don\u2019t #raed https://raed.example"_s),
        QStringList{u"raed"_s});
    EXPECT_TRUE(wrong(u"we read aloud"_s).isEmpty());
    EXPECT_TRUE(wrong(QString()).isEmpty());
}

TEST_F(SpellCheckerTest, WorksInADictionarysOwnEncoding)
{
    EXPECT_EQ(wrong(u"wir üben übn"_s, u"de"_s), QStringList{u"übn"_s});
    EXPECT_TRUE(wrong(u"wir 読む"_s, u"de"_s).isEmpty()) << "what it cannot know is not wrong";
}

TEST_F(SpellCheckerTest, SaysNothingWithoutADictionary)
{
    EXPECT_TRUE(wrong(u"mots français"_s, u"fr"_s).isEmpty());
}

TEST_F(SpellCheckerTest, OnlyTheNewestRequestIsAnswered)
{
    for (int i = 0; i < 50; ++i)
        checker().check(u"we raed "_s.repeated(200), u"en-GB"_s);
    EXPECT_EQ(wrong(u"raed"_s), QStringList{u"raed"_s});
    EXPECT_EQ(m_answers.size(), 1U);
}

TEST_F(SpellCheckerTest, Suggests)
{
    QSignalSpy spy(&checker(), &SpellChecker::suggested);
    checker().suggest(u"raed"_s, u"en-GB"_s);
    ASSERT_TRUE(test::waitFor([&] { return spy.count() == 1; }));
    EXPECT_EQ(spy.at(0).at(0).toString(), u"raed"_s);
    EXPECT_TRUE(spy.at(0).at(1).toStringList().contains(u"read"_s));
    checker().suggest(u"raed"_s, u"fr"_s);
    ASSERT_TRUE(test::waitFor([&] { return spy.count() == 2; }));
    EXPECT_TRUE(spy.at(1).at(1).toStringList().isEmpty());
}

TEST_F(SpellCheckerTest, OwnWordsAreRightFromThenOn)
{
    EXPECT_EQ(wrong(u"read Staffroom"_s), QStringList{u"Staffroom"_s});
    checker().addWord(u"Staffroom"_s);
    EXPECT_TRUE(wrong(u"read Staffroom"_s).isEmpty());
    m_checker.reset();
    m_answers.clear();
    EXPECT_TRUE(wrong(u"read Staffroom"_s).isEmpty());
    EXPECT_EQ(wrong(u"wir Staffroom"_s, u"de"_s), QStringList()) << "in every language";
    const auto mode = QFile::permissions(m_folder.filePath(u"own.txt"_s));
    EXPECT_FALSE(mode & (QFile::ReadGroup | QFile::ReadOther));
}

} // namespace
} // namespace staffroom
