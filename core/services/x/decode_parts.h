#pragma once

#include "core/services/json_document.h"
#include "core/services/x/decode.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

namespace staffroom::x {

// What the decoders share among themselves. Pure; any thread.

/// No page has more; what comes behind is a mistake of the server and is left alone.
inline constexpr qsizetype kMostInAnswer = 1'000;

// --- values -------------------------------------------------------------------------------------
// A null, a wrong type and nothing at all are the same.

std::optional<Timestamp> timeField(const QJsonObject& object, QLatin1StringView key);
/// An id, which is a number of 64 bits written as text; empty for anything else.
QString idField(const QJsonObject& object, QLatin1StringView key);
std::optional<quint64> numberOfId(const QString& id);
/// A member that the two vocabularies call differently.
QJsonValue eitherField(
    const QJsonObject& object, QLatin1StringView classic, QLatin1StringView newer);
/// The first count of the two that is there.
int eitherCount(const QJsonObject& object, QLatin1StringView classic, QLatin1StringView newer);

// --- whole answers ------------------------------------------------------------------------------

/// An object with `data`, `meta`, `includes` or `errors`; a problem document is its Error.
Result<QJsonObject> readAnswer(const QByteArray& bytes, const QString& path);
/// The first of `errors` beside `data`, where there is one.
std::optional<Error> firstErrorIn(const QJsonObject& answer, const QString& path);
/// `data` of an answer about one thing.
Result<QJsonObject> readOne(const QByteArray& bytes, const QString& path);
/// `data` of an answer about many; absent is none of them.
Result<QJsonArray> listIn(const QJsonObject& answer, const QString& path);
/// What an entry of `errors` is about is not there any more, or not for this reader.
bool meansGone(const QJsonObject& problem);
void addIds(const QJsonArray& entries, QStringList& ids);

// --- people, posts and what hangs on them -------------------------------------------------------

PostId postIdOf(const QString& id);
/// Letters, digits and underscores.
bool isUsername(QStringView name);
QUrl profilePage(const QString& username);
/// Without a username the page that leads to it.
QUrl postPage(const QString& username, const QString& id);

std::optional<Author> authorOf(const QJsonObject& user);
/// `page` is the post's own, where a video is seen that no file is told of.
std::optional<Media> mediaOf(const QJsonObject& media, const QUrl& page);
std::optional<Poll> pollOf(const QJsonObject& poll, Timestamp now);

/// What an answer brings along, by id.
struct AnswerParts {
    QHash<QString, Author> people; ///< included ones
    QHash<QString, Author> known; ///< from earlier answers
    QHash<QString, QString> idsByName; ///< user ids by username in small letters
    QHash<QString, QJsonObject> posts; ///< included ones, and those of `data`
    QHash<QString, QJsonObject> media; ///< by media_key
    QHash<QString, QJsonObject> polls;
    QSet<QString> gone;
};

/// Where a post stands in the answer, which says what is known of the post it quotes.
enum class PostPlace {
    Data, ///< everything it refers to has been asked for: what is absent is not to be had
    Included, ///< what it quotes may be absent without a meaning
    Quoted, ///< quotes nothing that is shown
};

/// Nothing where id, author, text or moment cannot be read.
std::optional<Post> postOf(const QJsonObject& object, const AnswerParts& parts,
    const DecodeContext& context, PostPlace place);
/// The id that a post refers to as "replied_to", "quoted" or "retweeted"; empty: none.
QString referenceOf(const QJsonObject& post, QLatin1StringView type);
/// By user id; null: neither this answer nor an earlier one names that person.
const Author* personIn(const AnswerParts& parts, const QString& id);
/// Who wrote it, with an id and nothing else where that person is not known. Nothing where no
/// author is told.
std::optional<Author> authorIn(const AnswerParts& parts, const QJsonObject& post);
/// created_at, or what the id says.
std::optional<Timestamp> createdAt(const QJsonObject& post);

} // namespace staffroom::x
