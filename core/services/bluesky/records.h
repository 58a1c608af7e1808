#pragma once

#include "core/model/draft.h"
#include "core/services/bluesky/decode.h"
#include "core/services/bluesky/post_text.h"

#include <QJsonObject>

namespace staffroom::bluesky {

// What is written into a person's own records. Pure.

/// A post and what it hangs on, by what was learned of it.
struct RefTo {
    QString uri;
    PostRefs refs;
};

/// com.atproto.repo.strongRef
QJsonObject strongRef(const QString& uri, const QString& cid);

/// app.bsky.feed.post; the same for every attempt to send the same submission. `dids` are the
/// people that the text names, by lower-case handle; others stay plain text. Invalid where a
/// picture has no blob.
Result<QJsonObject> postRecord(const Submission& submission, const PreparedText& text,
    const QHash<QString, QString>& dids, const std::optional<RefTo>& parent,
    const std::optional<RefTo>& quote);

/// Key of a post's record.
QString postKey(const Submission& submission);
/// Key of a record of which there may be one for each subject (a like, a follow, a member), so that
/// doing it again lands on the same.
QString subjectKey(QLatin1StringView collection, const QString& subject);
/// At-uri of that record of `did`.
QString ownRecordUri(const QString& did, QLatin1StringView collection, const QString& subject);

/// What `uploadBlob` answered, as DraftMedia::remoteId keeps it.
Result<QString> decodeBlob(const QByteArray& bytes, const QString& path);

/// The words of a post's record as they were typed: links whole.
QString typedText(const QJsonObject& record);

/// A postView of one's own record while the network has not indexed it. `stored` is {uri, cid,
/// value}.
QJsonObject viewOfOwn(const QJsonObject& stored, const QString& did, const QString& handle);

} // namespace staffroom::bluesky
