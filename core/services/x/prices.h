#pragma once

#include <QStringList>
#include <QtGlobal>

namespace staffroom::x {

// What X charges since February 2026, in millionths of a US dollar (docs.x.com, getting started,
// pricing). Reads are charged for each resource that is returned, once in a day of UTC; the
// cheaper "owned reads" are left out, because only X knows who owns the client id.
inline constexpr qint64 kPricePost = 5'000;
inline constexpr qint64 kPriceUser = 10'000;
inline constexpr qint64 kPriceList = 5'000;
inline constexpr qint64 kPriceCounts = 5'000; ///< a request
inline constexpr qint64 kPriceNewPost = 15'000;
inline constexpr qint64 kPriceNewPostWithLink = 200'000;
inline constexpr qint64 kPriceDelete = 10'000;
inline constexpr qint64 kPriceRepost = 15'000; ///< and other interactions
inline constexpr qint64 kPriceBookmark = 5'000; ///< media descriptions and list changes too

/// What one answer is charged for. Ids of one kind may stand in it twice.
struct Bill {
    QStringList posts; ///< ids, included posts too
    QStringList users;
    QStringList lists;
    qint64 other = 0; ///< charged for each request: counts, writes

    bool isEmpty() const
    {
        return posts.isEmpty() && users.isEmpty() && lists.isEmpty() && other == 0;
    }
    bool operator==(const Bill&) const = default;
};

} // namespace staffroom::x
