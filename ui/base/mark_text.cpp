#include "ui/base/mark_text.h"

#include "core/chat/placement.h"

#include <QCoreApplication>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct MarkText {
    Q_DECLARE_TR_FUNCTIONS(MarkText)
};

/// Foreign words inside a sentence of ours keep their own direction.
QString apart(const QString& foreign)
{
    return QChar(0x2068) + foreign + QChar(0x2069);
}

QString whyThere(PlacedBy by)
{
    switch (by) {
    case PlacedBy::Nothing:
        return {};
    case PlacedBy::Asking:
        return MarkText::tr("it asks it");
    case PlacedBy::Label:
        return MarkText::tr("its author wrote so");
    case PlacedBy::Reply:
        return MarkText::tr("it answers a post there");
    case PlacedBy::Quote:
        return MarkText::tr("it quotes a post there");
    case PlacedBy::Copy:
        return MarkText::tr("it says the same as a post there");
    case PlacedBy::Part:
        return MarkText::tr("it goes on with a post there");
    case PlacedBy::Wording:
        return MarkText::tr("it takes up the question's words");
    case PlacedBy::Time:
        return MarkText::tr("it was written while the question was on");
    case PlacedBy::Person:
        return MarkText::tr("you moved it there");
    }
    return {};
}

QString whyHidden(HiddenBecause because)
{
    switch (because) {
    case HiddenBecause::Nothing:
        return {};
    case HiddenBecause::Repeated:
        return MarkText::tr("Hidden: its author posts the same again and again");
    case HiddenBecause::ManyTags:
        return MarkText::tr("Hidden: more tags than words, of other matters");
    case HiddenBecause::Promotion:
        return MarkText::tr("Hidden: it sells something and takes no part");
    case HiddenBecause::Storm:
        return MarkText::tr("Hidden: one of many near-identical posts within a minute");
    case HiddenBecause::Company:
        return MarkText::tr("Hidden: its author's other posts are hidden");
    case HiddenBecause::Person:
        return MarkText::tr("Hidden by you");
    }
    return {};
}

} // namespace

QString placeBadge(const RowMarks& marks)
{
    if (!marks.question)
        return {};
    const QString number = QString::number(*marks.question);
    if (marks.isQuestion)
        return u'Q' + number;
    return u'A' + number + (marks.isSure ? QString() : u"?"_s);
}

QString placeSentence(const RowMarks& marks)
{
    if (!marks.question)
        return MarkText::tr("Under no question.");
    const QString why = whyThere(static_cast<PlacedBy>(marks.placedBy));
    if (why.isEmpty())
        return MarkText::tr("Under question %1.").arg(*marks.question);
    const QString place = MarkText::tr("Under question %1: %2.", "number; why: it answers …")
                              .arg(*marks.question)
                              .arg(why);
    return marks.isSure ? place
                        : MarkText::tr("%1 Not sure: %2 %.", "sentence; a number of per cent")
                              .arg(place)
                              .arg(qRound(marks.confidence * 100));
}

QStringList markWords(const RowMarks& marks)
{
    QStringList out;
    if (marks.isToMe)
        out << MarkText::tr("to you");
    if (marks.isMoved)
        out << MarkText::tr("moved by you");
    if (marks.hasNoTag)
        out << MarkText::tr("no tag");
    if (marks.isLate)
        out << MarkText::tr("arrived late");
    if (marks.textCopies == 1)
        out << MarkText::tr("+1 copy");
    else if (marks.textCopies > 1)
        out << MarkText::tr("+%n copies", nullptr, marks.textCopies);
    return out;
}

QString hiddenSentence(const RowMarks& marks)
{
    const QString why = whyHidden(static_cast<HiddenBecause>(marks.hidden));
    if (why.isEmpty() || marks.hiddenDetail.isEmpty())
        return why;
    return MarkText::tr("%1 (%2)", "why it is hidden; the repeated words or the site")
        .arg(why, apart(marks.hiddenDetail.left(80).simplified()));
}

QString stormSentence(int posts, int accounts)
{
    return MarkText::tr("%1 near-identical posts from %2 accounts")
        .arg(QLocale().toString(posts), QLocale().toString(accounts));
}

QString spokenMarks(const RowMarks& marks)
{
    QStringList out;
    if (marks.stormPosts > 0)
        out << stormSentence(marks.stormPosts, marks.stormAccounts);
    if (const QString hidden = hiddenSentence(marks); !hidden.isEmpty())
        out << hidden;
    if (marks.question) {
        const int number = *marks.question;
        if (marks.isQuestion)
            out << (marks.isHost ? MarkText::tr("Host asks question %1").arg(number)
                                 : MarkText::tr("Question %1").arg(number));
        else if (marks.isSure)
            out << MarkText::tr("Answer to question %1").arg(number);
        else
            out << MarkText::tr("Answer to question %1, not sure").arg(number);
    }
    if (marks.isHost && !(marks.question && marks.isQuestion))
        out << MarkText::tr("Host");
    if (marks.isStarred)
        out << MarkText::tr("Starred");
    if (const QStringList words = markWords(marks); !words.isEmpty())
        out << words.join(u", "_s);
    if (marks.sources.size() > 1)
        out << MarkText::tr("Seen on %1").arg(marks.sources.join(u", "_s));
    return out.isEmpty() ? QString() : out.join(u". "_s) + u'.';
}

QString headingText(const FeedRow::Heading& heading)
{
    if (heading.question) {
        const QString badge = u'Q' + QString::number(*heading.question);
        return heading.text.isEmpty() ? badge : badge + u' ' + heading.text;
    }
    if (heading.day)
        return QLocale().toString(*heading.day, QLocale::LongFormat);
    return heading.text;
}

QString spokenHeading(const FeedRow::Heading& heading)
{
    if (heading.question)
        return MarkText::tr("Question %1: %2").arg(*heading.question).arg(heading.text);
    return headingText(heading);
}

} // namespace staffroom
