#include "app/cli/write_out.h"

#include <QSaveFile>

#include <cstdio>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

Result<Done> writeOut(const QString& file, const QByteArray& bytes)
{
    if (file.isEmpty()) {
        if (std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout)
                != static_cast<size_t>(bytes.size())
            || std::fflush(stdout) != 0)
            return fail(Error::Kind::Storage, u"standard output did not take it"_s);
        return Done{};
    }
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size() || !out.commit())
        return fail(Error::Kind::Storage, out.errorString(), file);
    return Done{};
}

} // namespace staffroom
