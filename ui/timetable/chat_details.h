#pragma once

#include "core/timetable/recurrence.h"
#include "ui/base/form_controls.h"
#include "ui/timetable/timetable_context.h"

#include <QScrollArea>

#include <optional>

class QPushButton;
class QVBoxLayout;

namespace staffroom {

class ThinScrollBar;

/// Everything that is known of one chat, and what can be done with it.
class ChatDetails : public QScrollArea {
    Q_OBJECT
public:
    explicit ChatDetails(const TimetableContext& context, QWidget* parent = nullptr);

    /// `occurrence`: the meeting that is meant; absent: the next one.
    void showChat(const ChatListing& listing, std::optional<Occurrence> occurrence = std::nullopt);
    void clear(); ///< nothing is chosen
    QString listingId() const { return m_listing ? m_listing->id : QString(); }
    void refreshTimes();
    void setStyleTokens(const Style& style);
    void setBackShown(bool shown); ///< where it covers the list

    QPushButton* roomButton() const { return m_room; }
    ComboField* reminderField() const { return m_reminder; }
    TickBox* onlyOnceBox() const { return m_onlyOnce; }

Q_SIGNALS:
    void roomWanted(
        const staffroom::ChatListing& listing, const std::optional<staffroom::Occurrence>& one);
    void columnWanted(const QString& hashtag);
    void correctWanted(const QString& id);
    void exportWanted(const QString& id);
    void removeWanted(const QString& id);
    void restoreWanted(const QString& id);
    void backWanted();

private:
    QPushButton* addButton(const QString& text, bool isPrimary);
    QLabel* addLine();
    void fill();
    void fillSources();
    void fillReminder();
    void setReminder();
    std::optional<Occurrence> meant() const;

    TimetableContext m_context;
    std::optional<ChatListing> m_listing;
    std::optional<Occurrence> m_occurrence;
    Style m_style;
    ThinScrollBar* m_bar;
    QWidget* m_page;
    QVBoxLayout* m_column;
    QPushButton* m_back;
    QLabel* m_empty;
    QWidget* m_content;
    QVBoxLayout* m_lines;
    QLabel* m_name;
    QLabel* m_tag;
    QLabel* m_next;
    QLabel* m_own;
    QLabel* m_then;
    QLabel* m_alive;
    QLabel* m_about;
    QLabel* m_hosts;
    QLabel* m_notes;
    QWidget* m_sources;
    QWidget* m_actions;
    QPushButton* m_room;
    QPushButton* m_toColumn;
    QPushButton* m_correct;
    QPushButton* m_export;
    QPushButton* m_remove;
    QPushButton* m_restore;
    ComboField* m_reminder;
    TickBox* m_onlyOnce;
    bool m_isFilling = false;
};

} // namespace staffroom
