#include "core/services/bluesky/preferences_reader.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Millis kPreferencesLifetime = 30min;
constexpr Millis kPreferencesRetry = 1min;

} // namespace

PreferencesReader::PreferencesReader(const ServiceContext& context, ApiCalls& calls)
    : m_context(context)
    , m_calls(calls)
{
}

Task<PreferencesReader::Known> PreferencesReader::read()
{
    if (m_askAgainAt && m_context.clock->monotonic() < *m_askAgainAt)
        return readyTask<Known>(m_known);
    m_waiters.emplace_back();
    auto task = m_waiters.back().task();
    if (m_waiters.size() > 1)
        return task;
    m_asking = m_calls
                   .send(query(
                       {m_calls.server(), Lane::Visible, {}}, "app.bsky.actor.getPreferences"_L1))
                   .andThen(this,
                       [this](HttpReply reply) {
                           return runInPool(*m_context.decodePool,
                               [bytes = std::move(reply.body), path = reply.url.path()] {
                                   return decodePreferences(bytes, path);
                               });
                       })
                   .then(this, [this](Result<Preferences> answer) { answered(std::move(answer)); });
    return task;
}

void PreferencesReader::answered(Result<Preferences> answer)
{
    if (answer)
        m_known = std::make_shared<const Preferences>(std::move(*answer));
    m_askAgainAt
        = m_context.clock->monotonic() + (answer ? kPreferencesLifetime : kPreferencesRetry);
    for (const auto& waiter : std::exchange(m_waiters, {}))
        waiter.finish(m_known);
}

} // namespace staffroom::bluesky
