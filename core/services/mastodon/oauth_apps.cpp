#include "core/services/mastodon/oauth_apps.h"

#include "core/base/log.h"
#include "core/secrets/secret_store.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom::mastodon {

using namespace Qt::Literals::StringLiterals;

namespace {

QString keyOf(const QString& server)
{
    return u"mastodon-app|"_s + server;
}

Secret toEntry(const OauthApp& app)
{
    const QJsonObject object{{u"client_id"_s, app.clientId},
        {u"client_secret"_s, QString::fromUtf8(app.clientSecret.reveal())},
        {u"redirect"_s, app.redirect}, {u"scopes"_s, QJsonArray::fromStringList(app.scopes)}};
    return Secret(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<OauthApp> fromEntry(const Secret& entry)
{
    const auto object = QJsonDocument::fromJson(entry.reveal()).object();
    OauthApp app;
    app.clientId = object.value("client_id"_L1).toString();
    app.clientSecret = Secret(object.value("client_secret"_L1).toString().toUtf8());
    app.redirect = object.value("redirect"_L1).toString();
    for (const auto scope : object.value("scopes"_L1).toArray())
        app.scopes << scope.toString();
    if (app.clientId.isEmpty() || app.redirect.isEmpty() || app.scopes.isEmpty())
        return std::nullopt;
    return app;
}

} // namespace

Task<std::optional<OauthApp>> OauthApps::find(const QString& server, QObject* context) const
{
    using Found = std::optional<OauthApp>;
    Promise<Found> promise;
    auto task = promise.task();
    if (!m_store) {
        promise.finish(Found());
        return task;
    }
    m_store->read(keyOf(server))
        .then(context,
            [promise](const Result<Secret>& entry) {
                promise.finish(entry ? fromEntry(*entry) : Found());
            })
        .detach();
    return task;
}

Task<Done> OauthApps::keep(const QString& server, const OauthApp& app, QObject* context) const
{
    keepOutOfLog(app.clientSecret);
    Promise<Done> promise;
    auto task = promise.task();
    if (!m_store) {
        promise.finish(Done{});
        return task;
    }
    m_store->write(keyOf(server), toEntry(app))
        .then(context,
            [promise](const Result<Done>& written) {
                if (!written) {
                    logLine(LogLevel::Info, "mastodon"_L1, "app-not-kept"_L1,
                        {{"why"_L1, written.error().path}});
                }
                promise.finish(Done{});
            })
        .detach();
    return task;
}

} // namespace staffroom::mastodon
