#pragma once

#include "tests/support/fault_server.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom::test {

inline FaultReply bskyReply(const QJsonObject& object, int status = 200)
{
    return jsonReply(QJsonDocument(object).toJson(QJsonDocument::Compact), status);
}

/// As the network's servers say no: by a name, and in words.
inline FaultReply bskyError(int status, const QString& name, const QString& message)
{
    return bskyReply(
        {{QStringLiteral("error"), name}, {QStringLiteral("message"), message}}, status);
}

/// Most calls that only do something answer with no body at all.
inline FaultReply bskyNothing()
{
    FaultReply reply;
    reply.contentType.clear();
    return reply;
}

inline FaultReply bskyInvalid(const QString& message)
{
    return bskyError(400, QStringLiteral("InvalidRequest"), message);
}

} // namespace staffroom::test
