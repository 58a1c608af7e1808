#include "core/services/bluesky/xrpc.h"

#include "tests/unit/core/services/bluesky/account_fixture.h"

#include <QJsonDocument>

namespace staffroom::bluesky {
namespace {

QByteArray headerIn(const HttpRequest& request, QByteArrayView name)
{
    for (const auto& [key, value] : request.headers) {
        if (key == name)
            return value;
    }
    return {};
}

TEST(BlueskyXrpc, QueriesHaveTheirParametersInTheAddressAndRepeatThemForLists)
{
    const auto request = query({u"https://pds.example"_s, Lane::Background, "did:plc:x;redact"},
        "app.bsky.feed.searchPosts"_L1,
        {{"q", u"#ed chat&more"_s}, {"tag", u"a"_s}, {"tag", u"ä"_s}});
    EXPECT_EQ(request.verb, HttpRequest::Verb::Get);
    EXPECT_EQ(request.url.toEncoded(),
        "https://pds.example/xrpc/"
        "app.bsky.feed.searchPosts?q=%23ed%20chat%26more&tag=a&tag=%C3%A4");
    EXPECT_EQ(request.lane, Lane::Background);
    EXPECT_EQ(headerIn(request, "atproto-accept-labelers"), "did:plc:x;redact");
    EXPECT_TRUE(
        query({u"https://pds.example"_s, Lane::User, {}}, "a.b.c"_L1).url.query().isEmpty());
}

TEST(BlueskyXrpc, ProceduresSendJsonOrNothingAtAll)
{
    const Host host{u"https://pds.example"_s, Lane::User, {}};
    const auto full = procedure(host, "a.b.c"_L1, {{u"x"_s, 1}});
    EXPECT_EQ(full.verb, HttpRequest::Verb::Post);
    EXPECT_EQ(full.body, R"({"x":1})");
    EXPECT_EQ(headerIn(full, "Content-Type"), "application/json");
    const auto bare = bareProcedure(host, "a.b.c"_L1);
    EXPECT_EQ(bare.verb, HttpRequest::Verb::Post);
    EXPECT_TRUE(bare.body.isEmpty());
    EXPECT_TRUE(headerIn(bare, "Content-Type").isEmpty());
}

TEST(BlueskyXrpc, ErrorsHaveTheirMeaningByNameNotByStatus)
{
    using Kind = Error::Kind;
    struct Case {
        int status;
        QString detail;
        Kind before;
        Kind after;
    };
    for (const auto& one : std::vector<Case>{
             {400, u"ExpiredToken: Token has expired"_s, Kind::Invalid, Kind::Unauthorised},
             {400, u"InvalidToken: Malformed token"_s, Kind::Invalid, Kind::Unauthorised},
             {401, u"AuthMissing"_s, Kind::Unauthorised, Kind::Unauthorised},
             {401, u"AccountTakedown: gone"_s, Kind::Unauthorised, Kind::Forbidden},
             {401, u"AuthFactorTokenRequired: mail"_s, Kind::Unauthorised, Kind::Invalid},
             {400, u"NotFound: Post not found: at://x"_s, Kind::Invalid, Kind::NotFound},
             {400, u"InvalidRequest: Profile not found"_s, Kind::Invalid, Kind::NotFound},
             {400, u"InvalidRequest: could not find feed"_s, Kind::Invalid, Kind::NotFound},
             {400, u"InvalidRequest: Unable to resolve handle"_s, Kind::Invalid, Kind::NotFound},
             {400, u"RecordNotFound: Could not locate record"_s, Kind::Invalid, Kind::NotFound},
             {400, u"InvalidRequest: grapheme too big"_s, Kind::Invalid, Kind::Invalid},
             {400, u"InvalidSwap: Record was at x"_s, Kind::Invalid, Kind::Invalid},
             {400, u"RateLimitExceeded"_s, Kind::Invalid, Kind::RateLimited},
             {501, u"MethodNotImplemented"_s, Kind::Server, Kind::Unsupported},
             {502, u"UpstreamFailure: x"_s, Kind::Server, Kind::Server},
             {500, u"InternalServerError"_s, Kind::Server, Kind::Server},
         }) {
        const Error error{one.before, one.status, std::nullopt, {}, one.detail};
        EXPECT_EQ(withApiMeaning(error, true).kind, one.after) << one.detail.toStdString();
        EXPECT_EQ(withApiMeaning(error, true).detail, one.detail);
    }
}

TEST(BlueskyXrpc, ARuleOfTheProxyMeansThatASignInIsNeeded)
{
    const Error error{Error::Kind::Forbidden, 403, std::nullopt, {}, {}};
    EXPECT_EQ(withApiMeaning(error, false).kind, Error::Kind::Unauthorised);
    EXPECT_EQ(withApiMeaning(error, true).kind, Error::Kind::Forbidden);
    const Error ownRule{Error::Kind::Forbidden, 403, std::nullopt, {}, u"Forbidden: no"_s};
    EXPECT_EQ(withApiMeaning(ownRule, false).kind, Error::Kind::Forbidden);
}

TEST(BlueskyXrpc, TheNameOfAnErrorIsAWord)
{
    const auto nameOf = [](const QString& detail) {
        return errorNameOf({Error::Kind::Invalid, 400, std::nullopt, {}, detail});
    };
    EXPECT_EQ(nameOf(u"InvalidSwap: Record was at x"_s), u"InvalidSwap"_s);
    EXPECT_EQ(nameOf(u"use_dpop_nonce"_s), u"use_dpop_nonce"_s);
    EXPECT_TRUE(nameOf(u"Connection refused: x"_s).isEmpty());
    EXPECT_TRUE(nameOf({}).isEmpty());
}

class XrpcNetTest : public AccountTest {
protected:
    Error errorOf(const test::FaultReply& reply, bool isSignedIn = false)
    {
        fake.server.enqueue(u"/xrpc/app.bsky.feed.getTimeline"_s, reply);
        const auto answer
            = test::await(sendCall(http, someCall(fake.base()), isSignedIn, &receiver));
        EXPECT_FALSE(answer);
        return answer ? Error() : answer.error();
    }
    QObject receiver;
};

TEST_F(XrpcNetTest, KeepsNameAndMessageOfAnError)
{
    const auto error = errorOf(
        test::jsonReply(R"({"error":"ExpiredToken","message":"Token has\n expired"})", 400));
    EXPECT_EQ(error.detail, u"ExpiredToken: Token has expired"_s);
    EXPECT_EQ(error.kind, Error::Kind::Unauthorised);
    EXPECT_EQ(error.http, 400);
    EXPECT_EQ(errorOf(test::jsonReply(R"({"error":"invalid_grant","error_description":"x"})", 400))
                  .detail,
        u"invalid_grant: x"_s);
    EXPECT_EQ(
        errorOf(test::jsonReply(R"({"error":"Same","message":"Same"})", 400)).detail, u"Same"_s);
}

TEST_F(XrpcNetTest, AnHtmlRefusalIsNotReadAsWords)
{
    test::FaultReply reply;
    reply.status = 403;
    reply.contentType = "text/html";
    reply.body = "<html>Request forbidden by administrative rules.</html>";
    const auto error = errorOf(reply);
    EXPECT_EQ(error.kind, Error::Kind::Unauthorised);
    EXPECT_TRUE(error.detail.isEmpty());
}

TEST_F(XrpcNetTest, WhatNeverReachedAServerStaysAsItIs)
{
    fake.server.startOutage();
    const auto answer = test::await(sendCall(http, someCall(fake.base()), false, &receiver));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Offline);
    EXPECT_EQ(answer.error().http, 0);
}

} // namespace
} // namespace staffroom::bluesky
