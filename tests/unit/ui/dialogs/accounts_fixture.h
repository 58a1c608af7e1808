#pragma once

#include "core/accounts/account_book.h"
#include "tests/support/fake_secret_store.h"
#include "tests/unit/ui/shell_fixture.h"

#include <QDesktopServices>
#include <QPointer>

namespace staffroom::test {

/// A sign-in that does what the test says.
class ScriptedLogin final : public Login {
public:
    explicit ScriptedLogin(LoginRequest wanted)
        : request(std::move(wanted))
    {
    }
    void start() override { ++starts; }
    void takeCode(const QString& code) override { codes << code; }

    void answer(const QString& handle)
    {
        SignedIn who;
        who.source = {request.source.service, request.source.server, handle};
        who.author.handle = handle;
        who.credentials.secrets[QStringLiteral("access")] = Secret("fake-token");
        Q_EMIT signedIn(who);
    }

    LoginRequest request;
    int starts = 0;
    QStringList codes;
};

/// A network in which people sign in as the test says.
class ScriptedService final : public Service {
public:
    ScriptedService() { can.needsServer = true; }
    ServiceId id() const override { return {QStringLiteral("scripted")}; }
    QString name() const override { return QStringLiteral("Scripted"); }
    const Capabilities& capabilities() const override { return can; }
    LoginSpec loginSpec() const override { return spec; }
    std::unique_ptr<Login> login(const LoginRequest& request) override
    {
        auto made = std::make_unique<ScriptedLogin>(request);
        last = made.get();
        ++logins;
        return made;
    }
    Task<Done> revoke(const Source& source, const Credentials&) override
    {
        revoked.push_back(source);
        if (isHeld) {
            Promise<Done> promise;
            held.push_back(promise);
            return promise.task();
        }
        return revokeError ? readyTask<Done>(fail(*revokeError)) : readyTask<Done>(Done{});
    }
    std::optional<Result<Source>> sourceFromText(const QString& text) const override
    {
        if (!text.contains(u'.') || text.contains(u'@'))
            return std::nullopt;
        const bool isWhole = text.startsWith(QStringLiteral("https://"));
        return Source{id(), isWhole ? text : QStringLiteral("https://") + text, {}};
    }
    Task<ServerInfo> discover(const Source&) override
    {
        return readyTask<ServerInfo>(fail(Error::Kind::Unsupported));
    }
    std::unique_ptr<ServiceClient> client(const Source&, std::shared_ptr<AccountSession>) override
    {
        return nullptr;
    }

    /// Only numbers can be meant.
    Result<QString> adjusted(const LoginField&, const QString& typed) const override
    {
        bool isNumber = false;
        typed.toInt(&isNumber);
        return isNumber ? Result<QString>(typed)
                        : fail(Error::Kind::Invalid, QStringLiteral("Type a number."));
    }

    LoginSpec spec;
    Capabilities can;
    QPointer<ScriptedLogin> last;
    int logins = 0;
    std::vector<Source> revoked;
    std::optional<Error> revokeError;
    bool isHeld = false;
    std::vector<Promise<Done>> held;
};

/// Browsers are not opened in tests.
class UrlCatcher : public QObject {
    Q_OBJECT
public:
    UrlCatcher();
    ~UrlCatcher() override;
    QList<QUrl> urls;
public Q_SLOTS:
    void open(const QUrl& url) { urls << url; }
};

struct AccountsFixture : ShellFixture {
    AccountsFixture()
    {
        auto owned = std::make_unique<ScriptedService>();
        network = owned.get();
        services.add(std::move(owned));
        accounts = std::make_unique<AccountBook>(
            AccountBook::Context{&clock, &services, &keyStore, QString()});
        context.accounts = accounts.get();
    }
    Source sourceOf(const QString& handle) const
    {
        return {network->id(), QStringLiteral("https://labcoat.example"), handle};
    }
    void signIn(const QString& handle, Keeping keeping = Keeping::KeyStore)
    {
        SignedIn who;
        who.source = sourceOf(handle);
        who.author.handle = handle;
        who.credentials.secrets[QStringLiteral("access")] = Secret("fake-token");
        EXPECT_TRUE(await(accounts->add(who, keeping)));
    }

    UrlCatcher browser;
    FakeSecretStore keyStore;
    ScriptedService* network = nullptr;
    std::unique_ptr<AccountBook> accounts;
};

template <class Button = QAbstractButton>
Button* buttonOf(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<Button*>()) {
        if (button->text() == text && !button->isHidden() && button->isVisibleTo(&window))
            return button;
    }
    return nullptr;
}

} // namespace staffroom::test
