// What is done with posts, see BlueskyClient.
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/records.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using ActKind = Act::Kind;

namespace {

/// Does `act` say what it is about?
bool saysItsSubject(const Act& act)
{
    switch (act.kind) {
    case ActKind::Favourite:
    case ActKind::Unfavourite:
    case ActKind::Boost:
    case ActKind::Unboost:
    case ActKind::Bookmark:
    case ActKind::Unbookmark:
    case ActKind::Delete:
    case ActKind::MuteThread:
    case ActKind::UnmuteThread:
        return !act.post.isEmpty();
    case ActKind::Follow:
    case ActKind::Unfollow:
    case ActKind::Mute:
    case ActKind::Unmute:
    case ActKind::Block:
    case ActKind::Unblock:
    case ActKind::Report:
        return !act.person.remote.isEmpty();
    case ActKind::AddToList:
    case ActKind::RemoveFromList:
        return !act.person.remote.isEmpty() && !act.list.isEmpty();
    case ActKind::MarkRead:
        return !act.remote.isEmpty();
    case ActKind::Vote:
    case ActKind::CancelScheduled:
        break;
    }
    return false;
}

} // namespace

Task<ActOutcome> BlueskyClient::doAct(const Act& act)
{
    if (!m_calls.isSignedIn())
        return readyTask<ActOutcome>(fail(Error::Kind::Unauthorised));
    const MayGo mayGo = leave();
    switch (act.kind) {
    case ActKind::Vote:
    case ActKind::CancelScheduled:
        return readyTask<ActOutcome>(fail(Error::Kind::Unsupported));
    default:
        break;
    }
    if (!saysItsSubject(act)) {
        return readyTask<ActOutcome>(
            fail(Error::Kind::Invalid, u"it is not said what this is about"_s));
    }
    switch (act.kind) {
    case ActKind::Delete:
        return deletePost(act.post.remote, mayGo);
    case ActKind::Report:
        return report(act, mayGo);
    case ActKind::AddToList:
    case ActKind::RemoveFromList:
        return changeList(act, mayGo);
    case ActKind::MarkRead: {
        const Timestamp seen = m_noticed.value(act.remote, m_context.clock->now());
        return sendProcedure(
            "app.bsky.notification.updateSeen"_L1, {{u"seenAt"_s, isoTime(seen)}}, mayGo)
            .andThen(this, [](Done) { return Result<ActOutcome>(ActOutcome()); });
    }
    case ActKind::Follow:
    case ActKind::Unfollow:
    case ActKind::Mute:
    case ActKind::Unmute:
    case ActKind::Block:
    case ActKind::Unblock:
        return actOnPerson(act, mayGo);
    default:
        return actOnPost(act, mayGo);
    }
}

Task<ActOutcome> BlueskyClient::actOnPost(const Act& act, const MayGo& mayGo)
{
    const QString uri = act.post.remote;
    const auto mark = [this, uri, mayGo](QLatin1StringView collection, const PostRefs& refs) {
        const QString& known = collection == kLikeCollection ? refs.likeUri : refs.repostUri;
        const QString own = ownRecordUri(m_calls.did(), collection, uri);
        const auto note = [this, uri, collection](const QString& record) {
            if (collection == kLikeCollection)
                m_refs.setLike(uri, record);
            else
                m_refs.setRepost(uri, record);
            return Done{};
        };
        if (isMadeElsewhere(known, own))
            return readyTask<Done>(Done{});
        return putNew(collection, subjectKey(collection, uri),
            {{u"$type"_s, QString(collection)}, {u"subject"_s, strongRef(uri, refs.cid)},
                {u"createdAt"_s, isoTime(m_context.clock->now())}},
            mayGo)
            .andThen(this, [note, own](const QJsonObject&) { return Result<Done>(note(own)); });
    };
    const auto unmark = [this, uri, mayGo](QLatin1StringView collection, const PostRefs& refs) {
        const bool isLike = collection == kLikeCollection;
        QStringList uris{ownRecordUri(m_calls.did(), collection, uri)};
        const QString& known = isLike ? refs.likeUri : refs.repostUri;
        if (!known.isEmpty() && !uris.contains(known))
            uris << known;
        return deleteRecords(uris, mayGo).andThen(this, [this, uri, isLike](Done done) {
            if (isLike)
                m_refs.setLike(uri, {});
            else
                m_refs.setRepost(uri, {});
            return Result<Done>(done);
        });
    };
    return refsOf(uri)
        .andThen(this,
            [this, kind = act.kind, uri, mark, unmark, mayGo](const PostRefs& refs) -> Task<Done> {
                switch (kind) {
                case ActKind::Favourite:
                    return mark(kLikeCollection, refs);
                case ActKind::Unfavourite:
                    return unmark(kLikeCollection, refs);
                case ActKind::Boost:
                    return mark(kRepostCollection, refs);
                case ActKind::Unboost:
                    return unmark(kRepostCollection, refs);
                case ActKind::Bookmark:
                    return sendProcedure(
                        "app.bsky.bookmark.createBookmark"_L1, strongRef(uri, refs.cid), mayGo);
                case ActKind::Unbookmark:
                    return sendProcedure(
                        "app.bsky.bookmark.deleteBookmark"_L1, {{u"uri"_s, uri}}, mayGo);
                case ActKind::MuteThread:
                    return sendProcedure(
                        "app.bsky.graph.muteThread"_L1, {{u"root"_s, refs.rootUri}}, mayGo);
                case ActKind::UnmuteThread:
                    return sendProcedure(
                        "app.bsky.graph.unmuteThread"_L1, {{u"root"_s, refs.rootUri}}, mayGo);
                default:
                    return readyTask<Done>(fail(Error::Kind::Unsupported));
                }
            })
        .andThen(this, [](Done) { return Result<ActOutcome>(ActOutcome()); });
}

Task<ActOutcome> BlueskyClient::deletePost(const QString& uri, const MayGo& mayGo)
{
    const auto parsed = parseAtUri(uri);
    if (!parsed || parsed->collection != kPostCollection)
        return readyTask<ActOutcome>(fail(Error::Kind::Invalid, u"not a post"_s, uri));
    if (parsed->authority != m_calls.did())
        return readyTask<ActOutcome>(fail(Error::Kind::Forbidden));
    auto text = recordAt(kPostCollection, parsed->key).andThen(this, [](const QJsonObject& stored) {
        return Result<QString>(typedText(stored.value("value"_L1).toObject()));
    });
    auto known = orElse(std::move(text), this, [](Error error) {
        // Gone already: nobody has its words any more.
        return error.kind == Error::Kind::NotFound ? readyTask<QString>(QString())
                                                   : readyTask<QString>(fail(std::move(error)));
    });
    return std::move(known).andThen(this, [this, uri, mayGo](const QString& words) {
        return deleteRecords({uri}, mayGo).andThen(this, [words](Done) {
            return Result<ActOutcome>(ActOutcome{nullptr, std::nullopt, words});
        });
    });
}

bool BlueskyClient::isMadeElsewhere(const QString& known, const QString& own) const
{
    return !known.isEmpty() && known != own && !m_deleted.contains(known);
}

Task<Done> BlueskyClient::deleteRecords(QStringList uris, const MayGo& mayGo)
{
    if (uris.isEmpty())
        return readyTask<Done>(Done{});
    const auto uri = parseAtUri(uris.takeFirst());
    if (!uri || uri->authority != m_calls.did())
        return deleteRecords(std::move(uris), mayGo);
    // One that is not there is deleted already, for the server too.
    return sendProcedure("com.atproto.repo.deleteRecord"_L1,
        {{u"repo"_s, uri->authority}, {u"collection"_s, uri->collection}, {u"rkey"_s, uri->key}},
        mayGo)
        .andThen(this, [this, uris, uri, mayGo](Done) {
            m_deleted.insert(uri->text());
            return deleteRecords(uris, mayGo);
        });
}

Task<Done> BlueskyClient::sendProcedure(
    QLatin1StringView nsid, const QJsonObject& body, const MayGo& mayGo)
{
    return ask<Done>(
        Lane::User,
        [nsid, body, mayGo](const Reading& reading) {
            HttpRequest request = procedure(reading.host, nsid, body);
            request.mayGo = mayGo;
            return request;
        },
        // What is answered, if anything, says nothing more than the status.
        [](const QByteArray&, const DecodeContext&, const QString&) {
            return Result<Done>(Done{});
        });
}

} // namespace staffroom::bluesky
