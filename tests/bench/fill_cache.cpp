// Fills the cache of a profile with made-up posts, spread over columns t1, t2 ...:
//   fill_cache PROFILE POSTS COLUMNS SERVER
#include "core/model/feed_spec.h"
#include "core/store/post_store.h"

#include "tests/bench/made_posts.h"
#include "tests/support/wait_for.h"

#include <QDateTime>
#include <QDir>

#include <cstdio>

using namespace staffroom;
using namespace Qt::Literals::StringLiterals;

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto arguments = QCoreApplication::arguments();
    if (arguments.size() != 5) {
        std::fputs("fill_cache PROFILE POSTS COLUMNS SERVER\n", stderr);
        return 2;
    }
    const QString profile = arguments.at(1);
    const int posts = arguments.at(2).toInt();
    const int columns = std::max(1, arguments.at(3).toInt());
    const QString server = arguments.at(4);
    QDir().mkpath(profile + u"/cache"_s);
    QDir().mkpath(profile + u"/data"_s);
    PostStore store({profile + u"/cache/cache.db"_s, profile + u"/data/user.db"_s});
    bench::MadePosts made(server, {u"t1"_s});
    // A post every two seconds up to now.
    const qint64 start = QDateTime::currentMSecsSinceEpoch() - qint64(posts) * 2000;
    constexpr int kBatch = 400;
    for (int done = 0; done < posts;) {
        for (int column = 0; column < columns && done < posts; ++column) {
            FeedSpec spec;
            spec.source = {{u"mastodon"_s}, server, {}};
            spec.tags = {u't' + QString::number(column + 1)};
            FeedWrite write;
            write.feedKey = spec.key();
            for (int i = 0; i < kBatch && done < posts; ++i, ++done) {
                StoredEntry entry;
                entry.post = made.next(timestampFromMs(start + qint64(done) * 2000));
                entry.time = entry.post->created;
                entry.placeId = entry.post->id;
                write.entries.push_back(std::move(entry));
            }
            if (!test::await(store.write(std::move(write)), std::chrono::minutes(1)))
                return 1;
        }
    }
    return test::await(store.flush(), std::chrono::minutes(1)) ? 0 : 1;
}
