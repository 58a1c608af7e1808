#include "tests/unit/core/services/x/fake_x_oauth.h"

#include <QCryptographicHash>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

FaultReply tokenTrouble(const QByteArray& error, const QByteArray& words, int status = 400)
{
    return jsonReply(
        R"({"error":")" + error + R"(","error_description":")" + words + R"("})", status);
}

QByteArray digestFor(const QString& verifier)
{
    return QCryptographicHash::hash(verifier.toLatin1(), QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

FakeXOauth::FakeXOauth()
{
    m_server.setHandler([this](const FaultRequest& request) { return answer(request); });
}

FakeXOauth::Pair FakeXOauth::issue()
{
    const QByteArray number = QByteArray::number(++m_number);
    const Pair pair{"access-" + number, "refresh-" + number};
    m_access << pair.access;
    m_refresh << pair.refresh;
    return pair;
}

void FakeXOauth::loseTokens()
{
    FaultReply lost;
    lost.end = FaultReply::End::Drop;
    m_tokenFaults.push_back({lost, true});
}

QHash<QString, QString> FakeXOauth::formOf(const FaultRequest& request)
{
    QHash<QString, QString> out;
    const QUrlQuery form(QString::fromLatin1(request.body));
    for (const auto& [name, value] : form.queryItems(QUrl::FullyDecoded))
        out.insert(name, value);
    return out;
}

FaultReply FakeXOauth::answer(const FaultRequest& request)
{
    const QString path = request.path();
    if (path == "/i/oauth2/authorize"_L1)
        return consent(request);
    if (path == "/2/oauth2/token"_L1)
        return tokens(request);
    if (path == "/2/oauth2/revoke"_L1)
        return revocation(request);
    if (onCall)
        onCall(request);
    QByteArray token = request.header("Authorization");
    const bool isTaken = token.startsWith("Bearer ") && m_access.contains(token.mid(7));
    if (!isTaken || m_settings.takesNoTokens)
        return jsonReply(
            R"({"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"})",
            401);
    if (path == "/2/users/me"_L1)
        return jsonReply(m_settings.user);
    return jsonReply(R"({"meta":{"result_count":0}})");
}

FaultReply FakeXOauth::consent(const FaultRequest& request)
{
    QUrl back(parameter(request, u"redirect_uri"_s));
    QString state = parameter(request, u"state"_s);
    QUrlQuery answer;
    switch (m_settings.person) {
    case Person::Agrees:
    case Person::ForgesState: {
        const QString code = u"code-"_s + QString::number(++m_number);
        m_codes.insert(code,
            {{u"redirect_uri"_s, back.toString()},
                {u"client_id"_s, parameter(request, u"client_id"_s)},
                {u"scope"_s, parameter(request, u"scope"_s)},
                {u"code_challenge"_s, parameter(request, u"code_challenge"_s)}});
        answer.addQueryItem(u"code"_s, code);
        break;
    }
    case Person::SaysNo:
        answer.addQueryItem(u"error"_s, u"access_denied"_s);
        break;
    case Person::ComesBackEmpty:
        answer.addQueryItem(u"code"_s, {});
        break;
    }
    if (m_settings.person == Person::ForgesState)
        state += u'x';
    answer.addQueryItem(u"state"_s, state);
    back.setQuery(answer);
    return redirectReply(302, back.toEncoded());
}

FaultReply FakeXOauth::tokens(const FaultRequest& request)
{
    if (m_tokenFaults.empty())
        return given(formOf(request));
    const Fault fault = std::move(m_tokenFaults.front());
    m_tokenFaults.pop_front();
    if (fault.gives)
        given(formOf(request));
    return fault.reply;
}

FaultReply FakeXOauth::given(const QHash<QString, QString>& form)
{
    if (form.value(u"grant_type"_s) == "authorization_code"_L1) {
        const auto asked = m_codes.take(form.value(u"code"_s));
        const bool isSame = !asked.isEmpty()
            && asked.value(u"redirect_uri"_s) == form.value(u"redirect_uri"_s)
            && asked.value(u"client_id"_s) == form.value(u"client_id"_s)
            && asked.value(u"code_challenge"_s).toLatin1()
                == digestFor(form.value(u"code_verifier"_s));
        if (!isSame)
            return tokenTrouble(
                "invalid_request", "Value passed for the authorization code was invalid.");
        m_scopes = asked.value(u"scope"_s);
    } else {
        const QByteArray old = form.value(u"refresh_token"_s).toLatin1();
        m_reuses += m_spent.contains(old) ? 1 : 0;
        if (form.value(u"client_id"_s).isEmpty() || !m_refresh.remove(old))
            return tokenTrouble("invalid_request", "Value passed for the token was invalid.");
        m_spent << old;
        m_access.clear(); // one pair at a time
    }
    const Pair pair = issue();
    QJsonObject out{{u"token_type"_s, u"bearer"_s}, {u"expires_in"_s, m_settings.lifeSeconds},
        {u"access_token"_s, QString::fromLatin1(pair.access)},
        {u"scope"_s, m_settings.scopes.isEmpty() ? m_scopes : m_settings.scopes}};
    if (m_settings.givesRefreshTokens)
        out.insert(u"refresh_token"_s, QString::fromLatin1(pair.refresh));
    return jsonReply(out);
}

FaultReply FakeXOauth::revocation(const FaultRequest& request)
{
    const auto form = formOf(request);
    const QByteArray token = form.value(u"token"_s).toLatin1();
    if (form.value(u"client_id"_s).isEmpty()
        || (!m_access.contains(token) && !m_refresh.contains(token)))
        return tokenTrouble("invalid_request", "Value passed for the token was invalid.");
    m_access.remove(token);
    m_refresh.remove(token);
    m_revoked << token;
    return jsonReply(R"({"revoked":true})");
}

} // namespace staffroom::test
