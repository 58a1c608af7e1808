#pragma once

#include "core/net/backoff.h"
#include "core/services/mastodon/api_calls.h"
#include "core/services/mastodon/requests.h"

namespace staffroom::mastodon {

/// Sends one picture and waits until the server has it ready. Deletes itself after the answer.
class MediaUpload : public QObject {
    Q_OBJECT
public:
    struct Hooks {
        std::function<void(qint64 sent, qint64 total)> progress;
        std::function<bool()> mayGo; ///< asked when the picture is to leave
    };
    static Task<QString> run(ApiCalls& calls, const ServiceContext& context, const Api& api,
        const DraftMedia& media, Hooks hooks, QObject* parent);

private:
    MediaUpload(ApiCalls& calls, const ServiceContext& context, Api api, DraftMedia media,
        Hooks hooks, QObject* parent);
    void send(bool isOldVersion);
    void onSent(bool isOldVersion, Result<HttpReply> reply);
    void askState();
    void onState(Result<HttpReply> reply);
    void waitMore();
    void finish(Result<QString> result);

    ApiCalls& m_calls;
    Api m_api;
    DraftMedia m_media;
    Hooks m_hooks;
    Clock& m_clock;
    Promise<QString> m_promise;
    TaskHandle m_step;
    QString m_id;
    std::unique_ptr<Timer> m_pause;
    Backoff m_backoff;
    Millis m_sentAt{0};
};

} // namespace staffroom::mastodon
