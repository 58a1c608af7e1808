#include "ui/base/state_text.h"

#include "ui/base/error_text.h"
#include "ui/base/time_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

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
        if (state.error.path == kSpendingLimit)
            return errorWords(state.error);
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

namespace {

QString sentenceOf(const FeedState& state, Timestamp now)
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
        if (state.error.path == kSpendingLimit)
            return errorText(state.error);
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

QString costSentence(const FeedCost& cost)
{
    QString out = cost.hour
        ? StateText::tr("Reading here has cost about %1 today, and an hour as busy as the busiest "
                        "lately would cost about %2.")
              .arg(moneyText(cost.today), moneyText(*cost.hour))
        : StateText::tr("Reading here has cost about %1 today.").arg(moneyText(cost.today));
    out += u' '
        + (cost.dailyLimit
                ? StateText::tr("The account: %1 of %2 a day.")
                      .arg(moneyText(cost.accountToday), moneyText(*cost.dailyLimit))
                : StateText::tr("The account: %1 today.").arg(moneyText(cost.accountToday)));
    return out;
}

} // namespace

QString moneyText(qint64 micros)
{
    // Down to a tenth of a cent where it is that little: a post costs half a cent.
    const qint64 tenths = (micros + 500) / 1'000;
    const int decimals = tenths < 1'000 && tenths % 10 != 0 ? 3 : 2;
    return StateText::tr("$%1", "US dollars")
        .arg(QLocale().toString(double(micros) / 1e6, 'f', decimals));
}

QString costText(const FeedCost& cost)
{
    return cost.hour
        ? StateText::tr("about %1 today, %2 in a busy hour", "amounts of money")
              .arg(moneyText(cost.today), moneyText(*cost.hour))
        : StateText::tr("about %1 today", "amount of money").arg(moneyText(cost.today));
}

QString stateSentence(const FeedState& state, Timestamp now)
{
    const QString sentence = sentenceOf(state, now);
    return state.cost ? sentence + u'\n' + costSentence(*state.cost) : sentence;
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
