#pragma once

#include "core/services/bluesky/login.h"

namespace staffroom::bluesky {

/// With an app password, at the person's own server.
class PasswordLogin final : public BlueskyLogin {
    Q_OBJECT
public:
    using BlueskyLogin::BlueskyLogin;
    void start() override;

private:
    void askSession(const std::optional<Identity>& identity);
    void onSession(const std::optional<Identity>& identity, Result<Credentials> session);
};

} // namespace staffroom::bluesky
