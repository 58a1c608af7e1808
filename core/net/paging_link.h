#pragma once

#include <QByteArrayView>
#include <QString>

namespace staffroom {

/// The value of `parameter` in the address of the `rel` entry of a Link header, for example
/// pagingCursor(header, "next", "max_id"). Empty where there is none. Only this one value is ever
/// taken from a Link: the address itself may name another host, and servers lose the caller's own
/// parameters there.
QString pagingCursor(QByteArrayView linkHeader, QByteArrayView rel, const QString& parameter);

} // namespace staffroom
