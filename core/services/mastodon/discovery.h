#pragma once

#include "core/base/task.h"
#include "core/services/mastodon/instance.h"
#include "core/services/mastodon/requests.h"

#include <QObject>

class QThreadPool;

namespace staffroom::mastodon {

/// Finds out who answers at an address: nodeinfo for the software, then the instance document,
/// version 2 or else 1. Redirects to the real host are followed, and nodeinfo may name it.
/// Deletes itself after the answer.
class Discovery : public QObject {
    Q_OBJECT
public:
    /// With a token in `api` nothing is asked at other origins.
    static Task<Instance> run(HttpClient& http, QThreadPool& pool, Api api, QObject* parent);

private:
    Discovery(HttpClient& http, QThreadPool& pool, Api api, QObject* parent);
    void askLinks();
    void askNodeInfo(const QUrl& address);
    void askInstance(bool isOldVersion);
    void onInstance(bool isOldVersion, Result<Instance> answer);
    void finish(Result<Instance> answer);

    HttpClient& m_http;
    QThreadPool& m_pool;
    Api m_api;
    Promise<Instance> m_promise;
    TaskHandle m_step;
    QString m_software;
    QString m_otherBase; ///< where nodeinfo says the server really is
};

} // namespace staffroom::mastodon
