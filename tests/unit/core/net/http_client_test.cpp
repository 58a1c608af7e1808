#include "tests/unit/core/net/net_fixture.h"

#include <QFile>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FaultReply;

class HttpClientTest : public NetTest { };

TEST_F(HttpClientTest, GivesBodyAndLowerCaseHeaders)
{
    auto reply = test::jsonReply("[1,2]");
    reply.headers.emplace_back("X-Thing", "one");
    server.enqueue(u"/a"_s, reply);
    const auto answer = ask(u"/a?b=c"_s);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "[1,2]");
    EXPECT_EQ(answer->header("x-thing"), "one");
    EXPECT_EQ(answer->url, server.url(u"/a?b=c"_s));
    EXPECT_EQ(client.totals().requests, 1);
    EXPECT_EQ(client.totals().bytes, 5);
}

TEST_F(HttpClientTest, SaysWhatItIsAndKeepsTheTokenInItsHeader)
{
    server.enqueue(u"/a"_s, test::jsonReply("{}"));
    auto request = get(u"/a"_s);
    request.bearer = Secret("token-1");
    ASSERT_TRUE(ask(request));
    const auto& seen = server.requests().front();
    EXPECT_EQ(seen.header("user-agent"), "Staffroom-Test/1");
    EXPECT_EQ(seen.header("authorization"), "Bearer token-1");

    server.enqueue(u"/a"_s, test::jsonReply("{}"));
    request.authScheme = "DPoP";
    ASSERT_TRUE(ask(request));
    EXPECT_EQ(server.requests().back().header("authorization"), "DPoP token-1");
}

TEST_F(HttpClientTest, TellsWhoAsksForItOfARefusalBeforeItIsAnError)
{
    auto reply = test::jsonReply(R"({"error":"Name","message":"Words"})", 400);
    reply.headers.emplace_back("DPoP-Nonce", "n1");
    server.enqueue(u"/a"_s, reply);
    server.enqueue(u"/a"_s, test::jsonReply("{}"));
    std::vector<HttpReply> told;
    auto request = get(u"/a"_s);
    request.onRefusal = [&told](const HttpReply& refusal) { told.push_back(refusal); };
    EXPECT_EQ(ask(request).error().kind, Error::Kind::Invalid);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told.front().status, 400);
    EXPECT_EQ(told.front().header("dpop-nonce"), "n1");
    EXPECT_EQ(told.front().body, R"({"error":"Name","message":"Words"})");
    EXPECT_TRUE(ask(request));
    EXPECT_EQ(told.size(), 1U);
}

TEST_F(HttpClientTest, KeepsNoCookies)
{
    auto reply = test::jsonReply("{}");
    reply.headers.emplace_back("Set-Cookie", "track=1; Path=/");
    server.enqueue(u"/a"_s, reply);
    server.enqueue(u"/a"_s, test::jsonReply("{}"));
    ASSERT_TRUE(ask(u"/a"_s));
    ASSERT_TRUE(ask(u"/a"_s));
    EXPECT_EQ(server.requests().back().header("cookie"), QByteArray());
}

TEST_F(HttpClientTest, SendsBodiesOfOtherVerbs)
{
    server.setHandler([](const test::FaultRequest& request) {
        return test::jsonReply(request.method + ' ' + request.body);
    });
    auto request = get(u"/a"_s);
    request.body = "x=1";
    for (const auto& [verb, name] : {std::pair(HttpRequest::Verb::Post, "POST x=1"),
             std::pair(HttpRequest::Verb::Put, "PUT x=1"),
             std::pair(HttpRequest::Verb::Patch, "PATCH x=1"),
             std::pair(HttpRequest::Verb::Delete, "DELETE x=1")}) {
        request.verb = verb;
        const auto answer = ask(request);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->body, name);
    }
}

TEST_F(HttpClientTest, TellsStatusesApart)
{
    const std::vector<std::pair<int, Error::Kind>> cases{{400, Error::Kind::Invalid},
        {401, Error::Kind::Unauthorised}, {403, Error::Kind::Forbidden},
        {404, Error::Kind::NotFound}, {409, Error::Kind::Conflict}, {410, Error::Kind::NotFound},
        {418, Error::Kind::Invalid}, {422, Error::Kind::Invalid}, {500, Error::Kind::Server},
        {502, Error::Kind::Server}, {503, Error::Kind::Server}, {300, Error::Kind::Protocol}};
    for (const auto& [status, kind] : cases) {
        server.enqueue(u"/a"_s, test::errorReply(status, "the reason"));
        const auto answer = ask(u"/a"_s);
        ASSERT_FALSE(answer) << status;
        EXPECT_EQ(answer.error().kind, kind) << status;
        EXPECT_EQ(answer.error().http, status);
        EXPECT_EQ(answer.error().detail, u"the reason"_s) << status;
        EXPECT_EQ(answer.error().path, u"/a"_s);
    }
}

TEST_F(HttpClientTest, TakesNoWordsFromAnErrorPage)
{
    auto reply = test::errorReply(503);
    reply.contentType = "text/html";
    reply.body = "<h1>503</h1>";
    server.enqueue(u"/a"_s, reply);
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().detail, QString());
}

TEST_F(HttpClientTest, DoesNotWaitForTheEndOfAnEndlessErrorPage)
{
    auto reply = test::errorReply(500);
    reply.fillBytes = 1'000'000'000;
    server.enqueue(u"/a"_s, reply);
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().http, 500);
    EXPECT_LT(client.totals().bytes, 10'000'000);
}

TEST_F(HttpClientTest, StopsABodyAtItsCap)
{
    auto reply = test::jsonReply("");
    reply.fillBytes = 100'000'000;
    server.enqueue(u"/a"_s, reply);
    auto request = get(u"/a"_s);
    request.maxBytes = 100'000;
    const auto answer = ask(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::TooLarge);
    EXPECT_LT(client.totals().bytes, 10'000'000);
}

TEST_F(HttpClientTest, StopsACompressionBomb)
{
    server.enqueue(u"/a"_s, test::gzipBombReply());
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Protocol);
    EXPECT_LT(client.totals().bytes, 10'000'000);
}

TEST_F(HttpClientTest, GivesNoPartOfABrokenBody)
{
    for (const auto end : {FaultReply::End::Cut, FaultReply::End::Reset}) {
        auto reply = test::jsonReply("[1,2,3,4,5,6,7,8]");
        reply.end = end;
        reply.endAfter = 5;
        server.enqueue(u"/a"_s, reply);
        const auto answer = ask(u"/a"_s);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().kind, Error::Kind::Offline);
    }
}

TEST_F(HttpClientTest, BelievesNoHttpWithoutHead)
{
    FaultReply reply;
    reply.raw = "SSH-2.0-OpenSSH_9.2\r\n";
    server.setHandler([&](const test::FaultRequest&) { return reply; });
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_TRUE(answer.error().kind == Error::Kind::Protocol
        || answer.error().kind == Error::Kind::Offline);
}

TEST_F(HttpClientTest, EndsADrippingBodyAtTheDeadline)
{
    auto reply = test::jsonReply("");
    reply.fillBytes = 1'000'000;
    reply.dripBytes = 1;
    reply.dripEvery = 5ms;
    server.enqueue(u"/a"_s, reply);
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto handle = client.send(get(u"/a"_s)).then(&context, [&](Result<HttpReply> r) {
        answer = std::move(r);
    });
    ASSERT_TRUE(test::waitFor([&] { return client.totals().bytes > 3; }));
    clock.advance(29'999ms);
    EXPECT_FALSE(answer);
    clock.advance(1ms);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().kind, Error::Kind::Timeout);
}

TEST_F(HttpClientTest, EndsASilentServerAtTheDeadline)
{
    auto reply = test::jsonReply("{}");
    reply.end = FaultReply::End::Stall;
    server.enqueue(u"/a"_s, reply);
    auto request = get(u"/a"_s);
    request.deadline = 2s;
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto handle
        = client.send(request).then(&context, [&](Result<HttpReply> r) { answer = std::move(r); });
    ASSERT_TRUE(test::waitFor([&] { return !server.requests().empty(); }));
    clock.advance(2s);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    EXPECT_EQ(answer->error().kind, Error::Kind::Timeout);
}

TEST_F(HttpClientTest, RefusesAHugeHeader)
{
    auto reply = test::jsonReply("{}");
    reply.headerFill = 100'000;
    server.enqueue(u"/a"_s, reply);
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::TooLarge);
}

TEST_F(HttpClientTest, IsOfflineWhileTheServerIsDownAndComesBack)
{
    server.setHandler([](const test::FaultRequest&) { return test::jsonReply("{}"); });
    server.startOutage();
    const auto down = ask(u"/a"_s);
    ASSERT_FALSE(down);
    EXPECT_EQ(down.error().kind, Error::Kind::Offline);
    server.endOutage();
    EXPECT_TRUE(ask(u"/a"_s));
}

TEST_F(HttpClientTest, CancelledRequestAnswersCancelledOnce)
{
    auto reply = test::jsonReply("{}");
    reply.end = FaultReply::End::Stall;
    server.enqueue(u"/a"_s, reply);
    int answers = 0;
    Error error;
    QObject context;
    auto handle = client.send(get(u"/a"_s)).then(&context, [&](Result<HttpReply> r) {
        ++answers;
        error = r.error();
    });
    ASSERT_TRUE(test::waitFor([&] { return !server.requests().empty(); }));
    handle.cancel();
    ASSERT_TRUE(test::waitFor([&] { return answers > 0; }));
    QCoreApplication::processEvents();
    EXPECT_EQ(answers, 1);
    EXPECT_EQ(error.kind, Error::Kind::Cancelled);
}

TEST_F(HttpClientTest, AsksOnlySafeAddresses)
{
    for (const char* address : {"http://example.org/", "ftp://127.0.0.1/", "file:///etc/passwd",
             "https://user:word@example.org/", "http://user@127.0.0.1/", "", "http://192.168.0.1/",
             "data:text/plain,x"}) {
        HttpRequest request;
        request.url = QUrl(QString::fromLatin1(address));
        const auto answer = ask(request);
        ASSERT_FALSE(answer) << address;
        EXPECT_EQ(answer.error().kind, Error::Kind::Invalid) << address;
    }
    EXPECT_EQ(client.totals().requests, 0);
    EXPECT_TRUE(isAllowedAddress(QUrl(u"https://mastodon.social/api"_s)));
    EXPECT_TRUE(isAllowedAddress(QUrl(u"http://127.0.0.1:80/"_s)));
    EXPECT_TRUE(isAllowedAddress(QUrl(u"http://[::1]:80/"_s)));
    EXPECT_TRUE(isAllowedAddress(QUrl(u"http://localhost/"_s)));
    EXPECT_FALSE(isAllowedAddress(QUrl(u"http://localhost.example.org/"_s)));
}

TEST_F(HttpClientTest, SpeaksNoNewerHttpThanItIsSafeWith)
{
    // Read from the source, because over plain text there would be no HTTP/2 anyway.
    QFile source(QStringLiteral(STAFFROOM_SOURCE_DIR "/core/net/http_exchange.cpp"));
    ASSERT_TRUE(source.open(QIODevice::ReadOnly));
    EXPECT_TRUE(source.readAll().contains("Http2AllowedAttribute, false"));
}

} // namespace
} // namespace staffroom
