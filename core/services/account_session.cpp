#include "core/services/account_session.h"

#include "core/secrets/secret_store.h"

namespace staffroom {

Secret Credentials::secret(const QString& name) const
{
    const auto found = secrets.find(name);
    return found == secrets.end() ? Secret() : found->second;
}

AccountSession::AccountSession(Source source, QString key, SecretStore& store, QObject* parent)
    : QObject(parent)
    , m_source(std::move(source))
    , m_key(std::move(key))
    , m_store(store)
{
}

AccountSession::~AccountSession() = default;

void AccountSession::setState(State state, std::optional<Error> trouble)
{
    const bool isNew = m_state != state || m_trouble != trouble;
    m_state = state;
    m_trouble = std::move(trouble);
    if (state != State::Opening) {
        for (const auto& waiting : std::exchange(m_waiting, {})) {
            if (state == State::Ready)
                waiting.finish(m_credentials);
            else
                waiting.finish(fail(state == State::Locked ? Error::Kind::Secrets
                                                           : Error::Kind::Unauthorised));
        }
    }
    if (isNew)
        Q_EMIT stateChanged();
}

Task<Credentials> AccountSession::ready()
{
    Promise<Credentials> promise;
    auto task = promise.task();
    m_waiting.push_back(promise);
    if (m_state != State::Opening)
        setState(m_state, m_trouble);
    return task;
}

Task<Done> AccountSession::open()
{
    return readyTask<Done>(Done{});
}

Task<Done> AccountSession::replace(Credentials credentials)
{
    m_credentials = std::move(credentials);
    setState(State::Ready);
    return readyTask<Done>(Done{});
}

Task<Credentials> AccountSession::refresh(std::function<Task<Credentials>()> renew)
{
    return renew();
}

void AccountSession::refuse()
{
    setState(State::Refused);
}

Task<Done> AccountSession::erase()
{
    return m_store.remove(m_key);
}

} // namespace staffroom
