#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace staffroom::test {

/// Somebody with records. The first is who signs in.
struct FakePerson {
    QString did;
    QString handle;
    QString name;
    QString about;
    QJsonArray labels;
    bool isVerified = false;
    bool isMuted = false; ///< by who signs in
};

/// What a test says of a post; the rest is made up.
struct FakeSkeet {
    QString text = QStringLiteral("Hello");
    /// Stand behind the text where they are not in it already, each with its facet.
    QStringList tags{QStringLiteral("alpha")};
    QStringList outsideTags;
    int author = -1; ///< index; -1: the next one in turn, never who signs in
    QString replyTo; ///< at-uri
    std::optional<qint64> createdMs; ///< absent: now
    QString language = QStringLiteral("en");
    QJsonObject embed;
    QStringList selfLabels;
};

/// One record of somebody's.
struct FakeRecord {
    QString uri;
    QString cid;
    QString did;
    QString collection;
    QString key;
    QJsonObject value;
    qint64 indexedMs = 0;

    /// Where it stands in feeds: the earlier of what it says and when it came.
    qint64 sortMs() const;
    /// Of a like, a repost, a follow: at-uri or DID.
    QString subject() const;
    QString replyUri(const QString& which) const; ///< "root" or "parent"
    QStringList tags() const; ///< in the text and outside it
};

/// The records of a FakeBluesky.
class FakeBlueskyStore {
public:
    FakeBlueskyStore();

    std::vector<FakePerson>& people() { return m_people; }
    const FakePerson& person(int index) const { return m_people[static_cast<size_t>(index)]; }
    /// By DID or handle; null: nobody.
    const FakePerson* find(const QString& who) const;
    FakePerson* find(const QString& who);

    FakeRecord& put(const QString& did, const QString& collection, const QString& key,
        const QJsonObject& value);
    FakeRecord& addPost(const FakeSkeet& draft);
    /// A like, a repost or the like of a record.
    FakeRecord& addAbout(const QString& did, const QString& collection, const QString& subject);
    bool remove(const QString& uri);
    const FakeRecord* record(const QString& uri) const;

    /// As feeds sort them: newest first.
    using Accept = std::function<bool(const FakeRecord&)>;
    std::vector<const FakeRecord*> select(const Accept& accept) const;
    /// All of a collection.
    std::vector<const FakeRecord*> newestFirst(const QString& collection) const;
    /// Those of a collection that are about something.
    std::vector<const FakeRecord*> about(const QString& collection, const QString& subject) const;
    std::vector<const FakeRecord*> repliesTo(const QString& uri) const;
    /// At-uri of what `did` has in a collection about something; empty: nothing.
    QString ownAbout(const QString& did, const QString& collection, const QString& subject) const;

    /// No two records come in the same millisecond.
    qint64 nextMs();
    QString newKey() { return nextKey(nextMs()); }
    static QString cidOf(const QByteArray& bytes);
    static QString isoTime(qint64 ms);

private:
    QString nextKey(qint64 ms);

    std::vector<FakePerson> m_people;
    std::map<QString, FakeRecord> m_records;
    size_t m_turn = 0;
    qint64 m_lastMs = 0;
    int m_madeKeys = 0;
};

} // namespace staffroom::test
