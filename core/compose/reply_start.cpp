#include "core/compose/reply_start.h"

#include "core/compose/compose_text.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFirstWords = 200;

void takeOver(Draft& draft, const Post& post, const Capabilities* network)
{
    draft.inReplyToHandle = post.author.handle;
    // Drafts outlive what may be kept of a post with terms: of its words there is the number of the
    // question left, which the label of an answer goes by.
    const int question = questionOf(post.text.text);
    if (!post.terms)
        draft.inReplyToText = firstWords(post);
    else
        draft.inReplyToText = question > 0 ? u'Q' + QString::number(question) : QString();
    if (!network || network->hasContentWarning)
        draft.contentWarning = post.contentWarning;
    if (!network || network->hasVisibility)
        draft.visibility = std::max(draft.visibility, post.visibility);
}

} // namespace

QString replyMentions(const Post& post, const QString& self)
{
    QStringList handles{post.author.handle};
    for (const auto& span : post.text.spans) {
        if (span.kind == TextSpan::Kind::Mention)
            handles << span.label;
    }
    QString out;
    QStringList seen{self.toCaseFolded()};
    for (const auto& handle : std::as_const(handles)) {
        const QString folded = handle.toCaseFolded();
        if (handle.isEmpty() || seen.contains(folded))
            continue;
        seen << folded;
        out += u'@' + handle + u' ';
    }
    return out;
}

void startReply(Draft& draft, const Post& post, const Capabilities* network)
{
    if (!network || network->repliesNameAuthor)
        draft.parts.front().text = replyMentions(post, draft.account.account);
    draft.inReplyTo = post.id;
    takeOver(draft, post, network);
}

void startQuote(Draft& draft, const Post& post, const Capabilities* network)
{
    draft.quote = post.id;
    takeOver(draft, post, network);
}

QString firstWords(const Post& post)
{
    return cleanLine(post.text.text, kFirstWords);
}

int questionOf(const QString& text)
{
    const int asked = questionNumber(text);
    return asked > 0 ? asked : answerNumber(text);
}

} // namespace staffroom
