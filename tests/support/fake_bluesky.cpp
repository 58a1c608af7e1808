#include "tests/support/fake_bluesky.h"

#include "tests/support/fake_bluesky_reply.h"
#include "tests/support/fake_picture.h"

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

FakeBluesky::FakeBluesky(Settings settings, QObject* parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_server(nullptr, m_settings.port)
    , m_access(m_settings.access)
    , m_refresh(m_settings.refresh)
{
    m_tokens.insert(m_access, true);
    m_server.setHandler([this](const FaultRequest& request) { return answer(request); });
}

void FakeBluesky::endSession()
{
    expireAccess();
    m_isEnded = true;
}

void FakeBluesky::startSession()
{
    const QByteArray number = QByteArray::number(++m_sessions);
    m_access = m_settings.access + "-s" + number;
    m_refresh = m_settings.refresh + "-s" + number;
    m_usedRefresh.clear();
    m_tokens.insert(m_access, true);
    m_isEnded = false;
}

QString FakeBluesky::addLike(int author, const QString& post)
{
    return m_store.addAbout(m_store.person(author).did, u"app.bsky.feed.like"_s, post).uri;
}

QString FakeBluesky::addRepost(int author, const QString& post)
{
    return m_store.addAbout(m_store.person(author).did, u"app.bsky.feed.repost"_s, post).uri;
}

QString FakeBluesky::addFollow(int author, int whom)
{
    return m_store
        .addAbout(m_store.person(author).did, u"app.bsky.graph.follow"_s, m_store.person(whom).did)
        .uri;
}

QString FakeBluesky::addList(const QString& name, const std::vector<int>& members)
{
    const QString uri = m_store
                            .put(did(), u"app.bsky.graph.list"_s, u"list-"_s + name,
                                {{u"$type"_s, u"app.bsky.graph.list"_s}, {u"name"_s, name},
                                    {u"purpose"_s, u"app.bsky.graph.defs#curatelist"_s},
                                    {u"createdAt"_s, FakeBlueskyStore::isoTime(m_store.nextMs())}})
                            .uri;
    for (const int member : members) {
        m_store.put(did(), u"app.bsky.graph.listitem"_s, name + QString::number(member),
            {{u"$type"_s, u"app.bsky.graph.listitem"_s}, {u"list"_s, uri},
                {u"subject"_s, m_store.person(member).did}});
    }
    return uri;
}

QString FakeBluesky::addFeed(const QString& tag)
{
    return m_store
        .put(did(), u"app.bsky.feed.generator"_s, tag,
            {{u"$type"_s, u"app.bsky.feed.generator"_s}, {u"displayName"_s, u"All of "_s + tag}})
        .uri;
}

QString FakeBluesky::Call::param(const QString& name) const
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

QStringList FakeBluesky::Call::params(const QString& name) const
{
    return query.allQueryItemValues(name, QUrl::FullyDecoded);
}

int FakeBluesky::Call::limit(int standard) const
{
    return query.hasQueryItem(u"limit"_s) ? param(u"limit"_s).toInt() : standard;
}

FakeBlueskyViews FakeBluesky::views(const Call& call) const
{
    return {m_store, base(), {call.reader, &m_bookmarks, &m_mutedThreads}};
}

FaultReply FakeBluesky::answer(const FaultRequest& request)
{
    const QString path = request.path();
    if (path.startsWith("/img/"_L1) && m_settings.servesPictures) {
        FaultReply reply = jsonReply(fakePicture(path));
        reply.contentType = "image/png";
        return reply;
    }
    if (!path.startsWith("/xrpc/"_L1))
        return errorReply(404, "NotFound");
    // A '+' is a plus to Qt and a space to servers.
    const QByteArray target = QByteArray(request.target).replace('+', "%20");
    Call call{request, path.mid(6), {}, QUrlQuery(QUrl::fromEncoded(target)), {}};
    if (request.header("content-type").startsWith("application/json"))
        call.body = QJsonDocument::fromJson(request.body).object();
    return answerCall(call);
}

FaultReply FakeBluesky::answerCall(Call& call)
{
    const auto is = [&](QLatin1StringView name) { return call.nsid == name; };
    if (is("com.atproto.server.createSession"_L1))
        return createSession(call);
    if (is("com.atproto.server.refreshSession"_L1))
        return refreshSession(call);
    if (is("com.atproto.server.deleteSession"_L1))
        return deleteSession(call);
    if (is("com.atproto.identity.resolveHandle"_L1))
        return resolveHandle(call);
    if (auto flaw = flawOfToken(call))
        return std::move(*flaw);
    if (const int limit = call.limit(50); limit < 1 || limit > 100) {
        return bskyInvalid(u"Invalid %1 params: integer too %2 at limit"_s.arg(
            call.nsid, limit < 1 ? u"small"_s : u"big"_s));
    }
    const bool isPost = call.request.method == "POST";
    const auto& reads = openReads();
    if (const auto read = reads.find(call.nsid); !isPost && read != reads.end())
        return (this->*read.value())(call);
    const auto& own = isPost ? writeCalls() : ownReads();
    const auto found = own.find(call.nsid);
    if (found == own.end())
        return bskyError(501, u"MethodNotImplemented"_s, u"Method Not Implemented"_s);
    if (isPost)
        return answerWrite(call, found.value());
    if (call.reader.isEmpty())
        return bskyError(401, u"AuthMissing"_s, u"Authentication Required"_s);
    return (this->*found.value())(call);
}

const QHash<QString, FakeBluesky::Answer>& FakeBluesky::openReads()
{
    static const QHash<QString, Answer> calls{
        {u"app.bsky.feed.searchPosts"_s, &FakeBluesky::searchPosts},
        {u"app.bsky.feed.getPosts"_s, &FakeBluesky::getPosts},
        {u"app.bsky.feed.getPostThread"_s, &FakeBluesky::getPostThread},
        {u"app.bsky.feed.getAuthorFeed"_s, &FakeBluesky::getAuthorFeed},
        {u"app.bsky.feed.getListFeed"_s, &FakeBluesky::getListFeed},
        {u"app.bsky.feed.getFeed"_s, &FakeBluesky::getFeed},
        {u"app.bsky.feed.getActorLikes"_s, &FakeBluesky::getActorLikes},
        {u"app.bsky.feed.getFeedGenerators"_s, &FakeBluesky::getFeedGenerators},
        {u"app.bsky.actor.getProfile"_s, &FakeBluesky::getProfile},
        {u"app.bsky.actor.getProfiles"_s, &FakeBluesky::getProfiles},
        {u"app.bsky.actor.searchActorsTypeahead"_s, &FakeBluesky::searchActorsTypeahead},
        {u"app.bsky.graph.getLists"_s, &FakeBluesky::getLists},
        {u"app.bsky.graph.getList"_s, &FakeBluesky::getList},
        {u"com.atproto.repo.getRecord"_s, &FakeBluesky::getRecord},
    };
    return calls;
}

const QHash<QString, FakeBluesky::Answer>& FakeBluesky::ownReads()
{
    static const QHash<QString, Answer> calls{
        {u"com.atproto.server.getSession"_s, &FakeBluesky::getSession},
        {u"app.bsky.feed.getTimeline"_s, &FakeBluesky::getTimeline},
        {u"app.bsky.bookmark.getBookmarks"_s, &FakeBluesky::getBookmarks},
        {u"app.bsky.actor.getPreferences"_s, &FakeBluesky::getPreferences},
        {u"app.bsky.notification.listNotifications"_s, &FakeBluesky::listNotifications},
    };
    return calls;
}

std::optional<FaultReply> FakeBluesky::flawOfToken(Call& call) const
{
    const QByteArray header = call.request.header("authorization");
    if (header.isEmpty())
        return std::nullopt;
    // A token that was renewed lives on to its own end.
    const auto token = m_tokens.constFind(header.startsWith("Bearer ") ? header.mid(7) : header);
    if (token == m_tokens.constEnd())
        return bskyError(400, u"InvalidToken"_s, u"Token could not be verified"_s);
    if (!token.value())
        return bskyError(400, u"ExpiredToken"_s, u"Token has expired"_s);
    call.reader = did();
    return std::nullopt;
}

QJsonObject FakeBluesky::sessionJson(bool hasTokens) const
{
    const QJsonObject service{{u"id"_s, u"#atproto_pds"_s},
        {u"type"_s, u"AtprotoPersonalDataServer"_s}, {u"serviceEndpoint"_s, base()}};
    QJsonObject out{{u"did"_s, did()}, {u"handle"_s, handle()}, {u"active"_s, true},
        {u"didDoc"_s,
            QJsonObject{{u"id"_s, did()}, {u"alsoKnownAs"_s, QJsonArray{u"at://"_s + handle()}},
                {u"service"_s, QJsonArray{service}}}}};
    if (hasTokens) {
        out[u"accessJwt"_s] = QString::fromLatin1(m_access);
        out[u"refreshJwt"_s] = QString::fromLatin1(m_refresh);
    }
    return out;
}

FaultReply FakeBluesky::createSession(const Call& call)
{
    const FakePerson* person = m_store.find(call.body.value("identifier"_L1).toString());
    if (person == nullptr || person->did != did()
        || call.body.value("password"_L1).toString().toUtf8() != m_settings.password) {
        return bskyError(401, u"AuthenticationRequired"_s, u"Invalid identifier or password"_s);
    }
    startSession();
    return bskyReply(sessionJson(true));
}

FaultReply FakeBluesky::refreshSession(const Call& call)
{
    const QByteArray token = call.request.header("authorization");
    if (m_isEnded)
        return bskyError(400, u"ExpiredToken"_s, u"Token has been revoked"_s);
    if (token == "Bearer " + m_refresh) {
        const QByteArray number = QByteArray::number(++m_renewals);
        m_usedRefresh = m_refresh;
        m_refresh = m_settings.refresh + "-r" + number;
        m_access = m_settings.access + "-r" + number;
        m_tokens.insert(m_access, true);
    } else if (m_usedRefresh.isEmpty() || token != "Bearer " + m_usedRefresh) {
        return bskyError(400, u"InvalidToken"_s, u"Token could not be verified"_s);
    }
    return bskyReply(sessionJson(true));
}

FaultReply FakeBluesky::deleteSession(const Call& call)
{
    if (call.request.header("authorization") != "Bearer " + m_refresh)
        return bskyError(400, u"InvalidToken"_s, u"Token could not be verified"_s);
    m_isEnded = true;
    return bskyNothing();
}

FaultReply FakeBluesky::getSession(const Call&)
{
    return bskyReply(sessionJson(false));
}

FaultReply FakeBluesky::resolveHandle(const Call& call)
{
    const FakePerson* person = m_store.find(call.param(u"handle"_s));
    if (person == nullptr)
        return bskyError(400, u"HandleNotFound"_s, u"Unable to resolve handle"_s);
    return bskyReply({{u"did"_s, person->did}});
}

} // namespace staffroom::test
