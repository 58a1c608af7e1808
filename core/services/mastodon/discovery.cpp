#include "core/services/mastodon/discovery.h"

#include "core/services/mastodon/decode_instance.h"
#include "core/services/mastodon/server_address.h"

#include <QPointer>

namespace staffroom::mastodon {

namespace {

/// Nobody answers there at all, so asking for another document is of no use.
bool isAboutTheConnection(const Error& error)
{
    switch (error.kind) {
    case Error::Kind::Offline:
    case Error::Kind::Timeout:
    case Error::Kind::Tls:
    case Error::Kind::Cancelled:
    case Error::Kind::RateLimited:
        return error.http == 0 || error.kind == Error::Kind::RateLimited;
    default:
        return false;
    }
}

/// Something answers, but not this API.
bool isOtherProtocol(const Error& error)
{
    return error.kind == Error::Kind::NotFound || error.kind == Error::Kind::Protocol
        || error.kind == Error::Kind::Unsupported || error.kind == Error::Kind::Invalid
        || error.kind == Error::Kind::TooLarge;
}

} // namespace

Discovery::Discovery(HttpClient& http, QThreadPool& pool, Api api, QObject* parent)
    : QObject(parent)
    , m_http(http)
    , m_pool(pool)
    , m_api(std::move(api))
{
}

Task<Instance> Discovery::run(HttpClient& http, QThreadPool& pool, Api api, QObject* parent)
{
    auto* self = new Discovery(http, pool, std::move(api), parent); // see class comment
    auto task = self->m_promise.task();
    self->m_promise.onCancel([p = QPointer(self)] {
        if (p)
            p->finish(fail(Error::Kind::Cancelled));
    });
    self->askLinks();
    return task;
}

void Discovery::askLinks()
{
    m_step = m_http.send(nodeInfoLinks(m_api))
                 .andThen(this,
                     [this](HttpReply reply) {
                         return runInPool(m_pool, [bytes = std::move(reply.body), url = reply.url] {
                             return decodeNodeInfoLinks(bytes, url.path());
                         });
                     })
                 .then(this, [this](Result<QUrl> address) {
                     if (address)
                         askNodeInfo(*address);
                     else if (isAboutTheConnection(address.error()))
                         finish(fail(std::move(address.error())));
                     else
                         askInstance(false);
                 });
}

void Discovery::askNodeInfo(const QUrl& address)
{
    m_otherBase = baseOf(address);
    m_step = m_http.send(nodeInfo(m_api, address))
                 .andThen(this,
                     [this](HttpReply reply) {
                         return runInPool(m_pool, [bytes = std::move(reply.body), url = reply.url] {
                             return decodeNodeInfo(bytes, url.path());
                         });
                     })
                 .then(this, [this](Result<NodeInfo> info) {
                     if (info)
                         m_software = info->software;
                     askInstance(false);
                 });
}

void Discovery::askInstance(bool isOldVersion)
{
    m_step = m_http.send(isOldVersion ? instanceV1(m_api) : instanceV2(m_api))
                 .andThen(this,
                     [this](HttpReply reply) {
                         return runInPool(m_pool, [bytes = std::move(reply.body), url = reply.url] {
                             return decodeInstance(bytes, url);
                         });
                     })
                 .then(this, [this, isOldVersion](Result<Instance> answer) {
                     onInstance(isOldVersion, std::move(answer));
                 });
}

void Discovery::onInstance(bool isOldVersion, Result<Instance> answer)
{
    if (answer) {
        if (!m_software.isEmpty())
            answer->info.software = m_software;
        finish(std::move(answer));
        return;
    }
    Error error = std::move(answer.error());
    if (isAboutTheConnection(error) || error.kind == Error::Kind::Server) {
        finish(fail(std::move(error)));
        return;
    }
    if (!isOldVersion) {
        askInstance(true);
        return;
    }
    const bool mayBeElsewhere = m_api.token.isEmpty() && !m_otherBase.isEmpty()
        && m_otherBase != m_api.server && isAllowedAddress(QUrl(m_otherBase));
    if (isOtherProtocol(error) && mayBeElsewhere) {
        m_api.server = std::exchange(m_otherBase, {});
        askInstance(false);
        return;
    }
    if (isOtherProtocol(error))
        error.kind = Error::Kind::Unsupported;
    finish(fail(std::move(error)));
}

void Discovery::finish(Result<Instance> answer)
{
    if (m_promise.isAnswered())
        return;
    m_promise.finish(std::move(answer));
    m_step = {};
    deleteLater();
}

} // namespace staffroom::mastodon
