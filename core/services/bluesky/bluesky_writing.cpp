// Posts and pictures, see BlueskyClient.
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/records.h"

#include <QFileInfo>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kMostImageBytes = 2'000'000;
constexpr int kMostImages = 4;
constexpr int kLongestAlt = 2'000;
constexpr Millis kBlobStall = 120s;

/// What nothing at this network corresponds to. Words that were meant for few do not go to all.
std::optional<Error> refusalOf(const Submission& submission)
{
    const auto unsupported = [](const QString& why) {
        return Error{Error::Kind::Unsupported, 0, std::nullopt, {}, why};
    };
    if (submission.edits)
        return unsupported(u"posts cannot be edited"_s);
    if (submission.poll)
        return unsupported(u"there are no polls"_s);
    if (submission.scheduled)
        return unsupported(u"the server keeps nothing for later"_s);
    if (!submission.contentWarning.isEmpty())
        return unsupported(u"there are no content warnings in words"_s);
    if (submission.visibility == Visibility::Followers
        || submission.visibility == Visibility::Direct)
        return unsupported(u"every post is public"_s);
    return std::nullopt;
}

Result<QJsonObject> decodeObject(const QByteArray& bytes, const DecodeContext&, const QString& path)
{
    return readObject(bytes, path);
}

} // namespace

BlueskyClient::MayGo BlueskyClient::leave() const
{
    return [pass = m_leave] { return pass && pass->allows(); };
}

Task<PostLimits> BlueskyClient::limits()
{
    PostLimits limits;
    limits.resend = PostLimits::Resend::Safe;
    limits.keyLifetime = 24h * 365; // a record's key stays
    limits.maxCharacters = kMaxGraphemes;
    limits.maxMedia = kMostImages;
    limits.maxAlt = kLongestAlt;
    limits.maxImageBytes = kMostImageBytes;
    limits.maxPollOptions = 0;
    limits.quotes = true;
    return readyTask<PostLimits>(std::move(limits));
}

Task<PostRefs> BlueskyClient::refsOf(const QString& uri)
{
    if (const PostRefs* known = m_refs.find(uri))
        return readyTask<PostRefs>(*known);
    return fetchPosts({uri}, Lane::User)
        .andThen(this, [this, uri](const std::vector<PostPtr>&) -> Result<PostRefs> {
            if (const PostRefs* known = m_refs.find(uri))
                return *known;
            return fail(Error::Kind::NotFound);
        });
}

Task<QHash<QString, QString>> BlueskyClient::didsOf(
    QStringList handles, QHash<QString, QString> known)
{
    while (!handles.isEmpty()) {
        const auto before = m_dids.constFind(handles.front().toLower());
        if (before == m_dids.constEnd())
            break;
        if (!before->isEmpty())
            known.insert(before.key(), *before);
        handles.removeFirst();
    }
    if (handles.isEmpty())
        return readyTask<QHash<QString, QString>>(std::move(known));
    const QString handle = handles.front().toLower();
    auto answer = ask<QString>(
        Lane::User,
        [handle](const Reading& reading) {
            return query(
                reading.host, "com.atproto.identity.resolveHandle"_L1, {{"handle", handle}});
        },
        [](const QByteArray& bytes, const DecodeContext&, const QString& path) -> Result<QString> {
            const auto object = readObject(bytes, path);
            if (!object)
                return fail(object.error());
            const QString did = textOf(*object, "did"_L1);
            return isDid(did) ? did : QString();
        });
    // Whom nobody knows stays plain text; a network that fails is tried again, for a name must not
    // be lost by it.
    auto found = orElse(std::move(answer), this, [](Error error) {
        const bool isNobody
            = error.kind == Error::Kind::Invalid || error.kind == Error::Kind::NotFound;
        return isNobody ? readyTask<QString>(QString())
                        : readyTask<QString>(fail(std::move(error)));
    });
    return std::move(found).andThen(this, [this, handle, handles, known](const QString& did) {
        m_dids.insert(handle, did);
        return didsOf(handles, known);
    });
}

Task<QJsonObject> BlueskyClient::recordOf(const Submission& submission)
{
    const PreparedText text = prepareText(submission.text);
    QStringList handles;
    for (const auto& facet : text.facets) {
        if (facet.kind == PreparedText::Facet::Kind::Mention)
            handles << facet.value;
    }
    const auto refTo = [this](const std::optional<PostId>& post) {
        using MaybeRef = std::optional<RefTo>;
        if (!post)
            return readyTask<MaybeRef>(MaybeRef());
        return refsOf(post->remote).andThen(this, [uri = post->remote](const PostRefs& refs) {
            return Result<MaybeRef>(RefTo{uri, refs});
        });
    };
    return didsOf(handles).andThen(this, [=, this](const QHash<QString, QString>& dids) {
        return refTo(submission.inReplyTo)
            .andThen(this, [=, this](const std::optional<RefTo>& parent) {
                return refTo(submission.quote)
                    .andThen(this, [=](const std::optional<RefTo>& quote) {
                        return postRecord(submission, text, dids, parent, quote);
                    });
            });
    });
}

Task<QJsonObject> BlueskyClient::putNew(
    QLatin1StringView collection, const QString& key, const QJsonObject& record, const MayGo& mayGo)
{
    auto put = ask<QJsonObject>(
        Lane::User,
        [=](const Reading& reading) {
            HttpRequest request = procedure(reading.host, "com.atproto.repo.putRecord"_L1,
                {{u"repo"_s, reading.context.reader}, {u"collection"_s, QString(collection)},
                    {u"rkey"_s, key}, {u"record"_s, record}, {u"swapRecord"_s, QJsonValue::Null}});
            request.mayGo = mayGo;
            return request;
        },
        decodeObject)
                   .andThen(this, [record](QJsonObject stored) {
                       stored[u"value"_s] = record;
                       return Result<QJsonObject>(std::move(stored));
                   });
    return orElse(std::move(put), this, [this, collection, key](Error error) {
        if (errorNameOf(error) == "InvalidSwap"_L1) // an earlier attempt has arrived
            return recordAt(collection, key);
        return readyTask<QJsonObject>(fail(std::move(error)));
    });
}

Task<QJsonObject> BlueskyClient::recordAt(QLatin1StringView collection, const QString& key)
{
    return ask<QJsonObject>(
        Lane::User,
        [collection, key](const Reading& reading) {
            return query(reading.host, "com.atproto.repo.getRecord"_L1,
                {{"repo", reading.context.reader}, {"collection", QString(collection)},
                    {"rkey", key}});
        },
        decodeObject);
}

Task<PostPtr> BlueskyClient::ownPost(const QJsonObject& stored)
{
    const QString uri = stored.value("uri"_L1).toString();
    // A thread is asked for because one's own server adds what the network has not seen yet.
    auto shown = ask<RawThread>(
        Lane::User,
        [uri](const Reading& reading) {
            return query(reading.host, "app.bsky.feed.getPostThread"_L1,
                {{"uri", uri}, {"depth", u"0"_s}, {"parentHeight", u"1"_s}});
        },
        decodeThread)
                     .andThen(this, [this](const RawThread& raw) {
                         m_refs.note(raw.refs);
                         return Result<PostPtr>(raw.post);
                     });
    return orElse(std::move(shown), this, [this, stored, uri](const Error&) {
        return reading(Lane::User)
            .andThen(this, [this, stored, uri](const Reading& reading) -> Result<PostPtr> {
                const auto read = postOf(
                    viewOfOwn(stored, reading.context.reader, m_source.account), reading.context);
                if (!read)
                    return fail(Error::Kind::Protocol, u"not a post"_s, uri);
                m_refs.note(uri, read->refs);
                return read->post;
            });
    });
}

Task<Published> BlueskyClient::doPublish(const Submission& submission)
{
    if (!m_calls.isSignedIn())
        return readyTask<Published>(fail(Error::Kind::Unauthorised));
    if (auto refusal = refusalOf(submission))
        return readyTask<Published>(fail(std::move(*refusal)));
    return recordOf(submission)
        .andThen(this,
            [this, submission, mayGo = leave()](const QJsonObject& record) {
                return putNew(kPostCollection, postKey(submission), record, mayGo);
            })
        .andThen(this, [this](const QJsonObject& stored) { return ownPost(stored); })
        .andThen(this, [](const PostPtr& post) {
            return Result<Published>(Published{post, {}});
        });
}

Task<Sighting> BlueskyClient::findOwn(const Submission& submission)
{
    if (!m_calls.isSignedIn())
        return readyTask<Sighting>(fail(Error::Kind::Unauthorised));
    auto found = recordAt(kPostCollection, postKey(submission))
                     .andThen(this, [this](const QJsonObject& stored) { return ownPost(stored); })
                     .andThen(this, [](const PostPtr& post) {
                         return Result<Sighting>(Sighting{Sighting::State::Found, post});
                     });
    return orElse(std::move(found), this, [](Error error) {
        return error.kind == Error::Kind::NotFound
            ? readyTask<Sighting>(Sighting{Sighting::State::Absent, nullptr})
            : readyTask<Sighting>(fail(std::move(error)));
    });
}

Task<QString> BlueskyClient::doUpload(
    const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress)
{
    if (!m_calls.isSignedIn())
        return readyTask<QString>(fail(Error::Kind::Unauthorised));
    if (QFileInfo(media.file).size() > kMostImageBytes)
        return readyTask<QString>(fail(Error::Kind::TooLarge, {}, media.name));
    return ask<QString>(
        Lane::User,
        [media, progress = std::move(progress), mayGo = leave()](const Reading& reading) {
            HttpRequest request = bareProcedure(reading.host, "com.atproto.repo.uploadBlob"_L1);
            request.fileBody = HttpFileBody{{}, media.file, {}};
            request.headers.emplace_back("Content-Type", media.mimeType.toLatin1());
            request.onSent = progress;
            request.mayGo = mayGo;
            request.deadline = kBlobStall;
            return request;
        },
        [](const QByteArray& bytes, const DecodeContext&, const QString& path) {
            return decodeBlob(bytes, path);
        });
}

} // namespace staffroom::bluesky
