#include "core/chat/chat_post.h"

namespace staffroom {

ChatPost chatPostOf(const Post& post, Timestamp seen)
{
    ChatPost out;
    out.id = post.id;
    out.author = post.author.handle;
    out.authorName = post.author.name.text;
    out.isBot = post.author.isBot;
    out.created = post.created;
    out.seen = seen;
    out.text = post.text.text;
    out.language = post.language;
    out.tags = post.tags;
    for (const auto& span : post.text.spans) {
        if (span.kind == TextSpan::Kind::Mention)
            out.mentions << span.label;
        else if (span.kind == TextSpan::Kind::Link)
            out.links << span.target.toString();
        else if (span.kind == TextSpan::Kind::Tag && !out.tags.contains(span.label))
            out.tags << span.label;
    }
    if (post.card && !out.links.contains(post.card->url.toString()))
        out.links << post.card->url.toString();
    out.inReplyTo = post.inReplyTo;
    if (post.quote && post.quote->post)
        out.quoteOf = post.quote->post->id;
    for (const auto& media : post.media)
        out.alts << media.alt;
    if (post.poll) {
        for (const auto& option : post.poll->options)
            out.pollOptions << option.title;
    }
    out.contentWarning = post.contentWarning;
    out.counts = post.counts;
    return out;
}

} // namespace staffroom
