#pragma once

#include "core/model/column.h"
#include "core/room/room.h"
#include "ui/columns/post_acting.h"

#include <functional>

namespace staffroom {

/// What a person does to posts of a room: here (move, star, hide, host), and by the account that
/// fits the post's network (reply, boost …).
class RoomActing : public QObject {
    Q_OBJECT
public:
    RoomActing(const ShellContext& context, Room& room, QWidget* owner);

    /// A list of posts of the room: its actions and menus come here.
    void attach(FeedView* view);
    void run(const PostAction& action);
    bool offersActions() const { return m_acting->offersActions(); }

    void move(const PostPtr& post, std::optional<int> question);
    void unmove(const PostPtr& post);
    /// A menu of all questions; a digit or letter chooses. The caller shows it.
    QMenu* moveMenu(const PostPtr& post);
    void toggleStar(const PostPtr& post);
    void hide(const PostPtr& post);
    void toggleHost(const QString& handle);
    bool undo(); ///< the last of these; false: there is none

Q_SIGNALS:
    void wished(const staffroom::WritingWish& wish);
    void changed(); ///< what `offersActions` says
    void moveWanted(const staffroom::PostPtr& post);
    void noteWanted(const staffroom::PostPtr& post); ///< on its author, or on what it is about
    void threadWanted(const staffroom::PostPtr& post, const staffroom::Source& source);
    void mediaWanted(const staffroom::PostPtr& post, int index);
    void columnWanted(const staffroom::FeedSpec& spec);
    /// A sentence and a way back.
    void done(const QString& sentence);

private:
    /// The copy that the reader can act on best, and its source; the config follows it.
    PostPtr takeCopy(const PostPtr& post);
    void showHidden(const PostPtr& post);
    void openMenu(FeedView* view, const PostPtr& post, const QPoint& at);
    void fillRoomMenu(QMenu& menu, const PostPtr& post);
    void setUndo(const QString& sentence, std::function<void()> undo);

    ShellContext m_context;
    Room& m_room;
    QWidget* m_owner;
    ColumnConfig m_config;
    PostActing* m_acting;
    std::function<void()> m_undo;
};

} // namespace staffroom
