#include "core/services/bluesky/decode_parts.h"

#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/text/clean_text.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLongestDisplayName = 200;
/// What servers say for a handle that does not point back to its DID.
constexpr auto kNoHandle = "handle.invalid"_L1;

/// The network's page of a path made of identifiers, which need no escapes.
QUrl bskyPage(const QString& path)
{
    return QUrl(u"https://bsky.app/"_s + path);
}

QString handleOrDid(const QString& handle, const QString& did)
{
    return handle == kNoHandle || !isHandle(handle) ? did : handle;
}

bool isVouched(const QJsonObject& verification, QLatin1StringView member)
{
    return verification.value(member).toString() == "valid"_L1;
}

} // namespace

AccountId accountIdOf(const QString& did)
{
    return {ServiceId{u"bluesky"_s}, {}, did};
}

QUrl profilePage(const QString& handle, const QString& did)
{
    return bskyPage("profile/"_L1 + handleOrDid(handle, did));
}

QUrl postPage(const QString& handle, const QString& did, const QString& recordKey)
{
    return bskyPage("profile/"_L1 + handleOrDid(handle, did) + "/post/"_L1 + recordKey);
}

bool isSilenced(const QJsonObject& view)
{
    const QJsonObject viewer = view.value("viewer"_L1).toObject();
    return viewer.value("muted"_L1).toBool() || viewer.contains("mutedByList"_L1)
        || viewer.value("blockedBy"_L1).toBool() || viewer.contains("blocking"_L1)
        || viewer.contains("blockingByList"_L1);
}

Relationship relationshipOf(const QJsonObject& viewer)
{
    Relationship relationship;
    relationship.isFollowing = viewer.contains("following"_L1);
    relationship.isFollowedBy = viewer.contains("followedBy"_L1);
    relationship.isMuting = viewer.value("muted"_L1).toBool() || viewer.contains("mutedByList"_L1);
    relationship.isBlocking
        = viewer.contains("blocking"_L1) || viewer.contains("blockingByList"_L1);
    return relationship;
}

std::optional<Author> authorOf(const QJsonObject& view, const DecodeContext& context)
{
    const QString did = textOf(view, "did"_L1);
    if (!isDid(did))
        return std::nullopt;
    Author author;
    author.id = accountIdOf(did);
    author.handle = textOf(view, "handle"_L1);
    if (!isHandle(author.handle))
        author.handle = kNoHandle;
    author.name.text = cleanLine(textOf(view, "displayName"_L1), kLongestDisplayName).trimmed();
    if (author.name.text.isEmpty())
        author.name.text = author.handle;
    author.avatar = urlOf(view.value("avatar"_L1));
    author.url = profilePage(author.handle, did);
    const QJsonArray labels = view.value("labels"_L1).toArray();
    author.isBot = judgeLabels(labels, did, *context.preferences, context.now).isBot;
    const QJsonObject verification = view.value("verification"_L1).toObject();
    author.isVerified = isVouched(verification, "verifiedStatus"_L1)
        || isVouched(verification, "trustedVerifierStatus"_L1);
    return author;
}

Result<Profile> decodeProfile(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    auto author = authorOf(*object, context);
    if (!author)
        return fail(Error::Kind::Protocol, u"not a profile"_s, path);
    Profile profile;
    profile.author = std::move(*author);
    const QJsonObject viewer = object->value("viewer"_L1).toObject();
    profile.relationship = relationshipOf(viewer);
    profile.followUri = textOf(viewer, "following"_L1);
    profile.blockUri = textOf(viewer, "blocking"_L1);
    profile.needsSignIn = judgeLabels(object->value("labels"_L1).toArray(),
        profile.author.id.remote, *context.preferences, context.now)
                              .needsSignIn;
    return profile;
}

Result<std::vector<Author>> decodeActors(
    const QByteArray& bytes, const DecodeContext& context, const QString& path)
{
    const auto object = readObject(bytes, path);
    if (!object)
        return fail(object.error());
    if (!object->value("actors"_L1).isArray())
        return fail(Error::Kind::Protocol, u"not a list of people"_s, path);
    std::vector<Author> people;
    const QJsonArray actors = object->value("actors"_L1).toArray();
    for (qsizetype i = 0; i < std::min(actors.size(), kMostEntries); ++i) {
        if (auto author = authorOf(actors.at(i).toObject(), context))
            people.push_back(std::move(*author));
    }
    return people;
}

} // namespace staffroom::bluesky
