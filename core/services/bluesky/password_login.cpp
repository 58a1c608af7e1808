#include "core/services/bluesky/password_login.h"

#include "core/base/log.h"
#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/renewal.h"
#include "core/services/bluesky/xrpc.h"

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

void PasswordLogin::start()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!readFields())
                return;
            const QByteArray password = typed(kPasswordField).toUtf8();
            keepOutOfLog(Secret(password));
            if (!isAppPassword(password)) {
                return giveUp(Error::Kind::Invalid,
                    u"this is not an app password: they look like abcd-efgh-ijkl-mnop and are made "
                    u"in "
                    "the settings of Bluesky, under privacy and security; keep your real password "
                    "to "
                    "yourself"_s);
            }
            if (isMailAddress()) // only a server knows whose it is
                return askSession(std::nullopt);
            m_step = resolveIdentity(context(), identifier(), typedServer(), this)
                         .then(this, [this](Result<Identity> identity) {
                             if (identity)
                                 askSession(*identity);
                             else
                                 giveUp(std::move(identity.error()));
                         });
        },
        Qt::QueuedConnection);
}

void PasswordLogin::askSession(const std::optional<Identity>& identity)
{
    QString server = identity ? identity->server : typedServer();
    if (server.isEmpty())
        server = publicHosts(context()).entry;
    Credentials basis;
    basis.values.insert(kServer, server);
    if (identity)
        basis.values.insert(kDid, identity->did);
    QJsonObject body{{u"identifier"_s, identity ? identity->did : identifier()},
        {u"password"_s, typed(kPasswordField)}};
    if (const QString code = typed(kCodeField); !code.isEmpty())
        body.insert(u"authFactorToken"_s, code);
    m_step = sendCall(*context().http,
        procedure({server, Lane::User, {}}, "com.atproto.server.createSession"_L1, body), false,
        this)
                 .andThen(this,
                     [basis](const HttpReply& reply) {
                         return sessionIn(reply.body, basis, reply.url.path());
                     })
                 .then(this, [this, identity](Result<Credentials> session) {
                     onSession(identity, std::move(session));
                 });
}

void PasswordLogin::onSession(const std::optional<Identity>& identity, Result<Credentials> session)
{
    if (!session) {
        Error error = std::move(session.error());
        if (errorNameOf(error) == "AuthFactorTokenRequired"_L1) {
            error.kind = Error::Kind::Invalid;
            error.detail = u"a code was mailed to you: type it below and sign in again"_s;
        }
        return giveUp(std::move(error));
    }
    const auto& values = session->values;
    const QString handle = identity ? identity->handle : values.value(kHandle);
    finishAs({values.value(kDid), handle, values.value(kServer)}, *session);
}

} // namespace staffroom::bluesky
