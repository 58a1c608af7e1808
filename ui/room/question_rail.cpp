#include "ui/room/question_rail.h"

#include "ui/base/time_text.h"
#include "ui/room/room_words.h"

#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QString railKey(const RoomView& view)
{
    switch (view.show) {
    case RoomView::Show::Question:
        return u"q%1"_s.arg(view.question);
    case RoomView::Show::Unplaced:
        return u"none"_s;
    case RoomView::Show::Hidden:
        return u"hidden"_s;
    case RoomView::Show::Starred:
        return u"starred"_s;
    default:
        return u"all"_s;
    }
}

std::optional<RailEntry> railEntry(const QString& key)
{
    RailEntry out;
    if (key == "all"_L1)
        out.view.show = RoomView::Show::Stream;
    else if (key == "none"_L1)
        out.view.show = RoomView::Show::Unplaced;
    else if (key == "hidden"_L1)
        out.view.show = RoomView::Show::Hidden;
    else if (key == "starred"_L1)
        out.view.show = RoomView::Show::Starred;
    else if (key == "recap"_L1)
        out.isRecap = true;
    else if (key.startsWith(u'q'))
        out.view = {RoomView::Show::Question, key.mid(1).toInt()};
    else
        return std::nullopt;
    return out;
}

QuestionRail::QuestionRail(Room& room, QWidget* parent)
    : RowList(parent)
    , m_room(room)
{
    setAccessibleName(tr("Questions"));
    setChosen(u"all"_s);
    connect(this, &RowList::picked, this, [this](const QString& key) {
        const auto entry = railEntry(key);
        if (!entry)
            return;
        if (entry->isRecap)
            Q_EMIT recapPicked();
        else
            Q_EMIT viewPicked(entry->view);
    });
    refresh();
}

void QuestionRail::setOpen(const RoomView& view)
{
    setChosen(railKey(view));
}

void QuestionRail::refresh()
{
    setRows(made());
}

std::vector<RowList::Row> QuestionRail::made() const
{
    std::vector<Row> out;
    const Timestamp now = m_room.now();
    const RoomFigures figures = m_room.figures();
    const QLocale locale;
    Row all;
    all.key = u"all"_s;
    all.icon = "chat"_L1;
    all.title = tr("All");
    all.count = locale.toString(figures.posts);
    all.spoken = tr("All, %1 posts").arg(figures.posts);
    out.push_back(all);
    const auto current = m_room.currentQuestion();
    for (const ChatQuestion& question : m_room.questions()) {
        Row row;
        row.key = u"q%1"_s.arg(question.number);
        row.lead = u"Q%1"_s.arg(question.number);
        row.title = clockTime(question.asked, now);
        row.detail = questionWords(question).simplified();
        row.count = question.answers > 0 ? locale.toString(question.answers) : QString();
        const int unread = m_room.unread(question.number);
        row.isUnread = unread > 0;
        row.isCurrent = current == question.number;
        row.icon = row.isCurrent ? "clock"_L1 : unread == 0 ? "check"_L1 : QLatin1StringView();
        QStringList spoken{tr("Question %1").arg(question.number)};
        if (row.isCurrent)
            spoken << tr("the one that is on");
        spoken << (question.answers == 1 ? tr("1 answer")
                                         : tr("%n answers", nullptr, question.answers));
        if (unread > 0)
            spoken << tr("%1 not read").arg(unread);
        spoken << tr("asked %1").arg(clockTime(question.asked, now)) << row.detail;
        row.spoken = spoken.join(u", "_s);
        row.tooltip = row.detail;
        out.push_back(std::move(row));
    }
    const auto add = [&](const QString& key, QLatin1StringView icon, const QString& title,
                         int count, bool isSeparated = false) {
        Row row;
        row.key = key;
        row.icon = icon;
        row.title = title;
        row.count = count > 0 ? locale.toString(count) : QString();
        row.isSeparated = isSeparated;
        out.push_back(std::move(row));
    };
    add(u"none"_s, "list"_L1, tr("No question"), 0, true);
    if (m_room.unread(-1) > 0)
        out.back().isUnread = true;
    add(u"starred"_s, "star"_L1, tr("Starred"), 0);
    add(u"hidden"_s, "eye-off"_L1, tr("Hidden"), figures.hidden);
    add(u"recap"_s, "drafts"_L1, tr("Recap"), 0, true);
    return out;
}

} // namespace staffroom
