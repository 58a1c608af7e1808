#include "core/secrets/secret_store.h"

#include <qt6keychain/keychain.h>

namespace staffroom {

namespace {

/// A key store that does not answer hangs its caller for ever (measured with a stopped daemon).
constexpr Millis kAnswerWithin{5000};

Error toError(const QKeychain::Job& job)
{
    if (job.error() == QKeychain::EntryNotFound)
        return {Error::Kind::NotFound, 0, std::nullopt, {}, job.errorString()};
    return {Error::Kind::Secrets, 0, std::nullopt, {}, job.errorString()};
}

/// Starts a job of qtkeychain and answers from it, or with Timeout. The job deletes itself; when
/// our limit passes first, its late answer is dropped.
template <class T, class F>
Task<T> run(Clock& clock, QKeychain::Job* job, F value)
{
    Promise<T> promise;
    auto task = promise.task();
    auto timer = std::make_shared<std::unique_ptr<Timer>>();
    *timer = clock.createTimer([promise, job] {
        QObject::disconnect(job, &QKeychain::Job::finished, nullptr, nullptr);
        promise.finish(fail(Error::Kind::Timeout, QStringLiteral("the key store does not answer")));
    });
    QObject::connect(
        job, &QKeychain::Job::finished, job, [promise, timer, value](QKeychain::Job* done) {
            (*timer)->stop();
            if (done->error() == QKeychain::NoError)
                promise.finish(value(*done));
            else
                promise.finish(fail(toError(*done)));
        });
    promise.onCancel([timer] { (*timer)->stop(); });
    (*timer)->start(kAnswerWithin);
    job->start();
    return task;
}

} // namespace

KeychainSecretStore::KeychainSecretStore(Clock& clock, QString service, QObject* parent)
    : SecretStore(parent)
    , m_clock(clock)
    , m_service(std::move(service))
{
}

KeychainSecretStore::~KeychainSecretStore() = default;

Task<Secret> KeychainSecretStore::read(const QString& key)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    return run<Secret>(m_clock, job, [](QKeychain::Job& done) -> Result<Secret> {
        return Secret(static_cast<QKeychain::ReadPasswordJob&>(done).binaryData());
    });
}

Task<Done> KeychainSecretStore::write(const QString& key, const Secret& secret)
{
    auto* job = new QKeychain::WritePasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    job->setBinaryData(secret.reveal());
    return run<Done>(m_clock, job, [](QKeychain::Job&) -> Result<Done> { return Done{}; });
}

Task<Done> KeychainSecretStore::remove(const QString& key)
{
    auto* job = new QKeychain::DeletePasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    // A locked key ring answers "deleted" while the secret stays (measured): read it back.
    return run<Done>(m_clock, job, [](QKeychain::Job&) -> Result<Done> {
        return Done{};
    }).andThen(this, [this, key](Done) {
        Promise<Done> promise;
        auto task = promise.task();
        auto handle = std::make_shared<TaskHandle>();
        *handle = read(key).then(this, [promise, handle](Result<Secret> left) {
            if (!left && left.error().kind == Error::Kind::NotFound)
                promise.finish(Done{});
            else
                promise.finish(
                    fail(Error::Kind::Secrets, QStringLiteral("the key store kept the entry")));
        });
        return task;
    });
}

} // namespace staffroom
