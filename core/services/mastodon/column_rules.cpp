#include "core/services/mastodon/column_rules.h"

#include <algorithm>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

bool hasTag(const QStringList& foldedTags, const QString& tag)
{
    return foldedTags.contains(foldServerTag(tag));
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
    const bool isShared
        = spec.kind == FeedSpec::Kind::Hashtag || spec.kind == FeedSpec::Kind::Public;
    if (isShared && spec.localOnly
        && item.post->author.handle.section(u'@', 1).compare(domain, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return item;
}

} // namespace staffroom::mastodon
