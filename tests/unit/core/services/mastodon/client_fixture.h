#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "core/services/mastodon/mastodon_service.h"
#include "core/services/mastodon/server_address.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/signed_in.h"
#include "tests/support/wait_for.h"

#include <QThreadPool>

#include <gtest/gtest.h>

namespace staffroom::mastodon {

using test::Flavour;

inline constexpr Flavour kFlavours[]
    = {Flavour::Mastodon, Flavour::GoToSocial, Flavour::Snac, Flavour::Akkoma};

/// A client that is signed in to a FakeMastodon.
class SignedInTest : public testing::Test {
protected:
    void start(test::FakeMastodon::Settings settings = {})
    {
        client.reset();
        fake = std::make_unique<test::FakeMastodon>(settings);
        source = Source{serviceId(), fake->base(), fake->handle()};
        account = std::make_unique<test::SignedInSession>(source, fake->token());
        client = service.client(source, account->session());
        // The wall clock of the fake is the machine's.
        clock.setNow(timestampFromMs(QDateTime::currentMSecsSinceEpoch()));
    }
    void start(Flavour flavour)
    {
        test::FakeMastodon::Settings settings;
        settings.flavour = flavour;
        start(settings);
    }
    FeedSpec feed(FeedSpec::Kind kind, const QStringList& tags = {}) const
    {
        FeedSpec spec;
        spec.kind = kind;
        spec.source = source;
        spec.tags = tags;
        return spec;
    }
    static PageRequest request(const FeedSpec& feed, const QString& cursor = {})
    {
        PageRequest request;
        request.feed = feed;
        request.cursor = cursor;
        if (!cursor.isEmpty())
            request.direction = PageRequest::Direction::Older;
        return request;
    }
    Result<Page> page(const FeedSpec& feed, const QString& cursor = {})
    {
        return test::await(client->page(request(feed, cursor)));
    }
    PostId id(const QString& remote) const { return {serviceId(), fake->base(), remote}; }
    AccountId person(size_t index) const
    {
        return {serviceId(), fake->base(), fake->store().authors()[index].id};
    }
    Submission submission(const QString& text) const
    {
        Submission made;
        made.key = "key-" + text.toUtf8().toHex();
        made.text = text;
        made.written = clock.now();
        return made;
    }
    Result<Published> publish(const Submission& made)
    {
        return test::await(client->publish(made, open.pass()));
    }
    Result<ActOutcome> act(const Act& act) { return test::await(client->act(act, open.pass())); }

    test::OpenLock open;
    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient http{clock, limiter, {"Staffroom-Test/1", true}};
    QThreadPool pool;
    MastodonService service{ServiceContext{&clock, &http, &pool, {}}};
    std::unique_ptr<test::FakeMastodon> fake;
    Source source;
    std::unique_ptr<test::SignedInSession> account;
    std::unique_ptr<ServiceClient> client;
};

} // namespace staffroom::mastodon
