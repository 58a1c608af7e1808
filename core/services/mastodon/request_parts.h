#pragma once

#include "core/services/mastodon/requests.h"

namespace staffroom::mastodon {

// What requests are put together from. Bodies are forms throughout: the only ones that every
// server of the family reads.

using Fields = std::vector<std::pair<QByteArray, QString>>;

QByteArray encoded(const QString& text);
QByteArray formOf(const Fields& fields);
HttpRequest getOf(const Api& api, const QByteArray& path, const Fields& query = {});
HttpRequest sendOf(
    HttpRequest::Verb verb, const Api& api, const QByteArray& path, const Fields& fields = {});
/// A page of `path`, with a budget of its own from the second page on.
HttpRequest pageOf(const Api& api, const QByteArray& path, const Slice& slice, Fields query = {});

} // namespace staffroom::mastodon
