#pragma once

#include "core/compose/composer.h"
#include "ui/base/style.h"

#include <QPointer>
#include <QWidget>

#include <list>
#include <map>
#include <memory>
#include <vector>

class QLineEdit;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace staffroom {

class AccountBook;
class AccountChooser;
class ChatChips;
class CompletionList;
class Completer;
class ComposeTools;
class DraftsView;
class ElidedLabel;
class EmojiPicker;
class IconButton;
class ImageRepository;
class MediaIntake;
class NoticeBar;
class PartEditor;
class PartSpeller;
class PostTextEdit;
class PreparedDialog;
class ScheduleBar;
class ServiceRegistry;
class SpellChecker;
class WordsButton;
class WrapLabel;
class WriteLock;
struct Completion;

/// All that a panel needs from outside; everything outlives it.
struct ComposePanelContext {
    Composer* composer = nullptr; ///< never null; this panel's own
    AccountBook* accounts = nullptr; ///< never null
    DraftStore* drafts = nullptr; ///< never null
    const ServiceRegistry* services = nullptr; ///< never null
    WriteLock* lock = nullptr; ///< never null
    Clock* clock = nullptr; ///< never null
    SpellChecker* spelling = nullptr; ///< null: no spelling
    MediaIntake* intake = nullptr; ///< null: no pictures
    ImageRepository* images = nullptr; ///< null: no avatars
};

/// Where posts are written: the panel beside the columns that stays open, and in its compact form
/// the answer inside a column. Everything about the draft is in the Composer; this shows it, and
/// asks once, in one bar, about what the check found.
class ComposePanel : public QWidget {
    Q_OBJECT
public:
    enum class Form {
        Panel, ///< beside the columns; scrolls inside, has the list of drafts
        Inline, ///< in a column; as high as what it holds (`heightForWidth`), Escape closes it
    };
    ComposePanel(const ComposePanelContext& context, Form form, QWidget* parent = nullptr);
    ~ComposePanel() override;

    void setStyleTokens(const Style& style);
    /// Puts the caret into the text.
    void focusText();
    void setRecentEmoji(const QStringList& texts);
    /// The same as a press of the send button.
    void send();
    void showDrafts();
    void showPrepared(const QString& hashtag);
    /// Takes pictures into the part that is being written.
    void addFiles(const QStringList& paths);
    void addImage(const QImage& image);

    QSize sizeHint() const override;

    // The parts, for whoever builds on it and for tests.
    QString title() const;
    QString status() const;
    int partCount() const { return int(m_parts.size()); }
    PartEditor* part(int index) const { return m_parts[size_t(index)]; }
    AccountChooser* accountChooser() const { return m_account; }
    ComposeTools* tools() const { return m_tools; }
    ChatChips* chips() const { return m_chips; }
    QLineEdit* warningField() const { return m_warning; }
    ScheduleBar* scheduleBar() const { return m_schedule; }
    WordsButton* sendButton() const { return m_send; }
    WordsButton* addPartButton() const { return m_addPart; }
    WordsButton* splitButton() const { return m_split; }
    NoticeBar* offerBar() const { return m_offer; }
    NoticeBar* signInBar() const { return m_signIn; }
    NoticeBar* lockBar() const { return m_locked; }
    NoticeBar* askingBar() const { return m_asking; }
    NoticeBar* failureBar() const { return m_failure; }
    WrapLabel* accountTrouble() const { return m_accountTrouble; }
    CompletionList* completions() const;
    EmojiPicker* emojiPicker() const;
    DraftsView* draftsView() const { return m_draftsView; }
    IconButton* closeButton() const { return m_close; }
    IconButton* draftsButton() const { return m_draftsButton; }

Q_SIGNALS:
    /// The draft is kept.
    void closeWanted();
    /// `account` is empty for any, else it has to sign in anew (or with the right to write).
    void signInWanted(const staffroom::Source& account);
    /// The person pressed "Allow writing": `column` is empty for the whole program.
    void lockChangeWanted(const staffroom::ColumnId& column, bool locked);
    void recentEmojiChanged(const QStringList& texts);
    void sent();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void connectParts();
    void connectOutside();
    PartEditor* makePart();
    void begun();
    void sync();
    void syncHead();
    void syncParts();
    void syncSend();
    void syncBars();
    void syncSplit();
    void syncFindings();
    void syncAccount();
    void confirmAndSend(bool isConfirmed);
    void handOver();
    void focusFinding(const Finding& finding);
    QString wordsOf(const Finding& finding) const;
    bool isLocked() const;
    bool mayWrite() const;
    int countAfterSplit() const;
    void place(const Completion& completion);
    void followCaret();
    void lookForCompletion();
    void stopCompletion();
    void loadOwnEmoji();
    void openEmoji();
    void choosePictures();
    void take(Task<DraftMedia> task, const QString& name);
    void taken(const QString& draft, int part, const QString& name, Result<DraftMedia> media);
    void say(const QString& status, bool aloud = true);
    void orderTabs();

    ComposePanelContext m_context;
    Form m_form;
    Style m_style;

    QWidget* m_head = nullptr;
    WrapLabel* m_title = nullptr;
    ElidedLabel* m_about = nullptr;
    IconButton* m_draftsButton = nullptr;
    IconButton* m_close = nullptr;
    QStackedWidget* m_stack = nullptr; ///< these four only in the panel beside the columns
    QWidget* m_page = nullptr;
    DraftsView* m_draftsView = nullptr;
    QScrollArea* m_scroll = nullptr;
    QWidget* m_body = nullptr;
    QWidget* m_foot = nullptr;
    AccountChooser* m_account = nullptr;
    WrapLabel* m_accountTrouble = nullptr;
    NoticeBar* m_signIn = nullptr;
    NoticeBar* m_offer = nullptr;
    QLineEdit* m_warning = nullptr;
    QVBoxLayout* m_partsBox = nullptr;
    std::vector<PartEditor*> m_parts;
    ChatChips* m_chips = nullptr;
    WordsButton* m_addPart = nullptr;
    WordsButton* m_split = nullptr;
    ScheduleBar* m_schedule = nullptr;
    ComposeTools* m_tools = nullptr;
    NoticeBar* m_locked = nullptr;
    NoticeBar* m_asking = nullptr;
    NoticeBar* m_failure = nullptr;
    WordsButton* m_send = nullptr;
    WrapLabel* m_status = nullptr;

    QPointer<CompletionList> m_completions; // children of the window, over everything
    QPointer<EmojiPicker> m_emoji;
    std::unique_ptr<Completer> m_completer;
    std::unique_ptr<PartSpeller> m_speller;
    QPointer<PreparedDialog> m_prepared;

    int m_current = 0; ///< part that was written in last
    bool m_hasTried = false;
    bool m_showsWarning = false;
    bool m_isSending = false;
    std::vector<Finding> m_asked; ///< what the bar asks about
    QStringList m_general; ///< findings that the failure bar tells
    Draft m_askedAbout;
    std::vector<Finding> m_found;
    struct Taking {
        int id;
        int part;
        TaskHandle handle;
    };
    std::list<Taking> m_taking;
    int m_lastTaking = 0;
    std::map<int, QString> m_mediaTroubles; ///< by part
    QStringList m_recentEmoji;
    Source m_emojiOf; ///< whose own emoji are loaded
    TaskHandle m_emojiTask;
    TaskHandle m_sending;
};

} // namespace staffroom
