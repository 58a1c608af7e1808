#include "app/cli/system_browser.h"

#include "core/net/http_client.h"

#include <QProcess>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

bool openInSystemBrowser(const QUrl& page)
{
    if (!page.isValid() || !isAllowedAddress(page))
        return false;
    const QString address = QString::fromLatin1(page.toEncoded());
#if defined(Q_OS_MACOS)
    return QProcess::startDetached(u"open"_s, {address});
#elif defined(Q_OS_WIN)
    return QProcess::startDetached(u"rundll32"_s, {u"url.dll,FileProtocolHandler"_s, address});
#else
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return false;
    return QProcess::startDetached(u"xdg-open"_s, {address});
#endif
}

} // namespace staffroom
