#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/base/task.h"
#include "core/model/feed_spec.h"
#include "core/model/post.h"
#include "core/net/lane.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>
#include <variant>
#include <vector>

class QThreadPool;

namespace staffroom {

class HttpClient;

/// What a service may use of the rest of the program. Everything outlives the services.
struct ServiceContext {
    Clock* clock = nullptr; ///< never null
    HttpClient* http = nullptr; ///< never null; services without a network leave it alone
    QThreadPool* decodePool = nullptr; ///< JSON and markup are read here; never null
    /// What the command line or the settings say to one service, by "folder.option", for example
    /// "practice.speed".
    QHash<QString, QString> options;
};

/// What a network can do at all; what one server allows is in ServerInfo.
struct Capabilities {
    bool needsServer = false; ///< the person names a server
    bool canReadAnonymously = false;
    bool canPublish = false;
    /// Posts of an earlier run mean nothing in this one: feeds start empty instead of from the
    /// cache.
    bool isEphemeral = false;
    std::vector<FeedSpec::Kind> feeds; ///< what columns can follow here
    /// The network's own words, already untranslated names ("Boost", "Favourite").
    QString boostWord;
    QString favouriteWord;
};

/// What a server says about itself and about reading without an account.
struct ServerInfo {
    enum class Access { Open, NeedsLogin, Closed, Unknown };

    QString server; ///< base address that answered (redirects to the real host followed)
    QString title;
    QString software; ///< "mastodon", "gotosocial", "snac", "akkoma"; lower case, may be empty
    QString version;
    Access hashtagAccess = Access::Unknown;
    Access publicAccess = Access::Unknown;
    /// Only posts of the server's own people are open (Mastodon 4.5+, local but not remote).
    bool anonymousLocalOnly = false;
    int maxCharacters = 500;

    bool operator==(const ServerInfo&) const = default;
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
};

/// Part of a feed, newest first by the service's own order.
struct Page {
    std::vector<FeedItem> items;
    /// Cursor for what is older; empty: there is nothing older, the feed's end is in this page.
    QString older;
    int skipped = 0; ///< entries that could not be read and were left out
    /// The server answers from an incomplete view (list being rebuilt): ask again later.
    bool isPartial = false;
};

struct Thread {
    std::vector<PostPtr> ancestors; ///< oldest first
    PostPtr post;
    std::vector<PostPtr> descendants; ///< in the service's order
};

/// Something written here, ready to go. Grows with the composer.
struct Draft {
    QString text;
    std::optional<PostId> inReplyTo;
    QString language;
    QString contentWarning;
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

/// One source (server and account) of a service. Main thread; every answer comes later, see Task.
/// Errors: NeedsLogin as Unauthorised, closed feeds as Forbidden, unknown tag on servers that
/// answer so is an empty page, not an error.
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
    virtual Task<PostPtr> publish(const Draft& draft) = 0;
    /// Null where there is none for this feed at all.
    virtual std::unique_ptr<LiveStream> stream(const FeedSpec& feed) = 0;
};

/// A field the add-account dialog draws. Filled by services that sign in.
struct LoginField {
    QString id;
    QString label;
    bool isSecret = false;
};
struct LoginSpec {
    enum class Flow { None, Browser, Form };
    Flow flow = Flow::None;
    std::vector<LoginField> fields;
};

/// One network. Stateless; makes clients.
class Service {
public:
    virtual ~Service() = default;
    virtual ServiceId id() const = 0;
    virtual QString name() const = 0; ///< the network's name for people, not translated
    virtual const Capabilities& capabilities() const = 0;
    virtual LoginSpec loginSpec() const { return {}; }

    /// What to open for a first look at a network that shows something to everybody; empty: none.
    virtual std::vector<FeedSpec> starterFeeds() const { return {}; }

    /// Is this what a person types to mean a source of this service? Pure text, asks no network.
    /// "mastodon.social", "https://mastodon.social/", "practice". Error::Invalid says what is
    /// wrong when the text can only have been meant for this service; nullopt: not ours.
    virtual std::optional<Result<Source>> sourceFromText(const QString& text) const = 0;

    /// Asks the network who answers there. Errors: Invalid (address), Offline (no such host,
    /// refused), Timeout, Tls, Unsupported (something answers, but it is not of this service).
    virtual Task<ServerInfo> discover(const Source& source) = 0;

    /// `token` is empty for reading without an account.
    virtual std::unique_ptr<ServiceClient> client(const Source& source, const Secret& token) = 0;
};

} // namespace staffroom

Q_DECLARE_METATYPE(staffroom::LiveEvent)
