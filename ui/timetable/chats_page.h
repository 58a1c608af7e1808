#pragma once

#include "core/timetable/agenda.h"
#include "core/timetable/chat_directory.h"
#include "ui/base/style.h"
#include "ui/timetable/timetable_context.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <optional>

class QFileDialog;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace staffroom {

class ChatDetails;
class ChatDialog;
class DirectoryView;
class IconButton;
class Timer;
class WeekView;

/// The page of chats: the directory and the week beside what is known of the one that is chosen;
/// where that is too narrow, in its place. Says what it wants by signals.
class ChatsPage : public QWidget {
    Q_OBJECT
public:
    explicit ChatsPage(const TimetableContext& context, QWidget* parent = nullptr);
    ~ChatsPage() override;

    enum class View { Directory, Week };
    void setView(View view);
    View view() const;
    /// Chooses one; a meeting of it when given.
    void showChat(const ChatListing& listing, std::optional<Occurrence> one = std::nullopt);
    void setStyleTokens(const Style& style);

    DirectoryView* directoryView() const { return m_directory; }
    WeekView* weekView(); ///< made at first use, then kept
    ChatDetails* details() const { return m_details; }
    ChatDialog* openEditor(const QString& id = {}); ///< empty: a new chat
    void importFile(const QString& path);
    void exportFile(const QString& path, const QString& id); ///< empty: the person's own chats
    bool isNarrow() const { return m_isNarrow; }

Q_SIGNALS:
    void roomWanted(
        const staffroom::ChatListing& listing, const std::optional<staffroom::Occurrence>& one);
    void columnWanted(const QString& hashtag);
    /// Something was done; `canUndo`: `ChatDirectory::undo` takes it back.
    void told(const QString& sentence, bool canUndo);
    void closeWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    QPushButton* addButton(const QString& text);
    void refresh();
    void place();
    void pick(const ChatListing& listing, std::optional<Occurrence> one);
    void showDetails(bool shown);
    void askImport();
    void askExport(const QString& id);
    void bindDetails();

    TimetableContext m_context;
    Style m_style;
    QLabel* m_title;
    QPushButton* m_toDirectory;
    QPushButton* m_toWeek;
    QPushButton* m_add;
    QPushButton* m_import;
    QPushButton* m_export;
    IconButton* m_close;
    QWidget* m_tools;
    QStackedWidget* m_views;
    DirectoryView* m_directory;
    WeekView* m_week = nullptr;
    ChatDetails* m_details;
    QPointer<ChatDialog> m_editor;
    std::unique_ptr<Timer> m_minute;
    TaskHandle m_importing;
    TaskHandle m_exporting;
    bool m_isNarrow = false;
    bool m_isWeekPicked = false; ///< a meeting was chosen in the week
};

} // namespace staffroom
