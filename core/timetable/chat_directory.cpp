#include "core/timetable/chat_directory.h"

#include "core/base/whole_file.h"
#include "core/model/feed_spec.h"
#include "core/store/post_store.h"
#include "core/timetable/builtin_chats.h"
#include "core/timetable/calendar_file.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <map>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t kMostUndos = 50;

/// What the person has of their own for one id. A built-in one without a listing was taken out.
struct OwnEntry {
    std::optional<ChatListing> listing;
    bool operator==(const OwnEntry&) const = default;
};
using OwnEntries = std::map<QString, OwnEntry>;

QByteArray bodyOf(const OwnEntry& entry)
{
    QJsonObject json;
    if (entry.listing)
        json["chat"_L1] = listingToJson(*entry.listing);
    else
        json["removed"_L1] = true;
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

std::optional<OwnEntry> entryFrom(const QByteArray& body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    if (json["removed"_L1].toBool())
        return OwnEntry{};
    ChatFile notes;
    auto listing = listingFromJson(json["chat"_L1].toObject(), notes);
    if (!listing)
        return std::nullopt; // of a newer program: stays on the disk as it is
    return OwnEntry{std::move(listing)};
}

/// The same but for where it comes from.
bool saysTheSame(ChatListing a, ChatListing b)
{
    a.origin = b.origin = ChatListing::Origin::BuiltIn;
    return a == b;
}

Result<ChatFile> readChats(const QString& path, const QString& readerZone, Timestamp now)
{
    const auto bytes = readWholeFile(path, kLargestChatFile);
    if (!bytes)
        return fail(bytes.error());
    return bytes->trimmed().startsWith('{') ? chatsFromJson(*bytes)
                                            : chatsFromCalendar(*bytes, readerZone, now);
}

} // namespace

struct ChatDirectory::Private {
    Private(ChatDirectory* owner, const Context& given)
        : q(owner)
        , context(given)
    {
    }

    void rebuild();
    /// Makes these the person's entries, on the disk too.
    void change(OwnEntries next);
    void adopt(OwnEntries next);
    const ChatListing* builtIn(const QString& id) const;
    Imported take(ChatFile file);

    ChatDirectory* q;
    Context context;
    std::vector<ChatListing> builtIns;
    OwnEntries own;
    std::vector<OwnEntries> past; // for undo, oldest first
    std::vector<ChatListing> all;
    std::vector<SearchText> texts; // beside `all`
    bool isLoaded = false;
};

const ChatListing* ChatDirectory::Private::builtIn(const QString& id) const
{
    const auto found = std::find_if(
        builtIns.begin(), builtIns.end(), [&id](const ChatListing& one) { return one.id == id; });
    return found == builtIns.end() ? nullptr : &*found;
}

void ChatDirectory::Private::rebuild()
{
    all.clear();
    for (const ChatListing& one : builtIns) {
        if (!own.contains(one.id))
            all.push_back(one);
    }
    for (const auto& [id, entry] : own) {
        if (!entry.listing)
            continue;
        all.push_back(*entry.listing);
        all.back().origin = builtIn(id) ? ChatListing::Origin::Corrected : ChatListing::Origin::Own;
    }
    const int year = yearOf(context.clock->now());
    std::stable_sort(all.begin(), all.end(), [year](const ChatListing& a, const ChatListing& b) {
        const auto stateA = stateOf(a, year);
        const auto stateB = stateOf(b, year);
        if (stateA != stateB)
            return stateA < stateB;
        if (a.lastYear != b.lastYear)
            return a.lastYear.value_or(0) > b.lastYear.value_or(0);
        const int byTag = a.hashtag.compare(b.hashtag, Qt::CaseInsensitive);
        return byTag != 0 ? byTag < 0 : a.id < b.id;
    });
    texts.clear();
    for (const ChatListing& one : all)
        texts.emplace_back(one);
    Q_EMIT q->changed();
}

void ChatDirectory::Private::adopt(OwnEntries next)
{
    RecordWrite write;
    for (const auto& [id, entry] : next) {
        const auto before = own.find(id);
        if (before == own.end() || !(before->second == entry))
            write.put.push_back({RecordKind::Chat, id, 0, bodyOf(entry)});
    }
    for (const auto& [id, entry] : own) {
        if (!next.contains(id))
            write.removed.emplace_back(RecordKind::Chat, id);
    }
    own = std::move(next);
    if (context.store) {
        context.store->writeRecords(std::move(write))
            .then(q,
                [this](const Result<Done>& done) {
                    if (!done)
                        Q_EMIT q->failed(done.error());
                })
            .detach();
    }
    rebuild();
}

void ChatDirectory::Private::change(OwnEntries next)
{
    if (next == own)
        return;
    past.push_back(own);
    if (past.size() > kMostUndos)
        past.erase(past.begin());
    adopt(std::move(next));
}

ChatDirectory::Imported ChatDirectory::Private::take(ChatFile file)
{
    Imported out;
    out.notes = std::move(file.notes);
    OwnEntries next = own;
    for (ChatListing& listing : file.listings) {
        const ChatListing* known = q->find(listing.id);
        if (known && saysTheSame(*known, listing)) {
            ++out.same;
            continue;
        }
        ++(known ? out.updated : out.added);
        const QString id = listing.id;
        next[id] = {std::move(listing)};
    }
    change(std::move(next));
    return out;
}

ChatDirectory::ChatDirectory(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, context))
{
}

ChatDirectory::~ChatDirectory() = default;

Task<Done> ChatDirectory::load()
{
    initBuiltinChats();
    return runInPool(
        *d->context.pool, [] { return Result<std::vector<ChatListing>>(builtinChats()); })
        .andThen(this,
            [this](std::vector<ChatListing> builtIns) {
                d->builtIns = std::move(builtIns);
                return d->context.store
                    ? d->context.store->records(RecordKind::Chat)
                    : readyTask<std::vector<UserRecord>>(std::vector<UserRecord>());
            })
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            for (const UserRecord& record : records) {
                // What was changed since is newer than what was read.
                if (auto entry = entryFrom(record.body); entry && !d->own.contains(record.id))
                    d->own.emplace(record.id, std::move(*entry));
            }
            d->isLoaded = true;
            d->rebuild();
            return Done{};
        });
}

bool ChatDirectory::isLoaded() const
{
    return d->isLoaded;
}

const std::vector<ChatListing>& ChatDirectory::listings() const
{
    return d->all;
}

const ChatListing* ChatDirectory::find(const QString& id) const
{
    const auto found = std::find_if(
        d->all.begin(), d->all.end(), [&id](const ChatListing& one) { return one.id == id; });
    return found == d->all.end() ? nullptr : &*found;
}

std::vector<const ChatListing*> ChatDirectory::search(const ChatQuery& query) const
{
    const ChatMatcher matcher(query);
    std::vector<const ChatListing*> out;
    for (size_t i = 0; i < d->all.size(); ++i) {
        if (matcher.matches(d->all[i], d->texts[i]))
            out.push_back(&d->all[i]);
    }
    std::stable_partition(out.begin(), out.end(),
        [&matcher](const ChatListing* one) { return matcher.isClose(*one); });
    return out;
}

namespace {

template <class Get>
QStringList valuesOf(const std::vector<ChatListing>& listings, Get get)
{
    QStringList out;
    for (const ChatListing& one : listings)
        out << get(one);
    out.removeAll(QString());
    out.removeDuplicates();
    out.sort(Qt::CaseInsensitive);
    return out;
}

} // namespace

QStringList ChatDirectory::subjects() const
{
    return valuesOf(d->all, [](const ChatListing& one) { return one.subject; });
}

QStringList ChatDirectory::languages() const
{
    return valuesOf(d->all, [](const ChatListing& one) { return one.language; });
}

QStringList ChatDirectory::services() const
{
    return valuesOf(d->all, [](const ChatListing& one) { return one.services; });
}

QString ChatDirectory::put(ChatListing listing)
{
    if (listing.id.isEmpty()) {
        listing.id = u"own-%1-%2"_s.arg(
            foldTag(listing.hashtag), QUuid::createUuid().toString(QUuid::Id128).left(8));
    }
    const QString id = listing.id;
    OwnEntries next = d->own;
    listing.origin = ChatListing::Origin::BuiltIn; // as it is read back
    next[id] = {std::move(listing)};
    d->change(std::move(next));
    return id;
}

void ChatDirectory::remove(const QString& id)
{
    OwnEntries next = d->own;
    if (d->builtIn(id))
        next[id] = {};
    else
        next.erase(id);
    d->change(std::move(next));
}

void ChatDirectory::restoreBuiltIn(const QString& id)
{
    if (!d->builtIn(id))
        return;
    OwnEntries next = d->own;
    next.erase(id);
    d->change(std::move(next));
}

int ChatDirectory::removedBuiltIns() const
{
    return int(std::count_if(d->own.begin(), d->own.end(),
        [](const auto& one) { return !one.second.listing.has_value(); }));
}

void ChatDirectory::restoreRemoved()
{
    OwnEntries next = d->own;
    std::erase_if(next, [](const auto& one) { return !one.second.listing.has_value(); });
    d->change(std::move(next));
}

bool ChatDirectory::canUndo() const
{
    return !d->past.empty();
}

void ChatDirectory::undo()
{
    if (d->past.empty())
        return;
    OwnEntries before = std::move(d->past.back());
    d->past.pop_back();
    d->adopt(std::move(before));
}

Task<ChatDirectory::Imported> ChatDirectory::importFile(
    const QString& path, const QString& readerZone)
{
    return runInPool(*d->context.pool, [path, readerZone, now = d->context.clock->now()] {
        return readChats(path, readerZone, now);
    }).andThen(this, [this](ChatFile file) -> Result<Imported> {
        return d->take(std::move(file));
    });
}

Task<ChatDirectory::Exported> ChatDirectory::exportFile(
    const QString& path, Format format, const std::vector<ChatListing>& listings)
{
    return runInPool(*d->context.pool,
        [path, format, listings, now = d->context.clock->now()]() -> Result<Exported> {
            Exported out;
            QByteArray bytes;
            if (format == Format::Json) {
                bytes = chatsToJson(listings, toDateTime(now).date());
            } else {
                const CalendarText text = chatsToCalendar(listings, now);
                bytes = text.bytes;
                out.leftOut = text.leftOut;
            }
            out.written = int(listings.size()) - out.leftOut;
            if (const auto done = writeWholeFile(path, bytes); !done)
                return fail(done.error());
            return out;
        });
}

} // namespace staffroom
