#pragma once

#include "core/accounts/account_book.h"
#include "core/services/login.h"
#include "ui/columns/shell_context.h"
#include "ui/dialogs/plain_dialog.h"

#include <memory>
#include <optional>

class QLineEdit;

namespace staffroom {

class FieldRows;
class ScrollPage;

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
    void reject() override;
    QString sentence() const;
    QString sentenceOf(const QString& id) const; ///< below that field
    void press(); ///< the primary button
    QLineEdit* field(const QString& id) const; ///< a LoginField, "server", "code" or "token"

Q_SIGNALS:
    void added(const staffroom::Source& source);

private:
    void chooseService();
    void showFields();
    void showNote(const QString& note);
    void addServicesField(const LoginField& one);
    bool isFixed(const LoginField& field) const;
    void chooseWay();
    LoginRequest::Way way() const;
    bool fillRequest(LoginRequest& request);
    bool takeTyped(
        LoginRequest& request, const QString& row, const QString& id, const QString& whenEmpty);
    void begin();
    void takeCode();
    void showPage(const QUrl& page);
    void finish(const SignedIn& who, Keeping keeping);
    void refuseOther(const SignedIn& who);
    void refused(const Error& error);
    void startAnew();
    void offerSession(const SignedIn& who, const Error& error);
    void useUnkept(Keeping keeping);
    void setBusy(bool busy);
    void say(const QString& sentence, bool isTrouble);

    ShellContext m_context;
    Wish m_wish;
    Service* m_service = nullptr;
    ComboField* m_services;
    FieldRows* m_fields = nullptr;
    ComboField* m_way = nullptr; ///< where a service has several
    TickBox* m_sessionOnly;
    SentenceLabel* m_sentence;
    QLabel* m_note; ///< what everybody should know before
    ScrollPage* m_noteArea; ///< it may be more than a small screen has room for
    QLabel* m_scope;
    QPushButton* m_cancel;
    QPushButton* m_again; ///< asks the key store once more
    QPushButton* m_go;
    std::unique_ptr<Login> m_login;
    QUrl m_page; ///< what the browser was given
    std::optional<SignedIn> m_unkept; ///< signed in, but the key store did not take it
    TaskHandle m_adding;
    bool m_isAdding = false;
};

} // namespace staffroom
