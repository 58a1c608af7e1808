#include "core/recap/keepsakes.h"

#include "core/store/post_store.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::await;

class KeepsakesTest : public testing::Test {
protected:
    KeepsakesTest() { open(); }
    ~KeepsakesTest() override { m_kept.reset(); }

    void open()
    {
        m_kept.reset();
        m_store.reset();
        m_store = std::make_unique<PostStore>(
            PostStore::Files{m_folder.filePath(u"cache.db"_s), m_folder.filePath(u"user.db"_s)});
        m_kept = std::make_unique<Keepsakes>(m_clock, m_store.get());
        ASSERT_TRUE(await(m_kept->load()));
    }
    static ShelfLink link(const QString& address)
    {
        ShelfLink out;
        out.url = QUrl(address);
        out.title = u"Jar ecosystems"_s;
        out.found = {u"room1"_s, u"SproutChat"_s, 1, {{u"practice"_s}, {}, u"p81"_s},
            QUrl(u"https://labcoat.example/81"_s), u"bea@labcoat.example"_s};
        return out;
    }

    QTemporaryDir m_folder;
    test::FakeClock m_clock;
    std::unique_ptr<PostStore> m_store;
    std::unique_ptr<Keepsakes> m_kept;
};

TEST_F(KeepsakesTest, APageIsOnTheShelfOnce)
{
    m_kept->put(link(u"https://example.org/jars/?utm_source=chat#top"_s));
    m_kept->put(link(u"https://Example.org/jars"_s));
    ASSERT_EQ(m_kept->shelf().size(), 1U);
    EXPECT_NE(m_kept->onShelf(QUrl(u"https://example.org/jars/"_s)), nullptr);
    EXPECT_EQ(m_kept->onShelf(QUrl(u"https://example.org/jars?page=2"_s)), nullptr);
}

TEST_F(KeepsakesTest, ShelfNotesAndReflectionsOutliveTheProgram)
{
    m_kept->put(link(u"https://example.org/jars"_s));
    ShelfLink changed = m_kept->shelf().front();
    changed.state = ShelfLink::State::Worked;
    changed.note = u"Year 8 loved it"_s;
    m_kept->put(changed);
    Note note;
    note.about = Note::About::Tool;
    note.name = u"Rope circle"_s;
    note.text = u"ten minutes"_s;
    note.found = changed.found;
    m_kept->put(note);
    Reflection reflection;
    reflection.id = u"room1"_s;
    reflection.chat = u"SproutChat"_s;
    reflection.text = u"the rope"_s;
    reflection.withWhom = u"Mori"_s;
    m_kept->put(reflection);

    open();
    ASSERT_EQ(m_kept->shelf().size(), 1U);
    EXPECT_EQ(m_kept->shelf().front().state, ShelfLink::State::Worked);
    EXPECT_EQ(m_kept->shelf().front().found, changed.found);
    ASSERT_EQ(m_kept->notes().size(), 1U);
    EXPECT_EQ(m_kept->notes().front().found.question, 1);
    ASSERT_NE(m_kept->reflection(u"room1"_s), nullptr);
    EXPECT_EQ(m_kept->reflection(u"room1"_s)->withWhom, u"Mori"_s);

    m_kept->removeLink(m_kept->shelf().front().id);
    m_kept->removeNote(m_kept->notes().front().id);
    open();
    EXPECT_TRUE(m_kept->shelf().empty());
    EXPECT_TRUE(m_kept->notes().empty());
}

TEST_F(KeepsakesTest, AReflectionComesBackInTwoWeeksUntilItIsClosed)
{
    Reflection reflection;
    reflection.id = u"room1"_s;
    reflection.text = u"the rope"_s;
    m_kept->put(reflection);
    EXPECT_TRUE(m_kept->due().empty());
    m_clock.setNow(m_clock.now() + std::chrono::weeks(2));
    ASSERT_EQ(m_kept->due().size(), 1U);
    Reflection answered = m_kept->due().front();
    answered.isClosed = true;
    answered.outcome = u"we did"_s;
    m_kept->put(answered);
    EXPECT_TRUE(m_kept->due().empty());
}

TEST_F(KeepsakesTest, ExportsGuardWhatOtherProgramsWouldRun)
{
    ShelfLink evil = link(u"https://example.org/x"_s);
    evil.title = u"=HYPERLINK(\"y\")"_s;
    evil.note = u"[click](javascript:alert(1))"_s;
    m_kept->put(evil);
    const QString csv = QString::fromUtf8(m_kept->toCsv({}));
    EXPECT_TRUE(csv.contains(u"\"'=HYPERLINK(\"\"y\"\")\""_s)) << csv.toStdString();
    const QString text = QString::fromUtf8(m_kept->toMarkdown({}));
    EXPECT_TRUE(text.contains(u"\\[click\\]"_s)) << text.toStdString();
    EXPECT_TRUE(text.contains(u"\\#SproutChat Q1"_s) || text.contains(u"#SproutChat Q1"_s));
}

TEST(Keepsake, AddressesThatAreNoPagesAreRefused)
{
    EXPECT_FALSE(decodeShelfLink(R"x({"id":"x","url":"javascript:alert(1)"})x"));
    EXPECT_FALSE(decodeShelfLink("{}"));
    EXPECT_FALSE(decodeNote("nonsense"));
    EXPECT_FALSE(decodeReflection("[]"));
}

TEST_F(KeepsakesTest, OfPostsWithTermsIdAndAddressAreKept)
{
    Post post;
    post.id = {{u"test"_s}, u"https://net.example"_s, u"7"_s};
    post.url = QUrl(u"https://net.example/i/7"_s);
    post.author.handle = u"SECRETHANDLE"_s;
    EXPECT_EQ(foundIn(post).by, u"SECRETHANDLE"_s);
    post.terms = PostTerms{u"Net"_s, {}};
    ShelfLink kept = link(u"https://example.org/jars"_s);
    kept.title = u"SECRETTITLE"_s;
    kept.note = u"my own word"_s;
    kept.found = foundIn(post);
    kept.found.by = u"SECRETHANDLE"_s; // whoever fills it in
    m_kept->put(kept);
    Note note;
    note.name = u"The jar teacher"_s;
    note.text = u"ask her"_s;
    note.found = foundIn(post);
    m_kept->put(note);
    const FoundIn wanted{{}, {}, {}, post.id, post.url, {}};
    for (const bool reopened : {false, true}) {
        if (reopened)
            open();
        ASSERT_EQ(m_kept->shelf().size(), 1U);
        EXPECT_EQ(m_kept->shelf().front().title, QString());
        EXPECT_EQ(m_kept->shelf().front().note, u"my own word"_s);
        EXPECT_EQ(m_kept->shelf().front().found, wanted);
        ASSERT_EQ(m_kept->notes().size(), 1U);
        EXPECT_EQ(m_kept->notes().front().name, u"The jar teacher"_s);
        EXPECT_EQ(m_kept->notes().front().found, wanted);
    }
    EXPECT_FALSE(m_kept->toMarkdown({}).contains("SECRET"));
    EXPECT_FALSE(m_kept->toCsv({}).contains("SECRET"));
}

} // namespace
} // namespace staffroom
