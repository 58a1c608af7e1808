#pragma once

#include <QString>

namespace staffroom {

/// The words between the posts, in the reader's language. `%1` and so on are filled in here.
struct RecapWords {
    QString language = QStringLiteral("en"); ///< of these words, BCP 47
    bool isRightToLeft = false;
    QString questions = QStringLiteral("Questions");
    QString question = QStringLiteral("Q%1");
    QString asked = QStringLiteral("asked at %1");
    QString picture = QStringLiteral("Picture: %1");
    QString pictureUndescribed = QStringLiteral("Picture without a description");
    QString questionUndescribed = QStringLiteral("Asked as a picture without a description");
    QString noAnswers = QStringLiteral("No answers were found.");
    QString host = QStringLiteral("host");
    QString answering = QStringLiteral("answers %1");
    QString also = QStringLiteral("also %1");
    QString elsewhere = QStringLiteral("also at %1");
    QString warning = QStringLiteral("Content warning: %1");
    QString quotes = QStringLiteral("Quotes %1: %2");
    QString votes = QStringLiteral("%1 (%2)");
    QString starred = QStringLiteral("Your starred posts");
    QString others = QStringLiteral("Around the questions");
    QString links = QStringLiteral("Links");
    QString people = QStringLiteral("People");
    QString person = QStringLiteral("Person %1");
    QString someone = QStringLiteral("someone");
    QString credit = QStringLiteral("The words belong to the people who wrote them.");
    QString leftOutHidden = QStringLiteral("Hidden as spam or repetition: %1");
    QString leftOutNotPublic = QStringLiteral("Not public: %1");
    QString leftOutCopies = QStringLiteral("Copies of other posts: %1");
    QString leftOutBare = QStringLiteral("Only to be read on their own network: %1");
    QString leftOut = QStringLiteral("Left out");
};

} // namespace staffroom
