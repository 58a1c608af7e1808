#pragma once

#include "core/services/service.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace staffroom::test {

inline const ServiceId kFakeService{QStringLiteral("fake")};

/// What a made-up post has besides its id and time.
struct MadePost {
    QString text = {};
    QString server = QStringLiteral("https://fake.example");
    QString handle = QStringLiteral("bea@fake.example");
    QStringList tags{QStringLiteral("edchat")};
    QString uri = {}; ///< empty: made from the id
};

PostId fakeId(
    const QString& remote, const QString& server = QStringLiteral("https://fake.example"));
PostPtr makePost(const QString& remote, Timestamp created, const MadePost& more = {});
/// The same post with another text, edited at `edited`.
PostPtr editedPost(const PostPtr& post, const QString& text, Timestamp edited);
FeedItem makeBoost(const PostPtr& post, const QString& wrapper, Timestamp at,
    const QString& by = QStringLiteral("ann@fake.example"));
FeedSpec fakeSpec(const QString& tag = QStringLiteral("edchat"),
    const QString& server = QStringLiteral("https://fake.example"));

class FakeClient;
class FakeStream;

/// One scripted server. Tests put posts into it, take them out, and make it fail; clients answer
/// from it, always in a later turn.
class FakeServer {
public:
    // What the server holds. The order of adding is the service's own order.
    void add(FeedItem item);
    void add(const PostPtr& post) { add(FeedItem{post, std::nullopt}); }
    void edit(const PostPtr& post);
    void remove(const PostId& id); ///< of a post or of a boost's wrapper
    void count(const PostId& id, const PostCounts& counts);
    const std::deque<FeedItem>& items() const { return m_items; } ///< oldest first

    // Faults.
    /// No request is answered, streams are cut; `false` brings both back.
    void setDown(bool down);
    bool isDown() const { return m_down; }
    /// Every page request fails so until it is cleared.
    void setPageError(std::optional<Error> error) { m_pageError = std::move(error); }
    /// Only the next page request fails.
    void failNext(Error error) { m_nextErrors.push_back(std::move(error)); }
    /// Answers wait until `release()`.
    void hold() { m_held = true; }
    void release();

    // Streams.
    bool hasStream = true; ///< false: stream() gives null
    bool streamUnavailable = false; ///< streams end as Unavailable
    bool streamSilent = false; ///< accepts and never delivers
    void cutStreams(); ///< Connecting
    void openStreams();
    void endStreams();

    // Prices, pace and terms.
    /// What a client says of every feed; `setCost` tells of it.
    const std::optional<FeedCost>& cost() const { return m_cost; }
    void setCost(std::optional<FeedCost> cost);
    /// Clients tell this outside of pages and streams.
    void notice(const LiveEvent& event);
    std::optional<Millis> askAgainAfter; ///< of every page
    /// A request that names what is known is answered with what is newer alone.
    bool answersSince = false;
    /// Every post of a page as it is delivered now, for example with terms.
    std::function<PostPtr(const PostPtr&)> delivered;

    int pageSize = 40; ///< larger requests are cut to it
    bool keepsOrderByTime = false; ///< pages are sorted by time, not by arrival

    // Writing. What is published stands in `items()` too.
    /// What becomes of one request to publish; without one it is simply carried out.
    struct WriteFault {
        bool commits = false; ///< the post is made all the same, only the answer is `error`
        Error error;
    };
    std::deque<std::optional<WriteFault>> writeFaults; ///< for the next requests, in order
    /// Called for each request to publish before anything is done; may push faults.
    std::function<void(const Submission&)> onPublish;
    /// Called at each step of writing: "limits", "upload", "publish" (before anything is done),
    /// "published" (the post is made, its answer not yet sent), "look". False: the program on the
    /// other side is gone; nothing more is done and no answer comes until `answerAgain()`.
    std::function<bool(const char* step)> atStep;
    void answerAgain() { m_isForsaken = false; }
    std::optional<Error> uploadError; ///< of every upload
    std::optional<Error> lookError; ///< of every look for an own post
    std::optional<Error> actError; ///< of every act
    PostLimits limits;
    std::optional<Error> limitsError;
    bool honoursKeys = true;
    bool allowsWriting = true; ///< false: people are signed in for reading alone
    bool canLookBack = true; ///< false: a look tells nothing
    std::vector<Submission> requests; ///< to publish, each that reached the server
    std::vector<Submission> ledger; ///< what was made into a post, in order
    std::vector<Submission> scheduled; ///< kept for later
    std::vector<DraftMedia> uploads;
    std::vector<Act> acts;
    int looks = 0;

    // Threads: the post and all that is known to answer it, with or without a tag.
    std::vector<PostId> threads; ///< asked for
    std::optional<Error> threadError;

    // What was asked.
    std::vector<PageRequest> pages;
    std::vector<PostId> lookups;
    int openStreamCount() const { return int(m_streams.size()); }
    int clientCount() const { return int(m_clients.size()); }

private:
    friend class FakeClient;
    friend class FakeStream;
    Result<Page> pageNow(const PageRequest& request);
    Result<PostPtr> postNow(const PostId& id);
    Result<Thread> threadNow(const PostId& id);
    bool step(const char* name);
    Result<Published> publishNow(const Submission& submission, const Source& as);
    Published makePublished(const Submission& submission, const Source& as);
    Result<Sighting> lookNow(const Submission& submission);
    Result<ActOutcome> actNow(const Act& act);
    void tell(const LiveEvent& event, const Post* about);
    void whenFree(std::function<void()> answer);

    std::deque<FeedItem> m_items;
    std::optional<FeedCost> m_cost;
    std::vector<FakeClient*> m_clients;
    std::vector<FakeStream*> m_streams;
    std::deque<Error> m_nextErrors;
    std::optional<Error> m_pageError;
    std::vector<std::function<void()>> m_waiting;
    std::map<QByteArray, PostPtr> m_byKey;
    std::vector<PostPtr> m_made; ///< same order as `ledger`
    bool m_down = false;
    bool m_held = false;
    bool m_isForsaken = false;
};

/// An in-memory service ("fake", or another name where a test needs several) over scripted servers.
/// Sources are typed as "https://fake...".
class FakeService final : public Service {
public:
    explicit FakeService(ServiceId id = kFakeService);
    /// Made at first use; lives as long as the service or a client of it.
    FakeServer& server(const QString& address = QStringLiteral("https://fake.example"));
    bool hasWholeNames = false; ///< handles have no host
    QString fullHandle(const QString& name, const Source& home) const override
    {
        return hasWholeNames ? name : Service::fullHandle(name, home);
    }
    Capabilities& mutableCapabilities() { return m_capabilities; }
    int clientsMade() const { return m_clients; }

    ServiceId id() const override { return m_id; }
    QString name() const override { return QStringLiteral("Fake"); }
    const Capabilities& capabilities() const override { return m_capabilities; }
    std::optional<Result<Source>> sourceFromText(const QString& text) const override;
    Task<ServerInfo> discover(const Source& source) override;
    std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session) override;

private:
    std::shared_ptr<FakeServer> shared(const QString& address);
    ServiceId m_id;
    Capabilities m_capabilities;
    std::map<QString, std::shared_ptr<FakeServer>> m_servers;
    int m_clients = 0;
};

} // namespace staffroom::test
