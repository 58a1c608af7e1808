#pragma once

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/decode.h"
#include "core/services/late_writer.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

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
    ServiceContext m_context;
    Source m_source;
    ApiCalls m_calls;
    std::optional<WritePass> m_leave; ///< of the write that is being asked for
};

} // namespace staffroom::bluesky
