#include "core/services/bluesky/xrpc.h"

#include "core/services/or_else.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestName = 100;
constexpr qsizetype kLongestWords = 300;

HttpRequest callTo(const Host& host, QLatin1StringView nsid)
{
    HttpRequest request;
    request.url = QUrl(host.server + "/xrpc/"_L1 + nsid, QUrl::StrictMode);
    request.lane = host.lane;
    request.headers.emplace_back("Accept", "application/json");
    if (!host.labellers.isEmpty())
        request.headers.emplace_back("atproto-accept-labelers", host.labellers);
    return request;
}

QString plainLine(const QString& text, qsizetype longest)
{
    QString line;
    for (const QChar c : text.left(longest * 2)) {
        const bool isUnseen
            = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        line += isUnseen ? u' ' : c;
    }
    return line.simplified().left(longest);
}

/// "NAME: message" of an error's body; empty where it is none.
QString wordsOf(const QByteArray& body)
{
    const auto object = QJsonDocument::fromJson(body).object();
    const QString name = plainLine(object.value("error"_L1).toString(), kLongestName);
    if (name.isEmpty())
        return {};
    QString message = object.value("message"_L1).toString();
    if (message.isEmpty())
        message = object.value("error_description"_L1).toString(); // the OAuth parts of a server
    message = plainLine(message, kLongestWords);
    return message.isEmpty() || message == name ? name : name + ": "_L1 + message;
}

bool isOneOf(const QString& name, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(
        names.begin(), names.end(), [&](QLatin1StringView one) { return name == one; });
}

/// Servers say most of what is not there as InvalidRequest, and only in words.
bool saysItIsNotThere(const QString& name, const QString& detail)
{
    if (name.endsWith("NotFound"_L1))
        return true;
    if (name != "InvalidRequest"_L1)
        return false;
    const QString words = detail.mid(name.size());
    return words.contains("not found"_L1, Qt::CaseInsensitive)
        || words.contains("could not find"_L1, Qt::CaseInsensitive)
        || words.contains("could not locate"_L1, Qt::CaseInsensitive)
        || words.contains("unable to resolve handle"_L1, Qt::CaseInsensitive);
}

} // namespace

HttpRequest query(const Host& host, QLatin1StringView nsid, const Params& params)
{
    HttpRequest request = callTo(host, nsid);
    QByteArray asked;
    for (const auto& [name, value] : params) {
        if (!asked.isEmpty())
            asked += '&';
        asked += name + '=' + QUrl::toPercentEncoding(value);
    }
    if (!asked.isEmpty()) {
        request.url = QUrl::fromEncoded(request.url.toEncoded() + '?' + asked, QUrl::StrictMode);
    }
    return request;
}

HttpRequest procedure(const Host& host, QLatin1StringView nsid, const QJsonObject& body)
{
    HttpRequest request = bareProcedure(host, nsid);
    request.headers.emplace_back("Content-Type", "application/json");
    request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return request;
}

HttpRequest bareProcedure(const Host& host, QLatin1StringView nsid)
{
    HttpRequest request = callTo(host, nsid);
    request.verb = HttpRequest::Verb::Post;
    return request;
}

QString errorNameOf(const Error& error)
{
    const QString name = error.detail.section(u':', 0, 0);
    const bool isWord = std::all_of(name.begin(), name.end(),
        [](QChar c) { return (c.unicode() < 0x80 && c.isLetterOrNumber()) || c == u'_'; });
    return isWord ? name : QString();
}

Error withApiMeaning(Error error, bool isSignedIn)
{
    using Kind = Error::Kind;
    if (error.http == 0)
        return error;
    const QString name = errorNameOf(error);
    if (error.http == 403 && error.detail.isEmpty())
        error.kind = isSignedIn ? Kind::Forbidden : Kind::Unauthorised;
    else if (isOneOf(name,
                 {"ExpiredToken"_L1, "InvalidToken"_L1, "AuthMissing"_L1,
                     "AuthenticationRequired"_L1}))
        error.kind = Kind::Unauthorised;
    else if (isOneOf(
                 name, {"AccountTakedown"_L1, "AccountDeactivated"_L1, "AccountSuspended"_L1})) {
        error.kind = Kind::Forbidden;
        error.path = kAccountClosed;
    } else if (isOneOf(name, {"BlockedActor"_L1, "BlockedByActor"_L1}))
        error.kind = Kind::Forbidden;
    else if (name == "RateLimitExceeded"_L1)
        error.kind = Kind::RateLimited;
    else if (name == "MethodNotImplemented"_L1)
        error.kind = Kind::Unsupported;
    else if (name == "AuthFactorTokenRequired"_L1)
        error.kind = Kind::Invalid;
    else if (saysItIsNotThere(name, error.detail))
        error.kind = Kind::NotFound;
    return error;
}

Task<HttpReply> sendCall(HttpClient& http, HttpRequest request, bool isSignedIn, QObject* context)
{
    return sendCallBy([&http](HttpRequest ready) { return http.send(std::move(ready)); },
        std::move(request), isSignedIn, context);
}

Task<HttpReply> sendCallBy(const std::function<Task<HttpReply>(HttpRequest)>& send,
    HttpRequest request, bool isSignedIn, QObject* context)
{
    auto words = std::make_shared<QString>();
    request.onRefusal = [words, also = request.onRefusal](const HttpReply& refusal) {
        *words = wordsOf(refusal.body);
        if (also)
            also(refusal);
    };
    return orElse(send(std::move(request)), context, [words, isSignedIn](Error error) {
        if (error.http != 0)
            error.detail = *words;
        return readyTask<HttpReply>(fail(withApiMeaning(std::move(error), isSignedIn)));
    });
}

} // namespace staffroom::bluesky
