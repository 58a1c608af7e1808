#include "core/net/paging_link.h"

#include <QUrl>
#include <QUrlQuery>

namespace staffroom {

namespace {

constexpr qsizetype kLongestHeader = 16 * 1024;
constexpr qsizetype kLongestCursor = 512;

bool hasRel(QByteArrayView parameters, QByteArrayView rel)
{
    const QByteArray lower = parameters.toByteArray().toLower();
    for (const auto& part : lower.split(';')) {
        const QByteArray trimmed = part.trimmed();
        const auto equals = trimmed.indexOf('=');
        if (equals < 0 || trimmed.left(equals).trimmed() != "rel")
            continue;
        QByteArray value = trimmed.mid(equals + 1).trimmed();
        value.replace('"', "");
        if (value.split(' ').contains(rel.toByteArray()))
            return true;
    }
    return false;
}

} // namespace

QString pagingCursor(QByteArrayView linkHeader, QByteArrayView rel, const QString& parameter)
{
    if (linkHeader.size() > kLongestHeader)
        return {};
    const QByteArray header = linkHeader.toByteArray();
    qsizetype at = 0;
    for (;;) {
        const auto open = header.indexOf('<', at);
        const auto close = open < 0 ? -1 : header.indexOf('>', open);
        if (close < 0)
            return {};
        // Parameters end where the next address begins.
        auto end = header.indexOf('<', close);
        if (end < 0)
            end = header.size();
        if (hasRel(QByteArrayView(header)
                       .sliced(close + 1, end - close - 1)
                       .trimmed()
                       .toByteArray()
                       .replace(',', ';'),
                rel)) {
            const QUrl url = QUrl::fromEncoded(header.mid(open + 1, close - open - 1));
            const QString cursor = QUrlQuery(url).queryItemValue(parameter, QUrl::FullyDecoded);
            return cursor.size() <= kLongestCursor ? cursor : QString();
        }
        at = end;
    }
}

} // namespace staffroom
