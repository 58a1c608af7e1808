// What a FakeMastodon lets the account read that signs in.
#include "tests/support/fake_mastodon.h"

#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

int limitOf(const FaultRequest& request, int standard)
{
    const int limit = parameter(request, u"limit"_s).toInt();
    return limit > 0 ? std::min(limit, standard * 2) : standard;
}

} // namespace

FaultReply FakeMastodon::accountApi(const FaultRequest& request)
{
    const QString path = request.path();
    const bool isSnac = m_settings.flavour == Flavour::Snac;
    if (path == "/api/v1/custom_emojis"_L1) {
        if (m_settings.flavour == Flavour::GoToSocial && !isSignedIn(request))
            return needsLogin();
        const QString url = base() + "/emoji/sprout.png"_L1;
        return jsonReply(QJsonArray{
            QJsonObject{{u"shortcode"_s, u"sprout"_s}, {u"url"_s, url}, {u"static_url"_s, url},
                {u"visible_in_picker"_s, true}, {u"category"_s, u"Plants"_s}},
            QJsonObject{{u"shortcode"_s, u"hidden"_s}, {u"url"_s, url}, {u"static_url"_s, url},
                {u"visible_in_picker"_s, false}}});
    }
    if (!isSignedIn(request)) {
        static const QStringList known{u"/api/v1/lists"_s, u"/api/v1/bookmarks"_s,
            u"/api/v1/favourites"_s, u"/api/v1/notifications"_s, u"/api/v1/scheduled_statuses"_s,
            u"/api/v1/accounts/relationships"_s, u"/api/v1/accounts/search"_s, u"/api/v2/search"_s};
        return known.contains(path) || path.startsWith("/api/v1/media/"_L1) ? needsLogin()
                                                                            : notFound();
    }
    if (path == "/api/v1/lists"_L1)
        return jsonReply(QJsonArray{QJsonObject{{u"id"_s, u"1"_s}, {u"title"_s, u"Science staff"_s},
            {u"replies_policy"_s, u"list"_s}}});
    if (path == "/api/v1/bookmarks"_L1)
        return marked(request, &FakePost::isBookmarked);
    if (path == "/api/v1/favourites"_L1)
        return marked(request, &FakePost::isFavourited);
    if (path == "/api/v1/notifications"_L1)
        return notifications(request);
    if (path == "/api/v1/scheduled_statuses"_L1) {
        QJsonArray all;
        for (const auto& [id, scheduled] : m_scheduled)
            all.append(scheduledJson(id));
        return jsonReply(all);
    }
    if (path == "/api/v1/accounts/relationships"_L1)
        return relationships(request.query().allQueryItemValues(u"id[]"_s, QUrl::FullyDecoded));
    if (path == "/api/v1/accounts/search"_L1)
        return searchPeople(request);
    if (path == "/api/v2/search"_L1)
        return parameter(request, u"type"_s) == "statuses"_L1 ? searchPost(request)
                                                              : searchTags(request);
    if (path.startsWith("/api/v1/media/"_L1) && !isSnac)
        return mediaState(path.mid(14));
    return notFound();
}

/// By its uri, as a server that has it already answers.
FaultReply FakeMastodon::searchPost(const FaultRequest& request)
{
    QJsonArray found;
    const QString address = parameter(request, u"q"_s);
    for (const auto& [id, post] : m_store.posts()) {
        const QJsonObject status = m_json.status(m_store, post, true);
        if (status.value("uri"_L1).toString() == address)
            found.append(status);
    }
    return jsonReply(QJsonObject{
        {u"statuses"_s, found}, {u"accounts"_s, QJsonArray()}, {u"hashtags"_s, QJsonArray()}});
}

FaultReply FakeMastodon::relationships(const QStringList& ids)
{
    QJsonArray all;
    for (const auto& author : m_store.authors()) {
        if (ids.contains(author.id))
            all.append(m_json.relationship(author));
    }
    return jsonReply(all);
}

/// Paged by cursors that are no posts' ids, as on the real ones.
FaultReply FakeMastodon::marked(const FaultRequest& request, bool FakePost::*mark)
{
    const int limit = limitOf(request, 20);
    const QString maxId = parameter(request, u"max_id"_s);
    QJsonArray page;
    qint64 last = 0;
    for (auto it = m_store.posts().rbegin(); it != m_store.posts().rend(); ++it) {
        const FakePost& post = it->second;
        if (post.isDeleted || !(post.*mark) || (!maxId.isEmpty() && post.seq >= maxId.toLongLong()))
            continue;
        if (page.size() == limit)
            break;
        page.append(ownJson(post));
        last = post.seq;
    }
    FaultReply reply = jsonReply(page);
    if (!page.isEmpty() && m_settings.flavour != Flavour::Snac)
        reply.headers.emplace_back("Link",
            '<' + base().toLatin1() + request.path().toLatin1()
                + "?max_id=" + QByteArray::number(last) + ">; rel=\"next\"");
    return reply;
}

QString FakeMastodon::notify(const QString& type, int author, const QString& post)
{
    Notification notification;
    notification.id = m_settings.flavour == Flavour::GoToSocial
        ? u"01N"_s + QString::number(++m_madeIds).rightJustified(23, u'0')
        : QString::number(5'000 + ++m_madeIds);
    notification.type = type;
    notification.author = author;
    notification.post = post;
    notification.created = QDateTime::currentMSecsSinceEpoch();
    m_notifications.push_back(notification);
    tellUser(u"notification"_s, notificationJson(m_notifications.size() - 1));
    return notification.id;
}

QJsonObject FakeMastodon::notificationJson(size_t index)
{
    const Notification& notification = m_notifications[index];
    QJsonObject object{
        {u"id"_s, notification.id},
        {u"type"_s, notification.type},
        {u"created_at"_s, isoTime(notification.created)},
        {u"account"_s, m_json.account(m_store.author(notification.author))},
    };
    if (const FakePost* post = m_store.find(notification.post))
        object.insert(u"status"_s, ownJson(*post));
    return object;
}

FaultReply FakeMastodon::notifications(const FaultRequest& request)
{
    const QStringList types = request.query().allQueryItemValues(u"types[]"_s, QUrl::FullyDecoded);
    const QString maxId = parameter(request, u"max_id"_s);
    const int limit = limitOf(request, 40);
    QJsonArray page;
    bool isBelow = maxId.isEmpty();
    for (size_t i = m_notifications.size(); i-- > 0 && page.size() < limit;) {
        const Notification& notification = m_notifications[i];
        const bool isGone = !notification.post.isEmpty() && !m_store.find(notification.post);
        if (isBelow && !isGone && (types.isEmpty() || types.contains(notification.type)))
            page.append(notificationJson(i));
        isBelow = isBelow || notification.id == maxId;
    }
    return jsonReply(page);
}

FaultReply FakeMastodon::searchPeople(const FaultRequest& request)
{
    const QString typed = parameter(request, u"q"_s).toLower();
    QJsonArray found;
    for (const auto& author : m_store.authors()) {
        const QString acct = m_json.acct(author);
        if (acct.startsWith(typed) || author.displayName.toLower().startsWith(typed))
            found.append(m_json.account(author));
    }
    return jsonReply(found);
}

FaultReply FakeMastodon::searchTags(const FaultRequest& request)
{
    const QString typed = parameter(request, u"q"_s).toLower();
    QMap<QString, int> uses;
    for (const auto& [seq, post] : m_store.posts()) {
        for (const auto& tag : post.draft.tags) {
            if (tag.toLower().startsWith(typed))
                ++uses[tag];
        }
    }
    QJsonArray tags;
    for (auto it = uses.cbegin(); it != uses.cend(); ++it) {
        QJsonObject tag{{u"name"_s, it.key()},
            {u"url"_s, QString("https://"_L1 + m_settings.domain + "/tags/"_L1 + it.key())}};
        if (m_settings.flavour == Flavour::Mastodon)
            tag.insert(u"history"_s,
                QJsonArray{
                    QJsonObject{{u"day"_s, u"1763769600"_s}, {u"uses"_s, QString::number(*it)}}});
        tags.append(tag);
    }
    return jsonReply(QJsonObject{
        {u"accounts"_s, QJsonArray()}, {u"statuses"_s, QJsonArray()}, {u"hashtags"_s, tags}});
}

QJsonObject FakeMastodon::scheduledJson(const QString& id) const
{
    const auto& [draft, at] = m_scheduled.at(id);
    return {
        {u"id"_s, id},
        {u"scheduled_at"_s, at},
        {u"params"_s,
            QJsonObject{{u"text"_s, draft.text}, {u"visibility"_s, draft.visibility},
                {u"spoiler_text"_s, draft.warning},
                {u"in_reply_to_id"_s,
                    draft.replyTo.isEmpty() ? QJsonValue() : QJsonValue(draft.replyTo)},
                {u"scheduled_at"_s, QJsonValue()}}},
        {u"media_attachments"_s, draft.media},
    };
}

std::vector<const FakePost*> FakeMastodon::ownPosts() const
{
    std::vector<const FakePost*> all;
    for (const auto& [seq, post] : m_store.posts()) {
        if (!post.isDeleted && post.boostOf == 0 && post.draft.author == 0)
            all.push_back(&post);
    }
    return all;
}

} // namespace staffroom::test
