#include "core/compose/outbox_trip.h"

#include "core/base/clock.h"

namespace staffroom {

namespace {

using End = TripEnd::Kind;

/// A server may still be busy with a request whose answer was lost; only what is not there after
/// this long is taken for not there.
constexpr std::chrono::seconds kSettling{10};
/// The server forgets the key about then; near the end nothing is risked.
constexpr std::chrono::seconds kKeyMargin{120};
/// So often a server may answer with its own trouble before the person is told.
constexpr int kMostLosses = 5;

/// The request may have been carried out although we have no answer that says so.
bool isLost(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Offline: // cut, for all we know
    case Error::Kind::Timeout:
    case Error::Kind::Server:
    case Error::Kind::Protocol:
    case Error::Kind::Cancelled:
        return true;
    case Error::Kind::TooLarge: // the answer, not our request
        return error.http != 413;
    default:
        return false;
    }
}

/// The server did not look at it, and may another time.
bool isPostponed(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Unauthorised:
    case Error::Kind::Secrets:
    case Error::Kind::RateLimited:
    case Error::Kind::Tls:
        return true;
    default:
        return false;
    }
}

} // namespace

OutboxTrip::OutboxTrip(Context context, OutboxEntry entry, QObject* parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_client(m_context.client)
    , m_entry(std::move(entry))
{
}

void OutboxTrip::start()
{
    m_isBeyondRecall = m_entry.mayBeThere;
    if (m_context.limits) {
        decide();
        return;
    }
    m_task = client()->limits().then(this, [this](const Result<PostLimits>& answer) {
        if (!answer && (isLost(answer.error()) || isPostponed(answer.error()))) {
            end(End::Wait, answer.error());
            return;
        }
        // A server that does not tell is taken for one of the common kind, for this once.
        const bool isTold = answer.has_value();
        m_context.limits = isTold ? *answer : PostLimits();
        decide();
    });
}

bool OutboxTrip::maySendKeyAgain() const
{
    const auto& limits = *m_context.limits;
    const auto now = m_context.clock->now();
    // Only a post that is made at once is recognised by its key.
    if (limits.resend != PostLimits::Resend::Safe || m_entry.item.submission.scheduled)
        return false;
    if (!m_entry.firstTry || m_entry.isOld(now))
        return false;
    return now - *m_entry.firstTry + kKeyMargin < limits.keyLifetime;
}

void OutboxTrip::decide()
{
    auto& submission = m_entry.item.submission;
    const auto& limits = *m_context.limits;
    if (m_entry.mayBeThere) {
        if (submission.edits) // the same change twice is one change
            uploadNext();
        else if (maySendKeyAgain() && m_entry.losses < 2)
            publish();
        else
            look(std::nullopt);
        return;
    }
    if (submission.scheduled) {
        const auto ahead = *submission.scheduled - m_context.clock->now();
        const bool isHere
            = m_entry.schedulesHere || !limits.schedules || ahead < limits.minSchedule;
        if (isHere && ahead > std::chrono::seconds(0)) {
            end(End::KeepTime);
            return;
        }
        if (isHere)
            submission.scheduled.reset(); // it is time
    }
    uploadNext();
}

void OutboxTrip::uploadNext()
{
    auto& media = m_entry.item.submission.media;
    const auto next = std::find_if(
        media.begin(), media.end(), [](const DraftMedia& one) { return one.remoteId.isEmpty(); });
    if (next == media.end()) {
        publish();
        return;
    }
    const auto index = size_t(next - media.begin());
    show(Delivery::State::Uploading, int(index));
    if (!client()) {
        end(End::Wait, Error{Error::Kind::Cancelled, 0, {}, {}, {}});
        return;
    }
    const auto pass = m_context.lock->pass(m_entry.item.column);
    m_task = client()->upload(*next, pass, {}).then(this, [this, index](Result<QString> id) {
        if (id) {
            m_entry.item.submission.media[index].remoteId = *id;
            keepThen([this] { uploadNext(); });
        } else if (id.error().kind == Error::Kind::Locked) {
            end(End::Locked);
        } else if (isLost(id.error()) || isPostponed(id.error())) {
            end(End::Wait, id.error()); // a picture that nobody refers to is seen by nobody
        } else {
            end(End::Refused, id.error());
        }
    });
}

void OutboxTrip::publish()
{
    if (!m_context.lock->pass(m_entry.item.column).allows()) {
        end(End::Locked);
        return;
    }
    const OutboxEntry before = m_entry;
    const auto now = m_context.clock->now();
    m_entry.mayBeThere = true;
    m_entry.lastTry = now;
    if (!m_entry.firstTry)
        m_entry.firstTry = now;
    ++m_entry.item.attempts;
    show(Delivery::State::Sending);
    m_task = m_context.keep(m_entry).then(this, [this, before](const Result<Done>& kept) {
        if (!kept || !client()) {
            m_entry = before;
            if (kept)
                end(End::Wait, Error{Error::Kind::Cancelled, 0, {}, {}, {}});
            else
                end(End::Disk, kept.error());
            return;
        }
        m_isBeyondRecall = true;
        const auto pass = m_context.lock->pass(m_entry.item.column);
        m_task = client()
                     ->publish(m_entry.item.submission, pass)
                     .then(this, [this, before](const Result<Published>& sent) {
                         published(before, sent);
                     });
    });
}

void OutboxTrip::published(const OutboxEntry& before, const Result<Published>& answer)
{
    if (answer) {
        end(End::Sent, std::nullopt, answer->post);
        return;
    }
    const Error& error = answer.error();
    if (isLost(error)) {
        ++m_entry.losses;
        end(End::Wait, error);
        return;
    }
    if (before.mayBeThere && !isPostponed(error) && error.kind != Error::Kind::Locked) {
        // It is refused now because it is there already, perhaps.
        look(error);
        return;
    }
    m_entry.mayBeThere = before.mayBeThere;
    m_entry.firstTry = before.firstTry;
    if (error.kind == Error::Kind::Locked)
        end(End::Locked);
    else
        end(isPostponed(error) ? End::Wait : End::Refused, error);
}

void OutboxTrip::look(std::optional<Error> refusal)
{
    show(Delivery::State::Sending);
    if (!client()) {
        end(End::Wait, Error{Error::Kind::Cancelled, 0, {}, {}, {}});
        return;
    }
    m_task = client()
                 ->findOwn(m_entry.item.submission)
                 .then(this, [this, refusal = std::move(refusal)](const Result<Sighting>& answer) {
                     seen(answer, refusal);
                 });
}

void OutboxTrip::seen(const Result<Sighting>& answer, const std::optional<Error>& refusal)
{
    if (!answer && (isLost(answer.error()) || isPostponed(answer.error()))) {
        end(End::Wait, answer.error());
        return;
    }
    const auto state = answer ? answer->state : Sighting::State::Unknown;
    const bool isProof = m_context.limits->resend != PostLimits::Resend::Ask;
    if (state == Sighting::State::Found) {
        end(End::Sent, std::nullopt, answer->post);
    } else if (state == Sighting::State::Absent && isProof) {
        absent(refusal);
    } else if (!refusal && maySendKeyAgain() && m_entry.losses < kMostLosses) {
        publish();
    } else {
        end(End::Unsure, answer ? refusal : std::optional(answer.error()));
    }
}

void OutboxTrip::absent(const std::optional<Error>& refusal)
{
    const auto now = m_context.clock->now();
    const auto since = m_entry.lastTry ? now - *m_entry.lastTry : Millis(kSettling);
    if (since < kSettling && !m_hasLooked) {
        m_hasLooked = true;
        m_pause = m_context.clock->createTimer([this, refusal] { look(refusal); });
        m_pause->start(Millis(kSettling) - std::max(since, Millis(0)));
        return;
    }
    m_entry.mayBeThere = false;
    m_isBeyondRecall = false;
    if (refusal) {
        end(End::Refused, refusal);
    } else if (m_entry.isOld(now)) {
        end(End::TooOld);
    } else if (m_entry.losses >= kMostLosses) {
        end(End::Refused, m_entry.item.delivery.error);
    } else {
        keepThen([this] { uploadNext(); });
    }
}

void OutboxTrip::keepThen(std::function<void()> next)
{
    m_task = m_context.keep(m_entry).then(
        this, [this, next = std::move(next)](const Result<Done>& kept) {
            if (kept)
                next();
            else
                end(End::Disk, kept.error());
        });
}

void OutboxTrip::show(Delivery::State state, int done)
{
    auto& delivery = m_entry.item.delivery;
    delivery.state = state;
    delivery.done = done;
    delivery.total = int(m_entry.item.submission.media.size());
    Q_EMIT progressed();
}

void OutboxTrip::end(TripEnd::Kind kind, std::optional<Error> error, PostPtr post)
{
    m_pause.reset();
    Q_EMIT ended({kind, std::move(post), std::move(error)});
}

ServiceClient* OutboxTrip::client()
{
    return m_client;
}

} // namespace staffroom
