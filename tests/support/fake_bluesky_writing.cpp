#include "core/text/graphemes.h"
#include "tests/support/fake_bluesky.h"
#include "tests/support/fake_bluesky_reply.h"

#include <QRegularExpression>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

bool wantsTimeKey(const QString& collection)
{
    return collection == "app.bsky.feed.post"_L1 || collection == "app.bsky.feed.like"_L1
        || collection == "app.bsky.feed.repost"_L1 || collection == "app.bsky.graph.follow"_L1
        || collection == "app.bsky.graph.block"_L1 || collection == "app.bsky.graph.listitem"_L1;
}

bool isTimeKey(const QString& key)
{
    static const QRegularExpression form(u"^[234567abcdefghij][234567a-z]{12}$"_s);
    return form.match(key).hasMatch();
}

QJsonObject writtenJson(const FakeRecord& record, bool isChange)
{
    QJsonObject out{
        {u"uri"_s, record.uri}, {u"cid"_s, record.cid}, {u"validationStatus"_s, u"valid"_s}};
    if (isChange)
        out[u"commit"_s] = QJsonObject{{u"cid"_s, record.cid}, {u"rev"_s, record.key}};
    return out;
}

} // namespace

const QHash<QString, FakeBluesky::Answer>& FakeBluesky::writeCalls()
{
    static const QHash<QString, Answer> calls{
        {u"com.atproto.repo.createRecord"_s, &FakeBluesky::createRecord},
        {u"com.atproto.repo.putRecord"_s, &FakeBluesky::putRecord},
        {u"com.atproto.repo.deleteRecord"_s, &FakeBluesky::deleteRecord},
        {u"com.atproto.repo.uploadBlob"_s, &FakeBluesky::uploadBlob},
        {u"app.bsky.bookmark.createBookmark"_s, &FakeBluesky::changeBookmark},
        {u"app.bsky.bookmark.deleteBookmark"_s, &FakeBluesky::changeBookmark},
        {u"app.bsky.graph.muteActor"_s, &FakeBluesky::changeMute},
        {u"app.bsky.graph.unmuteActor"_s, &FakeBluesky::changeMute},
        {u"app.bsky.graph.muteThread"_s, &FakeBluesky::changeMute},
        {u"app.bsky.graph.unmuteThread"_s, &FakeBluesky::changeMute},
        {u"app.bsky.notification.updateSeen"_s, &FakeBluesky::updateSeen},
        {u"com.atproto.moderation.createReport"_s, &FakeBluesky::createReport},
    };
    return calls;
}

FaultReply FakeBluesky::answerWrite(const Call& call, Answer write)
{
    const auto fault = m_faultPlan ? m_faultPlan(static_cast<int>(m_writes.size()), call.nsid)
                                   : WriteFault::None;
    Write entry{call.nsid, call.body, 0, false};
    FaultReply reply;
    if (fault != WriteFault::DropBefore) {
        reply = call.reader.isEmpty()
            ? bskyError(401, u"AuthMissing"_s, u"Authentication Required"_s)
            : (this->*write)(call);
        entry.status = reply.status;
        entry.isCommitted = reply.status < 300;
    }
    if (fault != WriteFault::None)
        reply.end = FaultReply::End::Drop;
    m_writes.push_back(std::move(entry));
    return reply;
}

std::optional<FaultReply> FakeBluesky::flawOfWrite(const Call& call, bool hasRecord) const
{
    const QString collection = call.body.value("collection"_L1).toString();
    const QString repo = call.body.value("repo"_L1).toString();
    const FakePerson* owner = m_store.find(repo);
    if (owner == nullptr)
        return bskyError(403, u"AccountNotFound"_s, u"Account not found"_s);
    if (owner->did != call.reader)
        return bskyError(401, u"AuthenticationRequired"_s, u"Authentication Required"_s);
    if (!hasRecord)
        return std::nullopt;
    const QJsonObject record = call.body.value("record"_L1).toObject();
    if (record.value("$type"_L1).toString() != collection)
        return bskyInvalid(u"Invalid $type: expected "_s + collection);
    const QString key = call.body.value("rkey"_L1).toString();
    if (!key.isEmpty() && wantsTimeKey(collection) && !isTimeKey(key))
        return bskyInvalid(u"Invalid record key: "_s + key);
    if (record.value("createdAt"_L1).toString().isEmpty())
        return bskyInvalid(u"Invalid record: Missing required key \"createdAt\" at $.record"_s);
    if (graphemeCount(record.value("text"_L1).toString()) > 300)
        return bskyInvalid(u"grapheme too big (maximum 300) at $.record.text"_s);
    QJsonObject images = record.value("embed"_L1).toObject();
    if (images.value("media"_L1).isObject())
        images = images.value("media"_L1).toObject();
    for (const auto image : images.value("images"_L1).toArray()) {
        const QString cid = image["image"_L1]["ref"_L1]["$link"_L1].toString();
        if (!m_blobs.contains(cid))
            return bskyError(400, u"BlobNotFound"_s, u"Could not find blob: "_s + cid);
    }
    return std::nullopt;
}

FaultReply FakeBluesky::createRecord(const Call& call)
{
    if (auto flaw = flawOfWrite(call, true))
        return std::move(*flaw);
    const QString collection = call.body.value("collection"_L1).toString();
    const QJsonObject record = call.body.value("record"_L1).toObject();
    QString key = call.body.value("rkey"_L1).toString();
    if (m_store.record(u"at://"_s + call.reader + u'/' + collection + u'/' + key) != nullptr)
        return bskyError(500, u"InternalServerError"_s, u"Internal Server Error"_s);
    // A second like of a post takes the place of the first.
    const QString subject = FakeRecord{{}, {}, {}, {}, {}, record, 0}.subject();
    if (!subject.isEmpty() && collection != "app.bsky.graph.listitem"_L1)
        m_store.remove(m_store.ownAbout(call.reader, collection, subject));
    if (key.isEmpty())
        key = m_store.newKey();
    return bskyReply(writtenJson(m_store.put(call.reader, collection, key, record), true));
}

FaultReply FakeBluesky::putRecord(const Call& call)
{
    if (auto flaw = flawOfWrite(call, true))
        return std::move(*flaw);
    const QString collection = call.body.value("collection"_L1).toString();
    const QString key = call.body.value("rkey"_L1).toString();
    const QJsonObject record = call.body.value("record"_L1).toObject();
    const FakeRecord* current
        = m_store.record(u"at://"_s + call.reader + u'/' + collection + u'/' + key);
    // The same once more is no change, whatever is said about what was there.
    if (current != nullptr && current->value == record)
        return bskyReply(writtenJson(*current, false));
    const QJsonValue swap = call.body.value("swapRecord"_L1);
    const QString there = current != nullptr ? current->cid : QString();
    if (!swap.isUndefined() && swap.toString() != there) {
        return bskyError(
            400, u"InvalidSwap"_s, u"Record was at "_s + (there.isEmpty() ? u"null"_s : there));
    }
    return bskyReply(writtenJson(m_store.put(call.reader, collection, key, record), true));
}

FaultReply FakeBluesky::getRecord(const Call& call)
{
    const FakePerson* owner = m_store.find(call.param(u"repo"_s));
    const QString uri = u"at://"_s + (owner != nullptr ? owner->did : QString()) + u'/'
        + call.param(u"collection"_s) + u'/' + call.param(u"rkey"_s);
    const FakeRecord* record = m_store.record(uri);
    if (record == nullptr)
        return bskyError(400, u"RecordNotFound"_s, u"Could not locate record: "_s + uri);
    return bskyReply(
        {{u"uri"_s, record->uri}, {u"cid"_s, record->cid}, {u"value"_s, record->value}});
}

FaultReply FakeBluesky::deleteRecord(const Call& call)
{
    if (auto flaw = flawOfWrite(call, false))
        return std::move(*flaw);
    const QString uri = u"at://"_s + call.reader + u'/'
        + call.body.value("collection"_L1).toString() + u'/'
        + call.body.value("rkey"_L1).toString();
    // Of what is not there nothing is left to delete.
    if (!m_store.remove(uri))
        return bskyReply({});
    return bskyReply({{u"commit"_s, QJsonObject{{u"rev"_s, m_store.newKey()}}}});
}

FaultReply FakeBluesky::uploadBlob(const Call& call)
{
    const QString cid = FakeBlueskyStore::cidOf(call.request.body);
    m_blobs.insert(cid);
    return bskyReply({{u"blob"_s,
        QJsonObject{{u"$type"_s, u"blob"_s}, {u"ref"_s, QJsonObject{{u"$link"_s, cid}}},
            {u"mimeType"_s, QString::fromLatin1(call.request.header("content-type"))},
            {u"size"_s, call.request.body.size()}}}});
}

FaultReply FakeBluesky::changeBookmark(const Call& call)
{
    const QString uri = call.body.value("uri"_L1).toString();
    m_bookmarks.remove(uri);
    m_bookmarkOrder.removeAll(uri);
    if (call.nsid.endsWith("createBookmark"_L1)) {
        if (call.body.value("cid"_L1).toString().isEmpty())
            return bskyInvalid(u"Missing required key \"cid\" at $"_s);
        m_bookmarks.insert(uri);
        m_bookmarkOrder.prepend(uri);
        m_bookmarkedAt[uri] = FakeBlueskyStore::isoTime(m_store.nextMs());
    }
    return bskyNothing();
}

FaultReply FakeBluesky::changeMute(const Call& call)
{
    const bool isOn = call.nsid.contains(".mute"_L1);
    if (call.nsid.endsWith("Thread"_L1)) {
        const QString root = call.body.value("root"_L1).toString();
        if (isOn)
            m_mutedThreads.insert(root);
        else
            m_mutedThreads.remove(root);
        return bskyNothing();
    }
    FakePerson* person = m_store.find(call.body.value("actor"_L1).toString());
    if (person != nullptr)
        person->isMuted = isOn;
    return bskyNothing();
}

FaultReply FakeBluesky::updateSeen(const Call& call)
{
    m_seenAt = call.body.value("seenAt"_L1).toString();
    return bskyNothing();
}

FaultReply FakeBluesky::createReport(const Call& call)
{
    const QJsonObject subject = call.body.value("subject"_L1).toObject();
    const QString uri = subject.value("uri"_L1).toString();
    m_reports += uri.isEmpty() ? subject.value("did"_L1).toString() : uri;
    return bskyReply({{u"id"_s, static_cast<int>(m_reports.size())},
        {u"reasonType"_s, call.body.value("reasonType"_L1)}, {u"subject"_s, subject},
        {u"reportedBy"_s, call.reader},
        {u"createdAt"_s, FakeBlueskyStore::isoTime(m_store.nextMs())}});
}

} // namespace staffroom::test
