#pragma once

#include "ui/columns/shell_context.h"
#include "ui/columns/writing_wish.h"
#include "ui/feed/feed_view.h"

#include <QObject>

#include <functional>

class QMenu;

namespace staffroom {

struct ColumnConfig;

/// What a person does to posts from one column: knows who acts, asks for what is missing (an
/// account, an open lock) and hands the rest to PostActions and the outbox.
class PostActing : public QObject {
    Q_OBJECT
public:
    PostActing(const ShellContext& context, std::function<const ColumnConfig&()> config,
        QObject* parent = nullptr);

    /// There is an account and the column is not locked.
    bool offersActions() const;
    std::optional<Source> account() const;
    bool isLocked() const;

    /// True when the action was one of writing.
    bool run(const PostAction& action);
    /// Notifications up to this one have been seen: tells the server, once, unless locked.
    void tellSeen(const FeedEntry& entry);
    /// Adds what can be done with the post and its author, by whom.
    void fillMenu(QMenu& menu, const PostPtr& post);

Q_SIGNALS:
    void wished(const staffroom::WritingWish& wish);
    void changed(); ///< what `offersActions` and `account` say

private:
    void act(const Act& act, const Source& as);
    void wish(WritingWish::Kind kind, const PostPtr& post, const Source& as);
    void deliver(const PostAction& action);
    void edit(const PostPtr& post, const Source& as);
    void redraft(const PostPtr& post, const Source& as);
    void fillMenuAs(QMenu& menu, const PostPtr& post, const Source& as);
    void fillPersonMenu(QMenu& menu, const PostPtr& post, const Source& as);
    /// Who acts, or nullopt after having asked for what is missing.
    std::optional<Source> whoActs(const PostPtr& post);

    ShellContext m_context;
    std::function<const ColumnConfig&()> m_config;
    QString m_lastSeen; ///< the notification that the server was told of last
};

} // namespace staffroom
