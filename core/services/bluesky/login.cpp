#include "core/services/bluesky/login.h"

#include "core/base/log.h"
#include "core/secrets/secret_store.h"
#include "core/services/bluesky/api_calls.h"
#include "core/services/bluesky/browser_login.h"
#include "core/services/bluesky/decode.h"
#include "core/services/bluesky/identifiers.h"
#include "core/services/bluesky/password_login.h"
#include "core/services/bluesky/sign_out.h"
#include "core/services/bluesky/source_text.h"

#include <QRegularExpression>

namespace staffroom::bluesky {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Holds what was just given, in no key store yet, for the first call.
struct FirstSession {
    MemorySecretStore store;
    std::shared_ptr<AccountSession> session;
};

} // namespace

bool isAppPassword(const QByteArray& typed)
{
    static const QRegularExpression form(u"^[a-z0-9]{4}(-[a-z0-9]{4}){3}$"_s);
    return form.match(QString::fromUtf8(typed)).hasMatch();
}

BlueskyLogin::BlueskyLogin(const ServiceContext& context, LoginRequest request)
    : m_context(context)
    , m_request(std::move(request))
{
}

std::unique_ptr<Login> BlueskyLogin::make(
    const ServiceContext& context, const LoginRequest& request)
{
    if (request.way == LoginRequest::Way::Form)
        return std::make_unique<PasswordLogin>(context, request);
    return std::make_unique<BrowserLogin>(context, request);
}

QString BlueskyLogin::typed(QLatin1StringView field) const
{
    const auto found = m_request.fields.find(field);
    return found == m_request.fields.end() ? QString()
                                           : QString::fromUtf8(found->second.reveal()).trimmed();
}

void BlueskyLogin::giveUp(Error error)
{
    if (std::exchange(m_isDone, true))
        return;
    m_step = {};
    letGo();
    Q_EMIT failed(error);
}

void BlueskyLogin::giveUp(Error::Kind kind, const QString& detail)
{
    giveUp({kind, 0, std::nullopt, {}, detail});
}

bool BlueskyLogin::readFields()
{
    m_identifier = typed(kIdentifierField);
    if (m_identifier.isEmpty())
        m_identifier = m_request.source.account; // signed in before, and again
    if (m_identifier.startsWith(u'@'))
        m_identifier = m_identifier.mid(1);
    const QString server = typed(kServerField);
    m_server = server.isEmpty() ? m_request.source.server : serverBaseOf(server);
    if (!server.isEmpty() && m_server.isEmpty()) {
        giveUp(Error::Kind::Invalid, u"the server's address looks like pds.example.org"_s);
        return false;
    }
    if (m_identifier.isEmpty()
        && (m_server.isEmpty() || m_request.way == LoginRequest::Way::Form)) {
        giveUp(Error::Kind::Invalid, u"type your handle, for example bea.bsky.social"_s);
        return false;
    }
    if (!m_identifier.isEmpty() && !isMailAddress() && !isAtIdentifier(m_identifier)) {
        giveUp(Error::Kind::Invalid,
            u"a handle has a dot in it, for example bea.bsky.social; your mail address will do, too"_s);
        return false;
    }
    return true;
}

void BlueskyLogin::finishAs(const Identity& identity, Credentials credentials)
{
    const bool hasHandle = isHandle(identity.handle) && identity.handle != "handle.invalid"_L1;
    const QString name = hasHandle ? identity.handle : identity.did;
    const Source source{serviceId(), identity.server, name};
    credentials.values.insert(kServer, identity.server);
    credentials.values.insert(kHandle, name);
    for (const auto& [id, secret] : credentials.secrets)
        keepOutOfLog(secret);
    const QString& wanted = m_request.source.account;
    if (!wanted.isEmpty() && wanted.compare(name, Qt::CaseInsensitive) != 0) {
        // What was given for somebody else is given back, as far as we can.
        signOut(m_context, source, credentials, m_context.http)
            .then(m_context.http, [](const Result<Done>&) {})
            .detach();
        return giveUp(Error::Kind::Invalid, u"the server says that this is "_s + name);
    }

    auto first = std::make_shared<FirstSession>();
    first->session = std::make_shared<AccountSession>(source, u"first"_s, first->store);
    auto calls = std::make_shared<ApiCalls>(m_context, QString(), first->session);
    DecodeContext reading{
        identity.did, name, std::make_shared<const Preferences>(), m_context.clock->now()};
    const auto request = query({identity.server, Lane::User, {}}, "app.bsky.actor.getProfile"_L1,
        {{"actor", identity.did}});
    m_step = first->session->replace(credentials)
                 .andThen(this, [calls, request](Done) { return calls->send(request); })
                 .andThen(this,
                     [this, reading](HttpReply reply) {
                         return runInPool(*m_context.decodePool,
                             [reading, bytes = std::move(reply.body), url = reply.url] {
                                 return decodeProfile(bytes, reading, url.path());
                             });
                     })
                 .then(this, [this, source, identity, first, calls](Result<Profile> profile) {
                     // The sign-in counts also where the profile does not come.
                     Author author;
                     author.id = {serviceId(), {}, identity.did};
                     author.handle = source.account;
                     if (profile)
                         author = profile->author;
                     tell(source, author, first->session->credentials());
                 });
}

void BlueskyLogin::tell(const Source& source, const Author& author, const Credentials& credentials)
{
    if (std::exchange(m_isDone, true))
        return;
    letGo();
    Q_EMIT signedIn({source, author, credentials});
}

} // namespace staffroom::bluesky
