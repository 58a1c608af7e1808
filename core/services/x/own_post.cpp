#include "core/services/x/own_post.h"

#include "core/services/x/decode.h"
#include "core/services/x/text_entities.h"
#include "core/services/x/vocabulary.h"

#include <chrono>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The clocks of this computer and of X may differ so much.
constexpr std::chrono::minutes kClockDifference{2};

QString withoutLinks(const QString& text)
{
    QString out;
    int at = 0;
    for (const auto& url : urlsIn(text)) {
        out += QStringView(text).mid(at, url.start - at);
        at = url.end();
    }
    out += QStringView(text).mid(at);
    return out.normalized(QString::NormalizationForm_C).simplified();
}

QString withoutLinks(const RichText& text)
{
    QString out;
    int at = 0;
    for (const auto& span : text.spans) {
        if (span.kind != TextSpan::Kind::Link || span.start < at)
            continue;
        out += QStringView(text.text).mid(at, span.start - at);
        at = span.end();
    }
    out += QStringView(text.text).mid(at);
    return withoutLinks(out);
}

RichText richOf(const QString& text, QStringList& tags)
{
    RichText rich{text, {}};
    for (const auto& entity : entitiesIn(text)) {
        TextSpan span;
        span.start = entity.start;
        span.length = entity.length;
        switch (entity.kind) {
        case Entity::Kind::Hashtag:
            span.kind = TextSpan::Kind::Tag;
            span.label = entity.text;
            tags << entity.text;
            break;
        case Entity::Kind::Mention:
            span.kind = TextSpan::Kind::Mention;
            span.label = entity.text;
            span.target = QUrl(webAddress() + u'/' + entity.text);
            break;
        case Entity::Kind::Url:
            span.kind = TextSpan::Kind::Link;
            span.target
                = QUrl(entity.text.contains("://"_L1) ? entity.text : u"https://"_s + entity.text);
            break;
        case Entity::Kind::Cashtag:
        case Entity::Kind::List:
            continue;
        }
        rich.spans.push_back(span);
    }
    return rich;
}

} // namespace

PostPtr ownPost(
    const QString& id, const Submission& submission, const Author& author, Timestamp now)
{
    auto post = std::make_shared<Post>();
    post->id = {serviceId(), {}, id};
    post->uri = webAddress() + u"/i/status/"_s + id;
    post->url = QUrl(webAddress() + u'/' + author.handle + u"/status/"_s + id);
    post->author = author;
    post->created = momentOf(id);
    post->text = richOf(submission.text, post->tags);
    post->language = submission.language;
    post->inReplyTo = submission.inReplyTo;
    post->isOwn = true;
    post->terms = termsAt(now);
    return post;
}

bool isResultOf(const Post& post, const Submission& submission)
{
    const QString answered = submission.inReplyTo ? submission.inReplyTo->remote : QString();
    const QString answers = post.inReplyTo ? post.inReplyTo->remote : QString();
    return post.created >= submission.written - kClockDifference && answers == answered
        && post.media.size() == submission.media.size()
        && post.poll.has_value() == submission.poll.has_value()
        && withoutLinks(post.text) == withoutLinks(submission.text);
}

} // namespace staffroom::x
