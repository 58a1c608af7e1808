#include "ui/compose/completer.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Answers searches when the test says so.
class SearchClient final : public ServiceClient {
public:
    Source own{{u"fake"_s}, u"https://fake.example"_s, u"bea@fake.example"_s};
    QStringList askedPeople;
    QStringList askedTags;
    std::vector<Promise<std::vector<Author>>> people;
    int cancelled = 0;

    const Source& source() const override { return own; }
    Task<ServerInfo> serverInfo() override { return unsupported<ServerInfo>(); }
    Task<Page> page(const PageRequest&) override { return unsupported<Page>(); }
    Task<PostPtr> post(const PostId&, Lane) override { return unsupported<PostPtr>(); }
    Task<Thread> thread(const PostId&) override { return unsupported<Thread>(); }
    std::unique_ptr<LiveStream> stream(const FeedSpec&) override { return nullptr; }
    Task<std::vector<Author>> findPeople(const QString& typed, int) override
    {
        askedPeople << typed;
        people.emplace_back();
        people.back().onCancel([this] { ++cancelled; });
        return people.back().task();
    }
    Task<std::vector<TagInfo>> findTags(const QString& typed, int) override
    {
        askedTags << typed;
        return readyTask<std::vector<TagInfo>>(
            std::vector<TagInfo>{{u"EdChat"_s, 9}, {u"EdTech"_s, 4}});
    }
    void answer(size_t which, const QString& handle)
    {
        Author author;
        author.handle = handle;
        author.name.text = u"Bea Lindqvist"_s;
        people[which].finish(std::vector<Author>{author});
    }

private:
    template <class T>
    static Task<T> unsupported()
    {
        return readyTask<T>(fail(Error::Kind::Unsupported));
    }
};

class CompleterTest : public testing::Test {
protected:
    CompleterTest()
    {
        m_completer.setClient(&m_client);
        QObject::connect(&m_completer, &Completer::found, &m_completer,
            [this](const std::vector<Completion>& found) { m_found = found; });
    }
    void turn()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }
    test::FakeClock m_clock;
    SearchClient m_client;
    Completer m_completer{m_clock};
    std::vector<Completion> m_found;
};

TEST(TypedWord, SignsBeginAWordOnlyWhereAWordCanBegin)
{
    const auto at = [](const QString& text) { return typedWordAt(text, int(text.size())); };
    EXPECT_EQ(at(u"hello @be"_s), (TypedWord{u'@', u"be"_s, 6, 3}));
    EXPECT_EQ(at(u"@bea@sch"_s), (TypedWord{u'@', u"bea@sch"_s, 0, 8}));
    EXPECT_EQ(at(u"(#ed"_s), (TypedWord{u'#', u"ed"_s, 1, 3}));
    EXPECT_EQ(at(u"ok :sm"_s), (TypedWord{u':', u"sm"_s, 3, 3}));
    EXPECT_FALSE(at(u"bea@school"_s));
    EXPECT_FALSE(at(u"at 19:30"_s));
    EXPECT_FALSE(at(u"https://fake.example/#part"_s));
    EXPECT_FALSE(at(u"note:done"_s));
    EXPECT_FALSE(at(u"ok :s"_s));
    EXPECT_FALSE(at(u"@"_s));
    EXPECT_FALSE(at(u""_s));
}

TEST_F(CompleterTest, AsksTheServerOnceTheKeysRest)
{
    m_completer.look({u'@', u"b"_s, 0, 2});
    m_clock.advance(Millis(100));
    m_completer.look({u'@', u"be"_s, 0, 3});
    m_clock.advance(Millis(199));
    EXPECT_TRUE(m_client.askedPeople.isEmpty());
    m_clock.advance(Millis(1));
    EXPECT_EQ(m_client.askedPeople, QStringList{u"be"_s});
    m_client.answer(0, u"bea@school.example"_s);
    turn();
    ASSERT_EQ(m_found.size(), 1U);
    EXPECT_EQ(m_found.front().insert, u"@bea@school.example"_s);
    EXPECT_EQ(m_found.front().title, u"Bea Lindqvist"_s);
}

TEST_F(CompleterTest, AnAnswerAboutAnOlderWordIsDropped)
{
    m_completer.look({u'@', u"be"_s, 0, 3});
    m_clock.advance(Millis(200));
    ASSERT_EQ(m_client.people.size(), 1U);
    m_completer.look({u'@', u"an"_s, 0, 3});
    EXPECT_EQ(m_client.cancelled, 1);
    m_client.answer(0, u"bea@school.example"_s);
    turn();
    EXPECT_TRUE(m_found.empty());
}

TEST_F(CompleterTest, StoppingAsksNobody)
{
    m_completer.look({u'#', u"ed"_s, 0, 3});
    m_completer.stop();
    m_clock.advance(Millis(1000));
    EXPECT_TRUE(m_client.askedTags.isEmpty());
}

TEST_F(CompleterTest, TheChatsOwnTagIsOfferedAtOnceAndNotTwice)
{
    m_completer.setKnownTags({u"EdChat"_s});
    m_completer.look({u'#', u"ed"_s, 0, 3});
    ASSERT_EQ(m_found.size(), 1U);
    EXPECT_EQ(m_found.front().insert, u"#EdChat"_s);
    m_clock.advance(Millis(200));
    turn();
    ASSERT_EQ(m_found.size(), 2U);
    EXPECT_EQ(m_found[1].insert, u"#EdTech"_s);
}

TEST_F(CompleterTest, EmojiComeFromTheTableAndTheServer)
{
    m_completer.setOwnEmoji({{u"smile_cat_wave"_s, QUrl(u"https://fake.example/e.png"_s), {}}});
    m_completer.look({u':', u"smil"_s, 0, 5});
    ASSERT_FALSE(m_found.empty());
    EXPECT_EQ(m_found.front().insert, u":smile_cat_wave:"_s);
    EXPECT_EQ(m_found.front().picture, QUrl(u"https://fake.example/e.png"_s));
    EXPECT_GT(m_found.size(), 1U);
    EXPECT_LE(m_found.size(), 6U);
    EXPECT_TRUE(m_client.askedPeople.isEmpty());
}

TEST(EmojiTable, HoldsNamesAndGroups)
{
    EXPECT_GT(emojiTable().size(), 1800U);
    EXPECT_EQ(emojiGroups().size(), 9);
    const auto found = findEmoji({}, u"thumbs up"_s, 3);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().text, u"👍"_s);
    EXPECT_EQ(findEmoji({}, u"keycap"_s, 30).size(), 13U);
    EXPECT_TRUE(findEmoji({}, u"no such emoji"_s, 3).empty());
}

} // namespace
} // namespace staffroom
