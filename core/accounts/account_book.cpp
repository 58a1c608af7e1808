#include "core/accounts/account_book.h"

#include "core/accounts/account_list.h"
#include "core/accounts/account_store.h"
#include "core/base/log.h"
#include "core/base/whole_file.h"
#include "core/secrets/secret_store.h"

#include <QFile>
#include <QThreadPool>
#include <QUuid>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLongestList = 1024 * 1024;

QString foldedHandle(QString handle)
{
    handle = handle.trimmed();
    if (handle.startsWith(u'@'))
        handle = handle.mid(1);
    return handle.toCaseFolded();
}

/// Another program may have added somebody meanwhile (`staffroom account add` beside the window):
/// who is in the file and not `known` here stays in it.
Result<Done> write(
    const QString& file, std::vector<Account> accounts, const std::vector<Source>& known)
{
    const auto bytes = readWholeFile(file, kLongestList);
    if (const auto there = bytes ? readAccountList(*bytes) : Result<AccountList>(AccountList())) {
        std::copy_if(there->accounts.begin(), there->accounts.end(), std::back_inserter(accounts),
            [&](const Account& other) {
                return std::find(known.begin(), known.end(), other.source) == known.end();
            });
    }
    return writeWholeFile(file, accountListText(accounts));
}

} // namespace

struct AccountBook::Private {
    explicit Private(AccountBook* book, Context bookContext)
        : q(book)
        , context(std::move(bookContext))
    {
        writer.setMaxThreadCount(1);
    }

    struct Entry {
        std::shared_ptr<AccountStore> store; ///< outlives the session
        std::shared_ptr<AccountSession> session;
        bool isLeaving = false;
    };

    AccountBook* q;
    Context context;
    MemorySecretStore memory;
    std::vector<Account> accounts;
    std::vector<Entry> entries; ///< beside `accounts`
    std::vector<Source> seen; ///< everybody who has ever been in `accounts`
    QThreadPool writer; ///< one thread: lists are written in the order they were made

    SecretStore& storeFor(Keeping keeping)
    {
        return keeping == Keeping::KeyStore && context.keyStore ? *context.keyStore : memory;
    }
    std::ptrdiff_t indexOf(const Source& source) const;
    Entry makeEntry(const Source& source, Keeping keeping);
    void watch(const Entry& entry);
    Task<Done> save();
    Task<Done> addNew(const Account& account, const Credentials& credentials);
    Task<Done> renew(const Account& account, const Credentials& credentials);
    /// What the server said to the sign-out; no error: it knows.
    struct Told {
        std::optional<Error> error;
    };
    Task<Told> tellServer(const Source& source);
    /// Deletes the secrets, then the account.
    Task<Done> forget(const Source& source, const Told& told);
};

std::ptrdiff_t AccountBook::Private::indexOf(const Source& source) const
{
    const auto found = std::find_if(accounts.begin(), accounts.end(),
        [&](const Account& account) { return account.source == source; });
    return found == accounts.end() ? -1 : found - accounts.begin();
}

AccountBook::Private::Entry AccountBook::Private::makeEntry(const Source& source, Keeping keeping)
{
    auto store = std::make_shared<AccountStore>(storeFor(keeping));
    // The session is held by feeds that may outlive the account's place in this list.
    auto* session = new AccountSession(source, secretKey(source), *store);
    return {store, std::shared_ptr<AccountSession>(session, [store](AccountSession* s) {
                delete s; // before the store it refers to
            })};
}

void AccountBook::Private::watch(const Entry& entry)
{
    QObject::connect(entry.session.get(), &AccountSession::stateChanged, q,
        [this, source = entry.session->source()] {
            if (indexOf(source) >= 0)
                Q_EMIT q->changed(source);
        });
}

/// Done also when it failed: the accounts are there for this run, and `failed` tells.
Task<Done> AccountBook::Private::save()
{
    if (context.file.isEmpty())
        return readyTask<Done>(Done{});
    std::vector<Account> kept;
    std::copy_if(accounts.begin(), accounts.end(), std::back_inserter(kept),
        [](const Account& account) { return account.keeping == Keeping::KeyStore; });
    Promise<Done> promise;
    auto task = promise.task();
    for (const auto& account : accounts) {
        if (std::find(seen.begin(), seen.end(), account.source) == seen.end())
            seen.push_back(account.source);
    }
    runInPool(
        writer, [file = context.file, kept, known = seen] { return write(file, kept, known); })
        .then(q,
            [this, promise](const Result<Done>& written) {
                if (!written) {
                    logLine(LogLevel::Error, "accounts"_L1, "list-not-written"_L1,
                        {{"why"_L1, written.error().detail}});
                    Q_EMIT q->failed(written.error());
                }
                promise.finish(Done{});
            })
        .detach();
    return task;
}

Task<Done> AccountBook::Private::addNew(const Account& account, const Credentials& credentials)
{
    const Entry entry = makeEntry(account.source, account.keeping);
    Promise<Done> promise;
    auto task = promise.task();
    const auto onStored = [this, promise, account, entry](const Result<Done>& stored) {
        if (!stored) {
            // Whatever of it was written is taken back as far as the store lets us.
            entry.session->erase().then(q, [entry](const Result<Done>&) {}).detach();
            promise.finish(fail(stored.error()));
            return;
        }
        if (indexOf(account.source) < 0) {
            accounts.push_back(account);
            entries.push_back(entry);
            watch(entry);
        }
        save()
            .then(q,
                [this, promise, account](const Result<Done>&) {
                    Q_EMIT q->added(account.source);
                    promise.finish(Done{});
                })
            .detach();
    };
    entry.session->replace(credentials).then(q, onStored).detach();
    return task;
}

Task<Done> AccountBook::Private::renew(const Account& account, const Credentials& credentials)
{
    const auto index = static_cast<size_t>(indexOf(account.source));
    const Keeping before = accounts.at(index).keeping;
    const Entry entry = entries.at(index);
    entry.store->setTarget(storeFor(account.keeping));
    Promise<Done> promise;
    auto task = promise.task();
    const auto onStored = [this, promise, account, entry, before](const Result<Done>& stored) {
        const auto place = indexOf(account.source);
        if (place < 0)
            return promise.finish(fail(Error::Kind::Cancelled)); // removed meanwhile
        if (!stored) { // used for this run; kept as it was
            entry.store->setTarget(storeFor(before));
            return promise.finish(stored);
        }
        accounts.at(static_cast<size_t>(place)) = account;
        if (before != account.keeping) { // what the other store still has must not come back
            const auto old = makeEntry(account.source, before);
            old.session->erase().then(q, [old](const Result<Done>&) {}).detach();
        }
        save()
            .then(q,
                [this, promise, account](const Result<Done>&) {
                    Q_EMIT q->changed(account.source);
                    promise.finish(Done{});
                })
            .detach();
    };
    entry.session->replace(credentials).then(q, onStored).detach();
    return task;
}

Task<AccountBook::Private::Told> AccountBook::Private::tellServer(const Source& source)
{
    const auto session = entries.at(static_cast<size_t>(indexOf(source))).session;
    auto* service = context.services->find(source.service);
    if (!service)
        return readyTask<Told>(Told{fail(Error::Kind::Unsupported).value()});
    Promise<Told> promise;
    auto task = promise.task();
    const auto revoke = [this, service, source, promise](const Credentials& credentials) {
        service->revoke(source, credentials)
            .then(q,
                [promise](const Result<Done>& told) {
                    promise.finish(told ? Told{} : Told{told.error()});
                })
            .detach();
    };
    if (!session->credentials().isEmpty()) {
        revoke(session->credentials());
        return task;
    }
    session->ready()
        .then(q,
            [promise, revoke](const Result<Credentials>& credentials) {
                if (credentials)
                    revoke(*credentials);
                else // there is nothing to take back with
                    promise.finish(Told{credentials.error()});
            })
        .detach();
    return task;
}

Task<Done> AccountBook::Private::forget(const Source& source, const Told& told)
{
    const Entry entry = entries.at(static_cast<size_t>(indexOf(source)));
    Promise<Done> promise;
    auto task = promise.task();
    const auto onErased = [this, promise, source, told](const Result<Done>& erased) {
        const auto place = indexOf(source);
        if (!erased) {
            entries.at(static_cast<size_t>(place)).isLeaving = false;
            Error error = erased.error();
            error.kind = Error::Kind::Secrets;
            return promise.finish(fail(std::move(error)));
        }
        accounts.erase(accounts.begin() + place);
        entries.erase(entries.begin() + place);
        save()
            .then(q,
                [this, promise, source, told](const Result<Done>&) {
                    Q_EMIT q->removed(source);
                    // The account is gone either way; Secrets would say that it is not.
                    if (told.error && told.error->kind != Error::Kind::Secrets)
                        promise.finish(fail(*told.error));
                    else
                        promise.finish(Done{});
                })
            .detach();
    };
    entry.session->erase().then(q, onErased).detach();
    return task;
}

AccountBook::AccountBook(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(context)))
{
    if (d->context.keyStore)
        connect(d->context.keyStore, &SecretStore::becameAvailable, this, &AccountBook::unlock);
}

AccountBook::~AccountBook()
{
    d->writer.waitForDone();
}

Result<Done> AccountBook::load()
{
    if (d->context.file.isEmpty())
        return Done{};
    const QString& file = d->context.file;
    const auto bytes = readWholeFile(file, kLongestList);
    if (!bytes && bytes.error().kind == Error::Kind::NotFound)
        return Done{};
    if (!bytes && bytes.error().kind == Error::Kind::Storage)
        return fail(bytes.error());
    auto list = bytes ? readAccountList(*bytes) : Result<AccountList>(fail(bytes.error()));
    const bool isWhole = list && list->unreadable == 0;
    if (!isWhole) {
        QFile::remove(file + u".bad"_s);
        QFile::copy(file, file + u".bad"_s);
    }
    if (list) {
        for (auto& account : list->accounts) {
            auto entry = d->makeEntry(account.source, account.keeping);
            d->watch(entry);
            entry.session->open().then(this, [](const Result<Done>&) {}).detach();
            d->seen.push_back(account.source);
            d->accounts.push_back(std::move(account));
            d->entries.push_back(std::move(entry));
        }
    }
    if (!isWhole)
        return fail(Error::Kind::Storage, u"the list of accounts was damaged"_s, file + u".bad"_s);
    return Done{};
}

const std::vector<Account>& AccountBook::accounts() const
{
    return d->accounts;
}

const Account* AccountBook::find(const Source& source) const
{
    const auto index = d->indexOf(source);
    return index < 0 ? nullptr : &d->accounts.at(static_cast<size_t>(index));
}

const Account* AccountBook::findHandle(const QString& handle) const
{
    const Account* found = nullptr;
    for (const auto& account : d->accounts) {
        if (foldedHandle(account.source.account) != foldedHandle(handle))
            continue;
        if (found)
            return nullptr;
        found = &account;
    }
    return found;
}

std::shared_ptr<AccountSession> AccountBook::session(const Source& source) const
{
    const auto index = d->indexOf(source);
    return index < 0 ? nullptr : d->entries.at(static_cast<size_t>(index)).session;
}

Task<Done> AccountBook::add(const SignedIn& signedIn, Keeping keeping)
{
    if (signedIn.source.account.isEmpty() || signedIn.source.service.isEmpty())
        return readyTask<Done>(fail(Error::Kind::Invalid, u"an account needs a name"_s));
    if (!d->context.keyStore)
        keeping = Keeping::ThisSession;
    const Account account{
        signedIn.source, signedIn.author.name.text, signedIn.author.avatar, keeping};
    return d->indexOf(account.source) < 0 ? d->addNew(account, signedIn.credentials)
                                          : d->renew(account, signedIn.credentials);
}

Task<Done> AccountBook::remove(const Source& source)
{
    const auto index = d->indexOf(source);
    if (index < 0)
        return readyTask<Done>(fail(Error::Kind::NotFound));
    auto& entry = d->entries.at(static_cast<size_t>(index));
    if (std::exchange(entry.isLeaving, true))
        return readyTask<Done>(fail(Error::Kind::Conflict, u"this account is being removed"_s));
    return d->tellServer(source).andThen(
        this, [this, source](const Private::Told& told) { return d->forget(source, told); });
}

void AccountBook::unlock()
{
    for (const auto& entry : d->entries) {
        if (entry.session->state() == AccountSession::State::Locked)
            entry.session->open().then(this, [](const Result<Done>&) {}).detach();
    }
}

Task<Done> AccountBook::probeKeyStore()
{
    auto* store = d->context.keyStore;
    if (!store)
        return readyTask<Done>(fail(Error::Kind::Secrets, u"no key store is used"_s, u"absent"_s));
    const QString key = u"probe|"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QByteArray value("staffroom");
    return store->write(key, Secret(value))
        .andThen(this, [store, key](Done) { return store->read(key); })
        .andThen(this, [this, store, key, value](const Secret& read) {
            const bool isSame = read.reveal() == value;
            return store->remove(key).andThen(this, [isSame](Done) -> Result<Done> {
                if (!isSame)
                    return fail(Error::Kind::Secrets, u"it gives back something else"_s, u"lost"_s);
                return Done{};
            });
        });
}

} // namespace staffroom
