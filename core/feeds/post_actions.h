#pragma once

#include "core/feeds/feed_hub.h"
#include "core/services/act.h"
#include "core/services/write_lock.h"

#include <QObject>

#include <memory>

namespace staffroom {

/// The post as it looks once `act` is done: marks and counts. Null: the act does not show on it.
PostPtr withAct(const Act& act, const PostPtr& post);
/// The act that takes this one back; nullopt: there is none (votes, deletions, reports).
std::optional<Act> inverseOf(const Act& act);

/// What a person does with a post or another person, from any column. The change is shown at once
/// in every column and taken back visibly when the server refuses it. Main thread.
class PostActions : public QObject {
    Q_OBJECT
public:
    struct Context {
        FeedHub* hub = nullptr; ///< never null
        const WriteLock* lock = nullptr; ///< never null
    };
    explicit PostActions(Context context, QObject* parent = nullptr);
    ~PostActions() override;

    /// `as` is the account that acts, `column` the one it is done in (its lock counts). A post that
    /// another server showed is looked for at the server of `as` first (Error::NotFound: that
    /// server does not have it). The same act twice at once is Error::Conflict and goes out once.
    Task<ActOutcome> run(const Act& act, const Source& as, const ColumnId& column);
    /// Is it on its way already?
    bool isRunning(const Act& act, const Source& as) const;

    /// The same post as the server of `as` knows it: what an answer by that account must name.
    Task<PostPtr> postFor(const PostPtr& post, const Source& as);

Q_SIGNALS:
    void done(const staffroom::Act& act, const staffroom::ActOutcome& outcome);
    /// Refused or failed; what was shown has been taken back.
    void refused(const staffroom::Act& act, const staffroom::Error& error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom
