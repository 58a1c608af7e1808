#include "core/compose/pending_post.h"

#include "core/text/html_to_text.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

PostId pendingId(const OutboxItem& item)
{
    return {item.account.service, item.account.server, u"outbox:"_s + item.id};
}

PostPtr makePendingPost(const OutboxItem& item, const QString& inReplyToHandle)
{
    const auto& submission = item.submission;
    auto post = std::make_shared<Post>();
    post->id = pendingId(item);
    post->uri = u"outbox:"_s + item.id;
    post->author.id = {item.account.service, item.account.server, item.account.account};
    post->author.handle = item.account.account;
    post->author.name.text = item.account.account.section(u'@', 0, 0);
    post->created = submission.scheduled.value_or(item.delivery.at.value_or(submission.written));
    post->text = linkify(submission.text);
    for (const auto& span : post->text.spans) {
        if (span.kind == TextSpan::Kind::Tag)
            post->tags << span.label;
    }
    post->contentWarning = submission.contentWarning;
    post->isSensitive = !submission.contentWarning.isEmpty();
    post->language = submission.language;
    post->inReplyTo = submission.inReplyTo;
    post->inReplyToHandle = inReplyToHandle;
    for (const auto& one : submission.media) {
        Media media;
        media.kind = Media::Kind::Image;
        media.alt = one.alt;
        media.size = one.size;
        post->media.push_back(std::move(media));
    }
    if (submission.poll) {
        Poll poll;
        for (const auto& option : submission.poll->options)
            poll.options.push_back({option, std::nullopt});
        poll.closes = post->created + submission.poll->lasts;
        poll.isMultiple = submission.poll->isMultiple;
        post->poll = std::move(poll);
    }
    post->visibility = submission.visibility;
    post->delivery = item.delivery;
    post->delivery->outboxId = item.id;
    post->isOwn = true;
    return post;
}

} // namespace staffroom
