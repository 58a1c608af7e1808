// What was asked for and what it cost, see XProgram.
#include "core/services/x/prices.h"
#include "tests/e2e/x/program.h"

#include <iostream>

namespace staffroom::x {

int XProgram::asked(QByteArrayView path, int status) const
{
    return int(std::count_if(exchanges.begin(), exchanges.end(), [&](const Exchange& one) {
        return one.path.startsWith(path) && (status == 0 || one.status == status);
    }));
}

FeedCost XProgram::cost() const
{
    for (const auto& feed : m_columns) {
        if (feed->state().cost)
            return *feed->state().cost;
    }
    ADD_FAILURE() << "no column shows a cost";
    return {};
}

qint64 XProgram::chargedOtherwise(int postsWithLink) const
{
    qint64 sum = 0;
    bool hasLists = false;
    bool hasLookUps = false;
    for (const auto& one : exchanges) {
        if (one.status < 200 || one.status > 299)
            continue;
        const bool isWrite = one.verb != "GET";
        const auto is = [&](QByteArrayView begin, QByteArrayView what = {}) {
            return one.path.startsWith(begin) && one.path.contains(what);
        };
        if (is("/2/tweets/counts/recent"))
            sum += kPriceCounts; // a request
        else if (is("/2/users/", "_lists"))
            hasLists = true; // each list once a day
        else if (one.path == "/2/users" || is("/2/users/by/username/"))
            hasLookUps = true; // the stand-in, once a day
        else if (one.path == "/2/tweets" && isWrite)
            sum += kPriceNewPost;
        else if (is("/2/tweets/") && isWrite)
            sum += kPriceDelete;
        else if (is("/2/users/", "/bookmarks") && isWrite)
            sum += kPriceBookmark;
        else if (is("/2/lists/", "/members") || is("/2/media/metadata"))
            sum += kPriceBookmark;
        else if (is("/2/users/") && isWrite)
            sum += kPriceRepost; // likes, follows and mutes as well
    }
    sum += postsWithLink * (kPriceNewPostWithLink - kPriceNewPost);
    sum += hasLists ? Rig::kLists * kPriceList : 0;
    sum += hasLookUps && !face.isNewer() ? kPriceUser : 0;
    return sum;
}

qint64 XProgram::metered()
{
    const auto log = rig->log();
    const qint64 amount = log.posts * kPricePost + log.users * kPriceUser;
    EXPECT_NEAR(log.dollars, double(amount) / 1e6, 0.0005);
    return amount;
}

void XProgram::expectCostIsMetered(int postsWithLink)
{
    settle();
    EXPECT_EQ(cost().accountToday - chargedOtherwise(postsWithLink), metered());
}

void XProgram::print(const std::string& what)
{
    const auto log = rig->log();
    std::cout << face << ": " << what << ": " << log.requests << " requests, "
              << log.violations.size() << " violations, metered $" << log.dollars << " ("
              << log.posts << " posts, " << log.users << " people), shown $"
              << double(cost().accountToday) / 1e6 << " in all\n";
}

} // namespace staffroom::x
