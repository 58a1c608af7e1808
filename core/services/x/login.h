#pragma once

#include "core/services/service.h"
#include "core/services/x/oauth.h"

namespace staffroom::x {

// Fields of the sign-in (LoginField::id).
inline constexpr QLatin1StringView kClientIdField{"client_id"};
/// US dollars, as readDollars takes them. Adjustable later; empty: the default of a dollar a day.
inline constexpr QLatin1StringView kDailyLimitField{"daily_limit"};
inline constexpr qint64 kDefaultDailyLimit = 1'000'000;

/// What the dialogs ask, and what they say first: what reading costs, and what X forbids.
LoginSpec loginSpec();

/// Signs in by the system browser with the client id that was typed, and makes sure who that is
/// (GET /2/users/me). Other ways are Unsupported. Tokens that came and are not used are given back.
class XLogin final : public Login {
    Q_OBJECT
public:
    XLogin(const ServiceContext& context, Endpoints endpoints, LoginRequest request);
    ~XLogin() override;

    void start() override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace staffroom::x
