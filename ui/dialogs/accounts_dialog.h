#pragma once

#include "core/services/login.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

#include "core/base/result.h"
#include "core/model/feed_spec.h"

namespace staffroom {

/// Who is signed in: each with its state in words, sign out, sign in again; and a way to add one.
class AccountsDialog : public PlainDialog {
    Q_OBJECT
public:
    AccountsDialog(const ShellContext& context, const Style& style, QWidget* parent);

    void setStyleTokens(const Style& style) override;
    QString sentence() const { return m_sentence->text(); }

Q_SIGNALS:
    /// `source` empty: a new account.
    void signInWanted(const staffroom::Source& source);

private:
    void showAccounts();
    void adjust(const Source& source, const LoginField& field);
    void signOut(const Source& source);
    void left(const Source& source, const Result<Done>& done);

    ShellContext m_context;
    QWidget* m_rows = nullptr;
    SentenceLabel* m_sentence;
    QPushButton* m_unlock;
    QPushButton* m_add;
    bool m_isLeaving = false;
};

} // namespace staffroom
