#pragma once

#include "tests/support/fake_bluesky_views.h"
#include "tests/support/fault_server.h"

#include <QSet>
#include <QUrlQuery>

namespace staffroom::test {

/// A small server that speaks the AT protocol over real HTTP on 127.0.0.1: the personal data server
/// of one account, and the public view for whoever comes without a token. Errors, limits and orders
/// are those of the real servers. Keeps its records in memory and has them indexed at once.
class FakeBluesky : public QObject {
    Q_OBJECT
public:
    enum class PublicSearch { Off, FirstPage, Open };
    struct Settings {
        quint16 port = 0;
        QByteArray password = "abcd-efgh-ijkl-mnop"; ///< an app password
        QByteArray access = "fake-token"; ///< accepted from the beginning
        QByteArray refresh = "fake-refresh";
        PublicSearch publicSearch = PublicSearch::Off;
        bool servesPictures = false;
    };

    explicit FakeBluesky(Settings settings, QObject* parent = nullptr);

    QString base() const { return m_server.url().toString(); }
    /// For faults of single calls ("/xrpc/NSID") and the record of requests.
    FaultServer& server() { return m_server; }
    FakeBlueskyStore& store() { return m_store; }
    int asked(const QString& nsid) const
    {
        return m_server.requestCount(QStringLiteral("/xrpc/") + nsid);
    }

    // Who signs in.
    QString did() const { return m_store.person(0).did; }
    QString handle() const { return m_store.person(0).handle; }
    const QByteArray& access() const { return m_access; }
    const QByteArray& refresh() const { return m_refresh; }
    /// The access token is old from now on; the refresh token gives a new one.
    void expireAccess() { m_tokens[m_access] = false; }
    /// Nothing gives a new one any more.
    void endSession();
    /// New tokens, as a new sign-in gives them.
    void startSession();
    int renewals() const { return m_renewals; }
    /// app.bsky.actor.getPreferences
    void setPreferences(const QJsonArray& items) { m_preferences = items; }

    // What others do; all return the at-uri.
    QString addPost(const FakeSkeet& draft = {}) { return m_store.addPost(draft).uri; }
    QString addLike(int author, const QString& post);
    QString addRepost(int author, const QString& post);
    QString addFollow(int author, int whom);
    /// A list of who signs in.
    QString addList(const QString& name, const std::vector<int>& members);
    /// A custom feed: everything with the tag.
    QString addFeed(const QString& tag);
    void deletePost(const QString& uri) { m_store.remove(uri); }

    /// One request that was to change something, in the order they came.
    struct Write {
        QString nsid;
        QJsonObject body;
        int status = 0; ///< what was answered, or would have been
        bool isCommitted = false; ///< it was carried out, whatever came of the answer
    };
    enum class WriteFault {
        None,
        DropBefore, ///< the connection ends, nothing was done
        DropAfter, ///< it was done, the answer is lost
    };
    const std::vector<Write>& writes() const { return m_writes; }
    /// What goes wrong with a write; its number counts from 0.
    using FaultPlan = std::function<WriteFault(int number, const QString& nsid)>;
    void setWriteFaults(FaultPlan plan) { m_faultPlan = std::move(plan); }
    /// Notifications up to then were marked as seen.
    const QString& seenAt() const { return m_seenAt; }
    const QStringList& reports() const { return m_reports; } ///< subjects

private:
    struct Call {
        const FaultRequest& request;
        QString nsid;
        QString reader; ///< DID; empty: nobody is signed in
        QUrlQuery query;
        QJsonObject body;

        QString param(const QString& name) const;
        QStringList params(const QString& name) const;
        int limit(int standard) const;
    };
    using Answer = FaultReply (FakeBluesky::*)(const Call&);

    FaultReply answer(const FaultRequest& request);
    FaultReply answerCall(Call& call);
    FaultReply answerWrite(const Call& call, Answer write);
    static const QHash<QString, Answer>& openReads();
    static const QHash<QString, Answer>& ownReads(); ///< for who is signed in
    static const QHash<QString, Answer>& writeCalls();
    /// What is wrong with the token; nothing: it is right, or there is none.
    std::optional<FaultReply> flawOfToken(Call& call) const;
    FakeBlueskyViews views(const Call& call) const;
    QJsonObject sessionJson(bool hasTokens) const;

    // Sessions and names (fake_bluesky.cpp).
    FaultReply createSession(const Call& call);
    FaultReply refreshSession(const Call& call);
    FaultReply deleteSession(const Call& call);
    FaultReply getSession(const Call& call);
    FaultReply resolveHandle(const Call& call);

    // Posts (fake_bluesky_feeds.cpp).
    struct Entry {
        const FakeRecord* post = nullptr;
        const FakeRecord* repost = nullptr;
        const FakeRecord* like = nullptr;
        /// What gives the entry its place.
        const FakeRecord& act() const
        {
            return like != nullptr ? *like : repost != nullptr ? *repost : *post;
        }
    };
    using FromWhom = std::function<bool(const QString& did)>;
    std::vector<Entry> entriesOf(const FromWhom& accept) const;
    FaultReply feedPage(const Call& call, const std::vector<Entry>& entries);
    FaultReply searchPosts(const Call& call);
    FaultReply getPosts(const Call& call);
    FaultReply getPostThread(const Call& call);
    FaultReply getTimeline(const Call& call);
    FaultReply getAuthorFeed(const Call& call);
    FaultReply getListFeed(const Call& call);
    FaultReply getFeed(const Call& call);
    FaultReply getActorLikes(const Call& call);
    FaultReply getBookmarks(const Call& call);

    // People, lists, notifications (fake_bluesky_people.cpp).
    FaultReply getProfile(const Call& call);
    FaultReply getProfiles(const Call& call);
    FaultReply searchActorsTypeahead(const Call& call);
    FaultReply getPreferences(const Call& call);
    FaultReply getLists(const Call& call);
    FaultReply getList(const Call& call);
    FaultReply getFeedGenerators(const Call& call);
    FaultReply listNotifications(const Call& call);
    std::vector<QJsonObject> notifications(const Call& call) const;

    // Writing (fake_bluesky_writing.cpp).
    FaultReply createRecord(const Call& call);
    FaultReply putRecord(const Call& call);
    FaultReply getRecord(const Call& call);
    FaultReply deleteRecord(const Call& call);
    FaultReply uploadBlob(const Call& call);
    FaultReply changeBookmark(const Call& call);
    FaultReply changeMute(const Call& call);
    FaultReply updateSeen(const Call& call);
    FaultReply createReport(const Call& call);
    std::optional<FaultReply> flawOfWrite(const Call& call, bool hasRecord) const;

    Settings m_settings;
    FaultServer m_server;
    FakeBlueskyStore m_store;
    QByteArray m_access;
    QByteArray m_refresh;
    QByteArray m_usedRefresh; ///< gives the same successor once more
    QHash<QByteArray, bool> m_tokens; ///< access tokens; false: it has expired
    bool m_isEnded = false;
    int m_renewals = 0;
    int m_sessions = 0;
    QJsonArray m_preferences;
    QSet<QString> m_bookmarks;
    QStringList m_bookmarkOrder; ///< newest first
    QHash<QString, QString> m_bookmarkedAt;
    QSet<QString> m_mutedThreads;
    QSet<QString> m_blobs;
    QString m_seenAt;
    QStringList m_reports;
    std::vector<Write> m_writes;
    FaultPlan m_faultPlan;
};

} // namespace staffroom::test
