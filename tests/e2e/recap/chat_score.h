#pragma once

#include "core/base/result.h"

#include <QString>
#include <QStringList>

namespace staffroom::test {

/// How well a transcript was sorted, by the rules of its format: over posts that were not deleted
/// and are not ambiguous.
struct ChatScore {
    int posts = 0;
    int right = 0; ///< the number, none included, or one that is equally right
    int hard = 0; ///< posts where "the newest question" is wrong
    int hardRight = 0;
    int anchors = 0;
    int anchorsFound = 0; ///< as predicted, right or wrong
    int anchorsRight = 0;
    int spam = 0;
    int spamHidden = 0;
    int others = 0;
    int othersHidden = 0;
    QStringList mistakes; ///< one line each

    double accuracy() const { return share(right, posts); }
    double hardAccuracy() const { return share(hardRight, hard); }
    double anchorF1() const { return share(2 * anchorsRight, anchors + anchorsFound); }
    double otherHidden() const { return others == 0 ? 0 : share(othersHidden, others); }
    QString summary() const;

private:
    static double share(int part, int whole)
    {
        return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
    }
};

/// Sorts the transcript as the program does and compares. `metaFile` may be empty.
Result<ChatScore> scoreTranscript(const QString& file, const QString& metaFile);

} // namespace staffroom::test
