#pragma once

#include "core/recap/keepsakes.h"
#include "core/room/room.h"
#include "ui/dialogs/plain_dialog.h"

#include <memory>

namespace staffroom {

class CardList;
class WordsButton;

/// What a teacher keeps: links of chats with how they did in class, notes, what was to be tried.
/// Opened from a room it offers that room's links first.
class ShelfDialog : public PlainDialog {
    Q_OBJECT
public:
    enum class Part { FromRoom, Links, Notes, Tries };
    /// `room` may be null.
    ShelfDialog(
        Keepsakes& keepsakes, std::shared_ptr<Room> room, const Style& style, QWidget* parent);

    void setStyleTokens(const Style& style) override;
    Part part() const { return m_part; }
    void setPart(Part part);
    CardList* cards() const { return m_cards; }
    /// Asks for a file; Markdown or CSV by its ending.
    void exportAll();
    void exportTo(const QString& file);
    QString sentence() const { return m_sentence->text(); }

private:
    void refresh();
    void refreshSoon(); ///< not in the middle of a card's own signal
    QWidget* roomCard(const RoomLink& link, QWidget* parent);
    QWidget* linkCard(const ShelfLink& link, QWidget* parent);
    QWidget* noteCard(const Note& note, QWidget* parent);
    QWidget* tryCard(const Reflection& reflection, QWidget* parent);
    QWidget* titleOf(const QString& title, const QUrl& url, const FoundIn& found, QWidget* parent);

    Keepsakes& m_keepsakes;
    std::shared_ptr<Room> m_room;
    Part m_part;
    std::vector<std::pair<Part, WordsButton*>> m_chips;
    CardList* m_cards;
    SentenceLabel* m_sentence;
    TaskHandle m_writing;
    bool m_isChanging = false; ///< by one of the cards, which shows it already
};

} // namespace staffroom
