#include "ui/post/post_icon.h"

#include "ui/base/icons.h"
#include "ui/post/text_block.h"

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QLatin1StringView fileOf(PostIcon icon)
{
    switch (icon) {
    case PostIcon::Reply:
        return "reply"_L1;
    case PostIcon::Boost:
        return "boost"_L1;
    case PostIcon::Favourite:
        return "favourite"_L1;
    case PostIcon::Warning:
        return "warning"_L1;
    case PostIcon::Followers:
        return "lock"_L1;
    case PostIcon::Direct:
        return "mail"_L1;
    case PostIcon::Unlisted:
        return "moon"_L1;
    case PostIcon::Menu:
        return "more"_L1;
    case PostIcon::Play:
        return "play"_L1;
    case PostIcon::Audio:
        return "audio"_L1;
    case PostIcon::Picture:
        return "image"_L1;
    case PostIcon::Cover:
        return "eye-off"_L1;
    case PostIcon::Link:
        return "link"_L1;
    case PostIcon::Quote:
        return "quote"_L1;
    case PostIcon::Gap:
        return "gap"_L1;
    case PostIcon::Retry:
        return "refresh"_L1;
    case PostIcon::Older:
        return "clock"_L1;
    case PostIcon::Edited:
        return "compose"_L1;
    case PostIcon::Person:
        return "user"_L1;
    case PostIcon::Bookmark:
        return "bookmark"_L1;
    case PostIcon::Poll:
        return "poll"_L1;
    case PostIcon::Bell:
        return "bell"_L1;
    case PostIcon::Sending:
        return "clock"_L1;
    case PostIcon::Star:
        return "star"_L1;
    case PostIcon::StarAdd:
        return "star-add"_L1;
    case PostIcon::Hidden:
        return "eye-off"_L1;
    case PostIcon::Storm:
        return "users"_L1;
    case PostIcon::Verified:
        return "verified"_L1;
    case PostIcon::Pin:
        return "pin"_L1;
    case PostIcon::Count_:
        break;
    }
    return "info"_L1;
}

} // namespace

PostIcons::PostIcons(const Style& style, qreal ratio)
    : m_tokens(style.tokens)
    , m_size(style.smallIcon())
    , m_ratio(ratio)
{
}

const QPixmap& PostIcons::get(PostIcon icon, Ink ink) const
{
    QPixmap& pixmap = m_pixmaps[size_t(icon) * kInks + size_t(ink)];
    if (pixmap.isNull()) {
        const std::array<QColor, kInks> colours{m_tokens.text, m_tokens.textSecond, m_tokens.accent,
            m_tokens.danger, QColor(Qt::white), m_tokens.host, m_tokens.question,
            m_tokens.questionFill};
        pixmap = iconPixmap(fileOf(icon), colours[size_t(ink)], m_size, m_ratio);
    }
    return pixmap;
}

} // namespace staffroom
