#include "tests/unit/core/net/net_fixture.h"

#include <QLocale>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

QByteArray httpDate(Timestamp moment)
{
    return QLocale::c()
        .toString(toDateTime(moment), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s)
        .toLatin1();
}

QByteArray iso(Timestamp moment)
{
    return toDateTime(moment).toString(Qt::ISODateWithMs).toLatin1();
}

class RateLimitTest : public NetTest {
protected:
    RateLimitTest()
    {
        server.setHandler([](const test::FaultRequest&) { return test::jsonReply("{}"); });
    }

    /// Answers one request with 429 and these headers; the error.
    Error limit(const HttpHeaders& headers, const QString& bucket = {})
    {
        auto reply = test::errorReply(429, "Too many requests");
        reply.headers = headers;
        server.enqueue(u"/a"_s, reply);
        auto request = get(u"/a"_s);
        request.bucket = bucket;
        const auto answer = ask(request);
        EXPECT_FALSE(answer);
        return answer ? Error() : answer.error();
    }

    /// Nothing goes out until `wait` has passed, then the queued request does.
    void expectSilenceFor(Millis wait, const QString& bucket = {})
    {
        const auto before = client.totals().requests;
        auto request = get(u"/b"_s);
        request.bucket = bucket;
        request.deadline = wait + 60s; // patient enough to wait in the queue
        std::optional<Result<HttpReply>> answer;
        QObject context;
        const auto handle = client.send(request).then(
            &context, [&](Result<HttpReply> r) { answer = std::move(r); });
        clock.advance(wait - 1ms);
        EXPECT_EQ(client.totals().requests, before);
        EXPECT_FALSE(answer);
        clock.advance(1ms);
        ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
        EXPECT_TRUE(*answer);
        EXPECT_EQ(client.totals().requests, before + 1);
    }
};

TEST_F(RateLimitTest, WaitsForRetryAfterInSeconds)
{
    const Error error = limit({{"Retry-After", "90"}});
    EXPECT_EQ(error.kind, Error::Kind::RateLimited);
    EXPECT_EQ(error.retryAfter, 90s);
    EXPECT_EQ(error.detail, u"Too many requests"_s);
    expectSilenceFor(90s);
}

TEST_F(RateLimitTest, WaitsForRetryAfterAsDate)
{
    const Timestamp now = clock.now();
    limit({{"Date", httpDate(now)}, {"Retry-After", httpDate(now + 2min)}});
    expectSilenceFor(2min);
}

TEST_F(RateLimitTest, CorrectsASkewedClockByTheDateHeader)
{
    const Timestamp theirs = clock.now() + 26h;
    limit({{"Date", httpDate(theirs)}, {"X-RateLimit-Reset", iso(theirs + 3min)}});
    expectSilenceFor(3min);
}

TEST_F(RateLimitTest, WaitsForResetInEveryForm)
{
    const Timestamp now = clock.now();
    const qint64 seconds = toMs(now + 4min) / 1'000;
    for (const QByteArray& reset : {iso(now + 4min), QByteArray::number(seconds),
             QByteArray::number(seconds * 1'000), QByteArray("240"),
             toDateTime(now + 4min).toString(u"yyyy-MM-ddTHH:mm:ss"_s).toLatin1() + ".000000Z"}) {
        test::FakeClock fresh;
        RateLimiter alone(fresh, [] { return 0.0; });
        const RateKey key = rateKey(server.url(), {}, {});
        EXPECT_EQ(alone.report(key, 429, {{"x-ratelimit-reset", reset}}), 4min)
            << reset.constData();
        EXPECT_EQ(
            alone.report(rateKey(server.url(), {}, u"o"_s), 429, {{"ratelimit-reset", reset}}),
            4min);
        EXPECT_EQ(
            alone.report(rateKey(server.url(), {}, u"x"_s), 429, {{"X-Rate-Limit-Reset", reset}}),
            4min);
    }
    limit({{"Date", httpDate(now)}, {"X-RateLimit-Reset", iso(now + 4min)}});
    expectSilenceFor(4min);
}

TEST_F(RateLimitTest, GuessesAndDoublesWhereTheServerSaysNothingThatMakesSense)
{
    const std::vector<HttpHeaders> forms{{}, {{"Retry-After", "soon"}}, {{"Retry-After", "-5"}},
        {{"X-RateLimit-Reset", "never"}}, {{"X-RateLimit-Reset", iso(clock.now() - 1h)}},
        {{"Retry-After", "99999999999"}}};
    Millis expected = 60s;
    for (const auto& form : forms) {
        EXPECT_EQ(
            limit(form).retryAfter, std::chrono::duration_cast<std::chrono::seconds>(expected));
        clock.advance(expected);
        expected = std::min<Millis>(expected * 2, 15min);
    }
}

TEST_F(RateLimitTest, WaitsAtMostFifteenMinutes)
{
    EXPECT_EQ(limit({{"Retry-After", "7200"}}).retryAfter, 15min);
    expectSilenceFor(15min);
}

TEST_F(RateLimitTest, TellsAnImpatientRequestAtOnce)
{
    limit({{"Retry-After", "600"}});
    const auto answer = ask(u"/b"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::RateLimited);
    EXPECT_EQ(answer.error().retryAfter, 600s);
    EXPECT_EQ(client.totals().requests, 1);
}

TEST_F(RateLimitTest, HoldsBackOnlyWhatTheLimitIsAbout)
{
    limit({{"Retry-After", "600"}}, u"paging"_s);
    EXPECT_TRUE(ask(u"/b"_s));
    auto signedIn = get(u"/b"_s);
    signedIn.bucket = u"paging"_s;
    signedIn.bearer = Secret("somebody");
    EXPECT_TRUE(ask(signedIn));
    auto paging = get(u"/b"_s);
    paging.bucket = u"paging"_s;
    EXPECT_FALSE(ask(paging));

    // The general limit holds for everything of that identity.
    limit({{"Retry-After", "700"}});
    EXPECT_EQ(ask(paging).error().retryAfter, 700s);
}

TEST_F(RateLimitTest, StopsWhenTheBudgetIsSpentBeforeTheServerSaysSo)
{
    auto reply = test::jsonReply("{}");
    reply.headers = {{"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", "0"},
        {"X-RateLimit-Reset", iso(clock.now() + 2min)}};
    server.enqueue(u"/a"_s, reply);
    ASSERT_TRUE(ask(u"/a"_s));
    expectSilenceFor(2min);
}

TEST_F(RateLimitTest, ReadsABudgetUnderEveryNameOfItsHeaders)
{
    const Timestamp now = clock.now();
    for (const QByteArray& prefix :
        {QByteArray("x-ratelimit-"), QByteArray("RateLimit-"), QByteArray("x-rate-limit-")}) {
        const RateNotice notice = readRateHeaders(
            {{prefix + "limit", "300"}, {prefix + "remaining", "7"}, {prefix + "reset", "60"}},
            now);
        EXPECT_EQ(notice.limit, 300) << prefix.constData();
        EXPECT_EQ(notice.remaining, 7);
        EXPECT_EQ(notice.untilReset, 1min);
    }
    // Where there are several the usual name is believed.
    EXPECT_EQ(readRateHeaders({{"x-rate-limit-remaining", "1"}, {"ratelimit-remaining", "2"},
                                  {"x-ratelimit-remaining", "3"}},
                  now)
                  .remaining,
        3);
    EXPECT_EQ(readRateHeaders({{"x-rate-limits-remaining", "1"}}, now).remaining, std::nullopt);
}

TEST_F(RateLimitTest, KeepsTheEndOfABudgetForThePerson)
{
    auto reply = test::jsonReply("{}");
    reply.headers = {{"X-RateLimit-Limit", "300"}, {"X-RateLimit-Remaining", "10"},
        {"X-RateLimit-Reset", iso(clock.now() + 2min)}};
    server.enqueue(u"/a"_s, reply);
    ASSERT_TRUE(ask(u"/a"_s));
    auto request = get(u"/b"_s);
    request.lane = Lane::Background;
    EXPECT_FALSE(ask(request));
    request.lane = Lane::Visible;
    EXPECT_FALSE(ask(request));
    request.lane = Lane::User;
    EXPECT_TRUE(ask(request));
}

TEST_F(RateLimitTest, KnowsThePagingBudget)
{
    auto request = get(u"/b"_s);
    request.bucket = kPagingBucket;
    request.lane = Lane::User;
    for (int i = 0; i < 300; ++i)
        ASSERT_TRUE(ask(request));
    const auto answer = ask(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::RateLimited);
    EXPECT_TRUE(ask(u"/b"_s));
    clock.advance(15min);
    EXPECT_TRUE(ask(request));
}

TEST_F(RateLimitTest, LetsThePersonGoFirst)
{
    limit({{"Retry-After", "10"}});
    QObject context;
    std::vector<TaskHandle> handles;
    int answers = 0;
    for (const auto& [path, lane] : {std::pair(u"/background"_s, Lane::Background),
             std::pair(u"/visible"_s, Lane::Visible), std::pair(u"/user"_s, Lane::User)}) {
        auto request = get(path);
        request.lane = lane;
        handles.push_back(
            client.send(request).then(&context, [&](const Result<HttpReply>&) { ++answers; }));
    }
    std::vector<QString> order;
    server.setHandler([&](const test::FaultRequest& request) {
        order.push_back(request.path());
        return test::jsonReply("{}");
    });
    clock.advance(10s);
    ASSERT_TRUE(test::waitFor([&] { return answers == 3; }));
    EXPECT_EQ(client.totals().requests, 4);

    RateLimiter alone(clock, [] { return 0.0; });
    std::vector<Lane> went;
    std::vector<RateTicket> tickets;
    for (const auto lane : {Lane::Background, Lane::Visible, Lane::User}) {
        tickets.push_back(alone.acquire(rateKey(server.url(), {}, {}), lane, 1min,
            [&went, lane](std::optional<Millis>) { went.push_back(lane); }));
    }
    ASSERT_TRUE(test::waitFor([&] { return went.size() == 3; }));
    EXPECT_EQ(went, (std::vector{Lane::User, Lane::Visible, Lane::Background}));
}

TEST_F(RateLimitTest, RunsSixAtOnceAndKeepsPlacesForThePerson)
{
    RateLimiter alone(clock, [] { return 0.0; });
    const RateKey key = rateKey(server.url(), {}, {});
    int running = 0;
    std::vector<RateTicket> tickets;
    const auto start = [&](Lane lane, int count) {
        for (int i = 0; i < count; ++i) {
            tickets.push_back(
                alone.acquire(key, lane, 1min, [&](std::optional<Millis>) { ++running; }));
        }
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    };
    start(Lane::Background, 9);
    EXPECT_EQ(running, 4);
    start(Lane::Visible, 9);
    EXPECT_EQ(running, 5);
    start(Lane::User, 9);
    EXPECT_EQ(running, 6);
    tickets.clear();
    start(Lane::User, 6);
    EXPECT_EQ(running, 12);
}

TEST_F(RateLimitTest, ServerThatIsBusyForAWhileIsLeftAlone)
{
    auto reply = test::errorReply(503, "busy");
    reply.headers = {{"Retry-After", "30"}};
    server.enqueue(u"/a"_s, reply);
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Server);
    EXPECT_EQ(answer.error().retryAfter, 30s);
    expectSilenceFor(30s);
}

TEST_F(RateLimitTest, ForgottenRequestsLeaveTheQueue)
{
    limit({{"Retry-After", "10"}});
    {
        QObject context;
        const auto handle
            = client.send(get(u"/b"_s)).then(&context, [](const Result<HttpReply>&) {});
    }
    clock.advance(20s);
    EXPECT_EQ(client.totals().requests, 1);
    EXPECT_TRUE(ask(u"/b"_s));
}

} // namespace
} // namespace staffroom
