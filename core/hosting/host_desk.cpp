#include "core/hosting/host_desk.h"

#include "core/base/log.h"
#include "core/compose/outbox.h"
#include "core/store/post_store.h"

#include <QUuid>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

using State = ScriptLine::State;

/// A timer of the machine may sleep with it; short ones notice soon that they overslept.
constexpr Millis kLongestSleep{std::chrono::seconds(30)};

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

ScriptLine* lineOf(HostScript* script, const QString& id)
{
    if (!script)
        return nullptr;
    const auto it = std::find_if(script->lines.begin(), script->lines.end(),
        [&](const ScriptLine& line) { return line.id == id; });
    return it == script->lines.end() ? nullptr : &*it;
}

} // namespace

struct HostDesk::Private {
    Private(HostDesk* owner, Context given)
        : q(owner)
        , context(given)
        , timer(context.clock->createTimer([this] { tick(); }))
    {
    }

    HostScript* find(const QString& id)
    {
        const auto it = std::find_if(scripts.begin(), scripts.end(),
            [&](const HostScript& script) { return script.id == id; });
        return it == scripts.end() ? nullptr : &*it;
    }
    Timestamp now() const { return context.clock->now(); }

    Task<Done> write(const HostScript& script);
    void keep(HostScript& script);
    void tick();
    void wait();
    void handOver(const QString& id, const QString& line, const Promise<Done>& promise);
    void submitNext(const QString& id, const QString& line, std::vector<Draft> drafts,
        const Promise<Done>& promise);
    void refuse(const QString& id, const QString& line, const Error& error);

    HostDesk* q;
    Context context;
    std::vector<HostScript> scripts;
    QSet<QString> removed; ///< in this run
    std::unique_ptr<Timer> timer;
};

Task<Done> HostDesk::Private::write(const HostScript& script)
{
    return context.store->writeRecords(
        {{{RecordKind::HostScript, script.id, -toMs(script.changed), encodeScript(script)}}, {}, {},
            {}});
}

/// Writes it and tells; what comes next may have changed.
void HostDesk::Private::keep(HostScript& script)
{
    script.changed = now();
    write(script)
        .then(q,
            [this](const Result<Done>& done) {
                if (!done)
                    Q_EMIT q->failed(done.error());
            })
        .detach();
    const QString id = script.id;
    wait();
    Q_EMIT q->changed(id);
}

/// Until the next line of any run, at most half a minute at once.
void HostDesk::Private::wait()
{
    timer->stop();
    std::optional<Millis> shortest;
    for (const HostScript& script : scripts) {
        const size_t next = nextLine(script);
        if (!script.isRunning || script.heldSince || next >= script.lines.size())
            continue;
        // What is overdue by hand only has its words told anew now and then.
        const Millis rest = plannedTime(script, next, now()) - now();
        const bool isOverdueByHand = !script.isTimed && rest <= Millis(0);
        const Millis sleep = isOverdueByHand ? kLongestSleep : std::max(rest, Millis(0));
        shortest = std::min(shortest.value_or(kLongestSleep), sleep);
    }
    if (shortest)
        timer->start(std::min(*shortest, kLongestSleep));
}

void HostDesk::Private::tick()
{
    std::vector<std::pair<QString, QString>> due;
    QStringList late;
    for (const HostScript& script : scripts) {
        const size_t next = nextLine(script);
        const bool isOn
            = script.isRunning && script.isTimed && !script.heldSince && next < script.lines.size();
        if (!isOn)
            continue;
        const Millis over = now() - plannedTime(script, next, now());
        if (over > HostDesk::kLateLimit)
            late << script.id;
        else if (over >= Millis(0))
            due.emplace_back(script.id, script.lines[next].id);
    }
    for (const QString& id : late)
        q->hold(id);
    for (const auto& [id, line] : due)
        q->post(id, line).then(q, [](const Result<Done>&) {}).detach();
    for (const HostScript& script : scripts) {
        if (script.isRunning)
            Q_EMIT q->changed(script.id);
    }
    wait();
}

/// On the disk first, then to the outbox, account by account.
void HostDesk::Private::handOver(
    const QString& id, const QString& line, const Promise<Done>& promise)
{
    HostScript* script = find(id);
    ScriptLine* one = lineOf(script, line);
    one->state = State::HandingOver;
    script->changed = now();
    std::vector<Draft> drafts;
    const auto index = size_t(one - script->lines.data());
    std::vector<Source> accounts{script->account};
    accounts.insert(accounts.end(), script->mirrors.begin(), script->mirrors.end());
    for (const Source& account : accounts)
        drafts.push_back(draftOf(*script, index, account));
    write(*script)
        .then(q,
            [this, id, line, drafts, promise](const Result<Done>& done) {
                if (!done) {
                    refuse(id, line, done.error());
                    promise.finish(fail(done.error()));
                    return;
                }
                submitNext(id, line, drafts, promise);
            })
        .detach();
    wait();
    Q_EMIT q->changed(id);
}

void HostDesk::Private::submitNext(
    const QString& id, const QString& line, std::vector<Draft> drafts, const Promise<Done>& promise)
{
    if (drafts.empty()) {
        HostScript* script = find(id);
        if (ScriptLine* one = lineOf(script, line)) {
            one->state = State::HandedOver;
            one->posted = now();
            keep(*script);
            Q_EMIT q->posted(id, line);
        }
        promise.finish(Done{});
        return;
    }
    const Draft draft = drafts.front();
    drafts.erase(drafts.begin());
    context.outbox->submit(draft)
        .then(q,
            [this, id, line, drafts = std::move(drafts), promise, draft](
                const Result<QStringList>& ids) {
                if (!ids) {
                    // With nothing handed over the line can wait again; a mirror that is refused
                    // leaves it to the person, since the first account's post goes out.
                    const HostScript* script = find(id);
                    if (script && draft.account == script->account)
                        refuse(id, line, ids.error());
                    else
                        Q_EMIT q->refused(id, line, ids.error());
                    promise.finish(fail(ids.error()));
                    return;
                }
                submitNext(id, line, drafts, promise);
            })
        .detach();
}

void HostDesk::Private::refuse(const QString& id, const QString& line, const Error& error)
{
    HostScript* script = find(id);
    if (ScriptLine* one = lineOf(script, line)) {
        one->state = State::Waiting;
        if (script->isRunning && !script->heldSince)
            script->heldSince = now();
        keep(*script);
    }
    Q_EMIT q->refused(id, line, error);
}

HostDesk::HostDesk(Context context, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, context))
{
}

HostDesk::~HostDesk() = default;

Task<Done> HostDesk::load()
{
    return d->context.store->records(RecordKind::HostScript)
        .andThen(this, [this](const std::vector<UserRecord>& records) -> Result<Done> {
            for (const UserRecord& record : records) {
                auto script = decodeScript(record.body);
                if (!script) {
                    logLine(LogLevel::Warning, "hosting"_L1, "unreadable"_L1, {});
                    continue;
                }
                if (d->find(script->id) || d->removed.contains(script->id))
                    continue;
                // Nobody watched meanwhile: the person says when it goes on.
                if (script->isRunning && !script->heldSince)
                    script->heldSince = std::max(script->changed, script->begin);
                d->scripts.push_back(std::move(*script));
            }
            Q_EMIT changed({});
            return Done{};
        });
}

const std::vector<HostScript>& HostDesk::scripts() const
{
    return d->scripts;
}

const HostScript* HostDesk::find(const QString& id) const
{
    return d->find(id);
}

QString HostDesk::put(HostScript script)
{
    if (script.id.isEmpty())
        script.id = newId();
    for (ScriptLine& line : script.lines) {
        if (line.id.isEmpty())
            line.id = newId();
    }
    if (HostScript* known = d->find(script.id)) {
        // The run is not the editor's business: what went out meanwhile stays out.
        script.isRunning = known->isRunning;
        script.isTimed = known->isTimed;
        script.held = known->held;
        script.heldSince = known->heldSince;
        for (ScriptLine& line : script.lines) {
            const ScriptLine* old = lineOf(known, line.id);
            if (old && old->state != State::Waiting)
                line = *old;
        }
        for (const ScriptLine& old : known->lines) {
            if (old.state != State::Waiting && old.state != State::Skipped
                && !lineOf(&script, old.id))
                script.lines.push_back(old);
        }
        numberQuestions(script);
        *known = std::move(script);
        d->keep(*known);
        return known->id;
    }
    numberQuestions(script);
    d->scripts.insert(d->scripts.begin(), std::move(script));
    d->removed.remove(d->scripts.front().id);
    const QString id = d->scripts.front().id;
    d->keep(d->scripts.front());
    return id;
}

void HostDesk::remove(QString id) // a copy: it may be of what goes
{
    if (std::erase_if(d->scripts, [&](const HostScript& script) { return script.id == id; }) == 0)
        return;
    d->removed.insert(id);
    d->context.store->writeRecords({{}, {{RecordKind::HostScript, id}}, {}, {}})
        .then(this,
            [this](const Result<Done>& done) {
                if (!done)
                    Q_EMIT failed(done.error());
            })
        .detach();
    d->wait();
    Q_EMIT changed(id);
}

void HostDesk::start(const QString& id, bool onTime)
{
    HostScript* script = d->find(id);
    if (!script)
        return;
    script->isRunning = true;
    script->isTimed = onTime;
    script->heldSince.reset();
    d->keep(*script);
}

void HostDesk::stop(const QString& id)
{
    HostScript* script = d->find(id);
    if (!script || !script->isRunning)
        return;
    script->isRunning = false;
    script->heldSince.reset();
    d->keep(*script);
}

void HostDesk::hold(const QString& id)
{
    HostScript* script = d->find(id);
    if (!script || !script->isRunning || script->heldSince)
        return;
    // What is overdue already was held since its time, though nobody said so.
    const size_t next = nextLine(*script);
    Timestamp since = d->now();
    if (next < script->lines.size())
        since = std::min(since, plannedTime(*script, next, d->now()));
    script->heldSince = since;
    d->keep(*script);
}

void HostDesk::resume(const QString& id)
{
    HostScript* script = d->find(id);
    if (!script || !script->heldSince)
        return;
    script->held += std::max(Millis(0), d->now() - *script->heldSince);
    script->heldSince.reset();
    d->keep(*script);
}

Task<Done> HostDesk::post(const QString& id, const QString& line)
{
    const ScriptLine* one = lineOf(d->find(id), line);
    const bool mayGo = one && (one->state == State::Waiting || one->state == State::Skipped);
    if (!mayGo)
        return readyTask<Done>(fail(Error::Kind::Conflict));
    Promise<Done> promise;
    auto task = promise.task();
    d->handOver(id, line, promise);
    return task;
}

void HostDesk::skip(const QString& id, const QString& line)
{
    HostScript* script = d->find(id);
    ScriptLine* one = lineOf(script, line);
    if (!one || one->state != State::Waiting)
        return;
    one->state = State::Skipped;
    d->keep(*script);
}

void HostDesk::unskip(const QString& id, const QString& line)
{
    HostScript* script = d->find(id);
    ScriptLine* one = lineOf(script, line);
    if (!one || one->state != State::Skipped)
        return;
    one->state = State::Waiting;
    d->keep(*script);
}

void HostDesk::settle(const QString& id, const QString& line, bool isThere)
{
    HostScript* script = d->find(id);
    ScriptLine* one = lineOf(script, line);
    if (!one || one->state != State::HandingOver)
        return;
    one->state = isThere ? State::HandedOver : State::Waiting;
    if (isThere)
        one->posted = d->now();
    d->keep(*script);
}

Millis HostDesk::drift(const QString& id) const
{
    const HostScript* script = d->find(id);
    if (!script)
        return Millis(0);
    const size_t next = nextLine(*script);
    if (next >= script->lines.size())
        return script->held;
    const Timestamp now = d->now();
    const Timestamp planned = plannedTime(*script, next, now);
    return (script->isRunning ? std::max(planned, now) : planned) - scheduledTime(*script, next);
}

} // namespace staffroom
