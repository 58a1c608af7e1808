#pragma once

#include "core/room/room_setup.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

class QDateTimeEdit;
class QLineEdit;
class QSpinBox;
class QVBoxLayout;

namespace staffroom {

class ServerCheck;

/// Sets a room up, or changes one: tag, where it is read, hosts, times. One sentence says what is
/// wrong.
class OpenRoomDialog : public PlainDialog {
    Q_OBJECT
public:
    /// A `setup` with an id is a room that is there already.
    OpenRoomDialog(
        const ShellContext& context, const RoomSetup& setup, const Style& style, QWidget* parent);
    ~OpenRoomDialog() override;

    void setStyleTokens(const Style& style) override;
    QString sentence() const { return m_sentence->text(); }

    QLineEdit* tagField() const { return m_tag; }
    QLineEdit* titleField() const { return m_title; }
    QLineEdit* hostsField() const { return m_hosts; }
    QLineEdit* serverField() const { return m_server; }
    QPushButton* addServerButton() const { return m_addServer; }
    TickBox* clockBox() const { return m_hasClock; }
    TickBox* slowBox() const { return m_isSlow; }
    QDateTimeEdit* beginField() const { return m_begin; }
    QPushButton* openButton() const { return m_open; }
    const std::vector<std::pair<Source, TickBox*>>& sources() const { return m_sources; }

Q_SIGNALS:
    void chosen(const staffroom::RoomSetup& setup);

private:
    void addSource(const Source& source, bool isTicked);
    void fillSources();
    void checkServer();
    void showClock();
    void go();
    QLineEdit* addField(const QString& label, const QString& text, const QString& hint);

    ShellContext m_context;
    RoomSetup m_setup;
    QLineEdit* m_tag;
    QLineEdit* m_title;
    QVBoxLayout* m_sourceBox;
    std::vector<std::pair<Source, TickBox*>> m_sources;
    QLineEdit* m_server;
    QPushButton* m_addServer;
    ServerCheck* m_check;
    QLineEdit* m_hosts;
    ComboField* m_writer;
    TickBox* m_hasClock;
    QWidget* m_clock;
    QDateTimeEdit* m_begin;
    QSpinBox* m_minutes;
    TickBox* m_isSlow;
    QLineEdit* m_questionLabels;
    QLineEdit* m_answerLabels;
    SentenceLabel* m_sentence;
    QPushButton* m_open;
    QVBoxLayout* m_form = nullptr;
    bool m_waitsForServer = false;
};

} // namespace staffroom
