#pragma once

#include "core/services/practice/session.h"
#include "core/services/service.h"

#include <memory>

namespace staffroom::practice {

/// Reads and writes the running practice chat; several clients see the same one.
class PracticeClient final : public ServiceClient {
    Q_OBJECT
public:
    /// `account` null: somebody without a name.
    PracticeClient(std::shared_ptr<Session> session, Source source,
        std::shared_ptr<AccountSession> account = nullptr);

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
    Task<std::vector<EmojiInfo>> customEmoji() override;
    Task<PostSource> postSource(const PostId& id) override;
    Task<Sighting> findOwn(const Submission& submission) override;

protected:
    Task<Published> doPublish(const Submission& submission) override;
    Task<QString> doUpload(
        const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress) override;
    Task<ActOutcome> doAct(const Act& act) override;

private:
    Task<Done> ready();

    std::shared_ptr<Session> m_session;
    Source m_source;
    std::shared_ptr<AccountSession> m_account;
};

} // namespace staffroom::practice
