#include "app/cli/say.h"

#include "core/base/log.h"
#include "ui/base/error_text.h"

#include <cstdio>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

int complain(const QString& sentence)
{
    std::fprintf(stderr, "staffroom: %s\n", qPrintable(redact(sentence)));
    return 1;
}

QString sentenceFor(const Error& error)
{
    if (error.kind == Error::Kind::Invalid && !error.detail.isEmpty())
        return error.detail;
    const QString text = errorText(error);
    return error.detail.isEmpty() ? text : text + u" ("_s + error.detail + u')';
}

} // namespace staffroom
