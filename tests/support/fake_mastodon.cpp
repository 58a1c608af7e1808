#include "tests/support/fake_mastodon.h"

#include "tests/support/fake_picture.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QWebSocket>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList parameters(const FaultRequest& request, const QString& name)
{
    return request.query().allQueryItemValues(name, QUrl::FullyDecoded);
}

bool hasTag(const FakePost& post, const QString& tag)
{
    return post.draft.tags.contains(tag, Qt::CaseInsensitive);
}

} // namespace

FakeMastodon::FakeMastodon(Settings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_server(nullptr, m_settings.port)
    , m_sockets(u"fake"_s, QWebSocketServer::NonSecureMode)
    , m_store(m_settings.flavour, m_settings.domain)
    , m_json(m_settings.flavour, m_settings.domain, m_server.url().toString())
{
    m_server.setHandler([this](const FaultRequest& request) { return answer(request); });
    m_server.setUpgrade([this](const FaultRequest& request, QTcpSocket* socket) {
        return takeSocket(request, socket);
    });
    connect(&m_sockets, &QWebSocketServer::newConnection, this, &FakeMastodon::onSocket);
    m_tokens.insert(m_settings.token);
    m_refreshToken = m_settings.refreshToken;
}

FakeMastodon::~FakeMastodon()
{
    startOutage();
}

QString FakeMastodon::addPost(const FakeDraft& draft)
{
    const FakePost& post = m_store.add(draft, QDateTime::currentMSecsSinceEpoch());
    tell(post, u"update"_s, {});
    return post.id;
}

QString FakeMastodon::boost(const QString& id, int author)
{
    const FakePost& post = m_store.addBoost(id, author, QDateTime::currentMSecsSinceEpoch());
    tell(post, u"update"_s, {});
    return post.id;
}

QString FakeMastodon::editPost(const QString& id, const QString& text)
{
    const FakePost* post = m_store.edit(id, text, QDateTime::currentMSecsSinceEpoch());
    if (!post)
        return {};
    tell(*post, u"status.update"_s, {});
    return post->id;
}

void FakeMastodon::deletePost(const QString& id)
{
    if (const FakePost* post = m_store.remove(id))
        tell(*post, u"delete"_s, id);
}

void FakeMastodon::startOutage()
{
    for (auto& listener : std::exchange(m_listeners, {})) {
        listener.socket->disconnect(this);
        listener.socket->abort();
        listener.socket->deleteLater();
    }
    m_server.startOutage();
}

void FakeMastodon::endOutage()
{
    m_server.endOutage();
}

QString FakeMastodon::handle() const
{
    return m_store.author(0).username + u'@' + m_settings.domain;
}

void FakeMastodon::acceptToken(const QByteArray& token)
{
    m_tokens.insert(token);
}

void FakeMastodon::revokeToken(const QByteArray& token)
{
    m_tokens.remove(token);
    for (const auto& listener : std::vector(m_listeners)) {
        if (listener.token == token)
            listener.socket->close();
    }
}

FaultReply FakeMastodon::refresh(const FaultRequest& request)
{
    const FakeForm form(request);
    if (request.path() != "/oauth/token"_L1 || request.method != "POST")
        return notFound();
    if (form.value(u"grant_type"_s) != "refresh_token"_L1)
        return errorReply(400, "unsupported_grant_type");
    if (m_refreshToken.isEmpty() || form.value(u"refresh_token"_s).toLatin1() != m_refreshToken
        || form.value(u"client_id"_s).isEmpty())
        return errorReply(400, "invalid_grant");
    const QByteArray number = QByteArray::number(++m_madeTokens);
    const QByteArray token = m_settings.token + '-' + number;
    m_refreshToken = m_settings.refreshToken + '-' + number;
    acceptToken(token);
    return jsonReply(
        QJsonObject{{u"access_token"_s, QString::fromLatin1(token)}, {u"token_type"_s, u"Bearer"_s},
            {u"expires_in"_s, 3'600}, {u"scope"_s, m_settings.scopes.join(u' ')},
            {u"refresh_token"_s, QString::fromLatin1(m_refreshToken)}});
}

QJsonArray FakeMastodon::ledger() const
{
    QJsonArray all;
    for (const auto& [seq, post] : m_store.posts()) {
        if (post.isDeleted || post.boostOf != 0 || post.draft.visibility != "public"_L1)
            continue;
        all.append(QJsonObject{{u"id"_s, post.id}, {u"uri"_s, post.uri},
            {u"tags"_s, QJsonArray::fromStringList(post.draft.tags)},
            {u"created"_s, isoTime(post.created)}});
    }
    return all;
}

FaultReply FakeMastodon::needsLogin() const
{
    switch (m_settings.flavour) {
    case Flavour::Mastodon:
        return errorReply(422, "This method requires an authenticated user");
    case Flavour::Snac: {
        FaultReply reply = jsonReply(QByteArray(), 401);
        reply.contentType.clear();
        return reply;
    }
    case Flavour::GoToSocial:
        return errorReply(401, "Unauthorized: token not supplied");
    case Flavour::Akkoma:
        return errorReply(401, "authorization required for timeline view");
    }
    return errorReply(401);
}

FaultReply FakeMastodon::badToken() const
{
    if (m_settings.flavour != Flavour::Snac)
        return errorReply(401, "The access token is invalid");
    FaultReply reply = jsonReply(QByteArray(), 422);
    reply.contentType.clear();
    return reply;
}

FaultReply FakeMastodon::notFound() const
{
    if (m_settings.flavour != Flavour::Snac)
        return errorReply(404, "Record not found");
    FaultReply reply = jsonReply("<h1>404 Not Found</h1>", 404);
    reply.contentType = "text/html";
    return reply;
}

bool FakeMastodon::isSignedIn(const FaultRequest& request) const
{
    const QByteArray header = request.header("authorization");
    return header.startsWith("Bearer ") && m_tokens.contains(header.mid(7));
}

QJsonObject FakeMastodon::statusJson(const FaultRequest& request, const FakePost& post)
{
    return m_json.status(m_store, post, isSignedIn(request));
}

QJsonObject FakeMastodon::ownJson(const FakePost& post)
{
    return m_json.status(m_store, post, true);
}

FaultReply FakeMastodon::answer(const FaultRequest& request)
{
    const QString path = request.path();
    // GoToSocial turns away whoever does not say what it is.
    if (m_settings.flavour == Flavour::GoToSocial && request.header("user-agent").isEmpty())
        return errorReply(418, "I'm a teapot: no user agent supplied");
    if (path == "/__ledger"_L1)
        return jsonReply(ledger());
    if (path == "/__writes"_L1)
        return jsonReply(writeLedger());
    if (path.startsWith("/media/"_L1) || path.startsWith("/emoji/"_L1)) {
        if (!m_settings.servesPictures)
            return notFound();
        FaultReply reply = jsonReply(fakePicture(path));
        reply.contentType = "image/png";
        return reply;
    }
    if (path == "/.well-known/nodeinfo"_L1) {
        return jsonReply(QJsonObject{{u"links"_s,
            QJsonArray{QJsonObject{{u"rel"_s, u"http://nodeinfo.diaspora.software/ns/schema/2.0"_s},
                {u"href"_s, QString(base() + "/nodeinfo/2.0"_L1)}}}}});
    }
    if (path == "/nodeinfo/2.0"_L1)
        return jsonReply(m_json.nodeInfo());
    if (path == "/.well-known/oauth-authorization-server"_L1)
        return m_signIn ? m_signIn(request).value_or(notFound()) : notFound();
    if (path.startsWith("/oauth/"_L1) || path == "/api/v1/apps"_L1) {
        if (auto reply = m_signIn ? m_signIn(request) : std::nullopt)
            return *std::move(reply);
        return refresh(request);
    }
    if (isWrite(request))
        return answerWrite(request);
    if (!request.header("authorization").isEmpty() && !isSignedIn(request))
        return badToken();
    return answerApi(request);
}

FaultReply FakeMastodon::answerApi(const FaultRequest& request)
{
    const QString path = request.path();
    const auto after = [&](QLatin1StringView prefix) -> std::optional<QString> {
        return path.startsWith(prefix) ? std::optional(path.mid(prefix.size())) : std::nullopt;
    };
    if (path == "/api/v2/instance"_L1 && m_settings.flavour != Flavour::Snac)
        return jsonReply(
            m_json.instanceV2(streamingAddress(), m_settings.hashtags, m_settings.live));
    if (path == "/api/v1/instance"_L1)
        return jsonReply(m_json.instanceV1(streamingAddress()));
    if (path.startsWith("/api/v1/streaming"_L1) && m_settings.flavour != Flavour::Snac
        && m_settings.offersStream) {
        FaultReply reply = errorReply(401, "Missing access token");
        reply.headers.emplace_back("X-Error-Message", "Missing access token");
        return reply;
    }
    if (const auto tag = after("/api/v1/timelines/tag/"_L1))
        return tagTimeline(request, *tag);
    if (path == "/api/v1/timelines/public"_L1)
        return publicTimeline(request);
    if (path == "/api/v1/timelines/home"_L1)
        return homeTimeline(request, false);
    if (const auto list = after("/api/v1/timelines/list/"_L1))
        return *list == "1"_L1 ? homeTimeline(request, true) : notFound();
    if (const auto rest = after("/api/v1/accounts/"_L1);
        rest && *rest != "relationships"_L1 && *rest != "search"_L1)
        return accountCall(request, *rest);
    if (const auto rest = after("/api/v1/statuses/"_L1))
        return statusCall(request, *rest);
    return accountApi(request);
}

FaultReply FakeMastodon::timeline(const FaultRequest& request, const std::vector<qint64>& index,
    const FakeStore::Accept& accept, bool hasLink)
{
    FakeStore::Slice slice;
    if (!m_settings.deniesOldCursors)
        slice.maxId = parameter(request, u"max_id"_s);
    slice.sinceId = parameter(request, u"since_id"_s);
    slice.minId = parameter(request, u"min_id"_s);
    const QString limit = parameter(request, u"limit"_s);
    bool isNumber = true;
    const int number = limit.isEmpty() ? 20 : limit.toInt(&isNumber);
    if (!isNumber && m_settings.flavour == Flavour::GoToSocial)
        return errorReply(400, "Bad Request: error parsing limit");
    const int most = m_settings.flavour == Flavour::Snac ? 100 : 40;
    slice.limit = isNumber ? std::clamp(number, 1, most) : 20;

    QJsonArray page;
    const auto posts = m_store.select(index, slice, accept);
    for (const FakePost* post : posts)
        page.append(statusJson(request, *post));
    FaultReply reply = jsonReply(page);
    if (hasLink && !posts.empty()) {
        // As on the real ones, the caller's other parameters are lost here.
        const QByteArray address = base().toLatin1() + request.path().toUtf8();
        reply.headers.emplace_back("Link",
            '<' + address + "?max_id=" + posts.back()->id.toLatin1() + ">; rel=\"next\", <"
                + address + "?min_id=" + posts.front()->id.toLatin1() + ">; rel=\"prev\"");
    }
    return reply;
}

FaultReply FakeMastodon::tagTimeline(const FaultRequest& request, const QString& tag)
{
    const Flavour flavour = m_settings.flavour;
    const bool isLocal = parameter(request, u"local"_s) == "true"_L1;
    const bool isRemote = parameter(request, u"remote"_s) == "true"_L1;
    if (!isSignedIn(request)) {
        if (flavour == Flavour::GoToSocial)
            return needsLogin();
        const auto& access = m_settings.hashtags;
        if (flavour == Flavour::Mastodon
            && ((!isRemote && access.local != "public"_L1)
                || (!isLocal && access.remote != "public"_L1)))
            return needsLogin();
    }
    if (flavour == Flavour::GoToSocial && !m_store.knowsTag(tag))
        return notFound();

    const bool combines = flavour == Flavour::Mastodon || flavour == Flavour::Akkoma;
    const QStringList any = parameters(request, u"any[]"_s).mid(0, 3);
    const QStringList all = parameters(request, u"all[]"_s).mid(0, 4);
    const QStringList none = parameters(request, u"none[]"_s).mid(0, 4);
    const auto accept = [&](const FakePost& post) {
        if (post.draft.visibility != "public"_L1 || (post.boostOf != 0 && flavour != Flavour::Snac))
            return false;
        if (flavour == Flavour::GoToSocial && post.replyTo != 0
            && m_store.bySeq(post.replyTo)->draft.author != post.draft.author)
            return false;
        if (!combines)
            return true;
        const auto has = [&](const QString& name) { return hasTag(post, name); };
        const bool isOfHere = m_store.author(post.draft.author).domain.isEmpty();
        return (has(tag) || std::any_of(any.begin(), any.end(), has))
            && std::all_of(all.begin(), all.end(), has)
            && std::none_of(none.begin(), none.end(), has) && (!isLocal || isOfHere)
            && (!isRemote || !isOfHere);
    };
    return timeline(request, combines && !any.isEmpty() ? m_store.all() : m_store.tagged(tag),
        accept, flavour != Flavour::Snac);
}

FaultReply FakeMastodon::publicTimeline(const FaultRequest& request)
{
    const bool isLocal = parameter(request, u"local"_s) == "true"_L1;
    const bool isRemote = parameter(request, u"remote"_s) == "true"_L1;
    if (!isSignedIn(request)) {
        const auto& access = m_settings.live;
        if (m_settings.flavour == Flavour::GoToSocial
            || (m_settings.flavour == Flavour::Mastodon
                && ((!isRemote && access.local != "public"_L1)
                    || (!isLocal && access.remote != "public"_L1))))
            return needsLogin();
    }
    const auto accept = [&](const FakePost& post) {
        const bool isOfHere = m_store.author(post.draft.author).domain.isEmpty();
        return post.draft.visibility == "public"_L1 && post.boostOf == 0 && post.replyTo == 0
            && (!isLocal || isOfHere) && (!isRemote || !isOfHere);
    };
    return timeline(request, m_store.all(), accept, m_settings.flavour != Flavour::Snac);
}

FaultReply FakeMastodon::homeTimeline(const FaultRequest& request, bool isList)
{
    if (!isSignedIn(request))
        return needsLogin();
    const auto accept = [&](const FakePost& post) {
        const FakeAuthor& author = m_store.author(post.draft.author);
        return isList ? author.isInList : author.isFollowed;
    };
    return timeline(request, m_store.all(), accept, true);
}

FaultReply FakeMastodon::accountCall(const FaultRequest& request, const QString& rest)
{
    const bool isOpen
        = m_settings.flavour == Flavour::Mastodon || m_settings.flavour == Flavour::Akkoma;
    if (!isOpen && !isSignedIn(request))
        return needsLogin();
    const auto& authors = m_store.authors();
    if (rest == "verify_credentials"_L1)
        return isSignedIn(request) ? jsonReply(m_json.account(authors.front())) : needsLogin();
    if (rest == "lookup"_L1) {
        QString wanted = parameter(request, u"acct"_s).toLower();
        if (wanted.endsWith(u'@' + m_settings.domain))
            wanted = wanted.section(u'@', 0, 0);
        for (const auto& author : authors) {
            const QString acct = author.domain.isEmpty() ? author.username
                                                         : author.username + u'@' + author.domain;
            if (acct == wanted)
                return jsonReply(m_json.account(author));
        }
        return notFound();
    }
    for (size_t i = 0; i < authors.size(); ++i) {
        if (rest == authors[i].id)
            return jsonReply(m_json.account(authors[i]));
        if (rest == authors[i].id + "/statuses"_L1) {
            const bool isOwn = i == 0 && isSignedIn(request);
            const bool noBoosts = parameter(request, u"exclude_reblogs"_s) == "true"_L1
                && m_settings.flavour != Flavour::Snac;
            const auto accept = [=](const FakePost& post) {
                return post.draft.author == static_cast<int>(i)
                    && (isOwn || post.draft.visibility == "public"_L1
                        || post.draft.visibility == "unlisted"_L1)
                    && (!noBoosts || post.boostOf == 0);
            };
            return timeline(request, m_store.all(), accept, m_settings.flavour != Flavour::Snac);
        }
    }
    return notFound();
}

FaultReply FakeMastodon::statusCall(const FaultRequest& request, const QString& rest)
{
    const bool isOpen
        = m_settings.flavour == Flavour::Mastodon || m_settings.flavour == Flavour::Akkoma;
    if (!isOpen && !isSignedIn(request))
        return needsLogin();
    const QString id = rest.section(u'/', 0, 0);
    const FakePost* post = m_store.find(id);
    if (!post)
        return notFound();
    if (!rest.contains(u'/'))
        return jsonReply(statusJson(request, *post));
    const QString verb = rest.section(u'/', 1);
    if (verb == "source"_L1 && isSignedIn(request) && post->draft.author == 0)
        return jsonReply(QJsonObject{{u"id"_s, id}, {u"text"_s, post->draft.text},
            {u"spoiler_text"_s, post->draft.warning}});
    if (verb == "translate"_L1 && request.method == "POST")
        return translate(id, request);
    if (verb != "context"_L1)
        return notFound();

    QJsonArray ancestors;
    for (qint64 seq = post->replyTo; seq != 0;) {
        const FakePost* above = m_store.bySeq(seq);
        if (!above->isDeleted)
            ancestors.prepend(statusJson(request, *above));
        seq = above->replyTo;
    }
    QJsonArray descendants;
    std::vector<qint64> inThread{post->seq};
    for (auto it = m_store.posts().upper_bound(post->seq); it != m_store.posts().end(); ++it) {
        const FakePost& reply = it->second;
        if (reply.boostOf != 0 || reply.isDeleted
            || std::find(inThread.begin(), inThread.end(), reply.replyTo) == inThread.end())
            continue;
        inThread.push_back(reply.seq);
        descendants.append(statusJson(request, reply));
    }
    return jsonReply(QJsonObject{{u"ancestors"_s, ancestors}, {u"descendants"_s, descendants}});
}

} // namespace staffroom::test
