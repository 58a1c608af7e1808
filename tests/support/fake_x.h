#pragma once

#include "tests/support/fault_server.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>

#include <functional>
#include <vector>

namespace staffroom::test {

/// A post as it is put into FakeX.
struct FakeXPost {
    int author = 1; ///< index of FakeX::handleOf; 0 is who signs in
    QString text; ///< without the tag; it is put behind
    QString tag = QStringLiteral("alpha");
    QString replyTo; ///< id
    QString quotes; ///< id
    QString reposts; ///< id; the text is made from it then
    qint64 createdMs = 0; ///< 0: a second after the one before
};

/// A small server that speaks what this program needs of X's API v2, in the vocabulary of "tweets",
/// over real HTTP on 127.0.0.1, with single-use refresh tokens. Meters what it would charge.
class FakeX : public QObject {
    Q_OBJECT
public:
    explicit FakeX(QObject* parent = nullptr);

    QString base() const { return m_server.url().toString(); }
    FaultServer& server() { return m_server; }
    int asked(const QString& path) const { return m_server.requestCount(path); }

    /// Of what is published; the machine's unless another is set.
    void setClock(std::function<qint64()> nowMs) { m_nowMs = std::move(nowMs); }
    /// Display name.
    void setName(int person, const QString& name) { m_names.insert(person, name); }

    // Who signs in.
    static QString handle() { return handleOf(0); }
    static QString userId() { return idOf(0); }
    static QString handleOf(int person);
    static QString idOf(int person);
    QByteArray access() const { return m_access; }
    QByteArray refresh() const { return m_refresh; }
    void expireAccess() { m_validAccess.clear(); }
    void endSession(); ///< the refresh token is void as well
    void startSession();
    int renewals() const { return m_renewals; }

    QString addPost(const FakeXPost& draft); ///< its id
    /// A new id for the same post.
    QString edit(const QString& id, const QString& text);
    void remove(const QString& id);
    bool has(const QString& id) const;

    /// Likes, follows, quotes and replies to strangers are refused, as with self-serve access.
    void setSelfServe(bool on) { m_isSelfServe = on; }
    /// Everything answers 402.
    void setOutOfCredit(bool on) { m_isOutOfCredit = on; }
    /// The next so many writes are carried out, but their answers are lost.
    void dropAnswersOfWrites(int count) { m_drops = count; }

    struct Write {
        QByteArray method;
        QString path;
        QJsonObject body;
    };
    const std::vector<Write>& writes() const { return m_writes; }
    /// Millionths of a dollar for posts and people that were given out, each once.
    qint64 charged() const;
    const QHash<QString, QString>& altTexts() const { return m_alts; } ///< by media id

private:
    struct Stored {
        QString id;
        QStringList history; ///< ids, oldest first; this one last
        int author = 0;
        QString text;
        qint64 createdMs = 0;
        QString conversation;
        QString replyTo;
        QString quotes;
        QString reposts;
        QStringList media;
    };
    FaultReply answer(const FaultRequest& request);
    FaultReply read(const FaultRequest& request);
    FaultReply write(const FaultRequest& request);
    FaultReply token(const FaultRequest& request);
    FaultReply publish(const QJsonObject& body);
    FaultReply upload(const FaultRequest& request);
    FaultReply page(const FaultRequest& request, const std::vector<const Stored*>& posts);
    QJsonObject bodyOf(const std::vector<const Stored*>& posts);
    QJsonObject jsonOf(const Stored& post) const;
    bool matches(const Stored& post, const QString& query) const;
    const Stored* find(const QString& id) const;
    std::vector<const Stored*> all() const; ///< newest first
    QString nextId(qint64 ms);

    QJsonObject personJson(int person) const;

    FaultServer m_server;
    std::function<qint64()> m_nowMs;
    QHash<int, QString> m_names;
    std::vector<Stored> m_posts; ///< oldest first
    QByteArray m_access = "x-access-0";
    QByteArray m_validAccess = "x-access-0";
    QByteArray m_refresh = "x-refresh-0";
    QByteArray m_validRefresh = "x-refresh-0";
    int m_sessions = 0;
    int m_renewals = 0;
    qint64 m_lastMs = 0;
    int m_sequence = 0;
    bool m_isSelfServe = false;
    bool m_isOutOfCredit = false;
    int m_drops = 0;
    QSet<QString> m_likes, m_bookmarks;
    QSet<QString> m_chargedPosts, m_chargedPeople;
    QHash<QString, QString> m_alts;
    std::vector<Write> m_writes;
};

} // namespace staffroom::test
