#include "core/services/x/text_chars.h"
#include "core/services/x/text_entities.h"

namespace staffroom::x {

namespace {

constexpr int kLongestName = 20;
constexpr int kLongestSlug = 25;

/// A text and what of it is used up: the sign in front of a mention must not belong to the one
/// before.
struct MentionScan {
    const QString& text;
    int used = 0;

    bool has(int at) const { return at >= used && at < text.size(); }
    char16_t unit(int at) const { return text[at].unicode(); }
};

int nameEndIn(const QString& text, int start)
{
    int end = start;
    while (end < text.size() && end - start < kLongestName && isNameChar(text[end].unicode()))
        ++end;
    return end;
}

/// "/name" of a list; `start` when there is none.
int slugEndIn(const QString& text, int start)
{
    if (start + 1 >= text.size() || text[start] != u'/'
        || !isAsciiLetter(text[start + 1].unicode()))
        return start;
    int end = start + 1;
    while (end < text.size() && end - start - 1 < kLongestSlug
        && (isNameChar(text[end].unicode()) || text[end] == u'-'))
        ++end;
    return end;
}

/// What follows says that it was an address of mail, a longer word or a link.
bool spoilsMention(const QString& text, int after)
{
    if (after >= text.size())
        return false;
    const char16_t unit = text[after].unicode();
    return isAtSign(unit) || isLatinAccent(unit)
        || QStringView(text).sliced(after).startsWith(u"://");
}

bool mayStandBeforeMention(char16_t unit)
{
    if (isNameChar(unit) || isAtSign(unit))
        return false;
    return !QStringView(u"!#$%&*").contains(unit);
}

/// "RT@name" counts although a letter stands in front.
bool endsInRetweet(const MentionScan& scan, int at)
{
    if (!scan.has(at - 2) || (scan.unit(at - 2) | 0x20) != u'r'
        || (scan.unit(at - 1) | 0x20) != u't')
        return false;
    if (at == 2)
        return true;
    if (!scan.has(at - 3))
        return false;
    const char16_t before = scan.unit(at - 3);
    return !isNameChar(before) && !QStringView(u"+~.-").contains(before);
}

} // namespace

std::vector<Entity> mentionsIn(const QString& text)
{
    std::vector<Entity> found;
    MentionScan scan{text};
    for (int at = 0; at < text.size(); ++at) {
        if (!isAtSign(scan.unit(at)))
            continue;
        const bool isFree = at == 0
            || (scan.has(at - 1) && mayStandBeforeMention(scan.unit(at - 1)))
            || endsInRetweet(scan, at);
        const int nameEnd = nameEndIn(text, at + 1);
        if (!isFree || nameEnd == at + 1)
            continue;
        const int end = slugEndIn(text, nameEnd);
        scan.used = end;
        if (!spoilsMention(text, end))
            found.push_back({end > nameEnd ? Entity::Kind::List : Entity::Kind::Mention, at,
                end - at, text.mid(at + 1, nameEnd - at - 1), text.mid(nameEnd, end - nameEnd)});
        at = end - 1;
    }
    return found;
}

QString replyNameIn(const QString& text)
{
    int at = 0;
    while (at < text.size()
        && (isTextSpace(text[at].unicode()) || isDirectionMark(text[at].unicode())))
        ++at;
    if (at >= text.size() || !isAtSign(text[at].unicode()))
        return {};
    const int end = nameEndIn(text, at + 1);
    return spoilsMention(text, end) ? QString() : text.mid(at + 1, end - at - 1);
}

} // namespace staffroom::x
