#pragma once

#include "core/services/service.h"
#include "core/transcript/transcript.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

class QThreadPool;

namespace staffroom::practice {

using transcript::Event;
using transcript::Offset;
using transcript::SaidBoost;
using transcript::SaidDelete;
using transcript::SaidEdit;
using transcript::SaidFavourite;
using transcript::SaidPost;
using transcript::SeenVia;
using transcript::Transcript;

struct Pace {
    double speed = 4; ///< chat seconds in a real second, 1 to 60
    Offset from{0}; ///< how far the chat is when it is opened
};

/// The one running practice chat: plays the transcript by the clock and keeps its world (posts as
/// they are now, who boosted what). Starts when first asked for. Main thread.
class Session : public QObject {
    Q_OBJECT
public:
    Session(Clock& clock, QThreadPool& pool, Pace pace, QObject* parent = nullptr);
    ~Session() override;

    /// Answers once the transcript is read and what lies before `Pace::from` has happened.
    Task<Done> ready();
    bool isReady() const { return m_isReady; }
    bool hasEnded() const;

    /// What a feed holds now, newest first, as its account sees it. Never a deleted post.
    std::vector<FeedItem> items(const FeedSpec& feed) const;
    bool belongs(const FeedSpec& feed, const FeedItem& item) const;
    PostPtr post(const QString& id) const; ///< null: unknown or deleted
    std::vector<PostPtr> repliesTo(const QString& id) const;
    /// With the marks of one account.
    PostPtr seenBy(const PostPtr& post, const QString& account) const;

    // What one account does; its handle, or empty for somebody without a name. All of it is over
    // with the run.
    void introduce(const Author& reader) { m_readers[reader.handle].self = reader; }
    Result<PostPtr> publish(const Submission& submission, const QString& account);
    Result<ActOutcome> act(const Act& act, const QString& account);
    Relationship relationship(const QString& person, const QString& account) const;
    Result<PostSource> source(const QString& id) const;
    QString keepPicture(const DraftMedia& media);
    PostPtr published(const QByteArray& key) const; ///< null: not yet
    std::vector<Author> people() const;
    QString hashtag() const { return m_transcript.hashtag; }

Q_SIGNALS:
    void happened(const staffroom::LiveEvent& event);
    void ended();

private:
    /// What the chat knows of somebody who takes part from here.
    struct Reader {
        Author self;
        QHash<QString, ViewerMarks> marks; ///< by post
        QHash<QString, std::vector<int>> votes;
        QHash<QString, QString> boosts; ///< wrapper by post
        QHash<QString, Relationship> people; ///< by handle
        QStringList bookmarks; ///< in the order they were made
        QStringList favourites;
    };

    struct Held {
        PostPtr post;
        SeenVia seenVia = SeenVia::Tag;
        std::vector<int> pollVotes;
        bool isDeleted = false;
    };

    void begin(Result<Transcript> transcript);
    void play();
    void apply(const Event& event, bool tell);
    void applyPost(const Event& event, const SaidPost& said, bool tell);
    void applyEdit(const SaidEdit& edit, bool tell);
    void applyBoost(const Event& event, const SaidBoost& boost, bool tell);
    void closePolls(bool tell);
    void replace(Held& held, Post changed);
    Held* living(const QString& id);
    const Held* living(const QString& id) const;
    Author authorOf(const QString& account) const;
    bool isShownTo(const QString& account, const Author& author) const;
    bool isFor(const FeedSpec& feed, const FeedItem& item) const;
    void tellAbout(const FeedItem& notice, bool tell);
    Result<PostPtr> editOwn(const Submission& submission, const QString& account);
    void answerLater(const Post& own);
    void insert(Event event);
    Result<ActOutcome> actOnPost(const Act& act, Held& held, const QString& account);
    Result<ActOutcome> actOnPerson(const Act& act, const QString& account);
    void favourite(Held& held, Reader& reader, bool isOn);
    void boost(Held& held, Reader& reader, bool isOn);
    Result<Done> vote(const Act& act, Held& held, Reader& reader);
    Timestamp realTime(Offset offset) const;
    Offset position() const;

    Clock& m_clock;
    QThreadPool& m_pool;
    Pace m_pace;
    bool m_isAsked = false;
    bool m_isReady = false;
    bool m_hasToldEnd = false;
    Timestamp m_start{}; ///< when `m_pace.from` was now
    Millis m_startMonotonic{0};
    Transcript m_transcript;
    size_t m_next = 0;
    std::unique_ptr<Timer> m_timer;
    TaskHandle m_reading;
    std::vector<Promise<Done>> m_waiting;

    QHash<QString, Held> m_posts;
    std::vector<QString> m_order; ///< ids as they came
    std::vector<FeedItem> m_boosts;
    struct OpenPoll {
        QString post;
        Offset closes{0};
    };
    std::vector<OpenPoll> m_openPolls;
    int m_published = 0;
    int m_wrappers = 0;
    int m_pictures = 0;
    QHash<QString, Reader> m_readers; ///< by handle
    std::vector<FeedItem> m_notices; ///< as they came, for whoever they concern
    QHash<QString, PostSource> m_sources; ///< of posts from here
    QHash<QByteArray, QString> m_byKey; ///< their ids
    QHash<QString, QSize> m_keptPictures; ///< sizes by id
};

} // namespace staffroom::practice
