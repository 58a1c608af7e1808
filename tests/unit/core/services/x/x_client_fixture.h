#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/x/ledger.h"
#include "core/services/x/x_service.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_x.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::x {

/// Somebody who is signed in at FakeX. The clock stands at the machine's time, as FakeX's does.
class XClientTest : public testing::Test {
protected:
    XClientTest()
        : source{service.id(), fake.base(), fake.handle()}
        , account(source)
    {
        clock.setNow(fromDateTime(QDateTime::currentDateTimeUtc()));
        signIn({});
        client = service.client(source, account.session());
    }
    /// Amount in dollars; empty: none was set.
    void signIn(const QString& dailyLimit)
    {
        Credentials credentials;
        credentials.secrets[QStringLiteral("access")] = Secret(fake.access());
        credentials.secrets[QStringLiteral("refresh")] = Secret(fake.refresh());
        credentials.values[QStringLiteral("client_id")] = QStringLiteral("client");
        credentials.values[QStringLiteral("user_id")] = fake.userId();
        if (!dailyLimit.isEmpty())
            credentials.values[QStringLiteral("daily_limit")] = dailyLimit;
        EXPECT_TRUE(test::await(account.session()->replace(credentials)));
    }
    FeedSpec feed(FeedSpec::Kind kind, const QString& target = {}) const
    {
        FeedSpec spec;
        spec.kind = kind;
        spec.source = source;
        spec.target = target;
        return spec;
    }
    FeedSpec tag(const QStringList& names) const
    {
        FeedSpec spec = feed(FeedSpec::Kind::Hashtag);
        spec.tags = names;
        return spec;
    }
    Result<Page> newest(const FeedSpec& spec, const QString& known = {}, Lane lane = Lane::Visible)
    {
        PageRequest request;
        request.feed = spec;
        request.lane = lane;
        if (!known.isEmpty())
            request.known = PostId{service.id(), {}, known};
        return test::await(client->page(request));
    }
    QString add(const QString& text, const QString& tag = QStringLiteral("alpha"), int author = 1)
    {
        test::FakeXPost post;
        post.text = text;
        post.tag = tag;
        post.author = author;
        return fake.addPost(post);
    }
    static QStringList idsOf(const Page& page)
    {
        QStringList ids;
        for (const auto& item : page.items)
            ids << item.pagingId().remote;
        return ids;
    }
    int searches() const { return fake.asked(QStringLiteral("/2/tweets/search/recent")); }
    qint64 spentOn(const FeedSpec& spec) const { return client->cost(spec)->today; }

    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    test::FakeX fake;
    XService service{ServiceContext{&clock, &http, &pool, {}}};
    Source source;
    test::SignedInSession account;
    std::unique_ptr<ServiceClient> client;
    test::OpenLock open;
};

} // namespace staffroom::x
