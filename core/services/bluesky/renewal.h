#pragma once

#include "core/services/bluesky/dpop_calls.h"
#include "core/services/service.h"

namespace staffroom::bluesky {

/// New credentials for old ones. Unauthorised only where the server says that the refresh token is
/// good for nothing any more (or there is none); whatever else goes wrong says nothing about the
/// sign-in. `nonces` is never null; `parent` dying cancels.
Task<Credentials> renewed(const ServiceContext& context, std::shared_ptr<DpopNonces> nonces,
    const Credentials& old, QObject* parent);

/// What createSession and refreshSession answer, over `basis` (tokens, DID, handle and, where the
/// DID document names it, the server). Protocol where something is missing; Invalid where it is
/// somebody else's.
Result<Credentials> sessionIn(
    const QByteArray& bytes, const Credentials& basis, const QString& path);

} // namespace staffroom::bluesky
