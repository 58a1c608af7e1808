#include "core/text/custom_emoji.h"

#include <QHash>

#include <algorithm>

namespace staffroom {

namespace {

constexpr qsizetype kMaxShortcode = 100;

bool isShortcodeCharacter(QChar c)
{
    return c == u'_' || c == u'-' || c == u'+' || c == u'.' || c.isLetterOrNumber();
}

bool forbidsEmoji(TextSpan::Kind kind)
{
    switch (kind) {
    case TextSpan::Kind::Link:
    case TextSpan::Kind::Mention:
    case TextSpan::Kind::Tag:
    case TextSpan::Kind::Code:
    case TextSpan::Kind::CodeBlock:
        return true;
    default:
        return false;
    }
}

} // namespace

void markCustomEmoji(RichText& text, const std::vector<EmojiRef>& emojis)
{
    if (emojis.empty() || !text.text.contains(u':'))
        return;
    QHash<QString, QUrl> known;
    for (const auto& emoji : emojis) {
        if (emoji.url.scheme() == QLatin1StringView("https")
            || emoji.url.scheme() == QLatin1StringView("http"))
            known.insert(emoji.shortcode, emoji.url);
    }
    std::vector<std::pair<qsizetype, qsizetype>> closed; // [start, end) where no emoji goes
    for (const auto& span : text.spans) {
        if (forbidsEmoji(span.kind))
            closed.emplace_back(span.start, span.end());
    }
    std::sort(closed.begin(), closed.end());
    auto next = closed.begin();

    const QString& s = text.text;
    for (qsizetype i = s.indexOf(u':'); i >= 0;) {
        while (next != closed.end() && next->second <= i)
            ++next;
        if (next != closed.end() && next->first <= i) {
            i = s.indexOf(u':', next->second);
            continue;
        }
        qsizetype end = i + 1;
        while (end < s.size() && end - i <= kMaxShortcode && isShortcodeCharacter(s.at(end)))
            ++end;
        if (end < s.size() && s.at(end) == u':' && end > i + 1) {
            const QString code = s.mid(i + 1, end - i - 1);
            if (const auto it = known.constFind(code); it != known.constEnd()) {
                text.spans.push_back({TextSpan::Kind::CustomEmoji, static_cast<int>(i),
                    static_cast<int>(end + 1 - i), *it, code});
                i = s.indexOf(u':', end + 1);
                continue;
            }
        }
        i = s.indexOf(u':', end > i + 1 ? end : i + 1);
    }
}

} // namespace staffroom
