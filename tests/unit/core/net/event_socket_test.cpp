#include "core/net/event_socket.h"
#include "core/net/http_address.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_mastodon.h"
#include "tests/support/wait_for.h"

#include <QWebSocket>

#include <gtest/gtest.h>

namespace staffroom {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using State = EventSocket::State;

class EventSocketTest : public testing::Test {
protected:
    EventSocketTest()
    {
        QObject::connect(&socket, &EventSocket::received, &socket,
            [this](const QString& text) { texts << text; });
        QObject::connect(&socket, &EventSocket::stateChanged, &socket,
            [this](State state) { states.push_back(state); });
    }
    QUrl address() const { return QUrl("ws"_L1 + fake.base().mid(4) + "/api/v1/streaming"_L1); }
    bool reaches(State state)
    {
        return test::waitFor([&] { return socket.state() == state; });
    }

    test::FakeClock clock;
    test::FakeMastodon fake{{}};
    EventSocket socket{clock, [] { return 0.0; }, {"Staffroom-Test/1", true, 64 * 1024}};
    QStringList texts;
    std::vector<State> states;
};

TEST_F(EventSocketTest, OpensWithTokenAndNameInHeaders)
{
    socket.open(address(), Secret(fake.token()));
    ASSERT_TRUE(reaches(State::Open));
    EXPECT_EQ(fake.streamCount(), 1);
    socket.send(u"{\"type\":\"subscribe\",\"stream\":\"hashtag\",\"tag\":\"alpha\"}"_s);
    ASSERT_TRUE(test::waitFor([&] { return fake.subscriptionCount(u"hashtag"_s) == 1; }));
    fake.addPost();
    ASSERT_TRUE(test::waitFor([&] { return texts.size() == 1; }));
}

TEST_F(EventSocketTest, TakesARefusalAsFinal)
{
    socket.open(address(), {});
    ASSERT_TRUE(reaches(State::Refused));
    EXPECT_EQ(socket.refusal().kind, Error::Kind::Unauthorised);
    const auto before = fake.server().requests().size();
    clock.advance(10min);
    EXPECT_EQ(fake.server().requests().size(), before);
}

TEST_F(EventSocketTest, ComesBackWithGrowingPauses)
{
    socket.open(address(), Secret(fake.token()));
    ASSERT_TRUE(reaches(State::Open));
    fake.startOutage();
    ASSERT_TRUE(reaches(State::Connecting));
    clock.advance(999ms);
    EXPECT_EQ(fake.streamCount(), 0);
    fake.endOutage();
    clock.advance(1ms);
    ASSERT_TRUE(reaches(State::Open));
    EXPECT_EQ(fake.streamCount(), 1);
}

TEST_F(EventSocketTest, AsksWhereItGoesBeforeEveryConnection)
{
    test::FaultServer server;
    QWebSocketServer handshake(u"moving"_s, QWebSocketServer::NonSecureMode);
    QStringList queries;
    server.setUpgrade([&](const test::FaultRequest& request, QTcpSocket* tcp) {
        queries << request.query().toString();
        QObject::disconnect(tcp, &QTcpSocket::disconnected, tcp, nullptr);
        handshake.handleConnection(tcp);
        return true;
    });
    int asked = 0;
    EventSocket moving(clock, [] { return 0.0; },
        {"Staffroom-Test/1", true, 64 * 1024, [&asked](const QUrl& opened) {
             QUrl url = opened;
             url.setQuery("cursor="_L1 + QString::number(++asked));
             if (asked == 3)
                 url.setHost(u"elsewhere.example"_s); // is not followed
             return url;
         }});
    moving.open(QUrl("ws://127.0.0.1:"_L1 + QString::number(server.port())), {});
    for (const auto pause : {1s, 2s, 4s}) {
        ASSERT_TRUE(test::waitFor(
            [&] { return moving.state() == State::Open && handshake.hasPendingConnections(); }));
        std::unique_ptr<QWebSocket>(handshake.nextPendingConnection())->abort();
        ASSERT_TRUE(test::waitFor([&] { return moving.state() == State::Connecting; }));
        clock.advance(pause);
    }
    moving.close();
    EXPECT_EQ(queries.mid(0, 3), (QStringList{u"cursor=1"_s, u"cursor=2"_s, QString()}));
}

TEST_F(EventSocketTest, NoticesSilence)
{
    // A peer that took the handshake and never speaks again.
    test::FaultServer deaf;
    QTcpSocket* peer = nullptr;
    QWebSocketServer handshake(u"deaf"_s, QWebSocketServer::NonSecureMode);
    deaf.setUpgrade([&](const test::FaultRequest&, QTcpSocket* tcp) {
        peer = tcp;
        handshake.handleConnection(tcp);
        return true;
    });
    socket.open(QUrl("ws://127.0.0.1:"_L1 + QString::number(deaf.port())), {});
    ASSERT_TRUE(reaches(State::Open));
    auto* other = handshake.nextPendingConnection();
    ASSERT_TRUE(other);
    peer->disconnect(); // its pings are not even read any more
    clock.advance(74s);
    EXPECT_EQ(socket.state(), State::Open);
    clock.advance(1s);
    EXPECT_EQ(socket.state(), State::Connecting);
    socket.close();
    delete other;
}

TEST_F(EventSocketTest, DropsAMessageAboveTheCap)
{
    socket.open(address(), Secret(fake.token()));
    ASSERT_TRUE(reaches(State::Open));
    socket.send(u"{\"type\":\"subscribe\",\"stream\":\"hashtag\",\"tag\":\"alpha\"}"_s);
    ASSERT_TRUE(test::waitFor([&] { return fake.subscriptionCount(u"hashtag"_s) == 1; }));
    test::FakeDraft huge;
    huge.text = QString(200'000, u'x');
    fake.addPost(huge);
    ASSERT_TRUE(reaches(State::Connecting));
    EXPECT_TRUE(texts.isEmpty());
}

TEST_F(EventSocketTest, GoesNowhereUnsafe)
{
    for (const auto& bad : {u"ws://example.org/"_s, u"http://127.0.0.1/"_s,
             u"wss://user:word@example.org/"_s, u"wss://example.org/"_s}) {
        // The last is safe in itself, but these tests stay on this machine.
        socket.open(QUrl(bad), Secret("token"));
        EXPECT_EQ(socket.state(), State::Refused);
    }
    EXPECT_TRUE(isAllowedStreamAddress(QUrl(u"wss://example.org/"_s)));
    EXPECT_TRUE(isAllowedStreamAddress(QUrl(u"ws://127.0.0.1:4000/"_s)));
}

} // namespace
} // namespace staffroom
