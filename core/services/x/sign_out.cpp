#include "core/services/x/sign_out.h"

#include "core/net/http_client.h"
#include "core/services/or_else.h"
#include "core/services/x/oauth.h"

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

Task<Done> takeBack(const ServiceContext& serviceContext, const QString& api,
    const Credentials& credentials, const QString& secret, QObject* context)
{
    if (credentials.secret(secret).isEmpty())
        return readyTask<Done>(Done{});
    auto request = revokeToken(api, credentials, secret);
    auto refusal = std::make_shared<HttpReply>();
    request.onRefusal = [refusal](const HttpReply& reply) { *refusal = reply; };
    auto sent
        = serviceContext.http->send(std::move(request)).andThen(context, [](const HttpReply&) {
              return Result<Done>(Done{});
          });
    return orElse(std::move(sent), context, [refusal](Error error) {
        if (saysTokenIsVoid(*refusal))
            return readyTask<Done>(Done{});
        return readyTask<Done>(fail(std::move(error)));
    });
}

} // namespace

Task<Done> signOut(const ServiceContext& serviceContext, const Source& source,
    const Credentials& credentials, QObject* context)
{
    if (credentials.values.value(kClientIdValue).isEmpty())
        return readyTask<Done>(
            fail(Error::Kind::Unsupported, u"these tokens can only be ended on X's own pages"_s));
    Promise<Done> promise;
    auto task = promise.task();
    const auto onFirst
        = [serviceContext, source, credentials, context, promise](const Result<Done>& first) {
              takeBack(serviceContext, source.server, credentials, u"access"_s, context)
                  .then(context,
                      [promise, first](
                          const Result<Done>& second) { promise.finish(first ? second : first); })
                  .detach();
          };
    // The one that lasts goes first.
    takeBack(serviceContext, source.server, credentials, u"refresh"_s, context)
        .then(context, onFirst)
        .detach();
    return task;
}

} // namespace staffroom::x
