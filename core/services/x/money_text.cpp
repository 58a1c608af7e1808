#include "core/services/x/money_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;

namespace {

struct XMoney {
    Q_DECLARE_TR_FUNCTIONS(XMoney)
};

constexpr qint64 kDollar = 1'000'000;
constexpr qint64 kMostDollars = 1'000;
constexpr qsizetype kMostDigits = 4; ///< of whole dollars
constexpr qsizetype kMostDecimals = 6;
constexpr qsizetype kFewestDecimals = 2;

QString withoutSign(QString text)
{
    for (const auto sign : {"US$"_L1, "USD"_L1, "$"_L1}) {
        if (text.startsWith(sign, Qt::CaseInsensitive))
            return text.mid(sign.size()).trimmed();
        if (text.endsWith(sign, Qt::CaseInsensitive))
            return text.chopped(sign.size()).trimmed();
    }
    return text;
}

/// Digits of any script; nullopt when there is anything else.
std::optional<qint64> numberIn(const QString& digits)
{
    qint64 out = 0;
    for (const QChar c : digits) {
        if (!c.isDigit())
            return std::nullopt;
        out = out * 10 + c.digitValue();
    }
    return out;
}

bool isDecimalSign(QChar c)
{
    return c == u'.' || c == u',' || c == QChar(0x066B); // the last is the Arabic one
}

std::optional<qint64> microsIn(const QString& text)
{
    const auto sign = std::find_if(text.begin(), text.end(), isDecimalSign);
    const auto at = static_cast<qsizetype>(std::distance(text.begin(), sign));
    const bool hasSign = at < text.size();
    const QString whole = text.left(at);
    const QString decimals = text.mid(at + 1);
    if (whole.size() > kMostDigits || decimals.size() > kMostDecimals)
        return std::nullopt;
    if (hasSign ? decimals.isEmpty() : whole.isEmpty())
        return std::nullopt;
    const auto dollarsPart = numberIn(whole);
    const auto microsPart = numberIn(decimals.leftJustified(kMostDecimals, u'0'));
    if (!dollarsPart || !microsPart)
        return std::nullopt;
    // "1,500" is as likely one thousand five hundred as one and a half.
    if (hasSign && *sign == u',' && decimals.size() == 3 && *dollarsPart != 0)
        return std::nullopt;
    return *dollarsPart * kDollar + *microsPart;
}

} // namespace

Result<qint64> readDollars(const QString& typed)
{
    const auto micros = microsIn(withoutSign(typed.trimmed()));
    if (!micros || *micros <= 0 || *micros > kMostDollars * kDollar) {
        return fail(Error::Kind::Invalid,
            XMoney::tr("Type an amount of US dollars above 0 and up to 1000, for example 1.50."),
            typed.left(40));
    }
    return *micros;
}

QString dollars(qint64 micros)
{
    const bool isNegative = micros < 0;
    const qint64 amount = isNegative ? -micros : micros;
    QString decimals = QString::number(amount % kDollar).rightJustified(kMostDecimals, u'0');
    while (decimals.size() > kFewestDecimals && decimals.endsWith(u'0'))
        decimals.chop(1);
    return (isNegative ? u"-"_s : QString()) + QString::number(amount / kDollar) + u'.' + decimals;
}

} // namespace staffroom::x
