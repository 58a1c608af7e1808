#pragma once

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace staffroom::test {

/// Which server of the family it plays.
enum class Flavour { Mastodon, GoToSocial, Snac, Akkoma };
std::optional<Flavour> flavourOf(const QString& name);
QString flavourName(Flavour flavour);

struct FakeAuthor {
    QString id;
    QString username;
    QString displayName;
    QString domain; ///< empty: of this server
    QJsonArray emojis;
    bool isFollowed = false;
    bool isInList = false;
    bool isBot = false;
    // How the account that signs in stands to this person.
    bool isRequested = false;
    bool isFollowingBack = false;
    bool isMuted = false;
    bool isBlocked = false;
};

/// What a test says of a post; the rest is made up.
struct FakeDraft {
    QString text = QStringLiteral("Hello");
    QStringList tags{QStringLiteral("alpha")};
    int author = -1; ///< index; -1: the next one in turn
    QString replyTo; ///< id
    QString visibility = QStringLiteral("public");
    QString language = QStringLiteral("en");
    QString warning;
    std::optional<qint64> createdMs; ///< absent: now
    QJsonArray media;
    QJsonObject poll;
    QJsonObject card;
    QJsonArray emojis;
    bool isTyped = false; ///< tags, names and addresses stand in `text` itself
    QString quoted; ///< id
};

struct FakePost {
    qint64 seq = 0; ///< order of arrival; the server pages by it
    QString id;
    QString uri;
    FakeDraft draft;
    qint64 created = 0;
    std::optional<qint64> edited;
    qint64 replyTo = 0; ///< seq, 0: none
    qint64 boostOf = 0; ///< seq of what this wraps, 0: an ordinary post
    bool isDeleted = false;
    int replies = 0;
    int boosts = 0;
    // What the account that signs in has done with it.
    bool isFavourited = false;
    bool isBoosted = false;
    bool isBookmarked = false;
    bool isMuted = false;
    std::vector<int> ownVotes;
};

/// The posts of a FakeMastodon and their order.
class FakeStore {
public:
    struct Slice {
        QString maxId;
        QString sinceId;
        QString minId;
        int limit = 20;
    };
    using Accept = std::function<bool(const FakePost&)>;

    FakeStore(Flavour flavour, QString domain);

    FakePost& add(const FakeDraft& draft, qint64 nowMs);
    FakePost& addBoost(const QString& id, int author, qint64 nowMs);
    FakePost* edit(const QString& id, const QString& text, qint64 nowMs);
    /// A change of everything that was typed.
    FakePost* edit(const QString& id, const FakeDraft& draft, qint64 nowMs);
    FakePost* remove(const QString& id);

    FakePost* find(const QString& id); ///< null when unknown or deleted
    FakePost* bySeq(qint64 seq);
    std::vector<const FakePost*> select(
        const std::vector<qint64>& index, const Slice& slice, const Accept& accept) const;
    const std::vector<qint64>& tagged(const QString& tag) const;
    const std::vector<qint64>& all() const { return m_all; }
    bool knowsTag(const QString& tag) const { return m_tagged.contains(tag.toLower()); }
    std::vector<FakeAuthor>& authors() { return m_authors; }
    const FakeAuthor& author(int index) const { return m_authors[static_cast<size_t>(index)]; }
    const std::map<qint64, FakePost>& posts() const { return m_posts; }

private:
    QString makeId(qint64 seq, qint64 createdMs) const;
    std::optional<qint64> seqOf(const QString& id) const;
    FakePost& insert(FakePost post);

    Flavour m_flavour;
    QString m_domain;
    std::vector<FakeAuthor> m_authors;
    std::map<qint64, FakePost> m_posts;
    QHash<QString, qint64> m_seqs;
    QHash<QString, std::vector<qint64>> m_tagged;
    std::vector<qint64> m_all;
    qint64 m_lastSeq = 0;
};

} // namespace staffroom::test
