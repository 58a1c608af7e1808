#include "ui/hosting/hosting_text.h"

#include "ui/base/time_text.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Hosting)
};

/// "4:20", "1:04:20"
QString countdown(Millis rest)
{
    const qint64 seconds = std::max<qint64>(0, rest.count() / 1000);
    const QString tail = u"%1:%2"_s.arg(seconds / 60 % 60, seconds >= 3600 ? 2 : 1, 10, QChar(u'0'))
                             .arg(seconds % 60, 2, 10, QChar(u'0'));
    return seconds >= 3600 ? QString::number(seconds / 3600) + u':' + tail : tail;
}

} // namespace

QString lineKindText(ScriptLine::Kind kind)
{
    switch (kind) {
    case ScriptLine::Kind::Welcome:
        return Words::tr("Welcome");
    case ScriptLine::Kind::Question:
        return Words::tr("Question");
    case ScriptLine::Kind::Remark:
        return Words::tr("Remark");
    case ScriptLine::Kind::WrapUp:
        return Words::tr("Closing words");
    }
    return {};
}

QString lineTitle(const ScriptLine& line)
{
    return line.kind == ScriptLine::Kind::Question
        ? Words::tr("Q%1", "number of a question").arg(line.number)
        : lineKindText(line.kind);
}

QString lineStateText(const HostScript& script, size_t index, Timestamp now)
{
    const ScriptLine& line = script.lines[index];
    switch (line.state) {
    case ScriptLine::State::Waiting: {
        const Timestamp planned = plannedTime(script, index, now);
        const Millis late = now - planned;
        if (script.isRunning && late > std::chrono::minutes(1))
            return Words::tr("planned for %1, %2 ago", "clock time, how long")
                .arg(clockTime(planned, now), durationText(late));
        return Words::tr("planned for %1", "clock time").arg(clockTime(planned, now));
    }
    case ScriptLine::State::HandingOver:
        return Words::tr("The program ended while this went out. Is it there?");
    case ScriptLine::State::HandedOver:
        return line.posted
            ? Words::tr("sent off at %1", "clock time").arg(clockTime(*line.posted, now))
            : Words::tr("sent off");
    case ScriptLine::State::Skipped:
        return Words::tr("skipped");
    }
    return {};
}

QString runText(const HostScript& script, Timestamp now)
{
    const size_t next = nextLine(script);
    if (next >= script.lines.size())
        return script.lines.empty() ? Words::tr("Add what you want to post.")
                                    : Words::tr("Everything has been posted or skipped.");
    const QString title = lineTitle(script.lines[next]);
    if (!script.isRunning)
        return Words::tr("Not started. First is %1, planned for %2.", "line, clock time")
            .arg(title, clockTime(plannedTime(script, next, now), now));
    if (script.heldSince)
        return Words::tr("On hold since %1. Next is %2.", "clock time, line")
            .arg(clockTime(*script.heldSince, now), title);
    const Millis rest = plannedTime(script, next, now) - now;
    if (rest < Millis(0))
        return Words::tr("%1 is due now.", "line").arg(title);
    return script.isTimed
        ? Words::tr("%1 is posted in %2.", "line, minutes and seconds").arg(title, countdown(rest))
        : Words::tr("Next: %1 in %2, by hand.", "line, minutes and seconds")
              .arg(title, countdown(rest));
}

QString aboutText(const HostScript& script, Timestamp now)
{
    QString who = u'@' + script.account.account;
    for (const Source& mirror : script.mirrors)
        who = Words::tr("%1 and %2", "accounts").arg(who, u'@' + mirror.account);
    const QString times = Words::tr("from %1, every %2", "clock time, how long")
                              .arg(clockTime(script.begin, now), durationText(script.spacing));
    if (script.account.account.isEmpty())
        return Words::tr("#%1, %2", "hashtag, times").arg(script.hashtag, times);
    return Words::tr("#%1 as %2, %3", "hashtag, accounts, times").arg(script.hashtag, who, times);
}

QString driftText(Millis drift)
{
    if (drift < std::chrono::seconds(30))
        return Words::tr("on time");
    return Words::tr("%1 behind the plan", "how long").arg(durationText(drift));
}

} // namespace staffroom
