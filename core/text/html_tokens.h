#pragma once

#include <QString>
#include <QStringView>

namespace staffroom {

/// One tag of markup: name in lower case, and the three attributes anything here looks at.
struct HtmlTag {
    QString name;
    bool isEnd = false;
    QString href;
    QString classes;
    QString start; ///< of <ol start>
};

/// Reads the construct at `i`, which stands on '<', and moves behind it. Returns true and fills
/// `tag` for a start or end tag; false when it was a comment, a declaration or broken (dropped),
/// or when the '<' is only text: then `i` has not moved.
/// Linear: never looks at a character twice except for a comment without an end, which is dropped
/// with the rest of the text.
bool readTag(QStringView html, qsizetype& i, HtmlTag& tag);

/// Moves `i` behind the end tag of a raw-text element (script, style, ...) or to the end.
void skipRawText(QStringView html, qsizetype& i, const QString& name);

} // namespace staffroom
