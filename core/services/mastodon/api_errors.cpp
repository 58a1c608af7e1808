#include "core/services/mastodon/api_errors.h"

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

Error withApiMeaning(Error error)
{
    if (error.http == 422 && error.detail.contains("authenticated user"_L1, Qt::CaseInsensitive))
        error.kind = Error::Kind::Unauthorised;
    return error;
}

} // namespace staffroom::mastodon
