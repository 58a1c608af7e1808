#pragma once

#include "core/services/service.h"

#include <QJsonObject>

namespace staffroom::bluesky {

/// Who somebody is: the DID, the handle that points to it and back, and where the records lie
/// (atproto.com/specs/handle, atproto.com/specs/did).
struct Identity {
    QString did;
    QString handle; ///< "handle.invalid" where it does not point back
    QString server; ///< base address of the personal data server
};

/// The servers that answer everybody. Set by ServiceContext::options for tests and for people with
/// servers of their own: "bluesky.view", "bluesky.directory", "bluesky.live", "bluesky.web",
/// "bluesky.entry".
struct PublicHosts {
    QString view; ///< "https://public.api.bsky.app"
    QString directory; ///< "https://plc.directory"
    QString live; ///< Jetstream, "https://jetstream2.us-east.bsky.network"
    QString web; ///< "https://bsky.app", for pages of people and posts
    QString entry; ///< "https://bsky.social", lets people in by their mail address
};
PublicHosts publicHosts(const ServiceContext& context);

/// Handle or DID to identity, both ways checked. Through `server` (resolveHandle) when given, else
/// the public view, then https://HANDLE/.well-known/atproto-did. Errors: Invalid (not an
/// identifier), NotFound (nobody has it), Protocol (it does not name a server), those of the
/// network. `parent` dying cancels.
Task<Identity> resolveIdentity(
    const ServiceContext& context, const QString& typed, const QString& server, QObject* parent);

/// Base address of the personal data server in a DID document of `did`; empty where there is none
/// that may be used.
QString serverInDocument(const QJsonObject& document, const QString& did);
/// "https://pds.example" of what people type for a server, or of any address there; empty where it
/// is none, or not a safe one.
QString serverBaseOf(const QString& typed);

} // namespace staffroom::bluesky
