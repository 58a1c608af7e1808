#include "core/services/mastodon/media_upload.h"

#include "core/net/backoff.h"
#include "core/services/mastodon/decode_account.h"
#include "core/services/mastodon/write_requests.h"

#include <QPointer>

namespace staffroom::mastodon {

using namespace std::chrono_literals;

namespace {

constexpr Millis kFirstPause = 1s;
constexpr Millis kLongestPause = 10s;
/// A server that has not made a picture ready by then will not.
constexpr Millis kUploadPatience = 5min;

} // namespace

MediaUpload::MediaUpload(ApiCalls& calls, const ServiceContext& context, Api api, DraftMedia media,
    Hooks hooks, QObject* parent)
    : QObject(parent)
    , m_calls(calls)
    , m_api(std::move(api))
    , m_media(std::move(media))
    , m_hooks(std::move(hooks))
    , m_clock(*context.clock)
    , m_pause(m_clock.createTimer([this] { askState(); }))
    , m_backoff(systemRandom(), kFirstPause, kLongestPause)
{
}

Task<QString> MediaUpload::run(ApiCalls& calls, const ServiceContext& context, const Api& api,
    const DraftMedia& media, Hooks hooks, QObject* parent)
{
    auto* self = new MediaUpload( // see class comment
        calls, context, api, media, std::move(hooks), parent);
    auto task = self->m_promise.task();
    self->m_promise.onCancel([p = QPointer(self)] {
        if (p)
            p->finish(fail(Error::Kind::Cancelled));
    });
    self->send(false);
    return task;
}

void MediaUpload::send(bool isOldVersion)
{
    HttpRequest request = uploadMedia(m_api, m_media, isOldVersion);
    request.onSent = [p = QPointer(this)](qint64 sent, qint64 total) {
        if (p && p->m_hooks.progress)
            p->m_hooks.progress(sent, total);
    };
    request.mayGo = m_hooks.mayGo;
    m_step = m_calls.send(std::move(request))
                 .then(this, [this, isOldVersion](Result<HttpReply> reply) {
                     onSent(isOldVersion, std::move(reply));
                 });
}

void MediaUpload::onSent(bool isOldVersion, Result<HttpReply> reply)
{
    if (!reply) {
        if (!isOldVersion && reply.error().kind == Error::Kind::NotFound)
            send(true);
        else
            finish(fail(std::move(reply.error())));
        return;
    }
    auto id = decodeMediaId(reply->body, reply->url.path());
    if (!id || reply->status != 202) {
        finish(std::move(id));
        return;
    }
    m_id = *id;
    m_sentAt = m_clock.monotonic();
    waitMore();
}

void MediaUpload::waitMore()
{
    m_pause->start(m_backoff.next());
}

void MediaUpload::askState()
{
    m_step = m_calls.send(mediaState(m_api, m_id)).then(this, [this](Result<HttpReply> reply) {
        onState(std::move(reply));
    });
}

void MediaUpload::onState(Result<HttpReply> reply)
{
    const bool isReady = reply && reply->status != 206 && reply->status != 202;
    if (isReady)
        finish(m_id);
    else if (!reply && !reply.error().isRetryable())
        finish(fail(std::move(reply.error())));
    else if (m_clock.monotonic() - m_sentAt > kUploadPatience)
        finish(fail(Error::Kind::Timeout, {}, m_api.server));
    else
        waitMore();
}

void MediaUpload::finish(Result<QString> result)
{
    if (m_promise.isAnswered())
        return;
    m_promise.finish(std::move(result));
    m_pause->stop();
    m_step = {};
    deleteLater();
}

} // namespace staffroom::mastodon
