#pragma once

#include "core/model/post.h"

#include <QJsonObject>
#include <QSet>

namespace staffroom::x {

// The text of a post and what lies where in it (entities of
// https://docs.x.com/x-api/fundamentals/data-dictionary). Pure; any thread.

/// What stands below the text, so that the links to it at the text's end are of no use there.
struct ShownBelow {
    QString post; ///< id of the post itself, whose page its own media links lead to
    QString quoted; ///< id; empty: no quoted post is shown
    QSet<QString> media; ///< media_keys
};

struct PostText {
    RichText text;
    QStringList tags; ///< each once, as first written
    std::optional<LinkCard> card;
};

/// The whole text, of a long post too, with the spans its entities tell. Their positions count code
/// points of the text as sent, where "&", "<" and ">" are escaped; one that does not fit is looked
/// for nearby and left out where it is not found. Links show what X shows for them and lead to
/// t.co, as X asks.
PostText postTextOf(const QJsonObject& post, const ShownBelow& below);

/// Username of a person that the text names; empty: it does not.
QString mentionedName(const QJsonObject& post, const QString& userId);
/// Does the text name this person? Either may be empty.
bool isMentioned(const QJsonObject& post, const QString& userId, const QString& username);

} // namespace staffroom::x
