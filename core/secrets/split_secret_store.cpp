#include "core/secrets/split_secret_store.h"

#include <QUuid>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

// The first letter of an entry says what it holds.
constexpr char kWhole = '=';
constexpr char kSplit = '+'; ///< "+COUNT NAME"
constexpr int kMostParts = 100;

} // namespace

struct SplitSecretStore::Head {
    int count = 0; ///< 0: `whole` is all of it
    QString name; ///< part of the parts' keys; new with every write
    Secret whole;

    QString partKey(const QString& key, int part) const
    {
        return key + u'/' + name + u'/' + QString::number(part);
    }
};

SplitSecretStore::SplitSecretStore(SecretStore& entries, QObject* parent)
    : SecretStore(parent)
    , m_entries(entries)
{
    connect(&entries, &SecretStore::becameAvailable, this, &SecretStore::becameAvailable);
}

Task<SecretStore::Availability> SplitSecretStore::availability()
{
    return m_entries.availability();
}

/// nullopt: there is none, or nothing that was written here.
Task<std::optional<SplitSecretStore::Head>> SplitSecretStore::readHead(const QString& key)
{
    Promise<std::optional<Head>> promise;
    auto task = promise.task();
    m_entries.read(key)
        .then(this,
            [promise](const Result<Secret>& entry) {
                if (!entry && entry.error().kind != Error::Kind::NotFound)
                    return promise.finish(fail(entry.error()));
                if (!entry)
                    return promise.finish(std::optional<Head>());
                const QByteArray& bytes = entry->reveal();
                Head head;
                if (bytes.startsWith(kWhole)) {
                    head.whole = Secret(bytes.mid(1));
                    return promise.finish(std::optional(head));
                }
                head.count = bytes.mid(1, bytes.indexOf(' ') - 1).toInt();
                head.name = QString::fromLatin1(bytes.mid(bytes.indexOf(' ') + 1));
                if (!bytes.startsWith(kSplit) || head.count < 1 || head.count > kMostParts)
                    return promise.finish(std::optional<Head>());
                promise.finish(std::optional(head));
            })
        .detach();
    return task;
}

Task<Secret> SplitSecretStore::readParts(
    const QString& key, const Head& head, int part, QByteArray before)
{
    if (part == head.count)
        return readyTask<Secret>(Secret(std::move(before)));
    return m_entries.read(head.partKey(key, part))
        .andThen(this, [this, key, head, part, before](const Secret& more) {
            return readParts(key, head, part + 1, before + more.reveal());
        });
}

Task<Secret> SplitSecretStore::read(const QString& key)
{
    return readHead(key).andThen(this, [this, key](const std::optional<Head>& head) {
        if (!head)
            return readyTask<Secret>(fail(Error::Kind::NotFound));
        return head->count == 0 ? readyTask<Secret>(head->whole) : readParts(key, *head, 0, {});
    });
}

Task<Done> SplitSecretStore::writeParts(
    const QString& key, const Head& head, const Secret& secret, int part)
{
    if (part == head.count)
        return readyTask<Done>(Done{});
    const Secret piece(secret.reveal().mid(part * kLongestEntry, kLongestEntry));
    return m_entries.write(head.partKey(key, part), piece)
        .andThen(this, [this, key, head, secret, part](Done) {
            return writeParts(key, head, secret, part + 1);
        });
}

Task<Done> SplitSecretStore::removeParts(const QString& key, const Head& head, int part)
{
    if (part == head.count)
        return readyTask<Done>(Done{});
    return m_entries.remove(head.partKey(key, part)).andThen(this, [this, key, head, part](Done) {
        return removeParts(key, head, part + 1);
    });
}

Task<Done> SplitSecretStore::write(const QString& key, const Secret& secret)
{
    const auto length = secret.reveal().size();
    Head fresh;
    Secret entry(kWhole + secret.reveal());
    if (entry.reveal().size() > kLongestEntry) {
        fresh.count = static_cast<int>((length + kLongestEntry - 1) / kLongestEntry);
        fresh.name = QUuid::createUuid().toString(QUuid::Id128);
        entry = Secret(kSplit + QByteArray::number(fresh.count) + ' ' + fresh.name.toLatin1());
        if (fresh.count > kMostParts)
            return readyTask<Done>(fail(Error::Kind::TooLarge));
    }
    return readHead(key).andThen(this, [=, this](const std::optional<Head>& old) {
        return writeParts(key, fresh, secret, 0)
            .andThen(this, [this, key, entry](Done) { return m_entries.write(key, entry); })
            .andThen(this, [this, key, old](Done) {
                return old ? removeParts(key, *old, 0) : readyTask<Done>(Done{});
            });
    });
}

Task<Done> SplitSecretStore::remove(const QString& key)
{
    // The parts first: as long as the entry under the key is there, they can be found again.
    return readHead(key)
        .andThen(this,
            [this, key](const std::optional<Head>& head) {
                return head ? removeParts(key, *head, 0) : readyTask<Done>(Done{});
            })
        .andThen(this, [this, key](Done) { return m_entries.remove(key); });
}

} // namespace staffroom
