#include "core/services/x/vocabulary.h"

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

ServiceId serviceId()
{
    return {u"x"_s};
}

QString webAddress()
{
    return u"https://x.com"_s;
}

} // namespace staffroom::x
