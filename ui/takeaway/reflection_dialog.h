#pragma once

#include "core/recap/keepsakes.h"
#include "ui/dialogs/plain_dialog.h"

class QLineEdit;

namespace staffroom {

/// One optional question after a chat: what will you try, with whom? Two weeks later: what became
/// of it? Can be switched off for good.
class ReflectionDialog : public PlainDialog {
    Q_OBJECT
public:
    /// `comesBack`: the two weeks are over.
    ReflectionDialog(Keepsakes& keepsakes, const Reflection& reflection, bool comesBack,
        const Style& style, QWidget* parent);

    QLineEdit* what() const { return m_what; }
    QLineEdit* withWhom() const { return m_with; } ///< null when it comes back
    void keep();
    void never();

Q_SIGNALS:
    void neverAgain();

private:
    Keepsakes& m_keepsakes;
    Reflection m_reflection;
    bool m_comesBack;
    QLineEdit* m_what;
    QLineEdit* m_with = nullptr;
};

} // namespace staffroom
