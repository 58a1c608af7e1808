#include "tests/support/fake_bluesky_store.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>

#include <algorithm>

namespace staffroom::test {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kPosts("app.bsky.feed.post");

QString base32(QLatin1StringView alphabet, const QByteArray& bytes)
{
    QString out;
    quint32 bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<quint8>(c);
        for (count += 8; count >= 5; count -= 5)
            out += alphabet[static_cast<qsizetype>(bits >> (count - 5) & 31)];
        bits &= 0xff;
    }
    return count > 0 ? out + alphabet[static_cast<qsizetype>(bits << (5 - count) & 31)] : out;
}

qint64 msOf(const QString& isoTime)
{
    return QDateTime::fromString(isoTime, Qt::ISODateWithMs).toMSecsSinceEpoch();
}

FakePerson somebody(const QString& handle, const QString& name)
{
    const QByteArray digest
        = QCryptographicHash::hash(handle.toUtf8(), QCryptographicHash::Sha256).left(15);
    FakePerson person;
    person.did = u"did:plc:"_s + base32("abcdefghijklmnopqrstuvwxyz234567"_L1, digest);
    person.handle = handle;
    person.name = name;
    person.about = name + u" teaches. #alpha"_s;
    return person;
}

QJsonObject tagFacet(const QString& text, qsizetype at, const QString& tag)
{
    const auto start = text.left(at).toUtf8().size();
    return {
        {u"index"_s,
            QJsonObject{{u"byteStart"_s, start}, {u"byteEnd"_s, start + 1 + tag.toUtf8().size()}}},
        {u"features"_s,
            QJsonArray{
                QJsonObject{{u"$type"_s, u"app.bsky.richtext.facet#tag"_s}, {u"tag"_s, tag}}}}};
}

} // namespace

qint64 FakeRecord::sortMs() const
{
    const QString created = value.value("createdAt"_L1).toString();
    return created.isEmpty() ? indexedMs : std::min(indexedMs, msOf(created));
}

QString FakeRecord::subject() const
{
    const QJsonValue subject = value.value("subject"_L1);
    return subject.isString() ? subject.toString() : subject["uri"_L1].toString();
}

QString FakeRecord::replyUri(const QString& which) const
{
    return value.value("reply"_L1)[which]["uri"_L1].toString();
}

QStringList FakeRecord::tags() const
{
    QStringList out;
    for (const auto tag : value.value("tags"_L1).toArray())
        out += tag.toString();
    for (const auto facet : value.value("facets"_L1).toArray()) {
        for (const auto feature : facet["features"_L1].toArray()) {
            if (feature["$type"_L1].toString() == "app.bsky.richtext.facet#tag"_L1)
                out += feature["tag"_L1].toString();
        }
    }
    return out;
}

FakeBlueskyStore::FakeBlueskyStore()
    : m_people{somebody(u"bea.test"_s, u"Bea"_s), somebody(u"cem.test"_s, u"Cem"_s),
        somebody(u"dora.test"_s, u"Dóra"_s), somebody(u"eli.school.test"_s, u"Eli 🌱"_s)}
{
}

const FakePerson* FakeBlueskyStore::find(const QString& who) const
{
    const auto found = std::find_if(m_people.begin(), m_people.end(), [&](const FakePerson& p) {
        return p.did == who || p.handle.compare(who, Qt::CaseInsensitive) == 0;
    });
    return found == m_people.end() ? nullptr : &*found;
}

FakePerson* FakeBlueskyStore::find(const QString& who)
{
    return const_cast<FakePerson*>(std::as_const(*this).find(who));
}

FakeRecord& FakeBlueskyStore::put(
    const QString& did, const QString& collection, const QString& key, const QJsonObject& value)
{
    const QString uri = u"at://"_s + did + u'/' + collection + u'/' + key;
    FakeRecord& record = m_records[uri];
    const bool isNew = record.uri.isEmpty();
    record.uri = uri;
    record.cid = cidOf(QJsonDocument(value).toJson(QJsonDocument::Compact));
    record.did = did;
    record.collection = collection;
    record.key = key;
    record.value = value;
    if (isNew)
        record.indexedMs = nextMs();
    return record;
}

FakeRecord& FakeBlueskyStore::addPost(const FakeSkeet& draft)
{
    const size_t index = draft.author >= 0 ? static_cast<size_t>(draft.author)
                                           : 1 + m_turn++ % (m_people.size() - 1);
    const qint64 ms = nextMs();
    QString text = draft.text;
    QJsonArray facets;
    for (const QString& tag : draft.tags) {
        if (!text.contains(u'#' + tag))
            text += u" #"_s + tag;
        facets += tagFacet(text, text.indexOf(u'#' + tag), tag);
    }
    QJsonObject value{{u"$type"_s, QString(kPosts)}, {u"text"_s, text},
        {u"createdAt"_s, isoTime(draft.createdMs.value_or(ms))},
        {u"langs"_s, QJsonArray{draft.language}}};
    if (!facets.isEmpty())
        value[u"facets"_s] = facets;
    if (!draft.outsideTags.isEmpty())
        value[u"tags"_s] = QJsonArray::fromStringList(draft.outsideTags);
    if (!draft.embed.isEmpty())
        value[u"embed"_s] = draft.embed;
    if (!draft.selfLabels.isEmpty()) {
        QJsonArray values;
        for (const QString& label : draft.selfLabels)
            values += QJsonObject{{u"val"_s, label}};
        value[u"labels"_s] = QJsonObject{
            {u"$type"_s, u"com.atproto.label.defs#selfLabels"_s}, {u"values"_s, values}};
    }
    if (const FakeRecord* parent = record(draft.replyTo)) {
        const QJsonObject ref{{u"uri"_s, parent->uri}, {u"cid"_s, parent->cid}};
        const QJsonValue root = parent->value.value("reply"_L1)["root"_L1];
        value[u"reply"_s] = QJsonObject{
            {u"root"_s, root.isObject() ? root : QJsonValue(ref)}, {u"parent"_s, ref}};
    }
    FakeRecord& record = put(m_people[index].did, kPosts, nextKey(ms), value);
    record.indexedMs = ms;
    return record;
}

FakeRecord& FakeBlueskyStore::addAbout(
    const QString& did, const QString& collection, const QString& subject)
{
    const qint64 ms = nextMs();
    const FakeRecord* target = record(subject);
    const QJsonValue named = target != nullptr
        ? QJsonValue(QJsonObject{{u"uri"_s, target->uri}, {u"cid"_s, target->cid}})
        : QJsonValue(subject);
    return put(did, collection, nextKey(ms),
        {{u"$type"_s, collection}, {u"subject"_s, named}, {u"createdAt"_s, isoTime(ms)}});
}

bool FakeBlueskyStore::remove(const QString& uri)
{
    return m_records.erase(uri) > 0;
}

const FakeRecord* FakeBlueskyStore::record(const QString& uri) const
{
    const auto found = m_records.find(uri);
    return found == m_records.end() ? nullptr : &found->second;
}

std::vector<const FakeRecord*> FakeBlueskyStore::select(const Accept& accept) const
{
    std::vector<const FakeRecord*> out;
    for (const auto& [uri, record] : m_records) {
        if (accept(record))
            out.push_back(&record);
    }
    std::sort(out.begin(), out.end(), [](const FakeRecord* a, const FakeRecord* b) {
        return a->sortMs() != b->sortMs() ? a->sortMs() > b->sortMs() : a->cid > b->cid;
    });
    return out;
}

std::vector<const FakeRecord*> FakeBlueskyStore::newestFirst(const QString& collection) const
{
    return select([&](const FakeRecord& record) { return record.collection == collection; });
}

std::vector<const FakeRecord*> FakeBlueskyStore::about(
    const QString& collection, const QString& subject) const
{
    return select([&](const FakeRecord& record) {
        return record.collection == collection && record.subject() == subject;
    });
}

std::vector<const FakeRecord*> FakeBlueskyStore::repliesTo(const QString& uri) const
{
    return select([&](const FakeRecord& record) {
        return record.collection == kPosts && record.replyUri(u"parent"_s) == uri;
    });
}

QString FakeBlueskyStore::ownAbout(
    const QString& did, const QString& collection, const QString& subject) const
{
    for (const FakeRecord* record : about(collection, subject)) {
        if (record->did == did)
            return record->uri;
    }
    return {};
}

qint64 FakeBlueskyStore::nextMs()
{
    m_lastMs = std::max(m_lastMs + 1, QDateTime::currentMSecsSinceEpoch());
    return m_lastMs;
}

QString FakeBlueskyStore::cidOf(const QByteArray& bytes)
{
    return u"bafyrei"_s
        + base32("abcdefghijklmnopqrstuvwxyz234567"_L1,
            QCryptographicHash::hash(bytes, QCryptographicHash::Sha256));
}

QString FakeBlueskyStore::isoTime(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString FakeBlueskyStore::nextKey(qint64 ms)
{
    constexpr QLatin1StringView alphabet("234567abcdefghijklmnopqrstuvwxyz");
    auto value
        = static_cast<quint64>(ms) * 1'000 << 10 | static_cast<quint64>(++m_madeKeys & 1'023);
    QString key(13, u'2');
    for (qsizetype i = 12; i >= 0; --i, value >>= 5)
        key[i] = alphabet[static_cast<qsizetype>(value & 31)];
    return key;
}

} // namespace staffroom::test
