#include "ui/base/count_text.h"

#include <QLocale>

namespace staffroom {

namespace {

// Rounded down: a count never claims more than there is.
QString shortened(qint64 count, qint64 unit, QChar letter)
{
    const QLocale locale;
    const qint64 tenths = count / (unit / 10);
    if (tenths < 100 && tenths % 10 != 0)
        return locale.toString(double(tenths) / 10.0, 'f', 1) + letter;
    return locale.toString(count / unit) + letter;
}

} // namespace

QString countText(qint64 count)
{
    if (count <= 0)
        return {};
    if (count < 1000)
        return QLocale().toString(count);
    if (count < 1'000'000)
        return shortened(count, 1000, u'k');
    return shortened(count, 1'000'000, u'M');
}

} // namespace staffroom
