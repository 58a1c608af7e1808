#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/secrets/secret_store.h"
#include "core/services/bluesky/bluesky_client.h"
#include "core/services/bluesky/merge.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_server.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::bluesky {

inline constexpr QLatin1StringView kReaderDid{"did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"};
inline constexpr QLatin1StringView kOtherDid{"did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"};

/// A client against a server whose every answer the test gives, by the name of the call. It is the
/// person's own server and everybody's view in one.
class BlueskyClientTest : public testing::Test {
protected:
    using Answer = std::function<test::FaultReply(const test::FaultRequest&)>;

    BlueskyClientTest()
    {
        server.setHandler([this](const test::FaultRequest& request) {
            const auto known = answers.constFind(request.path().section(u'/', -1));
            return known == answers.constEnd() ? refusal(501, "MethodNotImplemented")
                                               : (*known)(request);
        });
        answer("app.bsky.actor.getPreferences",
            [](const auto&) { return test::jsonReply(R"({"preferences":[]})"); });
    }
    void answer(const char* nsid, Answer with) { answers.insert(QString::fromLatin1(nsid), with); }
    void answer(const char* nsid, const QJsonObject& with)
    {
        answer(nsid, [with](const auto&) { return reply(with); });
    }
    static test::FaultReply reply(const QJsonObject& object)
    {
        return test::jsonReply(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    static test::FaultReply refusal(int status, const QByteArray& name)
    {
        return test::jsonReply(R"({"error":")" + name + R"(","message":"no"})", status);
    }

    void signIn()
    {
        source = Source{{QStringLiteral("bluesky")}, base(), QStringLiteral("bea.test")};
        session = std::make_shared<AccountSession>(source, QStringLiteral("test"), store);
        Credentials credentials;
        credentials.secrets[QString(kAccess)] = Secret("access-token");
        credentials.values.insert(QString(kDid), QString(kReaderDid));
        credentials.values.insert(QString(kServer), base());
        credentials.values.insert(QString(kAuth), QStringLiteral("password"));
        ASSERT_TRUE(test::await(session->replace(credentials)));
        client = std::make_unique<BlueskyClient>(context(), source, session);
    }
    void readAnonymously(const QString& liveServer = {})
    {
        source = Source{{QStringLiteral("bluesky")}, liveServer, {}};
        client = std::make_unique<BlueskyClient>(context(), source, nullptr);
    }
    QString base() const { return server.url().toString(QUrl::RemovePath); }
    ServiceContext context()
    {
        return {&clock, &http, &pool,
            {{QStringLiteral("bluesky.view"), base()},
                {QStringLiteral("bluesky.live-mb"), QString::number(liveMegabytes)}}};
    }

    FeedSpec feed(FeedSpec::Kind kind) const
    {
        FeedSpec spec;
        spec.kind = kind;
        spec.source = source;
        return spec;
    }
    FeedSpec hashtag(const QStringList& tags) const
    {
        FeedSpec spec = feed(FeedSpec::Kind::Hashtag);
        spec.tags = tags;
        return spec;
    }
    Result<Page> page(const FeedSpec& spec, const QString& cursor = {}, int limit = 40)
    {
        PageRequest request;
        request.feed = spec;
        request.cursor = cursor;
        request.limit = limit;
        if (!cursor.isEmpty())
            request.direction = PageRequest::Direction::Older;
        return test::await(client->page(request));
    }
    /// Keys of a whole feed, page after page; fails the test where that has no end.
    QStringList walked(const FeedSpec& spec, int limit)
    {
        QStringList all;
        QString cursor;
        for (int pages = 0; pages < 200; ++pages) {
            const auto part = page(spec, cursor, limit);
            if (!part) {
                ADD_FAILURE() << part.error().detail.toStdString();
                return all;
            }
            for (const auto& item : part->items)
                all << item.post->uri.section(u'/', -1);
            cursor = part->older;
            if (cursor.isEmpty())
                return all;
        }
        ADD_FAILURE() << "no end";
        return all;
    }

    static QString uriOf(const QString& key, const QString& did = QString(kOtherDid))
    {
        return QStringLiteral("at://%1/app.bsky.feed.post/%2").arg(did, key);
    }
    static PostId idOf(const QString& key, const QString& did = QString(kOtherDid))
    {
        return {{QStringLiteral("bluesky")}, {}, uriOf(key, did)};
    }
    /// A postView, so many seconds old; its tags stand in the record beside the text.
    QJsonObject view(const QString& key, int age, const QStringList& tags = {},
        const QString& did = QString(kOtherDid)) const
    {
        const QString time = isoTime(clock.now() - std::chrono::seconds(age));
        const QString handle = did == kReaderDid ? QStringLiteral("bea.test")
            : did == kOtherDid                   ? QStringLiteral("cem.test")
                                                 : QStringLiteral("dora.test");
        return {{QStringLiteral("uri"), uriOf(key, did)},
            {QStringLiteral("cid"), QStringLiteral("bafy") + key},
            {QStringLiteral("author"),
                QJsonObject{{QStringLiteral("did"), did}, {QStringLiteral("handle"), handle}}},
            {QStringLiteral("record"),
                QJsonObject{{QStringLiteral("$type"), QStringLiteral("app.bsky.feed.post")},
                    {QStringLiteral("text"), QStringLiteral("post ") + key},
                    {QStringLiteral("tags"), QJsonArray::fromStringList(tags)},
                    {QStringLiteral("createdAt"), time}}},
            {QStringLiteral("indexedAt"), time}, {QStringLiteral("viewer"), QJsonObject()}};
    }
    /// Answers getPosts with those of `views` that are asked for.
    void offerPosts(const std::vector<QJsonObject>& views)
    {
        answer("app.bsky.feed.getPosts", [views](const test::FaultRequest& request) {
            const QStringList asked
                = request.query().allQueryItemValues(QStringLiteral("uris"), QUrl::FullyDecoded);
            QJsonArray posts;
            for (const auto& post : views) {
                if (asked.contains(post[QStringLiteral("uri")].toString()))
                    posts.append(post);
            }
            return reply({{QStringLiteral("posts"), posts}});
        });
    }
    int calls(const char* nsid) const
    {
        return server.requestCount(QStringLiteral("/xrpc/") + QString::fromLatin1(nsid));
    }
    /// Bodies of the calls of this name, in order.
    std::vector<QJsonObject> bodies(const char* nsid) const
    {
        std::vector<QJsonObject> all;
        for (const auto& request : server.requests()) {
            if (request.path().endsWith(QLatin1Char('/') + QString::fromLatin1(nsid)))
                all.push_back(QJsonDocument::fromJson(request.body).object());
        }
        return all;
    }

    test::FakeClock clock;
    test::FaultServer server;
    QHash<QString, Answer> answers;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    MemorySecretStore store;
    test::OpenLock open;
    int liveMegabytes = 2'000;
    Source source;
    std::shared_ptr<AccountSession> session;
    std::unique_ptr<BlueskyClient> client;
};

} // namespace staffroom::bluesky
