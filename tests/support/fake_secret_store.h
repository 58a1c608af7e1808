#pragma once

#include "core/secrets/secret_store.h"

#include <QStringList>

#include <map>
#include <vector>

namespace staffroom::test {

/// A key store that behaves as it is told, with the habits of the real ones.
class FakeSecretStore final : public SecretStore {
public:
    using SecretStore::SecretStore;

    void setAvailability(Availability now)
    {
        const bool wasOpen = m_availability == Availability::Unlocked;
        m_availability = now;
        if (now == Availability::Unlocked && !wasOpen) {
            for (const auto& run : std::exchange(m_waiting, {}))
                run();
            Q_EMIT becameAvailable();
        }
    }
    /// The next writes are refused.
    void refuseWrites(bool refuses) { m_refusesWrites = refuses; }

    Task<Availability> availability() override { return readyTask<Availability>(m_availability); }

    Task<Secret> read(const QString& key) override
    {
        return whenAwake<Secret>([this, key]() -> Result<Secret> {
            if (auto trouble = refusal())
                return fail(*trouble);
            const auto found = m_entries.find(key);
            if (found == m_entries.end())
                return fail(Error::Kind::NotFound);
            return Secret(found->second);
        });
    }

    Task<Done> write(const QString& key, const Secret& secret) override
    {
        return whenAwake<Done>([this, key, secret]() -> Result<Done> {
            if (auto trouble = refusal())
                return fail(*trouble);
            if (m_refusesWrites)
                return fail(Error::Kind::Secrets, QStringLiteral("no"));
            m_entries[key] = secret.reveal();
            m_written << key;
            m_longest = std::max(m_longest, secret.reveal().size());
            return Done{};
        });
    }

    Task<Done> remove(const QString& key) override
    {
        return whenAwake<Done>([this, key]() -> Result<Done> {
            if (auto trouble = refusal())
                return fail(*trouble);
            m_entries.erase(key);
            return Done{};
        });
    }

    const std::map<QString, QByteArray>& entries() const { return m_entries; }
    std::map<QString, QByteArray>& entries() { return m_entries; }
    const QStringList& written() const { return m_written; }
    qsizetype longestEntry() const { return m_longest; }

private:
    std::optional<Error> refusal() const
    {
        if (m_availability == Availability::Unlocked)
            return std::nullopt;
        return Error{Error::Kind::Secrets, 0, std::nullopt, availabilityName(m_availability), {}};
    }

    /// Silent: nothing is answered before it is something else again.
    template <class T>
    Task<T> whenAwake(std::function<Result<T>()> run)
    {
        if (m_availability != Availability::Silent)
            return readyTask<T>(run());
        Promise<T> promise;
        auto task = promise.task();
        m_waiting.push_back([promise, run] { promise.finish(run()); });
        return task;
    }

    Availability m_availability = Availability::Unlocked;
    bool m_refusesWrites = false;
    std::map<QString, QByteArray> m_entries;
    QStringList m_written;
    qsizetype m_longest = 0;
    std::vector<std::function<void()>> m_waiting;
};

} // namespace staffroom::test
