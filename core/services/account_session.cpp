#include "core/services/account_session.h"

#include "core/base/log.h"
#include "core/secrets/secret_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <deque>
#include <set>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kAbout = u"about"_s;
/// Looked for when an account is erased, even when the list of its entries has been lost.
const std::set<QString> kUsualNames{u"access"_s, u"refresh"_s, u"client_secret"_s, u"dpop_key"_s};

QByteArray aboutText(const Credentials& credentials)
{
    QJsonArray names;
    for (const auto& [name, secret] : credentials.secrets)
        names.append(name);
    QJsonObject values;
    for (auto it = credentials.values.begin(); it != credentials.values.end(); ++it)
        values.insert(it.key(), it.value());
    QJsonObject out{{u"version"_s, 1}, {u"secrets"_s, names}, {u"values"_s, values},
        {u"scopes"_s, QJsonArray::fromStringList(credentials.scopes)}};
    if (credentials.expires)
        out.insert(u"expires"_s, static_cast<double>(toMs(*credentials.expires)));
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

struct About {
    std::set<QString> names;
    Credentials rest; ///< without secrets
};

Result<About> readAbout(const Secret& secret)
{
    const auto json = QJsonDocument::fromJson(secret.reveal()).object();
    if (!json.value("secrets"_L1).isArray())
        return fail(
            Error::Kind::Secrets, u"the entry in the key store cannot be read"_s, u"lost"_s);
    About out;
    for (const auto name : json.value("secrets"_L1).toArray())
        out.names.insert(name.toString());
    const auto values = json.value("values"_L1).toObject();
    for (auto it = values.begin(); it != values.end(); ++it)
        out.rest.values.insert(it.key(), it.value().toString());
    for (const auto scope : json.value("scopes"_L1).toArray())
        out.rest.scopes << scope.toString();
    if (const auto expires = json.value("expires"_L1); expires.isDouble())
        out.rest.expires = timestampFromMs(static_cast<qint64>(expires.toDouble()));
    return out;
}

/// What the key store's answer means for a session: whatever it is, nobody is signed out.
Error asTrouble(Error error)
{
    if (error.kind == Error::Kind::NotFound)
        error.path = u"lost"_s;
    error.kind = Error::Kind::Secrets;
    return error;
}

using Steps = std::deque<std::function<Task<Done>()>>;

Task<Done> oneByOne(Steps steps, QObject* context)
{
    if (steps.empty())
        return readyTask<Done>(Done{});
    auto first = std::move(steps.front());
    steps.pop_front();
    return first().andThen(
        context, [steps = std::move(steps), context](Done) { return oneByOne(steps, context); });
}

} // namespace

Secret Credentials::secret(const QString& name) const
{
    const auto found = secrets.find(name);
    return found == secrets.end() ? Secret() : found->second;
}

struct AccountSession::Private {
    Private(AccountSession* session, QString keyPrefix, SecretStore& secretStore)
        : q(session)
        , key(std::move(keyPrefix))
        , store(secretStore)
    {
    }

    AccountSession* q;
    QString key;
    SecretStore& store;
    std::set<QString> stored; ///< names of secrets that are in the key store, as far as known
    std::vector<Promise<Credentials>> waiting;
    std::vector<Promise<Credentials>> refreshWaiters;
    TaskHandle refreshing;
    TaskHandle storingRefreshed;

    /// One at a time: two that write the same entries must not overtake each other.
    struct Job {
        std::function<Task<Done>()> run;
        Promise<Done> promise;
    };
    std::deque<Job> jobs;
    TaskHandle running;
    bool isRunning = false;
    bool isErasing = false;

    QString entry(const QString& name) const { return key + u'/' + name; }
    Task<Done> enqueue(std::function<Task<Done>()> run);
    void runNext();
    void setState(State state, std::optional<Error> trouble = std::nullopt);
    void use(Credentials credentials);
    Task<Done> read();
    Task<Done> readSecrets(const About& about);
    Task<Done> write(const Credentials& credentials);
    Task<Done> removeAll();
    void answerRefresh(const Result<Credentials>& answer);
    void onRenewed(Result<Credentials> renewed);
};

Task<Done> AccountSession::Private::enqueue(std::function<Task<Done>()> run)
{
    Promise<Done> promise;
    auto task = promise.task();
    jobs.push_back({std::move(run), std::move(promise)});
    runNext();
    return task;
}

void AccountSession::Private::runNext()
{
    if (isRunning || jobs.empty())
        return;
    isRunning = true;
    auto job = std::move(jobs.front());
    jobs.pop_front();
    running = job.run().then(q, [this, promise = job.promise](Result<Done> done) {
        isRunning = false;
        promise.finish(std::move(done));
        runNext();
    });
}

void AccountSession::Private::setState(State state, std::optional<Error> trouble)
{
    const bool isNew = q->m_state != state || q->m_trouble != trouble;
    q->m_state = state;
    q->m_trouble = std::move(trouble);
    if (state != State::Opening) {
        for (const auto& promise : std::exchange(waiting, {})) {
            if (state == State::Ready)
                promise.finish(q->m_credentials);
            else if (state == State::Locked)
                promise.finish(fail(*q->m_trouble));
            else
                promise.finish(fail(Error::Kind::Unauthorised));
        }
    }
    if (isNew)
        Q_EMIT q->stateChanged();
}

void AccountSession::Private::use(Credentials credentials)
{
    for (const auto& [name, secret] : credentials.secrets)
        keepOutOfLog(secret);
    q->m_credentials = std::move(credentials);
    setState(State::Ready);
}

Task<Done> AccountSession::Private::read()
{
    return store.read(entry(kAbout)).andThen(q, [this](const Secret& text) {
        auto about = readAbout(text);
        return about ? readSecrets(*about) : readyTask<Done>(fail(std::move(about.error())));
    });
}

Task<Done> AccountSession::Private::readSecrets(const About& about)
{
    auto found = std::make_shared<Credentials>(about.rest);
    Steps steps;
    for (const auto& name : about.names) {
        steps.push_back([this, found, name] {
            return store.read(entry(name)).andThen(q, [found, name](Secret secret) -> Result<Done> {
                found->secrets[name] = std::move(secret);
                return Done{};
            });
        });
    }
    return oneByOne(std::move(steps), q).andThen(q, [this, found, names = about.names](Done) {
        stored = names;
        use(std::move(*found));
        return Result<Done>(Done{});
    });
}

Task<Done> AccountSession::Private::write(const Credentials& credentials)
{
    // A server that changes refresh tokens has already forgotten the old one: it goes first. The
    // access token and its expiry go last, so that what was there is tried until all is written.
    Steps steps;
    const auto put = [&](const QString& name, const Secret& secret) {
        steps.push_back([this, name, secret] { return store.write(entry(name), secret); });
    };
    for (const auto& [name, secret] : credentials.secrets) {
        if (name != "access"_L1)
            put(name, secret);
    }
    if (!credentials.secret(u"access"_s).isEmpty())
        put(u"access"_s, credentials.secret(u"access"_s));
    put(kAbout, Secret(aboutText(credentials)));
    std::set<QString> names;
    for (const auto& [name, secret] : credentials.secrets)
        names.insert(name);
    for (const auto& name : stored) {
        if (!names.contains(name))
            steps.push_back([this, name] { return store.remove(entry(name)); });
    }
    stored.insert(names.begin(), names.end());
    return oneByOne(std::move(steps), q).andThen(q, [this, names](Done) {
        stored = names;
        return Result<Done>(Done{});
    });
}

Task<Done> AccountSession::Private::removeAll()
{
    auto names = stored;
    names.insert(kUsualNames.begin(), kUsualNames.end());
    for (const auto& [name, secret] : q->m_credentials.secrets)
        names.insert(name);
    Steps steps;
    for (const auto& name : names)
        steps.push_back([this, name] { return store.remove(entry(name)); });
    steps.push_back([this] { return store.remove(entry(kAbout)); });
    return oneByOne(std::move(steps), q).andThen(q, [this](Done) {
        stored.clear();
        q->m_credentials = {};
        setState(State::Refused);
        return Result<Done>(Done{});
    });
}

void AccountSession::Private::answerRefresh(const Result<Credentials>& answer)
{
    for (const auto& promise : std::exchange(refreshWaiters, {}))
        promise.finish(answer);
}

void AccountSession::Private::onRenewed(Result<Credentials> renewed)
{
    if (isErasing) {
        answerRefresh(fail(Error::Kind::Unauthorised)); // and nothing is written any more
        return;
    }
    if (renewed) {
        storingRefreshed
            = q->replace(std::move(*renewed)).then(q, [this](const Result<Done>& done) {
                  if (!done) {
                      logLine(LogLevel::Warning, "account"_L1, "renewed-not-stored"_L1,
                          {{"error"_L1, errorName(done.error().kind)}});
                  }
                  answerRefresh(q->m_credentials);
              });
        return;
    }
    const auto kind = renewed.error().kind;
    if (kind == Error::Kind::Unauthorised || kind == Error::Kind::Invalid) {
        setState(State::Refused);
        answerRefresh(fail(Error::Kind::Unauthorised, renewed.error().detail));
        return;
    }
    answerRefresh(renewed);
}

AccountSession::AccountSession(Source source, QString key, SecretStore& store, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(key), store))
    , m_source(std::move(source))
{
}

AccountSession::~AccountSession() = default;

Task<Credentials> AccountSession::ready()
{
    switch (m_state) {
    case State::Ready:
        return readyTask<Credentials>(m_credentials);
    case State::Locked:
        return readyTask<Credentials>(fail(*m_trouble));
    case State::Refused:
        return readyTask<Credentials>(fail(Error::Kind::Unauthorised));
    case State::Opening:
        break;
    }
    Promise<Credentials> promise;
    auto task = promise.task();
    d->waiting.push_back(std::move(promise));
    return task;
}

Task<Done> AccountSession::open()
{
    return d->enqueue([this] {
        Promise<Done> promise;
        auto task = promise.task();
        auto handle = std::make_shared<TaskHandle>();
        *handle = d->read().then(this, [this, promise, handle](Result<Done> read) {
            if (!read) {
                auto trouble = asTrouble(std::move(read.error()));
                // What is in use already stays in use: the store's trouble signs nobody out.
                if (m_state == State::Opening || m_state == State::Locked)
                    d->setState(State::Locked, trouble);
                promise.finish(fail(std::move(trouble)));
                return;
            }
            promise.finish(Done{});
        });
        return task;
    });
}

Task<Done> AccountSession::replace(Credentials credentials)
{
    return d->enqueue([this, credentials = std::move(credentials)] {
        Promise<Done> promise;
        auto task = promise.task();
        auto handle = std::make_shared<TaskHandle>();
        *handle = d->write(credentials)
                      .then(this, [this, promise, handle, credentials](Result<Done> written) {
                          d->use(credentials);
                          if (written)
                              promise.finish(Done{});
                          else
                              promise.finish(fail(asTrouble(std::move(written.error()))));
                      });
        return task;
    });
}

Task<Credentials> AccountSession::refresh(
    std::function<Task<Credentials>()> renew, const Secret& refused)
{
    if (m_state != State::Ready)
        return ready();
    const auto& current = m_credentials.secret(u"access"_s);
    if (!refused.isEmpty() && refused.reveal() != current.reveal())
        return readyTask<Credentials>(m_credentials);
    Promise<Credentials> promise;
    auto task = promise.task();
    d->refreshWaiters.push_back(std::move(promise));
    if (d->refreshWaiters.size() == 1) {
        d->refreshing = renew().then(
            this, [this](Result<Credentials> renewed) { d->onRenewed(std::move(renewed)); });
    }
    return task;
}

void AccountSession::refuse()
{
    // Whoever asks while the credentials are being renewed gets the new ones.
    if (d->refreshWaiters.empty())
        d->setState(State::Refused);
}

Task<Done> AccountSession::erase()
{
    d->isErasing = true;
    return d->enqueue([this] {
        Promise<Done> promise;
        auto task = promise.task();
        auto handle = std::make_shared<TaskHandle>();
        *handle = d->removeAll().then(this, [this, promise, handle](Result<Done> removed) {
            d->isErasing = false;
            promise.finish(std::move(removed));
        });
        return task;
    });
}

} // namespace staffroom
