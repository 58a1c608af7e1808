#include "core/timetable/builtin_chats.h"

#include "tests/unit/core/timetable/timetable_fixture.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::weeklyChat;

const std::vector<ChatListing>& builtIn()
{
    initBuiltinChats();
    static const auto kChats = builtinChats();
    return kChats;
}

const ChatListing& chat(const QString& id)
{
    const auto found = std::find_if(
        builtIn().begin(), builtIn().end(), [&id](const ChatListing& one) { return one.id == id; });
    EXPECT_NE(found, builtIn().end()) << qPrintable(id);
    return *found;
}

TEST(BuiltInChats, HoldAllThatTheFileHasWithNothingNoted)
{
    initBuiltinChats();
    QFile file(u":/chats/education-chats.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto read = chatsFromJson(file.readAll());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->listings.size(), 83U + 47U + 21U);
    EXPECT_TRUE(read->notes.empty());
}

TEST(BuiltInChats, KeepEveryFieldOfEveryEntry)
{
    initBuiltinChats();
    QFile file(u":/chats/education-chats.json"_s);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const auto entries = QJsonDocument::fromJson(file.readAll()).object()["chats"_L1].toArray();
    ASSERT_EQ(entries.size(), 83);
    for (const auto& entry : entries) {
        const QJsonObject json = entry.toObject();
        EXPECT_EQ(listingToJson(chat(json["id"_L1].toString())), json)
            << qPrintable(json["id"_L1].toString());
    }
}

TEST(BuiltInChats, TagsWithoutATimetableAreEntriesToo)
{
    const auto& alabama = chat(u"region-aledchat"_s);
    EXPECT_EQ(alabama.name, u"Alabama"_s);
    EXPECT_EQ(alabama.region, u"US-AL"_s);
    EXPECT_EQ(alabama.lastYear, 2015);
    EXPECT_EQ(alabama.sources, QStringList{u"https://doi.org/10.1177/2042753016672351"_s});
    EXPECT_FALSE(alabama.hasTimetable());
    const auto& edusky = chat(u"tag-edusky"_s);
    EXPECT_EQ(edusky.services, QStringList{u"bluesky"_s});
    EXPECT_FALSE(edusky.lastYear);
    EXPECT_FALSE(edusky.notes.isEmpty());
}

TEST(BuiltInChats, EachHasAYearOrIsOfAnUnknownYear)
{
    for (const ChatListing& one : builtIn())
        EXPECT_EQ(!one.lastYear,
            stateOf(one, 2026) == ListingState::YearUnknown
                || (!one.lastYear && one.status != ChatListing::Status::Unknown))
            << qPrintable(one.id);
}

TEST(ListingState, DoubtBeginsWithTheThirdYear)
{
    auto one = weeklyChat(u"x"_s, 1, QTime(18, 0), u"Etc/GMT"_s);
    one.lastYear = 2024;
    EXPECT_EQ(stateOf(one, 2026), ListingState::Known);
    EXPECT_EQ(stateOf(one, 2027), ListingState::MayHaveEnded);
    one.lastYear.reset();
    EXPECT_EQ(stateOf(one, 2026), ListingState::YearUnknown);
    one.status = ChatListing::Status::Paused;
    EXPECT_EQ(stateOf(one, 2026), ListingState::Paused);
    one.lastYear = 2026;
    one.status = ChatListing::Status::Ended;
    EXPECT_EQ(stateOf(one, 2026), ListingState::Ended);
    EXPECT_TRUE(one.hasTimetable());
    EXPECT_FALSE(one.isExpected());
}

TEST(ListingProblems, ACompleteEntryHasNone)
{
    EXPECT_TRUE(
        problemsOf(weeklyChat(u"x1y"_s, 1, QTime(18, 0), u"Europe/Berlin"_s), 2026).empty());
    ChatListing bare; // a tag and a name will do
    bare.hashtag = bare.name = u"edchat"_s;
    EXPECT_TRUE(problemsOf(bare, 2026).empty());
}

TEST(ListingProblems, EachIsFound)
{
    const auto good = weeklyChat(u"edchat"_s, 1, QTime(18, 0), u"Europe/Berlin"_s);
    const auto only = [&good](auto change) {
        ChatListing bad = good;
        change(bad);
        const auto found = problemsOf(bad, 2026);
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? ListingProblem::TooLong : found.front();
    };
    EXPECT_EQ(only([](auto& c) { c.hashtag = u" "_s; }), ListingProblem::NoTag);
    EXPECT_EQ(only([](auto& c) { c.hashtag = u"two words"_s; }), ListingProblem::BadTag);
    EXPECT_EQ(only([](auto& c) { c.name.clear(); }), ListingProblem::NoName);
    EXPECT_EQ(only([](auto& c) { c.timeZone.clear(); }), ListingProblem::NoZone);
    EXPECT_EQ(only([](auto& c) { c.timeZone = u"Mars/Olympus"_s; }), ListingProblem::BadZone);
    EXPECT_EQ(only([](auto& c) { c.weekday.reset(); }), ListingProblem::NoWeekday);
    EXPECT_EQ(only([](auto& c) { c.start.reset(); }), ListingProblem::NoTime);
    EXPECT_EQ(only([](auto& c) { c.minutes = 0; }), ListingProblem::BadMinutes);
    EXPECT_EQ(only([](auto& c) { c.minutes = 1441; }), ListingProblem::BadMinutes);
    EXPECT_EQ(
        only([](auto& c) { c.rule.kind = ChatRule::Kind::MonthlyNth; }), ListingProblem::NoNth);
    EXPECT_EQ(only([](auto& c) { c.lastYear = 2027; }), ListingProblem::BadYear);
    EXPECT_EQ(
        only([](auto& c) { c.sources = {u"javascript:alert(1)"_s}; }), ListingProblem::BadSource);
    EXPECT_EQ(only([](auto& c) { c.rule.anchor = QDate(2026, 12, 1); }),
        ListingProblem::AnchorOnOtherDay);
    EXPECT_EQ(only([](auto& c) { c.notes = QString(4001, u'x'); }), ListingProblem::TooLong);
}

TEST(ChatJson, OwnFieldsComeBack)
{
    auto one = weeklyChat(u"SproutChat"_s, 4, QTime(19, 0), u"America/Chicago"_s);
    one.rule.kind = ChatRule::Kind::Fortnightly;
    one.rule.anchor = QDate(2026, 12, 3);
    one.hosts = {u"bea@labcoat.example"_s};
    one.notes = u"Line one\nLine two \U0001F331"_s;
    one.sources = {u"https://example.org/a"_s};
    const auto read = chatsFromJson(chatsToJson({one}, QDate(2026, 11, 28)));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->listings, std::vector<ChatListing>{one});
    EXPECT_TRUE(read->notes.empty());
}

TEST(ChatJson, WhatIsNotUnderstoodIsCounted)
{
    const auto read = chatsFromJson(R"({"format":"education-chats/1","chats":[
        {"hashtag":"good","time_zone":"Europe/Atlantis","recurrence":{"kind":"by the moon"}},
        {"hashtag":"good","last_known_year":19999,"sources":["file:///etc/passwd","https://a.example"]},
        {"hashtag":"###"}, 7, {}]})");
    ASSERT_TRUE(read);
    ASSERT_EQ(read->listings.size(), 2U);
    EXPECT_EQ(read->listings[0].id, u"good"_s);
    EXPECT_EQ(read->listings[1].id, u"good-2"_s);
    EXPECT_EQ(read->listings[1].sources, QStringList{u"https://a.example"_s});
    using LeftOut = std::vector<std::pair<FileNote, int>>;
    EXPECT_EQ(read->notes,
        (LeftOut{{FileNote::ZoneNotKnown, 1}, {FileNote::RuleNotUnderstood, 1},
            {FileNote::PartIgnored, 2}, {FileNote::NoTag, 1}, {FileNote::NotAnEntry, 2}}));
}

TEST(ChatJson, OtherFilesAreRefused)
{
    for (const char* text : {"", "[]", "{}", "{\"format\":\"education-chats/2\",\"chats\":[]}",
             "{\"format\":\"education-chats/1\"}", "nonsense"})
        EXPECT_EQ(chatsFromJson(text).error().kind, Error::Kind::Protocol) << text;
    EXPECT_EQ(
        chatsFromJson(QByteArray(kLargestChatFile + 1, ' ')).error().kind, Error::Kind::TooLarge);
}

TEST(ChatJson, AFileOfTooManyEntriesIsReadToItsLimit)
{
    QByteArray text = "{\"format\":\"education-chats/1\",\"chats\":[";
    for (int i = 0; i < 2005; ++i)
        text += "{\"hashtag\":\"t" + QByteArray::number(i) + "\"},";
    text.chop(1);
    const auto read = chatsFromJson(text + "]}");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->listings.size(), 2000U);
    ASSERT_EQ(read->notes.size(), 1U);
    EXPECT_EQ(read->notes.front(), std::pair(FileNote::TooMany, 5));
}

} // namespace
} // namespace staffroom
