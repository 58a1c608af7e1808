#include "core/services/mastodon/own_posts.h"

#include <QRegularExpression>
#include <QUrl>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

QString comparableText(const QString& typed)
{
    static const QRegularExpression host(u"(?<![=/\\w])@([\\w.-]*\\w)@[\\w.-]*\\w"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    static const QRegularExpression scheme(
        u"https?://"_s, QRegularExpression::CaseInsensitiveOption);
    // Servers that read Markdown take its signs away.
    static const QRegularExpression signs(
        u"[\\s*_~`>\\\\]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString text = QUrl::fromPercentEncoding(typed.toUtf8());
    text = text.normalized(QString::NormalizationForm_KC);
    text.replace(host, u"@\\1"_s);
    text.remove(scheme);
    text.remove(signs);
    return text.toCaseFolded();
}

QString comparableText(const RichText& fromServer)
{
    QString text;
    int at = 0;
    for (const auto& span : fromServer.spans) {
        if (span.start < at)
            continue;
        QString whole;
        if (span.kind == TextSpan::Kind::Link) {
            // Shown cut short, the address alone is whole.
            whole = fromServer.text.mid(span.start, span.length);
            if (whole.endsWith(u'…'))
                whole = QString::fromUtf8(span.target.toEncoded());
        } else if (span.kind == TextSpan::Kind::Mention && !span.label.isEmpty()) {
            whole = u'@' + span.label.section(u'@', 0, 0);
        } else {
            continue;
        }
        text += fromServer.text.mid(at, span.start - at) + whole;
        at = span.end();
    }
    return comparableText(text + fromServer.text.mid(at));
}

bool isResultOf(const Post& post, const Submission& submission)
{
    const QString answered = submission.inReplyTo ? submission.inReplyTo->remote : QString();
    const QString answers = post.inReplyTo ? post.inReplyTo->remote : QString();
    return post.created >= submission.written - kClockDifference && answers == answered
        && post.media.size() == submission.media.size()
        && post.poll.has_value() == submission.poll.has_value()
        && comparableText(post.contentWarning) == comparableText(submission.contentWarning)
        && comparableText(post.text) == comparableText(submission.text);
}

} // namespace staffroom::mastodon
