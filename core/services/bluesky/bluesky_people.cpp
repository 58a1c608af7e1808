// What is done with people, see BlueskyClient.
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/records.h"

#include <QJsonArray>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A list is walked so far to find somebody in it.
constexpr int kMostListPages = 60;

} // namespace

Task<ActOutcome> BlueskyClient::actOnPerson(const Act& act, const MayGo& mayGo)
{
    const QString did = act.person.remote;
    return profileOf(did).andThen(
        this, [this, did, kind = act.kind, mayGo](const Profile& profile) {
            const QString own = m_calls.did();
            const auto put = [&](QLatin1StringView collection, const QString& known) {
                if (isMadeElsewhere(known, ownRecordUri(own, collection, did)))
                    return readyTask<Done>(Done{});
                return putNew(collection, subjectKey(collection, did),
                    {{u"$type"_s, QString(collection)}, {u"subject"_s, did},
                        {u"createdAt"_s, isoTime(m_context.clock->now())}},
                    mayGo)
                    .andThen(this, [](const QJsonObject&) { return Result<Done>(Done{}); });
            };
            const auto take = [&](QLatin1StringView collection, const QString& known) {
                QStringList uris{ownRecordUri(own, collection, did)};
                if (!known.isEmpty() && !uris.contains(known))
                    uris << known;
                return deleteRecords(uris, mayGo);
            };
            const auto call = [&](QLatin1StringView nsid) {
                return sendProcedure(nsid, {{u"actor"_s, did}}, mayGo);
            };
            Relationship after = profile.relationship;
            std::optional<Task<Done>> task;
            switch (kind) {
            case Act::Kind::Follow:
                after.isFollowing = true;
                task = put(kFollowCollection, profile.followUri);
                break;
            case Act::Kind::Unfollow:
                after.isFollowing = false;
                task = take(kFollowCollection, profile.followUri);
                break;
            case Act::Kind::Block:
                after.isBlocking = true;
                task = put(kBlockCollection, profile.blockUri);
                break;
            case Act::Kind::Unblock:
                after.isBlocking = false;
                task = take(kBlockCollection, profile.blockUri);
                break;
            case Act::Kind::Mute:
                after.isMuting = true;
                task = call("app.bsky.graph.muteActor"_L1);
                break;
            default:
                after.isMuting = false;
                task = call("app.bsky.graph.unmuteActor"_L1);
                break;
            }
            // What the network says right afterwards may still be what was.
            return std::move(*task).andThen(this, [after](Done) {
                return Result<ActOutcome>(ActOutcome{nullptr, after, {}});
            });
        });
}

Task<ActOutcome> BlueskyClient::report(const Act& act, const MayGo& mayGo)
{
    const auto send = [this, act, mayGo](const QJsonObject& subject) {
        return sendProcedure("com.atproto.moderation.createReport"_L1,
            {{u"reasonType"_s, u"com.atproto.moderation.defs#reasonOther"_s},
                {u"reason"_s, act.text}, {u"subject"_s, subject}},
            mayGo)
            .andThen(this, [](Done) { return Result<ActOutcome>(ActOutcome()); });
    };
    if (act.post.isEmpty()) {
        return send(
            {{u"$type"_s, u"com.atproto.admin.defs#repoRef"_s}, {u"did"_s, act.person.remote}});
    }
    return refsOf(act.post.remote).andThen(this, [send, act](const PostRefs& refs) {
        QJsonObject subject = strongRef(act.post.remote, refs.cid);
        subject[u"$type"_s] = u"com.atproto.repo.strongRef"_s;
        return send(subject);
    });
}

Task<ActOutcome> BlueskyClient::changeList(const Act& act, const MayGo& mayGo)
{
    const auto list = parseAtUri(act.list);
    if (!list || list->authority != m_calls.did() || list->collection != kListCollection)
        return readyTask<ActOutcome>(fail(Error::Kind::Forbidden, u"not an own list"_s, act.list));
    if (act.kind == Act::Kind::AddToList) {
        return putNew(kListItemCollection,
            subjectKey(kListItemCollection, act.list + u' ' + act.person.remote),
            {{u"$type"_s, QString(kListItemCollection)}, {u"list"_s, act.list},
                {u"subject"_s, act.person.remote},
                {u"createdAt"_s, isoTime(m_context.clock->now())}},
            mayGo)
            .andThen(this, [](const QJsonObject&) { return Result<ActOutcome>(ActOutcome()); });
    }
    const QString own
        = ownRecordUri(m_calls.did(), kListItemCollection, act.list + u' ' + act.person.remote);
    return membershipsOf(act, {}, {own}, kMostListPages)
        .andThen(
            this, [this, mayGo](const QStringList& uris) { return deleteRecords(uris, mayGo); })
        .andThen(this, [](Done) { return Result<ActOutcome>(ActOutcome()); });
}

Task<QStringList> BlueskyClient::membershipsOf(
    const Act& act, const QString& cursor, QStringList soFar, int left)
{
    Params params{{"list", act.list}, {"limit", u"100"_s}};
    if (!cursor.isEmpty())
        params.emplace_back("cursor", cursor);
    return ask<QJsonObject>(
        Lane::User,
        [params](const Reading& reading) {
            return query(reading.host, "app.bsky.graph.getList"_L1, params);
        },
        [](const QByteArray& bytes, const DecodeContext&, const QString& path) {
            return readObject(bytes, path);
        })
        .andThen(this, [this, act, soFar, cursor, left](const QJsonObject& page) mutable {
            for (const auto value : page.value("items"_L1).toArray()) {
                const QJsonObject item = value.toObject();
                const QString uri = textOf(item, "uri"_L1);
                if (textOf(item.value("subject"_L1).toObject(), "did"_L1) == act.person.remote
                    && !soFar.contains(uri))
                    soFar << uri;
            }
            const QString next = textOf(page, "cursor"_L1);
            if (next.isEmpty() || next == cursor || left <= 1)
                return readyTask<QStringList>(std::move(soFar));
            return membershipsOf(act, next, std::move(soFar), left - 1);
        });
}

Task<Profile> BlueskyClient::profileOf(const QString& did)
{
    return ask<Profile>(
        Lane::User,
        [did](const Reading& reading) {
            return query(reading.host, "app.bsky.actor.getProfile"_L1, {{"actor", did}});
        },
        decodeProfile);
}

} // namespace staffroom::bluesky
