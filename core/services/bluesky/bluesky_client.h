#pragma once

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/decode.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/memories.h"
#include "core/services/bluesky/merge.h"
#include "core/services/late_writer.h"
#include "core/services/or_else.h"
#include "core/services/service.h"

#include <QSet>

namespace staffroom::bluesky {

class LiveHub;
class PreferencesReader;

/// One source: an account through its own server, everybody's public view, or the live stream of
/// everybody's new posts.
class BlueskyClient final : public ServiceClient, public LateWriter {
    Q_OBJECT
public:
    BlueskyClient(
        const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session);
    ~BlueskyClient() override;

    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override;
    Task<Page> page(const PageRequest& request) override;
    Task<PostPtr> post(const PostId& id, Lane lane) override;
    Task<Thread> thread(const PostId& id) override;
    std::unique_ptr<LiveStream> stream(const FeedSpec& feed) override;

    Task<PostLimits> limits() override;
    Task<std::vector<ListInfo>> lists() override;
    Task<Relationship> relationship(const AccountId& person) override;
    Task<std::vector<Author>> findPeople(const QString& typed, int limit) override;
    Task<std::vector<TagInfo>> findTags(const QString& typed, int limit) override;
    Task<PostPtr> findPost(const Post& elsewhere) override;
    Task<Sighting> findOwn(const Submission& submission) override;
    bool mayWrite() const override;
    void setLeave(const WritePass& pass) override { m_leave = pass; }

protected:
    Task<Published> doPublish(const Submission& submission) override;
    Task<QString> doUpload(
        const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress) override;
    Task<ActOutcome> doAct(const Act& act) override;

private:
    /// Where a call goes and by what rules its answer is read.
    struct Reading {
        Host host;
        DecodeContext context;
    };
    Task<Reading> reading(Lane lane);
    bool isLive() const;
    void note(const RawPage& raw);

    // Pages (bluesky_pages.cpp).
    using Fetch = std::function<Task<FeedSlice>(const QString& cursor)>;
    /// The feed of a request piece by piece; nullopt: there is no such feed.
    std::optional<Fetch> fetchOf(const PageRequest& request);
    /// Goes on until there is enough for a page, or the feed or the patience ends.
    Task<Page> walk(const PageRequest& request, const Fetch& fetch, const QString& cursor,
        Page soFar, int left);
    using Decode = Result<RawPage> (*)(
        const QByteArray& bytes, const DecodeContext& context, const QString& path);
    /// A call that pages by cursors of the server. `cursor` stands for the newest when empty.
    Task<FeedSlice> pagedCall(const PageRequest& request, QLatin1StringView nsid, Params params,
        Decode decode, const QString& cursor);
    Task<FeedSlice> searched(
        const PageRequest& request, const QString& words, const QString& until);
    Task<FeedSlice> listed(const PageRequest& request, AtUri list, const QString& cursor);
    Task<FeedSlice> tagged(const PageRequest& request, const QString& until);
    Task<FeedSlice> notified(
        const PageRequest& request, const std::vector<const char*>& reasons, const QString& cursor);
    Task<FeedSlice> received(const PageRequest& request, const QString& cursor);
    /// Those of the posts that are there and to be seen.
    Task<std::vector<PostPtr>> fetchPosts(const QStringList& uris, Lane lane);

    // Writing (bluesky_writing.cpp).
    /// Still allowed at the moment of sending?
    using MayGo = std::function<bool()>;
    MayGo leave() const;
    Task<PostRefs> refsOf(const QString& uri);
    /// DIDs by lower-case handle, on top of `known`; those that nobody has are left out.
    Task<QHash<QString, QString>> didsOf(QStringList handles, QHash<QString, QString> known = {});
    Task<QJsonObject> recordOf(const Submission& submission);
    /// A record under a key where there is none yet. The answer is what lies there afterwards,
    /// also when it was there before: {uri, cid, value}.
    Task<QJsonObject> putNew(QLatin1StringView collection, const QString& key,
        const QJsonObject& record, const MayGo& mayGo);
    Task<QJsonObject> recordAt(QLatin1StringView collection, const QString& key);
    Task<PostPtr> ownPost(const QJsonObject& stored);

    // Acts (bluesky_acts.cpp, bluesky_people.cpp).
    Task<ActOutcome> actOnPost(const Act& act, const MayGo& mayGo);
    Task<ActOutcome> actOnPerson(const Act& act, const MayGo& mayGo);
    Task<ActOutcome> deletePost(const QString& uri, const MayGo& mayGo);
    Task<ActOutcome> report(const Act& act, const MayGo& mayGo);
    Task<ActOutcome> changeList(const Act& act, const MayGo& mayGo);
    /// At-uris of what makes a person a member of a list.
    Task<QStringList> membershipsOf(
        const Act& act, const QString& cursor, QStringList soFar, int left);
    /// Another program has made such a record already: a second one would say nothing new.
    bool isMadeElsewhere(const QString& known, const QString& own) const;
    Task<Done> deleteRecords(QStringList uris, const MayGo& mayGo);
    Task<Done> sendProcedure(QLatin1StringView nsid, const QJsonObject& body, const MayGo& mayGo);
    Task<Profile> profileOf(const QString& did);

    /// Sends a call and reads its answer in the pool: `build(Reading)` gives the request,
    /// `decode(bytes, context, path)` a Result.
    template <class T, class Build, class Decode>
    Task<T> ask(Lane lane, Build build, Decode decode)
    {
        return reading(lane).andThen(this,
            [this, build = std::move(build), decode = std::move(decode)](const Reading& reading) {
                return m_calls.send(build(reading))
                    .andThen(this, [this, decode, context = reading.context](HttpReply reply) {
                        return runInPool(*m_context.decodePool,
                            [decode, context, bytes = std::move(reply.body),
                                path = reply.url.path()]() -> Result<T> {
                                return decode(bytes, context, path);
                            });
                    });
            });
    }

    ServiceContext m_context;
    Source m_source;
    ApiCalls m_calls;
    std::unique_ptr<PreferencesReader> m_preferences; ///< null: nobody is signed in
    std::optional<WritePass> m_leave; ///< of the write that is being asked for
    RefsMemory m_refs;
    TagsMemory m_tags;
    QHash<QString, QString> m_dids; ///< by lower-case handle; empty: nobody has it
    QSet<QString> m_deleted; ///< own records; the network may name them for a while
    QHash<QString, Timestamp> m_noticed; ///< when notifications came, by their id
    std::unique_ptr<LiveHub> m_live;
};

} // namespace staffroom::bluesky
