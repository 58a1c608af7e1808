#pragma once

#include "core/services/mastodon/instance.h"

#include <QByteArray>

namespace staffroom::mastodon {

struct NodeInfo {
    QString software; ///< lower case
    QString version;
};

/// Address of the newest nodeinfo document the server lists; Protocol when there is none.
Result<QUrl> decodeNodeInfoLinks(const QByteArray& bytes, const QString& path);
Result<NodeInfo> decodeNodeInfo(const QByteArray& bytes, const QString& path);

/// An instance document of version 1 or 2. `address` is where it came from.
Result<Instance> decodeInstance(const QByteArray& bytes, const QUrl& address);

} // namespace staffroom::mastodon
