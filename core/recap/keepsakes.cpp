#include "core/recap/keepsakes.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/store/post_store.h"
#include "core/text/export_text.h"

#include <QUuid>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto kComesBackAfter = std::chrono::weeks(2);

/// Puts `value` in front, or in the place of the one with its id.
template <class T>
void place(std::vector<T>& all, T value, bool staysInPlace)
{
    const auto it
        = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == value.id; });
    if (it != all.end() && staysInPlace) {
        *it = std::move(value);
        return;
    }
    if (it != all.end())
        all.erase(it);
    all.insert(all.begin(), std::move(value));
}

template <class T>
bool take(std::vector<T>& all, const QString& id)
{
    return std::erase_if(all, [&](const T& one) { return one.id == id; }) > 0;
}

/// What is left of it to be kept. The post's address is no secret; who wrote it is.
void makeBare(FoundIn& found)
{
    if (std::exchange(found.isBare, false))
        found.by.clear();
}

/// What was put before the disk had answered is newer than what the disk says.
template <class T>
void merge(std::vector<T>& all, std::vector<T> stored, const QSet<QString>& removed)
{
    for (T& one : stored) {
        const bool isKnown = removed.contains(one.id)
            || std::any_of(
                all.begin(), all.end(), [&](const T& other) { return other.id == one.id; });
        if (!isKnown)
            all.push_back(std::move(one));
    }
}

} // namespace

struct Keepsakes::Private {
    template <class T>
    void write(RecordKind kind, const T& value, Timestamp at)
    {
        send({{{kind, value.id, -toMs(at), encodeKeepsake(value)}}, {}, {}, {}});
    }
    void erase(RecordKind kind, const QString& id)
    {
        removed.insert(id);
        send({{}, {{kind, id}}, {}, {}});
    }
    void send(RecordWrite write)
    {
        Q_EMIT q->changed();
        if (!store)
            return;
        store->writeRecords(std::move(write))
            .then(q,
                [this](const Result<Done>& done) {
                    if (!done)
                        Q_EMIT q->failed(done.error());
                })
            .detach();
    }
    template <class T, class Decode>
    std::vector<T> read(const std::vector<UserRecord>& records, Decode decode)
    {
        std::vector<T> out;
        for (const UserRecord& record : records) {
            if (auto value = decode(record.body))
                out.push_back(std::move(*value));
            else
                logLine(LogLevel::Warning, "keepsakes"_L1, "unreadable"_L1,
                    {{"kind"_L1, QString::number(int(record.kind))}});
        }
        return out;
    }

    Keepsakes* q;
    Clock& clock;
    PostStore* store;
    std::vector<ShelfLink> shelf;
    std::vector<Note> notes;
    std::vector<Reflection> reflections;
    QSet<QString> removed; ///< in this run
};

Keepsakes::Keepsakes(Clock& clock, PostStore* store, QObject* parent)
    : QObject(parent)
    , d(new Private{this, clock, store, {}, {}, {}, {}})
{
}

Keepsakes::~Keepsakes() = default;

Task<Done> Keepsakes::load()
{
    if (!d->store)
        return readyTask<Done>(Done{});
    return d->store->records(RecordKind::ShelfLink)
        .andThen(this,
            [this](const std::vector<UserRecord>& records) {
                merge(d->shelf, d->read<ShelfLink>(records, decodeShelfLink), d->removed);
                return d->store->records(RecordKind::Note);
            })
        .andThen(this,
            [this](const std::vector<UserRecord>& records) {
                merge(d->notes, d->read<Note>(records, decodeNote), d->removed);
                return d->store->records(RecordKind::Reflection);
            })
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            merge(d->reflections, d->read<Reflection>(records, decodeReflection), d->removed);
            Q_EMIT changed();
            return Done{};
        });
}

const std::vector<ShelfLink>& Keepsakes::shelf() const
{
    return d->shelf;
}

const ShelfLink* Keepsakes::onShelf(const QUrl& url) const
{
    const QString id = shelfIdOf(url);
    const auto it = std::find_if(
        d->shelf.begin(), d->shelf.end(), [&](const ShelfLink& link) { return link.id == id; });
    return it == d->shelf.end() ? nullptr : &*it;
}

void Keepsakes::put(ShelfLink link)
{
    link.id = shelfIdOf(link.url);
    if (link.added == Timestamp{})
        link.added = d->clock.now();
    if (link.found.isBare)
        link.title.clear();
    makeBare(link.found);
    d->removed.remove(link.id);
    place(d->shelf, link, true);
    d->write(RecordKind::ShelfLink, link, link.added);
}

void Keepsakes::removeLink(QString id) // a copy: it may be of what goes
{
    if (take(d->shelf, id))
        d->erase(RecordKind::ShelfLink, id);
}

const std::vector<Note>& Keepsakes::notes() const
{
    return d->notes;
}

void Keepsakes::put(Note note)
{
    if (note.id.isEmpty())
        note.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    note.changed = d->clock.now();
    makeBare(note.found);
    d->removed.remove(note.id);
    place(d->notes, note, false);
    d->write(RecordKind::Note, note, note.changed);
}

void Keepsakes::removeNote(QString id)
{
    if (take(d->notes, id))
        d->erase(RecordKind::Note, id);
}

const std::vector<Reflection>& Keepsakes::reflections() const
{
    return d->reflections;
}

const Reflection* Keepsakes::reflection(const QString& room) const
{
    const auto it = std::find_if(d->reflections.begin(), d->reflections.end(),
        [&](const Reflection& one) { return one.id == room; });
    return it == d->reflections.end() ? nullptr : &*it;
}

void Keepsakes::put(Reflection reflection)
{
    if (reflection.written == Timestamp{})
        reflection.written = d->clock.now();
    if (reflection.due == Timestamp{})
        reflection.due = reflection.written + kComesBackAfter;
    place(d->reflections, reflection, true);
    d->write(RecordKind::Reflection, reflection, reflection.written);
}

std::vector<Reflection> Keepsakes::due() const
{
    std::vector<Reflection> out;
    const Timestamp now = d->clock.now();
    for (const Reflection& one : d->reflections) {
        if (!one.isClosed && one.due <= now)
            out.push_back(one);
    }
    std::sort(out.begin(), out.end(),
        [](const Reflection& a, const Reflection& b) { return a.due < b.due; });
    return out;
}

namespace {

QString wordOf(ShelfLink::State state, const Keepsakes::ExportWords& words)
{
    switch (state) {
    case ShelfLink::State::ToTry:
        return words.toTry;
    case ShelfLink::State::Tried:
        return words.tried;
    case ShelfLink::State::Worked:
        return words.worked;
    case ShelfLink::State::NotForUs:
        return words.notForUs;
    }
    return {};
}

QString wordOf(Note::About about, const Keepsakes::ExportWords& words)
{
    switch (about) {
    case Note::About::Person:
        return words.person;
    case Note::About::Space:
        return words.space;
    case Note::About::Tool:
        return words.tool;
    }
    return {};
}

QString placeOf(const FoundIn& found)
{
    QString out = found.chat.isEmpty() ? QString() : u'#' + found.chat;
    if (found.question)
        out += u" Q"_s + QString::number(*found.question);
    if (!found.by.isEmpty())
        out += (out.isEmpty() ? u"@"_s : u", @"_s) + found.by;
    return out;
}

QString dayOf(Timestamp time)
{
    return toDateTime(time).toString(u"yyyy-MM-dd"_s);
}

} // namespace

QByteArray Keepsakes::toMarkdown(const ExportWords& words) const
{
    QString out;
    const auto heading = [&out](const QString& text) {
        out += (out.isEmpty() ? u"## "_s : u"\n## "_s) + markdownLine(text) + u"\n\n"_s;
    };
    const auto where = [](const FoundIn& found) {
        const QString place = markdownLine(placeOf(found));
        return place.isEmpty() ? QString() : u" ("_s + markdownLink(found.page, place) + u')';
    };
    if (!d->shelf.empty())
        heading(words.shelf);
    for (const ShelfLink& link : d->shelf) {
        out += u"- "_s
            + markdownLink(link.url,
                markdownLine(link.title.isEmpty() ? link.url.toDisplayString() : link.title))
            + u": *"_s + markdownLine(wordOf(link.state, words)) + u'*' + where(link.found);
        if (!link.note.isEmpty())
            out += u". "_s + markdownLine(link.note);
        out += u'\n';
    }
    if (!d->notes.empty())
        heading(words.notes);
    for (const Note& note : d->notes) {
        out += u"- **"_s + markdownLine(note.name) + u"** ("_s
            + markdownLine(wordOf(note.about, words)) + u"): "_s + markdownLine(note.text)
            + where(note.found) + u'\n';
    }
    if (!d->reflections.empty())
        heading(words.tries);
    for (const Reflection& one : d->reflections) {
        out += u"- "_s + dayOf(one.written) + u", \\#"_s + markdownLine(one.chat) + u": "_s
            + markdownLine(one.text);
        if (!one.withWhom.isEmpty())
            out += u" ("_s + markdownLine(one.withWhom) + u')';
        if (!one.outcome.isEmpty())
            out += u" → "_s + markdownLine(one.outcome);
        out += u'\n';
    }
    return out.toUtf8();
}

QByteArray Keepsakes::toCsv(const ExportWords& words) const
{
    QString out = u"kind,what,state,text,link,chat,question,by,day\r\n"_s;
    const auto line = [&out](const QStringList& start, const FoundIn& found, Timestamp day) {
        out += csvLine(start
            + QStringList{found.chat, found.question ? QString::number(*found.question) : QString(),
                found.by, dayOf(day)});
    };
    for (const ShelfLink& link : d->shelf) {
        line({words.shelf, link.title, wordOf(link.state, words), link.note,
                 link.url.toString(QUrl::FullyEncoded)},
            link.found, link.added);
    }
    for (const Note& note : d->notes) {
        line({words.notes, note.name, wordOf(note.about, words), note.text,
                 note.found.page.toString(QUrl::FullyEncoded)},
            note.found, note.changed);
    }
    for (const Reflection& one : d->reflections) {
        FoundIn found;
        found.chat = one.chat;
        line({words.tries, one.text, one.outcome, one.withWhom, QString()}, found, one.written);
    }
    return out.toUtf8();
}

} // namespace staffroom
