#include "tests/support/fake_bluesky_views.h"

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

void addIfThere(QJsonObject& object, const QString& key, const QString& value)
{
    if (!value.isEmpty())
        object[key] = value;
}

QJsonObject goneStub(const QString& uri)
{
    return {
        {u"$type"_s, u"app.bsky.feed.defs#notFoundPost"_s}, {u"uri"_s, uri}, {u"notFound"_s, true}};
}

} // namespace

FakeBlueskyViews::FakeBlueskyViews(const FakeBlueskyStore& store, QString base, Reader reader)
    : m_store(store)
    , m_base(std::move(base))
    , m_reader(std::move(reader))
{
}

QJsonObject FakeBlueskyViews::viewerOf(const FakePerson& person) const
{
    if (m_reader.did.isEmpty())
        return {};
    QJsonObject viewer{{u"muted"_s, person.isMuted}, {u"blockedBy"_s, false}};
    addIfThere(viewer, u"following"_s,
        m_store.ownAbout(m_reader.did, u"app.bsky.graph.follow"_s, person.did));
    addIfThere(viewer, u"followedBy"_s,
        m_store.ownAbout(person.did, u"app.bsky.graph.follow"_s, m_reader.did));
    addIfThere(viewer, u"blocking"_s,
        m_store.ownAbout(m_reader.did, u"app.bsky.graph.block"_s, person.did));
    return viewer;
}

QJsonObject FakeBlueskyViews::person(const FakePerson& person) const
{
    QJsonObject view{{u"did"_s, person.did}, {u"handle"_s, person.handle},
        {u"displayName"_s, person.name}, {u"labels"_s, person.labels},
        {u"avatar"_s, QString(m_base + "/img/avatar/"_L1 + person.did)},
        {u"createdAt"_s, u"2025-01-01T00:00:00.000Z"_s}};
    if (!m_reader.did.isEmpty())
        view[u"viewer"_s] = viewerOf(person);
    if (person.isVerified) {
        view[u"verification"_s] = QJsonObject{{u"verifications"_s, QJsonArray()},
            {u"verifiedStatus"_s, u"valid"_s}, {u"trustedVerifierStatus"_s, u"none"_s}};
    }
    return view;
}

QJsonObject FakeBlueskyViews::profile(const FakePerson& person) const
{
    QJsonObject view = this->person(person);
    view[u"description"_s] = person.about;
    view[u"indexedAt"_s] = u"2025-01-01T00:00:00.000Z"_s;
    int posts = 0;
    for (const FakeRecord* record : m_store.newestFirst(u"app.bsky.feed.post"_s))
        posts += record->did == person.did ? 1 : 0;
    view[u"postsCount"_s] = posts;
    view[u"followersCount"_s]
        = static_cast<int>(m_store.about(u"app.bsky.graph.follow"_s, person.did).size());
    return view;
}

QJsonArray FakeBlueskyViews::labels(const FakeRecord& record) const
{
    QJsonArray out;
    for (const auto value : record.value.value("labels"_L1)["values"_L1].toArray()) {
        out += QJsonObject{{u"src"_s, record.did}, {u"uri"_s, record.uri}, {u"cid"_s, record.cid},
            {u"val"_s, value["val"_L1]}, {u"cts"_s, record.value.value("createdAt"_L1)}};
    }
    return out;
}

QJsonObject FakeBlueskyViews::post(const FakeRecord& record) const
{
    const auto replies = static_cast<int>(m_store.repliesTo(record.uri).size());
    const auto count = [&](const QString& collection) {
        return static_cast<int>(m_store.about(collection, record.uri).size());
    };
    QJsonObject view{{u"uri"_s, record.uri}, {u"cid"_s, record.cid},
        {u"author"_s, person(*m_store.find(record.did))}, {u"record"_s, record.value},
        {u"indexedAt"_s, FakeBlueskyStore::isoTime(record.indexedMs)}, {u"replyCount"_s, replies},
        {u"repostCount"_s, count(u"app.bsky.feed.repost"_s)},
        {u"likeCount"_s, count(u"app.bsky.feed.like"_s)}, {u"quoteCount"_s, 0},
        {u"labels"_s, labels(record)}};
    const QJsonObject shown = embed(record.value.value("embed"_L1).toObject(), record.did, true);
    if (!shown.isEmpty())
        view[u"embed"_s] = shown;
    if (!m_reader.did.isEmpty()) {
        const QString root = record.replyUri(u"root"_s);
        QJsonObject viewer{{u"bookmarked"_s, m_reader.bookmarks->contains(record.uri)},
            {u"threadMuted"_s, m_reader.mutedThreads->contains(root.isEmpty() ? record.uri : root)},
            {u"embeddingDisabled"_s, false}};
        addIfThere(
            viewer, u"like"_s, m_store.ownAbout(m_reader.did, u"app.bsky.feed.like"_s, record.uri));
        addIfThere(viewer, u"repost"_s,
            m_store.ownAbout(m_reader.did, u"app.bsky.feed.repost"_s, record.uri));
        view[u"viewer"_s] = viewer;
    }
    return view;
}

QJsonObject FakeBlueskyViews::quoted(const QString& uri) const
{
    const FakeRecord* record = m_store.record(uri);
    if (record == nullptr) {
        return {{u"$type"_s, u"app.bsky.embed.record#viewNotFound"_s}, {u"uri"_s, uri},
            {u"notFound"_s, true}};
    }
    QJsonObject view{{u"$type"_s, u"app.bsky.embed.record#viewRecord"_s}, {u"uri"_s, uri},
        {u"cid"_s, record->cid}, {u"author"_s, person(*m_store.find(record->did))},
        {u"value"_s, record->value}, {u"labels"_s, labels(*record)},
        {u"indexedAt"_s, FakeBlueskyStore::isoTime(record->indexedMs)}};
    const QJsonObject inner = embed(record->value.value("embed"_L1).toObject(), record->did, false);
    view[u"embeds"_s] = inner.isEmpty() ? QJsonArray() : QJsonArray{inner};
    return view;
}

QJsonObject FakeBlueskyViews::embed(
    const QJsonObject& embed, const QString& did, bool mayQuote) const
{
    const QString type = embed.value("$type"_L1).toString();
    if (type == "app.bsky.embed.images"_L1) {
        QJsonArray images;
        for (const auto image : embed.value("images"_L1).toArray()) {
            const QString cid = image["image"_L1]["ref"_L1]["$link"_L1].toString();
            const QString path = QString(u'/' + did + u'/' + cid);
            QJsonObject shown{{u"thumb"_s, QString(m_base + "/img/thumb"_L1 + path)},
                {u"fullsize"_s, QString(m_base + "/img/full"_L1 + path)},
                {u"alt"_s, image["alt"_L1]}};
            if (image["aspectRatio"_L1].isObject())
                shown[u"aspectRatio"_s] = image["aspectRatio"_L1];
            images += shown;
        }
        return {{u"$type"_s, u"app.bsky.embed.images#view"_s}, {u"images"_s, images}};
    }
    if (type == "app.bsky.embed.external"_L1) {
        return {{u"$type"_s, u"app.bsky.embed.external#view"_s},
            {u"external"_s, embed.value("external"_L1)}};
    }
    if (type == "app.bsky.embed.record"_L1 && mayQuote) {
        return {{u"$type"_s, u"app.bsky.embed.record#view"_s},
            {u"record"_s, quoted(embed.value("record"_L1)["uri"_L1].toString())}};
    }
    if (type == "app.bsky.embed.recordWithMedia"_L1) {
        const QJsonObject media = this->embed(embed.value("media"_L1).toObject(), did, false);
        if (!mayQuote)
            return media;
        const QString uri = embed.value("record"_L1)["record"_L1]["uri"_L1].toString();
        return {{u"$type"_s, u"app.bsky.embed.recordWithMedia#view"_s},
            {u"record"_s, QJsonObject{{u"record"_s, quoted(uri)}}}, {u"media"_s, media}};
    }
    return {};
}

QJsonObject FakeBlueskyViews::entry(const FakeRecord& post, const FakeRecord* repost) const
{
    QJsonObject view{{u"post"_s, this->post(post)}};
    if (repost != nullptr) {
        view[u"reason"_s] = QJsonObject{{u"$type"_s, u"app.bsky.feed.defs#reasonRepost"_s},
            {u"by"_s, person(*m_store.find(repost->did))}, {u"uri"_s, repost->uri},
            {u"cid"_s, repost->cid},
            {u"indexedAt"_s, FakeBlueskyStore::isoTime(repost->indexedMs)}};
    }
    if (post.replyUri(u"parent"_s).isEmpty())
        return view;
    QJsonObject reply;
    for (const auto& which : {u"root"_s, u"parent"_s}) {
        const FakeRecord* other = m_store.record(post.replyUri(which));
        QJsonObject shown = goneStub(post.replyUri(which));
        if (other != nullptr) {
            shown = this->post(*other);
            shown[u"$type"_s] = u"app.bsky.feed.defs#postView"_s;
        }
        reply[which] = shown;
    }
    view[u"reply"_s] = reply;
    return view;
}

QJsonObject FakeBlueskyViews::thread(const QString& uri, int depth, int parents) const
{
    const FakeRecord* record = m_store.record(uri);
    if (record == nullptr)
        return goneStub(uri);
    QJsonObject view{
        {u"$type"_s, u"app.bsky.feed.defs#threadViewPost"_s}, {u"post"_s, post(*record)}};
    const QString above = record->replyUri(u"parent"_s);
    if (!above.isEmpty() && parents > 0)
        view[u"parent"_s] = thread(above, 0, parents - 1);
    if (depth > 0) {
        QJsonArray replies;
        for (const FakeRecord* other : m_store.repliesTo(uri))
            replies += thread(other->uri, depth - 1, 0);
        view[u"replies"_s] = replies;
    }
    return view;
}

QJsonObject FakeBlueskyViews::list(const FakeRecord& record) const
{
    return {{u"uri"_s, record.uri}, {u"cid"_s, record.cid},
        {u"name"_s, record.value.value("name"_L1)},
        {u"purpose"_s, record.value.value("purpose"_L1)},
        {u"description"_s, record.value.value("description"_L1).toString()},
        {u"creator"_s, person(*m_store.find(record.did))},
        {u"indexedAt"_s, FakeBlueskyStore::isoTime(record.indexedMs)}};
}

QJsonObject FakeBlueskyViews::generator(const FakeRecord& record) const
{
    return {{u"uri"_s, record.uri}, {u"cid"_s, record.cid}, {u"did"_s, u"did:web:feeds.test"_s},
        {u"displayName"_s, record.value.value("displayName"_L1)},
        {u"description"_s, record.value.value("description"_L1).toString()},
        {u"creator"_s, person(*m_store.find(record.did))},
        {u"indexedAt"_s, FakeBlueskyStore::isoTime(record.indexedMs)}};
}

} // namespace staffroom::test
