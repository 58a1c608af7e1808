#include "tests/unit/core/net/net_fixture.h"

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;

class RedirectTest : public NetTest {
protected:
    RedirectTest()
    {
        other.setHandler([](const test::FaultRequest&) { return test::jsonReply("\"other\""); });
    }
    test::FaultServer other;
};

const std::vector<int> kStatuses{301, 302, 303, 307, 308};

TEST_F(RedirectTest, LeaksNoTokenAnywhere)
{
    const QByteArray port = QByteArray::number(other.port());
    const QByteArray own = QByteArray::number(server.port());
    const std::vector<QByteArray> elsewhere{
        "http://127.0.0.1:" + port + "/steal",
        "http://localhost:" + port + "/steal",
        "http://127.0.0.2:" + own + "/steal",
        "http://localhost:" + own + "/steal",
        "//127.0.0.1:" + port + "/steal",
        "//localhost:" + own + "/steal",
        "https://127.0.0.1:" + own + "/steal",
        "http://user:word@127.0.0.1:" + own + "/steal",
        "http://token@127.0.0.1:" + port + "/steal",
        "http://127.0.0.1:" + own + "@127.0.0.1:" + port + "/steal",
        "ftp://127.0.0.1:" + own + "/steal",
        "file:///etc/passwd",
        "data:text/plain,steal",
        "http://[::1]:" + own + "/steal",
        "http:///steal",
        "\\\\127.0.0.1:" + port + "\\steal",
    };
    int cases = 0;
    for (const int status : kStatuses) {
        for (const auto& target : elsewhere) {
            for (const bool follows : {false, true}) {
                server.enqueue(u"/a"_s, test::redirectReply(status, target));
                auto request = get(u"/a"_s);
                request.bearer = Secret("secret-token");
                request.followsToOtherOrigins = follows;
                const auto answer = ask(request);
                ++cases;
                // What is left of a strange address on the own origin may be asked there.
                EXPECT_TRUE(!answer || answer->url.port() == server.port());
            }
        }
    }
    EXPECT_GE(cases, 60);
    EXPECT_EQ(other.requests().size(), 0U);
    for (const auto& request : other.requests())
        EXPECT_TRUE(request.header("authorization").isEmpty());
}

TEST_F(RedirectTest, FollowsOnItsOwnOrigin)
{
    for (const int status : kStatuses) {
        for (const QByteArray& target :
            {QByteArray("/b"), QByteArray("b"), server.url(u"/b"_s).toEncoded(), QByteArray("?x=1"),
                "//127.0.0.1:" + QByteArray::number(server.port()) + "/b"}) {
            server.setHandler([&](const test::FaultRequest& request) {
                return request.target == "/a" ? test::redirectReply(status, target)
                                              : test::jsonReply("\"there\"");
            });
            auto request = get(u"/a"_s);
            request.bearer = Secret("secret-token");
            const auto answer = ask(request);
            ASSERT_TRUE(answer) << status << target.constData();
            EXPECT_EQ(answer->body, "\"there\"");
            EXPECT_EQ(server.requests().back().header("authorization"), "Bearer secret-token");
        }
    }
}

TEST_F(RedirectTest, FollowsElsewhereOnlyWhenAskedTo)
{
    for (const int status : kStatuses) {
        const QByteArray target = other.url(u"/b"_s).toEncoded();
        server.enqueue(u"/a"_s, test::redirectReply(status, target));
        const auto refused = ask(u"/a"_s);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().kind, Error::Kind::Protocol);

        server.enqueue(u"/a"_s, test::redirectReply(status, target));
        auto request = get(u"/a"_s);
        request.followsToOtherOrigins = true;
        request.headers = {{"X-Private", "mine"}, {"Accept", "application/json"}};
        const auto answer = ask(request);
        ASSERT_TRUE(answer);
        EXPECT_EQ(answer->url, other.url(u"/b"_s));
        EXPECT_TRUE(other.requests().back().header("x-private").isEmpty());
        EXPECT_EQ(other.requests().back().header("accept"), "application/json");
    }
}

TEST_F(RedirectTest, RepeatsNoPostElsewhere)
{
    for (const int status : {307, 308}) {
        server.enqueue(u"/a"_s, test::redirectReply(status, other.url(u"/b"_s).toEncoded()));
        auto request = get(u"/a"_s);
        request.verb = HttpRequest::Verb::Post;
        request.body = "x=1";
        request.followsToOtherOrigins = true;
        EXPECT_FALSE(ask(request));
    }
    EXPECT_TRUE(other.requests().empty());
}

TEST_F(RedirectTest, StopsAfterFiveHops)
{
    server.setHandler([](const test::FaultRequest& request) {
        return test::redirectReply(302, request.target + "x");
    });
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Protocol);
    EXPECT_EQ(server.requests().size(), 6U);
}

TEST_F(RedirectTest, RefusesARedirectWithoutAddress)
{
    server.enqueue(u"/a"_s, test::jsonReply("{}", 302));
    const auto answer = ask(u"/a"_s);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Protocol);
}

} // namespace
} // namespace staffroom
