#pragma once

#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/moderation.h"

namespace staffroom::bluesky {

/// What the reader set at the network, asked once and again every half hour; all who ask meanwhile
/// share one answer. While it cannot be had the last known hold, at first the careful defaults.
class PreferencesReader : public QObject {
    Q_OBJECT
public:
    using Known = std::shared_ptr<const Preferences>;
    PreferencesReader(const ServiceContext& context, ApiCalls& calls);

    /// Never fails.
    Task<Known> read();

private:
    void answered(Result<Preferences> answer);

    ServiceContext m_context;
    ApiCalls& m_calls;
    Known m_known = std::make_shared<const Preferences>();
    std::optional<Millis> m_askAgainAt;
    std::vector<Promise<Known>> m_waiters;
    TaskHandle m_asking;
};

} // namespace staffroom::bluesky
