#include "core/services/mastodon/column_rules.h"

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasTag(const QStringList& foldedTags, const QString& tag)
{
    return foldedTags.contains(foldServerTag(tag));
}

bool isSameHandle(const QString& a, const QString& b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isWithAnyTag(const Post& post, const QStringList& wanted)
{
    QStringList tags;
    for (const auto& tag : post.tags)
        tags << foldServerTag(tag);
    return std::any_of(
        wanted.begin(), wanted.end(), [&](const QString& tag) { return hasTag(tags, tag); });
}

/// In a chat: what answers the reader, and what its hosts write.
bool isReceived(const FeedItem& item, const FeedSpec& spec)
{
    const Post& post = *item.post;
    const QString& own = spec.source.account;
    if (post.isOwn || isSameHandle(post.author.handle, own))
        return false;
    const bool answersReader = !own.isEmpty() && isSameHandle(post.inReplyToHandle, own);
    if (item.reason && item.reason->kind == Reason::Kind::Mention)
        return answersReader || isWithAnyTag(post, spec.tags);
    return !item.reason
        && (answersReader
            || std::any_of(spec.people.begin(), spec.people.end(),
                [&](const QString& host) { return isSameHandle(host, post.author.handle); }));
}

} // namespace

QString foldServerTag(const QString& tag)
{
    QString plain;
    char32_t base = 0;
    for (const char32_t c : foldTag(tag).normalized(QString::NormalizationForm_KD).toUcs4()) {
        const bool isMark = QChar::isMark(c);
        if (!isMark)
            base = c;
        if (!isMark || QChar::script(base) != QChar::Script_Latin)
            plain += QString::fromUcs4(&c, 1);
    }
    return plain.normalized(QString::NormalizationForm_KC);
}

std::optional<FeedItem> applyRules(FeedItem item, const FeedSpec& spec, const QString& domain)
{
    if (spec.kind == FeedSpec::Kind::Hashtag) {
        item.reason.reset();
        QStringList tags;
        for (const auto& tag : item.post->tags)
            tags << foldServerTag(tag);
        const auto has = [&](const QString& tag) { return hasTag(tags, tag); };
        if (!std::all_of(spec.allTags.begin(), spec.allTags.end(), has)
            || std::any_of(spec.noneTags.begin(), spec.noneTags.end(), has))
            return std::nullopt;
    }
    if (spec.kind == FeedSpec::Kind::Received) {
        if (!isReceived(item, spec))
            return std::nullopt;
        item.reason.reset();
    }
    if (spec.kind == FeedSpec::Kind::Mentions
        && (!item.reason || item.reason->kind != Reason::Kind::Mention))
        return std::nullopt;
    const bool isShared
        = spec.kind == FeedSpec::Kind::Hashtag || spec.kind == FeedSpec::Kind::Public;
    if (isShared && spec.localOnly
        && item.post->author.handle.section(u'@', 1).compare(domain, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return item;
}

} // namespace staffroom::mastodon
