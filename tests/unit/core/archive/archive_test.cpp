#include "core/archive/archive_format.h"
#include "core/archive/archive_run.h"
#include "core/text/html_to_text.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <deque>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr qint64 kStart = 1'763'838'000'000;

PostPtr makePost(int number, const QString& text, Visibility visibility = Visibility::Public)
{
    Post post;
    post.id = {{u"test"_s}, {}, u"p"_s + QString::number(number)};
    post.uri = post.id.remote;
    post.author.handle = u"bea@labcoat.example"_s;
    post.author.name = {u"Bea <b>"_s, {}};
    post.created = timestampFromMs(kStart + number * 1000);
    post.text = linkify(text);
    post.visibility = visibility;
    return std::make_shared<const Post>(post);
}

Archive sample(const QStringList& texts)
{
    Archive archive;
    archive.feed.tags = {u"edchat"_s};
    archive.feed.source.server = u"https://a.example"_s;
    archive.begin = timestampFromMs(kStart);
    int number = 0;
    for (const auto& text : texts)
        archive.items.push_back({makePost(number++, text), std::nullopt});
    return archive;
}

TEST(ArchiveFormat, JsonLinesAreOneObjectALine)
{
    const auto bytes = writeArchive(
        sample({u"A1 https://example.org #edchat"_s, u"line\nbreak"_s}), ArchiveFormat::JsonLines);
    const auto lines = bytes.trimmed().split('\n');
    ASSERT_EQ(lines.size(), 2);
    const auto first = QJsonDocument::fromJson(lines.at(0)).object();
    EXPECT_EQ(first.value(u"type"_s), u"post"_s);
    EXPECT_EQ(first.value(u"created_offset_seconds"_s).toDouble(), 0);
    EXPECT_EQ(first.value(u"links"_s).toArray().at(0).toString(), u"https://example.org"_s);
    EXPECT_FALSE(first.contains(u"truth"_s));
    const auto second = QJsonDocument::fromJson(lines.at(1)).object();
    EXPECT_EQ(second.value(u"offset_seconds"_s).toDouble(), 1);
    EXPECT_EQ(second.value(u"text"_s).toString(), u"line\nbreak"_s);
}

TEST(ArchiveFormat, CsvGuardsFormulasAndQuotes)
{
    const auto csv = QString::fromUtf8(
        writeArchive(sample({u"=HYPERLINK(\"x\")"_s, u"a, \"b\"\nc"_s}), ArchiveFormat::Csv));
    EXPECT_TRUE(csv.contains(u"\"'=HYPERLINK(\"\"x\"\")\""_s)) << csv.toStdString();
    EXPECT_TRUE(csv.contains(u"\"a, \"\"b\"\"\nc\""_s));
    EXPECT_TRUE(csv.contains(u",'@bea@labcoat.example,"_s));
}

TEST(ArchiveFormat, HtmlHoldsNoMarkupOfPosts)
{
    const auto html = QString::fromUtf8(
        writeArchive(sample({u"<script>alert(1)</script> https://example.org/?a=1&b=\"x"_s}),
            ArchiveFormat::Html));
    EXPECT_FALSE(html.contains(u"<script"_s));
    EXPECT_FALSE(html.contains(u"Bea <b>"_s));
    EXPECT_TRUE(html.contains(u"Bea &lt;b&gt;"_s));
    EXPECT_TRUE(html.contains(u"href=\"https://example.org/?a=1&amp;b="_s));
}

TEST(ArchiveFormat, MarkdownHoldsNoMarkupOfPosts)
{
    const auto md = QString::fromUtf8(
        writeArchive(sample({u"# not a title\n1. no list [x](y) *z*"_s}), ArchiveFormat::Markdown));
    EXPECT_TRUE(md.contains(u"> \\# not a title\n> 1\\. no list \\[x\\](y) \\*z\\*"_s))
        << md.toStdString();
}

TEST(ArchiveFormat, PrivatePostsAreLeftOut)
{
    auto archive = sample({u"open"_s});
    archive.items.push_back({makePost(5, u"SECRET"_s, Visibility::Followers), std::nullopt});
    archive.items.push_back({makePost(6, u"SECRET"_s, Visibility::Direct), std::nullopt});
    archive.items.push_back({makePost(7, u"quiet"_s, Visibility::Unlisted), std::nullopt});
    for (const auto format : {ArchiveFormat::JsonLines, ArchiveFormat::Csv, ArchiveFormat::Markdown,
             ArchiveFormat::Html}) {
        const auto bytes = writeArchive(archive, format);
        EXPECT_FALSE(bytes.contains("SECRET"));
        EXPECT_TRUE(bytes.contains("quiet"));
    }
}

TEST(ArchiveFormat, OfPostsWithTermsOnlyTheAddressLeaves)
{
    auto post = std::make_shared<Post>(*makePost(1, u"SECRETWORDS https://secret.example"_s));
    post->url = QUrl(u"https://net.example/i/1"_s);
    post->author.name.text = u"SECRETNAME"_s;
    post->author.handle = u"SECRETHANDLE"_s;
    post->author.url = QUrl(u"https://net.example/SECRETHANDLE"_s);
    post->contentWarning = u"SECRETWARNING"_s;
    post->inReplyToHandle = u"SECRETHANDLE"_s;
    post->tags = {u"edchat"_s};
    post->counts = {41, 42, 43};
    Media media;
    media.url = QUrl(u"https://net.example/SECRETPICTURE"_s);
    media.alt = u"SECRETALT"_s;
    media.blurhash = u"SECRETHASH"_s;
    post->media = {media};
    post->poll.emplace();
    post->poll->options = {{u"SECRETOPTION"_s, 1}};
    post->card.emplace();
    post->card->title = u"SECRETCARD"_s;
    post->quote = Quote{Quote::State::Shown, makePost(2, u"SECRETQUOTE"_s)};
    post->terms = PostTerms{u"Net"_s, post->created};
    Reason boost;
    boost.wrapper = {{u"test"_s}, {}, u"w1"_s};
    boost.by.handle = u"SECRETBOOSTER"_s;
    boost.by.name.text = u"SECRETBOOSTER"_s;
    boost.at = post->created;
    auto archive = sample({u"open words"_s});
    archive.items.push_back({post, std::nullopt});
    archive.items.push_back({post, boost});
    for (const auto format : {ArchiveFormat::JsonLines, ArchiveFormat::Csv, ArchiveFormat::Markdown,
             ArchiveFormat::Html}) {
        const auto bytes = writeArchive(archive, format);
        EXPECT_FALSE(bytes.toUpper().contains("SECRET")) << bytes.constData();
        EXPECT_FALSE(bytes.contains("@,") || bytes.contains("@ ") || bytes.contains("****"));
        EXPECT_TRUE(bytes.contains("https://net.example/i/1"));
        EXPECT_TRUE(bytes.contains("open words"));
    }
    const auto html = QString::fromUtf8(writeArchive(archive, ArchiveFormat::Html));
    EXPECT_TRUE(html.contains(u"href=\"https://net.example/i/1\">https://net.example/i/1</a>"_s));
    const auto csv = QString::fromUtf8(writeArchive(archive, ArchiveFormat::Csv));
    EXPECT_TRUE(
        csv.contains(u"UTC,,,https://net.example/i/1,,edchat,https://net.example/i/1,,,,"_s))
        << csv.toStdString();
    const auto lines = writeArchive(archive, ArchiveFormat::JsonLines).trimmed().split('\n');
    ASSERT_EQ(lines.size(), 3);
    const auto line = QJsonDocument::fromJson(lines.at(1)).object();
    EXPECT_EQ(line.value(u"id"_s), u"p1"_s);
    EXPECT_TRUE(line.value(u"author"_s).isNull());
    EXPECT_EQ(line.value(u"links"_s).toArray(), QJsonArray{u"https://net.example/i/1"_s});
    EXPECT_EQ(line.value(u"created_offset_seconds"_s).toDouble(), 1);
    const auto passedOn = QJsonDocument::fromJson(lines.at(2)).object();
    EXPECT_EQ(passedOn.value(u"target"_s), u"p1"_s);
    EXPECT_TRUE(passedOn.value(u"author"_s).isNull());
}

/// Gives scripted pages, or errors, in order.
class ScriptedClient final : public ServiceClient {
public:
    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override { return readyTask<ServerInfo>(ServerInfo{}); }
    Task<Page> page(const PageRequest& request) override
    {
        asked << request.cursor;
        if (answers.empty())
            return readyTask<Page>(fail(Error::Kind::Protocol));
        auto answer = answers.front();
        answers.pop_front();
        return readyTask<Page>(std::move(answer));
    }
    Task<PostPtr> post(const PostId&, Lane) override
    {
        return readyTask<PostPtr>(fail(Error::Kind::NotFound));
    }
    Task<Thread> thread(const PostId&) override
    {
        return readyTask<Thread>(fail(Error::Kind::NotFound));
    }
    std::unique_ptr<LiveStream> stream(const FeedSpec&) override { return nullptr; }

    std::deque<Result<Page>> answers;
    QStringList asked;

private:
    Source m_source;
};

Page pageOf(int from, int to, const QString& older)
{
    Page page;
    for (int n = from; n > to; --n)
        page.items.push_back({makePost(n, QString::number(n)), std::nullopt});
    page.older = older;
    return page;
}

struct Run : testing::Test {
    test::FakeClock clock;
    ScriptedClient client;

    Result<Archive> go(ArchiveRequest request)
    {
        ArchiveRun run(client, clock, std::move(request));
        std::optional<Result<Archive>> answer;
        auto handle = run.start().then(&run, [&](Result<Archive> a) { answer = std::move(a); });
        for (int turn = 0; turn < 100 && !answer; ++turn)
            clock.advance(1s);
        EXPECT_TRUE(answer);
        return answer ? *answer : fail(Error::Kind::Timeout);
    }
};

TEST_F(Run, WalksToTheEndAndTurnsOldestFirst)
{
    client.answers = {pageOf(90, 50, u"c1"_s), pageOf(52, 20, u"c2"_s), pageOf(20, 0, {})};
    const auto archive = go({});
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->items.size(), 90U);
    EXPECT_EQ(archive->items.front().post->text.text, u"1"_s);
    EXPECT_EQ(client.asked, (QStringList{{}, u"c1"_s, u"c2"_s}));
}

TEST_F(Run, StopsAtSinceAndLimit)
{
    client.answers = {pageOf(90, 50, u"c1"_s), pageOf(50, 20, u"c2"_s), pageOf(20, 10, u"c3"_s)};
    ArchiveRequest since;
    since.since = timestampFromMs(kStart + 45'000);
    since.until = timestampFromMs(kStart + 80'000);
    auto archive = go(since);
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->items.size(), 36U);

    client.answers = {pageOf(90, 50, u"c1"_s)};
    ArchiveRequest limited;
    limited.limit = 10;
    archive = go(limited);
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->items.size(), 10U);
    EXPECT_EQ(archive->items.back().post->text.text, u"90"_s);
}

TEST_F(Run, AsksAgainWhatMayPassAndFailsWhole)
{
    client.answers = {pageOf(90, 50, u"c1"_s), fail(Error::Kind::Server), pageOf(50, 0, {})};
    auto archive = go({});
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->items.size(), 90U);

    client.answers = {pageOf(90, 50, u"c1"_s), fail(Error::Kind::Unauthorised)};
    EXPECT_EQ(go({}).error().kind, Error::Kind::Unauthorised);
}

TEST_F(Run, CursorThatGoesRoundEnds)
{
    client.answers = {pageOf(9, 5, u"c1"_s), pageOf(9, 5, u"c1"_s)};
    const auto archive = go({});
    ASSERT_TRUE(archive);
    EXPECT_EQ(archive->items.size(), 4U);
}

} // namespace
} // namespace staffroom
