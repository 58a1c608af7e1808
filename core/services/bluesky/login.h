#pragma once

#include "core/services/bluesky/identity.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

// Fields of the sign-in (LoginField::id).
inline constexpr QLatin1StringView kIdentifierField{"identifier"};
inline constexpr QLatin1StringView kPasswordField{"password"};
inline constexpr QLatin1StringView kCodeField{"code"};
inline constexpr QLatin1StringView kServerField{"server"};

/// xxxx-xxxx-xxxx-xxxx, as the settings page of the network makes them.
bool isAppPassword(const QByteArray& typed);

/// What both ways of signing in have in common: what was typed, whose account that is, and the end.
class BlueskyLogin : public Login {
    Q_OBJECT
public:
    BlueskyLogin(const ServiceContext& context, LoginRequest request);

    /// Browser or form, by the request's way; never null.
    static std::unique_ptr<Login> make(const ServiceContext& context, const LoginRequest& request);

protected:
    const ServiceContext& context() const { return m_context; }
    const LoginRequest& request() const { return m_request; }
    QString typed(QLatin1StringView field) const; ///< without outer space
    /// Reads the fields "identifier" and "server". False: something is wrong, and that was told.
    bool readFields();
    /// Handle without '@', DID or mail address; empty: none was typed.
    const QString& identifier() const { return m_identifier; }
    bool isMailAddress() const { return m_identifier.contains(u'@'); }
    /// Base address; empty: the account says where it is.
    const QString& typedServer() const { return m_server; }

    /// `credentials` has DID, server and tokens; asks for the profile, then tells who it is. Gives
    /// them back where the request was for another account.
    void finishAs(const Identity& identity, Credentials credentials);
    void giveUp(Error error);
    void giveUp(Error::Kind kind, const QString& detail);
    bool isDone() const { return m_isDone; }
    /// The end, either way: what waits for an answer lets go.
    virtual void letGo() { }

    TaskHandle m_step; ///< what is under way

private:
    void tell(const Source& source, const Author& author, const Credentials& credentials);

    ServiceContext m_context;
    LoginRequest m_request;
    QString m_identifier;
    QString m_server;
    bool m_isDone = false;
};

} // namespace staffroom::bluesky
