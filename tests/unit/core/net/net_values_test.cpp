#include "core/net/backoff.h"
#include "core/net/http_errors.h"
#include "core/net/net_time.h"
#include "core/net/paging_link.h"

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

TEST(BackoffTest, DoublesFromOneSecondToAMinute)
{
    Backoff backoff([] { return 0.0; });
    for (const Millis expected : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s})
        EXPECT_EQ(backoff.next(), expected);
    backoff.reset();
    EXPECT_EQ(backoff.next(), 1s);
}

TEST(BackoffTest, IsCutByUpToAHalf)
{
    Backoff backoff([] { return 0.999; });
    for (const Millis full : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s}) {
        const Millis pause = backoff.next();
        EXPECT_GE(pause, full / 2);
        EXPECT_LT(pause, full);
    }
}

TEST(NetTimeTest, ReadsIsoTimesWithAnyFraction)
{
    const auto base = timestampFromMs(1'763'838'000'000);
    EXPECT_EQ(parseIsoTime(u"2025-11-22T19:00:00Z"_s), base);
    EXPECT_EQ(parseIsoTime(u"2025-11-22T19:00:00.5Z"_s), base + 500ms);
    EXPECT_EQ(parseIsoTime(u"2025-11-22T19:00:00.123456Z"_s), base + 123ms);
    EXPECT_EQ(parseIsoTime(u"2025-11-22T21:30:00.000+02:30"_s), base);
    EXPECT_EQ(parseIsoTime(u"2025-11-22T14:00:00-0500"_s), base);
    EXPECT_EQ(parseIsoTime(u"2025-11-22 19:00:00"_s), base);
    EXPECT_EQ(parseIsoTime(u"2025-11-22"_s), base - 19h);
    for (const auto& bad : {u""_s, u"yesterday"_s, u"2025-13-01T00:00:00Z"_s,
             u"2025-02-30T00:00:00Z"_s, u"2025-11-22T25:00:00Z"_s, u"2025-11-22T19:00:00X"_s,
             u"2025-11-22T19:00:00+2"_s, u"1763838000"_s, u"2025-11-22T19:00:00."_s,
             u"-025-11-22T19:00:00Z"_s, u"2025-11-22T"_s})
        EXPECT_EQ(parseIsoTime(bad), std::nullopt) << bad.toStdString();
}

TEST(NetTimeTest, ReadsHttpDates)
{
    EXPECT_EQ(parseHttpDate("Sat, 22 Nov 2025 19:00:00 GMT"), timestampFromMs(1'763'838'000'000));
    EXPECT_EQ(parseHttpDate("rubbish"), std::nullopt);
    EXPECT_EQ(parseHttpDate(""), std::nullopt);
}

TEST(ServerWordingTest, FindsTheReasonInEveryFormOfAnErrorBody)
{
    EXPECT_EQ(serverWording(R"({"error": "no"})"), u"no"_s);
    EXPECT_EQ(serverWording(R"({"error_description": "not so", "x": 1})"), u"not so"_s);
    EXPECT_EQ(serverWording(R"({"message": "never"})"), u"never"_s);
    // Problem documents, RFC 9457: the detail says more than the title.
    EXPECT_EQ(serverWording(R"({"type": "about:blank", "title": "Forbidden", "status": 403,
                               "detail": "You may not\nanswer"})"),
        u"You may not answer"_s);
    EXPECT_EQ(serverWording(R"({"title": "Forbidden", "detail": ""})"), u"Forbidden"_s);
    EXPECT_EQ(serverWording(R"({"title": "Forbidden", "detail": {"a": 1}})"), u"Forbidden"_s);
    EXPECT_EQ(serverWording(R"({"error": "old", "detail": "new"})"), u"old"_s);
    for (const auto* body : {"", "[]", "<html>", R"({"title": 7})", R"(["title"])"})
        EXPECT_EQ(serverWording(body), QString()) << body;
    EXPECT_EQ(serverWording(R"({"detail": ")" + QByteArray(5000, 'a') + R"("})").size(), 300);
}

TEST(PagingLinkTest, TakesOnlyTheCursor)
{
    const QByteArray header
        = "<https://evil.example/api/v1/timelines/tag/a?limit=20&max_id=115%2B7>; rel=\"next\", "
          "<https://x.example/a,b?min_id=9>; rel=prev";
    EXPECT_EQ(pagingCursor(header, "next", u"max_id"_s), u"115+7"_s);
    EXPECT_EQ(pagingCursor(header, "prev", u"min_id"_s), u"9"_s);
    EXPECT_EQ(pagingCursor(header, "next", u"min_id"_s), QString());
    EXPECT_EQ(pagingCursor("", "next", u"max_id"_s), QString());
    EXPECT_EQ(pagingCursor("<https://x.example", "next", u"max_id"_s), QString());
    EXPECT_EQ(pagingCursor(QByteArray(100'000, '<'), "next", u"max_id"_s), QString());
}

} // namespace
} // namespace staffroom
