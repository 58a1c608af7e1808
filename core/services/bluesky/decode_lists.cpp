#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/text/clean_text.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Entries of `member` whose at-uri lies in `collection` and that `wanted` takes.
template <class Wanted>
Result<std::vector<ListInfo>> namedEntries(const QByteArray& bytes, const QString& path,
    QLatin1StringView member, QLatin1StringView title, QLatin1StringView collection, Wanted wanted)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value(member).isArray())
        return fail(Error::Kind::Protocol, u"not a list of lists"_s, path);
    std::vector<ListInfo> all;
    const QJsonArray entries = object->value(member).toArray();
    for (qsizetype i = 0; i < std::min(entries.size(), kMostEntries); ++i) {
        const QJsonObject entry = entries.at(i).toObject();
        const QString id = textOf(entry, "uri"_L1);
        const auto uri = parseAtUri(id);
        if (!uri || uri->collection != collection || !wanted(entry))
            continue;
        const QString name = cleanLine(textOf(entry, title), 200).trimmed();
        all.push_back({id, name.isEmpty() ? uri->key : name});
    }
    return all;
}

} // namespace

Result<std::vector<ListInfo>> decodeLists(const QByteArray& bytes, const QString& path)
{
    // Lists by which people are muted or blocked stand among those that are read.
    return namedEntries(
        bytes, path, "lists"_L1, "name"_L1, kListCollection, [](const QJsonObject& entry) {
            return textOf(entry, "purpose"_L1) == "app.bsky.graph.defs#curatelist"_L1;
        });
}

Result<std::vector<ListInfo>> decodeGenerators(const QByteArray& bytes, const QString& path)
{
    return namedEntries(bytes, path, "feeds"_L1, "displayName"_L1, kFeedCollection,
        [](const QJsonObject&) { return true; });
}

} // namespace staffroom::bluesky
