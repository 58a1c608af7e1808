#include "core/model/post.h"

namespace staffroom {

bool Quote::operator==(const Quote& other) const
{
    if (state != other.state || !post != !other.post)
        return false;
    return !post || post == other.post || *post == *other.post;
}

PostPtr exportable(const PostPtr& post)
{
    if (!post || !post->terms)
        return post;
    auto bare = std::make_shared<Post>();
    bare->id = post->id;
    bare->uri = post->uri;
    // By id where there is such an address: the page's own may name its author.
    const QUrl byId(post->uri, QUrl::StrictMode);
    bare->url = byId.scheme().startsWith(QLatin1StringView("http")) ? byId : post->url;
    bare->created = post->created;
    bare->inReplyTo = post->inReplyTo;
    bare->tags = post->tags;
    bare->visibility = post->visibility;
    bare->terms = post->terms;
    bare->text.text = bare->url.toString(QUrl::FullyEncoded);
    if (!bare->text.text.isEmpty()) {
        TextSpan link;
        link.kind = TextSpan::Kind::Link;
        link.length = int(bare->text.text.size());
        link.target = bare->url;
        bare->text.spans.push_back(link);
    }
    return bare;
}

} // namespace staffroom
