#pragma once

#include "tests/support/fake_mastodon_form.h"
#include "tests/support/fake_mastodon_json.h"
#include "tests/support/fault_server.h"

#include <QSet>
#include <QWebSocketServer>

#include <deque>
#include <map>

class QWebSocket;

namespace staffroom::test {

/// One request that was meant to change something, as the ledger has it.
struct FakeWrite {
    QByteArray method;
    QString path;
    QByteArray key; ///< Idempotency-Key
    int status = 0; ///< what was answered, or would have been
    bool isCommitted = false; ///< it was carried out, whatever came of the answer
};

/// What goes wrong with one write.
enum class WriteFault {
    None,
    DropBefore, ///< the connection ends, nothing was done
    DropAfter, ///< it was done, the answer is lost
    GatewayTimeoutBefore, ///< 504, nothing was done
    GatewayTimeoutAfter, ///< 504, it was done
    ServerErrorBefore, ///< 500, nothing was done
};

/// A small server that speaks the Mastodon API over real HTTP on 127.0.0.1, with the habits of the
/// flavour it plays. Keeps its posts in memory; live changes go to its streams.
class FakeMastodon : public QObject {
    Q_OBJECT
public:
    struct Settings {
        Flavour flavour = Flavour::Mastodon;
        quint16 port = 0;
        QString domain = QStringLiteral("fake.example");
        QByteArray token = "fake-token"; ///< the one that is accepted
        FakeJson::Access hashtags; ///< Mastodon's timelines_access
        FakeJson::Access live;
        bool servesPictures = false;
        bool offersStream = true;
        bool isSilentOnHashtags = false; ///< takes the subscription, says nothing
        bool deniesOldCursors = false; ///< answers any max_id with its newest page
        /// Does a repeated Idempotency-Key give the first post? Absent: as the flavour does.
        std::optional<bool> honoursKey;
        /// So many times a new picture says that it is not ready yet.
        int mediaPolls = 0;
        /// May be given for a new token at /oauth/token; each works once. Empty: there is none.
        QByteArray refreshToken;
        QStringList scopes{QStringLiteral("read"), QStringLiteral("write")};
    };

    explicit FakeMastodon(Settings settings, QObject* parent = nullptr);
    ~FakeMastodon() override;

    QString base() const { return m_server.url().toString(); }
    const QByteArray& token() const { return m_settings.token; }
    const Settings& settings() const { return m_settings; }
    /// For faults of single calls and the record of requests.
    FaultServer& server() { return m_server; }
    FakeStore& store() { return m_store; }

    /// Full handle of the account that signs in; it is the first of `store().authors()`.
    QString handle() const;

    // Tokens. `Settings::token` is accepted from the beginning.
    void acceptToken(const QByteArray& token);
    /// From now on it gets 401, and its streams end.
    void revokeToken(const QByteArray& token);
    void revokeToken() { revokeToken(m_settings.token); }
    /// Answers what the calls of sign-in ask (/oauth/..., /api/v1/apps); without one, or where it
    /// gives nothing, only a refresh is understood.
    using SignIn = std::function<std::optional<FaultReply>(const FaultRequest&)>;
    void setSignIn(SignIn signIn) { m_signIn = std::move(signIn); }

    /// Every request that would change something, in the order they came.
    const std::vector<FakeWrite>& writes() const { return m_writes; }
    /// For the next writes, one each, in this order.
    void failNextWrite(WriteFault fault) { m_writeFaults.push_back(fault); }
    /// For every write that none of the above is for; its number counts from 0.
    void setWriteFaults(std::function<WriteFault(int number, const FaultRequest& request)> plan)
    {
        m_faultPlan = std::move(plan);
    }
    /// Posts of the account that signs in, oldest first, deleted ones left out.
    std::vector<const FakePost*> ownPosts() const;

    /// Somebody did something; told to `user` streams. Returns the notification's id.
    QString notify(const QString& type, int author, const QString& post = {});

    // Live changes; all return the post's id as it is afterwards.
    QString addPost(const FakeDraft& draft = {});
    QString boost(const QString& id, int author);
    QString editPost(const QString& id, const QString& text);
    void deletePost(const QString& id);

    /// Refuses connections and drops those it has, streams too.
    void startOutage();
    void endOutage();

    /// Notifications up to this one were marked as read.
    const QString& markedRead() const { return m_markedRead; }
    int streamCount() const { return static_cast<int>(m_listeners.size()); }
    /// So many times somebody subscribed to a stream of that name.
    int subscriptionCount(const QString& stream) const { return m_subscribed.value(stream); }

    /// All public posts that are there: id, uri, tags, created.
    QJsonArray ledger() const;
    /// `writes()` as /__writes gives it to tests of the whole program.
    QJsonArray writeLedger() const;

private:
    struct Listener {
        QWebSocket* socket = nullptr;
        QByteArray token;
        std::vector<std::pair<QString, QString>> wants; ///< stream, tag or list as spelled
    };

    FaultReply answer(const FaultRequest& request);
    FaultReply answerApi(const FaultRequest& request);
    FaultReply tagTimeline(const FaultRequest& request, const QString& tag);
    FaultReply publicTimeline(const FaultRequest& request);
    FaultReply homeTimeline(const FaultRequest& request, bool isList);
    FaultReply accountCall(const FaultRequest& request, const QString& rest);
    FaultReply statusCall(const FaultRequest& request, const QString& rest);
    FaultReply refresh(const FaultRequest& request);

    // Reading as somebody (fake_mastodon_account.cpp).
    FaultReply accountApi(const FaultRequest& request);
    FaultReply relationships(const QStringList& ids);
    FaultReply marked(const FaultRequest& request, bool FakePost::*mark);
    FaultReply notifications(const FaultRequest& request);
    FaultReply searchPeople(const FaultRequest& request);
    FaultReply searchPost(const FaultRequest& request);
    FaultReply searchTags(const FaultRequest& request);
    QJsonObject notificationJson(size_t index);
    QJsonObject scheduledJson(const QString& id) const;

    // Writing (fake_mastodon_writing.cpp).
    static bool isWrite(const FaultRequest& request);
    FaultReply answerWrite(const FaultRequest& request);
    FaultReply write(const FaultRequest& request);
    FaultReply publish(const FaultRequest& request);
    FaultReply editPosted(const FaultRequest& request, const QString& id);
    FaultReply deletePosted(const QString& id);
    FaultReply statusVerb(const QString& id, const QString& verb);
    FaultReply accountVerb(const QString& id, const QString& verb);
    FaultReply vote(const FaultRequest& request, const QString& id);
    FaultReply listMembers(const FaultRequest& request, const QString& list);
    FaultReply report(const FaultRequest& request);
    FaultReply upload(const FaultRequest& request);
    FaultReply mediaState(const QString& id);
    FaultReply translate(const QString& id, const FaultRequest& request);
    /// What is wrong with a post that is to be; nothing: it is in order.
    std::optional<FaultReply> problemOf(const FakeForm& form, bool isEdit);
    void fill(FakeDraft& draft, const FakeForm& form);

    FaultReply needsLogin() const;
    FaultReply badToken() const;
    FaultReply notFound() const;
    FaultReply timeline(const FaultRequest& request, const std::vector<qint64>& index,
        const FakeStore::Accept& accept, bool hasLink);
    bool isSignedIn(const FaultRequest& request) const;
    QJsonObject statusJson(const FaultRequest& request, const FakePost& post);
    QJsonObject ownJson(const FakePost& post);
    bool takeSocket(const FaultRequest& request, QTcpSocket* socket);
    void onSocket();
    void onSocketText(QWebSocket* socket, const QString& text);
    void tell(const FakePost& post, const QString& event, const QString& payload);
    void tellUser(const QString& event, const QJsonObject& payload);
    QString streamingAddress() const;

    Settings m_settings;
    FaultServer m_server;
    QWebSocketServer m_sockets;
    FakeStore m_store;
    FakeJson m_json;
    std::vector<Listener> m_listeners;
    std::deque<QByteArray> m_socketTokens; ///< of upgrades under way
    QHash<QString, int> m_subscribed;

    struct Notification {
        QString id;
        QString type;
        int author = 0;
        QString post;
        qint64 created = 0;
    };
    struct Upload {
        QString description;
        QByteArray type;
        int pollsLeft = 0;
        bool isBroken = false;
    };
    struct Scheduled {
        FakeDraft draft;
        QString at; ///< as it was sent
    };
    std::vector<Notification> m_notifications;
    std::map<QString, Upload> m_uploads;
    std::map<QString, Scheduled> m_scheduled;
    QSet<QByteArray> m_tokens;
    QByteArray m_refreshToken;
    int m_madeTokens = 0;
    int m_madeIds = 0;
    QString m_markedRead;
    SignIn m_signIn;
    QHash<QByteArray, QString> m_byKey;
    std::vector<FakeWrite> m_writes;
    std::deque<WriteFault> m_writeFaults;
    std::function<WriteFault(int, const FaultRequest&)> m_faultPlan;
    int m_faultable = 0;
};

} // namespace staffroom::test
