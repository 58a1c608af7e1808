#pragma once

#include "ui/base/style.h"

#include <QPixmap>

#include <array>

namespace staffroom {

enum class Ink;

enum class PostIcon {
    Reply,
    Boost,
    Favourite,
    Warning,
    Followers,
    Direct,
    Unlisted,
    Menu,
    Play,
    Audio,
    Picture,
    Cover,
    Link,
    Quote,
    Gap,
    Retry,
    Older,
    Edited,
    Person,
    Bookmark,
    Poll,
    Bell,
    Sending,
    Star,
    StarAdd,
    Hidden,
    Storm,
    Verified,
    Pin,
    Count_,
};

/// All icons of a card, each drawn once for a style and a screen, so that painting only copies.
class PostIcons {
public:
    PostIcons() = default;
    PostIcons(const Style& style, qreal ratio);
    const QPixmap& get(PostIcon icon, Ink ink) const;

private:
    static constexpr size_t kInks = 8;
    StyleTokens m_tokens;
    int m_size = 16;
    qreal m_ratio = 1.0;
    mutable std::array<QPixmap, size_t(PostIcon::Count_) * kInks> m_pixmaps;
};

} // namespace staffroom
