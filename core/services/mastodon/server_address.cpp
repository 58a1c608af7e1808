#include "core/services/mastodon/server_address.h"

#include "core/net/http_client.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isThisMachine(const QString& host)
{
    return isAllowedAddress(QUrl(u"http://"_s + (host.contains(u':') ? u'[' + host + u']' : host)));
}

bool looksLikeHost(const QString& host)
{
    if (isThisMachine(host) || !QHostAddress(host).isNull())
        return true;
    static const QRegularExpression name(
        u"^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9-]{2,63}$"_s);
    return name.match(host).hasMatch();
}

} // namespace

QString baseOf(const QUrl& url)
{
    QUrl base;
    base.setScheme(url.scheme());
    base.setHost(url.host());
    const int standard = url.scheme() == "https"_L1 ? 443 : 80;
    if (url.port() > 0 && url.port() != standard)
        base.setPort(url.port());
    return QString::fromLatin1(base.toEncoded());
}

std::optional<Result<QString>> serverFromText(const QString& text)
{
    const auto invalid = [&](const QString& why) -> std::optional<Result<QString>> {
        return Result<QString>(fail(Error::Kind::Invalid, why, text));
    };
    const QString typed = text.trimmed();
    const bool hasScheme = typed.contains("://"_L1);
    if (!hasScheme) {
        static const QRegularExpression otherScheme(
            u"^(javascript|data|file|mailto|ftp):"_s, QRegularExpression::CaseInsensitiveOption);
        if (otherScheme.match(typed).hasMatch())
            return invalid(u"a server address begins with https://"_s);
        const QString host = typed.section(u'/', 0, 0);
        if (typed.isEmpty() || typed.contains(u'@')
            || (!host.contains(u'.') && !host.startsWith(u'[')
                && host.section(u':', 0, 0).compare("localhost"_L1, Qt::CaseInsensitive) != 0))
            return std::nullopt;
    }

    // Without a scheme it is https, but http for this machine itself.
    QUrl url(hasScheme ? typed : u"https://"_s + typed, QUrl::StrictMode);
    if (!hasScheme && url.isValid() && isThisMachine(url.host()))
        url.setScheme(u"http"_s);
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return invalid(u"a server address begins with https://"_s);
    if (!url.userInfo().isEmpty() || typed.contains(u'@'))
        return invalid(u"a server address holds no user name or password"_s);
    const QString host = QString::fromLatin1(QUrl::toAce(url.host())).toLower();
    const QString plainHost = host.isEmpty() ? url.host() : host;
    if (!url.isValid() || plainHost.isEmpty() || !looksLikeHost(plainHost))
        return invalid(u"this is not a server address"_s);
    if ((!url.path().isEmpty() && url.path() != "/"_L1) || url.hasQuery() || url.hasFragment())
        return invalid(u"only the server's name is needed, without a page"_s);
    if (url.scheme() == "http"_L1 && !isThisMachine(url.host()))
        return invalid(u"only https is safe; http is for this machine itself"_s);
    return Result<QString>(baseOf(url));
}

} // namespace staffroom::mastodon
