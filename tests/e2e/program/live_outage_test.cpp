// Three hashtag columns of a Mastodon-API server, without an account, through an outage: the whole
// program against a server process, compared with the server's own ledger.
#include "core/model/feed_spec.h"
#include "core/store/post_store.h"

#include "tests/e2e/program/program_run.h"
#include "tests/support/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray fetch(const QString& url)
{
    QNetworkAccessManager network;
    auto* reply = network.get(QNetworkRequest(QUrl(url))); // owned by `network`
    EXPECT_TRUE(test::waitFor([&] { return reply->isFinished(); }));
    return reply->readAll();
}

/// Ids of the ledger that carry a tag, as far as they were there `until` the given moment.
QSet<QString> ledgerIds(const QJsonArray& ledger, const QString& tag, const QDateTime& until)
{
    QSet<QString> out;
    for (const auto value : ledger) {
        const auto post = value.toObject();
        const auto created
            = QDateTime::fromString(post.value(u"created"_s).toString(), Qt::ISODateWithMs);
        const auto tags = post.value(u"tags"_s).toVariant().toStringList();
        if ((tags.contains(tag) || post.value(u"tag"_s).toString() == tag) && created <= until)
            out << post.value(u"id"_s).toString();
    }
    return out;
}

TEST(LiveColumns, MissNothingThroughAnOutage)
{
    test::FakeServerProcess server({u"--posts"_s, u"120"_s, u"--rate"_s, u"6"_s, u"--outage-at"_s,
        u"6"_s, u"--outage-for"_s, u"6"_s, u"--seed"_s, u"7"_s});
    ASSERT_FALSE(server.url().isEmpty());
    test::ProgramRun program;
    QStringList arguments{u"--profile"_s, program.profile(), u"--metrics"_s,
        program.path(u"metrics.json"_s), u"--after"_s, u"26"_s};
    const QStringList tags{u"alpha"_s, u"beta"_s, u"gamma"_s};
    for (const auto& tag : tags)
        arguments << u"--column"_s << u"tag:"_s + tag + u'@' + server.url();
    const auto finished = program.run(arguments);
    ASSERT_EQ(finished.code, 0) << finished.err.toStdString();
    // Whatever was posted well before the end must have come; the last poll may be some seconds
    // old.
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(-9);
    const auto ledger = QJsonDocument::fromJson(fetch(server.url() + u"/__ledger"_s)).array();
    ASSERT_GT(ledger.size(), 120);

    PostStore store(
        {program.profile() + u"/cache/cache.db"_s, program.profile() + u"/data/user.db"_s});
    for (const auto& tag : tags) {
        FeedSpec spec;
        spec.source = {{u"mastodon"_s}, server.url(), {}};
        spec.tags = {tag};
        const auto stored
            = test::await(store.between(spec.key(), std::nullopt, std::nullopt, 100'000));
        ASSERT_TRUE(stored);
        QSet<QString> got;
        for (const auto& entry : *stored) {
            EXPECT_FALSE(got.contains(entry.post->id.remote));
            got << entry.post->id.remote;
        }
        auto wanted = ledgerIds(ledger, tag, until);
        ASSERT_GT(wanted.size(), 40);
        // What lies before the first page is fetched when somebody scrolls there: compare from the
        // oldest one that the column has.
        ASSERT_FALSE(stored->empty());
        const auto oldest = toDateTime(stored->front().time).addMSecs(-1);
        wanted -= ledgerIds(ledger, tag, oldest);
        EXPECT_EQ((wanted - got).size(), 0)
            << tag.toStdString() << " of " << wanted.size() << ": "
            << QStringList((wanted - got).values()).join(u' ').toStdString();
        EXPECT_GT(wanted.size(), 20);
    }
}

} // namespace
} // namespace staffroom
