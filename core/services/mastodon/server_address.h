#pragma once

#include "core/model/feed_spec.h"

#include <optional>

namespace staffroom::mastodon {

inline const ServiceId& serviceId()
{
    static const ServiceId id{QStringLiteral("mastodon")};
    return id;
}

/// What a person types for a server: "mastodon.social", "https://mastodon.social/",
/// "127.0.0.1:8080". nullopt: this is no server address at all (a word, a handle).
std::optional<Result<QString>> serverFromText(const QString& text);

/// "https://host" or "https://host:8443" of any address there.
QString baseOf(const QUrl& url);

} // namespace staffroom::mastodon
