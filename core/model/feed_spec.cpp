#include "core/model/feed_spec.h"

#include <QUrl>

#include <algorithm>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

namespace {

struct KindName {
    FeedSpec::Kind kind;
    QLatin1StringView name; ///< in keys of the cache and on the command line: never changed
};
constexpr KindName kKinds[] = {
    {FeedSpec::Kind::Hashtag, "tag"_L1},
    {FeedSpec::Kind::List, "list"_L1},
    {FeedSpec::Kind::Home, "home"_L1},
    {FeedSpec::Kind::Public, "public"_L1},
    {FeedSpec::Kind::User, "user"_L1},
    {FeedSpec::Kind::Notifications, "notifications"_L1},
    {FeedSpec::Kind::Mentions, "mentions"_L1},
    {FeedSpec::Kind::Bookmarks, "bookmarks"_L1},
    {FeedSpec::Kind::Favourites, "favourites"_L1},
    {FeedSpec::Kind::Scheduled, "scheduled"_L1},
    {FeedSpec::Kind::Received, "received"_L1},
    {FeedSpec::Kind::Search, "search"_L1},
};

QString kindName(FeedSpec::Kind kind)
{
    const auto* found = std::find_if(
        std::begin(kKinds), std::end(kKinds), [&](const KindName& k) { return k.kind == kind; });
    return found == std::end(kKinds) ? QString() : QString(found->name);
}

bool hasTags(FeedSpec::Kind kind)
{
    return kind == FeedSpec::Kind::Hashtag || kind == FeedSpec::Kind::Received;
}

bool hasTarget(FeedSpec::Kind kind)
{
    return kind == FeedSpec::Kind::List || kind == FeedSpec::Kind::User
        || kind == FeedSpec::Kind::Search;
}

QStringList folded(const QStringList& tags)
{
    QStringList out;
    for (const auto& tag : tags)
        out << foldTag(tag);
    out.sort();
    out.removeDuplicates();
    return out;
}

bool isTagCharacter(char32_t c)
{
    return QChar::isLetterOrNumber(c) || QChar::isMark(c) || c == U'_' || c == U'·'
        || c == U'\u30fb' || c == U'\u200c' || c == U'\u200d';
}

} // namespace

QString Source::text() const
{
    if (!account.isEmpty())
        return account;
    return server.isEmpty() ? service.value : server;
}

QString Source::label() const
{
    if (!account.isEmpty())
        return account;
    if (server.isEmpty())
        return service.value;
    const QUrl url(server);
    return url.port() > 0 ? url.host() + u':' + QString::number(url.port()) : url.host();
}

QString FeedSpec::key() const
{
    QStringList parts{source.service.value, source.server, source.account, kindName(kind)};
    if (hasTags(kind)) {
        parts << folded(tags).join(u',') << folded(allTags).join(u',')
              << folded(noneTags).join(u',');
    } else if (hasTarget(kind)) {
        parts << target;
    }
    if (kind == Kind::Received)
        parts << folded(people).join(u',');
    if (localOnly)
        parts << u"local"_s;
    return parts.join(u'|');
}

QString FeedSpec::text() const
{
    QString what = kindName(kind);
    if (hasTags(kind))
        what += u':' + tags.join(u',');
    else if (hasTarget(kind))
        what += u':' + target;
    return what + u'@' + source.text();
}

Result<QString> normaliseTag(const QString& typed)
{
    QString tag = typed.trimmed();
    while (tag.startsWith(u'#') || tag.startsWith(QChar(0xFF03)))
        tag = tag.mid(1);
    if (tag.isEmpty())
        return fail(Error::Kind::Invalid, u"a hashtag is missing"_s, typed);
    bool hasLetter = false;
    for (const char32_t c : tag.toUcs4()) {
        if (QChar::isSpace(c))
            return fail(Error::Kind::Invalid, u"a hashtag has no spaces"_s, typed);
        if (!isTagCharacter(c))
            return fail(Error::Kind::Invalid,
                u"a hashtag has only letters, digits and underscores"_s, typed);
        hasLetter = hasLetter || !QChar::isDigit(c);
    }
    if (!hasLetter)
        return fail(Error::Kind::Invalid, u"a hashtag needs at least one letter"_s, typed);
    return tag;
}

QString foldTag(const QString& tag)
{
    return tag.normalized(QString::NormalizationForm_KC).toCaseFolded();
}

Result<ParsedSpec> parseSpec(const QString& text)
{
    // The source is what follows the last '@' that is not part of a handle: for user:HANDLE@SOURCE
    // the handle itself has one, so "user:bea@labcoat.example@https://mastodon.social".
    const QString trimmed = text.trimmed();
    const auto invalid = [&](const QString& why) { return fail(Error::Kind::Invalid, why, text); };

    const auto colon = trimmed.indexOf(u':');
    const auto firstAt = trimmed.indexOf(u'@');
    if (firstAt < 0)
        return invalid(u"it lacks @SOURCE, for example @https://mastodon.social or @practice"_s);
    QString kind = trimmed.left(firstAt);
    QString argument;
    QString source = trimmed.mid(firstAt + 1);
    if (colon >= 0 && colon < firstAt) {
        kind = trimmed.left(colon);
        const QString rest = trimmed.mid(colon + 1);
        auto at = rest.indexOf(u'@');
        if (kind == "user"_L1) {
            QString handle = rest;
            if (handle.startsWith(u'@'))
                handle = handle.mid(1);
            // HANDLE@DOMAIN@SOURCE, or a local HANDLE@SOURCE
            const auto parts = handle.split(u'@');
            if (parts.size() < 2)
                return invalid(u"it lacks @SOURCE"_s);
            if (parts.size() == 2) {
                argument = parts.at(0);
                source = parts.at(1);
            } else {
                argument = parts.at(0) + u'@' + parts.at(1);
                source = parts.mid(2).join(u'@');
            }
        } else {
            argument = rest.left(at);
            source = rest.mid(at + 1);
        }
    }
    if (source.isEmpty())
        return invalid(u"nothing follows @: name a server, an account or practice"_s);

    ParsedSpec parsed;
    parsed.sourceText = source;
    auto& spec = parsed.spec;
    const auto* known = std::find_if(
        std::begin(kKinds), std::end(kKinds), [&](const KindName& k) { return kind == k.name; });
    if (known == std::end(kKinds)) {
        return invalid(u"the kind must be tag, list, home, public, user, notifications, mentions, "
                       "bookmarks, favourites, scheduled, received or search"_s);
    }
    spec.kind = known->kind;
    if (hasTags(spec.kind)) {
        for (const auto& part : argument.split(u',')) {
            auto tag = normaliseTag(part);
            if (!tag)
                return fail(std::move(tag.error()));
            if (!spec.tags.contains(*tag, Qt::CaseInsensitive))
                spec.tags << *tag;
        }
    } else if (hasTarget(spec.kind)) {
        spec.target = argument.trimmed();
        if (spec.target.isEmpty())
            return invalid(kind + u": needs a name before @"_s);
    }
    return parsed;
}

} // namespace staffroom
