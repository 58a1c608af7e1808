#pragma once

#include "core/secrets/secret_store.h"
#include "core/services/account_session.h"
#include "core/services/write_lock.h"

#include "tests/support/wait_for.h"

namespace staffroom::test {

/// A session that is ready, its access token in memory only.
class SignedInSession {
public:
    explicit SignedInSession(const Source& source, const QByteArray& token = "fake-token")
        : m_session(std::make_shared<AccountSession>(source, QStringLiteral("test"), m_store))
    {
        Credentials credentials;
        credentials.secrets[QStringLiteral("access")] = Secret(token);
        EXPECT_TRUE(await(m_session->replace(credentials)));
    }
    std::shared_ptr<AccountSession> session() const { return m_session; }
    SecretStore& store() { return m_store; }

private:
    MemorySecretStore m_store;
    std::shared_ptr<AccountSession> m_session;
};

/// An open lock and a pass of it.
struct OpenLock {
    OpenLock() { lock.setLocked(false); }
    WritePass pass() const { return lock.pass(); }
    WriteLock lock;
};

} // namespace staffroom::test
