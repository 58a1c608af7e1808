#include "core/secrets/keychain_entries.h"

#include <qt6keychain/keychain.h>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A key store that does not answer hangs its caller for ever (measured with a stopped daemon).
constexpr Millis kAnswerWithin{5000};

Error silence()
{
    return {Error::Kind::Secrets, 0, std::nullopt,
        availabilityName(SecretStore::Availability::Silent), u"the key store does not answer"_s};
}

Error toError(const QKeychain::Job& job)
{
    const auto kind
        = job.error() == QKeychain::EntryNotFound ? Error::Kind::NotFound : Error::Kind::Secrets;
    return {kind, 0, std::nullopt, {}, job.errorString()};
}

/// Starts a job of qtkeychain and answers from it, or that the store is silent. The job deletes
/// itself; an answer that comes after our limit only says that the store answers again.
template <class T, class F>
Task<T> run(Clock& clock, SecretStore* store, QKeychain::Job* job, F value)
{
    Promise<T> promise;
    auto task = promise.task();
    auto timer = std::make_shared<std::unique_ptr<Timer>>();
    *timer = clock.createTimer([promise] { promise.finish(fail(silence())); });
    QObject::connect(job, &QKeychain::Job::finished, store,
        [store, promise, timer, value](QKeychain::Job* done) {
            (*timer)->stop();
            if (promise.isAnswered()) {
                Q_EMIT store->becameAvailable();
            } else if (done->error() == QKeychain::NoError) {
                promise.finish(value(*done));
            } else {
                promise.finish(fail(toError(*done)));
            }
        });
    promise.onCancel([timer] { (*timer)->stop(); });
    (*timer)->start(kAnswerWithin);
    job->start();
    return task;
}

} // namespace

KeychainEntries::KeychainEntries(Clock& clock, QString service, QObject* parent)
    : SecretStore(parent)
    , m_clock(clock)
    , m_service(std::move(service))
    , m_state(clock)
{
    connect(&m_state, &SecretService::unlocked, this, &SecretStore::becameAvailable);
}

KeychainEntries::~KeychainEntries() = default;

Task<SecretStore::Availability> KeychainEntries::availability()
{
    return m_state.availability();
}

/// A locked key ring says of everything that it is not there (measured), and most errors of the
/// library do not say why: the service itself does.
template <class T>
Task<T> KeychainEntries::explained(Task<T> task)
{
    Promise<T> promise;
    auto out = promise.task();
    auto handle = std::make_shared<TaskHandle>();
    promise.onCancel([handle] { *handle = TaskHandle(); });
    *handle = std::move(task).then(this, [this, promise, handle](Result<T> result) {
        if (result || !result.error().path.isEmpty())
            return promise.finish(std::move(result));
        *handle = availability().then(
            this, [promise, error = result.error()](const Result<Availability>& now) mutable {
                const auto state = now.value_or(Availability::Unknown);
                const bool isOpen
                    = state == Availability::Unlocked || state == Availability::Unknown;
                // Where there is nothing to keep things in, nothing is kept: not found.
                const bool isMissing = error.kind == Error::Kind::NotFound
                    && (isOpen || state == Availability::Empty);
                if (!isMissing) {
                    error.kind = Error::Kind::Secrets;
                    error.path = availabilityName(state);
                }
                promise.finish(fail(std::move(error)));
            });
    });
    return out;
}

Task<Secret> KeychainEntries::read(const QString& key)
{
    auto* job = new QKeychain::ReadPasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    return explained(run<Secret>(m_clock, this, job, [](QKeychain::Job& done) -> Result<Secret> {
        return Secret(static_cast<QKeychain::ReadPasswordJob&>(done).binaryData());
    }));
}

Task<Done> KeychainEntries::write(const QString& key, const Secret& secret)
{
    auto* job = new QKeychain::WritePasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    job->setBinaryData(secret.reveal());
    return explained(
        run<Done>(m_clock, this, job, [](QKeychain::Job&) -> Result<Done> { return Done{}; }));
}

Task<Done> KeychainEntries::remove(const QString& key)
{
    auto* job = new QKeychain::DeletePasswordJob(m_service); // deletes itself when finished
    job->setKey(key);
    Promise<Done> promise;
    auto task = promise.task();
    const auto readBack = [this, key, promise] {
        read(key)
            .then(this,
                [promise](const Result<Secret>& left) {
                    if (!left && left.error().kind == Error::Kind::NotFound)
                        promise.finish(Done{});
                    else if (!left)
                        promise.finish(fail(left.error()));
                    else
                        promise.finish(fail(
                            Error::Kind::Secrets, u"the key store kept the entry"_s, u"kept"_s));
                })
            .detach();
    };
    // A locked key ring answers "deleted" while the secret stays (measured): read it back.
    explained(run<Done>(m_clock, this, job, [](QKeychain::Job&) -> Result<Done> { return Done{}; }))
        .then(this,
            [promise, readBack](const Result<Done>& removed) {
                if (removed || removed.error().kind == Error::Kind::NotFound)
                    readBack();
                else
                    promise.finish(removed);
            })
        .detach();
    return task;
}

} // namespace staffroom
