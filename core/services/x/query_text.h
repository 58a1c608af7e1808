#pragma once

#include "core/base/result.h"
#include "core/model/feed_spec.h"

#include <QStringList>

namespace staffroom::x {

// Queries of recent search (https://docs.x.com/x-api/posts/search/integrate/operators). A blank is
// "and" and binds tighter than "OR".

/// Of a hashtag column. Invalid where a tag is none at X, or where the query gets too long.
Result<QString> tagQuery(const FeedSpec& spec);
/// Posts that hold all of the words; what a person types is never an operator.
Result<QString> wordsQuery(const QString& words);
/// In a chat: replies to the reader, and what its hosts write.
Result<QString> receivedQuery(const QString& reader, const QStringList& hosts);
QString threadQuery(const QString& conversation);

/// Can this column be read by a query together with others? (Any of some tags, nothing more.)
bool isMergeable(const FeedSpec& spec);
/// One query for as many of these (all mergeable, the first at any rate) as it has room for; gives
/// how many it took.
Result<QString> mergedQuery(const std::vector<FeedSpec>& specs, size_t* taken);

} // namespace staffroom::x
