#pragma once

#include "core/services/service.h"

namespace staffroom::mastodon {

/// A tag as servers of this family compare it: like foldTag, and without accents on Latin letters
/// (app/lib/hashtag_normalizer.rb).
QString foldServerTag(const QString& tag);

/// What a column must not show, whatever the server gave: GoToSocial and snac ignore every
/// parameter of a tag timeline but the tag, and snac puts boosts there. nullopt: not part of it.
/// That a post has one of `tags` is not asked again: the server found it under that tag.
std::optional<FeedItem> applyRules(FeedItem item, const FeedSpec& spec, const QString& domain);

} // namespace staffroom::mastodon
