#include "tests/unit/core/compose/compose_fixture.h"

#include "core/compose/draft_json.h"

#include <QSignalSpy>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

class DraftStoreTest : public ComposeFixture {
protected:
    DraftStore& drafts() { return *m_drafts; }
    void type(Draft& draft, const QString& text)
    {
        draft.parts.front().text = text;
        draft.changed = m_clock.now();
        drafts().save(draft);
    }
    /// What the disk has, read past the class.
    QStringList onDisk()
    {
        settle();
        QStringList out;
        const auto records = await(m_store->records(RecordKind::Draft));
        if (!records)
            return {u"unreadable"_s};
        for (const auto& record : *records)
            out << decodeDraft(record.body)->parts.front().text;
        return out;
    }
    QStringList copies()
    {
        settle();
        const auto found = await(drafts().copies());
        EXPECT_TRUE(found);
        QStringList out;
        for (const auto& copy : found.value_or(std::vector<DraftCopy>()))
            out << copy.draft.parts.front().text;
        return out;
    }
};

Draft fullDraft()
{
    Draft draft;
    draft.id = u"id"_s;
    draft.account = {{u"fake"_s}, u"https://fake.example"_s, u"bea@fake.example"_s};
    draft.column = {u"c1"_s};
    draft.chat = {u"EdChat"_s, u"A3"_s};
    draft.keepsTag = false;
    draft.usesLabel = true;
    DraftMedia media;
    media.file = u"/tmp/a.jpg"_s;
    media.mimeType = u"image/jpeg"_s;
    media.name = u"übung.jpg"_s;
    media.alt = u"A \"board\"\nwith words"_s;
    media.skipsAlt = true;
    media.size = QSize(640, 480);
    media.remoteId = u"m1"_s;
    DraftPoll poll{{u"Yes"_s, u"No \U0001F642"_s}, std::chrono::hours(2), true};
    draft.parts
        = {{u"one \U0001F469\u200D\U0001F3EB"_s, {media, DraftMedia{}}, {}}, {u"two"_s, {}, poll}};
    draft.inReplyTo = test::fakeId(u"1"_s);
    draft.inReplyToHandle = u"ann@fake.example"_s;
    draft.inReplyToText = u"Q3 How?"_s;
    draft.quote = test::fakeId(u"2"_s);
    draft.edits = test::fakeId(u"3"_s);
    draft.contentWarning = u"grades"_s;
    draft.language = u"pt-BR"_s;
    draft.visibility = Visibility::Followers;
    draft.scheduled = timestampFromMs(1'800'000'000'123);
    draft.changed = timestampFromMs(1'700'000'000'456);
    return draft;
}

TEST(DraftJson, KeepsEveryField)
{
    EXPECT_EQ(decodeDraft(encodeDraft(fullDraft())), fullDraft());
    Draft plain;
    plain.id = u"x"_s;
    EXPECT_EQ(decodeDraft(encodeDraft(plain)), plain);
}

TEST(DraftJson, IsReadAlsoFromALaterProgramAndNeverMorePublic)
{
    auto json = draftToJson(fullDraft());
    json["new"_L1] = 7;
    EXPECT_EQ(draftFromJson(json), fullDraft());
    json["visibility"_L1] = 99;
    EXPECT_EQ(draftFromJson(json).visibility, Visibility::Direct);
}

TEST(DraftJson, RefusesWhatIsNone)
{
    for (const auto& bytes : {QByteArray(), QByteArray("[]"), QByteArray("{"), QByteArray("{}")})
        EXPECT_FALSE(decodeDraft(bytes));
}

TEST_F(DraftStoreTest, IsOnDiskHalfASecondAfterTheLastKey)
{
    auto one = draft(QString());
    type(one, u"h"_s);
    EXPECT_EQ(drafts().drafts().size(), 1U);
    m_clock.advance(Millis(400));
    type(one, u"he"_s);
    m_clock.advance(Millis(499));
    EXPECT_TRUE(onDisk().isEmpty());
    m_clock.advance(Millis(1));
    EXPECT_EQ(onDisk(), QStringList{u"he"_s});
}

TEST_F(DraftStoreTest, IsOnDiskEverySecondWhileTypingGoesOn)
{
    auto one = draft(QString());
    QString text;
    for (int i = 0; i < 50; ++i) {
        text += QChar(u'a' + i % 26);
        type(one, text);
        m_clock.advance(Millis(100));
        if (i >= 10) {
            const auto saved = onDisk();
            ASSERT_EQ(saved.size(), 1);
            EXPECT_GE(saved.front().size(), text.size() - 10) << "a second of keys at most";
        }
    }
}

TEST_F(DraftStoreTest, TheEndOfTheProgramWritesWhatWaits)
{
    auto one = draft(QString());
    type(one, u"last words"_s);
    restart();
    ASSERT_EQ(drafts().drafts().size(), 1U);
    EXPECT_EQ(drafts().drafts().front(), one);
}

TEST_F(DraftStoreTest, FlushAnswersWhenAllIsOnDisk)
{
    auto one = draft(QString());
    type(one, u"words"_s);
    ASSERT_TRUE(await(drafts().flush()));
    EXPECT_EQ(await(m_store->records(RecordKind::Draft))->size(), 1U);
    EXPECT_TRUE(await(drafts().flush()));
}

TEST_F(DraftStoreTest, TheNewestChangeComesFirst)
{
    auto one = draft(u"one"_s);
    auto two = draft(u"two"_s);
    type(one, u"one"_s);
    m_clock.advance(Millis(10));
    type(two, u"two"_s);
    EXPECT_EQ(drafts().drafts().front().id, two.id);
    m_clock.advance(Millis(10));
    type(one, u"one more"_s);
    EXPECT_EQ(drafts().drafts().front().id, one.id);
    restart();
    ASSERT_EQ(drafts().drafts().size(), 2U);
    EXPECT_EQ(drafts().drafts().front().id, one.id);
}

TEST_F(DraftStoreTest, AnEmptyOneIsNotKept)
{
    auto one = draft(QString());
    type(one, QString());
    EXPECT_TRUE(drafts().drafts().empty());
    type(one, u"words"_s);
    type(one, u"  "_s);
    EXPECT_TRUE(drafts().drafts().empty());
    m_clock.advance(Millis(500));
    EXPECT_TRUE(onDisk().isEmpty());
}

TEST_F(DraftStoreTest, OfADayTheLongestStateIsKept)
{
    auto one = draft(QString());
    type(one, u"a long thought"_s);
    m_clock.advance(Millis(600));
    type(one, u"short"_s);
    m_clock.advance(Millis(600));
    EXPECT_EQ(onDisk(), QStringList{u"short"_s});
    EXPECT_EQ(copies(), QStringList{u"a long thought"_s});
    type(one, u"a longer thought than that"_s);
    m_clock.advance(Millis(600));
    EXPECT_TRUE(copies().isEmpty()) << "it is the draft itself";
    drafts().remove(one.id);
    EXPECT_EQ(copies(), QStringList{u"a longer thought than that"_s});
}

TEST_F(DraftStoreTest, CopiesLiveForSevenDays)
{
    auto one = draft(QString());
    for (int day = 0; day < 9; ++day) {
        type(one, u"day %1 "_s.arg(day) + QString(20 - day, u'x'));
        m_clock.advance(Millis(600));
        settle();
        m_clock.advance(std::chrono::hours(24));
    }
    drafts().remove(one.id);
    restart();
    const auto kept = copies();
    ASSERT_EQ(kept.size(), 6) << "of the six full days before this one";
    EXPECT_TRUE(kept.front().startsWith(u"day 8"_s));
    EXPECT_TRUE(kept.back().startsWith(u"day 3"_s));
}

TEST_F(DraftStoreTest, WhatWasTypedBeforeTheDiskWasReadStays)
{
    auto one = draft(QString());
    type(one, u"old"_s);
    end();
    start();
    type(one, u"new and longer"_s);
    ASSERT_TRUE(await(drafts().load()));
    ASSERT_EQ(drafts().drafts().size(), 1U);
    EXPECT_EQ(drafts().drafts().front().parts.front().text, u"new and longer"_s);
}

TEST_F(DraftStoreTest, ADiskThatDoesNotTakeItIsTriedAgainWithTheNextKey)
{
    end();
    m_store = std::make_unique<PostStore>(
        PostStore::Files{m_folder.filePath(u"no/cache.db"_s), m_folder.filePath(u"no/user.db"_s)});
    m_drafts = std::make_unique<DraftStore>(m_clock, *m_store);
    QSignalSpy failed(&drafts(), &DraftStore::failed);
    auto one = draft(QString());
    type(one, u"a"_s);
    m_clock.advance(Millis(500));
    settle();
    EXPECT_EQ(failed.count(), 1);
    EXPECT_EQ(drafts().drafts().size(), 1U) << "and nothing is lost meanwhile";
    type(one, u"ab"_s);
    m_clock.advance(Millis(500));
    settle();
    EXPECT_EQ(failed.count(), 2);
    EXPECT_FALSE(await(drafts().flush()));
    m_drafts.reset();
}

TEST_F(DraftStoreTest, PreparedAnswersStay)
{
    drafts().setPrepared({u"EdChat"_s, 3, u"a poem"_s});
    drafts().setPrepared({u"edchat"_s, 1, u"a song"_s});
    drafts().setPrepared({u"EDCHAT"_s, 3, u"a play"_s});
    ASSERT_EQ(drafts().prepared().size(), 2U);
    EXPECT_EQ(drafts().prepared().front().question, 1);
    EXPECT_EQ(drafts().prepared().back().text, u"a play"_s);
    settle();
    const auto before = drafts().prepared();
    restart();
    EXPECT_EQ(drafts().prepared(), before);
    drafts().setPrepared({u"edchat"_s, 3, u" "_s});
    EXPECT_EQ(drafts().prepared().size(), 1U);
    settle();
    restart();
    EXPECT_EQ(drafts().prepared().size(), 1U);
}

} // namespace
} // namespace staffroom
