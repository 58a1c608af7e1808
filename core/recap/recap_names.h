#pragma once

#include "core/model/post.h"
#include "core/recap/recap_words.h"

#include <QHash>
#include <QRegularExpression>

namespace staffroom {

/// Takes the names of people out of posts: everybody who was met becomes "Person 1", "Person 2" …
/// in the order of meeting; handles and names in texts are replaced too, mentions of strangers
/// become "someone". What a person is called in other ways (a nickname) cannot be known.
class RecapNames {
public:
    explicit RecapNames(RecapWords words);

    /// All that are to be met must be met before anything is replaced.
    void meet(const Author& author);
    QString nameOf(const QString& handle) const; ///< "Person 3"; of a stranger "someone"

    QString without(const QString& plain) const;
    RichText without(const RichText& text) const;
    /// The post with nothing left that leads to a person: no handle, picture, page or id.
    PostPtr without(const Post& post) const;

private:
    struct Cut {
        qsizetype start = 0;
        qsizetype length = 0;
        QString instead;
    };
    std::vector<Cut> cutsOf(const QString& text) const;
    const QRegularExpression& pattern() const;

    RecapWords m_words;
    QHash<QString, int> m_numbers; ///< by handle, lower case
    QHash<QString, int> m_names; ///< by what texts call them
    mutable std::optional<QRegularExpression> m_pattern;
};

} // namespace staffroom
