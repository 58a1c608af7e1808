#include "core/room/new_voices.h"

#include "core/feeds/feed_hub.h"
#include "core/feeds/post_actions.h"

#include <deque>

namespace staffroom {

namespace {

/// Between two questions or acts: a server's budget is not for a list of forty people.
constexpr Millis kBetween{400};
constexpr int kLooked = 5; ///< people of a similar name

} // namespace

struct NewVoices::Private {
    struct Step {
        size_t voice = 0;
        Act act;
        bool isUndo = false;
    };

    Private(NewVoices* owner, Context given, Source as)
        : q(owner)
        , context(given)
        , account(std::move(as))
        , timer(context.clock->createTimer([this] { next(); }))
    {
    }

    void next();
    void ask(size_t voice);
    void askRelationship(size_t voice, ServiceClient& client);
    void run(const Step& step);
    void enqueue(size_t voice, Act act, bool isUndo);
    void goOn()
    {
        Q_EMIT q->changed();
        timer->start(kBetween);
    }

    NewVoices* q;
    Context context;
    Source account;
    std::vector<NewVoice> voices;
    std::deque<Step> steps;
    std::vector<Step> done;
    size_t asked = 0;
    bool isBusy = false;
    TaskHandle answer;
    TaskHandle relationship;
    std::unique_ptr<Timer> timer;
};

void NewVoices::Private::next()
{
    if (isBusy)
        return;
    if (!steps.empty()) {
        const Step step = steps.front();
        steps.pop_front();
        run(step);
        return;
    }
    while (asked < voices.size() && voices[asked].state != NewVoice::State::Unasked)
        ++asked;
    if (asked < voices.size())
        ask(asked++);
}

void NewVoices::Private::ask(size_t voice)
{
    ServiceClient* client = context.hub->client(account);
    if (!client)
        return;
    isBusy = true;
    const AccountId& shown = voices[voice].person.author.id;
    if (understands(account, shown)) {
        voices[voice].id = shown;
        askRelationship(voice, *client);
        return;
    }
    // Ids of another server mean nothing here.
    const QString handle = voices[voice].person.author.handle;
    answer = client->findPeople(handle, kLooked)
                 .then(q, [this, voice, handle](const Result<std::vector<Author>>& found) {
                     isBusy = false;
                     for (const Author& one : found.value_or(std::vector<Author>())) {
                         if (one.handle.compare(handle, Qt::CaseInsensitive) == 0)
                             voices[voice].id = one.id;
                     }
                     ServiceClient* still = context.hub->client(account);
                     if (voices[voice].id.remote.isEmpty() || !still) {
                         voices[voice].state = NewVoice::State::Elsewhere;
                         goOn();
                         return;
                     }
                     isBusy = true;
                     askRelationship(voice, *still);
                 });
}

void NewVoices::Private::askRelationship(size_t voice, ServiceClient& client)
{
    // The handle of the look-up calls this; it must not end before it has returned.
    relationship = client.relationship(voices[voice].id)
                       .then(q, [this, voice](const Result<Relationship>& told) {
                           isBusy = false;
                           NewVoice& one = voices[voice];
                           if (told)
                               one.relationship = *told;
                           const bool isKnown = told
                               && (told->isFollowing || told->isRequested || told->isBlocking);
                           // Where nothing is told they are offered: following twice does no harm.
                           if (one.state == NewVoice::State::Unasked)
                               one.state = isKnown ? NewVoice::State::Known : NewVoice::State::Open;
                           goOn();
                       });
}

void NewVoices::Private::enqueue(size_t voice, Act act, bool isUndo)
{
    act.person = voices[voice].id;
    voices[voice].state = NewVoice::State::Working;
    voices[voice].error.reset();
    steps.push_back({voice, std::move(act), isUndo});
}

void NewVoices::Private::run(const Step& step)
{
    isBusy = true;
    answer = context.actions->run(step.act, account, {})
                 .then(q, [this, step](const Result<ActOutcome>& outcome) {
                     isBusy = false;
                     NewVoice& one = voices[step.voice];
                     if (!outcome) {
                         one.state = NewVoice::State::Failed;
                         one.error = outcome.error();
                     } else {
                         if (outcome->relationship)
                             one.relationship = outcome->relationship;
                         one.state = step.isUndo ? NewVoice::State::Open : NewVoice::State::Done;
                         if (!step.isUndo)
                             done.push_back(step);
                     }
                     goOn();
                 });
}

NewVoices::NewVoices(
    Context context, const std::vector<RoomPerson>& people, const Source& account, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, context, account))
{
    for (const RoomPerson& person : people) {
        if (person.isOwn)
            continue;
        NewVoice voice;
        voice.person = person;
        if (person.author.id.service != account.service)
            voice.state = NewVoice::State::Elsewhere;
        d->voices.push_back(std::move(voice));
    }
    d->timer->start(Millis(0));
}

NewVoices::~NewVoices() = default;

const std::vector<NewVoice>& NewVoices::voices() const
{
    return d->voices;
}

bool NewVoices::isAsking() const
{
    return std::any_of(d->voices.begin(), d->voices.end(),
        [](const NewVoice& one) { return one.state == NewVoice::State::Unasked; });
}

void NewVoices::follow(const std::vector<size_t>& chosen)
{
    for (const size_t voice : chosen) {
        const auto state = d->voices[voice].state;
        if (state == NewVoice::State::Known || state == NewVoice::State::Working
            || state == NewVoice::State::Done || state == NewVoice::State::Elsewhere
            || d->voices[voice].id.remote.isEmpty())
            continue;
        Act act;
        act.kind = Act::Kind::Follow;
        d->enqueue(voice, act, false);
    }
    d->goOn();
}

void NewVoices::addToList(const std::vector<size_t>& chosen, const QString& list)
{
    for (const size_t voice : chosen) {
        const NewVoice& one = d->voices[voice];
        if (one.state == NewVoice::State::Working || one.state == NewVoice::State::Elsewhere
            || one.id.remote.isEmpty())
            continue;
        // Services of the Mastodon family list only people one follows.
        if (one.state != NewVoice::State::Known && one.state != NewVoice::State::Done) {
            Act follow;
            follow.kind = Act::Kind::Follow;
            d->enqueue(voice, follow, false);
        }
        Act act;
        act.kind = Act::Kind::AddToList;
        act.list = list;
        d->enqueue(voice, act, false);
    }
    d->goOn();
}

void NewVoices::undo()
{
    d->steps.clear();
    for (NewVoice& one : d->voices) {
        if (one.state == NewVoice::State::Working)
            one.state = NewVoice::State::Open;
    }
    while (!d->done.empty()) {
        const auto step = d->done.back();
        d->done.pop_back();
        if (const auto inverse = inverseOf(step.act))
            d->enqueue(step.voice, *inverse, true);
    }
    d->goOn();
}

bool NewVoices::canUndo() const
{
    return !d->done.empty();
}

bool NewVoices::isWorking() const
{
    return std::any_of(d->voices.begin(), d->voices.end(),
        [](const NewVoice& one) { return one.state == NewVoice::State::Working; });
}

} // namespace staffroom
