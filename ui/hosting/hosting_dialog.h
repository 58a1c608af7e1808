#pragma once

#include "core/base/task.h"
#include "core/hosting/host_desk.h"
#include "core/room/room.h"
#include "core/services/capabilities.h"
#include "ui/columns/shell_context.h"

#include "ui/dialogs/plain_dialog.h"

#include <QHash>

#include <memory>

class QVBoxLayout;

namespace staffroom {

class ScriptCard;
class ScriptForm;
class ScrollPage;
class UnansweredTally;
class WordsButton;
class WrapLabel;

/// The host's desk, beside the room: the script, the run with its drift, and who has not been
/// answered. Every change is kept at once; nothing is posted but by "Post now" or, once started "on
/// time", by the clock.
class HostingDialog : public PlainDialog {
    Q_OBJECT
public:
    HostingDialog(const ShellContext& context, HostDesk& desk, const Style& style, QWidget* parent);
    ~HostingDialog() override; ///< keeps what was typed

    void setStyleTokens(const Style& style) override;
    /// The room it is used beside; null: none.
    void setRoom(std::shared_ptr<Room> room);
    /// The script for this chat that is not at its end is opened, or one is begun.
    void openFor(const RoomSetup& setup);
    void begin(const RoomSetup& setup); ///< a new one
    void openScript(const QString& id);

    QString scriptId() const { return m_id; }
    ScriptCard* card(size_t index) const { return m_cards[index]; }
    size_t cardCount() const { return m_cards.size(); }
    ScriptForm* form() const { return m_form; }
    QString runWords() const;
    UnansweredTally* tally() const { return m_tally; }
    WordsButton* timedButton() const { return m_timed; }
    WordsButton* handButton() const { return m_byHand; }
    WordsButton* holdButton() const { return m_hold; }
    WordsButton* stopButton() const { return m_stop; }
    void addLine(ScriptLine::Kind kind);
    void keep(); ///< what was typed, now

Q_SIGNALS:
    void postWanted(const staffroom::PostId& post); ///< to be shown in the room
    void signInWanted();
    void unlockWanted();

private:
    void follow(const QString& id); ///< the desk has changed it
    void rebuild();
    void refresh();
    void listScripts();
    void showForm(bool shown);
    void askLimits(const Source& account);
    std::optional<int> remaining(const HostScript& script, size_t line) const;
    void edit(const ScriptLine& line);
    void changeLines(const std::function<void(std::vector<ScriptLine>&)>& change);
    void post(const QString& line);
    void choosePictures(const QString& line);
    ScriptCard* cardOf(const QString& line) const;

    ShellContext m_context;
    HostDesk& m_desk;
    std::shared_ptr<Room> m_room;
    QString m_id;
    HostScript m_script; ///< as typed
    bool m_isDirty = false;
    ComboField* m_scripts;
    ScrollPage* m_page;
    WrapLabel* m_about;
    WordsButton* m_change;
    ScriptForm* m_form;
    WrapLabel* m_run;
    WrapLabel* m_drift;
    WordsButton* m_timed;
    WordsButton* m_byHand;
    WordsButton* m_hold;
    WordsButton* m_stop;
    QVBoxLayout* m_cardBox;
    std::vector<ScriptCard*> m_cards;
    std::vector<WordsButton*> m_adders;
    UnansweredTally* m_tally;
    SentenceLabel* m_sentence;
    QHash<QString, PostLimits> m_limits; ///< by handle
    std::vector<TaskHandle> m_tasks;
    std::unique_ptr<Timer> m_saving;
    std::unique_ptr<Timer> m_second;
};

} // namespace staffroom
