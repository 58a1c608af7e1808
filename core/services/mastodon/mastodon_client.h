#pragma once

#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/page_fetch.h"
#include "core/services/mastodon/requests.h"
#include "core/services/mastodon/walk_guard.h"
#include "core/services/service.h"

#include <QHash>

namespace staffroom::mastodon {

class StreamHub;

/// One server, read as one account or as nobody.
class MastodonClient final : public ServiceClient {
    Q_OBJECT
public:
    MastodonClient(const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session);
    ~MastodonClient() override;

    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override;
    Task<Page> page(const PageRequest& request) override;
    Task<PostPtr> post(const PostId& id, Lane lane) override;
    Task<Thread> thread(const PostId& id) override;
    std::unique_ptr<LiveStream> stream(const FeedSpec& feed) override;

    /// The server's instance document, asked once an hour; all who ask meanwhile share one answer.
    Task<Instance> instance();

protected:
    Task<Published> doPublish(const Submission& submission) override;

private:
    Secret token() const;
    Api api(Lane lane) const;
    DecodeContext decodeContext(const Instance& instance) const;
    /// What is known of the server, or a bare minimum where it does not describe itself.
    Task<Instance> instanceOrGuess();
    Task<Page> fetchPage(const PageRequest& request, const Instance& instance);
    Task<Page> fetchUserPage(const PageRequest& request, const Instance& instance);
    Task<Page> runCalls(
        const PageRequest& request, const Instance& instance, std::vector<PageFetch::Call> calls);
    Task<QString> accountId(const QString& handle, const Instance& instance);
    Page finishPage(const PageRequest& request, const Instance& instance,
        const std::vector<CallAnswer>& answers);

    ServiceContext m_context;
    Source m_source;
    std::shared_ptr<AccountSession> m_session; ///< null: read without an account
    std::optional<Instance> m_instance;
    Millis m_instanceSince{0};
    std::vector<Promise<Instance>> m_instanceWaiters;
    TaskHandle m_instanceTask;
    QHash<QString, QString> m_accountIds; ///< by lower-case handle
    WalkGuard m_walks;
    std::unique_ptr<StreamHub> m_streams;
};

} // namespace staffroom::mastodon
