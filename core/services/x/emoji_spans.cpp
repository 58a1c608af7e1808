#include "core/services/x/emoji_spans.h"

#include <unicode/uchar.h>
#include <unicode/utf16.h>

#include <algorithm>

namespace staffroom::x {

namespace {

constexpr UChar32 kNoPoint = -1;
constexpr UChar32 kJoiner = 0x200D;
constexpr UChar32 kAsText = 0xFE0E;
constexpr UChar32 kAsEmoji = 0xFE0F;
constexpr UChar32 kKeyMark = 0x20E3;
constexpr UChar32 kFirstTag = 0xE0020;
constexpr UChar32 kLastTag = 0xE007F;
constexpr UChar32 kFirstPicture = 0x2000; ///< below: letters that may be asked to be pictures
/// More than any recommended emoji has, so that no text makes a search long.
constexpr int kMostPoints = 16;

UChar32 pointAt(QStringView text, qsizetype at)
{
    if (at >= text.size())
        return kNoPoint;
    UChar32 point = 0;
    U16_GET(text.utf16(), 0, at, text.size(), point);
    return point;
}

bool isEmojiPoint(UChar32 point)
{
    return u_hasBinaryProperty(point, UCHAR_EMOJI) != 0;
}

bool isFlagLetter(UChar32 point)
{
    return u_hasBinaryProperty(point, UCHAR_REGIONAL_INDICATOR) != 0;
}

bool isRecommended(QStringView emoji)
{
    return u_stringHasBinaryProperty(reinterpret_cast<const UChar*>(emoji.utf16()),
               static_cast<int32_t>(emoji.size()), UCHAR_RGI_EMOJI)
        != 0;
}

/// A digit with the mark that makes a key of it.
qsizetype keyEnd(QStringView text, qsizetype start)
{
    const qsizetype at = start + (pointAt(text, start + 1) == kAsEmoji ? 2 : 1);
    return pointAt(text, at) == kKeyMark ? at + 1 : start;
}

/// Behind pictures that are nothing but pictures the mark is one more character to X.
bool takesMark(UChar32 picture)
{
    return picture <= 0xFFFF || !u_hasBinaryProperty(picture, UCHAR_EMOJI_PRESENTATION);
}

bool goesOn(UChar32 before, UChar32 point)
{
    return point == kJoiner || point == kAsEmoji || (point >= kFirstTag && point <= kLastTag)
        || u_hasBinaryProperty(point, UCHAR_EMOJI_MODIFIER) != 0
        || (before == kJoiner && isEmojiPoint(point))
        || (isFlagLetter(before) && isFlagLetter(point));
}

} // namespace

qsizetype emojiEnd(QStringView text, qsizetype start)
{
    UChar32 before = pointAt(text, start);
    if (before == kNoPoint || !isEmojiPoint(before))
        return start;
    if (before < 0x80)
        return keyEnd(text, start);
    qsizetype at = start + U16_LENGTH(before);
    const UChar32 mark = pointAt(text, at);
    if (mark == kAsText || (mark != kAsEmoji && before < kFirstPicture))
        return start;
    const bool ownsMark = mark == kAsEmoji && takesMark(before);
    qsizetype end = isFlagLetter(before) ? start : at + (ownsMark ? 1 : 0);
    for (int i = 1; i < kMostPoints && goesOn(before, pointAt(text, at)); ++i) {
        before = pointAt(text, at);
        at += U16_LENGTH(before);
        if (isRecommended(text.sliced(start, at - start)))
            end = std::max(end, at);
    }
    return end;
}

} // namespace staffroom::x
