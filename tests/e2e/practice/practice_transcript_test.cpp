// The practice chat at twenty times its speed, through hub, feed and model, against the transcript
// itself, which is read here a second time and apart from the service.
#include "core/feeds/feed_hub.h"
#include "core/feeds/feed_model.h"
#include "core/services/builtin_services.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

struct Expected {
    QString text;
    double created = 0;
    bool isEdited = false;
};

/// What the tag column must hold at the end, by id; and, in `everShown`, all that it must have
/// shown at some time.
struct Truth {
    QHash<QString, Expected> atEnd;
    QSet<QString> everShown;
    int deletions = 0;
};

Truth readTruth()
{
    QFile file(QStringLiteral(STAFFROOM_SOURCE_DIR "/resources/practice/practice-chat.jsonl"));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    Truth truth;
    for (const auto& line : file.readAll().split('\n')) {
        const auto json = QJsonDocument::fromJson(line).object();
        const auto type = json.value(u"type"_s).toString();
        const auto target = json.value(u"target"_s).toString();
        if (type == u"post"_s && json.value(u"seen_via"_s) == u"tag"_s) {
            const bool isTagged = json.value(u"tags"_s).toVariant().toStringList().contains(
                u"SproutChat"_s, Qt::CaseInsensitive);
            if (!isTagged)
                continue;
            const auto id = json.value(u"id"_s).toString();
            truth.everShown << id;
            truth.atEnd.insert(id,
                {json.value(u"text"_s).toString().trimmed(),
                    json.value(u"created_offset_seconds"_s).toDouble()});
        } else if (type == u"edit"_s && truth.atEnd.contains(target)) {
            truth.atEnd[target].text = json.value(u"text"_s).toString().trimmed();
            truth.atEnd[target].isEdited = true;
        } else if (type == u"delete"_s) {
            truth.deletions += truth.atEnd.remove(target) ? 1 : 0;
        }
    }
    return truth;
}

TEST(PracticeChat, TagColumnAtTwentyTimesShowsTheTranscriptOnceInOrder)
{
    const Truth truth = readTruth();
    ASSERT_GT(truth.atEnd.size(), 150);
    ASSERT_GE(truth.deletions, 3);

    test::FakeClock clock;
    QThreadPool pool;
    ServiceRegistry services;
    ServiceContext context;
    context.clock = &clock;
    context.decodePool = &pool;
    context.options = {{u"practice.speed"_s, u"20"_s}, {u"practice.from"_s, u"0"_s}};
    registerBuiltinServices(services, context);
    FeedHub hub({&clock, &services, nullptr, {}});
    auto feed = hub.feed(*services.resolveSpec(u"tag:SproutChat@practice"_s));
    FeedModel model(feed, FeedOrder::NewestFirst, [](const FeedRow&) { return QString(); });
    feed->addViewer();

    QSet<QString> shown;
    QHash<QString, int> inserts;
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, &model,
        [&](const QModelIndex&, int first, int last) {
            for (int row = first; row <= last; ++row) {
                if (model.row(row).kind != FeedRow::Kind::Post)
                    continue;
                const auto id = model.row(row).entry->post->id.remote;
                shown << id;
                ++inserts[id];
            }
        });
    ASSERT_TRUE(test::waitFor([&] {
        clock.advance(0ms);
        return feed->state().kind == FeedState::Kind::Live;
    }));
    // 3676 s of chat at twenty times its speed, and two seconds for the last changes.
    for (int tenth = 0; tenth < 1860; ++tenth)
        clock.advance(100ms);
    EXPECT_EQ(feed->state().kind, FeedState::Kind::Ended);

    EXPECT_EQ(shown, truth.everShown);
    for (auto it = inserts.cbegin(); it != inserts.cend(); ++it)
        EXPECT_EQ(it.value(), 1) << it.key().toStdString();

    QHash<QString, int> rows;
    Timestamp newer = Timestamp::max();
    int edited = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.row(row).kind != FeedRow::Kind::Post)
            continue;
        const Post& post = *model.row(row).entry->post;
        const auto id = post.id.remote;
        ++rows[id];
        EXPECT_LE(post.created, newer) << id.toStdString();
        newer = post.created;
        ASSERT_TRUE(truth.atEnd.contains(id)) << id.toStdString();
        EXPECT_EQ(post.text.text, truth.atEnd.value(id).text);
        EXPECT_EQ(post.edited.has_value(), truth.atEnd.value(id).isEdited);
        edited += post.edited ? 1 : 0;
    }
    EXPECT_EQ(rows.size(), truth.atEnd.size());
    EXPECT_EQ(edited,
        std::count_if(truth.atEnd.cbegin(), truth.atEnd.cend(),
            [](const Expected& e) { return e.isEdited; }));
    EXPECT_GT(edited, 0);
    for (auto it = rows.cbegin(); it != rows.cend(); ++it)
        EXPECT_EQ(it.value(), 1) << it.key().toStdString();
    feed->removeViewer();
}

} // namespace
} // namespace staffroom
