#pragma once

#include "core/services/late_writer.h"
#include "core/services/mastodon/api_calls.h"
#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/page_fetch.h"
#include "core/services/mastodon/requests.h"
#include "core/services/mastodon/walk_guard.h"
#include "core/services/service.h"

#include <QHash>

namespace staffroom::mastodon {

class StreamHub;

/// One server, read as one account or as nobody.
class MastodonClient final : public ServiceClient, public LateWriter {
    Q_OBJECT
public:
    MastodonClient(
        const ServiceContext& context, Source source, std::shared_ptr<AccountSession> session);
    ~MastodonClient() override;

    const Source& source() const override { return m_source; }
    Task<ServerInfo> serverInfo() override;
    Task<Page> page(const PageRequest& request) override;
    Task<PostPtr> post(const PostId& id, Lane lane) override;
    Task<Thread> thread(const PostId& id) override;
    std::unique_ptr<LiveStream> stream(const FeedSpec& feed) override;

    /// The server's instance document, asked once an hour; all who ask meanwhile share one answer.
    Task<Instance> instance();

    Task<PostLimits> limits() override;
    Task<std::vector<ListInfo>> lists() override;
    Task<Relationship> relationship(const AccountId& person) override;
    Task<std::vector<Author>> findPeople(const QString& typed, int limit) override;
    Task<std::vector<TagInfo>> findTags(const QString& typed, int limit) override;
    Task<std::vector<EmojiInfo>> customEmoji() override;
    Task<PostSource> postSource(const PostId& id) override;
    Task<Translation> translate(const PostId& id, const QString& language) override;
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
    Api api(Lane lane) const;
    DecodeContext decodeContext(const Instance& instance) const;
    /// What is known of the server, or a bare minimum where it does not describe itself.
    Task<Instance> instanceOrGuess();
    Task<Instance> discover();
    /// Who the session is at the server; asked once.
    Task<Author> self();

    // Pages (mastodon_pages.cpp).
    Task<Page> fetchPage(const PageRequest& request, const Instance& instance);
    Task<Page> fetchUserPage(const PageRequest& request, const Instance& instance);
    Task<Page> fetchScheduledPage(const PageRequest& request, const Instance& instance);
    std::vector<PageFetch::Call> tagAndMentionCalls(
        const PageRequest& request, const Instance& instance, Slice slice);
    Task<Page> runCalls(const PageRequest& request, const DecodeContext& context,
        std::vector<PageFetch::Call> calls);
    Task<QString> accountId(const QString& handle, const Instance& instance);
    Page finishPage(
        const PageRequest& request, const QString& domain, const std::vector<CallAnswer>& answers);

    // Writing (mastodon_writing.cpp).
    /// Still allowed at the moment of sending?
    std::function<bool()> leave() const;
    Task<ActOutcome> vote(const Act& act, HttpRequest request);
    Task<Sighting> lookAmongOwn(const Submission& submission, const QString& account,
        const DecodeContext& context, const QString& maxId, int pagesLeft);

    /// Sends a call and reads its answer in the pool: `decode(bytes, context, path)` gives a
    /// Result. With an account only, unless `isForAll`.
    template <class T, class Decode>
    Task<T> ask(HttpRequest request, Decode decode, bool isForAll = false)
    {
        if (!isForAll && !m_calls.isSignedIn())
            return readyTask<T>(fail(Error::Kind::Unauthorised));
        return instanceOrGuess().andThen(this,
            [this, request = std::move(request), decode = std::move(decode)](
                const Instance& instance) {
                return m_calls.send(request).andThen(
                    this, [this, decode, context = decodeContext(instance)](HttpReply reply) {
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
    std::optional<Instance> m_instance;
    Millis m_instanceSince{0};
    std::vector<Promise<Instance>> m_instanceWaiters;
    TaskHandle m_instanceTask;
    std::optional<Author> m_self;
    std::optional<WritePass> m_leave; ///< of the write that is being asked for
    QHash<QString, QString> m_accountIds; ///< by lower-case handle
    WalkGuard m_walks;
    std::unique_ptr<StreamHub> m_streams;
};

} // namespace staffroom::mastodon
