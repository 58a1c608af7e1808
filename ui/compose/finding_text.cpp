#include "ui/compose/finding_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("FindingText", text, nullptr, n);
}

QString tooLong(const Finding& finding, const FindingWords& words)
{
    const QString over = QLocale().toString(finding.count);
    if (words.parts > 1) {
        return tr("Part %1 is too long by %2. Shorten it or split it.")
            .arg(finding.part + 1)
            .arg(over);
    }
    return tr("Too long by %1. Shorten it or split it into several posts.").arg(over);
}

QString pollSentence(const FindingWords& words)
{
    return tr("A poll needs two to %1 options, each with words, none over %2 characters.")
        .arg(words.limits.maxPollOptions)
        .arg(words.limits.maxPollOption);
}

QString label(const Finding& finding)
{
    return tr("This says A%1, but Q%2 is on now.").arg(finding.number).arg(finding.count);
}

} // namespace

QString findingText(const Finding& finding, const FindingWords& words)
{
    switch (finding.kind) {
    case Finding::Kind::Empty:
        return words.parts > 1 ? tr("Part %1 has no words yet.").arg(finding.part + 1)
                               : tr("There are no words to send yet.");
    case Finding::Kind::TooLong:
        return tooLong(finding, words);
    case Finding::Kind::NoAccount:
        return words.handle.isEmpty()
            ? tr("Choose the account that this goes out as.")
            : tr("@%1 is not signed in here any more. Your words are kept; choose another account "
                 "or sign in again.")
                  .arg(words.handle);
    case Finding::Kind::TooManyMedia:
        return tr("A post takes %1 pictures here. Take some out or put them into another part.")
            .arg(words.limits.maxMedia);
    case Finding::Kind::AltTooLong:
        return tr("The description of picture %1 is too long by %2.")
            .arg(finding.media + 1)
            .arg(QLocale().toString(finding.count));
    case Finding::Kind::PollIncomplete:
        return pollSentence(words);
    case Finding::Kind::PollWithMedia:
        return tr("A post cannot have pictures and a poll at once here. Take one of them out.");
    case Finding::Kind::ScheduleTooSoon:
        return tr("That time is too soon. Choose one at least %1 minutes from now.")
            .arg((words.limits.minSchedule.count() + 59) / 60);
    case Finding::Kind::CannotEdit:
        return tr("This server does not let posts be changed. You can send it as a new post.");
    case Finding::Kind::TagMissing:
        return tr("It goes out without #%1, so the chat will not see it.").arg(words.hashtag);
    case Finding::Kind::NotPublic:
        return tr("Only public posts are found under #%1. This one is not public, so the chat will "
                  "not see it.")
            .arg(words.hashtag);
    case Finding::Kind::OtherAccount:
        return tr("It goes out as @%1, which is not the account of this column.").arg(words.handle);
    case Finding::Kind::LabelMismatch:
        return label(finding);
    case Finding::Kind::AltMissing:
        return tr("Picture %1 has no description, so people who cannot see it miss it.")
            .arg(finding.media + 1);
    }
    return {};
}

QString visibilityWords(Visibility visibility)
{
    switch (visibility) {
    case Visibility::Public:
        return tr("Public");
    case Visibility::Unlisted:
        return tr("Quiet public");
    case Visibility::Followers:
        return tr("Followers");
    case Visibility::Direct:
        return tr("Only people named");
    }
    return {};
}

QString visibilitySentence(Visibility visibility)
{
    switch (visibility) {
    case Visibility::Public:
        return tr("Everybody, and the chat finds it by its hashtag");
    case Visibility::Unlisted:
        return tr("Everybody who has the link; hashtags do not find it");
    case Visibility::Followers:
        return tr("Your followers and the people named");
    case Visibility::Direct:
        return tr("Nobody but the people named");
    }
    return {};
}

} // namespace staffroom
