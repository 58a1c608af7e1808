#pragma once

#include "core/services/practice/session.h"
#include "core/services/service.h"

#include <memory>

namespace staffroom::practice {

/// Reads and writes the running practice chat; several clients see the same one.
class PracticeClient final : public ServiceClient {
    Q_OBJECT
public:
    PracticeClient(std::shared_ptr<Session> session, Source source);

    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override;
    Task<Page> page(const PageRequest& request) override;
    Task<PostPtr> post(const PostId& id, Lane lane) override;
    Task<Thread> thread(const PostId& id) override;
    std::unique_ptr<LiveStream> stream(const FeedSpec& feed) override;

protected:
    Task<Published> doPublish(const Submission& submission) override;

private:
    std::shared_ptr<Session> m_session;
    Source m_source;
};

} // namespace staffroom::practice
