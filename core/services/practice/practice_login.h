#pragma once

#include "core/services/login.h"

namespace staffroom::practice {

class Session;

/// Field of the form.
inline constexpr char kNameField[] = "name";

/// Takes a name for the practice chat. There is no secret, and nobody is asked.
class PracticeLogin final : public Login {
    Q_OBJECT
public:
    explicit PracticeLogin(LoginRequest request);
    void start() override;

private:
    void answer();

    LoginRequest m_request;
};

} // namespace staffroom::practice
