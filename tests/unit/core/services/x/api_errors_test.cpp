#include "core/services/x/api_errors.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

namespace staffroom::x {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

const Timestamp kRefusedAt = timestampFromMs(1'795'890'000'000);
using RefusalHeaders = std::vector<std::pair<QByteArray, QByteArray>>;
const RefusalHeaders kWithReset{{"x-rate-limit-limit", "300"}, {"x-rate-limit-remaining", "0"},
    {"x-rate-limit-reset", "1795890420"}};

/// As HttpClient would have it, with the wording it takes from the body.
Error refusedWith(int status, const QByteArray& body, const RefusalHeaders& headers = {})
{
    HttpReply reply;
    reply.status = status;
    reply.headers = headers;
    reply.body = body;
    Error before;
    before.kind = status == 429 ? Error::Kind::RateLimited : Error::Kind::Invalid;
    before.http = status;
    before.retryAfter = 60s;
    before.path = u"/2/tweets"_s;
    before.detail = u"before"_s;
    return errorOfRefusal(reply, before, kRefusedAt);
}

QByteArray problem(const QByteArray& type, const QByteArray& title, const QByteArray& detail)
{
    return "{\"type\":\"" + type + "\",\"title\":\"" + title + "\",\"detail\":\"" + detail + "\"}";
}

TEST(XApiErrorsTest, PaidOutIsForbiddenAndNotTriedAgain)
{
    const QByteArray bases[]
        = {"https://api.twitter.com/2/problems/", "https://api.x.com/2/problems/"};
    std::vector<Error> errors{refusedWith(402, ""), refusedWith(402, "{}"),
        refusedWith(402, problem("about:blank", "CreditsDepleted", "No credits left"), kWithReset),
        refusedWith(403, problem("about:blank", "CreditsDepleted", "No credits left"), kWithReset),
        refusedWith(429, problem("about:blank", "Too Many Requests", "Too Many Requests"))};
    for (const auto& base : bases) {
        errors.push_back(refusedWith(
            429, problem(base + "usage-capped", "UsageCapExceeded", "Monthly"), kWithReset));
        errors.push_back(refusedWith(403, problem(base + "usage-capped", "U", "Monthly")));
        errors.push_back(refusedWith(402, problem(base + "credits", "C", "None")));
    }
    for (const auto& error : errors) {
        EXPECT_EQ(error.kind, Error::Kind::Forbidden) << error.detail.toStdString();
        EXPECT_EQ(error.path, kNoCredit);
        EXPECT_FALSE(error.retryAfter);
        EXPECT_FALSE(error.isRetryable());
        EXPECT_NE(error.http, 0);
    }
    EXPECT_EQ(errors.at(2).detail, u"No credits left"_s);
    EXPECT_EQ(errors.at(2).http, 402);
}

TEST(XApiErrorsTest, ALimitEndsAtItsReset)
{
    const Error error = refusedWith(
        429, problem("about:blank", "Too Many Requests", "Too Many Requests"), kWithReset);
    EXPECT_EQ(error.kind, Error::Kind::RateLimited);
    EXPECT_EQ(error.retryAfter, 420s);
    EXPECT_EQ(error.path, u"/2/tweets"_s);
    EXPECT_EQ(refusedWith(429, "", kWithReset).retryAfter, 420s);
    EXPECT_EQ(refusedWith(429, "", {{"x-rate-limit-reset", "1795889999"}}).retryAfter, 1s)
        << "just over";
    EXPECT_EQ(refusedWith(429, "", {{"retry-after", "30"}}).retryAfter, 30s);
    EXPECT_EQ(refusedWith(429, "", {{"x-rate-limit-reset", "soon"}}).path, kNoCredit);
    EXPECT_EQ(refusedWith(429, "",
                  {{"date", "Sat, 28 Nov 2026 18:26:40 GMT"}, {"x-rate-limit-reset", "1795890420"}})
                  .retryAfter,
        20s)
        << "the server's own clock counts";
}

TEST(XApiErrorsTest, TheOlderFormNamesItsLimit)
{
    const QByteArray body = R"({"errors":[{"code":88,"message":"Rate limit exceeded"}]})";
    EXPECT_EQ(refusedWith(429, body, kWithReset).retryAfter, 420s);
    EXPECT_EQ(refusedWith(429, body).kind, Error::Kind::RateLimited);
    EXPECT_EQ(refusedWith(429, body).retryAfter, 900s);
    EXPECT_EQ(refusedWith(403, body).kind, Error::Kind::RateLimited);
    EXPECT_EQ(refusedWith(429, body).detail, u"Rate limit exceeded"_s);
}

TEST(XApiErrorsTest, WhatXLeavesToItsOwnPages)
{
    const QByteArray bodies[] = {
        problem("https://api.x.com/2/problems/client-forbidden", "Client Forbidden", "d"),
        problem("https://api.twitter.com/2/problems/client-forbidden", "Client Forbidden", "d"),
        problem("about:blank", "Forbidden",
            "Reply to this conversation is not allowed because you have not been mentioned."),
        problem("about:blank", "Forbidden", "Quoting posts is not available at this access level."),
        problem("about:blank", "Forbidden", "Quoting Posts is not allowed."),
        problem("about:blank", "Forbidden", "This is not available at this access level."),
        R"({"errors":[{"code":453,"message":"You have access to a subset of the API."}]})"};
    for (const auto& body : bodies) {
        const Error error = refusedWith(403, body);
        EXPECT_EQ(error.kind, Error::Kind::Forbidden) << body.constData();
        EXPECT_EQ(error.path, kOnlyOnWeb) << body.constData();
        EXPECT_FALSE(error.retryAfter);
    }
}

TEST(XApiErrorsTest, AnotherRefusalIsJustForbidden)
{
    for (const QByteArray& body : {problem("about:blank", "Forbidden", "Forbidden"), QByteArray(),
             problem("https://api.x.com/2/problems/unsupported-authentication",
                 "Unsupported Authentication", "Application-Only is forbidden")}) {
        const Error error = refusedWith(403, body);
        EXPECT_EQ(error.kind, Error::Kind::Forbidden);
        EXPECT_EQ(error.path, u"/2/tweets"_s);
        EXPECT_FALSE(error.isRetryable());
        EXPECT_FALSE(error.needsLogin());
    }
}

TEST(XApiErrorsTest, ATextThatIsThereAlreadyIsAConflict)
{
    EXPECT_EQ(refusedWith(403,
                  problem("about:blank", "Forbidden",
                      "You are not allowed to create a Tweet with duplicate content."))
                  .kind,
        Error::Kind::Conflict);
    EXPECT_EQ(
        refusedWith(403, R"({"errors":[{"code":187,"message":"Status is a duplicate."}]})").kind,
        Error::Kind::Conflict);
    EXPECT_EQ(refusedWith(409, problem("https://api.x.com/2/problems/conflict", "t", "d")).kind,
        Error::Kind::Conflict);
}

TEST(XApiErrorsTest, AClosedAccountIsSaidSo)
{
    EXPECT_EQ(
        refusedWith(403,
            R"({"errors":[{"code":64,"message":"Your account is suspended and is not permitted"}]})")
            .path,
        kAccountClosed);
    EXPECT_EQ(
        refusedWith(403, R"({"errors":[{"code":326,"message":"Locked"}]})").path, kAccountClosed);
}

TEST(XApiErrorsTest, TheIdThatAPollWentOnFromMayBeTooOld)
{
    const Error byParameter = refusedWith(400,
        R"({"errors":[{"parameters":{"since_id":["1519056945277198339"]},"message":"Too old"}],
            "title":"Invalid Request","detail":"One or more parameters to your request was invalid.",
            "type":"https://api.twitter.com/2/problems/invalid-request"})");
    EXPECT_EQ(byParameter.kind, Error::Kind::Invalid);
    EXPECT_EQ(byParameter.path, u"since_id"_s);
    EXPECT_EQ(byParameter.detail, u"Too old"_s) << "the part says more than the whole";
    const Error byWords = refusedWith(400,
        problem("https://api.x.com/2/problems/invalid-request", "Invalid Request",
            "'since_id' must be a tweet id created after the start"));
    EXPECT_EQ(byWords.path, u"since_id"_s);
    const Error another = refusedWith(
        400, R"({"errors":[{"parameters":{"query":["x"]},"message":"Invalid operator"}]})");
    EXPECT_EQ(another.kind, Error::Kind::Invalid);
    EXPECT_EQ(another.path, u"/2/tweets"_s);
    EXPECT_EQ(another.detail, u"Invalid operator"_s);
}

TEST(XApiErrorsTest, EveryOtherStatusIsWhatItIs)
{
    EXPECT_EQ(refusedWith(401, problem("about:blank", "Unauthorized", "Unauthorized")).kind,
        Error::Kind::Unauthorised);
    EXPECT_TRUE(refusedWith(401, "").needsLogin());
    EXPECT_EQ(refusedWith(404, "").kind, Error::Kind::NotFound);
    EXPECT_EQ(refusedWith(400, "<html>").kind, Error::Kind::Invalid);
    EXPECT_EQ(refusedWith(413, "").kind, Error::Kind::TooLarge);
    for (int status : {500, 502, 503, 504}) {
        EXPECT_EQ(refusedWith(status, "").kind, Error::Kind::Server);
        EXPECT_EQ(refusedWith(status, "").http, status);
        EXPECT_EQ(refusedWith(status, "").retryAfter, 60s);
    }
}

TEST(XApiErrorsTest, WhatIsNoRefusalStaysAsItIs)
{
    const Error offline{Error::Kind::Offline, 0, std::nullopt, u"api.x.com"_s, u"no route"_s};
    EXPECT_EQ(errorOfRefusal({}, offline, kRefusedAt), offline);
}

TEST(XApiErrorsTest, TheWordingIsOneShortLineOfPlainText)
{
    const auto wording = [](const QByteArray& detail) {
        return refusedWith(400, problem("about:blank", "Title", detail)).detail;
    };
    EXPECT_EQ(wording("one\\n two\\u0000\\u202E\\tthree"), u"one two three"_s);
    EXPECT_EQ(wording("").toStdString(), "Title");
    EXPECT_EQ(wording(QByteArray("word ").repeated(1'000)).size(), 300);
    EXPECT_EQ(refusedWith(400, "{}").detail, u"before"_s);
    EXPECT_EQ(refusedWith(400, "no JSON").detail, u"before"_s);
    EXPECT_EQ(refusedWith(400, R"({"error":"invalid_request","error_description":"Wrong"})").detail,
        u"Wrong"_s);
}

TEST(XApiErrorsTest, TheWordingHoldsNoToken)
{
    const QByteArray token = "VjRuN3ZfQmVhX2lzX25vdF9hX3Rva2Vu_1:1795890000000:1:0:at:1";
    const auto wording = [](const QByteArray& detail) {
        return refusedWith(401, problem("about:blank", "T", detail)).detail;
    };
    EXPECT_EQ(wording("The token " + token + " has expired"), u"The token … has expired"_s);
    EXPECT_EQ(wording("Header Bearer abc was wrong"), u"Header Bearer … was wrong"_s);
    EXPECT_EQ(wording(token + "," + token), u"…,…"_s);
    EXPECT_EQ(wording("referenced_tweets.id.attachments.media_keys is unknown"),
        u"referenced_tweets.id.attachments.media_keys is unknown"_s);
    EXPECT_EQ(wording("No post 2126737887851446273 here"), u"No post 2126737887851446273 here"_s);
    EXPECT_EQ(wording(QByteArray("x ").repeated(140) + token).indexOf(u"VjRu"_s), -1)
        << "not a part of it either";
    HttpReply reply;
    reply.status = 401;
    Error before{Error::Kind::Unauthorised, 401, std::nullopt, {}, QString::fromLatin1(token)};
    EXPECT_EQ(errorOfRefusal(reply, before, kRefusedAt).detail, u"…"_s);
}

TEST(XApiErrorsTest, BrokenBodiesDoNoHarm)
{
    for (const char* body : {"[]", "null", "{\"errors\":7}", "{\"errors\":[7,null,[],{}]}",
             "{\"errors\":{\"code\":88}}", "{\"type\":7,\"title\":[],\"detail\":{}}",
             "{\"errors\":[{\"code\":1e300,\"message\":7,\"parameters\":[]}]}",
             "{\"type\":\"https://api.x.com/2/problems/\"}"}) {
        EXPECT_EQ(refusedWith(403, body).kind, Error::Kind::Forbidden) << body;
        EXPECT_EQ(refusedWith(403, body).detail, u"before"_s) << body;
    }
    EXPECT_EQ(refusedWith(403, QByteArray(5'000, '[')).kind, Error::Kind::Forbidden);
}

TEST(XApiErrorsTest, NamesAProblemByTheLastPartOfItsType)
{
    const auto name = [](const QString& type) {
        return problemNameOf(QJsonObject{{"type"_L1, type}});
    };
    EXPECT_EQ(
        name(u"https://api.twitter.com/2/problems/resource-not-found"_s), u"resource-not-found"_s);
    EXPECT_EQ(name(u"https://api.x.com/2/problems/resource-not-found"_s), u"resource-not-found"_s);
    EXPECT_TRUE(name(u"about:blank"_s).isEmpty());
    EXPECT_TRUE(problemNameOf({}).isEmpty());
}

} // namespace
} // namespace staffroom::x
