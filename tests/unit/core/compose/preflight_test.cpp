#include "core/compose/preflight.h"

#include "core/base/clock.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using FindingKind = Finding::Kind;

class PreflightTest : public testing::Test {
protected:
    PreflightTest()
    {
        m_draft.id = u"d"_s;
        m_draft.account = {{u"fake"_s}, u"https://fake.example"_s, u"bea@fake.example"_s};
        m_draft.chat.hashtag = u"EdChat"_s;
        m_draft.parts.front().text = u"We read aloud."_s;
        m_facts.isAccountKnown = true;
        m_facts.columnAccount = m_draft.account;
        m_facts.now = timestampFromMs(1'763'838'000'000);
        m_facts.lengthOf = [](const QString& text, const QString& warning) {
            return int(text.size() + warning.size());
        };
    }
    std::vector<Finding> check() const { return checkDraft(m_draft, m_facts); }
    std::vector<FindingKind> kinds() const
    {
        std::vector<FindingKind> out;
        for (const auto& one : check())
            out.push_back(one.kind);
        return out;
    }
    DraftMedia picture(const QString& alt = u"A board"_s) const
    {
        DraftMedia media;
        media.file = u"/x.jpg"_s;
        media.alt = alt;
        return media;
    }
    DraftPart& part() { return m_draft.parts.front(); }

    Draft m_draft;
    PreflightFacts m_facts;
};

TEST_F(PreflightTest, FindsNothingInAnOrdinaryAnswer)
{
    EXPECT_TRUE(check().empty());
}

TEST_F(PreflightTest, BlocksWhatSaysNothing)
{
    for (const auto& text : {u""_s, u"  \n"_s, u"@ann@ink.example "_s}) {
        part().text = text;
        EXPECT_EQ(kinds(), std::vector{FindingKind::Empty}) << qPrintable(text);
    }
    part().media.push_back(picture());
    EXPECT_TRUE(check().empty()) << "a picture says something";
}

TEST_F(PreflightTest, CountsTheTagAndTheWarningAgainstTheLimit)
{
    part().text = QString(492, u'a');
    EXPECT_TRUE(check().empty());
    part().text += u'a';
    ASSERT_EQ(kinds(), std::vector{FindingKind::TooLong});
    EXPECT_EQ(check().front().count, 1);
    EXPECT_TRUE(check().front().blocks());
    part().text.chop(1);
    m_draft.contentWarning = u"grades"_s;
    EXPECT_EQ(check().front().count, 6);
}

TEST_F(PreflightTest, NamesThePartThatIsTooLong)
{
    m_draft.parts.push_back({QString(600, u'b'), {}, {}});
    ASSERT_EQ(kinds(), std::vector{FindingKind::TooLong});
    EXPECT_EQ(check().front().part, 1);
}

TEST_F(PreflightTest, BlocksWithoutAnAccount)
{
    m_facts.isAccountKnown = false;
    EXPECT_EQ(kinds(), std::vector{FindingKind::NoAccount});
}

TEST_F(PreflightTest, ChecksPicturesByTheServersLimits)
{
    part().media.assign(5, picture());
    ASSERT_EQ(kinds(), std::vector{FindingKind::TooManyMedia});
    EXPECT_EQ(check().front().count, 1);
    part().media = {picture(), picture(QString(1503, u'x'))};
    ASSERT_EQ(kinds(), std::vector{FindingKind::AltTooLong});
    EXPECT_EQ(check().front().media, 1);
    EXPECT_EQ(check().front().count, 3);
}

TEST_F(PreflightTest, AsksForADescriptionUnlessItWasLeftOffOnPurpose)
{
    part().media = {picture(), picture(QString()), picture(u"  "_s)};
    ASSERT_EQ(kinds(), (std::vector{FindingKind::AltMissing, FindingKind::AltMissing}));
    EXPECT_EQ(check().front().media, 1);
    EXPECT_FALSE(check().front().blocks());
    part().media[1].skipsAlt = part().media[2].skipsAlt = true;
    EXPECT_TRUE(check().empty());
}

TEST_F(PreflightTest, BlocksAPollThatIsNotReady)
{
    const QList<QStringList> bad{{}, {u"Yes"_s}, {u"Yes"_s, u" "_s}, {u"Yes"_s, u"Yes"_s},
        {u"Yes"_s, QString(51, u'n')}, {u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}};
    for (const auto& options : bad) {
        part().poll = DraftPoll{options};
        EXPECT_EQ(kinds(), std::vector{FindingKind::PollIncomplete}) << options.size();
    }
    part().poll = DraftPoll{{u"Yes"_s, u"No"_s}};
    EXPECT_TRUE(check().empty());
    part().poll->lasts = std::chrono::seconds(10);
    EXPECT_EQ(kinds(), std::vector{FindingKind::PollIncomplete});
    part().poll->lasts = std::chrono::hours(1);
    part().media.push_back(picture());
    EXPECT_EQ(kinds(), std::vector{FindingKind::PollWithMedia});
    m_facts.limits.pollExcludesMedia = false;
    EXPECT_TRUE(check().empty());
}

TEST_F(PreflightTest, BlocksATimeThatIsTooSoonForTheServer)
{
    m_draft.scheduled = m_facts.now + std::chrono::seconds(60);
    EXPECT_TRUE(check().empty()) << "this program keeps any time to come";
    m_facts.limits.schedules = true;
    EXPECT_EQ(kinds(), std::vector{FindingKind::ScheduleTooSoon});
    m_draft.scheduled = m_facts.now + std::chrono::seconds(301);
    EXPECT_TRUE(check().empty());
    m_facts.limits.schedules = false;
    m_draft.scheduled = m_facts.now;
    EXPECT_EQ(kinds(), std::vector{FindingKind::ScheduleTooSoon});
}

TEST_F(PreflightTest, BlocksAnEditWhereTheServerHasNone)
{
    m_draft.edits = PostId{{u"fake"_s}, u"https://fake.example"_s, u"1"_s};
    EXPECT_EQ(kinds(), std::vector{FindingKind::CannotEdit});
    m_facts.limits.edits = true;
    EXPECT_TRUE(check().empty());
}

TEST_F(PreflightTest, AsksOnceWhenTheTagIsMissing)
{
    m_draft.keepsTag = false;
    m_draft.parts.push_back({u"two"_s, {}, {}});
    ASSERT_EQ(kinds(), std::vector{FindingKind::TagMissing});
    EXPECT_FALSE(check().front().blocks());
    part().text += u" #edchat"_s;
    EXPECT_EQ(check().front().part, 1);
    m_draft.chat = {};
    EXPECT_TRUE(check().empty());
}

TEST_F(PreflightTest, AsksWhenNobodyWouldFindItByTheTag)
{
    for (const auto hidden : {Visibility::Unlisted, Visibility::Followers, Visibility::Direct}) {
        m_draft.visibility = hidden;
        EXPECT_EQ(kinds(), std::vector{FindingKind::NotPublic});
    }
    m_facts.tagNeedsPublic = false;
    EXPECT_TRUE(check().empty());
    m_facts.tagNeedsPublic = true;
    m_draft.chat = {};
    EXPECT_TRUE(check().empty()) << "no tag, nothing to miss";
}

TEST_F(PreflightTest, AsksWhenItIsNotTheColumnsAccount)
{
    m_draft.account.account = u"ann@fake.example"_s;
    EXPECT_EQ(kinds(), std::vector{FindingKind::OtherAccount});
    m_facts.columnAccount.account.clear();
    EXPECT_TRUE(check().empty()) << "a column read without an account has none of its own";
}

TEST_F(PreflightTest, AsksOnceWhenTheLabelIsNotThatOfTheQuestion)
{
    part().text = u"A3 yes"_s;
    EXPECT_TRUE(check().empty()) << "no question is known";
    m_facts.currentQuestion = 4;
    ASSERT_EQ(kinds(), std::vector{FindingKind::LabelMismatch});
    EXPECT_EQ(check().front().number, 3);
    EXPECT_EQ(check().front().count, 4);
    m_facts.answeredQuestion = 3;
    EXPECT_TRUE(check().empty()) << "an earlier question is answered by reply";
    m_facts.answeredQuestion = 2;
    EXPECT_EQ(kinds(), std::vector{FindingKind::LabelMismatch});
    part().text = u"A4 yes"_s;
    EXPECT_TRUE(check().empty());
    m_draft.parts = {{u"A3 a"_s, {}, {}}, {u"A3 b"_s, {}, {}}};
    EXPECT_EQ(kinds(), std::vector{FindingKind::LabelMismatch}) << "once for all parts";
}

TEST_F(PreflightTest, TellsWhatBlocksBeforeWhatAsks)
{
    part().text = QString(600, u'x');
    part().media.push_back(picture(QString()));
    m_draft.visibility = Visibility::Unlisted;
    const auto found = check();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_TRUE(found[0].blocks());
    EXPECT_FALSE(found[1].blocks());
    EXPECT_FALSE(found[2].blocks());
}

} // namespace
} // namespace staffroom
