#include "core/services/mastodon/status_length.h"

#include "core/text/graphemes.h"
#include "core/text/html_to_text.h"

#include <QRegularExpression>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The host of a handle is not counted (Account::MENTION_RE).
QString withoutHosts(const QString& text)
{
    static const QRegularExpression mention(u"(?<![=/\\w])@(\\w+(?:[\\w.-]+\\w+)?)@[\\w.-]+\\w+"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    QString out = text;
    out.replace(mention, u"@\\1"_s);
    return out;
}

} // namespace

int statusLength(const QString& text, const QString& contentWarning, int charactersPerUrl)
{
    int length = graphemeCount(contentWarning);
    // Addresses are looked for piece by piece: linkify() reads no text of any length.
    static const QRegularExpression address(u"https?://\\S+"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QString rest;
    qsizetype at = 0;
    for (auto it = address.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const RichText piece = linkify(match.captured());
        if (piece.spans.empty() || piece.spans.front().kind != TextSpan::Kind::Link
            || piece.spans.front().start != 0)
            continue;
        rest += text.mid(at, match.capturedStart() - at);
        length += graphemeCount(withoutHosts(rest)) + charactersPerUrl;
        rest.clear();
        at = match.capturedStart() + piece.spans.front().length;
    }
    return length + graphemeCount(withoutHosts(rest + text.mid(at)));
}

} // namespace staffroom::mastodon
