#include "core/services/bluesky/server_info.h"

#include "core/services/bluesky/lexicon.h"
#include "core/services/bluesky/moderation.h"
#include "core/services/bluesky/post_text.h"
#include "core/services/bluesky/source_text.h"
#include "core/services/bluesky/xrpc.h"
#include "core/services/or_else.h"

#include <QCoreApplication>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BlueskyText {
    Q_DECLARE_TR_FUNCTIONS(BlueskyText)
};

// The network wrote some 50 posts a second when this was estimated; one is about 1 kB of JSON in
// the stream, most of it the names of what it answers.
constexpr int kStreamMegabytesAnHour = 200;

/// Something answers there, but not as this network does.
Task<HttpReply> withoutStrangers(Task<HttpReply> task, QObject* parent)
{
    return orElse(std::move(task), parent, [](Error error) {
        using Kind = Error::Kind;
        if (error.http != 0
            && (error.kind == Kind::NotFound || error.kind == Kind::Invalid
                || error.kind == Kind::Unauthorised || error.kind == Kind::Forbidden))
            error.kind = Kind::Unsupported;
        return readyTask<HttpReply>(fail(std::move(error)));
    });
}

Task<ServerInfo> checked(
    const ServiceContext& context, HttpRequest request, ServerInfo info, QObject* parent)
{
    const auto read = [info](const HttpReply& reply) -> Result<ServerInfo> {
        const auto object = readObject(reply.body, reply.url.path());
        const bool isOurs = object
            && (object->value("profiles"_L1).isArray()
                || object->value("availableUserDomains"_L1).isArray());
        if (!isOurs)
            return fail(Error::Kind::Unsupported, {}, reply.url.host());
        return info;
    };
    return withoutStrangers(sendCall(*context.http, std::move(request), false, parent), parent)
        .andThen(parent, read);
}

/// A stream's server has nothing to say but the stream: any answer means that it is there.
Task<ServerInfo> streamInfo(const ServiceContext& context, ServerInfo info, QObject* parent)
{
    HttpRequest request;
    request.url = QUrl(info.server + u'/', QUrl::StrictMode);
    request.lane = Lane::User;
    request.maxBytes = 64 * 1024;
    auto asked = context.http->send(std::move(request)).andThen(parent, [info](const HttpReply&) {
        return Result<ServerInfo>(info);
    });
    return orElse(std::move(asked), parent, [info](Error error) {
        return error.http != 0 && error.http < 500 ? readyTask<ServerInfo>(info)
                                                   : readyTask<ServerInfo>(fail(std::move(error)));
    });
}

} // namespace

Task<ServerInfo> askServerInfo(const ServiceContext& context, const Source& source, QObject* parent)
{
    const PublicHosts hosts = publicHosts(context);
    ServerInfo info;
    info.title = u"Bluesky"_s;
    info.software = u"atproto"_s;
    info.publicAccess = ServerInfo::Access::Closed; // there is no such page on this network
    info.maxCharacters = kMaxGraphemes;
    if (isLiveSource(source)) {
        info.server = source.server;
        info.hashtagAccess = ServerInfo::Access::Open;
        info.note = BlueskyText::tr("Shows posts from now on, nothing older; to find them it takes "
                                    "in every new post of the network, about %1 MB an hour "
                                    "(an estimate) while a column needs it.")
                        .arg(kStreamMegabytesAnHour);
        return streamInfo(context, std::move(info), parent);
    }
    if (source.account.isEmpty()) {
        info.server = hosts.view;
        info.hashtagAccess = ServerInfo::Access::NeedsLogin;
        info.note = BlueskyText::tr("Without an account you can read lists, feeds, people and "
                                    "threads here, but hashtags only live; to look into earlier "
                                    "posts of a hashtag, sign in.");
        return checked(context,
            query({hosts.view, Lane::User, {}}, "app.bsky.actor.getProfiles"_L1,
                {{"actors", QString(kOwnLabeller)}}),
            std::move(info), parent);
    }
    info.server = source.server;
    info.hashtagAccess = ServerInfo::Access::Open;
    return checked(context,
        query({source.server, Lane::User, {}}, "com.atproto.server.describeServer"_L1),
        std::move(info), parent);
}

} // namespace staffroom::bluesky
