#include "ui/room/room_words.h"

#include "ui/base/state_text.h"
#include "ui/base/time_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RoomWords {
    Q_DECLARE_TR_FUNCTIONS(RoomWords)
};

bool isWorking(const FeedState& state)
{
    return state.kind == FeedState::Kind::Live || state.kind == FeedState::Kind::Polling
        || state.kind == FeedState::Kind::Ended;
}

} // namespace

QString questionLine(const ChatQuestion& question, int last, Timestamp now)
{
    const QString place = RoomWords::tr("Q%1 of %2", "number of the question, the last one asked")
                              .arg(question.number)
                              .arg(std::max(last, question.number));
    const Millis age = now - question.asked;
    if (age < std::chrono::minutes(1))
        return RoomWords::tr("%1 · asked just now").arg(place);
    if (age < std::chrono::hours(24))
        return RoomWords::tr("%1 · asked %2 ago", "place, a duration")
            .arg(place, durationText(age));
    return RoomWords::tr("%1 · asked %2", "place, a date")
        .arg(place, relativeTime(question.asked, now));
}

QString questionWords(const ChatQuestion& question)
{
    if (!question.hasText)
        return RoomWords::tr("Asked by a picture without a description");
    return question.text;
}

namespace {

/// What the room costs, whichever of its sources asks for money; empty: none does.
QString roomCost(const std::vector<RoomSource>& sources)
{
    std::optional<FeedCost> cost;
    for (const RoomSource& source : sources) {
        const auto& own = source.state.cost;
        if (!own)
            continue;
        FeedCost sum = cost.value_or(FeedCost());
        sum.today += own->today;
        if (own->hour)
            sum.hour = sum.hour.value_or(0) + *own->hour;
        cost = sum;
    }
    return cost ? costText(*cost) : QString();
}

} // namespace

QString sourcesLine(const std::vector<RoomSource>& sources, Timestamp now)
{
    if (sources.empty())
        return {};
    const QString cost = roomCost(sources);
    const QString tail = cost.isEmpty() ? QString() : QStringLiteral(" · ") + cost;
    if (sources.size() == 1)
        return RoomWords::tr("%1: %2", "a server; its state")
                   .arg(sources.front().source.label(), stateText(sources.front().state, now))
            + tail;
    const auto live = std::count_if(sources.begin(), sources.end(),
        [](const RoomSource& source) { return isWorking(source.state); });
    return RoomWords::tr("%1 of %2 sources live").arg(live).arg(sources.size()) + tail;
}

QString gapsLine(const std::vector<RoomSource>& sources, Timestamp now)
{
    int open = 0;
    const RoomSource* filled = nullptr;
    for (const RoomSource& source : sources) {
        open += source.gapsOpen;
        if (source.filledTo && (!filled || *source.filledTo > *filled->filledTo))
            filled = &source;
    }
    if (open == 1)
        return RoomWords::tr("1 gap still open");
    if (open > 1)
        return RoomWords::tr("%n gaps still open", nullptr, open);
    if (filled && filled->filledFrom)
        return RoomWords::tr("%1 to %2 filled", "two times of day")
            .arg(clockTime(*filled->filledFrom, now), clockTime(*filled->filledTo, now));
    return {};
}

QString sourcesInFull(const std::vector<RoomSource>& sources, Timestamp now)
{
    QStringList lines;
    for (const RoomSource& source : sources)
        lines << RoomWords::tr("%1: %2", "a server; its state")
                     .arg(source.source.label(), stateSentence(source.state, now));
    return lines.join(u'\n');
}

QString figuresLine(const RoomFigures& figures)
{
    QStringList parts;
    if (figures.posts == 0)
        return {};
    parts << (figures.people == 1 ? RoomWords::tr("1 person")
                                  : RoomWords::tr("%n people", nullptr, figures.people));
    const int rate = int(std::lround(figures.postsPerMinute));
    if (rate == 1)
        parts << RoomWords::tr("1 post a minute");
    else if (rate > 1)
        parts << RoomWords::tr("%n posts a minute", nullptr, rate);
    else if (figures.postsPerMinute > 0)
        parts << RoomWords::tr("less than 1 post a minute");
    else
        parts << (figures.posts == 1 ? RoomWords::tr("1 post")
                                     : RoomWords::tr("%n posts", nullptr, figures.posts));
    return parts.join(u" · "_s);
}

QString paceLine(const PaceState& pace)
{
    if (pace.waiting == 0)
        return pace.setting.mode == PaceSetting::Mode::Held ? RoomWords::tr("on hold") : QString();
    const QString waiting
        = RoomWords::tr("%1 waiting", "a number of posts").arg(QLocale().toString(pace.waiting));
    if (pace.behind < std::chrono::minutes(1))
        return waiting;
    return RoomWords::tr("%1 behind, %2", "a duration; how many wait")
        .arg(durationText(pace.behind), waiting);
}

QString paceName(const PaceSetting& pace)
{
    switch (pace.mode) {
    case PaceSetting::Mode::AsItComes:
        return RoomWords::tr("As it comes");
    case PaceSetting::Mode::Gentle:
        return RoomWords::tr("Gentle: %1 a minute").arg(pace.perMinute);
    case PaceSetting::Mode::Held:
        return RoomWords::tr("On hold");
    }
    return {};
}

QString statusLine(const Room& room)
{
    const Timestamp now = room.now();
    const auto sources = room.sources();
    QStringList parts{sourcesLine(sources, now)};
    parts << gapsLine(sources, now) << figuresLine(room.figures()) << paceLine(room.pace());
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString summaryLine(int posts, int toMe, std::optional<int> question, int waiting)
{
    QStringList parts;
    if (question)
        parts << RoomWords::tr("Question %1 was asked").arg(*question);
    if (posts == 1)
        parts << RoomWords::tr("1 new post");
    else if (posts > 1)
        parts << RoomWords::tr("%n new posts", nullptr, posts);
    if (toMe == 1)
        parts << RoomWords::tr("1 reply to you");
    else if (toMe > 1)
        parts << RoomWords::tr("%n replies to you", nullptr, toMe);
    if (!parts.isEmpty() && waiting > 0)
        parts << RoomWords::tr("%1 waiting", "a number of posts").arg(waiting);
    return parts.join(u", "_s);
}

} // namespace staffroom
