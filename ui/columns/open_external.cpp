#include "ui/columns/open_external.h"

#include "core/base/log.h"

#include <QDesktopServices>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

bool openExternal(const QUrl& url)
{
    const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isWeb || url.host().isEmpty()) {
        logLine(LogLevel::Info, "ui"_L1, "address-refused"_L1, {{"scheme"_L1, url.scheme()}});
        return false;
    }
    return QDesktopServices::openUrl(url);
}

} // namespace staffroom
