#pragma once

#include "core/services/login.h"
#include "ui/base/style.h"
#include "ui/columns/shell_context.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace staffroom {

class SentenceLabel;
class WordsButton;

/// "Join with a name": the whole sign-in of a chat that never leaves this computer, in one line.
class JoinBar : public QWidget {
    Q_OBJECT
public:
    JoinBar(const ShellContext& context, QWidget* parent = nullptr);
    ~JoinBar() override;

    /// Is this all it takes to write there?
    static bool fits(const ShellContext& context, const Source& source);
    void setSource(const Source& source) { m_source = source; }
    void setStyleTokens(const Style& style);

    QLineEdit* nameField() const { return m_name; }
    WordsButton* joinButton() const { return m_join; }
    QString sentence() const;

Q_SIGNALS:
    void joined(const staffroom::Source& who);

private:
    void join();
    void refuse(const QString& sentence);

    ShellContext m_context;
    Source m_source;
    QLabel* m_label;
    QLineEdit* m_name;
    WordsButton* m_join;
    SentenceLabel* m_sentence;
    std::unique_ptr<Login> m_login;
};

} // namespace staffroom
