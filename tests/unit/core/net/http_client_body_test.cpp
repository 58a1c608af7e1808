#include "core/net/http_client_body.h"

#include "tests/unit/core/net/net_fixture.h"

#include <QTemporaryFile>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::FaultReply;

class HttpClientBodyTest : public NetTest {
protected:
    HttpRequest post(const QByteArray& body)
    {
        HttpRequest request = get(u"/a"_s);
        request.verb = HttpRequest::Verb::Post;
        request.body = body;
        return request;
    }
    HttpRequest upload(const QByteArray& content)
    {
        EXPECT_TRUE(file.open());
        file.write(content);
        file.close();
        HttpRequest request = post({});
        request.fileBody = HttpFileBody{"<", file.fileName(), ">"};
        request.headers.emplace_back("Content-Type", "text/plain");
        return request;
    }
    QTemporaryFile file;
};

TEST_F(HttpClientBodyTest, AWriteWhoseAnswerIsLostIsNotRepeated)
{
    FaultReply lost = test::jsonReply("{}");
    lost.end = FaultReply::End::Drop;
    for (int i = 0; i < 5; ++i)
        server.enqueue(u"/a"_s, lost);
    const auto answer = ask(post("x=1"));
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Offline);
    EXPECT_EQ(server.requestCount(u"/a"_s), 1);
}

TEST_F(HttpClientBodyTest, NorOnAConnectionThatWasUsedBefore)
{
    server.setHandler([](const test::FaultRequest&) { return test::jsonReply("{}"); });
    ASSERT_TRUE(ask(u"/b"_s));
    for (int i = 0; i < 5; ++i) {
        FaultReply lost = test::jsonReply("{}");
        lost.end = FaultReply::End::Drop;
        server.enqueue(u"/a"_s, lost);
    }
    EXPECT_FALSE(ask(post("x=1")));
    EXPECT_EQ(server.requestCount(u"/a"_s), 1);
}

TEST_F(HttpClientBodyTest, SendsAFileWithWhatGoesAroundIt)
{
    server.setHandler([](const test::FaultRequest& request) {
        return test::jsonReply(QByteArray::number(request.body.size()) + request.body.left(1)
            + request.body.right(1) + request.header("content-length"));
    });
    HttpRequest request = upload(QByteArray(700'000, 'x'));
    std::vector<std::pair<qint64, qint64>> told;
    request.onSent = [&](qint64 sent, qint64 total) { told.emplace_back(sent, total); };
    const auto answer = ask(request);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "700002<>700002");
    ASSERT_FALSE(told.empty());
    EXPECT_EQ(told.back(), std::pair(qint64(700'002), qint64(700'002)));
    for (size_t i = 1; i < told.size(); ++i)
        EXPECT_GE(told[i].first, told[i - 1].first);
}

TEST_F(HttpClientBodyTest, SaysThatAFileIsGone)
{
    HttpRequest request = post({});
    request.fileBody = HttpFileBody{{}, u"/nonexistent/picture.png"_s, {}};
    const auto answer = ask(request);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().kind, Error::Kind::Storage);
    EXPECT_TRUE(server.requests().empty());
}

TEST_F(HttpClientBodyTest, CanBeReadOnceOnly)
{
    HttpRequest request = post("abcdef");
    const auto body = HttpClientBody::of(request);
    ASSERT_TRUE(body);
    EXPECT_EQ((*body)->size(), 6);
    EXPECT_TRUE((*body)->reset());
    EXPECT_EQ((*body)->read(4), "abcd");
    EXPECT_FALSE((*body)->reset());
    EXPECT_EQ((*body)->read(10), "ef");
    EXPECT_EQ((*body)->read(10), QByteArray());
}

TEST_F(HttpClientBodyTest, MayBeGivenUpWhileItGoesOut)
{
    bool isTold = false;
    QObject context;
    HttpRequest request = upload(QByteArray(3'000'000, 'x'));
    TaskHandle handle;
    request.onSent = [&](qint64, qint64) {
        isTold = true;
        handle = TaskHandle();
    };
    handle = client.send(request).then(
        &context, [](const Result<HttpReply>&) { ADD_FAILURE() << "nobody listens any more"; });
    EXPECT_TRUE(test::waitFor([&] { return isTold; }));
}

TEST_F(HttpClientBodyTest, LeaveIsAskedAtTheMomentOfSending)
{
    server.enqueue(u"/first"_s, [] {
        FaultReply limited = test::errorReply(429);
        limited.headers.emplace_back("Retry-After", "20");
        return limited;
    }());
    ASSERT_FALSE(ask(u"/first"_s));
    bool isOpen = true;
    HttpRequest request = post("x=1");
    request.mayGo = [&] { return isOpen; };
    std::optional<Result<HttpReply>> answer;
    QObject context;
    const auto handle = client.send(request).then(
        &context, [&](Result<HttpReply> reply) { answer = std::move(reply); });
    QCoreApplication::processEvents();
    EXPECT_FALSE(answer); // it waits for its turn
    isOpen = false;
    clock.advance(21s);
    ASSERT_TRUE(test::waitFor([&] { return answer.has_value(); }));
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().kind, Error::Kind::Locked);
    EXPECT_EQ(server.requestCount(u"/a"_s), 0);
}

} // namespace
} // namespace staffroom
