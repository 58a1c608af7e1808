#include "ui/timetable/timetable_text.h"

#include <QCoreApplication>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct FileText {
    Q_DECLARE_TR_FUNCTIONS(FileText)
};

QString noteText(FileNote note, int count)
{
    const QString number = QString::number(count);
    switch (note) {
    case FileNote::NotAnEntry:
        return FileText::tr("%1 left out: no start or no content").arg(number);
    case FileNote::NoTag:
        return FileText::tr("%1 left out: no hashtag in it").arg(number);
    case FileNote::TooMany:
        return FileText::tr("%1 left out: the file is too long").arg(number);
    case FileNote::RuleNotUnderstood:
        return FileText::tr("%1 without times: how often is not understood").arg(number);
    case FileNote::ZoneNotKnown:
        return FileText::tr("%1 without times: the time zone is not known").arg(number);
    case FileNote::ExceptionsIgnored:
        return FileText::tr("%1 with single days on or off, which are not kept").arg(number);
    case FileNote::EndIgnored:
        return FileText::tr("%1 with an end, which is not kept").arg(number);
    case FileNote::PartIgnored:
        return FileText::tr("%1 parts that make no sense, left out").arg(number);
    }
    return {};
}

} // namespace

QString problemText(ListingProblem problem)
{
    switch (problem) {
    case ListingProblem::NoTag:
        return FileText::tr("Type the hashtag of the chat.");
    case ListingProblem::BadTag:
        return FileText::tr("A hashtag is one word of letters and digits, such as SproutChat.");
    case ListingProblem::NoName:
        return FileText::tr("Give the chat a name.");
    case ListingProblem::NoZone:
        return FileText::tr(
            "A time needs a zone: choose the one in which the chat gives its time.");
    case ListingProblem::BadZone:
        return FileText::tr("This computer knows no such zone. Choose one from the list, such as "
                            "Europe/London.");
    case ListingProblem::NoWeekday:
        return FileText::tr("Choose the day of the week.");
    case ListingProblem::NoTime:
        return FileText::tr("Type the time at which it begins, such as 19:30.");
    case ListingProblem::BadMinutes:
        return FileText::tr("Type a number of minutes from 1 to 1440, or nothing.");
    case ListingProblem::NoNth:
        return FileText::tr("Tick the weeks of the month in which it meets.");
    case ListingProblem::BadYear:
        return FileText::tr("Type a year from 2006 to this one, or nothing.");
    case ListingProblem::BadSource:
        return FileText::tr("Each source is an address that begins with http:// or https://.");
    case ListingProblem::AnchorOnOtherDay:
        return FileText::tr("This date is another day of the week.");
    case ListingProblem::TooLong:
        return FileText::tr("This is longer than can be kept.");
    }
    return {};
}

QString importedText(const ChatDirectory::Imported& imported)
{
    QStringList parts;
    if (imported.added > 0)
        parts << FileText::tr("%1 added").arg(imported.added);
    if (imported.updated > 0)
        parts << FileText::tr("%1 changed").arg(imported.updated);
    if (imported.same > 0)
        parts << FileText::tr("%1 were there already").arg(imported.same);
    if (parts.isEmpty())
        parts << FileText::tr("No chats in this file");
    for (const auto& [note, count] : imported.notes)
        parts << noteText(note, count);
    return parts.join(u" · "_s);
}

QString exportedText(const ChatDirectory::Exported& exported)
{
    QString out = exported.written == 1
        ? FileText::tr("1 chat written")
        : FileText::tr("%n chats written", nullptr, exported.written);
    if (exported.leftOut > 0)
        out += u" · "_s
            + FileText::tr(
                "%n left out: a calendar needs a day and a time", nullptr, exported.leftOut);
    return out;
}

} // namespace staffroom
