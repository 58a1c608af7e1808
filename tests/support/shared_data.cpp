#include "tests/support/shared_data.h"

#include <QFileInfo>

namespace staffroom::test {

QString sharedPath(const QString& relative)
{
    QString root = qEnvironmentVariable("STAFFROOM_SHARED");
    if (root.isEmpty())
        root = QStringLiteral(STAFFROOM_SOURCE_DIR "/../shared");
    const QFileInfo info(root + QLatin1Char('/') + relative);
    return info.exists() ? info.absoluteFilePath() : QString();
}

} // namespace staffroom::test
