#include "core/net/loopback_listener.h"

#include "tests/support/fake_clock.h"
#include "tests/support/wait_for.h"

#include <QTcpServer>
#include <QTcpSocket>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

struct ListenerTest : testing::Test {
    test::FakeClock clock;
    std::unique_ptr<LoopbackListener> listener = std::make_unique<LoopbackListener>(clock);
    std::vector<QUrlQuery> answers;
    int timeouts = 0;

    void SetUp() override
    {
        QObject::connect(listener.get(), &LoopbackListener::answered,
            [this](const QUrlQuery& query) { answers.push_back(query); });
        QObject::connect(listener.get(), &LoopbackListener::timedOut, [this] { ++timeouts; });
        ASSERT_TRUE(listener->listen(0, u"/callback"_s));
    }
    quint16 port() const { return static_cast<quint16>(listener->address().port()); }

    /// What comes back for one raw request; empty when nobody listens.
    QByteArray ask(const QByteArray& request)
    {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, port());
        if (!test::waitFor([&] {
                return socket.state() == QTcpSocket::ConnectedState
                    || socket.error() == QTcpSocket::ConnectionRefusedError;
            })
            || socket.state() != QTcpSocket::ConnectedState)
            return {};
        socket.write(request);
        EXPECT_TRUE(test::waitFor([&] { return socket.state() == QTcpSocket::UnconnectedState; }));
        return socket.readAll();
    }
    QByteArray get(const QByteArray& target, const QByteArray& host = {})
    {
        return ask("GET " + target + " HTTP/1.1\r\nHost: "
            + (host.isEmpty() ? "127.0.0.1:" + QByteArray::number(port()) : host) + "\r\n\r\n");
    }
};

TEST_F(ListenerTest, TakesOneRedirectAndClosesItself)
{
    EXPECT_EQ(listener->address().toString(), u"http://127.0.0.1:%1/callback"_s.arg(port()));
    const auto page = get("/callback?code=a%2Bb+c&state=xyz");
    EXPECT_TRUE(page.startsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_FALSE(page.contains("a%2Bb"));
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers.front().queryItemValue(u"code"_s, QUrl::FullyDecoded), u"a+b c"_s);
    EXPECT_EQ(answers.front().queryItemValue(u"state"_s), u"xyz"_s);
    EXPECT_TRUE(get("/callback?code=second&state=xyz").isEmpty());
    EXPECT_EQ(answers.size(), 1U);
    clock.advance(10min);
    EXPECT_EQ(timeouts, 0);
}

TEST_F(ListenerTest, EverythingElseGetsNothingAndIsNotTold)
{
    const QByteArray own = "127.0.0.1:" + QByteArray::number(port());
    for (const auto& request : {QByteArray("POST /callback?code=1 HTTP/1.1\r\nHost: " + own),
             QByteArray("GET /other?code=1 HTTP/1.1\r\nHost: " + own),
             QByteArray("GET /callback HTTP/1.1\r\nHost: " + own),
             QByteArray("GET /callback?code=1 HTTP/1.1\r\nHost: localhost:1"),
             QByteArray("GET /callback?code=1 HTTP/1.1\r\nHost: evil.example"),
             QByteArray("GET /callback?code=1 HTTP/1.1\r\nHost: " + own + "\r\nHost: " + own),
             QByteArray("GET /callback?code=1 HTTP/1.1"),
             QByteArray("GET http://evil.example/callback?code=1 HTTP/1.1\r\nHost: " + own),
             QByteArray("nonsense")}) {
        EXPECT_TRUE(ask(request + "\r\n\r\n").startsWith("HTTP/1.1 404")) << request.toStdString();
    }
    EXPECT_TRUE(ask(QByteArray(20'000, 'x')).isEmpty());
    EXPECT_TRUE(answers.empty());
    get("/callback?error=access_denied&state=s"); // it is still there for the right one
    EXPECT_EQ(answers.size(), 1U);
}

TEST_F(ListenerTest, WaitsFiveMinutes)
{
    clock.advance(5min - 1ms);
    EXPECT_EQ(timeouts, 0);
    clock.advance(1ms);
    EXPECT_EQ(timeouts, 1);
    EXPECT_TRUE(get("/callback?code=late").isEmpty());
}

TEST_F(ListenerTest, OnlyThisMachineCanReachItAndATakenPortIsAnError)
{
    LoopbackListener second(clock);
    EXPECT_EQ(second.listen(port(), u"/callback"_s).error().kind, Error::Kind::Offline);
    const quint16 was = port();
    listener.reset();
    QTcpServer free;
    EXPECT_TRUE(free.listen(QHostAddress(u"127.0.0.1"_s), was)); // given back
}

} // namespace
} // namespace staffroom
