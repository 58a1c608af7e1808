#include "core/accounts/account_list.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace staffroom {

using namespace Qt::Literals::StringLiterals;

QByteArray accountListText(const std::vector<Account>& accounts)
{
    QJsonArray all;
    for (const auto& account : accounts) {
        all.append(QJsonObject{{u"service"_s, account.source.service.value},
            {u"server"_s, account.source.server}, {u"handle"_s, account.source.account},
            {u"name"_s, account.name}, {u"avatar"_s, account.avatar.toString()}});
    }
    return QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"accounts"_s, all}}).toJson();
}

Result<AccountList> readAccountList(const QByteArray& bytes)
{
    const auto json = QJsonDocument::fromJson(bytes).object();
    if (!json.value("accounts"_L1).isArray())
        return fail(Error::Kind::Protocol, u"this is no list of accounts"_s);
    AccountList out;
    for (const auto value : json.value("accounts"_L1).toArray()) {
        const auto object = value.toObject();
        Account account;
        account.source = {{object.value("service"_L1).toString()},
            object.value("server"_L1).toString(), object.value("handle"_L1).toString()};
        account.name = object.value("name"_L1).toString();
        account.avatar = QUrl(object.value("avatar"_L1).toString());
        const bool isThere = std::any_of(out.accounts.begin(), out.accounts.end(),
            [&](const Account& other) { return other.source == account.source; });
        if (account.source.service.isEmpty() || account.source.account.isEmpty() || isThere)
            ++out.unreadable;
        else
            out.accounts.push_back(std::move(account));
    }
    return out;
}

QString secretKey(const Source& source)
{
    return u"account|"_s + source.service.value + u'|' + source.server + u'|' + source.account;
}

} // namespace staffroom
