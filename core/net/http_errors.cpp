#include "core/net/http_errors.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestWording = 300;

QString oneLine(const QString& text)
{
    QString line;
    for (const QChar c : text.left(kLongestWording * 2))
        line += c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ? u' '
                                                                                            : c;
    return line.simplified().left(kLongestWording);
}

} // namespace

Error::Kind kindOfStatus(int status)
{
    switch (status) {
    case 401:
        return Error::Kind::Unauthorised;
    case 403:
        return Error::Kind::Forbidden;
    case 404:
    case 410:
        return Error::Kind::NotFound;
    case 408:
        return Error::Kind::Timeout;
    case 409:
        return Error::Kind::Conflict;
    case 413:
        return Error::Kind::TooLarge;
    case 429:
        return Error::Kind::RateLimited;
    default:
        break;
    }
    if (status >= 500)
        return Error::Kind::Server;
    return status >= 400 ? Error::Kind::Invalid : Error::Kind::Protocol;
}

QString serverWording(const QByteArray& body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    for (const auto key :
        {"error"_L1, "error_description"_L1, "message"_L1, "detail"_L1, "title"_L1}) {
        const QJsonValue value = object.value(key);
        if (value.isString() && !value.toString().isEmpty())
            return oneLine(value.toString());
    }
    return {};
}

Error networkError(QNetworkReply::NetworkError code, const QString& text)
{
    Error error;
    error.detail = oneLine(text);
    switch (code) {
    case QNetworkReply::SslHandshakeFailedError:
        error.kind = Error::Kind::Tls;
        break;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        error.kind = Error::Kind::Timeout;
        break;
    case QNetworkReply::OperationCanceledError:
        error.kind = Error::Kind::Cancelled;
        break;
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::UnknownContentError:
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        error.kind = Error::Kind::Protocol;
        break;
    default:
        error.kind = Error::Kind::Offline;
        break;
    }
    return error;
}

} // namespace staffroom
