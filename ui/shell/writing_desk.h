#pragma once

#include "ui/base/style.h"
#include "ui/columns/shell_context.h"
#include "ui/columns/writing_wish.h"

#include "core/services/login.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <memory>

namespace staffroom {

class AccountsDialog;
class ComposePanel;
class Composer;
class ColumnFrame;
class DeckView;
class PanelMaker;
class SignInDialog;
class WindowNotice;
struct ChatFacts;

/// Everything in the window that has to do with writing: the panel beside the columns, answers
/// inside a column, signing in, the lock, and telling what was refused.
class WritingDesk : public QObject {
    Q_OBJECT
public:
    struct Parts {
        QWidget* window = nullptr;
        DeckView* deck = nullptr;
        WindowNotice* notice = nullptr;
    };
    WritingDesk(const ShellContext& context, const Parts& parts, QObject* parent = nullptr);
    ~WritingDesk() override;

    void setStyleTokens(const Style& style);

    /// The panel beside the columns; made at first use, then kept.
    ComposePanel* panel();
    bool isPanelShown() const;
    void showPanel(bool shown);
    /// Another place of the window writes meanwhile: the panel is out of sight, and comes back.
    void setAway(bool away);
    /// A new post for the column that has the focus, in the panel.
    void compose();
    /// What was being written when the program ended is in the panel again.
    void restore();
    void write(const WritingWish& wish);

    /// Composers and panels for other places of the window.
    PanelMaker& maker() const { return *m_maker; }

    AccountsDialog* openAccounts();
    SignInDialog* openSignIn(
        const Source& source, LoginRequest::Access access = LoginRequest::Access::Read);
    /// Opens the lock, of the program or of one column, or closes it.
    void setLocked(const ColumnId& column, bool locked);
    void toggleLock(); ///< of the whole program

    /// False: the person was asked about what is not sent yet and wants to stay; `quit` is called
    /// when they say otherwise.
    bool mayClose(std::function<void()> quit);

Q_SIGNALS:
    /// The panel was made or its place changed: the window lays it out.
    void panelChanged();

private:
    void writeInline(const WritingWish& wish);
    void writeInPanel(const WritingWish& wish);
    void vote(const WritingWish& wish);
    void report(const WritingWish& wish);
    void addToList(const WritingWish& wish);
    void translate(const WritingWish& wish);
    ChatFacts chatOf(const WritingWish& wish) const;
    void chooseAccount(const WritingWish& wish);
    void askUnlock(const WritingWish& wish);
    void followChat(Composer& composer, ColumnFrame& frame);
    void tellRefused(const Act& act, const Error& error);
    void tellSession(const Source& source);
    void showFirstColumns(const Source& account);
    const struct ColumnConfig* columnOf(const ColumnId& id) const;

    ShellContext m_context;
    Parts m_parts;
    Style m_style;
    PanelMaker* m_maker;
    std::unique_ptr<Composer> m_composer; ///< of the panel
    QPointer<ComposePanel> m_panel;
    std::vector<QPointer<ComposePanel>> m_inline;
    QPointer<SignInDialog> m_signIn;
    QPointer<AccountsDialog> m_accounts;
    QPointer<QWidget> m_leaving;
    bool m_isAway = false;
    bool m_wasShown = false; ///< before it was away
    bool m_isLeaving = false;
    bool m_isRestored = false;
};

} // namespace staffroom
