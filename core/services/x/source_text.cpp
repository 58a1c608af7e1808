#include "core/services/x/source_text.h"

#include "core/services/x/vocabulary.h"

#include <QUrl>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isHostOfX(QString host)
{
    for (const auto prefix : {"www."_L1, "mobile."_L1, "api."_L1, "pro."_L1}) {
        if (host.startsWith(prefix))
            host = host.mid(prefix.size());
    }
    return host == "x.com"_L1 || host == "twitter.com"_L1;
}

Result<Source> mustSignIn(const QString& who, const QString& text)
{
    return fail(Error::Kind::Invalid,
        who + u" is not signed in here; sign in to X as that account first"_s, text);
}

} // namespace

std::optional<Result<Source>> sourceOfText(const QString& text, const QString& api)
{
    const QString typed = text.trimmed();
    const QString lower = typed.toLower();
    const Source nobody{serviceId(), api, {}};
    if (lower == "x"_L1 || lower == "twitter"_L1 || lower == api.toLower())
        return nobody;
    const QString bare = typed.startsWith(u'@') ? typed.mid(1) : typed;
    if (const auto at = bare.indexOf(u'@'); at > 0) {
        if (!isHostOfX(bare.mid(at + 1).toLower()))
            return std::nullopt;
        return mustSignIn(bare.left(at), text);
    }
    if (lower.contains(u'@') || !lower.contains(u'.'))
        return std::nullopt;
    const QUrl url(typed.contains("://"_L1) ? typed : u"https://"_s + typed);
    if (!isHostOfX(url.host().toLower()))
        return std::nullopt;
    const QStringList path = url.path().split(u'/', Qt::SkipEmptyParts);
    if (!path.isEmpty() && path.front() != "i"_L1)
        return mustSignIn(path.front(), text);
    return nobody;
}

} // namespace staffroom::x
