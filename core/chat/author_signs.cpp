#include "core/chat/author_signs.h"

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRepeats = 3;
constexpr qsizetype kRepeatLetters = 24;

bool hasLink(const ChatItem& item)
{
    if (!item.post.links.isEmpty())
        return true;
    for (const auto& part : item.features.plain.parts) {
        if (part.kind == TextPart::Kind::Link)
            return true;
    }
    return false;
}

/// More tags than it has to say, and nothing that takes part.
bool isHeap(const ChatItem& item)
{
    const auto& labels = item.features.labels;
    return item.features.isTagHeap && !item.post.inReplyTo
        && std::all_of(labels.begin(), labels.end(),
            [](const auto& label) { return label.form == ChatLabel::Form::Tag; });
}

QString repeatKey(const ChatItem& item)
{
    const auto& text = item.features.copyText;
    // A reply repeats little by little; a text copy repeats somebody else.
    if (item.features.isTextCopy
        || text.size() < (hasLink(item) ? kRepeatLetters / 2 : kRepeatLetters))
        return {};
    return text.left(80);
}

} // namespace

void AuthorSigns::count(const ChatItem& item, int by)
{
    posts += by;
    if (item.features.isSelling)
        selling += by;
    else if (isHeap(item))
        heaps += by;
    else if (!hasLink(item) && item.features.words >= 2
        && (item.post.inReplyTo || !item.features.labels.empty() || item.features.words >= 4))
        genuine += by;
    if (const QString key = repeatKey(item); !key.isEmpty()) {
        if ((repeats[key] += by) <= 0)
            repeats.remove(key);
    }
}

bool AuthorSigns::isRepeated(const ChatItem& item) const
{
    return repeats.value(repeatKey(item)) >= kRepeats;
}

bool AuthorSigns::isSpammer() const
{
    const int bad = selling + heaps;
    return bad > 0 && (genuine == 0 || bad >= 2 * genuine);
}

HiddenBecause AuthorSigns::verdict(const ChatItem& item, QString* detail) const
{
    if (isRepeated(item)) {
        *detail = item.features.plain.text.left(60);
        return HiddenBecause::Repeated;
    }
    if (item.features.isSelling && !takesPart()) {
        *detail = item.features.sells;
        return HiddenBecause::Promotion;
    }
    if (isHeap(item) && !takesPart() && hasLink(item)) {
        *detail = item.features.otherTags.join(u' ');
        return HiddenBecause::ManyTags;
    }
    return isSpammer() ? HiddenBecause::Company : HiddenBecause::Nothing;
}

} // namespace staffroom
