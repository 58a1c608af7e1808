#include "tests/support/fake_mastodon_json.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

QString isoTime(qint64 ms, int fractionDigits)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
    QString text = moment.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
    if (fractionDigits > 0)
        text += u'.'
            + QString::number(ms % 1'000)
                  .rightJustified(3, u'0')
                  .leftJustified(fractionDigits, u'0');
    return text + u'Z';
}

FakeJson::FakeJson(Flavour flavour, QString domain, QString base)
    : m_flavour(flavour)
    , m_domain(std::move(domain))
    , m_base(std::move(base))
{
}

QString FakeJson::version() const
{
    switch (m_flavour) {
    case Flavour::Mastodon:
        return u"4.5.2"_s;
    case Flavour::GoToSocial:
        return u"0.20.0+git-a1b2c3d"_s;
    case Flavour::Snac:
        return u"2.96 (not true; served by snac)"_s;
    case Flavour::Akkoma:
        return u"2.7.2 (compatible; Akkoma 3.15.1)"_s;
    }
    return {};
}

QString FakeJson::acct(const FakeAuthor& author) const
{
    if (!author.domain.isEmpty())
        return author.username + u'@' + author.domain;
    // snac writes the domain for its own people too.
    return m_flavour == Flavour::Snac ? author.username + u'@' + m_domain : author.username;
}

QJsonObject FakeJson::account(const FakeAuthor& author) const
{
    const QString home = "https://"_L1 + (author.domain.isEmpty() ? m_domain : author.domain);
    const QString picture = m_base + "/media/avatar/"_L1 + author.username + ".png"_L1;
    QJsonObject account{
        {u"id"_s, author.id},
        {u"username"_s, author.username},
        {u"acct"_s, acct(author)},
        {u"display_name"_s, author.displayName},
        {u"note"_s, u"<p>Teaches.</p>"_s},
        {u"url"_s, QString(home + "/@"_L1 + author.username)},
        {u"avatar"_s, picture},
        {u"avatar_static"_s, picture},
        {u"header"_s, QString()},
        {u"bot"_s, author.isBot},
        {u"locked"_s, m_flavour == Flavour::GoToSocial},
        {u"emojis"_s, author.emojis},
        {u"fields"_s, QJsonArray()},
        {u"created_at"_s, u"2022-11-07T00:00:00.000Z"_s},
        {u"followers_count"_s, 12},
        {u"following_count"_s, 34},
        {u"statuses_count"_s, 56},
    };
    if (m_flavour == Flavour::Mastodon)
        account.insert(u"uri"_s, QString(home + "/users/"_L1 + author.username));
    if (m_flavour == Flavour::Akkoma)
        account.insert(u"pleroma"_s, QJsonObject{{u"is_admin"_s, false}});
    return account;
}

/// What was typed, as the servers make it markup: lines, links cut short, tags and names linked.
QString FakeJson::typedContent(FakeStore& store, const FakePost& post) const
{
    static const QRegularExpression word(u"https?://[^\\s]+|#[\\w]+|@[\\w.-]+(?:@[\\w.-]+[\\w])?"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const QString& text = post.draft.text;
    QString html;
    qsizetype at = 0;
    for (auto it = word.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString found = match.captured();
        html += text.mid(at, match.capturedStart() - at).toHtmlEscaped();
        at = match.capturedEnd();
        const QString plain = found.toHtmlEscaped();
        if (found.startsWith(u'#')) {
            html += "<a href=\"https://"_L1 + m_domain + "/tags/"_L1 + found.mid(1).toLower()
                + "\" class=\"mention hashtag\" rel=\"tag\">#<span>"_L1 + plain.mid(1)
                + "</span></a>"_L1;
        } else if (found.startsWith(u'@')) {
            const auto& authors = store.authors();
            const auto known
                = std::find_if(authors.begin(), authors.end(), [&](const auto& author) {
                      return found.mid(1).section(u'@', 0, 0) == author.username;
                  });
            html += known == authors.end() ? plain
                                           : QString("<span class=\"h-card\"><a href=\""_L1
                                               + account(*known).value(u"url"_s).toString()
                                               + "\" class=\"u-url mention\">@<span>"_L1
                                               + known->username + "</span></a></span>"_L1);
        } else if (m_flavour == Flavour::Mastodon) {
            const auto scheme = plain.indexOf("//"_L1) + 2;
            const QString shown = plain.mid(scheme, 30);
            html += "<a href=\""_L1 + plain + "\"><span class=\"invisible\">"_L1
                + plain.left(scheme) + "</span><span class=\"ellipsis\">"_L1 + shown
                + "</span><span class=\"invisible\">"_L1 + plain.mid(scheme + 30)
                + "</span></a>"_L1;
        } else {
            html += "<a href=\""_L1 + plain + "\">"_L1 + plain + "</a>"_L1;
        }
    }
    html += text.mid(at).toHtmlEscaped();
    html.replace("\n\n"_L1, m_flavour == Flavour::Mastodon ? "</p><p>"_L1 : "<br><br>"_L1);
    html.replace(u'\n', "<br>"_L1);
    return m_flavour == Flavour::Snac ? html : "<p>"_L1 + html + "</p>"_L1;
}

QString FakeJson::content(FakeStore& store, const FakePost& post) const
{
    if (post.draft.isTyped)
        return typedContent(store, post);
    QString html = post.draft.text.toHtmlEscaped();
    for (const auto& tag : post.draft.tags) {
        html += m_flavour == Flavour::Snac ? " <a href=\""_L1 + m_base + "?t="_L1 + tag
                + "\" class=\"mention hashtag\" rel=\"tag\">#"_L1 + tag + "</a>"_L1
                                           : " <a href=\"https://"_L1 + m_domain + "/tags/"_L1 + tag
                + "\" class=\"mention hashtag\" rel=\"tag\">#<span>"_L1 + tag + "</span></a>"_L1;
    }
    return m_flavour == Flavour::Snac ? html : "<p>"_L1 + html + "</p>"_L1;
}

QJsonObject FakeJson::poll(const FakePost& post, bool isForOne) const
{
    QJsonObject poll = post.draft.poll;
    if (poll.isEmpty() || !isForOne)
        return poll;
    QJsonArray own;
    for (const int choice : post.ownVotes)
        own.append(choice);
    // GoToSocial counts the author's poll as voted in.
    poll.insert(u"voted"_s,
        !post.ownVotes.empty() || (m_flavour == Flavour::GoToSocial && post.draft.author == 0));
    poll.insert(u"own_votes"_s, own);
    return poll;
}

QJsonObject FakeJson::relationship(const FakeAuthor& author) const
{
    return {{u"id"_s, author.id}, {u"following"_s, author.isFollowed},
        {u"requested"_s, author.isRequested}, {u"followed_by"_s, author.isFollowingBack},
        {u"muting"_s, author.isMuted}, {u"blocking"_s, author.isBlocked}};
}

QJsonObject FakeJson::ownStatus(FakeStore& store, const FakePost& post, bool isForOne) const
{
    const FakeAuthor& author = store.author(post.draft.author);
    QJsonArray tags;
    for (const auto& tag : post.draft.tags) {
        const QString name = m_flavour == Flavour::Snac ? tag : tag.toLower();
        tags.append(QJsonObject{
            {u"name"_s, name}, {u"url"_s, QString("https://"_L1 + m_domain + "/tags/"_L1 + name)}});
    }
    const auto orNull = [](const QJsonObject& object) {
        return object.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(object);
    };
    QJsonObject status{
        {u"id"_s, post.id},
        {u"uri"_s, post.uri},
        {u"url"_s, post.uri},
        {u"created_at"_s, isoTime(post.created, m_flavour == Flavour::Snac ? 0 : 3)},
        {u"edited_at"_s, post.edited ? QJsonValue(isoTime(*post.edited)) : QJsonValue()},
        {u"account"_s, account(author)},
        {u"content"_s, content(store, post)},
        {u"spoiler_text"_s, post.draft.warning},
        {u"sensitive"_s, !post.draft.warning.isEmpty()},
        {u"visibility"_s, post.draft.visibility},
        {u"language"_s, post.draft.language},
        {u"media_attachments"_s, post.draft.media},
        {u"mentions"_s, QJsonArray()},
        {u"tags"_s, tags},
        {u"emojis"_s, post.draft.emojis},
        {u"reblog"_s, QJsonValue()},
        {u"poll"_s, orNull(poll(post, isForOne))},
        {u"card"_s, orNull(post.draft.card)},
        {u"in_reply_to_id"_s, QJsonValue()},
        {u"in_reply_to_account_id"_s, QJsonValue()},
        {u"replies_count"_s, post.replies},
        {u"reblogs_count"_s, post.boosts},
        {u"favourites_count"_s, static_cast<int>(post.seq % 7)},
    };
    if (const FakePost* parent = post.replyTo == 0 ? nullptr : store.bySeq(post.replyTo)) {
        const FakeAuthor& answered = store.author(parent->draft.author);
        status.insert(u"in_reply_to_id"_s, parent->id);
        status.insert(u"in_reply_to_account_id"_s, answered.id);
        if (!post.draft.isTyped)
            status.insert(u"mentions"_s,
                QJsonArray{QJsonObject{{u"id"_s, answered.id}, {u"username"_s, answered.username},
                    {u"acct"_s, acct(answered)}, {u"url"_s, account(answered).value(u"url"_s)}}});
    }
    if (post.draft.isTyped) {
        QJsonArray mentions;
        for (const auto& person : store.authors()) {
            if (post.draft.text.contains(u'@' + person.username))
                mentions.append(QJsonObject{{u"id"_s, person.id}, {u"username"_s, person.username},
                    {u"acct"_s, acct(person)}, {u"url"_s, account(person).value(u"url"_s)}});
        }
        status.insert(u"mentions"_s, mentions);
    }
    if (isForOne) {
        status.insert(u"favourited"_s, post.isFavourited);
        status.insert(u"reblogged"_s, post.isBoosted);
        status.insert(u"bookmarked"_s, post.isBookmarked);
        if (m_flavour != Flavour::Snac)
            status.insert(u"muted"_s, post.isMuted);
    }
    if (m_flavour == Flavour::Mastodon) {
        status.insert(u"quote"_s, QJsonValue());
        const FakePost* quoted = store.find(post.draft.quoted);
        if (quoted && quoted != &post)
            status.insert(u"quote"_s,
                QJsonObject{{u"state"_s, u"accepted"_s},
                    {u"quoted_status"_s, ownStatus(store, *quoted, isForOne)}});
        status.insert(u"application"_s, QJsonObject{{u"name"_s, u"Web"_s}});
    } else if (m_flavour == Flavour::GoToSocial) {
        status.insert(u"interaction_policy"_s, QJsonObject());
    } else if (m_flavour == Flavour::Akkoma) {
        status.insert(u"pleroma"_s,
            QJsonObject{{u"local"_s, author.domain.isEmpty()}, {u"conversation_id"_s, 7}});
    } else {
        status.insert(u"filtered"_s, QJsonArray());
    }
    return status;
}

QJsonObject FakeJson::status(FakeStore& store, const FakePost& post, bool isForOne) const
{
    if (post.boostOf == 0)
        return ownStatus(store, post, isForOne);
    QJsonObject wrapper = ownStatus(store, post, isForOne);
    const FakePost* original = store.bySeq(post.boostOf);
    wrapper.insert(
        u"reblog"_s, original ? QJsonValue(ownStatus(store, *original, isForOne)) : QJsonValue());
    return wrapper;
}

QJsonObject FakeJson::instanceV1(const QString& streaming) const
{
    return {
        {u"uri"_s, m_flavour == Flavour::Akkoma ? QString("https://"_L1 + m_domain) : m_domain},
        {u"title"_s, u"A small school server"_s},
        {u"short_description"_s, u"Teachers talk here."_s},
        {u"version"_s, version()},
        {u"max_toot_chars"_s, 5000},
        {u"urls"_s, QJsonObject{{u"streaming_api"_s, streaming}}},
        {u"registrations"_s, false},
    };
}

QJsonObject FakeJson::instanceV2(
    const QString& streaming, const Access& hashtags, const Access& live) const
{
    QJsonObject configuration{
        {u"urls"_s, QJsonObject{{u"streaming"_s, streaming}}},
        {u"statuses"_s,
            QJsonObject{{u"max_characters"_s, m_flavour == Flavour::Mastodon ? 500 : 5000},
                {u"max_media_attachments"_s, m_flavour == Flavour::GoToSocial ? 6 : 4},
                {u"characters_reserved_per_url"_s, m_flavour == Flavour::GoToSocial ? 25 : 23}}},
        {u"media_attachments"_s,
            QJsonObject{{u"supported_mime_types"_s,
                            QJsonArray{u"image/jpeg"_s, u"image/png"_s, u"video/mp4"_s}},
                {u"description_limit"_s, 1500}, {u"image_size_limit"_s, 16'777'216},
                {u"image_matrix_limit"_s, 33'177'600}}},
        {u"polls"_s,
            QJsonObject{{u"max_options"_s, 4}, {u"max_characters_per_option"_s, 50},
                {u"min_expiration"_s, 300}, {u"max_expiration"_s, 2'629'746}}},
        {u"translation"_s, QJsonObject{{u"enabled"_s, m_flavour == Flavour::Mastodon}}},
    };
    QJsonObject instance{
        {u"domain"_s, m_domain},
        {u"title"_s, u"A small school server"_s},
        {u"version"_s, version()},
        {u"description"_s, u"Teachers talk here."_s},
        {u"rules"_s, QJsonArray()},
    };
    if (m_flavour == Flavour::Mastodon) {
        const auto parts = [](const Access& access) {
            return QJsonObject{{u"local"_s, access.local}, {u"remote"_s, access.remote}};
        };
        configuration.insert(u"timelines_access"_s,
            QJsonObject{{u"hashtag_feeds"_s, parts(hashtags)}, {u"live_feeds"_s, parts(live)}});
        instance.insert(u"api_versions"_s, QJsonObject{{u"mastodon"_s, 7}});
    }
    instance.insert(u"configuration"_s, configuration);
    return instance;
}

QJsonObject FakeJson::nodeInfo() const
{
    return {
        {u"version"_s, u"2.0"_s},
        {u"software"_s,
            QJsonObject{{u"name"_s, flavourName(m_flavour)}, {u"version"_s, version()}}},
        {u"protocols"_s, QJsonArray{u"activitypub"_s}},
    };
}

} // namespace staffroom::test
