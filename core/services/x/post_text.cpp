#include "core/services/x/post_text.h"

#include "core/services/x/decode_parts.h"
#include "core/services/x/text_place.h"
#include "core/services/x/vocabulary.h"
#include "core/text/clean_text.h"
#include "core/text/html_to_text.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMostOfAKind = 300; // entities
constexpr int kLongestShownLink = 300;
constexpr int kLongestXTag = 280;

/// The text as sent, and the entities that lie in it.
struct Words {
    QString raw;
    QJsonObject entities;
};

/// `text` of a long post ends near 280 characters; the whole of it stands beside.
Words wordsOf(const QJsonObject& post)
{
    const QJsonObject own = post.value("entities"_L1).toObject();
    const QJsonObject note = eitherField(post, "note_tweet"_L1, "note_post"_L1).toObject();
    const QString whole = note.value("text"_L1).toString();
    if (whole.isEmpty())
        return {post.value("text"_L1).toString(), own};
    const QJsonValue entities = note.value("entities"_L1);
    return {whole, entities.isObject() ? entities.toObject() : own};
}

template <class F>
void forEachEntity(const QJsonObject& entities, QLatin1StringView kind, F visit)
{
    const QJsonArray list = entities.value(kind).toArray();
    for (qsizetype i = 0; i < std::min(list.size(), kMostOfAKind); ++i)
        visit(list.at(i).toObject());
}

/// What is told of a link anywhere: of theirs long posts tell less, and several pictures have one
/// link, which is told once for each of them.
struct LinkDetails {
    QString display;
    QUrl leadsTo;
    QString title;
    QString description;
    QUrl image;
    QSet<QString> media; ///< media_keys
};

struct XLink {
    QJsonObject entity; ///< where it lies
    QUrl url; ///< t.co
    LinkDetails details;
};

void addDetails(const QJsonObject& entity, LinkDetails& details)
{
    if (details.display.isEmpty())
        details.display = cleanLine(textOf(entity, "display_url"_L1), kLongestShownLink).trimmed();
    if (details.leadsTo.isEmpty())
        details.leadsTo = urlOf(entity.value("unwound_url"_L1));
    if (details.leadsTo.isEmpty())
        details.leadsTo = urlOf(entity.value("expanded_url"_L1));
    if (details.title.isEmpty())
        details.title = cleanLine(textOf(entity, "title"_L1), 500).trimmed();
    if (details.description.isEmpty())
        details.description = cleanLine(textOf(entity, "description"_L1), 1'000).trimmed();
    if (details.image.isEmpty())
        details.image
            = urlOf(entity.value("images"_L1).toArray().first().toObject().value("url"_L1));
    const QString key = textOf(entity, "media_key"_L1, 64);
    if (!key.isEmpty())
        details.media.insert(key);
}

std::vector<XLink> linksOf(const QJsonObject& post, const QJsonObject& entities)
{
    QHash<QString, LinkDetails> details;
    const auto collect = [&](const QJsonObject& entity) {
        addDetails(entity, details[entity.value("url"_L1).toString()]);
    };
    forEachEntity(entities, "urls"_L1, collect);
    forEachEntity(post.value("entities"_L1).toObject(), "urls"_L1, collect);
    std::vector<XLink> links;
    forEachEntity(entities, "urls"_L1, [&](const QJsonObject& entity) {
        const QUrl url = urlOf(entity.value("url"_L1));
        if (!url.isEmpty())
            links.push_back({entity, url, details.value(entity.value("url"_L1).toString())});
    });
    return links;
}

/// Id of the post that an address of X's site shows; `rest` is what follows, e.g. "/photo/1".
QString shownPost(const QUrl& address, QString* rest)
{
    QString host = address.host();
    for (const auto prefix : {"www."_L1, "mobile."_L1}) {
        if (host.startsWith(prefix))
            host.remove(0, prefix.size());
    }
    if (host != "x.com"_L1 && host != "twitter.com"_L1)
        return {};
    const QString path = address.path();
    const qsizetype at = path.indexOf("/status/"_L1);
    if (at < 0)
        return {};
    const qsizetype from = at + 8;
    const qsizetype slash = path.indexOf(u'/', from);
    const QString id = path.mid(from, slash < 0 ? -1 : slash - from);
    *rest = slash < 0 ? QString() : path.mid(slash);
    return numberOfId(id) ? id : QString();
}

enum class LinkRole { Page, Media, Quote };

LinkRole roleOf(const XLink& link, const ShownBelow& below)
{
    if (!link.details.media.isEmpty())
        return LinkRole::Media;
    QString rest;
    const QString post = shownPost(link.details.leadsTo, &rest);
    if (post.isEmpty())
        return LinkRole::Page;
    // Long posts do not say which of their links are media.
    if (post == below.post && (rest.startsWith("/photo/"_L1) || rest.startsWith("/video/"_L1)))
        return LinkRole::Media;
    return post == below.quoted ? LinkRole::Quote : LinkRole::Page;
}

bool isShownBelow(const XLink& link, LinkRole role, const ShownBelow& below)
{
    if (role == LinkRole::Media)
        return link.details.media.isEmpty() ? !below.media.isEmpty()
                                            : link.details.media.intersects(below.media);
    return role == LinkRole::Quote;
}

QString shownFor(const XLink& link)
{
    if (!link.details.display.isEmpty())
        return link.details.display;
    const QUrl address = link.details.leadsTo.isEmpty() ? link.url : link.details.leadsTo;
    QString shown = cleanLine(address.toDisplayString(QUrl::RemoveScheme), kLongestShownLink);
    return shown.startsWith("//"_L1) ? shown.mid(2) : shown;
}

std::optional<LinkCard> cardIn(const std::vector<XLink>& links, const ShownBelow& below)
{
    for (const XLink& link : links) {
        if (roleOf(link, below) != LinkRole::Page || link.details.title.isEmpty())
            continue;
        LinkCard card;
        card.url = link.url; // the same as in the text: one link, not two
        card.title = link.details.title;
        card.description = link.details.description;
        card.image = link.details.image;
        card.provider = (link.details.leadsTo.isEmpty() ? link.url : link.details.leadsTo).host();
        if (card.provider.startsWith("www."_L1))
            card.provider.remove(0, 4);
        return card;
    }
    return std::nullopt;
}

QString tagIn(const QJsonObject& entity)
{
    QString tag = cleanLine(textOf(entity, "tag"_L1, kLongestXTag), kLongestXTag).trimmed();
    while (tag.startsWith(u'#') || tag.startsWith(u'\uFF03'))
        tag.remove(0, 1);
    return tag;
}

QUrl tagPageOf(const QString& tag)
{
    return QUrl(webAddress() + "/hashtag/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(tag)));
}

Sought soughtAt(const QJsonObject& entity, QString words, QChar sign)
{
    Sought sought;
    sought.first = entity.value("start"_L1).toInteger(-1);
    sought.last = entity.value("end"_L1).toInteger(-1);
    sought.words = std::move(words);
    sought.sign = sign;
    return sought;
}

std::vector<Sought> soughtIn(
    const QJsonObject& entities, const std::vector<XLink>& links, const ShownBelow& below)
{
    std::vector<Sought> all;
    for (const XLink& link : links) {
        Sought sought = soughtAt(link.entity, link.entity.value("url"_L1).toString(), {});
        sought.span.kind = TextSpan::Kind::Link;
        sought.span.target = link.url;
        sought.shown = shownFor(link);
        sought.mayGo = isShownBelow(link, roleOf(link, below), below);
        all.push_back(std::move(sought));
    }
    forEachEntity(entities, "mentions"_L1, [&](const QJsonObject& entity) {
        const QString name = entity.value("username"_L1).toString();
        if (!isUsername(name))
            return;
        Sought sought = soughtAt(entity, name, u'@');
        sought.span.kind = TextSpan::Kind::Mention;
        sought.span.target = profilePage(name);
        sought.span.label = name;
        all.push_back(std::move(sought));
    });
    forEachEntity(entities, "hashtags"_L1, [&](const QJsonObject& entity) {
        const QString tag = tagIn(entity);
        if (tag.isEmpty())
            return;
        Sought sought = soughtAt(entity, tag, u'#');
        sought.span.kind = TextSpan::Kind::Tag;
        sought.span.target = tagPageOf(tag);
        sought.span.label = tag;
        all.push_back(std::move(sought));
    });
    return all;
}

} // namespace

PostText postTextOf(const QJsonObject& post, const ShownBelow& below)
{
    const Words words = wordsOf(post);
    const std::vector<XLink> links = linksOf(post, words.entities);
    PostText out;
    out.text = laidOut(words.raw, soughtIn(words.entities, links, below));
    out.card = cardIn(links, below);
    // A tag counts for search wherever its place is, so it counts here.
    forEachEntity(words.entities, "hashtags"_L1, [&](const QJsonObject& entity) {
        const QString tag = tagIn(entity);
        if (!tag.isEmpty() && !out.tags.contains(tag, Qt::CaseInsensitive))
            out.tags << tag;
    });
    return out;
}

QString mentionedName(const QJsonObject& post, const QString& userId)
{
    QString found;
    forEachEntity(wordsOf(post).entities, "mentions"_L1, [&](const QJsonObject& entity) {
        const QString name = entity.value("username"_L1).toString();
        if (found.isEmpty() && idField(entity, "id"_L1) == userId && isUsername(name))
            found = name;
    });
    return userId.isEmpty() ? QString() : found;
}

bool isMentioned(const QJsonObject& post, const QString& userId, const QString& username)
{
    bool isThere = false;
    forEachEntity(wordsOf(post).entities, "mentions"_L1, [&](const QJsonObject& entity) {
        const QString name = entity.value("username"_L1).toString();
        isThere = isThere || (!userId.isEmpty() && idField(entity, "id"_L1) == userId)
            || (!username.isEmpty() && name.compare(username, Qt::CaseInsensitive) == 0);
    });
    return isThere;
}

} // namespace staffroom::x
