#pragma once

#include "core/accounts/account_book.h"
#include "core/services/login.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

#include <map>
#include <memory>

class QLineEdit;

namespace staffroom {

/// Adds an account, or asks for more rights for one that is there. Drawn from the service's
/// LoginSpec: a browser, a code to be pasted, a form, or a ready token.
class SignInDialog : public PlainDialog {
    Q_OBJECT
public:
    struct Wish {
        Source source; ///< service and server to begin with; empty: the person chooses
        LoginRequest::Access access = LoginRequest::Access::Read;
        bool isSharedComputer = false; ///< kept in memory only, code instead of a browser redirect
    };
    SignInDialog(
        const ShellContext& context, const Wish& wish, const Style& style, QWidget* parent);
    ~SignInDialog() override;

    void setStyleTokens(const Style& style) override;
    QString sentence() const;
    void press(); ///< the primary button
    QLineEdit* field(const QString& id) const; ///< a LoginField, "server", "code" or "token"

Q_SIGNALS:
    void added(const staffroom::Source& source);
    /// The address that was handed to the browser; for tests.
    void browserOpened(const QUrl& page);

private:
    void chooseService();
    void showFields();
    void begin();
    void finish(const SignedIn& who, Keeping keeping);
    void refused(const Error& error);
    void offerSession(const SignedIn& who);
    void setBusy(bool busy);
    QLineEdit* addField(const QString& id, const QString& label, bool isSecret);

    ShellContext m_context;
    Wish m_wish;
    Service* m_service = nullptr;
    ComboField* m_services;
    QWidget* m_fieldsBox = nullptr;
    std::map<QString, QLineEdit*> m_fields;
    ComboField* m_way = nullptr; ///< where a service has several
    TickBox* m_sessionOnly;
    SentenceLabel* m_sentence;
    QLabel* m_scope;
    QPushButton* m_cancel;
    QPushButton* m_go;
    std::unique_ptr<Login> m_login;
    std::optional<SignedIn> m_unkept; ///< signed in, but the key store did not take it
    TaskHandle m_adding;
    bool m_isBusy = false;
};

} // namespace staffroom
