#include "core/services/x/ledger_day.h"

#include "core/services/json_document.h"

#include <QCryptographicHash>
#include <QDate>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <optional>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kLedgerVersion = 1;
constexpr qsizetype kLongestKeptId = 24; ///< of a 64-bit number, and some
constexpr double kMostMicros = 1e12; ///< a million dollars: no day is that dear
const QDate kFirstDay(1970, 1, 1);

QString digestOf(const QString& feed)
{
    if (feed.isEmpty())
        return {};
    const auto hash = QCryptographicHash::hash(feed.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.first(16).toHex());
}

qint64 newOnes(QSet<QString>& known, const QStringList& ids)
{
    const auto before = known.size();
    for (const auto& id : ids)
        known.insert(id);
    return known.size() - before;
}

QJsonArray idsText(const QSet<QString>& ids)
{
    QJsonArray out;
    for (const auto& id : ids)
        out.append(id);
    return out;
}

std::optional<QSet<QString>> idsIn(const QJsonValue& value)
{
    if (!value.isArray())
        return std::nullopt;
    const auto array = value.toArray();
    QSet<QString> out;
    out.reserve(array.size());
    for (const auto entry : array) {
        const QString id = entry.toString();
        if (id.isEmpty() || id.size() > kLongestKeptId)
            return std::nullopt;
        out.insert(id);
    }
    return out;
}

std::optional<QHash<QString, qint64>> amountsIn(const QJsonValue& value)
{
    if (!value.isObject())
        return std::nullopt;
    const auto object = value.toObject();
    QHash<QString, qint64> out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const double amount = it.value().toDouble(-1);
        if (amount < 0 || amount > kMostMicros || amount != std::floor(amount))
            return std::nullopt;
        out.insert(it.key(), static_cast<qint64>(amount));
    }
    return out;
}

} // namespace

LedgerDay::LedgerDay(Timestamp moment)
    : m_day(std::chrono::floor<std::chrono::days>(moment).time_since_epoch().count())
{
}

Timestamp LedgerDay::end() const
{
    return Timestamp(std::chrono::sys_days(std::chrono::days(m_day + 1)));
}

bool LedgerDay::isStill(Timestamp now) const
{
    return now < end() && now >= end() - 24h - 1h;
}

qint64 LedgerDay::add(const QString& feed, const Bill& bill)
{
    const qint64 amount = newOnes(m_posts, bill.posts) * kPricePost
        + newOnes(m_users, bill.users) * kPriceUser + newOnes(m_lists, bill.lists) * kPriceList
        + std::max<qint64>(bill.other, 0);
    if (amount != 0)
        m_feeds[digestOf(feed)] += amount;
    m_total += amount;
    return amount;
}

qint64 LedgerDay::total(const QString& feed) const
{
    return m_feeds.value(digestOf(feed));
}

qint64 LedgerDay::reads() const
{
    return m_posts.size() * kPricePost + m_users.size() * kPriceUser + m_lists.size() * kPriceList;
}

QByteArray LedgerDay::toJson() const
{
    QJsonObject feeds;
    for (auto it = m_feeds.begin(); it != m_feeds.end(); ++it)
        feeds.insert(it.key(), it.value());
    const QJsonObject out{{u"version"_s, kLedgerVersion},
        {u"day"_s, kFirstDay.addDays(m_day).toString(Qt::ISODate)}, {u"feeds"_s, feeds},
        {u"posts"_s, idsText(m_posts)}, {u"users"_s, idsText(m_users)},
        {u"lists"_s, idsText(m_lists)}};
    return QJsonDocument(out).toJson(QJsonDocument::Compact);
}

Result<LedgerDay> LedgerDay::fromJson(const QByteArray& bytes)
{
    const auto document = readJsonDocument(bytes, {}, 4);
    if (!document)
        return fail(document.error());
    const auto object = document->object();
    const QDate day = QDate::fromString(object.value("day"_L1).toString(), Qt::ISODate);
    const auto feeds = amountsIn(object.value("feeds"_L1));
    const auto posts = idsIn(object.value("posts"_L1));
    const auto users = idsIn(object.value("users"_L1));
    const auto lists = idsIn(object.value("lists"_L1));
    if (object.value("version"_L1).toInt() != kLedgerVersion || !day.isValid() || !feeds || !posts
        || !users || !lists)
        return fail(Error::Kind::Protocol, u"this is no list of expenses"_s);
    LedgerDay out;
    out.m_day = kFirstDay.daysTo(day);
    out.m_feeds = *feeds;
    out.m_posts = *posts;
    out.m_users = *users;
    out.m_lists = *lists;
    for (const qint64 amount : *feeds)
        out.m_total += amount;
    if (out.m_total < out.reads())
        return fail(Error::Kind::Protocol, u"the expenses do not add up"_s);
    return out;
}

} // namespace staffroom::x
