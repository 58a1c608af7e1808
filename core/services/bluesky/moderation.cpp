#include "core/services/bluesky/moderation.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

using Show = Preferences::Show;

constexpr qsizetype kMostLabellers = 20; ///< that servers take in one call
constexpr int kLongestMutedWord = 1'000;
constexpr int kLongestLabelValue = 128;
constexpr qsizetype kMostLabels = 100; ///< of one view that are looked at

/// Labels about pictures. They cover the media, never the words.
bool isMediaLabel(const QString& value)
{
    return value == "porn"_L1 || value == "sexual"_L1 || value == "nudity"_L1
        || value == "graphic-media"_L1;
}

/// Only who may see such media at all can have them shown without a cover.
bool isAdultLabel(const QString& value)
{
    return isMediaLabel(value) && value != "nudity"_L1;
}

/// Names that labels had before.
QString todaysName(const QString& value)
{
    if (value == "nsfw"_L1)
        return u"porn"_s;
    if (value == "suggestive"_L1)
        return u"sexual"_s;
    return value == "gore"_L1 ? u"graphic-media"_s : value;
}

std::optional<Show> showOf(const QString& visibility)
{
    if (visibility == "ignore"_L1 || visibility == "show"_L1)
        return Show::Ignore;
    if (visibility == "warn"_L1)
        return Show::Warn;
    return visibility == "hide"_L1 ? std::optional(Show::Hide) : std::nullopt;
}

void readLabelPreference(const QJsonObject& item, Preferences& out)
{
    const QString label = todaysName(textOf(item, "label"_L1, kLongestLabelValue));
    const auto show = showOf(item.value("visibility"_L1).toString());
    const QString labeller = item.value("labelerDid"_L1).toString();
    if (!label.isEmpty() && show && (labeller.isEmpty() || isDid(labeller)))
        out.labels.insert(labeller.isEmpty() ? label : labeller + u' ' + label, *show);
}

void readLabellers(const QJsonObject& item, Preferences& out)
{
    for (const auto entry : item.value("labelers"_L1).toArray()) {
        const QString did = entry.toObject().value("did"_L1).toString();
        if (isDid(did) && did != kOwnLabeller && !out.labellers.contains(did))
            out.labellers += did;
    }
}

void readMutedWords(const QJsonObject& item, Preferences& out)
{
    for (const auto entry : item.value("items"_L1).toArray()) {
        const QJsonObject object = entry.toObject();
        const QJsonArray targets = object.value("targets"_L1).toArray();
        MutedWord word;
        word.value = textOf(object, "value"_L1, kLongestMutedWord).trimmed();
        word.inText = targets.contains(u"content"_s);
        word.inTags = targets.contains(u"tag"_s);
        word.sparesFollowed = object.value("actorTarget"_L1).toString() == "exclude-following"_L1;
        word.expires = timeOf(object.value("expiresAt"_L1));
        if (!word.value.isEmpty() && (word.inText || word.inTags))
            out.mutedWords.push_back(std::move(word));
    }
}

void readHiddenPosts(const QJsonObject& item, Preferences& out)
{
    for (const auto entry : item.value("items"_L1).toArray()) {
        if (parseAtUri(entry.toString()))
            out.hiddenPosts += entry.toString();
    }
}

void addPin(const QString& uri, Preferences& out)
{
    const auto parsed = parseAtUri(uri);
    const auto isThere = [&](const Preferences::Pin& pin) { return pin.uri == uri; };
    if (!parsed || std::any_of(out.pins.begin(), out.pins.end(), isThere))
        return;
    if (parsed->collection == kFeedCollection)
        out.pins.push_back({uri, true});
    else if (parsed->collection == kListCollection)
        out.pins.push_back({uri, false});
}

/// The form of today: {type, value, pinned} in the person's own order.
void readSavedFeeds(const QJsonObject& item, Preferences& out)
{
    const QJsonArray items = item.value("items"_L1).toArray();
    for (const bool isPinned : {true, false}) {
        for (const auto entry : items) {
            const QJsonObject feed = entry.toObject();
            if (feed.value("pinned"_L1).toBool() == isPinned)
                addPin(feed.value("value"_L1).toString(), out);
        }
    }
}

/// The form before it: two lists.
void readOldSavedFeeds(const QJsonObject& item, Preferences& out)
{
    for (const auto key : {"pinned"_L1, "saved"_L1}) {
        for (const auto uri : item.value(key).toArray())
            addPin(uri.toString(), out);
    }
}

Show showFor(
    const QString& value, const QString& source, bool isSelf, const Preferences& preferences)
{
    const auto own
        = isSelf ? preferences.labels.cend() : preferences.labels.constFind(source + u' ' + value);
    const auto general = preferences.labels.constFind(value);
    const auto end = preferences.labels.cend();
    if (isMediaLabel(value)) {
        Show show = own != end ? *own : general != end ? *general : Show::Warn;
        if (show == Show::Ignore && isAdultLabel(value) && !preferences.showsAdult)
            show = Show::Warn;
        return show;
    }
    if (isSelf)
        return Show::Ignore; // nobody else's words for it are defined
    if (source == kOwnLabeller)
        return own != end ? *own : general != end ? *general : Show::Warn;
    // Another labeller's labels are as often badges as warnings, and only it says which. What the
    // reader wants hidden is clear; "warn" is what a badge is kept as.
    return own != end && *own == Show::Hide ? Show::Hide : Show::Ignore;
}

bool isNegated(const QJsonArray& labels, const QJsonObject& label)
{
    const auto made = timeOf(label.value("cts"_L1));
    return std::any_of(labels.begin(), labels.end(), [&](const QJsonValue& entry) {
        const QJsonObject other = entry.toObject();
        if (!other.value("neg"_L1).toBool() || other.value("src"_L1) != label.value("src"_L1)
            || other.value("val"_L1) != label.value("val"_L1)
            || other.value("uri"_L1) != label.value("uri"_L1))
            return false;
        const auto taken = timeOf(other.value("cts"_L1));
        return !made || !taken || *taken >= *made;
    });
}

/// "self-harm" as people know it.
QString labelWords(const QString& value)
{
    return value == "!warn"_L1 ? u"warning"_s : QString(value).replace(u'-', u' ');
}

} // namespace

bool Preferences::operator==(const Preferences& other) const
{
    const auto isSamePin
        = [](const Pin& a, const Pin& b) { return a.uri == b.uri && a.isFeed == b.isFeed; };
    return showsAdult == other.showsAdult && labels == other.labels && labellers == other.labellers
        && mutedWords == other.mutedWords && hiddenPosts == other.hiddenPosts
        && std::equal(pins.begin(), pins.end(), other.pins.begin(), other.pins.end(), isSamePin);
}

Result<Preferences> decodePreferences(const QByteArray& bytes, const QString& path)
{
    const auto answer = readObject(bytes, path);
    if (!answer)
        return fail(answer.error());
    if (!answer->value("preferences"_L1).isArray())
        return fail(Error::Kind::Protocol, {}, path + u".preferences"_s);
    const QJsonArray items = answer->value("preferences"_L1).toArray();
    const auto each = [&](QLatin1StringView name, auto read) {
        for (const auto entry : items) {
            const QJsonObject item = entry.toObject();
            if (typeOf(item) == u"app.bsky.actor.defs#"_s + name)
                read(item);
        }
    };
    Preferences out;
    each("adultContentPref"_L1,
        [&](const QJsonObject& item) { out.showsAdult = item.value("enabled"_L1).toBool(); });
    each("contentLabelPref"_L1, [&](const QJsonObject& item) { readLabelPreference(item, out); });
    each("labelersPref"_L1, [&](const QJsonObject& item) { readLabellers(item, out); });
    each("mutedWordsPref"_L1, [&](const QJsonObject& item) { readMutedWords(item, out); });
    each("hiddenPostsPref"_L1, [&](const QJsonObject& item) { readHiddenPosts(item, out); });
    each("savedFeedsPrefV2"_L1, [&](const QJsonObject& item) { readSavedFeeds(item, out); });
    // Both forms are kept side by side; the old one is what other programs left.
    if (out.pins.empty())
        each("savedFeedsPref"_L1, [&](const QJsonObject& item) { readOldSavedFeeds(item, out); });
    return out;
}

QByteArray acceptedLabellers(const Preferences& preferences)
{
    // "redact": what the network took down is not to be sent at all.
    QStringList out{kOwnLabeller + u";redact"_s};
    for (const QString& did : preferences.labellers) {
        if (out.size() < kMostLabellers)
            out += did;
    }
    return out.join(u", "_s).toLatin1();
}

Verdict judgeLabels(
    const QJsonArray& given, const QString& author, const Preferences& preferences, Timestamp now)
{
    QJsonArray labels = given;
    while (labels.size() > kMostLabels)
        labels.removeLast();
    Verdict out;
    for (const auto entry : labels) {
        const QJsonObject label = entry.toObject();
        const QString source = label.value("src"_L1).toString();
        const QString value = todaysName(textOf(label, "val"_L1, kLongestLabelValue));
        const bool isSelf = source == author && !author.isEmpty();
        const bool isKnown
            = isSelf || source == kOwnLabeller || preferences.labellers.contains(source);
        const auto ends = timeOf(label.value("exp"_L1));
        if (!isKnown || value.isEmpty() || label.value("neg"_L1).toBool() || (ends && *ends <= now)
            || isNegated(labels, label))
            continue;
        if (value == "!no-unauthenticated"_L1) {
            out.needsSignIn = true;
        } else if (value == "bot"_L1) {
            out.isBot = true;
        } else if (value.startsWith(u'!')) {
            // Orders of labellers; nobody gives them about themselves.
            if (isSelf)
                continue;
            out.isHidden = out.isHidden || value == "!hide"_L1;
            if (value == "!warn"_L1) {
                out.isSensitive = true;
                out.warning = labelWords(value);
            }
        } else {
            const Show show = showFor(value, source, isSelf, preferences);
            out.isHidden = out.isHidden || show == Show::Hide;
            out.isSensitive = out.isSensitive || show == Show::Warn;
            if (show == Show::Warn && !isMediaLabel(value) && out.warning.isEmpty())
                out.warning = labelWords(value);
        }
    }
    return out;
}

} // namespace staffroom::bluesky
