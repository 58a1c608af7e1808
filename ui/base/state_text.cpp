#include "ui/base/state_text.h"

#include "ui/base/error_text.h"
#include "ui/base/time_text.h"

#include <QCoreApplication>

namespace staffroom {

namespace {

struct StateText {
    Q_DECLARE_TR_FUNCTIONS(StateText)
};

bool isKnown(Timestamp t)
{
    return t != Timestamp{};
}

} // namespace

QString stateText(const FeedState& state, Timestamp now)
{
    switch (state.kind) {
    case FeedState::Kind::Loading:
        return StateText::tr("loading");
    case FeedState::Kind::Live:
        return StateText::tr("live");
    case FeedState::Kind::Polling:
        if (state.interval <= Millis(0))
            return StateText::tr("asked by hand");
        return StateText::tr("every %1", "%1 is a duration such as 30 s")
            .arg(durationText(state.interval));
    case FeedState::Kind::Paused:
        return StateText::tr("paused");
    case FeedState::Kind::Limited:
        if (!isKnown(state.until))
            return StateText::tr("limited");
        return StateText::tr("limited until %1").arg(clockTime(state.until, now));
    case FeedState::Kind::NeedsLogin:
        return StateText::tr("sign in to read");
    case FeedState::Kind::Offline:
        if (!isKnown(state.since))
            return StateText::tr("offline");
        return StateText::tr("offline since %1").arg(clockTime(state.since, now));
    case FeedState::Kind::Failed:
        return errorWords(state.error);
    case FeedState::Kind::Ended:
        return StateText::tr("ended");
    }
    return StateText::tr("loading");
}

QString stateSentence(const FeedState& state, Timestamp now)
{
    switch (state.kind) {
    case FeedState::Kind::Loading:
        return StateText::tr("The first answer of the server is awaited.");
    case FeedState::Kind::Live:
        return StateText::tr("New posts are delivered as they are written.");
    case FeedState::Kind::Polling:
        if (state.interval <= Millis(0))
            return StateText::tr("The server is asked when you refresh.");
        return StateText::tr("The server is asked for new posts every %1.")
            .arg(durationText(state.interval));
    case FeedState::Kind::Paused:
        return StateText::tr("Paused by you; nothing is asked until you resume.");
    case FeedState::Kind::Limited:
        if (!isKnown(state.until))
            return StateText::tr(
                "The server asked for a pause; what is shown stays and reading goes on later.");
        return StateText::tr("The server asked for a pause until %1; reading goes on then.")
            .arg(clockTime(state.until, now));
    case FeedState::Kind::NeedsLogin:
        return StateText::tr("This server shows this to signed-in people only.");
    case FeedState::Kind::Offline:
        // Within the minute a clock time would say nothing.
        if (isKnown(state.until) && state.until - now > std::chrono::minutes(1))
            return StateText::tr("The server has not answered since %1; next try at %2.")
                .arg(clockTime(state.since, now), clockTime(state.until, now));
        if (isKnown(state.since))
            return StateText::tr("The server has not answered since %1; it is asked again soon.")
                .arg(clockTime(state.since, now));
        return StateText::tr("The server does not answer; it is asked again soon.");
    case FeedState::Kind::Failed:
        return errorText(state.error);
    case FeedState::Kind::Ended:
        return StateText::tr("Everything there was has been shown.");
    }
    return {};
}

bool stateIsTrouble(const FeedState& state)
{
    switch (state.kind) {
    case FeedState::Kind::Limited:
    case FeedState::Kind::NeedsLogin:
    case FeedState::Kind::Offline:
    case FeedState::Kind::Failed:
        return true;
    default:
        return false;
    }
}

} // namespace staffroom
