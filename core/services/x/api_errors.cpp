#include "core/services/x/api_errors.h"

#include "core/net/http_errors.h"
#include "core/net/rate_headers.h"
#include "core/services/json_document.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace staffroom::x {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kDeepestProblem = 32;
constexpr qsizetype kLongestXWording = 300;
constexpr qsizetype kMostProblems = 20;
/// A window of X's limits, for the one refusal that names the limit but not its end.
constexpr std::chrono::seconds kLimitWindow{900};

// Codes of the older form.
constexpr int kCodeLimit = 88;
constexpr int kCodeDuplicate = 187;
constexpr int kCodeAccessLevel = 453;
constexpr int kCodesOfClosedAccounts[] = {64, 326}; // suspended, locked for a while

/// Ids are shorter, and names of fields have no digit.
QString withoutTokens(QString text)
{
    static const QRegularExpression run(u"[A-Za-z0-9_.~+=%:-]{32,}"_s);
    static const QRegularExpression bearer(
        u"\\bBearer\\s+\\S+"_s, QRegularExpression::CaseInsensitiveOption);
    text.replace(bearer, u"Bearer \u2026"_s);
    qsizetype from = 0;
    for (;;) {
        const auto match = run.match(text, from);
        if (!match.hasMatch())
            return text;
        const QString found = match.captured();
        const bool isToken = std::any_of(
            found.begin(), found.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (isToken)
            text.replace(match.capturedStart(), match.capturedLength(), u"\u2026"_s);
        from = match.capturedStart() + (isToken ? 1 : match.capturedLength());
    }
}

QString onePlainLine(const QString& text)
{
    QString line;
    for (const QChar c : text.left(kLongestXWording * 10)) {
        const bool isUnseen
            = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        line += isUnseen ? u' ' : c;
    }
    line = withoutTokens(line.simplified()).left(kLongestXWording);
    if (!line.isEmpty() && line.back().isHighSurrogate())
        line.chop(1);
    return line;
}

/// Everything that a refusal's body says.
struct Refusal {
    QStringList names; ///< of problems
    QStringList titles;
    QList<int> codes;
    QStringList parameters;
    QString all; ///< every sentence, for those that nothing but their words tell apart
    QString words; ///< the one for people

    bool says(QLatin1StringView sentence) const
    {
        return all.contains(sentence, Qt::CaseInsensitive);
    }
};

void addProblem(const QJsonObject& problem, Refusal& refusal)
{
    refusal.names << problemNameOf(problem);
    refusal.titles << problem.value("title"_L1).toString();
    if (problem.value("code"_L1).isDouble())
        refusal.codes << static_cast<int>(problem.value("code"_L1).toInteger());
    refusal.parameters << problem.value("parameters"_L1).toObject().keys();
    for (const auto key : {"title"_L1, "detail"_L1, "message"_L1})
        refusal.all += problem.value(key).toString().left(kLongestXWording * 10) + u'\n';
}

Refusal readRefusal(const QJsonObject& body)
{
    Refusal refusal;
    addProblem(body, refusal);
    // The document itself says no more than that a parameter is invalid; its parts say which.
    const QJsonArray parts = body.value("errors"_L1).toArray();
    for (qsizetype i = 0; i < std::min(parts.size(), kMostProblems); ++i) {
        const QJsonObject part = parts.at(i).toObject();
        addProblem(part, refusal);
        if (refusal.words.isEmpty())
            refusal.words = wordingOf(part);
    }
    if (refusal.words.isEmpty())
        refusal.words = wordingOf(body);
    return refusal;
}

bool isOutOfCredit(const Refusal& refusal)
{
    const auto isOne = [](const QString& name) {
        QString plain = name.toLower();
        plain.remove(u'-').remove(u' ');
        return plain == "usagecapped"_L1 || plain == "usagecapexceeded"_L1 || plain == "credits"_L1
            || plain == "creditsdepleted"_L1 || plain == "spendcapreached"_L1;
    };
    return std::any_of(refusal.names.begin(), refusal.names.end(), isOne)
        || std::any_of(refusal.titles.begin(), refusal.titles.end(), isOne);
}

bool isOfClosedAccount(const Refusal& refusal)
{
    return std::any_of(std::begin(kCodesOfClosedAccounts), std::end(kCodesOfClosedAccounts),
               [&](int code) { return refusal.codes.contains(code); })
        || refusal.says("account is suspended"_L1)
        || refusal.says("account is temporarily locked"_L1);
}

bool isLeftToTheWeb(const Refusal& refusal)
{
    return refusal.names.contains("client-forbidden"_L1) || refusal.codes.contains(kCodeAccessLevel)
        || refusal.says("reply to this conversation is not allowed"_L1)
        || refusal.says("quoting posts is not"_L1)
        || refusal.says("not available at this access level"_L1);
}

Error forbidden(Error error, QLatin1StringView path)
{
    error.kind = Error::Kind::Forbidden;
    error.path = path;
    error.retryAfter.reset();
    return error;
}

/// What a name says where no status does.
Error::Kind kindOfName(const QString& name)
{
    using Kind = Error::Kind;
    if (name == "resource-not-found"_L1)
        return Kind::NotFound;
    if (name == "invalid-request"_L1)
        return Kind::Invalid;
    if (name == "conflict"_L1)
        return Kind::Conflict;
    if (name == "internal-error"_L1 || name == "field-hydration-failure"_L1)
        return Kind::Server;
    for (const auto one :
        {"not-authorized-for-resource"_L1, "not-authorized-for-field"_L1, "field-unauthorized"_L1,
            "resource-unavailable"_L1, "disallowed-resource"_L1, "unsupported-authentication"_L1}) {
        if (name == one)
            return Kind::Forbidden;
    }
    return Kind::Protocol;
}

} // namespace

QString problemNameOf(const QJsonObject& problem)
{
    const QString type = problem.value("type"_L1).toString();
    return type.contains(u'/') ? type.section(u'/', -1).left(100) : QString();
}

QString wordingOf(const QJsonObject& problem)
{
    for (const auto key :
        {"message"_L1, "detail"_L1, "error_description"_L1, "title"_L1, "error"_L1, "name"_L1}) {
        const QString words = onePlainLine(problem.value(key).toString());
        if (!words.isEmpty())
            return words;
    }
    return {};
}

Error errorOfProblem(const QJsonObject& problem, const QString& path)
{
    const Refusal refusal = readRefusal(problem);
    Error error;
    error.path = path;
    error.detail = refusal.words;
    error.kind = kindOfName(refusal.names.first());
    const auto status = static_cast<int>(problem.value("status"_L1).toInteger());
    if (error.kind == Error::Kind::Protocol && status >= 400 && status < 600)
        error.kind = kindOfStatus(status);
    if (isOutOfCredit(refusal))
        return forbidden(std::move(error), kNoCredit);
    if (isOfClosedAccount(refusal))
        return forbidden(std::move(error), kAccountClosed);
    if (isLeftToTheWeb(refusal))
        return forbidden(std::move(error), kOnlyOnWeb);
    if (refusal.codes.contains(kCodeLimit)) {
        error.kind = Error::Kind::RateLimited;
        error.retryAfter = kLimitWindow;
    }
    return error;
}

Error errorOfRefusal(const HttpReply& reply, Error error, Timestamp now)
{
    using Kind = Error::Kind;
    const int status = reply.status;
    if (status < 400)
        return error;
    const auto document = readJsonDocument(reply.body, error.path, kDeepestProblem);
    const Refusal refusal = readRefusal(document ? document->object() : QJsonObject());
    error.http = status;
    error.kind = kindOfStatus(status);
    error.detail = refusal.words.isEmpty() ? onePlainLine(error.detail) : refusal.words;

    if (status == 402 || isOutOfCredit(refusal))
        return forbidden(std::move(error), kNoCredit);
    const RateNotice notice = readRateHeaders(reply.headers, now);
    const auto wait = notice.retryAfter ? notice.retryAfter : notice.untilReset;
    if (status == 429 || refusal.codes.contains(kCodeLimit)) {
        if (!wait && !refusal.codes.contains(kCodeLimit))
            return forbidden(std::move(error), kNoCredit); // the month's cap has no near end
        error.kind = Kind::RateLimited;
        error.retryAfter = kLimitWindow;
        if (wait)
            error.retryAfter = std::max(std::chrono::ceil<std::chrono::seconds>(*wait), 1s);
        return error;
    }
    if (status == 400
        && (refusal.parameters.contains(u"since_id"_s) || refusal.says("since_id"_L1)))
        error.path = u"since_id"_s;
    if (status != 403)
        return error;
    if (refusal.says("duplicate content"_L1) || refusal.codes.contains(kCodeDuplicate))
        error.kind = Kind::Conflict;
    else if (isOfClosedAccount(refusal))
        return forbidden(std::move(error), kAccountClosed);
    else if (isLeftToTheWeb(refusal))
        return forbidden(std::move(error), kOnlyOnWeb);
    return error;
}

} // namespace staffroom::x
