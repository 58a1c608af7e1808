#include "core/services/x/login.h"
#include "core/services/x/money_text.h"
#include "core/services/x/prices.h"

#include <QCoreApplication>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

struct XSignIn {
    Q_DECLARE_TR_FUNCTIONS(XSignIn)
};

// A worked example says more than prices: a chat of an hour, and how many people are in it.
constexpr qint64 kChatPosts = 500;
constexpr qint64 kChatPeople = 90;

QString inDollars(qint64 micros)
{
    return u"$"_s + dollars(micros);
}

QString noteText()
{
    QStringList addresses;
    for (const quint16 port : kRedirectPorts)
        addresses << redirectAddress(port);
    return QStringList{
        XSignIn::tr("X charges whoever owns the client id for every post that is read: %1 a post "
                    "and %2 a person, about %3 for an hour-long chat of %4 posts. Staffroom counts "
                    "along by X's price list and stops at your daily limit; what X counts is what "
                    "you pay.")
            .arg(inDollars(kPricePost), inDollars(kPriceUser),
                inDollars(kChatPosts * kPricePost + kChatPeople * kPriceUser))
            .arg(kChatPosts),
        XSignIn::tr("X must have approved the use that was described for the client id. Its terms "
                    "forbid programs that replace its own, and it can withdraw approval at any "
                    "time."),
        XSignIn::tr("With the access that anybody can buy, programs cannot like, follow or quote, "
                    "nor reply to people who have not mentioned you. Staffroom opens x.com for "
                    "that, with everything filled in."),
        XSignIn::tr("The client id is made in X's developer console, as a Native App (public "
                    "client). Register these three redirect addresses there:")
            + u'\n' + addresses.join(u'\n'),
    }
        .join(u"\n\n"_s);
}

} // namespace

LoginSpec loginSpec()
{
    LoginField clientId;
    clientId.id = kClientIdField;
    clientId.label = XSignIn::tr("Client id of your X app");
    clientId.isForBrowser = true;
    LoginField limit;
    limit.id = kDailyLimitField;
    limit.label = XSignIn::tr("Daily limit in US dollars");
    limit.placeholder = dollars(kDefaultDailyLimit);
    limit.isForBrowser = true;
    limit.isOptional = true;
    limit.isAdjustable = true;
    LoginSpec spec;
    spec.fields = {clientId, limit};
    spec.usesBrowser = true;
    spec.note = noteText();
    return spec;
}

} // namespace staffroom::x
