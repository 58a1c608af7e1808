#pragma once

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/model/draft.h"
#include "core/model/feed_cost.h"
#include "core/model/feed_spec.h"
#include "core/model/post.h"
#include "core/net/lane.h"
#include "core/services/account_session.h"
#include "core/services/capabilities.h"
#include "core/services/login.h"
#include "core/services/write_lock.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QThreadPool;

namespace staffroom {

class HttpClient;
class SecretStore;

/// What a service may use of the rest of the program. Everything outlives the services.
struct ServiceContext {
    Clock* clock = nullptr; ///< never null
    HttpClient* http = nullptr; ///< never null; services without a network leave it alone
    QThreadPool* decodePool = nullptr; ///< JSON and markup are read here; never null
    /// What the command line or the settings say to one service, by "folder.option", for example
    /// "practice.speed".
    QHash<QString, QString> options;
    /// Keeps what a service must remember of a server and nobody may read (app registrations).
    SecretStore* secrets = nullptr; ///< may be null: nothing is remembered
    /// Where a service may keep files of its own, each under a name that begins with its id.
    /// Empty: nothing is kept.
    QString folder{};
};

struct PageRequest {
    enum class Direction {
        Newest, ///< the first page, no cursor
        Older, ///< what comes after `cursor` going back in time
    };
    FeedSpec feed;
    Direction direction = Direction::Newest;
    QString cursor; ///< from Page::older; empty with Newest
    int limit = 40;
    Lane lane = Lane::Visible;
    /// With Newest: the newest item of an earlier page. What is older need not be in the answer
    /// where the network can leave it out.
    std::optional<PostId> known;
};

/// Part of a feed, newest first by the service's own order.
struct Page {
    std::vector<FeedItem> items;
    /// Cursor for what is older; empty: there is nothing older, the feed's end is in this page.
    QString older;
    int skipped = 0; ///< entries that could not be read and were left out
    /// The server answers from an incomplete view (list being rebuilt): ask again later.
    bool isPartial = false;
    /// Nothing is missing between the oldest item and PageRequest::known, which itself is left out.
    bool reachesKnown = false;
    /// The service's own pace: asking again sooner is of no use. Absent: the feed decides.
    std::optional<Millis> askAgainAfter;
};

struct Thread {
    std::vector<PostPtr> ancestors; ///< oldest first
    PostPtr post;
    std::vector<PostPtr> descendants; ///< in the service's order
};

/// What a live stream tells.
struct Arrived {
    FeedItem item;
};
struct Edited {
    PostPtr post;
};
struct Deleted {
    PostId id; ///< of a post, or of a boost's wrapper
};
struct Counted {
    PostId id;
    PostCounts counts;
};
using LiveEvent = std::variant<Arrived, Edited, Deleted, Counted>;

/// Events of one feed as they happen. Made stopped; `start()` once. It reconnects by itself.
/// Whether a stream can be trusted is decided by the feed, which compares it with polls (several
/// servers accept a subscription and stay silent). Destroying it ends it.
class LiveStream : public QObject {
    Q_OBJECT
public:
    enum class State {
        Connecting, ///< events may be missed: the feed must poll once it is Open
        Open,
        Unavailable, ///< this server has no such stream; final
        Ended, ///< everything there was has been delivered; final
    };
    using QObject::QObject;
    virtual void start() = 0;
    virtual State state() const = 0;

Q_SIGNALS:
    void happened(const staffroom::LiveEvent& event);
    void stateChanged(staffroom::LiveStream::State state);
};

/// A list of the reader's own.
struct ListInfo {
    QString id;
    QString title;
    bool operator==(const ListInfo&) const = default;
};

/// A hashtag as the server knows it.
struct TagInfo {
    QString name; ///< readable case where the server keeps it, without '#'
    int usesLately = 0; ///< in the days the server counts; 0: not told
    bool operator==(const TagInfo&) const = default;
};

struct EmojiInfo {
    QString shortcode; ///< without colons
    QUrl picture;
    QString category;
    bool operator==(const EmojiInfo&) const = default;
};

/// The words of an own post as they were typed.
struct PostSource {
    QString text;
    QString contentWarning;
};

struct Translation {
    RichText text;
    QString contentWarning;
    QString from; ///< language, BCP 47
    QString provider;
};

struct Published {
    PostPtr post; ///< null when it is scheduled
    QString scheduledId; ///< empty unless the server keeps it for later
};

/// What one's own newest posts say about a submission whose answer was lost.
struct Sighting {
    enum class State { Found, Absent, Unknown };
    State state = State::Unknown;
    PostPtr post; ///< Found
};

/// One source (server and account) of a service. Main thread; every answer comes later, see Task.
/// Errors: Unauthorised when a sign-in is needed or no longer valid (after one try to renew it,
/// shared by all who ask), Secrets when the key store does not give the token, closed feeds as
/// Forbidden; an unknown tag on servers that answer so is an empty page, not an error.
///
/// What writes takes a WritePass and is refused with Error::Locked, before anything is asked, when
/// the pass does not allow it; services implement the protected `do...` functions.
class ServiceClient : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual const Source& source() const = 0;
    virtual Task<ServerInfo> serverInfo() = 0;
    virtual Task<Page> page(const PageRequest& request) = 0;
    /// One post again; NotFound means deleted or no longer visible.
    virtual Task<PostPtr> post(const PostId& id, Lane lane) = 0;
    virtual Task<Thread> thread(const PostId& id) = 0;
    /// Null where there is none for this feed at all.
    virtual std::unique_ptr<LiveStream> stream(const FeedSpec& feed) = 0;

    // For people who are signed in. What a service does not have answers Unsupported.
    virtual Task<PostLimits> limits();
    virtual Task<std::vector<ListInfo>> lists();
    virtual Task<Relationship> relationship(const AccountId& person);
    /// People whose name or handle begins like `typed`, best first.
    virtual Task<std::vector<Author>> findPeople(const QString& typed, int limit);
    virtual Task<std::vector<TagInfo>> findTags(const QString& typed, int limit);
    virtual Task<std::vector<EmojiInfo>> customEmoji();
    virtual Task<PostSource> postSource(const PostId& id);
    virtual Task<Translation> translate(const PostId& id, const QString& language);
    /// Looks for a submission among one's own newest posts.
    virtual Task<Sighting> findOwn(const Submission& submission);
    /// The same post as this server knows it, fetched there if need be; NotFound: it cannot be had.
    virtual Task<PostPtr> findPost(const Post& elsewhere);
    /// What this feed costs. Absent: reading is free.
    virtual std::optional<FeedCost> cost(const FeedSpec&) const { return std::nullopt; }
    /// Does the token allow writing at all? False: a sign-in with more rights is needed. Unknown
    /// counts as yes.
    virtual bool mayWrite() const { return true; }

    // Writing.
    Task<Published> publish(const Submission& submission, const WritePass& pass);
    /// Answers the media's remote id. `progress` is called with bytes sent and bytes in all.
    Task<QString> upload(const DraftMedia& media, const WritePass& pass,
        std::function<void(qint64 sent, qint64 total)> progress);
    Task<ActOutcome> act(const Act& act, const WritePass& pass);

Q_SIGNALS:
    void costChanged(); ///< of any feed
    /// Something about a post that was delivered before, told by neither a page nor a stream.
    void noticed(const staffroom::LiveEvent& event);

protected:
    virtual Task<Published> doPublish(const Submission& submission);
    virtual Task<QString> doUpload(
        const DraftMedia& media, std::function<void(qint64 sent, qint64 total)> progress);
    virtual Task<ActOutcome> doAct(const Act& act);
};

/// One network. Stateless; makes clients.
class Service {
public:
    virtual ~Service() = default;
    virtual ServiceId id() const = 0;
    virtual QString name() const = 0; ///< the network's name for people, not translated
    virtual const Capabilities& capabilities() const = 0;
    virtual LoginSpec loginSpec() const { return {}; }
    /// Never null where `loginSpec` says it is possible. Not started.
    virtual std::unique_ptr<Login> login(const LoginRequest&) { return nullptr; }
    /// Takes the credentials back at the server. Unsupported where there is no such thing.
    virtual Task<Done> revoke(const Source& source, const Credentials& credentials);

    /// How long a post of this text is by the network's rule, content warning included.
    virtual int lengthOf(
        const QString& text, const QString& contentWarning, const PostLimits& limits) const;

    /// The network's own page where a person does what it refuses to programs; empty: none.
    virtual QUrl actPage(Act::Kind, const Post&) const { return {}; }
    /// Likewise for writing, with text and answered post filled in.
    virtual QUrl composePage(const Submission&) const { return {}; }

    /// What was typed for a field that `isAdjustable`, as the credentials keep it. Invalid, with a
    /// sentence in the reader's language as `detail`, when it cannot be meant.
    virtual Result<QString> adjusted(const LoginField&, const QString& typed) const
    {
        return typed.trimmed();
    }

    /// What to open for a first look at a network that shows something to everybody; empty: none.
    virtual std::vector<FeedSpec> starterFeeds() const { return {}; }

    /// Names of sources that show a hashtag to everybody, as people may type them; offered in
    /// lists.
    virtual QStringList openSources() const { return {}; }

    /// Is this what a person types to mean a source of this service? Pure text, asks no network.
    /// "mastodon.social", "https://mastodon.social/", "practice". Error::Invalid says what is
    /// wrong when the text can only have been meant for this service; nullopt: not ours.
    virtual std::optional<Result<Source>> sourceFromText(const QString& text) const = 0;

    /// In full, somebody who goes by this name at a source: most networks add its host.
    virtual QString fullHandle(const QString& name, const Source& home) const;

    /// Asks the network who answers there. Errors: Invalid (address), Offline (no such host,
    /// refused), Timeout, Tls, Unsupported (something answers, but it is not of this service).
    virtual Task<ServerInfo> discover(const Source& source) = 0;

    /// `session` is null for reading without an account, else of this source.
    virtual std::unique_ptr<ServiceClient> client(
        const Source& source, std::shared_ptr<AccountSession> session)
        = 0;
};

} // namespace staffroom

Q_DECLARE_METATYPE(staffroom::LiveEvent)
