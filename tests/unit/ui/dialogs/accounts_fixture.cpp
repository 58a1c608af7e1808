#include "tests/unit/ui/dialogs/accounts_fixture.h"

namespace staffroom::test {

UrlCatcher::UrlCatcher()
{
    QDesktopServices::setUrlHandler(QStringLiteral("https"), this, "open");
}

UrlCatcher::~UrlCatcher()
{
    QDesktopServices::unsetUrlHandler(QStringLiteral("https"));
}

} // namespace staffroom::test
