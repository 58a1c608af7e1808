#pragma once

#include "core/timetable/chat_search.h"
#include "ui/base/form_controls.h"
#include "ui/timetable/timetable_context.h"

#include <QWidget>

class QLineEdit;
class QListView;
class QPushButton;

namespace staffroom {

class ChatListDelegate;
class ChatListModel;
class ThinScrollBar;
struct ChatListing;

/// The search field, what narrows the search, and the list of chats.
class DirectoryView : public QWidget {
    Q_OBJECT
public:
    explicit DirectoryView(const TimetableContext& context, QWidget* parent = nullptr);

    /// The directory changed, or time passed.
    void refresh();
    void refreshTimes();
    void setStyleTokens(const Style& style);
    void select(const QString& id);
    const ChatListing* current() const; ///< null: none
    ChatQuery query() const;

    QLineEdit* searchField() const { return m_words; }
    QListView* list() const { return m_list; }
    ChatListModel* model() const { return m_model; }

Q_SIGNALS:
    void picked(const staffroom::ChatListing& listing); ///< by arrow key or click
    void opened(const staffroom::ChatListing& listing); ///< Enter or double click

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    ComboField* addFilter(const QString& name, const QString& all);
    void fillFilters();
    void search();
    void clearSearch();

    TimetableContext m_context;
    Style m_style;
    QLineEdit* m_words;
    QWidget* m_filters;
    ComboField* m_day;
    ComboField* m_service;
    ComboField* m_language;
    ComboField* m_subject;
    TickBox* m_onlyOwn;
    QLabel* m_count;
    QWidget* m_emptyBox;
    QLabel* m_empty;
    QPushButton* m_showAll;
    QListView* m_list;
    ThinScrollBar* m_bar;
    ChatListModel* m_model;
    ChatListDelegate* m_delegate;
    bool m_isFilling = false;
};

} // namespace staffroom
