#include "core/services/bluesky/jetstream_scan.h"

#include "core/model/feed_spec.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

qsizetype behindSpaces(QStringView text, qsizetype at)
{
    while (at < text.size() && (text[at] == u' ' || text[at] == u'\t'))
        ++at;
    return at;
}

/// What a JSON string that begins at `at` (on its quote) holds, as it is written; moves behind it.
QStringView writtenString(QStringView text, qsizetype& at)
{
    const qsizetype begin = ++at;
    while (at < text.size() && text[at] != u'"')
        at += text[at] == u'\\' ? 2 : 1;
    const qsizetype end = std::min(at, text.size());
    at = end + 1;
    return text.mid(begin, end - begin);
}

bool isPlain(QStringView written)
{
    return std::all_of(
        written.begin(), written.end(), [](QChar c) { return c.unicode() < 0x80 && c != u'\\'; });
}

/// True also where it cannot be told from the letters alone.
bool mayBeOneOf(QStringView written, const QStringList& foldedTags)
{
    if (written.contains(u'\\'))
        return true;
    if (!isPlain(written))
        return foldedTags.contains(foldTag(written.toString()));
    return std::any_of(foldedTags.begin(), foldedTags.end(),
        [written](const QString& tag) { return written.compare(tag, Qt::CaseInsensitive) == 0; });
}

/// Looks at the values of "tag" (in facets) and "tags" (of the record).
bool mayHaveTag(QStringView message, const QStringList& foldedTags)
{
    static constexpr QStringView kBegin(u"\"tag");
    qsizetype at = 0;
    while ((at = message.indexOf(kBegin, at)) >= 0) {
        at += kBegin.size();
        const bool isMany = at < message.size() && message[at] == u's';
        at += isMany ? 1 : 0;
        if (at >= message.size() || message[at] != u'"')
            continue;
        at = behindSpaces(message, at + 1);
        if (at >= message.size() || message[at] != u':')
            continue;
        at = behindSpaces(message, at + 1);
        if (isMany) {
            while (at < message.size() && message[at] != u']') {
                if (message[at] != u'"')
                    ++at;
                else if (mayBeOneOf(writtenString(message, at), foldedTags))
                    return true;
            }
        } else if (at < message.size() && message[at] == u'"'
            && mayBeOneOf(writtenString(message, at), foldedTags)) {
            return true;
        }
    }
    return false;
}

/// Where the value of a member begins; -1 where there is no such member.
qsizetype valueOf(QStringView message, QStringView quotedName)
{
    const qsizetype name = message.indexOf(quotedName);
    if (name < 0)
        return -1;
    const qsizetype colon = behindSpaces(message, name + quotedName.size());
    if (colon >= message.size() || message[colon] != u':')
        return -1;
    return behindSpaces(message, colon + 1);
}

bool mayBeWatchedDeletion(QStringView message, const QSet<QString>& watchedKeys)
{
    if (watchedKeys.isEmpty() || !message.contains(u"\"delete\""_s))
        return false;
    qsizetype at = valueOf(message, u"\"rkey\"");
    return at >= 0 && at < message.size() && message[at] == u'"'
        && watchedKeys.contains(writtenString(message, at).toString());
}

qint64 timeIn(QStringView message)
{
    qsizetype at = valueOf(message, u"\"time_us\"");
    qint64 time = 0;
    for (int digits = 0; at >= 0 && at < message.size() && digits < 18; ++at, ++digits) {
        const char16_t c = message[at].unicode();
        if (c < u'0' || c > u'9')
            break;
        time = time * 10 + (c - u'0');
    }
    return time;
}

qint64 bytesOf(QStringView message)
{
    qint64 bytes = 0;
    for (const QChar c : message)
        bytes += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return bytes;
}

bool hasTag(const QJsonObject& record, const QStringList& foldedTags)
{
    const auto isWanted = [&foldedTags](const QJsonValue& tag) {
        return tag.isString() && foldedTags.contains(foldTag(tag.toString()));
    };
    const QJsonArray tags = record.value("tags"_L1).toArray();
    if (std::any_of(tags.begin(), tags.end(), isWanted))
        return true;
    for (const auto facet : record.value("facets"_L1).toArray()) {
        for (const auto feature : facet.toObject().value("features"_L1).toArray()) {
            if (typeOf(feature.toObject()) == "app.bsky.richtext.facet#tag"_L1
                && isWanted(feature.toObject().value("tag"_L1)))
                return true;
        }
    }
    return false;
}

void readMessage(const QString& message, const QStringList& foldedTags, JetstreamScan& scan)
{
    ++scan.parsed;
    const auto object = readObject(message.toUtf8(), u"jetstream"_s);
    if (!object || object->value("kind"_L1) != "commit"_L1)
        return;
    const QJsonObject commit = object->value("commit"_L1).toObject();
    const AtUri uri{
        textOf(*object, "did"_L1), textOf(commit, "collection"_L1), textOf(commit, "rkey"_L1)};
    if (!isDid(uri.authority) || uri.collection != kPostCollection || !isRecordKey(uri.key))
        return;
    const QString operation = textOf(commit, "operation"_L1);
    if (operation == "delete"_L1)
        scan.deleted << uri.text();
    else if (operation == "create"_L1 && hasTag(commit.value("record"_L1).toObject(), foldedTags))
        scan.posts << uri.text();
}

} // namespace

JetstreamScan scanJetstream(
    const QStringList& messages, const QStringList& foldedTags, const QSet<QString>& watchedKeys)
{
    JetstreamScan scan;
    for (const auto& message : messages) {
        ++scan.seen;
        scan.bytes += bytesOf(message);
        if (mayHaveTag(message, foldedTags) || mayBeWatchedDeletion(message, watchedKeys))
            readMessage(message, foldedTags, scan);
    }
    for (auto it = messages.crbegin(); it != messages.crend() && scan.lastTime == 0; ++it)
        scan.lastTime = timeIn(*it);
    return scan;
}

} // namespace staffroom::bluesky
