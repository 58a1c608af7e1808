#include "core/room/room_setup.h"

#include <gtest/gtest.h>

#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

PostId id(const QString& remote)
{
    return {{u"fake"_s}, u"https://one.example"_s, remote};
}

RoomRecord full()
{
    RoomRecord out;
    auto& setup = out.setup;
    setup.id = u"r1"_s;
    setup.chatId = u"chat"_s;
    setup.title = u"Schön & \"quoted\""_s;
    setup.hashtag = u"EdChatDE"_s;
    setup.sources
        = {{{u"fake"_s}, u"https://one.example"_s, {}}, {{u"other"_s}, {}, u"me@two.example"_s}};
    setup.hosts = {u"a@one.example"_s, u"b.example"_s};
    setup.questionLabels = {u"Frage"_s};
    setup.answerLabels = {u"K"_s};
    setup.begin = timestampFromMs(1'763'838'000'123);
    setup.end = timestampFromMs(1'763'841'600'000);
    setup.isSlow = true;
    setup.answersAs = setup.sources[1];
    out.place.question = 3;
    out.place.view = {RoomView::Show::Question, 3};
    out.place.post = id(u"p3"_s);
    out.marks.moves = {{id(u"m1"_s), 2}, {id(u"m2"_s), std::nullopt}};
    out.marks.hidden = {id(u"h"_s)};
    out.marks.shown = {id(u"s"_s)};
    out.marks.shownAuthors = {u"spam@one.example"_s};
    out.marks.starred = {id(u"x"_s), id(u"y"_s)};
    out.marks.repliesRead = {id(u"z"_s)};
    out.marks.readUpTo = {{-1, timestampFromMs(5)}, {0, timestampFromMs(6)}};
    out.lastOpened = timestampFromMs(1'763'840'000'001);
    return out;
}

TEST(RoomCodecTest, KeepsEverything)
{
    const auto back = roomFromBytes(roomToBytes(full()));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, full());
}

TEST(RoomCodecTest, KeepsWhatIsAbsentAbsent)
{
    RoomRecord bare;
    bare.setup.id = u"r"_s;
    bare.setup.hashtag = u"x"_s;
    bare.setup.sources = {{{u"practice"_s}, {}, {}}};
    const auto back = roomFromBytes(roomToBytes(bare));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, bare);
}

TEST(RoomCodecTest, NewerProgramsAreNotGuessedAt)
{
    auto bytes = roomToBytes(full());
    bytes.replace("\"version\":1", "\"version\":2");
    const auto back = roomFromBytes(bytes);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().kind, Error::Kind::Protocol);
}

TEST(RoomCodecTest, BytesOfAnyKindGiveARoomOrProtocol)
{
    for (const auto* bytes :
        {"", "null", "[]", "{}", "{\"version\":1}", "{\"version\":1,\"setup\":[]}",
            "{\"version\":1,\"setup\":{\"id\":\"a\",\"hashtag\":\"b\",\"sources\":3}}",
            "\xff\xfe\x00", "{\"version\":1e99}"}) {
        const auto back = roomFromBytes(bytes);
        ASSERT_FALSE(back) << bytes;
        EXPECT_EQ(back.error().kind, Error::Kind::Protocol);
    }
    const auto sound = roomToBytes(full());
    std::mt19937 random(7);
    for (int i = 0; i < 3000; ++i) {
        auto bytes = sound;
        for (int n = 0; n < 3; ++n) {
            const auto at = qsizetype(random() % unsigned(bytes.size()));
            if (random() % 2 == 0)
                bytes[at] = char(random() % 256);
            else
                bytes.truncate(at + 1);
        }
        if (const auto back = roomFromBytes(bytes); !back)
            EXPECT_EQ(back.error().kind, Error::Kind::Protocol);
        else
            EXPECT_FALSE(back->setup.sources.empty());
    }
}

} // namespace
} // namespace staffroom
