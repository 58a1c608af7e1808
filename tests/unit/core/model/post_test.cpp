#include "core/model/post.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

/// Everything that a post can have.
std::shared_ptr<Post> wholePost()
{
    auto post = std::make_shared<Post>();
    post->id = {{u"test"_s}, u"https://a.example"_s, u"7"_s};
    post->uri = u"test://a.example/posts/7"_s;
    post->url = QUrl(u"https://a.example/i/7?q=\u00e4"_s);
    post->author.id = {{u"test"_s}, u"https://a.example"_s, u"1"_s};
    post->author.handle = u"bea"_s;
    post->author.name.text = u"Bea"_s;
    post->author.avatar = QUrl(u"https://a.example/bea.png"_s);
    post->author.url = QUrl(u"https://a.example/bea"_s);
    post->created = timestampFromMs(1'763'838'000'000);
    post->edited = post->created + Millis(1);
    post->text.text = u"words"_s;
    post->contentWarning = u"warning"_s;
    post->isSensitive = true;
    post->language = u"en"_s;
    post->tags = {u"EdChat"_s};
    post->inReplyTo = PostId{{u"test"_s}, u"https://a.example"_s, u"6"_s};
    post->inReplyToHandle = u"ann"_s;
    post->media.emplace_back();
    post->poll.emplace();
    post->card.emplace();
    post->quote = Quote{Quote::State::Shown, std::make_shared<Post>()};
    post->visibility = Visibility::Unlisted;
    post->counts = {1, 2, 3};
    post->application = u"program"_s;
    post->viewer = ViewerMarks{true, true, true, true};
    post->isOwn = true;
    return post;
}

TEST(ExportablePost, LeavesAsItIsWhereTheNetworkAsksForNothing)
{
    const PostPtr post = wholePost();
    EXPECT_EQ(exportable(post), post);
    EXPECT_EQ(exportable(nullptr), nullptr);
}

TEST(ExportablePost, IsItsAddressWhereTheNetworkHasTerms)
{
    const auto post = wholePost();
    post->terms = PostTerms{u"Test"_s, post->created + Millis(1000)};
    const PostPtr bare = exportable(post);
    Post wanted;
    wanted.id = post->id;
    wanted.uri = post->uri;
    wanted.url = post->url;
    wanted.created = post->created;
    wanted.inReplyTo = post->inReplyTo;
    wanted.tags = post->tags;
    wanted.visibility = Visibility::Unlisted;
    wanted.terms = post->terms;
    wanted.text.text = u"https://a.example/i/7?q=%C3%A4"_s;
    TextSpan link;
    link.kind = TextSpan::Kind::Link;
    link.length = int(wanted.text.text.size());
    link.target = post->url;
    wanted.text.spans = {link};
    EXPECT_EQ(*bare, wanted);
    EXPECT_EQ(*exportable(bare), wanted);
    EXPECT_EQ(post->text.text, u"words"_s); // the post itself is as it was
}

TEST(ExportablePost, IsTheAddressByIdWhereThereIsOne)
{
    const auto post = wholePost();
    post->uri = u"https://net.example/i/7"_s;
    post->url = QUrl(u"https://net.example/bea/7"_s);
    post->terms = PostTerms{u"Test"_s, post->created};
    EXPECT_EQ(exportable(post)->url, QUrl(post->uri)) << "the other one names the author";
    EXPECT_EQ(exportable(post)->text.text, post->uri);
}

TEST(ExportablePost, WithoutAnAddressThereAreNoWordsAtAll)
{
    const auto post = wholePost();
    post->url.clear();
    post->terms = PostTerms{u"Test"_s, post->created};
    EXPECT_EQ(exportable(post)->text, RichText{});
}

} // namespace
} // namespace staffroom
