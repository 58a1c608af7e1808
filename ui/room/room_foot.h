#pragma once

#include "core/room/room.h"
#include "ui/columns/panel_maker.h"

#include <QWidget>

namespace staffroom {

class JoinBar;
class NoticeBar;
class WordsButton;

/// Below the chat: where one writes. Shut while reading only is on or nobody is signed in; then one
/// line that says so and how to go on. Open, it is the composer, which names the account.
class RoomFoot : public QWidget {
    Q_OBJECT
public:
    /// `maker` null: a window that only reads; the foot is not there.
    RoomFoot(const ShellContext& context, Room& room, PanelMaker* maker, QWidget* parent = nullptr);
    ~RoomFoot() override;

    enum class State { None, Nobody, Join, Locked, Shut, Open };
    State state() const { return m_state; }
    /// The question that a new post answers.
    void setQuestion(std::optional<int> question);
    /// A new post, or what is in the way of one.
    void open();
    void answer(const WritingWish& wish); ///< Reply, Quote, Redraft, Draft
    void shut(); ///< what was written stays a draft
    /// How high it wants to be in a room this wide.
    int wantedHeight(int width) const;
    void setStyleTokens(const Style& style);
    /// Who writes here; absent: nobody, or it is to be chosen.
    std::optional<Source> account() const;
    ColumnId column() const;

    JoinBar* joinBar() const { return m_join; }
    NoticeBar* notice() const { return m_notice; }
    WordsButton* opener() const { return m_opener; }
    ComposePanel* panel() const { return m_panel; }
    Composer* composer() const { return m_composer.get(); }

Q_SIGNALS:
    void signInWanted(const staffroom::Source& source);
    void unlockWanted();
    void closed(); ///< the composer, by Escape: the posts have the focus again
    void sent();
    void heightChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void sync();
    void makePanel();
    void place();
    void press();
    QWidget* shown() const;
    ChatFacts facts() const;
    QString openerWords() const;

    ShellContext m_context;
    Room& m_room;
    PanelMaker* m_maker;
    Style m_style;
    std::optional<int> m_question;
    State m_state = State::None;
    bool m_isOpen = false;
    bool m_opensWhenUnlocked = false;
    std::unique_ptr<Composer> m_composer;
    ComposePanel* m_panel = nullptr;
    JoinBar* m_join;
    NoticeBar* m_notice;
    WordsButton* m_opener;
};

} // namespace staffroom
