#pragma once

#include "tests/support/fault_server.h"

#include <QTcpSocket>
#include <QTimer>

namespace staffroom::test {

/// One connection of a FaultServer; goes with its socket.
class FaultConnection : public QObject {
    Q_OBJECT
public:
    FaultConnection(FaultServer& server, QTcpSocket* socket);

private:
    void onReadyRead();
    std::optional<FaultRequest> takeRequest();
    void answer(FaultReply reply);
    void sendHead();
    void sendMore();
    void endBadly();

    FaultServer& m_server;
    QTcpSocket* m_socket;
    QTimer m_pause;
    FaultReply m_reply;
    qint64 m_sent = 0; ///< of the body
    bool m_isAnswering = false;
    bool m_isHeadSent = false;
};

} // namespace staffroom::test
