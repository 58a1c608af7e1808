#pragma once

#include "core/services/bluesky/identity.h"

#include <optional>

namespace staffroom::bluesky {

inline const ServiceId& serviceId()
{
    static const ServiceId id{QStringLiteral("bluesky")};
    return id;
}

/// What people call the live source.
inline constexpr QLatin1StringView kLiveName{"bluesky-live"};

/// Reading without an account, through the public view.
Source publicSource();
/// Hashtags as they are written, from everybody, without an account.
Source liveSource(const PublicHosts& hosts);
/// The live stream, whichever server gives it.
bool isLiveSource(const Source& source);

/// What a person types for this network: its name, its addresses, "bluesky-live". Invalid for a
/// handle or a page of somebody: an account that is signed in is found before anybody asks here.
/// nullopt for whatever may be of another network, a domain alone among it.
std::optional<Result<Source>> sourceOfText(const QString& text, const PublicHosts& hosts);

} // namespace staffroom::bluesky
