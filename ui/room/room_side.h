#pragma once

#include "core/room/room_model.h"
#include "ui/columns/shell_context.h"
#include "ui/room/row_list.h"

#include <QWidget>

class QStackedWidget;

namespace staffroom {

class FeedView;
class FlowLayout;
class Room;
class ThinScrollBar;
class WordsButton;

/// Right in the room: what the hosts write, replies to the reader, who is here, links, and who has
/// heard nothing yet. Each list is made when it is first looked at.
class RoomSide : public QWidget {
    Q_OBJECT
public:
    enum class Tab { Hosts, Me, People, Links, NotAnswered };
    static constexpr int kTabs = 5;

    RoomSide(const ShellContext& context, Room& room, QWidget* parent = nullptr);
    ~RoomSide() override;

    Tab tab() const { return m_tab; }
    void setTab(Tab tab);
    void focusTab();
    void refresh(); ///< counts, people, links
    void refreshTimes();
    void setOffersActions(bool offers);
    void setQuietTags(const QStringList& tags);
    void setStyleTokens(const Style& style);
    /// The posts of the tab that is open; null: it has none.
    FeedView* feed() const;

    WordsButton* button(Tab tab) const { return m_buttons[size_t(tab)]; }
    RowList* people() const { return m_people; }
    RowList* links() const { return m_links; }

Q_SIGNALS:
    void feedMade(staffroom::FeedView* view); ///< its signals are for the room
    void personPicked(const QString& handle);
    void linkPicked(const QUrl& url);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Posts {
        FeedView* view = nullptr;
        ThinScrollBar* bar = nullptr;
        RoomModel* model = nullptr;
    };
    Posts& posts(Tab tab);
    void make(Tab tab);
    void fillPeople();
    void fillLinks();
    void readReplies();
    void showEmpty();

    ShellContext m_context;
    Room& m_room;
    Style m_style;
    Tab m_tab = Tab::Hosts;
    QStackedWidget* m_stack;
    std::array<WordsButton*, kTabs> m_buttons{};
    std::array<Posts, kTabs> m_posts{};
    class QLabel* m_empty;
    RowList* m_people;
    RowList* m_links;
    QStringList m_quietTags;
    bool m_offers = false;
};

} // namespace staffroom
