#pragma once

#include "core/net/http_client.h"
#include "core/net/rate_limiter.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fault_server.h"
#include "tests/support/wait_for.h"

#include <gtest/gtest.h>

namespace staffroom {

/// A client with a clock that stands still, and a server to ask.
class NetTest : public testing::Test {
protected:
    HttpRequest get(const QString& path)
    {
        HttpRequest request;
        request.url = server.url(path);
        return request;
    }
    Result<HttpReply> ask(HttpRequest request)
    {
        return test::await(client.send(std::move(request)));
    }
    Result<HttpReply> ask(const QString& path) { return ask(get(path)); }

    test::FakeClock clock;
    RateLimiter limiter{clock, [] { return 0.0; }};
    HttpClient client{clock, limiter, {"Staffroom-Test/1", true}};
    test::FaultServer server;
};

} // namespace staffroom
