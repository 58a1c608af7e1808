#pragma once

#include "core/services/practice/transcript.h"
#include "core/services/service.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <vector>

class QThreadPool;

namespace staffroom::practice {

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

    /// What a feed holds now, newest first. Never a deleted post.
    std::vector<FeedItem> items(const FeedSpec& feed) const;
    bool belongs(const FeedSpec& feed, const FeedItem& item) const;
    PostPtr post(const QString& id) const; ///< null: unknown or deleted
    std::vector<PostPtr> repliesTo(const QString& id) const;
    PostPtr publish(const Submission& submission);

Q_SIGNALS:
    void happened(const staffroom::LiveEvent& event);
    void ended();

private:
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
    Timestamp realTime(Offset offset) const;
    Offset position() const;

    Clock& m_clock;
    QThreadPool& m_pool;
    Pace m_pace;
    bool m_isAsked = false;
    bool m_isReady = false;
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
};

} // namespace staffroom::practice
