#pragma once

#include "core/room/new_voices.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

namespace staffroom {

class CardList;

/// Who was in a room that the reader does not know yet: follow or list several at once, and take it
/// back. No scores and no order of importance: as often as they wrote.
class NewVoicesDialog : public PlainDialog {
    Q_OBJECT
public:
    /// `account` follows; it can be changed where several are signed in.
    NewVoicesDialog(const ShellContext& context, std::shared_ptr<Room> room, const Source& account,
        const Style& style, QWidget* parent);
    ~NewVoicesDialog() override;

    void setStyleTokens(const Style& style) override;
    NewVoices& voices() const { return *m_voices; }
    QString sentence() const { return m_sentence->text(); }
    TickBox* box(size_t voice) const; ///< null: not offered, or not made yet
    void follow();
    void addToList(); ///< asks which
    void undo();

private:
    void start(const Source& account);
    void refresh();
    void refreshCards();
    std::vector<size_t> chosen() const;
    QWidget* card(size_t voice, QWidget* parent);
    QString stateText(const NewVoice& voice) const;

    ShellContext m_context;
    std::shared_ptr<Room> m_room;
    Source m_account;
    std::unique_ptr<NewVoices> m_voices;
    ComboField* m_accounts;
    CardList* m_cards;
    SentenceLabel* m_sentence;
    QPushButton* m_follow;
    QPushButton* m_list;
    QPushButton* m_undo;
    std::vector<size_t> m_shown; ///< voices in the order of the cards
    struct Row {
        TickBox* box = nullptr;
        QLabel* state = nullptr;
    };
    std::vector<Row> m_rows; ///< by voice
};

} // namespace staffroom
