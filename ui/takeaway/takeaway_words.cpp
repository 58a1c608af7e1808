#include "ui/takeaway/takeaway_words.h"

#include <QCoreApplication>
#include <QGuiApplication>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Takeaway)
};

} // namespace

RecapWords recapWords()
{
    RecapWords out;
    out.language = QLocale().bcp47Name();
    out.isRightToLeft = QGuiApplication::layoutDirection() == Qt::RightToLeft;
    out.questions = Words::tr("Questions");
    out.question = Words::tr("Q%1", "number of a question");
    out.asked = Words::tr("asked at %1");
    out.picture = Words::tr("Picture: %1");
    out.pictureUndescribed = Words::tr("Picture without a description");
    out.questionUndescribed = Words::tr("Asked as a picture without a description");
    out.noAnswers = Words::tr("No answers were found.");
    out.host = Words::tr("host");
    out.answering = Words::tr("answers %1");
    out.also = Words::tr("also %1");
    out.elsewhere = Words::tr("also at %1", "a server");
    out.warning = Words::tr("Content warning: %1");
    out.quotes = Words::tr("Quotes %1: %2", "who, words");
    out.votes = Words::tr("%1 (%2)", "choice of a poll, number of votes");
    out.starred = Words::tr("Your starred posts");
    out.others = Words::tr("Around the questions");
    out.links = Words::tr("Links");
    out.people = Words::tr("People");
    out.person = Words::tr("Person %1");
    out.someone = Words::tr("someone");
    out.credit = Words::tr("The words belong to the people who wrote them.");
    out.leftOut = Words::tr("Left out");
    out.leftOutHidden = Words::tr("Hidden as spam or repetition: %1");
    out.leftOutNotPublic = Words::tr("Not public: %1");
    out.leftOutCopies = Words::tr("Copies of other posts: %1");
    out.leftOutBare = Words::tr("Only to be read on their own network: %1");
    return out;
}

QString shelfStateText(ShelfLink::State state)
{
    switch (state) {
    case ShelfLink::State::ToTry:
        return Words::tr("to try");
    case ShelfLink::State::Tried:
        return Words::tr("tried");
    case ShelfLink::State::Worked:
        return Words::tr("worked");
    case ShelfLink::State::NotForUs:
        return Words::tr("not for us");
    }
    return {};
}

QString noteAboutText(Note::About about)
{
    switch (about) {
    case Note::About::Person:
        return Words::tr("person");
    case Note::About::Space:
        return Words::tr("space");
    case Note::About::Tool:
        return Words::tr("tool");
    }
    return {};
}

Keepsakes::ExportWords keepsakeWords()
{
    Keepsakes::ExportWords out;
    out.shelf = Words::tr("Shelf");
    out.notes = Words::tr("Notes");
    out.tries = Words::tr("To try");
    out.toTry = shelfStateText(ShelfLink::State::ToTry);
    out.tried = shelfStateText(ShelfLink::State::Tried);
    out.worked = shelfStateText(ShelfLink::State::Worked);
    out.notForUs = shelfStateText(ShelfLink::State::NotForUs);
    out.person = noteAboutText(Note::About::Person);
    out.space = noteAboutText(Note::About::Space);
    out.tool = noteAboutText(Note::About::Tool);
    return out;
}

QString foundText(const FoundIn& found)
{
    QStringList parts;
    if (!found.chat.isEmpty())
        parts << u'#' + found.chat;
    if (found.question)
        parts << Words::tr("Q%1", "number of a question").arg(*found.question);
    if (!found.by.isEmpty())
        parts << u'@' + found.by;
    return parts.join(u", "_s);
}

} // namespace staffroom
