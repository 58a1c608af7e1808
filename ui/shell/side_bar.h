#pragma once

#include "ui/columns/icon_button.h"
#include "ui/columns/shell_context.h"

class QLabel;
class QVBoxLayout;
class QScrollArea;

namespace staffroom {

/// Left edge of the window: the mark, the columns with their unread dots, add column, settings.
class SideBar : public QWidget {
    Q_OBJECT
public:
    struct Item {
        QLatin1StringView icon;
        QString title;
        bool isUnread = false;
    };

    explicit SideBar(QWidget* parent = nullptr);

    void setItems(const std::vector<Item>& items);
    /// The open chat room and recent ones, above the columns.
    void setRooms(const std::vector<Item>& rooms, int active);
    /// The chat that comes next ("#SproutChat in 10 min"; empty: none today), and whether it is on.
    void setNextChat(const QString& words, bool isOn);
    void setChatsActive(bool active); ///< the page of chats is shown
    void setUnread(int index, bool unread);
    void setActive(int index); ///< -1: none
    void setExpanded(bool expanded);
    bool isExpanded() const { return m_isExpanded; }
    void setStyleTokens(const Style& style);
    /// The lock of the whole program: closed padlock and "Reading only".
    void setLocked(bool locked);
    /// Without accounts and drafts (a window that only reads) their buttons are not there.
    void setWrites(bool writes);

Q_SIGNALS:
    void columnPicked(int index);
    void composeAsked();
    void lockAsked(); ///< open it, or close it
    void accountsAsked();
    void roomPicked(int index);
    void roomAsked(); ///< open a chat room
    void chatsAsked(); ///< the page of chats
    void addAsked();
    void settingsAsked();
    void keysAsked();
    void expandAsked(bool expanded);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyTo(IconButton* button);
    void nameItem(int index);
    void recaption();

    class Mark;
    Mark* m_mark;
    QScrollArea* m_area;
    QVBoxLayout* m_list;
    std::vector<IconButton*> m_buttons;
    std::vector<Item> m_items;
    QVBoxLayout* m_roomList;
    std::vector<IconButton*> m_roomButtons;
    std::vector<Item> m_rooms;
    IconButton* m_chats; ///< the timetable
    QString m_nextChat;
    bool m_isChatsActive = false;
    IconButton* m_lock;
    QLabel* m_lockWords; ///< below the padlock while the bar is narrow
    IconButton* m_compose;
    IconButton* m_accounts;
    IconButton* m_room; ///< open a chat room
    IconButton* m_add;
    IconButton* m_keys;
    IconButton* m_settings;
    IconButton* m_expand;
    Style m_style;
    bool m_isLocked = true;
    bool m_isExpanded = false;
    int m_active = -1;
};

} // namespace staffroom
