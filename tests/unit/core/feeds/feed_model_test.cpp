#include "core/feeds/feed_model.h"

#include "tests/unit/core/feeds/feed_fixture.h"

#include <QAbstractItemModelTester>
#include <QSet>

#include <random>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::fakeId;
using test::fakeSpec;

class FeedModelTest : public FeedFixture {
protected:
    std::unique_ptr<FeedModel> model(const std::shared_ptr<Feed>& feed, FeedOrder order)
    {
        return std::make_unique<FeedModel>(feed, order,
            [](const FeedRow& row) { return row.entry ? row.entry->post->text.text : u"-"_s; });
    }
    static QString picture(const FeedModel& model)
    {
        QStringList rows;
        for (int i = 0; i < model.rowCount(); ++i) {
            const auto& row = model.row(i);
            QString text = row.kind == FeedRow::Kind::Post ? row.entry->post->id.remote
                : row.kind == FeedRow::Kind::Gap           ? u"GAP"_s
                                                           : u"END"_s;
            if (row.hasReadLine)
                text += u"_"_s;
            rows << text;
        }
        return rows.join(u' ');
    }
    /// The rows as they follow from the feed alone.
    static void expectConsistent(const FeedModel& model)
    {
        const auto& feed = model.feed();
        std::vector<const FeedRow*> rows;
        for (int i = 0; i < model.rowCount(); ++i)
            rows.push_back(&model.row(i));
        if (model.order() == FeedOrder::ChatOrder)
            std::reverse(rows.begin(), rows.end());
        QSet<quint64> keys;
        size_t entry = 0;
        std::optional<Timestamp> above;
        for (const auto* row : rows) {
            EXPECT_FALSE(keys.contains(row->key));
            keys.insert(row->key);
            if (row->kind == FeedRow::Kind::Post) {
                ASSERT_LT(entry, feed.entries().size());
                EXPECT_EQ(row->entry->post, feed.entries()[entry].post);
                EXPECT_EQ(model.row(model.rowOfKey(row->key)).key, row->key);
                EXPECT_EQ(model.row(model.rowOfPost(row->entry->post->id)).entry, row->entry);
                above = row->entry->time;
                ++entry;
            } else if (row->kind == FeedRow::Kind::Gap) {
                EXPECT_TRUE(above && *above >= row->gap->newer);
                if (entry < feed.entries().size()) {
                    EXPECT_LT(feed.entries()[entry].time, row->gap->newer);
                }
            }
        }
        EXPECT_EQ(entry, feed.entries().size());
        EXPECT_EQ(rows.back()->kind, FeedRow::Kind::End);
        EXPECT_EQ(rows.back()->end, feed.end());
    }
};

TEST_F(FeedModelTest, ShowsPostsThenTheEndInBothOrders)
{
    addPosts(u"a"_s, 3);
    const auto feed = hub().feed(fakeSpec());
    const auto newest = model(feed, FeedOrder::NewestFirst);
    const auto chat = model(feed, FeedOrder::ChatOrder);
    EXPECT_EQ(picture(*newest), u"END"_s);
    run(1s);
    EXPECT_EQ(picture(*newest), u"a2 a1 a0 END"_s);
    EXPECT_EQ(picture(*chat), u"END a0 a1 a2"_s);
    EXPECT_EQ(newest->row(3).end, FeedEnd::Reached);
    EXPECT_EQ(newest->data(newest->index(0), Qt::AccessibleTextRole).toString(), u"Post a2"_s);
    EXPECT_FALSE(newest->data(newest->index(0), Qt::DecorationRole).isValid());
    newest->setOrder(FeedOrder::ChatOrder);
    EXPECT_EQ(picture(*newest), u"END a0 a1 a2"_s);
    EXPECT_EQ(newest->rowOfPost(fakeId(u"a0"_s)), 1);
    EXPECT_EQ(newest->rowOfPost(fakeId(u"none"_s)), -1);
    EXPECT_EQ(newest->rowOfKey(1), -1);
}

TEST_F(FeedModelTest, ReadLineIsUnderTheOldestUnreadRow)
{
    addPosts(u"a"_s, 4);
    const auto feed = hub().feed(fakeSpec());
    const auto newest = model(feed, FeedOrder::NewestFirst);
    run(1s);
    feed->setReadMarker(fakeId(u"a1"_s));
    EXPECT_EQ(picture(*newest), u"a3 a2_ a1 a0 END"_s);
    feed->setReadMarker(fakeId(u"a3"_s));
    EXPECT_EQ(picture(*newest), u"a3 a2 a1 a0 END"_s);
    run(5s);
    addPost(u"b"_s);
    feed->refresh();
    run(1s);
    EXPECT_EQ(picture(*newest), u"b_ a3 a2 a1 a0 END"_s);
    server().remove(fakeId(u"a3"_s));
    feed->refresh();
    run(2s);
    EXPECT_EQ(picture(*newest), u"b_ a2 a1 a0 END"_s);
}

TEST_F(FeedModelTest, AGapIsARowBetweenThePostsAroundIt)
{
    addPosts(u"a"_s, 2);
    const auto feed = hub().feed(fakeSpec());
    const auto newest = model(feed, FeedOrder::NewestFirst);
    const auto chat = model(feed, FeedOrder::ChatOrder);
    run(1s);
    server().pageSize = 2;
    hub().setOnline(false);
    run(100s);
    addPosts(u"b"_s, 30);
    hub().setOnline(true);
    run(60s);
    ASSERT_EQ(feed->gaps().size(), 1U);
    const auto shown = picture(*newest);
    EXPECT_EQ(shown.count(u"GAP"_s), 1);
    EXPECT_TRUE(shown.endsWith(u"b8 GAP a1 a0 END"_s)) << shown.toStdString();
    EXPECT_TRUE(picture(*chat).startsWith(u"END a0 a1 GAP b8"_s));
    const auto key = newest->row(newest->rowCount() - 4).key;
    const auto revision = newest->row(newest->rowCount() - 4).revision;
    feed->fillGap(feed->gaps()[0].id);
    EXPECT_TRUE(newest->row(newest->rowOfKey(key)).gap->isLoading);
    EXPECT_GT(newest->row(newest->rowOfKey(key)).revision, revision);
    run(30s);
    EXPECT_EQ(picture(*newest).count(u"GAP"_s), 0);
    EXPECT_EQ(newest->rowCount(), 33);
    EXPECT_EQ(newest->rowOfKey(key), -1);
}

TEST_F(FeedModelTest, OneArrivalIsOneInsertOfOneRow)
{
    addPosts(u"a"_s, 30);
    const auto feed = hub().feed(fakeSpec());
    const auto newest = model(feed, FeedOrder::NewestFirst);
    run(1s);
    QStringList signals_;
    QObject::connect(newest.get(), &QAbstractItemModel::rowsInserted, newest.get(),
        [&](const QModelIndex&, int a, int b) { signals_ << u"+%1-%2"_s.arg(a).arg(b); });
    QObject::connect(newest.get(), &QAbstractItemModel::rowsRemoved, newest.get(),
        [&](const QModelIndex&, int a, int b) { signals_ << u"-%1-%2"_s.arg(a).arg(b); });
    QObject::connect(newest.get(), &QAbstractItemModel::dataChanged, newest.get(),
        [&](const QModelIndex& a, const QModelIndex& b) {
            signals_ << u"~%1-%2"_s.arg(a.row()).arg(b.row());
        });
    QObject::connect(newest.get(), &QAbstractItemModel::modelReset, newest.get(),
        [&] { signals_ << u"reset"_s; });
    const auto key = newest->row(5).key;
    run(10s);
    addPost(u"b"_s);
    feed->refresh();
    run(1s);
    EXPECT_EQ(signals_, QStringList({u"+0-0"_s}));
    EXPECT_EQ(newest->rowOfKey(key), 6);
    signals_.clear();
    server().edit(test::editedPost(server().items()[10].post, u"new words"_s, now()));
    feed->refresh();
    run(1s);
    EXPECT_EQ(signals_, QStringList({u"~20-20"_s}));
}

class FeedModelProperty : public FeedModelTest, public testing::WithParamInterface<unsigned> { };

TEST_P(FeedModelProperty, StaysAModelUnderRandomOperations)
{
    std::mt19937 random(GetParam());
    const auto below
        = [&](int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random); };
    server().hasStream = GetParam() % 2 == 0;
    auto spec = fakeSpec();
    spec.kind = FeedSpec::Kind::Home;
    server().pageSize = 5; // holes are larger than ten pages now and then
    addPosts(u"a"_s, 20);
    const auto feed = hub().feed(spec);
    feed->addViewer();
    const auto newest = model(feed, FeedOrder::NewestFirst);
    const auto chat = model(feed, FeedOrder::ChatOrder);
    const QAbstractItemModelTester testsNewest(
        newest.get(), QAbstractItemModelTester::FailureReportingMode::Warning);
    const QAbstractItemModelTester testsChat(
        chat.get(), QAbstractItemModelTester::FailureReportingMode::Warning);
    run(1s);
    int next = 0;
    for (int i = 0; i < 100; ++i) {
        const auto& items = server().items();
        const auto some = items[items.size() - 1 - size_t(below(int(items.size())))].post;
        switch (below(12)) {
        case 0:
            server().remove(some->id);
            break;
        case 1:
            server().edit(test::editedPost(some, u"edit"_s, now()));
            break;
        case 2:
        case 3:
            server().add(test::makeBoost(
                some, u"w%1"_s.arg(next++), now(), u"p%1@fake.example"_s.arg(below(5))));
            break;
        case 4:
            if (!items.back().reason)
                break;
            server().remove(items.back().reason->wrapper);
            break;
        case 5:
            hub().setOnline(false);
            run(100s);
            addPosts(u"g%1-"_s.arg(next++), below(90));
            hub().setOnline(true);
            break;
        case 6:
            feed->loadOlder();
            break;
        case 7:
            if (!feed->gaps().empty())
                feed->fillGap(feed->gaps()[0].id);
            break;
        case 8:
            if (below(10) == 0)
                feed->clear();
            break;
        case 9:
            feed->setReadMarker(some->id);
            break;
        default:
            addPost(u"n%1"_s.arg(next++), std::chrono::seconds(below(50)));
            break;
        }
        run(std::chrono::milliseconds(below(4000)));
        expectConsistent(*newest);
        expectConsistent(*chat);
        if (HasFailure())
            return;
        if (items.size() < 5)
            addPosts(u"r%1-"_s.arg(next++), 10);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FeedModelProperty, testing::Range(1U, 9U));

} // namespace
} // namespace staffroom
