#pragma once

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>

#include <memory>
#include <ostream>

namespace staffroom::x {

/// X as a program may meet it: one of two vocabularies, and what the account has paid for.
struct Face {
    const char* vocabulary = "tweet"; ///< or "post"
    const char* tier = "selfserve"; ///< or "full"

    bool isFull() const { return QByteArrayView(tier) == "full"; }
    bool isNewer() const { return QByteArrayView(vocabulary) == "post"; }
    friend std::ostream& operator<<(std::ostream& out, const Face& face)
    {
        return out << face.vocabulary << ", " << face.tier;
    }
};
inline constexpr Face kFaces[]
    = {{"tweet", "selfserve"}, {"tweet", "full"}, {"post", "selfserve"}, {"post", "full"}};

/// A server that holds every request against the description that X publishes of its API, answers
/// with an invented chat of 137 posts, and meters what X would charge. STAFFROOM_X_RIG names the
/// folder where it is installed; without it these tests say so and are skipped.
class Rig {
public:
    static bool isInstalled();
    /// Null where it does not start, which fails the test. One process for each face, for all
    /// tests.
    static Rig* of(const Face& face);
    /// One of its own, whose tokens live so long.
    static std::unique_ptr<Rig> withTokens(const Face& face, int seconds);
    static void stopAll();
    ~Rig();

    /// As if nothing had happened: all posts and everything on record are new.
    void reset();
    QString base() const;

    /// A new post, of this moment; its id. `more`: "reply", "quote" (ids).
    QString post(const QString& text, QJsonObject more = {});
    void remove(const QString& id);
    /// The next `count` requests whose path begins so are answered with this status.
    void failNext(const QString& path, int status, int count, const QJsonObject& headers = {});
    /// Texts of the reader's own posts, newest first.
    QStringList ownTexts();

    struct Log {
        int requests = 0;
        QStringList violations; ///< requests that X would not have taken, and why
        int posts = 0; ///< that would be charged for, each once
        int users = 0;
        double dollars = 0; ///< for both
    };
    Log log();

    // What it is about.
    static QString userId() { return QStringLiteral("2008"); } ///< of who signs in
    static QString handle() { return QStringLiteral("rig_teacher"); }
    /// Who writes the new posts.
    static QString writer() { return QStringLiteral("ms_okafor"); }
    static QString stranger() { return QStringLiteral("2001"); }
    static QString list() { return QStringLiteral("84839422"); }
    /// What is looked up by name or id is this person, whoever was asked for; with the newer
    /// vocabulary nobody at all.
    static QString standIn() { return QStringLiteral("2244994945"); }
    static constexpr int kLists = 2;

private:
    Rig() = default;
    static std::unique_ptr<Rig> make(const Face& face, int tokenSeconds);
    bool start(const Face& face, int tokenSeconds);
    QJsonObject ask(const QString& path, const QJsonObject& body = {});

    QProcess m_process;
    QNetworkAccessManager m_network;
    quint16 m_port = 0;
};

/// So many ports that nobody listens at.
QList<quint16> freePorts(int count);

} // namespace staffroom::x
