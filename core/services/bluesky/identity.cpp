#include "core/services/bluesky/identity.h"

#include "core/net/http_client.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/xrpc.h"
#include "core/services/or_else.h"

#include <algorithm>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kBrokenHandle{"handle.invalid"};
constexpr qint64 kLargestDocument = 256 * 1024;

/// One lookup; kept alive by the steps of its task.
struct Lookup {
    HttpClient* http = nullptr;
    PublicHosts hosts;
    QString server; ///< asked first for handles
    QObject* parent = nullptr;
};

/// Names that no name server of the public network answers for (RFC 6761 and others): nothing is
/// asked there by https.
bool isPrivateName(const QString& handle)
{
    static const QStringList ends{u"test"_s, u"local"_s, u"localhost"_s, u"invalid"_s, u"onion"_s,
        u"internal"_s, u"arpa"_s, u"alt"_s, u"example"_s};
    return ends.contains(handle.section(u'.', -1));
}

HttpRequest documentRequest(const QString& address)
{
    HttpRequest request;
    request.url = QUrl(address, QUrl::StrictMode);
    request.lane = Lane::User;
    request.maxBytes = kLargestDocument;
    return request;
}

Task<QString> didByWellKnown(const Lookup& lookup, const QString& handle)
{
    auto request = documentRequest(u"https://"_s + handle + "/.well-known/atproto-did"_L1);
    request.followsToOtherOrigins = true; // many point their name at somebody who keeps it for them
    return lookup.http->send(std::move(request))
        .andThen(lookup.parent, [](const HttpReply& reply) -> Result<QString> {
            const QString did = QString::fromLatin1(reply.body.left(4'096)).trimmed();
            if (!isDid(did))
                return fail(Error::Kind::NotFound, u"this name is nobody's handle"_s);
            return did;
        });
}

Task<QString> didOfHandle(const Lookup& lookup, const QString& handle)
{
    const QString server = lookup.server.isEmpty() ? lookup.hosts.view : lookup.server;
    auto asked = sendCall(*lookup.http,
        query({server, Lane::User, {}}, "com.atproto.identity.resolveHandle"_L1,
            {{"handle", handle}}),
        false, lookup.parent)
                     .andThen(lookup.parent, [](const HttpReply& reply) -> Result<QString> {
                         const auto object = readObject(reply.body, reply.url.path());
                         if (!object)
                             return fail(object.error());
                         const QString did = textOf(*object, "did"_L1);
                         if (!isDid(did)) {
                             return fail(Error::Kind::Protocol, u"the answer holds no DID"_s,
                                 reply.url.path());
                         }
                         return did;
                     });
    return orElse(std::move(asked), lookup.parent, [lookup, handle](Error error) {
        if (isPrivateName(handle) || error.kind == Error::Kind::Cancelled)
            return readyTask<QString>(fail(std::move(error)));
        return orElse(didByWellKnown(lookup, handle), lookup.parent, [error](Error) {
            // The first answer says more: most names have no such page.
            return readyTask<QString>(fail(error));
        });
    });
}

QString documentAddress(const QString& did, const PublicHosts& hosts)
{
    if (did.startsWith("did:plc:"_L1))
        return hosts.directory + u'/' + did;
    constexpr QLatin1StringView kWeb{"did:web:"};
    if (!did.startsWith(kWeb))
        return {};
    const QString host
        = QString(did.mid(kWeb.size())).replace("%3A"_L1, ":"_L1, Qt::CaseInsensitive);
    if (host.contains(u':') && !host.startsWith("localhost:"_L1))
        return {}; // ports are for this machine only, paths for nobody
    const bool isHere = host == "localhost"_L1 || host.startsWith("localhost:"_L1);
    return (isHere ? u"http://"_s : u"https://"_s) + host + "/.well-known/did.json"_L1;
}

/// The document, not yet checked against any handle.
Task<Identity> readDocument(const Lookup& lookup, const QString& did)
{
    const QString address = documentAddress(did, lookup.hosts);
    if (address.isEmpty()) {
        return readyTask<Identity>(
            fail(Error::Kind::Invalid, u"this program does not know this kind of DID"_s, did));
    }
    return lookup.http->send(documentRequest(address))
        .andThen(lookup.parent, [did](const HttpReply& reply) -> Result<Identity> {
            const auto document = readObject(reply.body, reply.url.path());
            if (!document)
                return fail(document.error());
            Identity found{did, {}, serverInDocument(*document, did)};
            if (found.server.isEmpty()) {
                return fail(Error::Kind::Protocol,
                    u"the account's document names no server of its records"_s, did);
            }
            for (const auto name : document->value("alsoKnownAs"_L1).toArray()) {
                const QString text = name.toString();
                if (text.startsWith("at://"_L1)) { // the first one counts
                    found.handle = text.mid(5).toLower();
                    break;
                }
            }
            if (!isHandle(found.handle))
                found.handle = kBrokenHandle;
            return found;
        });
}

Task<Identity> byHandle(const Lookup& lookup, const QString& handle)
{
    return didOfHandle(lookup, handle)
        .andThen(lookup.parent, [lookup](const QString& did) { return readDocument(lookup, did); })
        .andThen(lookup.parent, [handle](Identity found) -> Result<Identity> {
            if (found.handle != handle) {
                return fail(Error::Kind::NotFound,
                    u"the account that this handle points to goes by another one"_s, handle);
            }
            return found;
        });
}

Task<Identity> byDid(const Lookup& lookup, const QString& did)
{
    return readDocument(lookup, did).andThen(lookup.parent, [lookup](const Identity& found) {
        if (found.handle == kBrokenHandle)
            return readyTask<Identity>(found);
        auto unsure = found;
        unsure.handle = kBrokenHandle;
        auto checked = didOfHandle(lookup, found.handle)
                           .andThen(lookup.parent, [found, unsure](const QString& pointed) {
                               return Result<Identity>(pointed == found.did ? found : unsure);
                           });
        return orElse(std::move(checked), lookup.parent, [unsure](Error error) {
            return error.kind == Error::Kind::Cancelled
                ? readyTask<Identity>(fail(std::move(error)))
                : readyTask<Identity>(unsure);
        });
    });
}

QString hostOption(const ServiceContext& context, const QString& name, const QString& usual)
{
    const QString set = serverBaseOf(context.options.value(u"bluesky."_s + name));
    return set.isEmpty() ? usual : set;
}

} // namespace

PublicHosts publicHosts(const ServiceContext& context)
{
    return {hostOption(context, u"view"_s, u"https://public.api.bsky.app"_s),
        hostOption(context, u"directory"_s, u"https://plc.directory"_s),
        hostOption(context, u"live"_s, u"https://jetstream2.us-east.bsky.network"_s),
        hostOption(context, u"web"_s, u"https://bsky.app"_s),
        hostOption(context, u"entry"_s, u"https://bsky.social"_s)};
}

QString serverBaseOf(const QString& typed)
{
    const QString text = typed.trimmed();
    QUrl url(text.contains("://"_L1) ? text : u"https://"_s + text, QUrl::StrictMode);
    if (!text.contains("://"_L1) && isAllowedAddress(QUrl(u"http://"_s + text, QUrl::StrictMode)))
        url.setScheme(u"http"_s); // this machine itself
    if (!isAllowedAddress(url))
        return {};
    QUrl base;
    base.setScheme(url.scheme());
    base.setHost(url.host());
    const int standard = url.scheme() == "https"_L1 ? 443 : 80;
    if (url.port() > 0 && url.port() != standard)
        base.setPort(url.port());
    return QString::fromLatin1(base.toEncoded());
}

QString serverInDocument(const QJsonObject& document, const QString& did)
{
    if (textOf(document, "id"_L1) != did)
        return {};
    for (const auto entry : document.value("service"_L1).toArray()) {
        const QJsonObject service = entry.toObject();
        const QString id = textOf(service, "id"_L1);
        if ((id != "#atproto_pds"_L1 && id != did + "#atproto_pds"_L1)
            || textOf(service, "type"_L1) != "AtprotoPersonalDataServer"_L1)
            continue;
        const QString address = textOf(service, "serviceEndpoint"_L1);
        return address.contains("://"_L1) ? serverBaseOf(address) : QString();
    }
    return {};
}

Task<Identity> resolveIdentity(
    const ServiceContext& context, const QString& typed, const QString& server, QObject* parent)
{
    QString name = typed.trimmed();
    if (name.startsWith("at://"_L1))
        name = name.mid(5);
    else if (name.startsWith(u'@'))
        name = name.mid(1);
    const Lookup lookup{context.http, publicHosts(context), server, parent};
    if (isDid(name))
        return byDid(lookup, name);
    name = name.toLower();
    if (!isHandle(name) || name == kBrokenHandle) {
        return readyTask<Identity>(
            fail(Error::Kind::Invalid, u"this is neither a handle nor a DID"_s, typed));
    }
    return byHandle(lookup, name);
}

} // namespace staffroom::bluesky
