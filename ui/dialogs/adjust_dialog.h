#pragma once

#include "core/services/service.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

#include <memory>

class QLineEdit;

namespace staffroom {

class FieldRows;

/// Changes one thing that was said at sign-in (LoginField::isAdjustable), without a new sign-in.
/// Columns of the account go on with it at once.
class AdjustDialog : public PlainDialog {
    Q_OBJECT
public:
    /// Somebody is signed in as `account`, and its service has such a field.
    AdjustDialog(const ShellContext& context, const Source& account, const LoginField& field,
        const Style& style, QWidget* parent);

    void setStyleTokens(const Style& style) override;
    QLineEdit* field() const;
    QString sentence() const; ///< below the field
    void press(); ///< the primary button

private:
    void kept(const Result<Done>& done);

    ShellContext m_context;
    Source m_account;
    LoginField m_what;
    FieldRows* m_fields;
    SentenceLabel* m_sentence;
    QPushButton* m_save;
    TaskHandle m_keeping;
};

} // namespace staffroom
