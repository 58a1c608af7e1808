#include "core/services/x/login.h"

#include "core/base/log.h"
#include "core/net/http_client.h"
#include "core/net/loopback_listener.h"
#include "core/services/x/api_errors.h"
#include "core/services/x/decode.h"
#include "core/services/x/money_text.h"
#include "core/services/x/requests.h"
#include "core/services/x/sign_out.h"

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kLongestClientId = 200;

bool isClientId(const QString& text)
{
    return text.size() <= kLongestClientId
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7F'; });
}

/// What the token endpoint says of a code, of a client id, of an outage.
Error exchangeTrouble(const HttpReply& refusal, Error error)
{
    const QString name = oauthErrorIn(refusal);
    if (name == "unauthorized_client"_L1 || name == "invalid_client"_L1) {
        error.kind = Error::Kind::Unauthorised;
        error.detail
            = u"X does not take this client id; is the app a Native App there? ("_s + name + u')';
    } else if (refusal.status == 400) { // the code lives for half a minute
        error.kind = Error::Kind::Unauthorised;
    } else if (refusal.status == 401) {
        error.kind = Error::Kind::Server;
    }
    return error;
}

QString withoutAtSign(const QString& handle)
{
    return handle.startsWith(u'@') ? handle.mid(1) : handle;
}

} // namespace

struct XLogin::Private {
    Private(XLogin* login, const ServiceContext& with, Endpoints at, LoginRequest wish)
        : q(login)
        , context(with)
        , endpoints(std::move(at))
        , request(std::move(wish))
    {
    }

    XLogin* q;
    ServiceContext context;
    Endpoints endpoints;
    LoginRequest request;
    QString clientId;
    qint64 dailyLimit = kDefaultDailyLimit;
    Question question;
    std::unique_ptr<LoopbackListener> listener;
    TaskHandle step;
    bool isDone = false;

    QString typed(QLatin1StringView field) const;
    void begin();
    bool readFields();
    bool listen();
    void onRedirect(const QUrlQuery& answer);
    void exchange(const QString& code);
    void verify(const Credentials& credentials);
    void onVerified(Credentials credentials, const Result<RawUser>& user);
    void giveBack(const Credentials& credentials);
    void giveUp(Error error);
    void giveUp(Error::Kind kind, const QString& detail);
};

QString XLogin::Private::typed(QLatin1StringView field) const
{
    const auto found = request.fields.find(field);
    return found == request.fields.end() ? QString()
                                         : QString::fromUtf8(found->second.reveal()).trimmed();
}

void XLogin::Private::giveUp(Error error)
{
    if (std::exchange(isDone, true))
        return;
    listener.reset();
    step = {};
    Q_EMIT q->failed(error);
}

void XLogin::Private::giveUp(Error::Kind kind, const QString& detail)
{
    giveUp({kind, 0, std::nullopt, {}, detail});
}

void XLogin::Private::begin()
{
    if (request.way != LoginRequest::Way::Browser)
        return giveUp(Error::Kind::Unsupported, u"X signs people in in the browser only"_s);
    if (!readFields() || !listen())
        return;
    question = newQuestion(listener->address().toString());
    Q_EMIT q->browserWanted(authorizePage(endpoints, clientId, question, request.access));
}

bool XLogin::Private::readFields()
{
    clientId = typed(kClientIdField);
    if (clientId.isEmpty() || !isClientId(clientId)) {
        giveUp(Error::Kind::Invalid,
            u"type the client id as X's developer console shows it, without spaces"_s);
        return false;
    }
    const QString limit = typed(kDailyLimitField);
    if (limit.isEmpty())
        return true;
    const auto micros = readDollars(limit);
    if (!micros) {
        giveUp(micros.error());
        return false;
    }
    dailyLimit = *micros;
    return true;
}

bool XLogin::Private::listen()
{
    listener = std::make_unique<LoopbackListener>(*context.clock);
    QObject::connect(
        listener.get(), &LoopbackListener::answered, q,
        [this](const QUrlQuery& answer) { onRedirect(answer); }, Qt::QueuedConnection);
    QObject::connect(
        listener.get(), &LoopbackListener::timedOut, q,
        [this] { giveUp(Error::Kind::Timeout, u"nobody agreed in the browser"_s); },
        Qt::QueuedConnection);
    QStringList tried;
    for (const quint16 port : endpoints.redirectPorts) {
        if (listener->listen(port, QString::fromLatin1(kRedirectPath)))
            return true;
        tried << QString::number(port);
    }
    giveUp(Error::Kind::Offline,
        u"other programs use the ports %1 of this computer, and X answers at no other"_s.arg(
            tried.join(u", "_s)));
    return false;
}

void XLogin::Private::onRedirect(const QUrlQuery& answer)
{
    if (isDone)
        return;
    const auto code = codeIn(answer, question);
    if (code)
        exchange(*code);
    else
        giveUp(code.error());
}

void XLogin::Private::exchange(const QString& code)
{
    keepOutOfLog(Secret(code.toUtf8()));
    Credentials basis;
    basis.values = {{kClientIdValue, clientId}, {kDailyLimitValue, dollars(dailyLimit)}};
    basis.scopes = scopesFor(request.access); // RFC 6749, 5.1: unless it says otherwise
    auto asked = tokenForCode(endpoints.api, clientId, question, code);
    auto refusal = std::make_shared<HttpReply>();
    asked.onRefusal = [refusal](const HttpReply& reply) { *refusal = reply; };
    step = context.http->send(std::move(asked))
               .andThen(q,
                   [this, basis](const HttpReply& reply) {
                       return decodeTokens(
                           reply.body, basis, context.clock->now(), reply.url.path());
                   })
               .then(q, [this, refusal](Result<Credentials> credentials) {
                   if (credentials)
                       verify(*credentials);
                   else
                       giveUp(exchangeTrouble(*refusal, std::move(credentials.error())));
               });
}

void XLogin::Private::verify(const Credentials& credentials)
{
    for (const auto& [name, secret] : credentials.secrets)
        keepOutOfLog(secret);
    auto asked = me({endpoints.api, Vocabulary::Tweet, Lane::User});
    asked.bearer = credentials.secret(u"access"_s);
    auto refusal = std::make_shared<HttpReply>();
    asked.onRefusal = [refusal](const HttpReply& reply) { *refusal = reply; };
    const auto decode = [this](HttpReply reply) {
        DecodeContext reading;
        reading.now = context.clock->now();
        return runInPool(
            *context.decodePool, [reading, bytes = std::move(reply.body), path = reply.url.path()] {
                return decodeUser(bytes, reading, path);
            });
    };
    step = context.http->send(std::move(asked))
               .andThen(q, decode)
               .then(q, [this, credentials, refusal](Result<RawUser> user) {
                   if (!user && refusal->status != 0) {
                       user = fail(
                           errorOfRefusal(*refusal, std::move(user.error()), context.clock->now()));
                   }
                   // A token this young is not void: X takes none at the moment.
                   if (!user && user.error().needsLogin())
                       user.error().kind = Error::Kind::Server;
                   onVerified(credentials, user);
               });
}

void XLogin::Private::onVerified(Credentials credentials, const Result<RawUser>& user)
{
    if (!user) {
        giveBack(credentials);
        return giveUp(user.error());
    }
    const Author& author = user->author;
    const QString wanted = withoutAtSign(request.source.account);
    if (!wanted.isEmpty() && wanted.compare(author.handle, Qt::CaseInsensitive) != 0) {
        giveBack(credentials);
        return giveUp(Error::Kind::Invalid, u"X says that this is "_s + author.handle);
    }
    credentials.values.insert(kUserIdValue, author.id.remote);
    if (std::exchange(isDone, true))
        return;
    listener.reset();
    const Source source{serviceId(), endpoints.api, author.handle};
    Q_EMIT q->signedIn({source, author, credentials});
}

void XLogin::Private::giveBack(const Credentials& credentials)
{
    signOut(context, {serviceId(), endpoints.api, {}}, credentials, context.http)
        .then(context.http, [](const Result<Done>&) {})
        .detach();
}

XLogin::XLogin(const ServiceContext& context, Endpoints endpoints, LoginRequest request)
    : d(std::make_unique<Private>(this, context, std::move(endpoints), std::move(request)))
{
}

XLogin::~XLogin() = default;

void XLogin::start()
{
    QMetaObject::invokeMethod(
        this, [this] { d->begin(); }, Qt::QueuedConnection);
}

} // namespace staffroom::x
